"""A fingerprint stands for the content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vidcap.errors import InputError
from vidcap.media.fingerprint import fingerprint


@pytest.mark.parametrize("size", [1, 1000, 3 << 20, (3 << 20) + 1, 10 << 20])
def test_a_copy_has_the_same(tmp_path, size):
    data = os.urandom(size)
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(data)
    other.write_bytes(data)
    assert fingerprint(one) == fingerprint(other)
    assert len(fingerprint(one)) == 32


@pytest.mark.parametrize("place", [0, 5 << 20, (10 << 20) - 1])
def test_another_byte_changes_it(tmp_path, place):
    data = bytearray(os.urandom(10 << 20))
    path = tmp_path / "film"
    path.write_bytes(data)
    before = fingerprint(path)
    data[place] ^= 1
    path.write_bytes(data)
    assert fingerprint(path) != before


def test_another_length_changes_it(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(bytes(5 << 20))
    other.write_bytes(bytes((5 << 20) + 1))
    assert fingerprint(one) != fingerprint(other)


def test_no_file():
    with pytest.raises(InputError):
        fingerprint(Path("nowhere"))
