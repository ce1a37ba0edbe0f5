"""Small real pictures, and caption files written as people find them."""

import io
import tarfile
from collections.abc import Callable, Iterable
from pathlib import Path

import cv2
import numpy as np
import pytest

Put = Callable[..., Path]

COLOURS = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255)}


def encoded(colour: str = "red", *, kind: str = ".jpg", side: int = 24) -> bytes:
    """A picture of one colour as a file's bytes."""
    picture = np.full((side, side, 3), COLOURS[colour][::-1], np.uint8)
    done, data = cv2.imencode(kind, picture)
    assert done
    return data.tobytes()


def colour_of(picture: np.ndarray) -> str:
    """Which of the colours a picture shows."""
    middle = picture[picture.shape[0] // 2, picture.shape[1] // 2]
    return list(COLOURS)[int(np.argmax(middle))]


def packed(path: Path, files: Iterable[tuple[str, bytes]], mode: str = "w") -> Path:
    """A tar of files, in this order."""
    with tarfile.open(path, mode) as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a picture (or these bytes, or this text) under a name in the data folder."""

    def write(name: str, content: bytes | str | None = None, *, colour: str = "red") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = encoded(colour, kind=path.suffix) if content is None else content
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return write
