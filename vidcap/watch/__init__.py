"""Watch a film once: its cuts, its shots, and the keyframes that stand for them.

The seam is the detector of cuts: it is fed every frame in time order and answers with the cuts it
has become sure of. A new one needs a module, and a line in `detectors.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from vidcap.media import Progress, silent
from vidcap.recipe import WatchSettings
from vidcap.script import Keyframe, Shot, Span

if TYPE_CHECKING:
    from vidcap.media.probe import Source
    from vidcap.watch.glimpse import Glimpse


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """Where one shot becomes the next: the first frame of the next, and the change around it."""

    time: float  # s; of a gradual change: its middle
    start: float  # s; from here on the old shot is no longer clear; `time` for a hard cut
    end: float  # s; from here on the new shot is clear


class Detector(Protocol):
    """Finds the cuts of one film."""

    patience: float  # s by which an answer may lag behind the frame it speaks of

    def feed(self, glimpse: Glimpse) -> Sequence[Cut]:
        """Take the next frame; return the cuts that are certain now, in time order."""

    def finish(self) -> Sequence[Cut]:
        """Return the cuts that were still open at the film's end."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What was seen."""

    shots: tuple[Shot, ...]
    keyframes: tuple[Keyframe, ...]
    pictures: Mapping[str, bytes]  # JPEG by keyframe id: bars cropped, upright, square pixels
    beside: Mapping[str, tuple[bytes, ...]]  # the same of its further frames, smaller

    def named(self) -> dict[str, bytes]:
        """Return all pictures by name, keyframes by their ids."""
        further = {
            beside_name(one, place): data
            for one, several in self.beside.items()
            for place, data in enumerate(several)
        }
        return {**self.pictures, **further}


def beside_name(keyframe: str, place: int) -> str:
    """Return the name of a further frame of a keyframe (its id)."""
    return f"{keyframe}.{place}"


def watch(
    source: Source,
    settings: WatchSettings,
    *,
    part: Span | None = None,
    progress: Progress = silent,
) -> Watched:
    """Decode the film once and return its shots and keyframes.

    Args:
        source: the film.
        settings: detector, thresholds, sizes.
        part: the stretch to watch, s; the whole film by default.
        progress: told the share done.

    Raises:
        MissingError: the detector asked for is not installed.
        FilmError: no frame can be decoded in that stretch.
    """
    from vidcap.watch.viewing import view  # NumPy, OpenCV and PyAV: only for who watches

    return view(source, settings, part=part, progress=progress)
