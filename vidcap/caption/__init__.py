"""Caption: what a captioner offers to say of a keyframe.

The seam is a `Captioner`, chosen by `name` or `name:argument`. Other packages add captioners
through the entry-point group `vidcap.captioners`: a callable as `CaptionerOpener`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Protocol, cast

from vidcap.errors import InputError, VidcapError
from vidcap.recipe import CaptionSettings
from vidcap.script import Offer

GROUP = "vidcap.captioners"

_OURS = {"own": "vidcap.caption.own:Own", "echo": "vidcap.caption.echo:Echo"}


class Captioner(Protocol):
    """Offers sentences for pictures."""

    name: str  # with the hash of its model: part of the cache's addresses
    licence: str  # of the model, in a few words
    is_checked: bool  # True: its claims must be found in the picture before they are said

    def describe(self, pictures: Sequence[bytes]) -> Iterator[Offer]:
        """Yield what is offered for each picture (JPEG, PNG or WebP).

        No candidates are offered for one that does not decode. An error is raised, never said. A
        captioner that does not look for facts leaves them None: the network that ships looks.
        """
        ...


class CaptionerOpener(Protocol):
    """What stands behind a name: makes a captioner ready."""

    def __call__(self, argument: str, language: str, settings: CaptionSettings) -> Captioner:
        """Return the captioner; `argument` is what followed its name and a colon."""
        ...


@dataclass(frozen=True, slots=True)
class CaptionerInfo:
    """A captioner as it is listed."""

    name: str
    licence: str
    state: str  # "ready", or what is missing


def open_captioner(name: str, language: str, settings: CaptionSettings) -> Captioner:
    """Return the captioner called `name`, or `name:argument`.

    Args:
        name: as the recipe has it.
        language: of its sentences, BCP 47.
        settings: how it looks and chooses.

    Raises:
        InputError: there is no such captioner, its model cannot be used, or it does not speak
            the language.
        MissingError: its model is not here.
    """
    bare, _, argument = name.partition(":")
    openers = _openers()
    if bare not in openers:
        known = ", ".join(openers)
        raise InputError(
            "there is no such captioner", f"captioner {name}", f"choose one of {known}"
        )
    module, _, attribute = openers[bare].partition(":")
    opener = cast(CaptionerOpener, getattr(importlib.import_module(module), attribute))
    return opener(argument, language, settings)


def captioners() -> list[CaptionerInfo]:
    """Return every captioner that is known here, and whether it can be used."""
    rows: list[CaptionerInfo] = []
    for name in _openers():
        try:
            rows.append(
                CaptionerInfo(name, open_captioner(name, "en", CaptionSettings()).licence, "ready")
            )
        except VidcapError as error:
            rows.append(CaptionerInfo(name, "", f"{error.what}; {error.remedy}"))
    return rows


def _openers() -> dict[str, str]:
    """Return the places (`module:attribute`) of all captioners by name; ours come first."""
    added = {entry.name: entry.value for entry in metadata.entry_points(group=GROUP)}
    return _OURS | {name: place for name, place in added.items() if name not in _OURS}
