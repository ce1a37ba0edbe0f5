"""Names of languages in films and in options."""

from __future__ import annotations

import pytest

from vidcap.media.languages import container_code, language_in_name, same_language, short_code


@pytest.mark.parametrize(
    ("tag", "short", "long"),
    [
        ("en", "en", "eng"),
        ("eng", "en", "eng"),
        ("en-GB", "en", "eng"),
        ("fra", "fr", "fre"),
        ("fre", "fr", "fre"),
        ("pt_BR", "pt", "por"),
        ("zh-Hans", "zh", "chi"),
        ("gsw", "gsw", "gsw"),
        ("", "", "und"),
    ],
)
def test_codes(tag, short, long):
    assert short_code(tag) == short
    assert container_code(tag) == long


def test_same_language():
    assert same_language("de-AT", "ger")
    assert not same_language("de", "nl")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("film.en.ad.srt", "en"),
        ("film.pt-BR.vtt", "pt"),
        ("film.fre.srt", "fr"),
        ("film.it.en.srt", "en"),
        ("film.ad.srt", ""),
        ("film.is", ""),
        ("film", ""),
        ("en.srt", ""),
    ],
)
def test_a_language_in_a_file_name(name, code):
    assert language_in_name(name) == code
