"""Where people speak in a film, and the gaps that are left for description.

Speech is found in the sound (`silero`) and in subtitles (`dialogue`); the safer of both counts: a
stretch is free only where neither the sound nor a subtitle has words.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vidcap.media import Progress, silent
from vidcap.recipe import ListenSettings
from vidcap.script import Bed, Cue, Onset, Span

if TYPE_CHECKING:
    from vidcap.media.probe import Source


@dataclass(frozen=True, slots=True)
class Heard:
    """Where people speak, where they do not, and what they say as far as subtitles tell."""

    speech: tuple[Span, ...]
    gaps: tuple[Span, ...]
    dialogue: tuple[Cue, ...]  # what is said, without sounds and speakers' names
    finder: str  # what was used: "silero+subtitles FILM.en.srt"; "none" where there was nothing
    sounds: tuple[Cue, ...] = ()  # what else is heard, as subtitles tell it: "door slams"
    beds: tuple[Bed, ...] = ()  # what sounds in the gaps, as far as the sound was heard
    onsets: tuple[
        Onset, ...
    ] = ()  # sudden sounds where nobody speaks; no gap holds their beginning


def listen(
    source: Source,
    settings: ListenSettings,
    *,
    dialogue: Path | None = None,
    part: Span | None = None,
    progress: Progress = silent,
) -> Heard:
    """Return the speech of a film and the gaps in it.

    A cue that holds words covers speech, whether it is heard or not, and what sounds like speech is
    speech, whether it stands in the subtitles or not. Subtitles whose times are not the film's are
    moved to where the speech is, or left out where it is nowhere near. A film without sound and
    subtitles is one gap.

    Args:
        source: the film.
        settings: of the finder, its thresholds, and of the gaps.
        dialogue: subtitles to use instead of those found beside the film; always heeded.
        part: the stretch to be described; by default the whole film.
        progress: is told the share done.

    Raises:
        InputError: a subtitle file cannot be read, or only subtitles are to be used and there
            are none.
        MissingError: the speech finder is not in the installation.
    """
    from vidcap.listen.hearing import hear  # PyAV is loaded with it

    return hear(source, settings, dialogue=dialogue, part=part, progress=progress)
