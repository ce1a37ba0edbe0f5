"""The forms that captions come in, found by the names of their files.

To add one: a module with a function from files and a language to pictures, and a line in `FORMATS`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vidcap.errors import InputError
from vidcap.model.data import coco, jsonlines, kaggle, karpathy, tokens
from vidcap.model.data.captioned import Captioned
from vidcap.model.data.splits import listed_beside, sizes, with_splits

log = logging.getLogger(__name__)

_UNCODED = "en"  # the language of the forms that do not name theirs


@dataclass(frozen=True, slots=True)
class Format:
    """One form: which files it is, and how they are read."""

    name: str
    patterns: tuple[str, ...]  # of the files, in the folder or one below it
    read: Callable[[list[Path], str], list[Captioned]]
    has_codes: bool = False  # of languages
    has_several: bool = False  # files that belong together
    is_not: str = ""  # files that look like it and hold something else


def _with_splits(
    read: Callable[[Path], list[Captioned]],
) -> Callable[[list[Path], str], list[Captioned]]:
    """Return a reader that puts the pictures of a form without splits into some."""

    def both(paths: list[Path], language: str) -> list[Captioned]:
        listed = listed_beside(paths[0])
        items = with_splits(read(paths[0]), listed)
        if not listed:
            made = "has no splits, so they come from the hash of each name: %s"
            log.warning(f"%s {made}", paths[0], sizes(items))
        return items

    return both


FORMATS = (  # the first that fits is taken: those with splits of their own before the others
    Format(
        "JSON lines",
        ("captions.jsonl",),
        lambda paths, language: jsonlines.read(paths[0], language),
        has_codes=True,
    ),
    Format(
        "Karpathy",
        ("dataset.json", "dataset_*.json"),
        lambda paths, language: karpathy.read(paths[0]),
        is_not="dataset_info*.json",
    ),
    Format(
        "COCO",
        ("captions_train*.json", "captions_val*.json", "captions_test*.json"),
        lambda paths, language: coco.read(paths),
        has_several=True,
    ),
    Format(
        "token",
        ("*.token.txt", "*.token"),
        _with_splits(tokens.read),
        is_not="*.lemma.token.txt",  # Flickr8k's captions cut down to word stems
    ),
    Format("Kaggle", ("captions.txt",), _with_splits(kaggle.read)),
)


def read_all(folder: Path, language: str) -> list[Captioned]:
    """Return all captioned pictures of a folder in one language, of every split.

    Raises:
        InputError: no form fits, several files do, the language is not there, or a file is not
            as its form asks.
    """
    form, paths = find(folder)
    log.info("captions in %s's form: %s", form.name, ", ".join(str(path) for path in paths))
    if language != _UNCODED and not form.has_codes:
        raise InputError(
            f"holds no captions in {language} ({form.name} names no languages, so is English)",
            str(paths[0]),
            f'give a captions.jsonl with "{language}"',
        )
    return form.read(paths, language)


def find(folder: Path) -> tuple[Format, list[Path]]:
    """Return the form of a folder and the files that it was known by.

    Raises:
        InputError: no form fits, or several files of the same form do.
    """
    for form in FORMATS:
        for level in ("", "*/"):
            found = {path for pattern in form.patterns for path in folder.glob(level + pattern)}
            paths = sorted(path for path in found if not (form.is_not and path.match(form.is_not)))
            if len(paths) > 1 and not form.has_several:
                raise InputError(
                    f"holds several caption files: {', '.join(path.name for path in paths)}",
                    str(folder),
                    "keep one",
                )
            if paths:
                return form, paths
    known = "; ".join(f"{form.name}: {', '.join(form.patterns)}" for form in FORMATS)
    raise InputError(
        "holds no captions that are known", str(folder), f"name a folder that holds one of {known}"
    )
