"""Take the markup out of a subtitle's text. Pure."""

from __future__ import annotations

import re

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|</?[a-zA-Z]+>")  # <i>, </font>, <v Ann>; not "a < b", "<3"
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")  # {\an8}, {\i1}: of ASS, met in SubRip too


def without_markup(text: str) -> str:
    """Return the text without tags and style overrides, lines trimmed and empty ones dropped."""
    plain = _OVERRIDE.sub("", _TAG.sub("", text))
    lines = (line.strip() for line in plain.splitlines())
    return "\n".join(line for line in lines if line)
