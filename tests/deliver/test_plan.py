"""What goes over, what is rewritten, what is left out, and how the described sound is coded."""

import pytest

from vidcap.deliver.plan import encoding, keep_streams, language_code, sound_title
from vidcap.media.probe import is_description
from vidcap.media.sound import AudioFormat
from vidcap.script import Stream


def stream(kind, codec, index=0):
    return Stream(index, kind, codec)


@pytest.mark.parametrize(
    ("kind", "codec", "container", "outcome"),
    [
        ("video", "h264", "mkv", "h264"),
        ("audio", "aac", "mkv", "aac"),
        ("subtitle", "ass", "mkv", "ass"),
        ("subtitle", "hdmv_pgs_subtitle", "mkv", "hdmv_pgs_subtitle"),
        ("subtitle", "mov_text", "mkv", "subrip, rewritten"),
        ("subtitle", "webvtt", "mkv", "subrip, rewritten"),
        ("subtitle", "eia_608", "mkv", None),
        ("subtitle", "", "mkv", None),
        ("attachment", "ttf", "mkv", "ttf"),
        ("data", "bin_data", "mkv", None),
        ("subtitle", "subrip", "mp4", "mov_text, rewritten"),
        ("subtitle", "mov_text", "mp4", "mov_text"),
        ("subtitle", "hdmv_pgs_subtitle", "mp4", None),
        ("attachment", "ttf", "mp4", None),
    ],
)
def test_where_a_stream_goes(kind, codec, container, outcome):
    kept, notes = keep_streams([stream(kind, codec)], container)
    found = [item.codec + ("" if item.is_copied else ", rewritten") for item in kept]
    assert found == ([] if outcome is None else [outcome])
    assert bool(notes) == (outcome is None or "rewritten" in outcome)
    assert all(f"{kind} track 0" in note for note in notes)


def test_the_order_of_the_film_is_kept():
    streams = [stream("audio", "aac", 0), stream("video", "h264", 1), stream("audio", "ac3", 2)]
    kept, notes = keep_streams(streams, "mkv")
    assert [item.stream.index for item in kept] == [0, 1, 2]
    assert notes == ()


@pytest.mark.parametrize(
    ("channels", "layout", "container", "codec"),
    [
        (2, "stereo", "mkv", "opus"),
        (6, "5.1(side)", "mkv", "opus"),
        (2, "stereo", "mp4", "aac"),
        (3, "2.1", "mkv", "flac"),
        (24, "22.2", "mp4", "flac"),
    ],
)
def test_how_a_sound_is_coded(channels, layout, container, codec):
    assert encoding(AudioFormat(48000, channels, layout), container).codec == codec


def test_the_described_track_is_known_again():
    assert is_description(Stream(1, "audio", "opus", title=sound_title("en")))


@pytest.mark.parametrize(
    ("language", "code"), [("en", "eng"), ("pt-BR", "por"), ("zh-Hans", "chi")]
)
def test_containers_keep_three_letters(language, code):
    assert language_code(language) == code
