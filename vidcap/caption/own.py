"""The captioner `own`: our network, shipped in the package; `own:FILE`: one trained elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from vidcap.errors import InputError, MissingError
from vidcap.model import checkpoint
from vidcap.model.attention import attention, drawn
from vidcap.model.network import Candidate as Said
from vidcap.model.pictures import Picture, decode_picture, png
from vidcap.model.vocabulary import sentence_of, words_of
from vidcap.recipe import CaptionSettings
from vidcap.script import Candidate, Fact, Offer

SHORTER = (5, 8)  # words at most of further sentences, for short gaps: 2 and 3 s of speech
WIDEST = 3 / 2  # of a centre crop, width over height: the usual shape of the training photographs


class Own:
    """A network of `vidcap.model`, loaded once."""

    is_checked = True  # a network trained on photographs invents on film

    def __init__(self, argument: str, language: str, settings: CaptionSettings) -> None:
        """Load the weights in the file `argument`; the shipped ones where it is empty.

        Raises:
            MissingError: the file is not there.
            InputError: it is damaged, or the network does not speak the language.
        """
        weights = Path(argument) if argument else checkpoint.SHIPPED
        if not weights.is_file():
            raise MissingError(
                "the network's weights are not there",
                str(weights),
                "install vidcap again, or give a file with --captioner own:FILE",
            )
        self.licence = str(checkpoint.read_card(weights).get("licence", "not stated"))
        self.settings = settings
        self._network = checkpoint.load(weights).hold()
        self._language = language.split("-")[0].lower()
        spoken = self._network.vocabulary.languages
        if self._language not in spoken:
            raise InputError(
                f"the captioner own speaks {', '.join(spoken)} only",
                f"language {language}",
                "choose one of these with --lang, or another captioner",
            )
        self.name = f"own@{checkpoint.digest(weights)} {self._language}"

    def describe(self, pictures: Sequence[bytes]) -> Iterator[Offer]:
        """Yield candidates and facts of each picture, from one look; none if it does not decode."""
        decoded = [decode_picture(data) for data in pictures]
        shown = [framed(p, self.settings.framing) for p in decoded if p is not None]
        offers = self._offers(shown)
        for picture in decoded:
            yield Offer((), ()) if picture is None else next(offers)

    def facts(self, pictures: Sequence[bytes]) -> Iterator[tuple[Fact, ...]]:
        """Yield what each picture shows, without sentences; nothing if it does not decode."""
        decoded = [decode_picture(data) for data in pictures]
        shown = [framed(p, self.settings.framing) for p in decoded if p is not None]
        looked = self._network.look(shown, is_mirrored=False)
        found = (
            facts for regions, count in looked for facts in self._network.facts(regions)[:count]
        )
        for picture in decoded:
            yield () if picture is None else next(found)

    def _offers(self, pictures: Sequence[Picture]) -> Iterator[Offer]:
        network = self._network
        for regions, count in network.look(pictures, is_mirrored=self.settings.mirror):
            said = network.say(
                regions, language=self._language, beams=self.settings.beams, lengths=SHORTER
            )
            facts = network.facts(regions)
            for candidates, found in zip(said[:count], facts[:count], strict=True):
                yield Offer(tuple(self._candidate(one) for one in candidates), found)

    def attention(self, picture: bytes, said: Candidate) -> bytes | None:
        """Return a PNG of where the network looked at each word; None: its decoder does not."""
        decoded = decode_picture(picture)
        if decoded is None:
            return None
        shown = framed(decoded, self.settings.framing)
        words = words_of(said.text, self._language)
        looked = attention(self._network, shown, words, language=self._language)
        return None if looked is None else png(drawn(shown, words, looked))

    def _candidate(self, said: Said) -> Candidate:
        """Return the sentence as written."""
        text = sentence_of(said.words, self._language)
        return Candidate(text, said.log_probability, len(said.words), said.confidence)


def framed(picture: Picture, framing: str) -> Picture:
    """Return the part of a picture that the network is shown; a square is shown as it is."""
    height, width = picture.shape[:2]
    if framing == "whole" or width <= WIDEST * height:
        return picture
    keep = round(WIDEST * height)
    left = (width - keep) // 2
    return picture[:, left : left + keep]
