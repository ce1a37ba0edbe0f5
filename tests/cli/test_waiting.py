"""Threads that wait for each other leave the cores to other processes."""

import os
import re
import subprocess
import sys

import pytest

CHOSEN = ("GOMP_SPINCOUNT", "OMP_WAIT_POLICY")


def spins(**chosen: str) -> str:
    """Return how often a waiting thread turns, as OpenMP tells when the command has loaded it."""
    left = {name: value for name, value in os.environ.items() if name not in CHOSEN}
    ran = subprocess.run(
        [sys.executable, "-m", "vidcap", "doctor"],
        env={**left, **chosen, "OMP_DISPLAY_ENV": "VERBOSE"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = re.search(r"GOMP_SPINCOUNT = '(\w+)'", ran.stderr)
    if told is None:
        pytest.skip("PyTorch was not built with GNU's OpenMP here")
    return told[1]


def test_they_sleep_soon() -> None:
    assert spins() == "3000"


def test_the_user_may_choose_otherwise() -> None:
    assert spins(GOMP_SPINCOUNT="77") == "77"
    assert spins(OMP_WAIT_POLICY="PASSIVE") == "0"
