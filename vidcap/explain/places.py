"""Where in a picture a thing is, in words. Pure."""

from __future__ import annotations

from vidcap.script import Box

LOW, HIGH = 1 / 3, 2 / 3  # shares of the picture between which the middle is
MOST = 0.9  # share of a side from which a thing takes all of it


def place_of(box: Box) -> str:
    """Return where a thing is and how large, as `left, at the bottom; 20 % wide, 55 % high`."""
    wide, high = box.right - box.left, box.bottom - box.top
    size = f"{wide:.0%} wide, {high:.0%} high".replace("%", " %")
    if min(wide, high) >= MOST:
        return f"all over; {size}"
    across = _third((box.left + box.right) / 2, "left", "right")
    down = _third((box.top + box.bottom) / 2, "at the top", "at the bottom")
    return f"{', '.join(filter(None, (across, down))) or 'in the middle'}; {size}"


def _third(middle: float, low: str, high: str) -> str:
    return low if middle < LOW else high if middle > HIGH else ""
