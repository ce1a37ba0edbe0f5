import json

from tests.rules.made import EMPTY, track
from vidcap.rules.told import plain, told
from vidcap.rules.verdict import judged


def test_a_verdict_reads_as_a_person_needs_it():
    given = track((0.0, 5.0, "A dog runs."), (10.0, 5.0, "We see a cat."))
    lines = told(judged(given), "film.en.ad.srt").splitlines()
    assert lines[0] == ("film.en.ad.srt: 2 lines, 7 words, language en, 67% of the time described")
    assert lines[1:3] == [
        "  X1  error    cue 2, line 6, 0:00:10.000: opens with talk of the picture (We see); "
        "say what is there, not that it is seen",
        "  X4  error    cue 2, line 6, 0:00:10.000: is not in the third person (We); "
        "leave out narrator and listener",
    ]
    assert lines[3] == "by rule:"
    assert "  X13 Few adjectives: needs a tagger of words" in lines
    assert lines[-1] == "2 errors, 0 warnings in 2 lines; 14 of 35 rules checked"


def test_a_good_track_has_nothing_to_tell():
    given = track((0.0, 5.0, "A dog runs."), script=EMPTY, dialogue=[(100.0, 2.0, "Hello.")])
    text = told(judged(given), "film.srt")
    assert "by rule" not in text
    assert "0.0% of it over speech" in text
    assert text.endswith("0 errors, 0 warnings in 1 line; 25 of 35 rules checked")


def test_machines_get_the_same():
    data = json.loads(json.dumps(plain(judged(track("We see a dog", "A cat.")))))
    assert (data["errors"], data["warnings"]) == (2, 1)
    assert data["findings"][0] == {
        "rule": "X1",
        "level": "error",
        "cue": 1,
        "line": 2,
        "time": 0.0,
        "text": "We see a dog",
        "what": "opens with talk of the picture (We see)",
        "remedy": "say what is there, not that it is seen",
    }
    assert data["unchecked"]["X13"] == "needs a tagger of words"
    assert len(data["checked"]) + len(data["unchecked"]) == 35
