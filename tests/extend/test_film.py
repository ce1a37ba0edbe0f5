"""The extended film: the picture held where it pauses; the sound in step again after."""

import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from tests.films.paused import PAUSES, TIMELINE, made
from tests.films.small import LINES, SECONDS, SPEECH, small_film
from vidcap.deliver.essence import essences
from vidcap.extend import EDGE
from vidcap.media.ffmpeg import find
from vidcap.media.probe import examine, is_description, probe
from vidcap.media.sound import audio_format, blocks
from vidcap.media.subtitles import embedded_text

RATE = 48000  # Hz of the small film


def frame_times(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [float(frame.time) for frame in container.decode(video=0)]


def described_sound(path: Path) -> tuple[np.ndarray, int]:
    """Return the described track (n,), its channels added up, and its rate."""
    result = examine(path)
    track = next(s for s in result.film.streams if "visual_impaired" in s.flags)
    chosen = replace(result, audio=track.index)
    sound = np.concatenate(list(blocks(chosen)), axis=1)
    return sound.sum(0), audio_format(chosen).rate_hz


FORMS: dict[str, dict[str, Any]] = {
    "frames out of their order": {"options": {"preset": "medium", "bf": 3, "g": 50}},
    "vp9": {"options": {"vcodec": "libvpx-vp9", "preset": 0, "cpu-used": 8}},
    "sound late, subtitles": {"late": 0.5, "subtitles": ("subrip",)},
    "silent": {"has_sound": False},
    "5.1": {"channels": 6},
}


@pytest.mark.parametrize("container", ["mkv", "mp4"])
@pytest.mark.parametrize("form", list(FORMS))
def test_the_picture_is_the_film_s_and_held_where_it_pauses(
    form: str, container: str, tmp_path: Path
) -> None:
    film = small_film(tmp_path / "film.mkv", **FORMS[form])
    described, extended = made(film, container=container)
    before, after = frame_times(described), frame_times(extended)
    wanted = [TIMELINE.extended(time) for time in before]
    assert after == pytest.approx(wanted, abs=0.002)
    held = [b - a for a, b in pairwise(after)]
    long = sorted(held)[-2:]
    assert long == pytest.approx([PAUSES[0].length + 0.04, PAUSES[1].length + 0.04], abs=0.003)
    assert essences(described)[0].payload == essences(extended)[0].payload


def test_the_sound_is_the_mix_beside_the_pauses_and_the_line_in_them(tmp_path: Path) -> None:
    described, extended = made(small_film(tmp_path / "film.mkv"))
    (mix, rate), (sound, _) = described_sound(described), described_sound(extended)
    assert len(sound) / rate == pytest.approx(SECONDS + TIMELINE.longer, abs=0.03)
    for at in (0.5, 2.2, 4.2, 5.8, 7.4):
        own = mix[round(at * rate) : round((at + 0.3) * rate)]
        start = round(TIMELINE.extended(at) * rate)
        there = sound[start : start + len(own)]
        assert np.corrcoef(own, there)[0, 1] > 0.97
    for place, pause in enumerate(PAUSES):
        span = TIMELINE.pause(place)
        edge = sound[round((span.start + 0.02) * rate) : round((span.start + EDGE - 0.05) * rate)]
        voice = sound[round((span.start + EDGE) * rate) : round((span.end - EDGE) * rate)]
        assert np.abs(edge).max() < 0.02 * np.abs(voice).max()
        assert len(voice) / rate == pytest.approx(pause.length - 2 * EDGE, abs=0.001)


@pytest.mark.parametrize("container", ["mkv", "mp4"])
def test_the_film_s_own_sound_pauses_too_and_waits_to_be_chosen(
    container: str, tmp_path: Path
) -> None:
    film = small_film(tmp_path / "film.mp4")
    extended = examine(made(film, container=container)[1])
    described, own = (one for one in extended.film.streams if one.kind == "audio")
    assert "default" in described.flags
    assert "default" not in own.flags
    assert not is_description(own)
    before, after = (
        np.concatenate(list(blocks(source)), axis=1)
        for source in (probe(film), replace(extended, audio=own.index))
    )
    for at in (2.2, 5.8, 7.4):  # words, words, a click
        there = before[0, round(at * RATE) : round((at + 0.3) * RATE)]
        start = round(TIMELINE.extended(at) * RATE)
        assert np.corrcoef(there, after[0, start : start + len(there)])[0, 1] > 0.95
    for place in range(len(PAUSES)):
        span = TIMELINE.pause(place)
        silence = after[:, round((span.start + 0.05) * RATE) : round((span.end - 0.05) * RATE)]
        assert np.abs(silence).max() < 0.001


def test_texts_move_with_the_film_and_lines_stand_in_their_pauses(tmp_path: Path) -> None:
    film = small_film(tmp_path / "film.mkv", subtitles=("subrip",))
    tracks = embedded_text(examine(made(film)[1]))
    assert len(tracks) == 2
    words, lines = (texts for _, texts in tracks)
    moved = [TIMELINE.span(span) for span in SPEECH]
    assert [start for start, *_ in words] == pytest.approx([s.start for s in moved], abs=0.002)
    told = {text: (start, end) for start, end, text in lines}
    assert told["A cup."] == pytest.approx(
        (PAUSES[0].at + EDGE, PAUSES[0].at + EDGE + 0.8), abs=0.002
    )
    assert len(told) == len(LINES[0]) + 2
    flags = [stream.flags for stream, _ in tracks]
    assert "descriptions" in flags[1]
    assert "descriptions" not in flags[0]


def test_of_an_mp4_texts_and_chapters_move(tmp_path: Path) -> None:
    film, chaptered = tmp_path / "film.mp4", tmp_path / "chaptered.mp4"
    small_film(film, subtitles=("mov_text",))
    told = tmp_path / "chapters.txt"
    parts = "".join(
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={start + 4000}\n" for start in (0, 4000)
    )
    told.write_text(f";FFMETADATA1\n{parts}", encoding="utf-8")
    subprocess.run(
        [
            find().path, "-v", "error", "-i", str(film), "-i", str(told), "-map", "0",
            "-map_chapters", "1", "-c", "copy", str(chaptered),
        ],
        check=True,
    )  # fmt: skip
    described, extended = made(chaptered, container="mp4")
    assert frame_times(extended) == pytest.approx(
        [TIMELINE.extended(time) for time in frame_times(described)], abs=0.002
    )
    (words, _), (lines, texts) = embedded_text(examine(extended))
    assert (words.codec, lines.codec) == ("mov_text", "mov_text")
    assert len(texts) == len(LINES[0]) + 2
    with av.open(str(extended)) as container:
        found = [
            (float(c["start"] * c["time_base"]), float(c["end"] * c["time_base"]))
            for c in container.chapters()
        ]
    longer = PAUSES[0].length
    assert found == [
        pytest.approx((0, 4 + longer), abs=0.01),
        pytest.approx((4 + longer, 8 + TIMELINE.longer), abs=0.05),
    ]


def test_a_film_that_never_pauses_is_the_described_film(tmp_path: Path) -> None:
    described, extended = made(small_film(tmp_path / "film.mkv"), ())
    assert frame_times(described) == frame_times(extended)
