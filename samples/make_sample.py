"""Make the sample film beside this script: `python samples/make_sample.py`.

Slow moves over the photographs in `pictures/` (CREDITS.md says whose they are), two speaking
voices, chords and noise made here, and `sample.srt` with the exact times of what is spoken. The
film has what a describer has to cope with: hard cuts, dissolves, fades through black, a title
with words, a letterboxed part, shots that come back, talk over pictures and free gaps between.

Nothing is random but seeded noise, and the encoder runs in one thread: the same versions of
OpenCV, espeak-ng and ffmpeg give the same film.
"""

from __future__ import annotations

import ctypes
import subprocess
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import espeakng_loader
import imageio_ffmpeg
import numpy as np

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT, FRAMES_PER_SECOND = 640, 360, 25
SCOPE_HEIGHT = 268  # of the picture in the letterboxed part, 2.39:1
RATE_HZ = 48_000
LENGTH = 84.0  # s

Picture = np.ndarray  # (height, width, 3), BGR, uint8 or float32
Samples = np.ndarray  # (n,), float32, -1 to 1


@dataclass(frozen=True, slots=True)
class View:
    """What the camera sees of a photograph: the middle and the width, as shares of it."""

    x: float
    y: float
    width: float

    def towards(self, other: View, share: float) -> View:
        """Return the view that lies `share` (0 to 1) of the way to the other."""
        return View(
            self.x + (other.x - self.x) * share,
            self.y + (other.y - self.y) * share,
            self.width + (other.width - self.width) * share,
        )


@dataclass(frozen=True, slots=True)
class Shot:
    """A photograph (or `title: words`) shown from `start` to `end`, the camera moving.

    Shots that overlap while one fades out and the next fades in dissolve; fades without an
    overlap go through black.
    """

    start: float
    end: float
    picture: str
    first: View = View(0.5, 0.5, 1.0)
    last: View = View(0.5, 0.5, 1.0)
    fade_in: float = 0.0  # s
    fade_out: float = 0.0  # s
    is_scope: bool = False  # letterboxed

    def light(self, time: float) -> float:
        """Return how far the shot is faded in at a time, 0 to 1."""
        if not self.start <= time < self.end:
            return 0.0
        up = (time - self.start) / self.fade_in if self.fade_in else 1.0
        down = (self.end - time) / self.fade_out if self.fade_out else 1.0
        return min(1.0, up, down)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something a person off screen says."""

    start: float
    voice: str
    text: str


@dataclass(frozen=True, slots=True)
class Music:
    """Chords that follow each other, one every `LENGTH / number` seconds of the span."""

    start: float
    end: float
    chords: tuple[tuple[int, ...], ...]  # MIDI note numbers
    gain_db: float


ANNA, BEN = "en-us+f4", "en+m3"

SHOTS = (
    Shot(0.0, 4.5, "title: A DAY OUT", fade_in=1.0, fade_out=1.0),
    Shot(3.5, 9.0, "mountains", View(0.42, 0.55, 0.84), View(0.58, 0.50, 0.84), fade_in=1.0),
    Shot(9.0, 14.0, "stream", View(0.50, 0.58, 1.00), View(0.50, 0.62, 0.72)),
    Shot(14.0, 21.0, "dogs", View(0.50, 0.37, 1.00), View(0.48, 0.36, 0.82)),
    Shot(21.0, 25.0, "coffee", View(0.50, 0.50, 1.00), View(0.50, 0.47, 0.90)),
    Shot(25.0, 28.0, "cat", View(0.50, 0.45, 0.95), View(0.50, 0.45, 0.95)),
    Shot(28.0, 31.0, "coffee", View(0.50, 0.47, 0.90), View(0.50, 0.47, 0.88)),
    Shot(31.0, 35.6, "cat", View(0.50, 0.45, 0.95), View(0.50, 0.44, 0.90), fade_out=0.8),
    Shot(36.0, 41.52, "bee", View(0.50, 0.45, 1.00), View(0.45, 0.42, 0.78), fade_in=0.8),
    Shot(41.52, 45.5, "dahlia", View(0.50, 0.45, 1.00), View(0.50, 0.43, 0.85), fade_out=1.0),
    Shot(44.5, 50.0, "pagoda", View(0.50, 0.62, 0.95), View(0.47, 0.42, 0.95), fade_in=1.0),
    Shot(50.0, 56.0, "photographer", View(0.50, 0.32, 1.00), View(0.50, 0.36, 1.00), is_scope=True),
    Shot(
        56.0,
        62.6,
        "bridge",
        View(0.50, 0.55, 1.00),
        View(0.54, 0.45, 0.90),
        fade_out=0.8,
        is_scope=True,
    ),
    Shot(63.0, 69.52, "astronaut", View(0.50, 0.40, 1.00), View(0.50, 0.29, 1.00), fade_in=0.8),
    Shot(69.52, 76.5, "rocket", View(0.50, 0.55, 1.00), View(0.50, 0.50, 0.62), fade_out=1.0),
    Shot(75.5, 80.5, "stars", View(0.45, 0.50, 0.80), View(0.58, 0.46, 0.80), fade_in=1.0),
    Shot(80.5, 84.0, "title: THE END", fade_out=1.0),
)

SENTENCES = (
    Sentence(14.8, ANNA, "Good morning, you two. Did you sleep well?"),
    Sentence(21.4, BEN, "Breakfast is ready. Sit down for a minute."),
    Sentence(25.3, ANNA, "Why does she stare at me like that?"),
    Sentence(28.3, BEN, "She thinks it is her chair."),
    Sentence(38.4, BEN, "Careful. That one has a sting."),
    Sentence(47.4, ANNA, "We could climb to the very top."),
    Sentence(50.6, BEN, "Hold still. One more picture."),
    Sentence(58.9, ANNA, "Look at all the lights on the water."),
    Sentence(63.6, BEN, "When I was a boy, I wanted to fly up there."),
    Sentence(70.0, ANNA, "It is not too late."),
    Sentence(77.2, BEN, "Perhaps tomorrow."),
)

C, F, G, A = (48, 55, 64, 67), (53, 57, 60, 69), (55, 59, 62, 71), (45, 52, 60, 64)
MUSIC = (
    Music(0.0, 14.5, (C, A, F, G), gain_db=-24.0),
    Music(31.5, 47.0, (F, C, G, A), gain_db=-26.0),
    Music(65.5, 70.0, (A, F), gain_db=-28.0),
    Music(76.0, 84.0, (G, F, C), gain_db=-24.0),
)
LAUNCH = (71.0, 76.5)  # s; a rumble that grows and dies away
AIR_DB = -58.0  # a trace of noise throughout: real rooms are never silent


# -- pictures ------------------------------------------------------------------------------------


def photographs() -> dict[str, Picture]:
    """Return every picture of the film by the name its shot gives it."""
    return {shot.picture: photograph(shot.picture) for shot in SHOTS}


def photograph(name: str) -> Picture:
    """Return the photograph of that name, or the card with the words of `title: words`."""
    if name.startswith("title: "):
        return title(name.removeprefix("title: "))
    picture = cv2.imread(str(HERE / "pictures" / f"{name}.jpg"))
    if picture is None:
        raise SystemExit(f"pictures/{name}.jpg is missing beside this script")
    return picture


def title(words: str) -> Picture:
    """Return white words in the middle of a dark blue card, twice the film's size."""
    card = np.full((2 * HEIGHT, 2 * WIDTH, 3), (48, 24, 12), np.uint8)
    font, scale, weight = cv2.FONT_HERSHEY_DUPLEX, 3.0, 5
    (width, height), _ = cv2.getTextSize(words, font, scale, weight)
    corner = (WIDTH - width // 2, HEIGHT + height // 2)
    cv2.putText(card, words, corner, font, scale, (255, 255, 255), weight, cv2.LINE_AA)
    return card


def seen(photograph: Picture, view: View, height: int) -> Picture:
    """Return what a view shows, `WIDTH` wide: drawn at twice the size, then averaged down."""
    rows, columns = photograph.shape[:2]
    scale = 2 * WIDTH / (view.width * columns)
    left, top = WIDTH - scale * view.x * columns, height - scale * view.y * rows
    move = np.array([[scale, 0.0, left], [0.0, scale, top]])
    large = cv2.warpAffine(
        photograph,
        move,
        (2 * WIDTH, 2 * height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return cv2.resize(large, (WIDTH, height), interpolation=cv2.INTER_AREA)


def frames() -> Iterator[bytes]:
    """Yield every frame of the film as BGR bytes."""
    pictures = photographs()
    for number in range(round(LENGTH * FRAMES_PER_SECOND)):
        time = number / FRAMES_PER_SECOND
        frame = np.zeros((HEIGHT, WIDTH, 3), np.float32)
        for shot in SHOTS:
            if (light := shot.light(time)) > 0.0:
                share = (time - shot.start) / (shot.end - shot.start)
                height = SCOPE_HEIGHT if shot.is_scope else HEIGHT
                bar = (HEIGHT - height) // 2
                view = shot.first.towards(shot.last, share)
                frame[bar : bar + height] += light * seen(pictures[shot.picture], view, height)
        yield np.clip(frame + 0.5, 0, 255).astype(np.uint8).tobytes()


# -- sound ---------------------------------------------------------------------------------------


class Speaker:
    """espeak-ng from its wheel: text in, samples out. One voice at a time, not threadsafe."""

    _RETRIEVAL = 1  # AUDIO_OUTPUT_RETRIEVAL: samples come to the callback, none are played
    _UTF_8 = 1
    _CALLBACK = ctypes.CFUNCTYPE(
        ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
    )

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = str(espeakng_loader.get_data_path()).encode()
        self.rate_hz: int = self._library.espeak_Initialize(self._RETRIEVAL, 0, data, 0)
        self._pieces: list[np.ndarray] = []
        self._callback = self._CALLBACK(self._keep)  # held here: C does not keep it alive
        self._library.espeak_SetSynthCallback(self._callback)

    def _keep(self, samples: ctypes._Pointer[ctypes.c_short], number: int, _: int | None) -> int:
        if samples and number:
            self._pieces.append(np.ctypeslib.as_array(samples, (number,)).copy())
        return 0  # go on

    def say(self, sentence: Sentence) -> Samples:
        """Return a sentence without the silence around it, at `RATE_HZ`, peak -3 dBFS."""
        self._pieces.clear()
        if self._library.espeak_SetVoiceByName(sentence.voice.encode()):
            raise SystemExit(f"espeak-ng has no voice {sentence.voice}")
        text = sentence.text.encode()
        self._library.espeak_Synth(text, len(text) + 1, 0, 0, 0, self._UTF_8, None, None)
        self._library.espeak_Synchronize()
        spoken = np.concatenate(self._pieces).astype(np.float32)
        loud = np.flatnonzero(np.abs(spoken) > 0.01 * np.abs(spoken).max())
        spoken = spoken[loud[0] : loud[-1] + 1]
        times = np.arange(round(len(spoken) * RATE_HZ / self.rate_hz)) * self.rate_hz / RATE_HZ
        resampled = np.interp(times, np.arange(len(spoken)), spoken)
        return _as_samples(resampled * 10 ** (-3 / 20) / np.abs(resampled).max())


def chords(music: Music) -> Samples:
    """Return soft chords: four harmonics a note, each chord swelling and dying away."""
    times = np.arange(round((music.end - music.start) / len(music.chords) * RATE_HZ)) / RATE_HZ
    swell = np.sqrt(np.hanning(len(times)))
    harmonics = np.array([[1.0], [2.0], [3.0], [4.0]])
    played = []
    for chord in music.chords:
        tones = [440.0 * 2 ** ((note - 69) / 12) * harmonics * times for note in chord]
        notes = [np.sum(np.sin(2 * np.pi * tone) / harmonics**2, axis=0) for tone in tones]
        played.append(swell * np.sum(notes, axis=0))
    return _at_level(np.concatenate(played), music.gain_db)


def rumble(length: float) -> Samples:
    """Return the far thunder of a rocket: noise without its upper part, growing and dying."""
    noise = np.random.default_rng(1).standard_normal(round(length * RATE_HZ))
    smooth = np.convolve(noise, np.hanning(240) / 120, mode="same")  # below about 400 Hz
    return _at_level(smooth * np.hanning(len(smooth)), -22.0)


def _at_level(samples: np.ndarray, level_db: float) -> Samples:
    """Return samples whose root mean square is `level_db` below full scale."""
    root = np.sqrt(np.mean(np.square(samples)))
    return _as_samples(samples * 10 ** (level_db / 20) / root)


def _as_samples(values: np.ndarray) -> Samples:
    """Return values as single-precision samples."""
    return np.asarray(values, dtype=np.float32)


def soundtrack() -> tuple[Samples, list[tuple[float, float, str]]]:
    """Return the film's sound and, for every sentence, its start, end and text."""
    air = np.random.default_rng(0).standard_normal(round(LENGTH * RATE_HZ))
    sound = _at_level(air, AIR_DB)
    cues = []
    speaker = Speaker()
    parts = [(music.start, chords(music)) for music in MUSIC]
    parts.append((LAUNCH[0], rumble(LAUNCH[1] - LAUNCH[0])))
    for sentence in SENTENCES:
        spoken = speaker.say(sentence)
        parts.append((sentence.start, 0.5 * spoken))
        cues.append((sentence.start, sentence.start + len(spoken) / RATE_HZ, sentence.text))
    for start, samples in parts:
        first = round(start * RATE_HZ)
        sound[first : first + len(samples)] += samples[: len(sound) - first]
    return np.clip(sound, -1.0, 1.0), cues


# -- files ---------------------------------------------------------------------------------------


def write_subtitles(cues: list[tuple[float, float, str]], path: Path) -> None:
    """Write the dialogue as SRT."""
    blocks = [
        f"{number}\n{_stamp(start)} --> {_stamp(end)}\n{text}\n"
        for number, (start, end, text) in enumerate(cues, start=1)
    ]
    path.write_text("\n".join(blocks), encoding="utf-8")


def _stamp(seconds: float) -> str:
    """Return a time as HH:MM:SS,mmm."""
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02},{rest % 1000:03}"


def write_sound(sound: Samples, path: Path) -> None:
    """Write the sound as 16-bit stereo, the same on both sides."""
    both = np.repeat((sound * 32767).round().astype("<i2"), 2)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(both.tobytes())


def encode(sound: Path, film: Path) -> None:
    """Encode the frames and the sound into the film.

    Raises:
        SystemExit: ffmpeg did not finish.
    """
    raw = f"-f rawvideo -pixel_format bgr24 -video_size {WIDTH}x{HEIGHT}"
    video = "-c:v libx264 -preset slow -crf 25 -pix_fmt yuv420p -threads 1 -g 125"
    audio = "-c:a aac -b:a 96k -metadata:s:a:0 language=eng"
    exact = "-fflags +bitexact -flags:v +bitexact -flags:a +bitexact -movflags +faststart"
    command = [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-nostdin", "-loglevel", "error"),
        *(*raw.split(), "-framerate", str(FRAMES_PER_SECOND), "-i", "pipe:0", "-i", str(sound)),
        *("-map", "0:v", "-map", "1:a", *video.split(), *audio.split(), *exact.split()),
        str(film),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None  # asked for above
        for frame in frames():
            process.stdin.write(frame)
        process.stdin.close()
    if process.returncode:
        raise SystemExit(f"ffmpeg ended with {process.returncode}; its message is above")


def main() -> None:
    """Make `sample.mp4` and `sample.srt` beside this script."""
    sound, cues = soundtrack()
    for (_, end, text), (start, *_) in pairwise(cues):
        if end > start:
            raise SystemExit(f"{text!r} ends at {end:.2f} s, after the next sentence has begun")
    write_subtitles(cues, HERE / "sample.srt")
    with TemporaryDirectory() as folder:
        write_sound(sound, Path(folder) / "sound.wav")
        encode(Path(folder) / "sound.wav", HERE / "sample.mp4")
    print(f"{HERE / 'sample.mp4'}: {LENGTH:.0f} s, {len(cues)} sentences")


if __name__ == "__main__":
    main()
