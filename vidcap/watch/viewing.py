"""The one pass over the film: frames in, shots and keyframes out."""

from __future__ import annotations

from collections.abc import Iterable

from vidcap.errors import FilmError
from vidcap.media import Progress, silent
from vidcap.media.frames import frames
from vidcap.media.pictures import jpeg, picture
from vidcap.media.probe import Source
from vidcap.recipe import WatchSettings
from vidcap.script import Keyframe, Shot, Span
from vidcap.watch import Cut, Watched
from vidcap.watch.bars import NO_BARS, find_bars, inside
from vidcap.watch.detectors import open_detector
from vidcap.watch.glimpse import glimpses
from vidcap.watch.keyframes import Candidate, Choice, Chooser
from vidcap.watch.twins import Seen, earlier

_BESIDE = 416  # pixels of width of a further frame: what the detector takes in
_TWINS_WITHIN = 60  # keyframes back in which a twin is looked for


def view(
    source: Source,
    settings: WatchSettings,
    *,
    part: Span | None = None,
    progress: Progress = silent,
) -> Watched:
    """Watch a film; see `vidcap.watch.watch`."""
    detector = open_detector(settings, source.rate)
    chooser = Chooser(every=settings.keyframe_every, patience=detector.patience)
    start, end = (part.start, part.end) if part else (0.0, source.film.duration)
    album = _Album(source, settings.picture_width, start)
    seen_until = None
    for frame, glimpse in glimpses(frames(source, part)):
        album.keep(chooser.add(frame, glimpse))
        for cut in detector.feed(glimpse):
            album.keep(chooser.cut(cut))
            album.cut(cut)
        seen_until = frame.time + frame.duration
        progress(min(1.0, max(0.0, (frame.time - start) / (end - start))))
    if seen_until is None:
        raise FilmError(
            "no picture can be decoded", str(source.path), "check that part of the film"
        )
    for cut in detector.finish():
        album.keep(chooser.cut(cut))
        album.cut(cut)
    last = min(seen_until, part.end) if part else seen_until
    album.keep(chooser.finish(last))
    progress(1.0)
    return album.closed(last)


class _Album:
    """Collects cuts, keyframes and their pictures."""

    def __init__(self, source: Source, width: int, start: float) -> None:
        self._start = start
        self._source = source
        self._width = width
        self._cuts: list[Cut] = []
        self._keyframes: list[Keyframe] = []
        self._pictures: dict[str, bytes] = {}
        self._beside: dict[str, tuple[bytes, ...]] = {}
        self._seen: list[Seen] = []
        self._bars = NO_BARS

    def cut(self, cut: Cut) -> None:
        self._cuts.append(cut)

    def keep(self, choices: Iterable[Choice]) -> None:
        for choice in choices:
            identity = f"K{len(self._keyframes) + 1:04d}"
            candidate = choice.candidate
            self._bars = find_bars(choice.planes, self._bars)
            self._pictures[identity] = self._shown(candidate, self._width)
            width = min(_BESIDE, self._width)
            self._beside[identity] = tuple(self._shown(one, width) for one in choice.beside)
            pattern = candidate.glimpse.pattern
            like = earlier(pattern, self._seen)
            self._seen = [*self._seen[1 - _TWINS_WITHIN :], Seen(identity, pattern)]
            self._keyframes.append(
                Keyframe(
                    id=identity,
                    shot=len(self._cuts) + 1,
                    time=max(self._start, candidate.time),
                    seen=choice.seen,
                    sharpness=round(candidate.sharpness, 3),
                    twin=like.twin,
                    place=like.place,
                    beside=tuple(one.time for one in choice.beside),
                    rest=choice.rest,
                )
            )

    def _shown(self, candidate: Candidate, width: int) -> bytes:
        """Return a frame as JPEG, without bars."""
        whole = picture(candidate.frame.image, self._source, width=width)
        return jpeg(inside(whole, self._bars))

    def closed(self, end: float) -> Watched:
        borders = [self._start, *(cut.time for cut in self._cuts), end]
        shots = tuple(
            Shot(number, Span(borders[number - 1], borders[number]))
            for number in range(1, len(borders))
        )
        return Watched(shots, tuple(self._keyframes), self._pictures, self._beside)
