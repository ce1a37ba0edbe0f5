"""Speech probabilities of sound by Silero VAD, run by onnxruntime alone, in constant memory.

Silero Team, Silero VAD 6.2.3 (2025), https://github.com/snakers4/silero-vad, MIT; the model file
lies beside this module with its licence. At 16 kHz the network takes windows of 512 samples, each
with the 64 samples before it, and hands the state of its LSTM from window to window. This is its
form for a row of windows at once: the same numbers to the bit as window by window, in half the time
(docs/listening.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from vidcap.errors import MissingError

RATE_HZ = 16_000
WINDOW = 512  # samples
CONTEXT = 64  # samples
STEP = WINDOW / RATE_HZ  # s from one probability to the next

Samples = npt.NDArray[np.float32]


class Ear:
    """The network, loaded once."""

    def __init__(self) -> None:
        """Load it.

        Raises:
            MissingError: the model file is not in the installation.
        """
        self._session = _session()

    def hear(self, sound: Samples) -> Samples:
        """Return for each window, 32 ms long, how likely it is that someone speaks in it, (n,).

        Args:
            sound: whole windows at `RATE_HZ`, full scale at 1; before it there was silence.
        """
        state = np.zeros((1, 1, 128), dtype=np.float32)
        # one window begins every WINDOW samples and overlaps the one before by CONTEXT
        sound = np.concatenate([np.zeros(CONTEXT, np.float32), sound])
        windows = np.lib.stride_tricks.sliding_window_view(sound, CONTEXT + WINDOW)[::WINDOW]
        told = {"input": np.ascontiguousarray(windows), "h": state, "c": state}
        return np.asarray(self._session.run(None, told)[0], np.float32).reshape(-1)


def whole_windows(blocks: Iterable[Samples], count: int) -> Iterator[Samples]:
    """Yield sound in pieces of `count` windows, the last filled up to a window with silence.

    Args:
        blocks: mono sound in pieces of any length.
        count: windows in each piece but the last.
    """
    size = count * WINDOW
    pieces: list[Samples] = []
    held = 0
    for block in blocks:
        pieces.append(block)
        held += len(block)
        if held >= size:
            sound = np.concatenate(pieces)
            whole = held - held % size
            yield from sound[:whole].reshape(-1, size)
            pieces, held = [sound[whole:]], held - whole
    if held:
        yield np.pad(np.concatenate(pieces), (0, -held % WINDOW))


def _session() -> Any:  # onnxruntime ships no types
    import onnxruntime

    model = files("vidcap.listen") / "silero_vad.onnx"
    try:
        network = model.read_bytes()
    except OSError as error:
        what = "the network that finds speech is not here"
        raise MissingError(what, str(model), "install vidcap again") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # more only slows it down
    options.log_severity_level = 3  # it would tell of a few unused weights
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
