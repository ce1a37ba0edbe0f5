"""Proof: what is heard in a described film, told by the film itself.

Nothing here knows how the film was made: both tracks are decoded, the film's own sound is taken out
of the described one, and what is left is the voice. It is set against the written lines, against
the speech of the original track, and, where the narration lies beside the film, against each take.
A film that pauses for lines is also asked whether picture and sound do pause.
`docs/proof.md` says how, and how exactly.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vidcap.media import Progress, silent

if TYPE_CHECKING:
    from vidcap.proof.report import FitReport


def prove(
    described: Path,
    *,
    script: Path | None = None,
    narration: Path | None = None,
    language: str = "",
    progress: Progress = silent,
) -> FitReport:
    """Listen to a described film and report where its lines are heard, and what is wrong.

    Both tracks are decoded once, side by side; a further hour of film needs 20 MB.

    Args:
        described: the film; its tracks are told apart by their flags and titles.
        script: by default `FILM.LANG.vidcap.json` beside it; it may be missing.
        narration: by default `FILM.LANG.ad.wav` beside it, of an extended film
            `FILM.LANG.extended.wav`; it may be missing.
        language: of the description, where there are several; empty: the first.
        progress: is told the share done.

    Raises:
        InputError: it is no film, has no described sound, or a file cannot be read.
        MissingError: the speech finder is not in the installation.
    """
    from vidcap.proof.proving import proved  # PyAV and numpy only when it comes to listening

    return proved(
        described, script=script, narration=narration, language=language, progress=progress
    )
