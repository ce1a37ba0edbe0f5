"""Deliver: the film with its described sound and the descriptions as text, proved by reading back.

The seam is `deliver`: it muxes, reads the result back and compares it with the film. A file that
does not hold what it should does not stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vidcap.media import Progress, silent
from vidcap.recipe import DeliverSettings
from vidcap.script import Line, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vidcap.media.probe import Source
    from vidcap.media.sound import AudioFormat


class Sound(Protocol):
    """A sound that is to be coded."""

    @property
    def form(self) -> AudioFormat:
        """Rate and layout of the blocks."""
        ...

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        """Yield it as blocks (channels, n), the first sample at film time 0."""
        ...


class Soundtrack(Sound, Protocol):
    """The described sound that is to go into the film."""

    @property
    def touched(self) -> Sequence[Span]:
        """Where it differs from the film's own sound."""
        ...


class Spoken(Protocol):
    """The recording of a line: what is needed of a take."""

    @property
    def samples(self) -> NDArray[np.float32]:
        """(n,), one channel."""
        ...

    @property
    def rate_hz(self) -> int:
        """Of the samples."""
        ...


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was made, as it was measured in the finished file."""

    described: Path
    size: int  # bytes
    notes: tuple[str, ...]  # what the container could not take or keep, for people
    described_lufs: float  # integrated loudness of the described sound; -inf: silence
    peak_dbtp: float  # highest true peak under the lines; -inf: there are none
    likeness: float  # correlation with the film's own sound outside the lines, to 1; 1: no such
    lag_ms: float  # by which the described sound is late there, at worst; negative: early
    onset_ms: float  # by which a line is off its time, at worst
    heard: int  # lines that were found in the described sound by their takes


def deliver(
    source: Source,
    lines: Sequence[Line],
    takes: Mapping[str, Spoken],
    *,
    language: str,
    mix: Soundtrack,
    track: Path,
    described: Path,
    settings: DeliverSettings,
    peak_dbtp: float,
    progress: Progress = silent,
) -> Delivered:
    """Write the described film and prove that it holds what it should.

    `described` is written to directly: give a temporary name and rename it afterwards. Whatever
    happens, a file that was not proved does not stay.

    Args:
        source: the film.
        lines: skipped ones are left out.
        takes: by the id of the placed lines.
        language: of the lines, BCP 47.
        mix: the described sound.
        track: the lines as SubRip.
        described: the film to write; its suffix says nothing, `settings.container` does.
        settings: the container.
        peak_dbtp: highest true peak allowed under the lines.
        progress: is told the share that is done.

    Raises:
        InputError: the film has no time stamps that a container could take over.
        FilmError: the disk is full, or ffmpeg failed.
        VerificationError: the result is not what it should be; the message says where.
    """
    from vidcap.deliver.mux import mux  # PyAV and numpy only when it comes to muxing
    from vidcap.deliver.verify import verify

    try:
        notes = mux(
            source,
            mix,
            language=language,
            track=track,
            described=described,
            settings=settings,
            progress=lambda share: progress(share * 0.7),
        )
        return verify(
            source,
            lines,
            takes,
            language=language,
            mix=mix,
            described=described,
            settings=settings,
            peak_dbtp=peak_dbtp,
            notes=notes,
            progress=lambda share: progress(0.7 + share * 0.3),
        )
    except BaseException:
        described.unlink(missing_ok=True)
        raise
