"""`vidcap --help` answers at once: it imports nothing heavy (that is tested, no time is)."""

import re
import subprocess
import sys

import pytest

HEAVY = {
    *("torch", "torchvision", "cv2", "av", "numpy", "rich", "scenedetect", "onnxruntime"),
    *("pysrt", "pyttsx3", "ffmpeg", "imageio_ffmpeg", "espeakng_loader", "safetensors"),
}
COMMANDS = (
    *("describe", "speak", "shots", "explain", "caption", "template", "doctor", "train"),
    "evaluate",
)


@pytest.mark.parametrize("arguments", [[], *([command] for command in COMMANDS)], ids=str)
def test_help_imports_nothing_heavy(arguments):
    command = [sys.executable, "-X", "importtime", "-m", "vidcap", *arguments, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert "Usage: vidcap" in done.stdout
    loaded = {name.split(".")[0] for name in re.findall(r"\|\s+([\w.]+)$", done.stderr, re.M)}
    assert "vidcap" in loaded
    assert not loaded & HEAVY


def test_a_stage_shows_its_seam_without_its_engines():
    stages = ("watch", "listen", "caption", "ground", "fit", "voices", "sound", "deliver")
    code = f"import sys, {', '.join(f'vidcap.{stage}' for stage in stages)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert not {name.split(".")[0] for name in done.stdout.split()} & HEAVY
