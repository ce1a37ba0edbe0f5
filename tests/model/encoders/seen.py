"""Real pictures for tests that look."""

import tarfile
from pathlib import Path

import pytest

from vidcap.model.pictures import Picture, decode_picture


def first_pictures(shared: Path, count: int) -> list[Picture]:
    """Return the first pictures of the test split; skips where there is none."""
    tar = shared / "data" / "flickr8k" / "test-00.tar"
    if not tar.is_file():
        pytest.skip("needs the shared pictures")
    pictures = []
    with tarfile.open(tar) as held:
        for member in held:
            if (file := held.extractfile(member)) is None:
                continue
            picture = decode_picture(file.read())
            assert picture is not None
            pictures.append(picture)
            if len(pictures) == count:
                break
    return pictures
