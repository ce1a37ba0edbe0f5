"""Put film, described sound and text into one file; the film's own streams are copied untouched.

All inputs are laid on the film's own time line (0: its first frame shown) and copied with their
stamps, so that what belongs together stays together whatever start offsets the film has.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

from vidcap.deliver import Sound, Soundtrack
from vidcap.deliver.essence import hidden_start
from vidcap.deliver.plan import (
    FORMATS,
    MP4_CODECS,
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
from vidcap.errors import FilmError, InputError, VerificationError
from vidcap.media import Progress, ffmpeg, silent
from vidcap.media.probe import Source
from vidcap.recipe import DeliverSettings

LETTER = {"video": "v", "audio": "a", "subtitle": "s", "attachment": "t"}
SPARE = 64 * 2**20  # bytes left free on a disk beyond what the film needs
PATIENCE = 600.0  # s; with one second for each second of film a generous limit: copying runs at
# hundreds, encoding Opus at eighty times real time on one core
# Words with which ffmpeg says that something was not written, at exit code 0 (measured)
BROKEN_PROMISE = re.compile(r"not supported|may not be recognized|private data|is ignored", re.I)


def mux(
    source: Source,
    mix: Soundtrack,
    *,
    language: str,
    track: Path,
    described: Path,
    settings: DeliverSettings,
    progress: Progress,
) -> tuple[str, ...]:
    """Write the described film; return what could not be kept. Arguments as `deliver`."""
    container = container_of(settings.container)
    if not source.stamped:
        raise InputError(
            "is a bare stream without time stamps, which cannot be copied into a film",
            str(source.path),
            "wrap it first, for instance with mkvmerge, or leave out --speak",
        )
    kept, notes = keep_streams(source.film.streams, container)
    for item in kept:
        if container == "mp4" and item.codec not in MP4_CODECS.get(item.stream.kind, (item.codec,)):
            raise InputError(
                f"{item.codec} cannot be copied into mp4",
                str(source.path),
                "choose --container mkv",
            )
    coding = encoding(mix.form, container)
    seconds = source.film.duration
    needed = source.path.stat().st_size + 2 * round((coding.bit_rate or 4e6) * seconds / 8) + SPARE
    free = shutil.disk_usage(described.parent).free
    if free < needed:
        raise FilmError(
            f"the disk has {free // 2**20} MiB free where {needed // 2**20} are needed",
            str(described.parent),
            "free space or choose another folder with -o",
        )
    with tempfile.TemporaryDirectory(prefix=".vidcap-", dir=described.parent) as folder:
        # The sound is coded first: text is rare, and while a slow encoder works beside it, either
        # the film piles up in memory (1.9 GB for two hours) or sound is written out of its order.
        sound = Path(folder) / f"sound.{container}"
        graph = _graph(
            source,
            sound,
            kept,
            language=language,
            track=track,
            described=described,
            container=container,
        )
        try:
            log = code(mix, sound, seconds=seconds, container=container, progress=progress)
            log += ffmpeg.run(graph, timeout=PATIENCE + seconds, log="warning")
        except FilmError as error:
            if shutil.disk_usage(described.parent).free < SPARE // 16:
                raise FilmError(
                    "the disk is full",
                    str(described.parent),
                    "free space or choose another with -o",
                ) from error
            raise FilmError(error.what, str(source.path), error.remedy) from error
    if broken := [line for line in log.splitlines() if BROKEN_PROMISE.search(line)]:
        raise VerificationError(
            f"ffmpeg says: {broken[0].strip()}", str(source.path), "report this film"
        )
    return notes


def code(
    sound: Sound,
    coded: Path,
    *,
    seconds: float,
    container: Container = "mkv",
    progress: Progress = silent,
) -> str:
    """Code a sound that lasts so many seconds into a file of its own; return ffmpeg's log.

    Raises:
        FilmError: ffmpeg failed.
    """
    coding = encoding(sound.form, container)
    samples = ffmpeg.reading_pipe(format="f32le", ar=sound.form.rate_hz, ac=sound.form.channels)
    options: dict[str, Any] = {"format": FORMATS[container], "c:a": coding.encoder}
    if coding.bit_rate:
        options["b:a"] = coding.bit_rate
    graph = ffmpeg.writing(coded, samples["a"], **options)
    feed = _samples(sound, seconds, progress)
    try:
        return ffmpeg.run(graph, timeout=PATIENCE + seconds, feed=feed, log="warning")
    finally:
        feed.close()


def _graph(
    source: Source,
    sound_file: Path,
    kept: tuple[Kept, ...],
    *,
    language: str,
    track: Path,
    described: Path,
    container: Container,
) -> Any:  # ffmpeg-python has no types
    """Return the graph: film's streams, described sound, text; each with all its flags."""
    # genpts: program streams leave out stamps that follow from those before. copyts with an offset
    # of minus zero: the film's first frame lies at 0, where sound and text begin too.
    film = ffmpeg.reading(
        source.path, copyts=None, fflags="+genpts", itsoffset=f"{-source.zero:.6f}"
    )
    sound = ffmpeg.reading(sound_file)
    text = ffmpeg.reading(track, f="srt")
    streams: list[Any] = []
    options: dict[str, Any] = {
        "format": FORMATS[container],
        "c": "copy",
        "max_muxing_queue_size": 4096,
    }
    if hidden_start(source.path, source.video):  # only MP4 could hide these frames once more
        options[f"bsf:v:{_ordinal(source)}"] = "noise=drop=lt(pts*tb\\,-0.0005)"
    places = dict.fromkeys(LETTER.values(), 0)

    def add(stream: Any, letter: str, flags: tuple[str, ...], codec: str = "") -> int:
        place = places[letter]
        places[letter] += 1
        streams.append(stream)
        if letter != "t":
            options[f"disposition:{letter}:{place}"] = "+".join(flags) or "0"
        if codec:
            options[f"c:{letter}:{place}"] = codec
        return place

    for kind in LETTER:  # new tracks come last of their kind, attachments last of all
        for item in kept:
            if item.stream.kind == kind:
                codec = "" if item.is_copied else item.codec
                add(film[str(item.stream.index)], LETTER[kind], item.stream.flags, codec)
        if kind == "audio":
            place = add(sound["a"], "a", ("visual_impaired",))
            options[f"metadata:s:a:{place}"] = f"language={language_code(language)}"
            options[f"metadata:s:{len(streams) - 1}"] = f"title={sound_title(language)}"
        if kind == "subtitle":
            place = add(text, "s", ("descriptions",), TEXT_CODEC[container])
            options[f"metadata:s:s:{place}"] = f"language={language_code(language)}"
            options[f"metadata:s:{len(streams) - 1}"] = f"title={text_title(language)}"
    return ffmpeg.writing(described, *streams, **options)


def _samples(sound: Sound, seconds: float, progress: Progress) -> Generator[bytes, None, None]:
    """Yield a sound as 32-bit samples, channel by channel within each."""
    done = 0
    for block in sound.blocks():
        yield block.T.astype("<f4").tobytes()
        done += block.shape[1]
        progress(min(done / sound.form.rate_hz / seconds, 1.0))


def _ordinal(source: Source) -> int:
    """Return which of the video streams is the described one."""
    videos = [stream.index for stream in source.film.streams if stream.kind == "video"]
    return videos.index(source.video)
