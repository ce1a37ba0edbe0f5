"""Progress as people see it: plain lines where there is no terminal, bars where there is one."""

import os
import pty
import subprocess
import sys

import pytest

from vidcap.cli.display import Display


def test_plain_lines_tell_the_start_and_the_end_of_a_stage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Display(quiet=False) as display:
        for share in (0.0, 0.1, 0.5, 1.0, 1.0):
            display.report("watch", share)
        display.report("listen", 1.0)
    out, err = capsys.readouterr()
    assert err.splitlines() == ["watch: 0%", "watch: 100%", "listen: 100%"]
    assert out == ""


def test_the_next_film_begins_with_fresh_stages(capsys: pytest.CaptureFixture[str]) -> None:
    with Display(quiet=False) as display:
        display.report("watch", 1.0)
        display.restart()
        display.report("watch", 1.0)
    assert capsys.readouterr().err.splitlines() == ["watch: 100%"] * 2


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Display(quiet=True) as display:
        display.report("watch", 1.0)
        display.say("text")
    assert capsys.readouterr() == ("", "")


def test_a_terminal_gets_bars_and_standard_output_stays_clean() -> None:
    code = (
        "from vidcap.cli.display import Display\n"
        "with Display(quiet=False) as display:\n"
        "    display.report('watch', 0.5)\n"
        "    display.say('a [bold]line[/bold]')\n"
        "    display.report('watch', 1.0)\n"
    )
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=True,
        timeout=60,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # the other end is closed: all was read
        pass
    os.close(ours)
    assert done.stdout == b""
    assert b"watch" in shown
    assert b"100 %" in shown
    assert b"a [bold]line[/bold]" in shown
