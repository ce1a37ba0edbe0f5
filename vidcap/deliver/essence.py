"""Fingerprints of a film's coded streams: equal where a copy changed nothing but its wrapping."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av.error

from vidcap.errors import InputError
from vidcap.media.opening import opened

START_CODE = b"\x00\x00\x01"
# Units that a container may move into its header or drop: access unit delimiters and fillers,
# parameter sets. ITU-T H.264 table 7-1, H.265 table 7-1.
MOVED_H264 = frozenset({7, 8, 9, 12})
MOVED_HEVC = frozenset({32, 33, 34, 35, 38})
MOVED_AV1 = frozenset({2, 7, 8, 15})  # temporal delimiter, redundant header, tile list, padding


@dataclass(slots=True)
class _Digest:
    """What grows while packets are read."""

    payload: hashlib._Hash = field(default_factory=hashlib.sha256)
    packets: int = 0
    first: float | None = None
    last: float | None = None


@dataclass(frozen=True, slots=True)
class Essence:
    """What a stream holds: all its payload, and when it is presented."""

    payload: str  # SHA-256 of the packets' payload, one after the other, without framing
    packets: int
    first: float | None  # s on the container's clock; None: it is empty or without stamps
    last: float | None  # likewise, of the packet shown last


def essences(path: Path) -> dict[int, Essence]:
    """Return the essence of every video, audio and subtitle stream, by its index.

    The film is read once, packet by packet.

    Raises:
        InputError: it is no film.
    """
    digests: dict[int, _Digest] = {}
    with opened(path) as container:
        try:
            for packet in container.demux():
                # no size: the flush at the end; discarded: hidden by an edit list, as `mux` does
                if not packet.size or (packet.stream.type == "video" and packet.is_discard):
                    continue
                stream = packet.stream
                digest = digests.setdefault(stream.index, _Digest())
                context = stream.codec_context
                codec = context.codec.canonical_name if context is not None else ""
                size = length_size(context.extradata, codec) if context is not None else 0
                for piece in unwrapped(bytes(packet), codec, size):
                    digest.payload.update(piece)
                digest.packets += 1
                base = packet.time_base or Fraction(1)
                if packet.pts is not None:
                    time = float(packet.pts * base)
                    digest.first = time if digest.first is None else min(digest.first, time)
                    digest.last = time if digest.last is None else max(digest.last, time)
        except av.error.InvalidDataError:  # damaged from here on, in film and copy alike
            pass
    return {
        index: Essence(digest.payload.hexdigest(), digest.packets, digest.first, digest.last)
        for index, digest in digests.items()
    }


def hidden_start(path: Path, video: int) -> bool:
    """Say whether an edit list hides packets before the first frame shown.

    Raises:
        InputError: the picture would not decode without them, and a container without edit lists
            would show them.
    """
    hides = False
    with opened(path) as container:
        for packet in container.demux(container.streams[video]):
            if packet.size and not packet.is_discard:
                if hides and not packet.is_keyframe:
                    break
                return hides
            hides = hides or bool(packet.size)
    raise InputError(
        "its picture starts in the middle of a group of frames (edit list), which cannot be copied",
        str(path),
        "export the film again, without cutting it",
    )


def length_size(header: bytes | None, codec: str) -> int:
    """Return how many bytes tell a unit's length in this stream; 0: units have start codes.

    ISO 14496-15: a header of version 1 says it, in its fifth byte (avcC) or its 22nd (hvcC).
    """
    place = {"h264": 4, "hevc": 21}.get(codec)
    if place is None or not header or header[0] != 1 or len(header) <= place:
        return 0
    return (header[place] & 3) + 1


def unwrapped(payload: bytes, codec: str, length_size: int = 0) -> Iterator[bytes]:
    """Yield a packet's payload without what containers frame it in.

    Transport streams mark units of H.264 and HEVC by start codes and carry AAC with ADTS headers;
    Matroska and MP4 write lengths and bare AAC instead, and leave out what AV1 needs in a stream.
    """
    if codec in ("h264", "hevc"):
        moved = MOVED_H264 if codec == "h264" else MOVED_HEVC
        for unit in _units(payload, length_size):
            kind = unit[0] & 0x1F if codec == "h264" else unit[0] >> 1 & 0x3F
            if kind not in moved:
                yield unit
    elif codec == "av1":
        yield from _av1_units(payload)
    elif codec == "aac" and len(payload) > 7 and payload[0] == 0xFF and payload[1] & 0xF6 == 0xF0:
        yield payload[7 if payload[1] & 1 else 9 :]  # ISO 14496-3 1.A.2.2: checksum or none
    else:
        yield payload


def _units(payload: bytes, length_size: int) -> Iterator[bytes]:
    """Yield the units of an H.264 or HEVC packet, by start codes or by their lengths."""
    if not length_size:
        for unit in payload.split(START_CODE):
            if bare := unit.rstrip(b"\x00"):
                yield bare
        return
    place = 0
    while place + length_size < len(payload):
        start = place + length_size
        place = start + int.from_bytes(payload[place:start], "big")
        if bare := payload[start:place].rstrip(b"\x00"):
            yield bare


def _av1_units(payload: bytes) -> Iterator[bytes]:
    """Yield the units of an AV1 packet that a container keeps; AV1 specification section 5.3."""
    place = 0
    while place < len(payload):
        kind, has_more, has_size = payload[place] >> 3 & 15, payload[place] & 4, payload[place] & 2
        start = place + (2 if has_more else 1)
        size, shift = 0, 0
        while has_size and start < len(payload):  # seven bits a byte, the lowest first
            byte = payload[start]
            size |= (byte & 0x7F) << shift
            start, shift = start + 1, shift + 7
            if byte < 0x80:
                break
        stop = start + size if has_size else len(payload)
        if kind not in MOVED_AV1:
            yield payload[start:stop]
        place = stop
