"""The default detector: hard cuts, fades and dissolves, each found in its own way, then united."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vidcap.recipe import WatchSettings
from vidcap.watch import Cut
from vidcap.watch.dissolves import LENGTHS, Dissolves
from vidcap.watch.fades import LONGEST, Fades
from vidcap.watch.glimpse import Glimpse
from vidcap.watch.hard import HardCuts

_BESIDE = 0.5  # s around a dissolve in which a hard cut is the better answer (irises, wipes)
_TOUCHING = 0.15  # s around black in which a hard cut is the fade's own edge


class Adaptive:
    """Finds cuts of all kinds; see `HardCuts`, `Fades` and `Dissolves`."""

    patience = LONGEST + max(LENGTHS)  # s

    def __init__(self, settings: WatchSettings) -> None:
        """Set up for a film."""
        self._shortest = settings.shortest_shot
        self._hard = HardCuts(ratio=settings.threshold)
        self._fades = Fades()
        self._dissolves = Dissolves()
        self._held: tuple[list[Cut], list[Cut], list[Cut]] = ([], [], [])
        self._last = float("-inf")  # the last cut given
        self._decided = float("-inf")  # up to here all is said

    def feed(self, glimpse: Glimpse) -> Sequence[Cut]:
        """Take the next frame."""
        hard, faded, dissolved = self._held
        hard += (Cut(time, time, time) for time in self._hard.feed(glimpse))
        faded += self._fades.feed(glimpse)
        dissolved += self._dissolves.feed(glimpse)
        if not (hard or faded or dissolved):
            return ()
        return self._release(glimpse.time - self.patience)

    def finish(self) -> Sequence[Cut]:
        """Return what was held back."""
        hard, faded, dissolved = self._held
        hard += (Cut(time, time, time) for time in self._hard.finish())
        faded += self._fades.finish()
        dissolved += self._dissolves.finish()
        return self._release(float("inf"))

    def _release(self, until: float) -> list[Cut]:
        """Return the held cuts up to a time, those that are one and the same only once."""
        ready: list[Cut] = []
        for cut in united(*self._held):
            is_new = self._decided < cut.time <= until
            if is_new and cut.time - self._last >= self._shortest:
                ready.append(cut)
                self._last = cut.time
        self._decided = until
        for held in self._held:  # what is decided still speaks against its neighbours for a while
            held[:] = [cut for cut in held if cut.end > until - self.patience]
        return ready


def united(hard: Iterable[Cut], faded: Iterable[Cut], dissolved: Iterable[Cut]) -> list[Cut]:
    """Return all cuts in time order: a fade rules out what lies in it, a hard cut dissolves."""
    faded, hard = list(faded), list(hard)
    hard = [cut for cut in hard if not any(_near(cut, fade, _TOUCHING) for fade in faded)]
    dissolved = [
        cut for cut in dissolved if not any(_near(cut, other, _BESIDE) for other in [*hard, *faded])
    ]
    return sorted([*hard, *faded, *dissolved])


def _near(one: Cut, other: Cut, within: float) -> bool:
    """Whether two cuts overlap or lie closer than `within` s."""
    return one.start <= other.end + within and other.start <= one.end + within
