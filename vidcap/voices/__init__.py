"""Speak: each line of description becomes a take, spoken by a voice on this machine.

The seam: a `Voice`, chosen by `name` or `name:argument`. Every engine runs in a process of its
own, so that one which hangs or dies costs a line, not the film. Other packages add voices through
the entry-point group `vidcap.voices`: a callable as `VoiceOpener`.
"""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, cast

from vidcap.errors import InputError

if TYPE_CHECKING:
    import numpy as np

    from vidcap.recipe import SpeakSettings

GROUP = "vidcap.voices"

_OURS = {
    "pyttsx3": "vidcap.voices.process:open_worker_voice",
    "espeak": "vidcap.voices.process:open_worker_voice",
}


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """The recording of a line, without the voice's own silence before and after."""

    samples: np.ndarray  # (n,) float32, -1 to 1, one channel
    rate_hz: int

    @property
    def length(self) -> float:
        """Seconds from the first sample to the end of the last."""
        return len(self.samples) / self.rate_hz


@dataclass(frozen=True, slots=True)
class SpeechFailure:
    """A line that could not be spoken, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """A voice that can be used here."""

    name: str  # as --voice takes it: engine:voice
    title: str  # for people
    language: str  # as the engine has it, about BCP 47
    origin: str  # engine and where it comes from


class Voice(Protocol):
    """A voice that is ready to speak; a context manager that ends its process on leaving."""

    name: str  # engine, version, voice and usual rate: what a take depends on besides text and rate

    def speak(self, texts: Sequence[str], rate: float = 1.0) -> Iterator[Take | SpeechFailure]:
        """Yield for each text, in order, its take or why there is none.

        Args:
            texts: a line each.
            rate: share of the voice's usual rate at which they are spoken; 1.15: 15 % faster.

        Raises:
            FilmError: the engine stopped working altogether.
        """
        ...

    def __enter__(self) -> Self:
        """Return the voice itself."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the engine's process."""
        ...


class VoiceOpener(Protocol):
    """What stands behind a name: makes a voice ready."""

    def __call__(self, engine: str, argument: str, language: str, settings: SpeakSettings) -> Voice:
        """Return the engine's voice `argument`; where that is empty, one for the language."""
        ...


def open_voice(name: str, language: str, settings: SpeakSettings) -> Voice:
    """Return the voice called `name`: an engine, or engine:voice.

    Args:
        name: "pyttsx3", "pyttsx3:gmw/en-us", "espeak" ..., or what another package has added.
        language: of the lines, BCP 47; decides which voice an engine alone stands for.
        settings: rate of speech.

    Raises:
        InputError: there is no such engine.
        MissingError: the engine or its voice is not here.
    """
    engine, _, argument = name.partition(":")
    if engine in _OURS:
        module, _, function = _OURS[engine].partition(":")
        opener = cast(VoiceOpener, getattr(importlib.import_module(module), function))
        return opener(engine, argument, language, settings)
    added = importlib.metadata.entry_points(group=GROUP)
    for entry in added:
        if entry.name == engine:
            return cast(VoiceOpener, entry.load())(engine, argument, language, settings)
    known = ", ".join([*_OURS, *(entry.name for entry in added)])
    raise InputError("there is no such voice engine", f"voice {name}", f"choose one of {known}")


def voices() -> list[VoiceInfo]:
    """Return every voice of our own engines that can be used here.

    Raises:
        MissingError: no engine is here.
    """
    from vidcap.voices.process import worker_voices  # numpy and a process: only when asked

    return worker_voices("pyttsx3")
