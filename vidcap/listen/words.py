"""What of a subtitle is spoken, and what it tells of other sounds. Pure.

Subtitles for deaf viewers tell sounds in brackets ("[door slams]", "(SIGHS)", "(笑)"), music by
notes, and who speaks by a label ("ANN: ", ">> "). Words between notes are sung and count: a line
of description over a verse would be heard as badly as one over talk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from vidcap.script import Cue

_BRACKETED = re.compile(r"\[[^][]*\]|\([^()]*\)|\{[^{}]*\}|［[^］]*］|（[^）]*）|【[^】]*】")
_UNCLOSED = re.compile(r"[\[(（【［][^\])）】］]*$")  # a sound told over two cues
_NOTES = re.compile(r"[♩♪♫♬#]+")
_SPEAKER = re.compile(r"^(?:[-–—]\s*)?(?:>{1,3}\s*)?(?:[^\W\d_a-z][^a-z:]{0,30}:(?!\d)\s*)?")


def spoken_words(text: str) -> str:
    """Return the words of a subtitle that are said or sung, line by line; empty: none are."""
    before = None
    while text != before:  # brackets within brackets, from the inside out
        before, text = text, _BRACKETED.sub(" ", text)
    text = _NOTES.sub(" ", _UNCLOSED.sub(" ", text))
    lines = (" ".join(_SPEAKER.sub("", line.strip()).split()) for line in text.splitlines())
    return "\n".join(line for line in lines if any(map(str.isalnum, line)))


def spoken_cues(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Return the cues in which something is said, in time order, reduced to what is said."""
    reduced = (replace(cue, text=spoken_words(cue.text)) for cue in cues)
    return tuple(sorted((cue for cue in reduced if cue.text), key=lambda cue: cue.span))


def told_sounds(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Return the cues that tell a sound by itself, in time order: "[door slams]" as "door slams".

    A bracket in a line with words tells how they are said ("(whispers) Come!"), and is no sound.
    """
    found = (replace(cue, text=_sound(cue.text)) for cue in cues)
    return tuple(sorted((cue for cue in found if cue.text), key=lambda cue: cue.span))


def _sound(text: str) -> str:
    """Return the sounds that lines of a subtitle tell, without brackets."""
    told: list[str] = []
    for line in text.splitlines():
        brackets = _BRACKETED.findall(line)
        if brackets and not spoken_words(line):
            told += [" ".join(one[1:-1].split()) for one in brackets]
    return ", ".join(one for one in told if any(map(str.isalnum, one)))
