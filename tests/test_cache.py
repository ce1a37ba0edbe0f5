import os
from pathlib import Path

import pytest

from vidcap.cache import Cache, key


def test_what_was_put_is_got_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new")
    assert cache.get("kind", key("a")) is None
    cache.put("kind", key("a"), b"content")
    assert cache.get("kind", key("a")) == b"content"
    assert cache.get("other", key("a")) is None
    assert Cache(tmp_path / "new").get("kind", key("a")) == b"content"


def test_addresses_depend_on_every_part_and_on_their_order() -> None:
    addresses = [key("a", "b"), key("b", "a"), key("ab"), key("a", "b", 1), key("a", {"b": 1})]
    assert len(set(addresses)) == len(addresses)
    assert key({"x": 1, "y": 2}) == key({"y": 2, "x": 1})


def test_a_damaged_entry_counts_as_absent(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("kind", key("a"), b"content")
    (path,) = tmp_path.glob("*/*/*")
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.get("kind", key("a")) is None


def test_the_entries_used_longest_ago_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=10_000)
    for number in range(9):
        cache.put("kind", key(number), bytes(1000))
        os.utime(cache._path("kind", key(number)), (number, number))
    assert cache.get("kind", key(0)) is not None  # used now, though made first
    cache.put("kind", key(99), bytes(3000))
    gone = [number for number in range(9) if cache.get("kind", key(number)) is None]
    assert gone
    assert gone == list(range(1, 1 + len(gone)))
    assert cache.get("kind", key(0)) is not None
    assert sum(path.stat().st_size for path in tmp_path.glob("*/*/*")) <= 10_000


def test_a_cache_that_cannot_be_written_is_no_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    cache = Cache(blocked)
    cache.put("kind", key("a"), b"content")
    assert cache.get("kind", key("a")) is None
    assert "cannot be written" in caplog.text
