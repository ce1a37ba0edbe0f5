"""A film of about three minutes whose speech is known to the sample.

Excerpts of films keep their own picture and their own sound, set to the level of a film's bed;
recorded speech is laid over them, cut at its own audible bounds: so someone speaks exactly from the
first to the last sample laid in. Known words stand in a subtitle text beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidcap.media.ffmpeg import reading, run, writing
from vidcap.media.srt import format_srt
from vidcap.script import Cue, Span

RATE_HZ = 48_000
FRAME = RATE_HZ // 100  # samples in which a level is measured: 10 ms
AUDIBLE_DB = 24.0  # below the loudest frame of a clip; quieter frames at its ends are cut off
WIDTH, HEIGHT, FPS = 640, 360, 24
# 176 s is a whole number of frames and of AAC blocks of 1,024 samples: loops stay in step

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Bed:
    """An excerpt from the head of a film, and the gain of its own sound."""

    file: str
    length: float  # s
    gain_db: float | None  # None: it has no sound


@dataclass(frozen=True, slots=True)
class Utterance:
    """Recorded speech: a stretch of a recording, the pause before it in the film, its level."""

    pause: float  # s since the end of the one before
    file: str  # in the folder of recordings
    start: float
    end: float
    level_db: float  # RMS over its length, 0 at full scale
    words: str


BEDS = (
    Bed("nosferatu_silent.mp4", 46.0, None),
    Bed("tears-of-steel-battle_vp8.webm", 64.0, -21.0),  # to -30 dB: noise of war and music
    Bed("big-buck-bunny-opening_vp8.webm", 30.0, -4.0),  # to -30 dB: music and birds
    Bed("tears-of-steel-captain_av1.webm", 16.0, None),
    Bed("sintel-trailer-end_mpeg1.mpg", 20.0, -18.0),  # to -30 dB: loud music, dense
)

_SONNET, _SPEECH, _TALK = "sonnet1.mp3", "jfk.flac", "pyannote-sample.wav"
UTTERANCES = (
    # over silence, some of it soft
    Utterance(6.0, _SONNET, 9.0, 14.6, -26, "But as the riper should by time decease, ..."),
    Utterance(0.5, _SONNET, 44.2, 45.85, -30, "Pity the world,"),
    Utterance(3.5, _TALK, 6.6, 7.2, -38, "Hello?"),
    Utterance(0.5, _TALK, 7.6, 8.3, -32, "Hello?"),
    Utterance(0.7, _TALK, 8.43, 9.8, -32, "Oh, hello. I didn't know you were there."),
    Utterance(8.0, _SONNET, 2.6, 5.66, -26, "From fairest creatures we desire increase,"),
    Utterance(1.0, _SONNET, 5.66, 8.8, -34, "That thereby beauty's rose might never die,"),
    Utterance(5.0, _SPEECH, 0.2, 2.6, -24, "And so, my fellow Americans,"),
    # over the battle
    Utterance(4.0, _SPEECH, 3.2, 4.5, -22, "ask not"),
    Utterance(0.8, _SPEECH, 5.3, 7.8, -22, "what your country can do for you,"),
    Utterance(12.0, _SONNET, 22.5, 25.5, -22, "Making a famine where abundance lies,"),
    Utterance(2.5, _SONNET, 25.55, 27.45, -22, "Thy self thy foe,"),
    Utterance(1.5, _SONNET, 27.45, 30.5, -22, "to thy sweet self too cruel:"),
    Utterance(6.0, _TALK, 10.8, 12.5, -24, "Okay, then I thought you know, I heard a beep."),
    Utterance(0.6, _TALK, 12.55, 14.2, -24, "This is Diane in New Jersey."),
    Utterance(3.0, _TALK, 14.3, 17.9, -22, "And I'm Sheila in Texas, originally from Chicago."),
    Utterance(10.0, _SONNET, 30.9, 36.7, -22, "Thou that art now the world's fresh ornament, ..."),
    # over gentle music
    Utterance(7.0, _SONNET, 36.7, 40.45, -24, "Within thine own bud buriest thy content,"),
    Utterance(2.0, _SONNET, 40.45, 43.9, -22, "And tender churl mak'st waste in niggarding:"),
    Utterance(5.0, _SPEECH, 8.1, 10.8, -24, "ask what you can do for your country."),
    Utterance(4.0, _TALK, 21.7, 24.05, -24, "Well, there isn't that much difference."),
    Utterance(0.9, _TALK, 24.05, 28.4, -22, "At least you know, they all call me a Yankee ..."),
    # over silence again
    Utterance(3.0, _SONNET, 45.85, 48.2, -28, "or else this glutton be,"),
    Utterance(1.2, _SONNET, 48.2, 50.2, -28, "To eat the world's due,"),
    Utterance(4.5, _SONNET, 50.2, 52.6, -26, "by the grave and thee."),
    # over loud music
    Utterance(5.0, _TALK, 28.4, 30.0, -20, "Oh, I don't hear that in New Jersey now."),
    Utterance(9.0, _SONNET, 16.05, 22.4, -20, "Feed'st thy light's flame ..."),
)


@dataclass(frozen=True, slots=True)
class Assembled:
    """The film, and the truth about it."""

    path: Path
    length: float  # s
    speech: tuple[Span, ...]  # in which someone is heard to speak, exactly
    cues: tuple[Cue, ...]  # the same spans with their words

    def subtitles(self) -> str:
        """Return the words as SubRip text, to be laid beside the film where a test wants it."""
        return format_srt(self.cues)


def assemble(media: Path, folder: Path) -> Assembled:
    """Build the film in `folder` from the excerpts and recordings in `media`."""
    length = sum(bed.length for bed in BEDS)
    sound = np.zeros((round(length * RATE_HZ), 2), np.float32)
    lay_beds(sound, media, folder)
    cues = lay_speech(sound, media / "speech", folder)
    np.clip(sound, -1, 1).tofile(folder / "sound.f32")
    path = folder / "assembled.mp4"
    encode(media, folder / "sound.f32", path)
    (folder / "sound.f32").unlink()
    return Assembled(path, length, tuple(cue.span for cue in cues), cues)


def stretch(film: Assembled, times: int, path: Path) -> Assembled:
    """Return the film played `times` times over, without encoding anything again."""
    run(
        writing(path, reading(film.path, stream_loop=times - 1), c="copy", map="0"),
        timeout=300,
    )
    cues = tuple(
        Cue(Span(cue.span.start + shift, cue.span.end + shift), cue.text)
        for shift in (film.length * turn for turn in range(times))
        for cue in film.cues
    )
    return Assembled(path, film.length * times, tuple(cue.span for cue in cues), cues)


def lay_beds(sound: Samples, media: Path, folder: Path) -> None:
    """Add the excerpts' own sound, one after another, at their gains."""
    start = 0
    for bed in BEDS:
        count = round(bed.length * RATE_HZ)
        if bed.gain_db is not None:
            own = decoded(media / bed.file, folder)[:count]
            sound[start : start + len(own)] += own * 10 ** (bed.gain_db / 20)
        start += count


def lay_speech(sound: Samples, recordings: Path, folder: Path) -> tuple[Cue, ...]:
    """Add the utterances to the sound of the film; return where each is heard."""
    known = {name: decoded(recordings / name, folder) for name in {u.file for u in UTTERANCES}}
    cues: list[Cue] = []
    now = 0
    for number, said in enumerate(UTTERANCES, start=1):
        clip = known[said.file][round(said.start * RATE_HZ) : round(said.end * RATE_HZ)]
        clip = audible(clip)
        clip = clip * (10 ** (said.level_db / 20) / np.sqrt(np.mean(clip**2)))
        now += round(said.pause * RATE_HZ)
        sound[now : now + len(clip)] += clip
        span = Span(now / RATE_HZ, (now + len(clip)) / RATE_HZ)
        cues.append(Cue(span, said.words, number))
        now += len(clip)
    return tuple(cues)


def audible(clip: Samples) -> Samples:
    """Return a clip (n, 2) from its first to its last frame that is loud enough to be heard."""
    whole = clip[: len(clip) // FRAME * FRAME].reshape(-1, FRAME * 2)
    power = np.mean(whole**2, axis=1)
    loud = np.flatnonzero(power > power.max() * 10 ** (-AUDIBLE_DB / 10))
    return clip[loud[0] * FRAME : (loud[-1] + 1) * FRAME]


def decoded(path: Path, folder: Path) -> Samples:
    """Return a file's sound (n, 2) at `RATE_HZ`."""
    raw = folder / "decoded.f32"
    run(
        writing(raw, reading(path).audio, format="f32le", ar=RATE_HZ, ac=2),
        timeout=60,
    )
    samples = np.fromfile(raw, np.float32).reshape(-1, 2)
    raw.unlink()
    return samples


def encode(media: Path, sound: Path, path: Path) -> None:
    """Join the pictures of the beds and the sound to a film, as fast as x264 can."""
    import ffmpeg

    pictures = [
        reading(media / bed.file)
        .video.filter("fps", FPS)
        .filter("trim", duration=bed.length)
        .filter("setpts", "PTS-STARTPTS")
        .filter("scale", WIDTH, HEIGHT, force_original_aspect_ratio="decrease")
        .filter("pad", WIDTH, HEIGHT, -1, -1)
        .filter("setsar", 1)
        .filter("format", "yuv420p")
        for bed in BEDS
    ]
    video = ffmpeg.concat(*pictures, v=1, a=0)
    audio = reading(sound, format="f32le", ar=RATE_HZ, ac=2).audio
    run(
        writing(
            path,
            video,
            audio,
            vcodec="libx264",
            preset="ultrafast",
            crf=26,
            acodec="aac",
            audio_bitrate="160k",
            **{"metadata:s:a:0": "language=eng"},
        ),
        timeout=300,
    )
