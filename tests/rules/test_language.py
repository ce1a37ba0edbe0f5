import pytest

from vidcap.media.cues import read_cues
from vidcap.rules.language import language_of, told_by

TEXTS = {
    "en": "The man walks into the house and sits with his dog by the fire.",
    "fr": "La femme entre dans la maison et s'assied avec les enfants sur le sol.",
    "de": "Der Mann geht in das Haus und sitzt mit dem Hund auf einem Stuhl.",
    "es": "La mujer entra en la casa y se sienta con los niños en el suelo.",
    "id": "Seorang wanita yang sedang duduk di kursi dengan dua anak dan anjing itu.",
    "zh": "一个男人在雪地里走着。",
    "ja": "青い丸型の下に書かれている。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_is_told_by_small_words_or_letters(language):
    assert language_of([TEXTS[language]]) == language


@pytest.mark.parametrize("texts", [[], ["Anna."], ["A dog runs."], ["Вот дом."]])
def test_what_is_not_sure_is_not_told(texts):
    assert language_of(texts) == ""


def test_one_own_word_is_enough():
    assert told_by("La femme entre dans la maison.", not_in="en") == ("fr", 3)
    assert told_by("The femme entre dans la maison.", not_in="en") == ("", 0)
    assert told_by("La femme entre dans la maison.", not_in="xx") == ("", 0)


def test_real_tracks_are_told_right(shared):
    for path in sorted((shared / "data" / "tracks").glob("wai-*.ad.??.vtt")):
        told = language_of(cue.text for cue in read_cues(path))
        assert told == path.stem.rsplit(".", 1)[1], path.name
