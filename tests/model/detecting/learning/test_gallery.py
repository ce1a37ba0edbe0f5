import io
import logging
import tarfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from vidcap.errors import InputError
from vidcap.model.detecting.learning.gallery import LARGEST, read_gallery
from vidcap.model.pictures import decode_picture


def encoded(width: int, height: int, kind: str = ".png") -> bytes:
    picture = np.full((height, width, 3), (width % 250, height % 250, 90), np.uint8)
    return cv2.imencode(kind, picture)[1].tobytes()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two pictures, one in a folder below, and two in a tar; and what is none."""
    below = tmp_path / "b"
    below.mkdir()
    (tmp_path / "a.JPG").write_bytes(encoded(10, 20, ".jpg"))
    (below / "b.png").write_bytes(encoded(30, 20))
    (tmp_path / "notes.txt").write_bytes(b"not a picture")
    with tarfile.open(tmp_path / "c.tar", "w") as archive:
        for name, data in (("c.webp", encoded(40, 20, ".webp")), ("d.png", encoded(50, 20))):
            info = tarfile.TarInfo(f"inside/{name}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return tmp_path


def widths(gallery: list[bytes]) -> list[int]:
    return [decode_picture(data).shape[1] for data in gallery]


def test_folders_and_tars_are_read_in_the_order_of_their_names(place: Path) -> None:
    assert widths(read_gallery([place])) == [10, 30, 40, 50]
    assert widths(read_gallery([place / "c.tar", place / "b"])) == [40, 50, 30]


def test_large_pictures_are_shrunk(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded(2 * LARGEST, 300))
    (data,) = read_gallery([tmp_path])
    assert decode_picture(data).shape == (150, LARGEST, 3)


def test_broken_ones_are_left_out_and_told(place: Path, caplog: pytest.LogCaptureFixture) -> None:
    (place / "a.JPG").write_bytes(b"\xff\xd8 broken")
    with caplog.at_level(logging.WARNING):
        assert widths(read_gallery([place])) == [30, 40, 50]
    assert "left out 1 file" in caplog.text


def test_no_pictures_at_all_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no pictures"):
        read_gallery([tmp_path])


def test_a_broken_tar_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(b"no tar" * 100)
    with pytest.raises(InputError, match=r"a\.tar: cannot be read"):
        read_gallery([tmp_path])
