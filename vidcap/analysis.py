"""What was seen and heard of a film: looked for once, and kept under all that it depends on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from vidcap.cache import Cache, key
from vidcap.listen import Heard, listen
from vidcap.listen.dialogue import sidecars
from vidcap.media.fingerprint import fingerprint
from vidcap.media.probe import Source
from vidcap.plain import from_plain, to_plain
from vidcap.recipe import Recipe
from vidcap.script import Keyframe, Shot, Span
from vidcap.watch import Watched, beside_name, watch

Report = Callable[[str, float], None]  # the stage, and the share of it that is done
_VERSION = version("vidcap")


def seen(
    source: Source, recipe: Recipe, cache: Cache, *, part: Span | None = None, report: Report
) -> Watched:
    """Return the film's shots and keyframes, from the cache where they were looked for before."""
    address = key(
        "watched", _VERSION, source.film.fingerprint, to_plain(recipe.watch), to_plain(part)
    )
    kept = _kept_watched(cache, address)
    if kept is None:
        watched = watch(source, recipe.watch, part=part, progress=stage("watch", report))
        records = {"shots": to_plain(watched.shots), "keyframes": to_plain(watched.keyframes)}
        for name, picture in watched.named().items():
            cache.put("pictures", key(address, name), picture)
        kept = _with_records(json.loads(json.dumps(records)), watched.pictures, watched.beside)
        cache.put("shots", address, json.dumps(records).encode())
    report("watch", 1.0)
    return kept


def heard_in(
    source: Source,
    recipe: Recipe,
    cache: Cache,
    *,
    dialogue: Path | None = None,
    part: Span | None = None,
    report: Report,
) -> Heard:
    """Return the film's speech and gaps, from the cache where they were looked for before."""
    subtitles = (dialogue,) if dialogue is not None else sidecars(source.path)
    address = key(
        "heard",
        _VERSION,
        source.film.fingerprint,
        source.audio,
        to_plain(recipe.listen),
        to_plain(part),
        [(path.name, fingerprint(path)) for path in subtitles],
    )
    kept = cache.get("heard", address)
    if kept is None:
        progress = stage("listen", report)
        heard = listen(source, recipe.listen, dialogue=dialogue, part=part, progress=progress)
        kept = json.dumps(to_plain(heard)).encode()
        cache.put("heard", address, kept)
    report("listen", 1.0)
    return from_plain(Heard, json.loads(kept))


def stage(name: str, report: Report) -> Callable[[float], None]:
    """Return what tells the report the share of one stage that is done."""
    return lambda share: report(name, share)


def _kept_watched(cache: Cache, address: str) -> Watched | None:
    """Return what an earlier run saw; None where not all of it is in the cache any more."""
    entry = cache.get("shots", address)
    if entry is None:
        return None
    records = json.loads(entry)
    pictures: dict[str, bytes] = {}
    beside: dict[str, tuple[bytes, ...]] = {}
    for frame in records["keyframes"]:
        name = frame["id"]
        names = (name, *(beside_name(name, place) for place in range(len(frame["beside"]))))
        found = [cache.get("pictures", key(address, one)) for one in names]
        whole = [data for data in found if data is not None]
        if len(whole) < len(names):
            return None
        pictures[name], *further = whole
        beside[name] = tuple(further)
    return _with_records(records, pictures, beside)


def _with_records(
    records: Mapping[str, Any],
    pictures: Mapping[str, bytes],
    beside: Mapping[str, tuple[bytes, ...]],
) -> Watched:
    """Return shots and keyframes read back: rounded alike in a first and in a later run."""
    return Watched(
        shots=from_plain(tuple[Shot, ...], records["shots"]),
        keyframes=from_plain(tuple[Keyframe, ...], records["keyframes"]),
        pictures=pictures,
        beside=beside,
    )
