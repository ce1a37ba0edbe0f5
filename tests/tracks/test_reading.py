import pytest

from vidcap.errors import InputError
from vidcap.tracks.reading import read_track

SRT = "1\n00:00:01,500 --> 00:00:04,000\nÉlodie runs.\n"
FILES = {
    "a.srt": (SRT, 2),
    "a.vtt": ("WEBVTT\n\nNOTE by hand\n\n00:01.500 --> 00:04.000\nÉlodie runs.\n", 5),
    "a.csv": ("start,end,text\n1.5,4,Élodie runs.\n", 2),
    "a.CSV": ("start,end,text\n1.5,4,Élodie runs.\n", 2),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", FILES)
def test_a_track_is_read_whatever_its_form_and_encoding(tmp_path, name, encoding):
    text, row = FILES[name]
    (tmp_path / name).write_bytes(text.encode(encoding))
    (cue,) = read_track(tmp_path / name)
    assert (cue.span.start, cue.span.end, cue.text, cue.row) == (1.5, 4.0, "Élodie runs.", row)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", SRT, r"'\.txt' is no known form of track; .*\.srt, \.vtt, \.ass, \.csv"),
        ("a", SRT, "'a name without ending' is no known form of track"),
        ("a.csv", "start,end,text\n", "holds no cue"),
        ("a.srt", "", "holds no cue"),
    ],
)
def test_what_is_no_track_is_refused(tmp_path, name, content, message):
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=message):
        read_track(tmp_path / name)
