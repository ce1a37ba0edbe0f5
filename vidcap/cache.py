"""The one cache: what was computed from equal inputs is not computed again.

Content-addressed files below one folder, safe under several processes: an entry is written beside
its place and renamed, carries a checksum, and a damaged one counts as absent. When the folder
grows over its limit the entries that were not used for longest go.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from pathlib import Path

log = logging.getLogger(__name__)

LIMIT = 4 * 2**30  # bytes; a season's analysis and captions take a tenth of it
_CHECK = 32  # bytes of an entry's SHA-256, which stands before its content


def user_folder() -> Path:
    """Return the folder of this user's cache: `VIDCAP_CACHE`, or the desktop standard's place."""
    named = os.environ.get("VIDCAP_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "vidcap"


def key(*parts: object) -> str:
    """Return the address of what is made from `parts`: plain values of JSON, in their order."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


class Cache:
    """A folder of entries, each a kind and an address."""

    def __init__(self, folder: Path, *, limit: int = LIMIT) -> None:
        """Use `folder`, made when first written to, and keep it below `limit` bytes."""
        self.folder, self.limit = folder, limit
        self._written = limit  # bytes since the last look at the whole: the first put looks

    def get(self, kind: str, address: str) -> bytes | None:
        """Return an entry's content; None where it is absent or damaged."""
        path = self._path(kind, address)
        try:
            entry = path.read_bytes()
            os.utime(path)  # used now
        except OSError:
            return None
        content = entry[_CHECK:]
        return content if hashlib.sha256(content).digest() == entry[:_CHECK] else None

    def put(self, kind: str, address: str, content: bytes) -> None:
        """Keep an entry. A cache that cannot be written is no error: the work is done again."""
        path = self._path(kind, address)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                try:
                    file.write(hashlib.sha256(content).digest() + content)
                    file.close()
                    Path(file.name).replace(path)
                except OSError:
                    Path(file.name).unlink(missing_ok=True)
                    raise
        except OSError as error:
            log.warning("%s: the cache cannot be written (%s); going on without", path, error)
            return
        self._written += len(content)
        if self._written > self.limit // 16:
            self._written = 0
            self._prune()

    def _path(self, kind: str, address: str) -> Path:
        return self.folder / kind / address[:2] / address

    def _prune(self) -> None:
        """Remove the entries used longest ago until a tenth of the limit is free."""
        entries: list[tuple[float, int, Path]] = []
        for path in self.folder.glob("*/*/*"):
            try:
                status = path.stat()
            except OSError:  # another process was faster
                continue
            entries.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in entries)
        if total <= self.limit:
            return
        for _, size, path in sorted(entries):
            path.unlink(missing_ok=True)
            total -= size
            if total <= self.limit * 9 // 10:
                return
