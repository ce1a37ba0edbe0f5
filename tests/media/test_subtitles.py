"""Text tracks inside a film, on the film's own clock."""

from __future__ import annotations

import pytest

from tests.films.pictured import held, scene, write_film
from vidcap.media.ffmpeg import reading, run, writing
from vidcap.media.probe import probe
from vidcap.media.subtitles import embedded_text, plain_text

SRT = """1
00:00:00,500 --> 00:00:01,250
<i>Hello</i>
you.

2
00:00:01,500 --> 00:00:02,000
Bye.
"""


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("film.mkv", "srt", {}),
        ("film.mkv", "ass", {}),
        ("film.mp4", "mov_text", {}),
        ("late.mkv", "srt", {"output_ts_offset": 4}),
    ],
)
def test_texts_and_times(tmp_path, name, codec, options):
    words = tmp_path / "words.srt"
    words.write_text(SRT)
    picture = write_film(tmp_path / "picture.mp4", held(scene(1), 3))
    path = tmp_path / f"{codec}.{name}"
    graph = writing(
        path,
        reading(picture).video,
        reading(words, f="srt"),
        **{"vcodec": "copy", "c:s": codec, "metadata:s:s:0": "language=eng", **options},
    )
    run(graph, timeout=60)
    ((stream, texts),) = embedded_text(probe(path))
    assert stream.language == "eng"
    assert [text for _, _, text in texts] == ["Hello\nyou.", "Bye."]
    assert [(start, end) for start, end, _ in texts] == [
        pytest.approx((0.5, 1.25), abs=0.002),
        pytest.approx((1.5, 2.0), abs=0.002),
    ]


def test_pictures_are_no_text(media):
    assert embedded_text(probe(media / "man-1s_sub-vobsub.mp4")) == []


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ("0,0,Default,,0,0,0,,Plain.", "Plain."),
        (r"0,0,Default,,0,0,0,,{\i1}One,{\i0} two\Nthree", "One, two\nthree"),
        (r"1,0,Default,,0,0,0,,a\hb {not markup}", "a b {not markup}"),
    ],
)
def test_plain_text(event, text):
    assert plain_text(event) == text
