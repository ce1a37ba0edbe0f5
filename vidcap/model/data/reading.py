"""Captioned pictures by split and language, checked before anybody trains on them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from vidcap.errors import InputError
from vidcap.model.data.captioned import Broken, Captioned, Problem, told
from vidcap.model.data.formats import read_all
from vidcap.model.data.pictures import picture_problems
from vidcap.model.data.sifting import sift
from vidcap.model.data.splits import sizes

log = logging.getLogger(__name__)

BySplit = dict[str, dict[str, list[Captioned]]]  # by split, then by language


def read_split(
    folder: Path, split: str, language: str = "en", *, broken: Broken = "refuse"
) -> list[Captioned]:
    """Return the pictures of one split in the order of the file; the pictures are not looked at.

    Raises:
        InputError: no captions of a known form, one that is not of its form, an empty split; or
            `refuse`, and the captions have problems (see `check`).
    """
    every = read_all(folder, language)
    kept, problems = sift(every)
    found = [item for item in kept if item.split == split]
    _settle(
        folder, [problem for problem in problems if problem.split == split], broken, log.warning
    )
    return _some(folder, found, split, every)


def read_splits(
    folder: Path,
    splits: Sequence[str],
    languages: Sequence[str] = ("en",),
    *,
    broken: Broken = "refuse",
    tell: Callable[[str], None] = log.warning,
) -> BySplit:
    """Return the pictures of several splits and languages, captions and pictures checked.

    Args:
        folder: the data.
        splits: as `("train", "val")`.
        languages: their codes; a picture is in the lists of those in which it has captions.
        broken: `skip` leaves out what has a problem (see `check`) and tells how much.
        tell: gets a line of text on what was left out.

    Raises:
        InputError: as in `read_split`; or `refuse`, and there are problems.
    """
    every = [item for language in languages for item in read_all(folder, language)]
    kept, problems = sift(every)
    kept = [item for item in kept if item.split in splits]
    problems = [problem for problem in problems if problem.split in splits]
    lost = picture_problems(folder, kept)
    _settle(folder, problems + lost, broken, tell)
    gone = {problem.file for problem in lost}
    return {
        split: {
            language: _some(
                folder,
                [
                    item
                    for item in kept
                    if (item.split, item.language) == (split, language) and item.file not in gone
                ],
                split,
                every,
            )
            for language in languages
        }
        for split in splits
    }


def check(folder: Path, items: Iterable[Captioned]) -> list[Problem]:
    """Return all that is wrong with captioned pictures, by its place in the caption file.

    Empty sentences, pictures without captions in any language, pictures listed twice, pictures in
    two splits; of the rest, those that are missing or do not decode.

    Args:
        folder: the data.
        items: as `read_all` gives them; of all splits and languages that belong together.

    Raises:
        InputError: a folder or a tar cannot be read.
    """
    kept, problems = sift(items)
    return problems + picture_problems(folder, kept)


def _settle(
    folder: Path, problems: list[Problem], broken: Broken, tell: Callable[[str], None]
) -> None:
    if problems and broken == "refuse":
        raise InputError(
            told(problems), str(folder), "mend the data or leave these out with --broken skip"
        )
    if problems:
        tell(f"{folder}: left out for {told(problems)}")


def _some(
    folder: Path, found: list[Captioned], split: str, every: Sequence[Captioned]
) -> list[Captioned]:
    if found:
        return found
    if any(item.split == split for item in every):
        raise InputError(f"no usable picture in split {split}", str(folder), "mend the data")
    raise InputError(f"no picture in split {split}", str(folder), f"choose another: {sizes(every)}")
