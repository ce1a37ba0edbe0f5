"""What is wrong with a described film, from what was heard of it. Pure.

Limits are those of the craft (AD_RULES T1, T5, T7, T12, S1 to S3) or follow from how exactly this
room measures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from vidcap.media.languages import short_code
from vidcap.proof.report import Finding, FitReport, Level, LineHeard, Outside, PauseSeen
from vidcap.rules.rule import rules
from vidcap.rules.track import UNSPACED, units
from vidcap.script import Line, Script, Span, Stream, clock

# ms: warning, error; by sound alone a soft first consonant may be lost in the film (docs/proof.md)
MOVED_MS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"take": (10.0, 10.0), "sound": (120.0, 250.0)}
)
LIKENESS = 0.8  # to its take; a line over a loud battle measures 0.95
OVERLAP_MS = 1.0
APART = 0.39  # s; 0.4 less the rounding of written times
LEAST_UNITS = 3  # words or characters from which a rate says something
OVER_FILM_LU = (6.0, 3.0)  # warning, error
GAIN_DB = 0.5
RESIDUAL_DB = -10.0  # a loud battle in Opus measures -13.6, soft music in AAC -37
WORST_DB = 0.0
LAG_MS = 5.0
LATE_END = 0.05  # s
LENGTH = 0.2  # s; how long the last frame is shown, containers tell each in its way
ROUNDED = 0.01  # s by which a written time may differ from the script's


def findings(
    report: FitReport, streams: Sequence[Stream], script: Script | None
) -> tuple[Finding, ...]:
    """Return all that is not as it should be: the errors first, each kind in time order.

    Args:
        report: what was heard, still without findings.
        streams: of the described film.
        script: of the film, if there is one.
    """
    lines = (
        Finding(level, rule, (line.heard or line.written).start, line.number, text)
        for line in report.lines
        for level, rule, text in _line(line, report.duration)
    )
    told = chain(
        _tracks(report, streams),
        lines,
        _rates(report),
        _strays(report),
        _pauses(report),
        () if report.outside is None else _outside(report.outside),
        () if script is None else _script(script, report),
    )
    return tuple(sorted(told, key=lambda f: (f.level, -1.0 if f.at is None else f.at)))


def has_words(language: str) -> bool:
    """Say whether a language sets spaces between its words."""
    return short_code(language) not in UNSPACED


def _tracks(report: FitReport, streams: Sequence[Stream]) -> Iterator[Finding]:
    """Judge what players do with the tracks."""
    sounds = [stream for stream in streams if stream.kind == "audio"]
    described = next(s for s in sounds if s.index == report.described_track)
    if report.is_extended:
        if not _is_played(described, sounds):
            text = "players do not take the described sound unasked, and hold the film in silence"
            yield Finding("error", "default", None, None, text)
    elif report.original_track is not None and _is_played(described, sounds):
        text = "players take the described sound unasked: it is the default track or the first"
        yield Finding("error", "default", None, None, text)
    elif report.original_track is not None and described.index < report.original_track:
        text = "the described sound stands before the film's own"
        yield Finding("warning", "order", None, None, text)
    if report.text_track is None:
        source = "the script's" if report.lines else "not known"
        text = f"there is no track of descriptions as text: the lines are {source}"
        yield Finding("warning", "text", None, None, text)
    if not report.lines:
        yield Finding("warning", "lines", None, None, "there is no line to look for")


def _is_played(described: Stream, sounds: Iterable[Stream]) -> bool:
    """Say whether a player that is told nothing takes this track: a default one, else the first."""
    ranked = sorted(sounds, key=lambda s: ("default" not in s.flags, s.index))
    return ranked[0].index == described.index


def _line(line: LineHeard, duration: float) -> Iterator[tuple[Level, str, str]]:
    """Judge one line: level, rule, text."""
    if line.heard is None:
        yield "error", "missing", "the line is not heard"
        return
    off = abs(line.off_ms or 0.0)
    doubtful, moved = MOVED_MS[line.found_by]
    if line.off_ms is not None and off > doubtful:
        where = "after" if line.off_ms > 0 else "before"
        level: Level = "error" if off > moved else "warning"
        yield level, "moved", f"it is heard {off:.0f} ms {where} its written time"
    if line.likeness is not None and line.likeness < LIKENESS:
        yield "warning", "unlike", f"it is not quite its take (correlation {line.likeness:.2f})"
    if line.speech_ms > OVERLAP_MS:
        yield "error", "overlap", f"it lies over {line.speech_ms:.0f} ms of speech in the film"
    if line.told_speech_ms is not None and line.told_speech_ms > OVERLAP_MS:
        text = f"it lies over {line.told_speech_ms:.0f} ms of speech by the script's own list"
        yield "error", "overlap", text
    if line.heard.end > duration + LATE_END:
        yield "error", "beyond", "it goes on after the film has ended"
    if line.pause is not None and line.pause < APART:
        level = "error" if line.pause < 0 else "warning"
        yield level, "pause", f"it comes {line.pause * 1000:.0f} ms after the line before"
    if line.over_film_lu is not None and line.over_film_lu < OVER_FILM_LU[0]:
        level = "error" if line.over_film_lu < OVER_FILM_LU[1] else "warning"
        yield level, "faint", f"the voice stands {line.over_film_lu:.1f} LU over the film"


def _rates(report: FitReport) -> Iterator[Finding]:
    """Judge how fast the lines are spoken, by rule T5; not where it has no limit for characters."""
    language = short_code(report.language)
    is_words = has_words(language)
    unit = "words" if is_words else "characters"
    (rule,) = (one for one in rules() if one.id == "T5")
    limits = [rule.limit(of, language) for of in ("fast", "slow")]
    known = [one for one in limits if one and (is_words or one.language == language)]
    for line in report.heard:
        if line.rate is None or len(units(line.text)) < LEAST_UNITS:
            continue
        for limit in known:
            if broken := limit.verdict(line.rate):
                text = f"it is spoken at {line.rate:.0f} {unit} a minute"
                start = (line.heard or line.written).start
                yield Finding(broken[0], "rate", start, line.number, text)


def _strays(report: FitReport) -> Iterator[Finding]:
    for stray in report.strays:
        text = f"something is heard for {stray.length:.2f} s that no line tells of"
        yield Finding("warning", "stray", stray.start, None, text)


def _pauses(report: FitReport) -> Iterator[Finding]:
    """Judge whether the film truly pauses: its picture is held, its own sound silent."""
    for pause in report.pauses:
        span = pause.span
        if not pause.is_held:
            stays = span.overlap(pause.held) if pause.held is not None else 0.0
            text = f"the picture is held for {stays:.2f} s of a pause of {span.length:.2f} s"
            yield Finding("error", "held", span.start, None, text)
        if not pause.is_silent:
            text = f"the film's own sound is heard in a pause ({pause.film_db:.0f} dB)"
            yield Finding("error", "silent", span.start, None, text)


def _outside(outside: Outside) -> Iterator[Finding]:
    """Judge the described sound where no line is near: there it is the film's own."""
    if abs(outside.gain_db) > GAIN_DB:
        way = "softer" if outside.gain_db < 0 else "louder"
        text = f"beside the lines the sound is {abs(outside.gain_db):.1f} dB {way} than the film's"
        yield Finding("error", "level", None, None, text)
    if outside.residual_db > RESIDUAL_DB:
        text = (
            f"beside the lines the sound is not the film's ({outside.residual_db:+.0f} dB differ)"
        )
        yield Finding("error", "other", None, None, text)
    elif outside.worst_db > WORST_DB:
        text = f"the sound is not the film's here ({outside.worst_db:+.0f} dB differ)"
        yield Finding("warning", "other", outside.worst_at, None, text)
    if abs(outside.lag_ms) > LAG_MS:
        text = f"the described sound is {outside.lag_ms:+.1f} ms off the film's own"
        yield Finding("error", "lag", None, None, text)
    elif outside.lag_spread_ms > LAG_MS:
        text = (
            f"the described sound drifts by {outside.lag_spread_ms:.1f} ms against the film's own"
        )
        yield Finding("error", "lag", None, None, text)


def _script(script: Script, report: FitReport) -> Iterator[Finding]:
    """Compare the film's length and the written lines with what the script has."""
    off = report.duration - script.film.duration
    if abs(off) > LENGTH:
        text = f"it is {abs(off):.2f} s {'longer' if off > 0 else 'shorter'} than the script says"
        yield Finding("error", "length", None, None, text)
    written: dict[str, list[LineHeard]] = {}
    for heard in report.lines:
        written.setdefault(_words(heard.text), []).append(heard)
    for line, room in _rooms(script, report.pauses):
        same = written.get(_words(line.text))
        if not same:
            text = f"the script's line {line.id} is not in the film's text track"
            yield Finding("error", "text", room.start, None, text)
            continue
        one = same.pop(0)
        if one.written.start < room.start - ROUNDED or one.written.end > room.end + ROUNDED:
            text = f"the script has its line {line.id} at {clock(room.start, digits=3)}"
            yield Finding("error", "text", one.written.start, one.number, text)
    for words in (words for words, left in written.items() if left):
        text = f"the script has no such line as {words!r}"
        yield Finding("warning", "text", None, None, text)


def _rooms(script: Script, pauses: Sequence[PauseSeen]) -> Iterator[tuple[Line, Span]]:
    """Yield the script's lines in time order, each with the time in which it is to be told."""
    by_id = {line.id: line for line in script.lines}
    rooms = [(line, span) for line in script.placed if (span := line.span) is not None]
    if pauses:
        rooms += [
            (by_id[name], seen.span)
            for pause, seen in zip(script.pauses, pauses, strict=True)
            for name in pause.lines
            if name in by_id
        ]
    return iter(sorted(rooms, key=lambda room: room[1]))


def _words(text: str) -> str:
    return " ".join(text.split())
