"""Names of languages in films and in options."""

from __future__ import annotations

import pytest

from vidcap.media.languages import container_code, same_language, short_code


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
