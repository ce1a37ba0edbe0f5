"""A picture is what a viewer sees: upright, square pixels, no combs, ordinary range."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.films.pictured import BLUE, GREEN, RED, SIZE, WHITE, held, quarters, turned, write_film
from vidcap.media.frames import frames
from vidcap.media.pictures import jpeg, picture, tone_mapped
from vidcap.media.probe import probe

HDR = "colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
FAINT = 14  # difference of a colour after encoding


def shown(path: Path, width: int = 640) -> np.ndarray:
    source = probe(path)
    frame = next(iter(frames(source)))
    return picture(frame.image, source, width=width)


def corners(rgb: np.ndarray) -> list[tuple[int, ...]]:
    """Return the colours top left, top right, bottom left, bottom right."""
    high, wide = rgb.shape[0], rgb.shape[1]
    return [
        tuple(int(value) for value in rgb[y, x])
        for y in (high // 4, 3 * high // 4)
        for x in (wide // 4, 3 * wide // 4)
    ]


def assert_close(found, expected):
    assert np.abs(np.array(found) - np.array(expected)).max() <= FAINT, found


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="8 bit"),
        pytest.param({"pix_fmt": "yuv444p"}, id="4:4:4"),
        pytest.param({"pix_fmt": "yuvj420p"}, id="full range"),
        pytest.param({"vcodec": "libx265", "pix_fmt": "yuv420p10le"}, id="10 bit"),
        pytest.param({"vcodec": "ffv1", "pix_fmt": "bgr0"}, id="RGB"),
    ],
)
def test_colours_are_kept(tmp_path, options):
    path = write_film(tmp_path / "film.mkv", held(quarters(), 0.4), options=options)
    assert_close(corners(shown(path)), [RED, GREEN, BLUE, WHITE])


def test_high_definition_has_another_colour_matrix(tmp_path):
    """Nothing in the file says so: it is known by the height."""
    path = write_film(
        tmp_path / "hd.mkv",
        [quarters((1280, 720))] * 2,
        filters=lambda rgb: rgb.filter("scale", out_color_matrix="bt709").filter(
            "format", "yuv420p"
        ),
        options={"bsf:v": "h264_metadata=matrix_coefficients=2"},
    )
    assert_close(corners(shown(path)), [RED, GREEN, BLUE, WHITE])


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        pytest.param((0, 1, -1, 0), [BLUE, RED, WHITE, GREEN], id="a quarter turn"),
        pytest.param((-1, 0, 0, -1), [WHITE, BLUE, GREEN, RED], id="upside down"),
        pytest.param((0, -1, 1, 0), [GREEN, WHITE, RED, BLUE], id="a quarter turn back"),
        pytest.param((-1, 0, 0, 1), [GREEN, RED, WHITE, BLUE], id="mirrored"),
    ],
)
def test_it_is_upright(tmp_path, matrix, expected):
    path = turned(write_film(tmp_path / "turned.mp4", held(quarters(), 0.2)), *matrix)
    rgb = shown(path)
    assert_close(corners(rgb), expected)
    sideways = matrix[0] == 0
    assert rgb.shape[:2] == (SIZE if sideways else SIZE[::-1])


@pytest.mark.parametrize(("aspect", "size"), [("2/1", (640, 180)), ("1/2", (320, 360))])
def test_pixels_are_square(tmp_path, aspect, size):
    path = write_film(
        tmp_path / "film.mp4", [quarters()] * 2, filters=lambda rgb: rgb.filter("setsar", aspect)
    )
    assert shown(path).shape[1::-1] == size


@pytest.mark.parametrize(("width", "size"), [(160, (160, 90)), (5000, SIZE)])
def test_it_is_made_smaller_but_never_larger(tmp_path, width, size):
    path = write_film(tmp_path / "film.mp4", [quarters()] * 2)
    assert shown(path, width).shape[1::-1] == size


def test_two_fields_leave_no_combs(tmp_path):
    """A bright bar runs across; the fields of a frame show it at two places."""
    pictures = []
    for n in range(20):
        picture_of_field = np.full((180, 320, 3), 40, np.uint8)
        picture_of_field[:, 8 * n : 8 * n + 40] = 220
        pictures.append(picture_of_field)
    path = write_film(
        tmp_path / "interlaced.mpg",
        pictures,
        rate=50,
        filters=lambda rgb: rgb.filter("format", "yuv420p").filter(
            "tinterlace", mode="interleave_top"
        ),
        options={"vcodec": "mpeg2video", "q:v": 2, "flags": "+ildct+ilme"},
    )
    source = probe(path)
    assert source.interlaced
    image = list(frames(source))[4].image
    combed = image.to_ndarray(format="gray").astype(int)
    clean = picture(image, source, width=640).astype(int)
    assert np.abs(np.diff(combed, axis=0)).max() > 100
    assert np.abs(np.diff(clean, axis=0)).max() < 30


def test_a_high_dynamic_range_is_brought_down(tmp_path):
    """A PQ grey of 203 cd/m2, diffuse white, is bright and not blown out; ten times it is white."""
    levels = {"dark": 0.30, "white": 0.5806, "glare": 0.80}
    picture_in = np.zeros((96, 192, 3), np.uint8)
    for place, level in enumerate(levels.values()):
        picture_in[:, 64 * place : 64 * (place + 1)] = round(level * 255)
    path = write_film(
        tmp_path / "hdr.mkv",
        [picture_in] * 3,
        filters=lambda rgb: rgb.filter("scale", out_color_matrix="bt2020").filter(
            "format", "yuv420p10le"
        ),
        options={
            "vcodec": "libx265",
            "pix_fmt": "yuv420p10le",
            "x265-params": f"{HDR}:log-level=error",
            "color_primaries": "bt2020",
            "color_trc": "smpte2084",
            "colorspace": "bt2020nc",
        },
    )
    assert probe(path).hdr == "pq"
    dark, white, glare = (int(value) for value in shown(path)[48, 32::64, 0])
    assert 15 < dark < 90
    assert 180 < white < 250
    assert glare > 250


@given(st.lists(st.floats(0, 1), min_size=2, max_size=20), st.booleans())
def test_tone_mapping_keeps_the_order_of_greys(levels, hlg):
    signal = np.repeat(np.sort(np.array(levels, np.float32))[None, :, None], 3, axis=2)
    mapped = tone_mapped(signal, hlg=hlg)[0, :, 1].astype(int)
    assert (np.diff(mapped) >= 0).all()
    assert mapped.min() >= 0


def test_equal_pictures_give_equal_bytes():
    assert jpeg(quarters()) == jpeg(quarters().copy())
    assert jpeg(quarters()).startswith(b"\xff\xd8\xff")
