import pytest

from vidcap.errors import InputError
from vidcap.media.cues import read_cues


def test_reads_real_files_of_either_format(media):
    assert read_cues(media / "tears-of-steel_fullfilm.en.srt")[0].text == "You're a jerk, Thom."
    assert read_cues(media / "his-girl-friday_h264.captions.en.vtt")[1].text == "How are you?"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param(
            "x.sub", "{1}{2}Hi", r"'\.sub' is no known format .*\.srt, \.vtt, \.ass", id="?"
        ),
        pytest.param("x.srt", "", r"x\.srt: holds no cue", id="an empty file"),
        pytest.param("x.vtt", "WEBVTT\n", "holds no cue", id="a header alone"),
    ],
)
def test_what_has_no_subtitles_is_refused(tmp_path, name, content, message):
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=message):
        read_cues(tmp_path / name)
