"""The captioner `echo:TEXT` says TEXT of every picture: for tests, and to hear the rest work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vidcap.errors import InputError
from vidcap.recipe import CaptionSettings
from vidcap.script import Candidate, Offer


class Echo:
    """Says one sentence, whatever the picture."""

    licence = "none needed"
    is_checked = False

    def __init__(self, argument: str, language: str, settings: CaptionSettings) -> None:
        """Take the sentence from `argument`.

        Raises:
            InputError: there is none.
        """
        if not argument.strip():
            raise InputError("has nothing to say", "captioner echo", "write echo:TEXT")
        self.text = argument.strip()
        self.name = f"echo:{self.text}"

    def describe(self, pictures: Sequence[bytes]) -> Iterator[Offer]:
        """Yield the sentence for each picture."""
        for _ in pictures:
            yield Offer((Candidate(self.text, 0.0, len(self.text.split()), 1.0),), facts=())
