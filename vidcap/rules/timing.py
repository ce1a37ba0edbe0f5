"""The rules of time: T1 to T12 of AD_RULES section 11. Pure.

A line is taken to last as long as its cue, which is so in tracks of vidcap; in those of others a
cue may be longer than its speech, never shorter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from vidcap.fit.pace import MINUTE
from vidcap.listen.gaps import dialogue_gaps
from vidcap.listen.spans import covered, touching, unite
from vidcap.recipe import ListenSettings
from vidcap.rules.measure import Check, Measure
from vidcap.rules.track import Said, Track, units
from vidcap.script import Span

_SHORTEST = 0.4  # s; the rate of a shorter cue says nothing
_FEWEST = 3  # words; so does that of fewer
_TICK = 1e-3  # s; to which times in files are rounded


def over_speech(track: Track) -> Iterator[Measure]:
    """T1: seconds of each line over speech, as `speech` heard or as `subtitles` stand."""
    of = _witness(track)
    for line in track.lines:
        shared = sum(span.overlap(line.span) for span in touching(track.speech or (), line.span))
        yield Measure(line, _rounded(shared), f"lies {shared:.2f} s over {of}", of)


def margins(track: Track) -> Iterator[Measure]:
    """T2: silence between speech and the line `after` it, and `before` the next speech, s."""
    for line in track.lines:
        before, following = _around(track, line)
        if any(span.overlap(line.span) > _TICK for span in (before, following) if span):
            continue
        if before is not None:
            pause = line.span.start - before.end
            yield Measure(line, round(pause, 2), f"starts {pause:.2f} s after speech", "after")
        if following is not None:
            pause = following.start - line.span.end
            yield Measure(line, round(pause, 2), f"ends {pause:.2f} s before speech", "before")


def room(track: Track) -> Iterator[Measure]:
    """T3: length of the silence that holds the line, s; of lines clear of speech."""
    for line in track.lines:
        before, following = _around(track, line)
        start = before.end if before else 0.0
        end = following.start if following else max(track.end, line.span.end)
        if start <= line.span.start + _TICK and line.span.end <= end + _TICK:
            yield Measure(line, _rounded(end - start), f"stands in a pause of {end - start:.2f} s")


def fits(track: Track) -> Iterator[Measure]:
    """T4: seconds by which the measured speech of a line is longer than its room.

    The room ends with the gap or where the next line starts. Lines that were worded anew since
    they were measured are left out.
    """
    if track.script is None:
        return
    starts = [*(line.span.start for line in track.lines[1:]), track.end]
    for line, following in zip(track.lines, starts, strict=False):  # no line has no start
        placed = track.placed_as(line)
        if placed is None or placed.length is None:
            continue
        gaps = touching(track.script.gaps, line.span)[:1]
        end = min([following, *(gap.end for gap in gaps)])
        over = placed.length - (end - line.span.start)
        yield Measure(line, _rounded(over), f"is spoken {over:.3f} s longer than its room")


def rate(track: Track) -> Iterator[Measure]:
    """T5: words, in Chinese characters, a minute: whether too `fast`; if measured, too `slow`.

    Cues under 0.4 s or of fewer than three words are left out. Only where the script tells how
    long the line is when spoken can it be slow: cues of others last longer than the voice.
    """
    for line in track.lines:
        said, length = units(line.text), line.span.length
        if length < _SHORTEST or len(said) < _FEWEST:
            continue
        pace = len(said) / length * MINUTE
        what = f"is spoken at {pace:.0f} {track.unit} a minute"
        yield Measure(line, pace, what, "fast")
        if track.placed_as(line) is not None:
            yield Measure(line, pace, what, "slow")


def apart(track: Track) -> Iterator[Measure]:
    """T7: pause between a line and the one before, s; below 0 they overlap."""
    for before, line in pairwise(track.lines):
        pause = line.span.start - before.span.end
        what = f"starts {pause:.2f} s after" if pause >= 0 else f"is {-pause:.2f} s over"
        yield Measure(line, _rounded(pause), f"{what} cue {before.place}")


def in_time(track: Track) -> Iterator[Measure]:
    """T8: seconds by which a line is `early` or `late` against what it tells being seen."""
    if track.script is None:
        return
    seen = {moment.id: moment.seen for moment in track.script.moments}
    for line in track.lines:
        placed = track.placed_as(line)
        window = seen.get(placed.moment) if placed is not None else None
        if window is not None:
            early, late = window.start - line.span.start, line.span.start - window.end
            yield Measure(line, _rounded(early), f"starts {early:.1f} s before it is seen", "early")
            yield Measure(line, _rounded(late), f"starts {late:.1f} s after it is gone", "late")


def density(track: Track) -> Iterator[Measure]:
    """T9: words in the `minute` that starts with a line; words a minute of the whole `film`."""
    counts = [len(units(line.text)) for line in track.lines]
    for place, line in enumerate(track.lines):
        stop = line.span.start + MINUTE
        last = bisect_right(track.lines, stop, key=lambda other: other.span.start)
        within = zip(track.lines[place:last], counts[place:last], strict=True)
        words = sum(count for other, count in within if other.span.end <= stop)
        yield Measure(line, words, f"begins a minute of {words} {track.unit}", "minute")
    if track.length > 0:
        pace = sum(counts) / track.length * MINUTE
        yield Measure(None, pace, f"the film has {pace:.0f} {track.unit} a minute", "film")


def silence(track: Track) -> Iterator[Measure]:
    """T10: percentage of the gaps' time that is filled; gaps in `speech` or in `subtitles`."""
    of = _witness(track)
    usable = _gaps(track)
    free = sum(gap.length for gap in usable)
    if free:
        share = covered([line.span for line in track.lines], usable) / free * 100
        yield Measure(None, share, f"{share:.0f} % of the pauses are filled", of)


def holes(track: Track) -> Iterator[Measure]:
    """T11: length of each stretch of a gap without a line in which a shot begins, s."""
    if track.script is None:
        return
    cuts = [shot.span.start for shot in track.script.shots[1:]]
    lines = unite(line.span for line in track.lines)
    for gap in track.script.gaps:
        for hole in dialogue_gaps(lines, gap, after=0, before=0, shortest=_TICK):
            if any(hole.start < cut < hole.end for cut in cuts):
                what = f"{hole.length:.0f} s of pause in which shots change have no line"
                yield Measure(None, hole.length, what, time=hole.start)


def inside(track: Track) -> Iterator[Measure]:
    """T12: seconds of a line before the film or after its end, as far as that is known."""
    end = track.script.film.duration if track.script is not None else float("inf")
    for line in track.lines:
        outside = max(-line.span.start, line.span.end - end, 0.0)
        yield Measure(line, outside, f"lies {outside:.2f} s outside the film")


def _witness(track: Track) -> str:
    return "subtitles" if track.script is None else "speech"


def _around(track: Track, line: Said) -> tuple[Span | None, Span | None]:
    """Return the speech that begins before the line's middle, and the next; None: there is none."""
    speech = track.speech or ()
    middle = (line.span.start + line.span.end) / 2
    place = bisect_right(speech, middle, key=lambda span: span.start)
    return (speech[place - 1] if place else None), (*speech[place : place + 1], None)[0]


def _gaps(track: Track) -> tuple[Span, ...]:
    """Return the gaps of the script, or those between subtitles by the usual margins."""
    if track.script is not None:
        return track.script.gaps
    usual = ListenSettings()
    if track.end <= 0:
        return ()
    return dialogue_gaps(
        track.speech or (),
        Span(0.0, track.end),
        after=usual.after,
        before=usual.before,
        shortest=usual.shortest_gap,
    )


def _rounded(seconds: float) -> float:
    """Return a difference of times without the dust of floating point."""
    return round(seconds, 3)


TIMING: Mapping[str, Check] = MappingProxyType(
    {
        "T1": over_speech,
        "T2": margins,
        "T3": room,
        "T4": fits,
        "T5": rate,
        "T7": apart,
        "T8": in_time,
        "T9": density,
        "T10": silence,
        "T11": holes,
        "T12": inside,
    }
)
