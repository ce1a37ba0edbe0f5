"""Hear sound piece by piece, forwards and backwards: two opinions on each window.

The network remembers long, and that leads it: after half a minute of loud music it is deaf to soft
words, and a yawn that begins like a vowel stays speech to its end. So it hears pieces, each with a
fresh memory and a run-up; and each piece turned round, too, from its other end: other things lead
it there, and speech is still like speech. Two directions as in Schuster and Paliwal, "Bidirectional
Recurrent Neural Networks", IEEE Trans. Signal Processing 45, 1997, by the same network.
docs/listening.md has what either brings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from math import ceil

import numpy as np

from vidcap.listen.silero import STEP, WINDOW, Ear, Samples, whole_windows
from vidcap.script import Span

PIECE = 256  # windows heard in one go: 8 s
BEFORE = 128  # windows heard before them forwards, to get into it: 4 s
AFTER = 64  # windows heard before them backwards: 2 s


def heard_with(part: Span, film: Span) -> Span:
    """Return the stretch to hear, so that `part` is heard as it is when the whole film is.

    It begins with a piece, one before that in which the part begins, and ends with the run-up,
    backwards, to that in which the part ends.
    """
    length = PIECE * STEP
    start = (int((part.start - film.start) / length) - 1) * length
    end = ceil((part.end - film.start) / length) * length + AFTER * STEP
    return Span(film.start + max(0.0, start), min(film.end, film.start + end))


def speech_both_ways(blocks: Iterable[Samples]) -> Iterator[tuple[float, float]]:
    """Yield for each window of sound how likely speech is in it, heard forwards and backwards.

    Args:
        blocks: mono sound at the speech finder's rate, in blocks of any length, full scale at 1.

    Raises:
        MissingError: the network is not in the installation.
    """
    ear = Ear()
    nothing = np.empty(0, np.float32)
    before = nothing
    for piece, after in pairwise(chain(whole_windows(blocks, PIECE), [nothing])):
        count = len(piece) // WINDOW
        onwards = ear.hear(np.concatenate([before, piece]))[-count:]
        turned = np.concatenate([piece, after[: AFTER * WINDOW]])[::-1]
        backwards = ear.hear(turned)[::-1][:count]
        yield from zip(onwards.tolist(), backwards.tolist(), strict=True)
        before = piece[-BEFORE * WINDOW :]
