"""Speech probabilities of sound by Silero VAD, run by onnxruntime alone, in constant memory.

Silero Team, Silero VAD 6.2.3 (2025), https://github.com/snakers4/silero-vad, MIT; the model file
lies beside this module with its licence. At 16 kHz the network takes windows of 512 samples, each
with the 64 samples before it, and hands a state of 2 x 1 x 128 numbers from window to window.
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


def speech_probabilities(blocks: Iterable[Samples]) -> Iterator[float]:
    """Yield for each window of sound, 32 ms long, how likely it is that someone speaks in it.

    Args:
        blocks: mono sound at `RATE_HZ`, in pieces of any length, full scale at 1.

    Raises:
        MissingError: the model file is not in the installation.
    """
    session = _session()
    state = np.zeros((2, 1, 128), dtype=np.float32)
    rate = np.array(RATE_HZ, dtype=np.int64)
    heard = np.zeros((1, CONTEXT + WINDOW), dtype=np.float32)
    for window in _windows(blocks):
        heard[0, :CONTEXT] = heard[0, -CONTEXT:]
        heard[0, CONTEXT:] = window
        probability, state = session.run(None, {"input": heard, "state": state, "sr": rate})
        yield float(probability[0, 0])


def _windows(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """Cut blocks of any length into windows, the last filled up with silence."""
    rest = np.zeros(0, dtype=np.float32)
    for block in blocks:
        sound = np.concatenate([rest, block])
        whole = len(sound) - len(sound) % WINDOW
        yield from sound[:whole].reshape(-1, WINDOW)
        rest = sound[whole:]
    if len(rest):
        yield np.pad(rest, (0, WINDOW - len(rest)))


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
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
