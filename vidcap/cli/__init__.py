"""The command line: what people and machines call.

Importing this must stay light (`vidcap --help` answers at once): a command imports what it needs
when it runs.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Sequence

import click

from vidcap.cli.caption import caption
from vidcap.cli.describe import describe
from vidcap.cli.doctor import doctor
from vidcap.cli.evaluate import evaluate
from vidcap.cli.explain import explain
from vidcap.cli.listing import captioners, voices
from vidcap.cli.shots import shots
from vidcap.cli.speak import speak
from vidcap.cli.template import template
from vidcap.cli.train import train
from vidcap.cli.train_detector import train_detector
from vidcap.cli.verify import verify
from vidcap.errors import VidcapError

INTERRUPTED = 130
TURNS = (
    3000  # of a waiting thread: 1,000 cost a tenth of the speed alone, 10,000 half beside others
)


def _print_version(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        click.echo(f"vidcap {version('vidcap')}")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Print the version.",
)
def cli() -> None:
    """Describe films for people who cannot see them.

    Example: vidcap describe film.mp4 --speak
    """


for _command in (
    describe,
    speak,
    shots,
    explain,
    caption,
    template,
    verify,
    captioners,
    voices,
    doctor,
    train,
    train_detector,
    evaluate,
):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with the exit code of what happened."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _wait_idly()
    if threading.current_thread() is threading.main_thread():
        # who is told to end (by a service manager, say) cleans up as one who is interrupted
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code = cli.main(given, prog_name="vidcap", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except VidcapError as error:
        if "--debug" in given:
            raise
        _tell(str(error), error.exit_code, is_json="--json" in given)
    except click.ClickException as error:
        where = (
            error.ctx.command_path
            if isinstance(error, click.UsageError) and error.ctx
            else "vidcap"
        )
        _tell(f"{error.format_message()} See: {where} --help", 2, is_json="--json" in given)
    except (KeyboardInterrupt, click.Abort):
        _tell("interrupted; what was finished is kept", INTERRUPTED, is_json=False)
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _wait_idly() -> None:
    """Let PyTorch's threads sleep soon when they wait for each other, unless the user has chosen.

    GNU's OpenMP turns 300,000 times before a thread sleeps, as if every core were its own: beside
    other busy processes captioning takes up to twelve times as long (docs/experiments.md,
    "Looking: threads that wait for each other"). The variable is read when PyTorch is loaded;
    children inherit it (libgomp manual, section "GOMP_SPINCOUNT").
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", str(TURNS))


def _tell(message: str, code: int, *, is_json: bool) -> None:
    """Say on standard error what went wrong (as JSON on standard output too) and leave."""
    if is_json:
        click.echo(json.dumps({"error": message, "exit_code": code}))
    click.echo(f"vidcap: {message}", err=True)
    sys.exit(code)
