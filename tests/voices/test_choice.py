"""A language finds its voice, a name the voice it means."""

import pytest

from vidcap.voices.choice import Entry, voice_called, voice_for

ENTRIES = [
    Entry("gmw/en-029", "English (Caribbean)", "en-029"),
    Entry("gmw/en", "English (Great Britain)", "en-gb"),
    Entry("gmw/en-us", "English (America)", "en-us"),
    Entry("gmw/de", "German", "de"),
    Entry("roa/pt", "Portuguese (Portugal)", "pt"),
    Entry("roa/pt-br", "Portuguese (Brazil)", "pt-br"),
    Entry("sit/cmn", "Chinese (Mandarin)", "cmn"),
    Entry("sit/yue", "Chinese (Cantonese)", "yue"),
    Entry("roa/es-419", "Spanish (Latin America)", "es-419"),
]


@pytest.mark.parametrize(
    ("language", "voice"),
    [
        pytest.param("en", "gmw/en-us", id="of two, the preferred one"),
        pytest.param("en-GB", "gmw/en", id="case does not count"),
        pytest.param("en_gb", "gmw/en", id="nor does the kind of dash"),
        pytest.param("en-AU", "gmw/en-us", id="an unknown region falls back to the language"),
        pytest.param("de-AT-1996", "gmw/de", id="part by part"),
        pytest.param("pt-BR", "roa/pt-br", id="a region of its own"),
        pytest.param("zh-Hans-CN", "sit/cmn", id="Chinese is Mandarin"),
        pytest.param("zh-HK", "sit/yue", id="but Cantonese in Hong Kong"),
        pytest.param("es", "roa/es-419", id="any region rather than none"),
    ],
)
def test_a_language_finds_its_voice(language, voice):
    assert voice_for(language, ENTRIES).id == voice


def test_a_language_without_voice_gets_none():
    assert voice_for("tlh", ENTRIES) is None
    assert voice_for("en", []) is None


@pytest.mark.parametrize(
    "wish", ["gmw/de", "GMW/DE", "de", "german"], ids=["id", "case", "last part", "title"]
)
def test_a_voice_is_known_by_several_names(wish):
    assert voice_called(wish, ENTRIES).id == "gmw/de"


def test_an_id_wins_over_a_language():
    entries = [Entry("a/b", "x", "fr"), Entry("fr", "y", "zz")]
    assert voice_called("fr", entries).id == "fr"


def test_a_voice_that_is_not_there_is_none():
    assert voice_called("hal", ENTRIES) is None
