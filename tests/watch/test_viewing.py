"""The whole pass over small films of known cuts."""

from __future__ import annotations

import itertools
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.films.pictured import GREEN, RED, held, nothing, quarters, scene, turned, write_film
from tests.watch.conftest import boxed, expected_cuts
from vidcap.errors import FilmError
from vidcap.media.frames import frames
from vidcap.media.probe import probe
from vidcap.recipe import WatchSettings
from vidcap.script import Span
from vidcap.watch import Watched, watch
from vidcap.watch.glimpse import glimpses
from vidcap.watch.keyframes import Chooser

FRAME = 1 / 25 + 0.001


@pytest.fixture(scope="module")
def watched(cut_film: Path) -> Watched:
    return watch(probe(cut_film), WatchSettings())


def decoded(data: bytes) -> np.ndarray:
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return picture[:, :, ::-1]


def test_every_cut_is_found_and_no_other(watched):
    found = [shot.span.start for shot in watched.shots[1:]]
    expected = expected_cuts()
    assert len(found) == len(expected), found
    for time, (start, end) in zip(found, expected, strict=True):
        assert start - FRAME <= time <= end + FRAME


def test_shots_cover_the_film_without_a_hole(watched, cut_film):
    assert [shot.number for shot in watched.shots] == list(range(1, len(watched.shots) + 1))
    for before, after in itertools.pairwise(watched.shots):
        assert before.span.end == after.span.start
    assert watched.shots[0].span.start == 0
    assert watched.shots[-1].span.end == pytest.approx(probe(cut_film).film.duration, abs=0.001)


def test_every_shot_that_shows_something_has_a_keyframe_of_its_own(watched):
    last = watched.shots[-1]  # is black
    assert {item.shot for item in watched.keyframes} == {shot.number for shot in watched.shots[:-1]}
    for item in watched.keyframes:
        span = watched.shots[item.shot - 1].span
        assert item.shot != last.number
        assert span.start <= item.time < span.end
        assert span.start <= item.seen.start < item.seen.end <= span.end + FRAME


def test_no_keyframe_is_black_or_lies_in_a_change(watched):
    changes = [(start, end) for start, end in expected_cuts() if end > start]
    for item in watched.keyframes:
        assert decoded(watched.pictures[item.id]).mean() > 40
        assert not any(start + FRAME < item.time < end - FRAME for start, end in changes), item


def test_a_keyframe_shows_its_shot(watched):
    """Each picture is nearer to the scene that its shot is made of than to any other."""
    seeds = dict(enumerate((1, 2, 1, 4, 5), start=1))  # of the first shots; see `SHOTS`
    for number, seed in seeds.items():
        item = next(item for item in watched.keyframes if item.shot == number)
        picture = decoded(watched.pictures[item.id]).astype(int)
        distances = {other: np.abs(picture - scene(other)).mean() for other in seeds.values()}
        assert min(distances, key=lambda other: distances[other]) == seed


def test_a_long_shot_has_more_than_one(watched):
    long = [item for item in watched.keyframes if item.shot == len(watched.shots) - 1]
    assert len(long) == 1  # 12 s: less than one and a half times the 10 s of the recipe
    assert long[0].seen.length == pytest.approx(12, abs=0.1)


def test_how_many_is_the_recipes_choice(cut_film):
    watched = watch(probe(cut_film), WatchSettings(keyframe_every=3))
    long = [item for item in watched.keyframes if item.shot == len(watched.shots) - 1]
    assert len(long) == 4
    for before, after in itertools.pairwise(long):
        assert before.seen.end == after.seen.start
        assert before.time < after.time


def test_a_twin_names_the_first_of_its_kind(watched):
    by_shot = {item.shot: item for item in watched.keyframes}
    assert by_shot[3].twin == by_shot[1].id
    assert [item.shot for item in watched.keyframes if item.twin] == [3]


def test_further_frames_lie_in_the_stretch_of_their_keyframe(watched):
    assert watched.beside.keys() == watched.pictures.keys()
    assert sum(len(one.beside) for one in watched.keyframes) >= 4
    for item in watched.keyframes:
        assert len(watched.beside[item.id]) == len(item.beside) <= 2
        for time, data in zip(item.beside, watched.beside[item.id], strict=True):
            assert item.seen.start <= time < item.seen.end
            assert abs(time - item.time) >= 0.5
            keyframe, further = decoded(watched.pictures[item.id]), decoded(data)
            assert further.mean() == pytest.approx(keyframe.mean(), rel=0.3)
            assert further.shape[1] <= 416


def test_a_twin_is_at_the_same_place(watched):
    known = {item.id: item for item in watched.keyframes}
    assert any(item.twin for item in watched.keyframes)
    for item in watched.keyframes:
        assert bool(item.place) >= bool(item.twin)
        assert not item.place or known[item.place].time < item.time


def test_bars_are_cut_off_and_only_bars(watched):
    sizes = {item.shot: decoded(watched.pictures[item.id]).shape for item in watched.keyframes}
    boxed_shot = next(n for n, size in sizes.items() if size[0] != 180)
    assert sizes[boxed_shot][0] == pytest.approx(180 - 2 * 24, abs=4)
    assert [n for n, size in sizes.items() if size[:2] != (180, 320)] == [boxed_shot]


def test_pictures_are_no_wider_than_asked_for(cut_film):
    small = watch(probe(cut_film), WatchSettings(picture_width=100), part=Span(0, 2))
    assert decoded(small.pictures["K0001"]).shape == (56, 100, 3)


def test_the_same_film_gives_the_same_bytes(cut_film, watched):
    again = watch(probe(cut_film), WatchSettings())
    assert again.shots == watched.shots
    assert again.keyframes == watched.keyframes
    assert again.pictures == watched.pictures


def test_a_part_is_watched_with_the_films_own_times(cut_film, watched):
    part = Span(1.0, 5.0)
    some = watch(probe(cut_film), WatchSettings(), part=part)
    assert some.shots[0].span.start == part.start
    assert some.shots[-1].span.end == pytest.approx(part.end, abs=FRAME)
    starts = [shot.span.start for shot in watched.shots if 1 < shot.span.start < 5]
    assert [shot.span.start for shot in some.shots[1:]] == pytest.approx(starts, abs=0.001)
    assert all(part.start <= item.time < part.end for item in some.keyframes)


def test_a_part_beyond_the_end_is_told(cut_film):
    with pytest.raises(FilmError, match="no picture"):
        watch(probe(cut_film), WatchSettings(), part=Span(500, 600))


def test_progress_rises_to_one(cut_film):
    shares: list[float] = []
    watch(probe(cut_film), WatchSettings(), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("late.mkv", {"output_ts_offset": 7}),
        ("late.ts", {"vcodec": "mpeg2video", "q:v": 3}),
        ("vp9.webm", {"vcodec": "libvpx-vp9", "deadline": "realtime", "cpu-used": 8}),
        ("av1.mkv", {"vcodec": "libsvtav1", "svtav1-params": "preset=12"}),
        ("10bit.mkv", {"vcodec": "libx265", "pix_fmt": "yuv420p10le"}),
        ("bare.h264", {"format": "h264"}),
    ],
)
def test_a_cut_is_where_it_is_in_any_clock_and_codec(tmp_path, name, options):
    pictures = [*held(scene(1), 2), *held(scene(2), 1), *held(scene(3), 2)]
    watched = watch(probe(write_film(tmp_path / name, pictures, options=options)), WatchSettings())
    assert [shot.span.start for shot in watched.shots] == pytest.approx([0, 2, 3], abs=0.0015)


def test_a_cut_of_a_variable_rate_is_where_its_stamp_says(tmp_path):
    pictures = [*held(scene(1), 1), *held(scene(2), 1)]
    uneven = "if(lt(N,10),N,if(lt(N,25),10+(N-10)*4,70+(N-25)*2))"
    path = write_film(
        tmp_path / "vfr.mp4",
        pictures,
        filters=lambda rgb: rgb.filter("setpts", uneven),
        options={"fps_mode": "passthrough"},
    )
    watched = watch(probe(path), WatchSettings())
    assert [shot.span.start for shot in watched.shots] == pytest.approx([0, 70 / 25], abs=0.001)


def test_a_grey_film_is_cut_like_one_in_colour(tmp_path):
    pictures = [*held(scene(1), 2), *held(scene(2), 2), *held(scene(3), 2)]
    path = write_film(tmp_path / "grey.mkv", pictures, filters=lambda rgb: rgb.filter("hue", s=0))
    watched = watch(probe(path), WatchSettings())
    assert [shot.span.start for shot in watched.shots] == pytest.approx([0, 2, 4], abs=0.001)


def test_pictures_are_upright(tmp_path):
    path = turned(write_film(tmp_path / "turned.mp4", held(quarters(), 1)), 0, 1, -1, 0)
    watched = watch(probe(path), WatchSettings())
    picture = decoded(watched.pictures["K0001"])
    assert picture.shape == (320, 180, 3)
    assert np.abs(picture[40, 140].astype(int) - RED).max() < 20
    assert np.abs(picture[300, 140].astype(int) - GREEN).max() < 20


def test_a_film_of_one_picture(tmp_path):
    watched = watch(probe(write_film(tmp_path / "one.mp4", [scene(1)])), WatchSettings())
    assert len(watched.shots) == len(watched.keyframes) == 1


def test_a_black_film_has_a_shot_and_no_keyframe(tmp_path):
    watched = watch(probe(write_film(tmp_path / "black.mp4", [nothing()] * 50)), WatchSettings())
    assert len(watched.shots) == 1
    assert watched.keyframes == ()


def test_what_is_seen_begins_when_there_is_something_to_see(tmp_path):
    pictures = [*[nothing()] * 50, *held(scene(1), 2)]
    watched = watch(probe(write_film(tmp_path / "lead.mp4", pictures)), WatchSettings())
    (keyframe,) = watched.keyframes
    assert keyframe.seen.start == pytest.approx(2.0, abs=FRAME)


def test_pillars_are_cut_off(tmp_path):
    framed = np.rot90(boxed(np.ascontiguousarray(np.rot90(scene(3))), 40), k=-1)
    path = write_film(tmp_path / "pillars.mp4", [np.ascontiguousarray(framed)] * 50)
    watched = watch(probe(path), WatchSettings())
    assert decoded(watched.pictures["K0001"]).shape[1] == pytest.approx(320 - 80, abs=4)


@pytest.mark.parametrize("detector", ["content", "hash", "histogram", "threshold"])
def test_the_other_detectors_answer_too(cut_film, detector):
    watched = watch(probe(cut_film), WatchSettings(detector=detector), part=Span(0, 6))
    assert [shot.span.start for shot in watched.shots] == sorted(
        shot.span.start for shot in watched.shots
    )
    if detector in ("content", "hash"):
        assert 2.0 in [round(shot.span.start, 2) for shot in watched.shots]


@pytest.mark.parametrize("wild", [False, True])
def test_few_frames_are_held_however_long_a_shot_is(tmp_path, wild):
    pictures = [scene(n) for n in range(250)] if wild else held(scene(1), 60)
    path = write_film(tmp_path / "long.mkv", pictures)
    chooser = Chooser(every=30, patience=3)
    held_most = 0
    for frame, glimpse in glimpses(frames(probe(path))):
        chooser.add(frame, glimpse)
        held_most = max(held_most, chooser.held)
    assert held_most <= 26
