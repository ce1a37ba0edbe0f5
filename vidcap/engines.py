"""What a run opens once and uses for every film: captioner, detector, voice.

Each is opened when first needed, and each of its answers is kept in the cache, so that a second
run costs almost nothing and a killed one goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from vidcap.cache import Cache, key
from vidcap.caption import Captioner, open_captioner
from vidcap.plain import from_plain, to_plain
from vidcap.recipe import Recipe
from vidcap.script import Box, Fact, Offer
from vidcap.voices import SpeechFailure, Take, Voice, open_voice

if TYPE_CHECKING:
    from vidcap.caption.own import Own
    from vidcap.model.detecting import Detector

Answer = TypeVar("Answer")

GROUP = 64  # pictures between two looks at the progress


class Engines:
    """The back-ends that a recipe names; a context manager, since a voice is a process."""

    def __init__(self, recipe: Recipe, cache: Cache) -> None:
        """Remember what to open; nothing is opened yet."""
        self.recipe, self.cache = recipe, cache
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def serves(self, recipe: Recipe) -> bool:
        """Tell whether these engines are the ones that another film's recipe names."""
        ours, theirs = (
            (one.language, one.caption, one.ground.detector, one.speak)
            for one in (self.recipe, recipe)
        )
        return ours == theirs

    @cached_property
    def captioner(self) -> Captioner:
        """The captioner of the recipe."""
        recipe = self.recipe
        return open_captioner(recipe.caption.captioner, recipe.language, recipe.caption)

    @cached_property
    def eyes(self) -> Own:
        """The network that looks for facts: the captioner's own, else the one that ships."""
        from vidcap.caption.own import Own

        if isinstance(self.captioner, Own):
            return self.captioner
        return Own("", "en", self.recipe.caption)

    @cached_property
    def detector(self) -> Detector:
        """The detector of the recipe."""
        from vidcap.model.detecting import open_detector

        return open_detector(self.recipe.ground.detector)

    @cached_property
    def voice(self) -> Voice:
        """The voice of the recipe, its process started."""
        voice = open_voice(self.recipe.speak.voice, self.recipe.language, self.recipe.speak)
        return self._open.enter_context(voice)

    def offers(
        self, pictures: Mapping[str, bytes], progress: Callable[[float], None]
    ) -> dict[str, Offer]:
        """Return what the captioner offers for each picture, by the picture's id."""
        settings = self.recipe.caption
        made_by = (self.captioner.name, settings.beams, settings.mirror, settings.framing)
        return self._kept("offers", made_by, pictures, self.captioner.describe, Offer, progress)

    def facts(
        self, pictures: Mapping[str, bytes], progress: Callable[[float], None]
    ) -> dict[str, tuple[Fact, ...]]:
        """Return what each picture shows, without sentences, by the picture's id."""
        if not pictures:
            return {}
        made_by = (self.eyes.name, self.recipe.caption.framing)
        return self._kept("facts", made_by, pictures, self.eyes.facts, tuple[Fact, ...], progress)

    def boxes(
        self, pictures: Mapping[str, bytes], progress: Callable[[float], None]
    ) -> dict[str, tuple[Box, ...]]:
        """Return what the detector finds in each picture, by the picture's id."""
        detector = self.detector
        made_by = (detector.name,)
        return self._kept("boxes", made_by, pictures, detector.find, tuple[Box, ...], progress)

    def take(self, text: str, rate: float = 1.0) -> Take | SpeechFailure:
        """Return the text as the voice speaks it at `rate` times its usual rate."""
        import numpy as np

        # `by itself`: those kept as `take` still depend on what was said before them
        address = key("take by itself", self.voice.name, text, rate)
        kept = self.cache.get("takes", address)
        if kept is not None:
            rate_hz = int.from_bytes(kept[:4], "little")
            return Take(np.frombuffer(kept[4:], np.float32), rate_hz)
        (take,) = self.voice.speak([text], rate)
        if isinstance(take, Take):
            self.cache.put(
                "takes", address, take.rate_hz.to_bytes(4, "little") + take.samples.tobytes()
            )
        return take

    def measure(self, text: str, rate: float = 1.0) -> float | None:
        """Return how long the voice takes for a text at a rate, s; None: it cannot speak it."""
        take = self.take(text, rate)
        return take.length if isinstance(take, Take) else None

    def _kept(
        self,
        kind: str,
        made_by: Sequence[object],
        pictures: Mapping[str, bytes],
        look: Callable[[Sequence[bytes]], Iterator[object]],
        answer: type[Answer],
        progress: Callable[[float], None],
    ) -> dict[str, Answer]:
        """Return what `look` says of each picture, from the cache where it was asked before.

        Args:
            kind: of the entries in the cache.
            made_by: what else the answers depend on.
            pictures: by their ids.
            look: asked of those that are not kept.
            answer: the type of what it says.
            progress: is told the share that is done.
        """
        addresses = {
            name: key(kind, *made_by, hashlib.sha256(data).hexdigest())
            for name, data in pictures.items()
        }
        kept = {name: self.cache.get(kind, address) for name, address in addresses.items()}
        missing = [name for name, entry in kept.items() if entry is None]
        for start in range(0, len(missing), GROUP):
            group = missing[start : start + GROUP]
            answers = look([pictures[name] for name in group])
            for name, said in zip(group, answers, strict=True):
                kept[name] = entry = json.dumps(to_plain(said)).encode()
                self.cache.put(kind, addresses[name], entry)
            progress(1 - (len(missing) - start - len(group)) / len(pictures))
        progress(1.0)
        return {name: from_plain(answer, json.loads(entry or b"")) for name, entry in kept.items()}
