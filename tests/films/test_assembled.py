from itertools import pairwise

import numpy as np
import pytest

from tests.films.assembled import RATE_HZ, decoded, stretch
from vidcap.media.probe import probe
from vidcap.media.srt import parse_srt

QUIET = 0.001  # -60 dB


def level(sound, start, end):
    """The root mean square between two times."""
    stretch_ = sound[round(start * RATE_HZ) : round(end * RATE_HZ)]
    return float(np.sqrt(np.mean(stretch_**2)))


def test_the_film_is_as_long_as_its_parts(assembled):
    film = probe(assembled.path).film
    assert film.duration == pytest.approx(assembled.length, abs=0.001)


def test_pauses_reach_from_half_a_second_to_twelve(assembled):
    pauses = [b.start - a.end for a, b in pairwise(assembled.speech)]
    assert min(pauses) == pytest.approx(0.5)
    assert max(pauses) == pytest.approx(12)


def test_someone_speaks_exactly_in_the_spans_known(assembled, tmp_path):
    """Over the silent films nothing else is heard; 25 ms at the edges are the codec's smear."""
    sound = decoded(assembled.path, tmp_path)
    silent = [span for span in assembled.speech if span.end < 46]
    for span in silent:
        assert level(sound, span.start, span.start + 0.05) > 5 * QUIET
        assert level(sound, span.end - 0.05, span.end) > QUIET
    for before, after in pairwise(silent):
        assert level(sound, before.end + 0.025, after.start - 0.025) < QUIET


def test_a_stretched_film_stays_in_step(assembled, tmp_path):
    longer = stretch(assembled, 3, tmp_path / "longer.mp4")
    assert probe(longer.path).film.duration == pytest.approx(longer.length, abs=0.05)
    assert len(longer.speech) == 3 * len(assembled.speech)
    sound = decoded(longer.path, tmp_path)
    for turn in (0, 1, 2):
        first = longer.speech[turn * len(assembled.speech)]
        assert level(sound, first.start - 0.5, first.start - 0.025) < QUIET
        assert level(sound, first.start, first.start + 0.05) > 5 * QUIET


def test_its_subtitles_hold_the_truth(assembled):
    read = parse_srt(assembled.subtitles(), "x.srt")
    assert [cue.text for cue in read] == [cue.text for cue in assembled.cues]
    for ours, theirs in zip(read, assembled.speech, strict=True):
        assert ours.span.start == pytest.approx(theirs.start, abs=0.001)
