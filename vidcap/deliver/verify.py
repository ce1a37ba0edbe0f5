"""Read the described film back and prove that it is the film, described: nothing else counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf
from pathlib import Path

from vidcap.deliver import Delivered, Soundtrack, Spoken
from vidcap.deliver.essence import Essence, essences
from vidcap.deliver.hearing import Heard, compare, loudness_and_peak
from vidcap.deliver.plan import (
    KEPT_FLAGS,
    READ_AS,
    TEXT_CODEC,
    Container,
    Kept,
    container_of,
    encoding,
    keep_streams,
    language_code,
    sound_title,
    text_title,
)
from vidcap.errors import VerificationError
from vidcap.media import Progress
from vidcap.media.languages import same_language
from vidcap.media.probe import Source, examine
from vidcap.media.subtitles import embedded_text
from vidcap.recipe import DeliverSettings
from vidcap.script import Line, Span, Stream

STAMP = 0.0021  # s: both files may count in milliseconds, each rounded
CUE = 0.0021  # s by which a text may be off
LAG_MS = 1.0  # by which the described sound may be off the film's own
ONSET_MS = 5.0  # by which a line may be off the script
LIKENESS = 0.95  # correlation below 4 kHz; a loud battle measures 0.985, most films 0.998
PEAK_OVER = 0.3  # dB; true peaks are measured to that (BS.1770-4 annex 2)


def verify(
    source: Source,
    lines: Sequence[Line],
    takes: Mapping[str, Spoken],
    *,
    language: str,
    mix: Soundtrack,
    described: Path,
    settings: DeliverSettings,
    peak_dbtp: float,
    notes: tuple[str, ...],
    progress: Progress,
) -> Delivered:
    """Return what was measured in the described film; arguments as `deliver`.

    Raises:
        VerificationError: it does not hold what it should.
    """
    container = container_of(settings.container)
    result = examine(described)
    kept, _ = keep_streams(source.film.streams, container)
    pairs, sound, text = _paired(kept, result, container, described)
    _check_flags(pairs, container, described)
    _check_new(sound, text, pairs, container, mix, language, described)
    _check_essence(source, result, pairs, described)
    progress(0.3)
    spoken = sorted(
        ((span, line) for line in lines if (span := line.span) is not None),
        key=lambda item: item[0],
    )
    _check_cues([(span, line.text) for span, line in spoken], result, text, described)
    described_track = replace(result, audio=sound.index)
    own_track = None
    if source.audio is not None:
        same = next(copy for item, copy in pairs if item.stream.index == source.audio)
        own_track = replace(result, audio=same.index)
    spans = [span for span, _ in spoken]
    recordings = (takes[line.id] for _, line in spoken)
    heard = compare(own_track, described_track, mix.touched, spans, recordings)
    _check_heard(heard, [line for _, line in spoken], described)
    progress(0.7)
    lufs, peak = loudness_and_peak(described_track, spans)
    if peak > peak_dbtp + PEAK_OVER:
        raise _failed(f"the true peak under the lines is {peak:.1f} dBTP", described)
    progress(1.0)
    onsets = [onset for onset in heard.onsets_ms if onset is not None]
    return Delivered(
        described=described,
        size=described.stat().st_size,
        notes=notes,
        described_lufs=lufs,
        peak_dbtp=peak if spans else -inf,
        likeness=heard.likeness,
        lag_ms=max(heard.lags_ms, key=abs, default=0.0),
        onset_ms=max(onsets, key=abs, default=0),
        heard=len(onsets),
    )


Pair = tuple[Kept, Stream]


def _paired(
    kept: Sequence[Kept], result: Source, container: Container, described: Path
) -> tuple[list[Pair], Stream, Stream]:
    """Return each kept stream with its copy, and the two new ones, by kind and order."""
    pairs: list[Pair] = []
    new: dict[str, Stream] = {}
    for kind in ("video", "audio", "subtitle", "attachment"):
        expected = [item for item in kept if item.stream.kind == kind]
        found = [stream for stream in result.film.streams if stream.kind == kind]
        added = 1 if kind in ("audio", "subtitle") else 0
        if len(found) != len(expected) + added:
            raise _failed(
                f"{len(found)} {kind} tracks where {len(expected) + added} should be", described
            )
        for item, stream in zip(expected, found, strict=False):
            if stream.codec != READ_AS.get((container, item.codec), item.codec):
                raise _failed(
                    f"track {stream.index} is {stream.codec} where {item.codec} should be",
                    described,
                )
            pairs.append((item, stream))
        if added:
            new[kind] = found[-1]
    return pairs, new["audio"], new["subtitle"]


def _check_flags(pairs: Sequence[Pair], container: Container, described: Path) -> None:
    for item, copy in pairs:
        if item.stream.kind == "attachment":
            continue
        expected = set(item.stream.flags) & KEPT_FLAGS[container]
        found = set(copy.flags) & KEPT_FLAGS[container]
        if expected != found:
            raise _failed(
                f"track {copy.index} is flagged {sorted(found)} where the film has "
                f"{sorted(expected)}",
                described,
            )
        if item.stream.language and not same_language(item.stream.language, copy.language):
            raise _failed(
                f"track {copy.index} is in {copy.language or 'no language'} where the film has "
                f"{item.stream.language}",
                described,
            )


def _check_new(
    sound: Stream,
    text: Stream,
    pairs: Sequence[Pair],
    container: Container,
    mix: Soundtrack,
    language: str,
    described: Path,
) -> None:
    wanted = (
        (sound, encoding(mix.form, container).codec, "visual_impaired", sound_title(language)),
        (text, TEXT_CODEC[container], "descriptions", text_title(language)),
    )
    for stream, codec, flag, title in wanted:
        is_first = not any(copy.kind == stream.kind for _, copy in pairs)
        name = f"the described track {stream.index}"
        if stream.codec != codec:
            raise _failed(f"{name} is {stream.codec}, not {codec}", described)
        # MP4 cannot say no: its first track of a kind is always the default one
        is_forced = container == "mp4" and is_first
        if flag not in stream.flags or ("default" in stream.flags and not is_forced):
            raise _failed(f"{name} is flagged {', '.join(stream.flags) or 'nothing'}", described)
        if not same_language(stream.language or "und", language_code(language)):
            raise _failed(f"{name} is in {stream.language or 'no language'}", described)
        if stream.title != title:
            raise _failed(f"{name} is called {stream.title!r}, not {title!r}", described)


def _check_essence(source: Source, result: Source, pairs: Sequence[Pair], described: Path) -> None:
    """Make sure that every copied stream holds what the film's does, at the same times."""
    before, after = essences(source.path), essences(described)
    for item, copy in pairs:
        if item.stream.kind == "attachment" or not item.is_copied:
            continue
        one, two = before.get(item.stream.index), after.get(copy.index)
        name = f"{item.stream.kind} track {copy.index}"
        if one is None and two is None:
            continue
        if one is None or two is None or one.payload != two.payload:
            raise _failed(f"{name} does not hold what the film's does", described)
        if off := _off(one, two, source.zero, result.zero):
            raise _failed(f"{name} is {off * 1000:+.1f} ms off the picture", described)
        if item.stream.kind == "video" and one.packets != two.packets:
            raise _failed(f"{name} has {two.packets} frames of {one.packets}", described)


def _off(one: Essence, two: Essence, zero: float, other_zero: float) -> float:
    """Return by how much a copy starts or ends off its place against the picture, s; 0: not."""
    offs = [
        (theirs - other_zero) - (ours - zero)
        for ours, theirs in ((one.first, two.first), (one.last, two.last))
        if ours is not None and theirs is not None
    ]
    return next((off for off in offs if abs(off) > STAMP), 0.0)


def _check_cues(
    wanted: Sequence[tuple[Span, str]], result: Source, text: Stream, described: Path
) -> None:
    """Make sure that the text track holds the lines, to the letter and to the millisecond."""
    tracks = {stream.index: texts for stream, texts in embedded_text(result)}
    found = tracks.get(text.index, [])
    if len(found) != len(wanted):
        raise _failed(f"{len(found)} descriptions as text, {len(wanted)} lines", described)
    for (span, line), (start, end, words) in zip(wanted, found, strict=True):
        if words.split() != line.split():
            raise _failed(f"the text at {start:.3f} s reads {words!r}, not {line!r}", described)
        if max(abs(start - span.start), abs(end - span.end)) > CUE:
            raise _failed(
                f"the text {words!r} stands at {start:.3f} to {end:.3f} s, not at "
                f"{span.start:.3f} to {span.end:.3f} s",
                described,
            )


def _check_heard(heard: Heard, lines: Sequence[Line], described: Path) -> None:
    """Make sure that the film's sound is there outside the lines, and each line at its time."""
    if heard.likeness < LIKENESS:
        raise _failed(
            "the described sound is not the film's own outside the lines "
            f"(correlation {heard.likeness:.3f})",
            described,
        )
    for lag in heard.lags_ms:
        if abs(lag) > LAG_MS:
            raise _failed(f"the described sound is {lag:+.1f} ms off the film's own", described)
    for line, onset in zip(lines, heard.onsets_ms, strict=True):
        if onset is not None and abs(onset) > ONSET_MS:
            raise _failed(f"line {line.id} is heard {onset:+.1f} ms off its time", described)


def _failed(what: str, described: Path) -> VerificationError:
    return VerificationError(what, described.name, "nothing was kept; report this film")
