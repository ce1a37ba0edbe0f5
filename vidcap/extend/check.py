"""Read the extended film back: the same picture, every frame at its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vidcap.deliver.essence import essences
from vidcap.errors import VerificationError
from vidcap.extend.timeline import SAME, Timeline
from vidcap.media.opening import opened
from vidcap.media.probe import Source, examine

if TYPE_CHECKING:
    from av.packet import Packet


def whole(packets: Iterable[Packet[Any]]) -> Iterator[Packet[Any]]:
    """Leave out the empty packets that end a stream."""
    return (packet for packet in packets if packet.size)


def shown(packet: Packet[Any], zero: float) -> float:
    """Return when a packet's frame or text is shown, s of the film."""
    stamp = packet.pts if packet.pts is not None else packet.dts
    return float((stamp or 0) * (packet.time_base or Fraction(1))) - zero


def check(source: Source, timeline: Timeline, extended: Path) -> None:
    """Make sure that the picture is the film's, each frame at its time.

    Raises:
        VerificationError: it is not.
    """
    result = examine(extended)
    before, after = essences(source.path), essences(extended)
    one, two = before[source.video], after[result.video]
    if one.payload != two.payload or one.packets != two.packets:
        raise _failed("the picture is not the film's", extended)
    wanted = sorted(timeline.extended(time) for time in _times(source))
    found = sorted(_times(result))
    for ours, theirs in zip(wanted, found, strict=True):
        if abs(ours - theirs) > SAME:
            raise _failed(f"a frame is shown at {theirs:.3f} s, not at {ours:.3f} s", extended)


def _times(source: Source) -> list[float]:
    """Return when each frame is shown, s from the first."""
    with opened(source.path) as film:
        packets = whole(film.demux(film.streams[source.video]))
        return [shown(packet, source.zero) for packet in packets]


def _failed(what: str, extended: Path) -> VerificationError:
    return VerificationError(what, extended.name, "nothing was kept; report this film")
