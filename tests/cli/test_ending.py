"""Told to end, a run cleans up behind itself."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import SAMPLE


def test_a_run_that_is_told_to_end_leaves_nothing_behind(
    tmp_path: Path, cache_folder: Path
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "vidcap", "describe", str(SAMPLE), "--speak", "-o", str(out)]
    environment = {**os.environ, "VIDCAP_CACHE": str(cache_folder)}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        assert process.stderr is not None
        told = []
        for line in process.stderr:
            told.append(line)
            if line.startswith(("mix", "deliver")) and process.poll() is None:
                process.send_signal(signal.SIGTERM)
                break
        told += process.stderr.readlines()
    assert process.returncode == 130, told
    assert "interrupted" in told[-1]
    assert list(out.rglob("*")) == []
