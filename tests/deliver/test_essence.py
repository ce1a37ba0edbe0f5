"""The same coded frames have the same essence, however a container wraps them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.films.small import small_film
from vidcap.deliver.essence import essences, length_size, unwrapped
from vidcap.media.ffmpeg import reading, run, writing

# a unit: one header byte of a kind that is kept, then bytes that hold no start code
UNITS = st.lists(
    st.binary(min_size=1, max_size=600).map(lambda body: b"\x65" + body.replace(b"\x00", b"\x01")),
    min_size=1,
    max_size=5,
)


@given(UNITS)
def test_start_codes_and_lengths_frame_the_same_units(units):
    marked = b"".join(b"\x00\x00\x00\x01" + unit for unit in units)
    counted = b"".join(len(unit).to_bytes(4, "big") + unit for unit in units)
    assert list(unwrapped(marked, "h264")) == units
    assert list(unwrapped(counted, "h264", 4)) == units


def test_what_a_container_moves_into_its_header_does_not_count():
    parts = [b"\x67sps", b"\x68pps", b"\x65picture", b"\x09aud"]
    packet = b"".join(b"\x00\x00\x01" + part for part in parts)
    assert list(unwrapped(packet, "h264")) == [b"\x65picture"]


def test_headers_of_transport_streams_are_no_part_of_aac():
    bare = bytes(range(1, 100))
    assert list(unwrapped(b"\xff\xf1" + bytes(5) + bare, "aac")) == [bare]
    assert list(unwrapped(b"\xff\xf0" + bytes(7) + bare, "aac")) == [bare]
    assert list(unwrapped(bare, "aac")) == [bare]


def test_temporal_delimiters_are_no_part_of_av1():
    frame = b"\x32\x03abc"  # a frame unit with its length
    assert list(unwrapped(b"\x12\x00" + frame, "av1")) == [b"abc"]
    assert list(unwrapped(frame, "av1")) == [b"abc"]
    assert list(unwrapped(b"\x30abc", "av1")) == [b"abc"]  # without length: to the end


@pytest.mark.parametrize(
    ("header", "codec", "size"),
    [
        (b"\x01\x64\x00\x1f\xff\xe1", "h264", 4),
        (b"\x01\x64\x00\x1f\xfd\xe1", "h264", 2),
        (b"\x00\x00\x00\x01\x67\x64", "h264", 0),
        (b"\x01" + bytes(20) + b"\x03\x00", "hevc", 4),
        (b"", "h264", 0),
        (None, "hevc", 0),
        (b"\x01\x64\x00\x1f\xff\xe1", "aac", 0),
    ],
)
def test_the_header_tells_how_units_are_framed(header, codec, size):
    assert length_size(header, codec) == size


@pytest.mark.parametrize("suffix", ["mkv", "mp4", "ts", "mov"])
def test_a_copy_into_another_container_has_the_same_essence(tmp_path, suffix):
    film = small_film(tmp_path / "film.mp4")
    copy = tmp_path / f"copy.{suffix}"
    run(writing(copy, reading(film), c="copy"), timeout=60)
    one, two = essences(film), essences(copy)
    assert len(one) == 2
    for index, essence in one.items():
        assert two[index].payload == essence.payload
        assert two[index].packets == essence.packets


def test_another_film_has_another_essence(tmp_path):
    one = essences(small_film(tmp_path / "one.mp4"))
    two = essences(small_film(tmp_path / "two.mp4", bed=0.02))
    assert one[0].payload == two[0].payload
    assert one[1].payload != two[1].payload
