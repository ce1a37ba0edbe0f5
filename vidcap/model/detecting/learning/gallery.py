"""Pictures to learn from, without anything said about them: folders of files, and tars."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2

from vidcap.errors import InputError
from vidcap.model.data.shelves import open_tar
from vidcap.model.pictures import decode_picture

log = logging.getLogger(__name__)

LARGEST = 640  # pixels of a side; larger pictures are shrunk once, since they are decoded often
_PICTURES = {".jpg", ".jpeg", ".png", ".webp"}
_TARS = (".tar", ".tar.gz", ".tgz")


def read_gallery(places: Sequence[Path]) -> list[bytes]:
    """Return the pictures of all places as files in memory, in the order of their names.

    What does not decode is left out, and told.

    Args:
        places: folders (with those below them) of JPEG, PNG and WebP files and of tars; or tars.

    Raises:
        InputError: a place cannot be read, or there is no picture at all.
    """
    pictures, broken = [], 0
    for place in places:
        for data in _files(place):
            kept = _fitted(data)
            if kept is None:
                broken += 1
            else:
                pictures.append(kept)
    if broken:
        log.warning("left out %d files that are no pictures, or broken ones", broken)
    if not pictures:
        raise InputError(
            "holds no pictures",
            ", ".join(map(str, places)),
            f"name folders or tars of {', '.join(sorted(_PICTURES))} files",
        )
    return pictures


def _files(place: Path) -> Iterator[bytes]:
    """Yield what all files hold that are pictures by their names."""
    paths = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else []
    for path in paths or [place]:
        if path.name.endswith(_TARS):
            yield from _from_tar(path)
        elif path.suffix.lower() in _PICTURES:
            try:
                yield path.read_bytes()
            except OSError as error:
                raise InputError(
                    f"cannot be read ({error.strerror})", str(path), "check the data"
                ) from error


def _from_tar(path: Path) -> Iterator[bytes]:
    with open_tar(path) as archive:
        for member in archive:
            data = archive.extractfile(member) if member.isfile() else None
            if data is not None and Path(member.name).suffix.lower() in _PICTURES:
                yield data.read()


def _fitted(data: bytes) -> bytes | None:
    """Return the picture's file, of at most `LARGEST` pixels a side; None: it is no picture."""
    picture = decode_picture(data)
    if picture is None:
        return None
    height, width = picture.shape[:2]
    scale = LARGEST / max(height, width)
    if scale >= 1:
        return data
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    _, shrunk = cv2.imencode(".jpg", small[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95])
    return shrunk.tobytes()
