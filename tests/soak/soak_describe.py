"""The whole job on two hours needs no more memory than on three minutes, and time as it grows.

    python -m pytest -s tests/soak/soak_describe.py

HOURS=1 in the environment takes one hour instead of two.
"""

import os
import sys

from tests.films.assembled import stretch

LIMIT = 1536  # MiB
GROWTH = 1.35  # of memory: pictures of keyframes and the rows of the script are kept


def described(path, folder):
    """Peak memory in MiB of a process that describes a film, and CPU seconds with its children."""
    environment = {**os.environ, "VIDCAP_CACHE": str(folder / "cache")}
    command = [sys.executable, "-m", "vidcap", "describe", str(path), "--speak", "-o", str(folder)]
    process = os.posix_spawn(sys.executable, [*command, "-q"], environment)
    _, status, used = os.wait4(process, 0)  # this process alone: children of others do not count
    assert os.waitstatus_to_exitcode(status) == 0
    return used.ru_maxrss / 1024, used.ru_utime + used.ru_stime


def test_two_hours_need_no_more_memory(assembled, tmp_path):
    times = round(float(os.environ.get("HOURS", "2")) * 3600 / assembled.length)
    long = stretch(assembled, times, tmp_path / "long.mp4")
    memory, cpu = described(assembled.path, tmp_path / "short")
    more_memory, more_cpu = described(long.path, tmp_path / "long")
    print(f"\n{assembled.length:.0f} s: {memory:.0f} MiB, {cpu:.1f} CPU s")
    print(f"{long.length:.0f} s: {more_memory:.0f} MiB, {more_cpu:.1f} CPU s")
    print(f"{times} times the film: {more_memory / memory:.2f} memory, {more_cpu / cpu:.1f} time")
    assert more_memory < LIMIT
    assert more_memory < memory * GROWTH
