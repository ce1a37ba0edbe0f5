"""Our own form, `captions.jsonl`: a JSON line a picture, captions under each language's code.

    {"file": "a.jpg", "tar": "train-00.tar", "split": "train", "en": ["..."], "zh": ["..."]}

`tar` may be left out; other keys are left alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vidcap.errors import InputError
from vidcap.model.data.captioned import Captioned
from vidcap.model.data.text import numbered_lines, tidy


def read(path: Path, language: str) -> list[Captioned]:
    """Return the pictures in the order of the file; one without the language has no captions.

    Raises:
        InputError: a line is not of the form, or none has the language.
    """
    items: list[Captioned] = []
    languages: dict[str, None] = {}
    for number, line in numbered_lines(path):
        try:
            row = json.loads(line)
            items.append(_picture(row, language, path.name, number))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"not a captioned picture ({error})",
                f"{path}, line {number}",
                f'give "file", "split" and "{language}" (a list of captions)',
            ) from error
        languages |= {key: None for key, value in row.items() if isinstance(value, list)}
    if items and language not in languages:
        raise InputError(
            f"has no captions in {language}", str(path), f"choose one of {', '.join(languages)}"
        )
    return items


def _picture(row: Any, language: str, source: str, line: int) -> Captioned:
    captions = row.get(language, []) if isinstance(row, dict) else None
    if not isinstance(captions, list):
        raise TypeError(f"{language} is no list" if isinstance(row, dict) else "no JSON object")
    names = (row["file"], row.get("tar", ""), row["split"])
    if not all(isinstance(value, str) for value in (*names, *captions)):
        raise TypeError("names and captions are strings")
    file, tar, split = names
    return Captioned(file, tar, tuple(map(tidy, captions)), split, language, source, (line,))
