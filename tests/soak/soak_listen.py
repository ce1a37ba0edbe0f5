"""Listening to an hour needs no more memory than listening to three minutes.

python -m pytest -s tests/soak/soak_listen.py
"""

import subprocess
import sys

from tests.films.assembled import stretch

LISTEN = """
import resource, sys
from pathlib import Path
from vidcap.listen import listen
from vidcap.media.probe import examine
from vidcap.recipe import ListenSettings
heard = listen(examine(Path(sys.argv[1])), ListenSettings())
usage = resource.getrusage(resource.RUSAGE_SELF)
print(len(heard.gaps), usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)
"""
GROWTH = 20  # MiB allowed for the rows of spans and the index of the container


def listened(path):
    """Gaps, peak memory in MiB and CPU seconds of a process of its own."""
    command = [sys.executable, "-c", LISTEN, str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(told[0]), float(told[1]), float(told[2])


def test_an_hour_needs_no_more_memory(assembled, tmp_path):
    hour = stretch(assembled, 20, tmp_path / "hour.mp4")
    gaps, memory, cpu = listened(assembled.path)
    more_gaps, more_memory, more_cpu = listened(hour.path)
    print(f"\n{assembled.length:.0f} s: {gaps} gaps, {memory:.0f} MiB, {cpu:.1f} CPU s")
    print(f"{hour.length:.0f} s: {more_gaps} gaps, {more_memory:.0f} MiB, {more_cpu:.1f} CPU s")
    assert more_memory < memory + GROWTH
    assert abs(more_gaps - 20 * gaps) <= 20
