"""The one door to films on disk: PyAV reads them, ffmpeg writes them.

`probe` examines a film, `frames` and `sound` decode it with exact times, `subtitles` reads its text
tracks, `ffmpeg` runs the program. Every time that leaves this folder is in seconds from the first
video frame shown.
"""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]  # called with the share done, 0 to 1


def silent(_share: float) -> None:
    """Tell nobody how far the work is."""
