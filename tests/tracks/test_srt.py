from dataclasses import replace

import pytest

from vidcap.errors import InputError
from vidcap.script import Cue, Line, Span
from vidcap.tracks.srt import cues_of, read_srt, srt_of, write_srt

LINES = (
    Line("L0002", "M0002", "A dog runs.", "placed", "in its gap", start=5.0, length=1.25),
    Line("L0001", "M0001", "Night.", "placed", "in its gap", start=1.0, length=0.5),
    Line("L0003", "M0003", "A cat.", "skipped", "no room", needs=0.4),
    Line("L0004", "", "A door.", "placed", "written by a person", start=9.9996, length=1.0),
)
TRACK = """\
1
00:00:01,000 --> 00:00:01,500
Night.

2
00:00:05,000 --> 00:00:06,250
A dog runs.

4
00:00:10,000 --> 00:00:11,000
A door.

"""


def test_a_track_has_one_cue_a_placed_line_in_time_order():
    assert srt_of(LINES) == TRACK


def test_a_cue_keeps_the_number_of_its_line_when_others_are_dropped():
    fewer = [replace(line, status="skipped") if line.id == "L0001" else line for line in LINES]
    assert [cue.number for cue in cues_of(fewer)] == [2, 4]


def test_a_written_track_is_read_back(tmp_path):
    path = tmp_path / "film.en.ad.srt"
    write_srt(path, cues_of(LINES))
    assert path.read_bytes() == TRACK.encode()
    assert read_srt(path) == [
        Cue(Span(1.0, 1.5), "Night.", 1),
        Cue(Span(5.0, 6.25), "A dog runs.", 2),
        Cue(Span(10.0, 11.0), "A door.", 4),
    ]


def test_an_edited_track_is_read_in_time_order_whatever_its_encoding(tmp_path):
    path = tmp_path / "film.fr.ad.srt"
    path.write_bytes(
        "7\r\n00:00:09,000 --> 00:00:10,000\r\nLa forêt.\r\n\r\n"
        "00:00:01,000 --> 00:00:02,000\r\nUne clé.\r\n".encode("cp1252")
    )
    assert read_srt(path) == [
        Cue(Span(1.0, 2.0), "Une clé."),
        Cue(Span(9.0, 10.0), "La forêt.", 7),
    ]


def test_a_track_without_cues_is_refused(tmp_path):
    path = tmp_path / "film.en.ad.srt"
    path.write_text("\n")
    with pytest.raises(InputError, match=r"film\.en\.ad\.srt: holds no cue; name a description"):
        read_srt(path)
