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
ROW = 64  # windows in one call: 2 s

Samples = npt.NDArray[np.float32]


def speech_probabilities(blocks: Iterable[Samples]) -> Iterator[float]:
    """Yield for each window of sound, 32 ms long, how likely it is that someone speaks in it.

    Args:
        blocks: mono sound at `RATE_HZ`, in pieces of any length, full scale at 1.

    Raises:
        MissingError: the model file is not in the installation.
    """
    session = _session()
    hidden = cell = np.zeros((1, 1, 128), dtype=np.float32)
    before = np.zeros(CONTEXT, dtype=np.float32)
    for row in _rows(blocks):
        sound = np.concatenate([before, row])
        before = sound[-CONTEXT:]
        # one window begins every WINDOW samples and overlaps the one before by CONTEXT
        windows = np.lib.stride_tricks.sliding_window_view(sound, CONTEXT + WINDOW)[::WINDOW]
        told = {"input": np.ascontiguousarray(windows), "h": hidden, "c": cell}
        probabilities, hidden, cell = session.run(None, told)
        yield from probabilities.tolist()


def _rows(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """Gather blocks of any length into rows of whole windows, the last filled up with silence."""
    size = ROW * WINDOW
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
