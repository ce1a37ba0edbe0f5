"""`vidcap train` looks at the data before it begins, and says what it found."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

LINES = "image,caption\ngone.jpg,A dog .\ngone.jpg,\n"
NAMED = "captions.txt, line 3: gone.jpg has an empty sentence (en)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    (data / "captions.txt").write_text(LINES)
    (data / "my_trainImages.txt").write_text("gone.jpg\n")
    return data


def test_faults_in_the_data_are_refused_before_training(run: Run, folder: Path) -> None:
    ran = run("train", "--data", folder, "-o", folder.parent / "run")
    assert ran.code == 2
    assert f"2 problems: {NAMED}; captions.txt, line 2: gone.jpg is missing;" in ran.err
    assert "leave these out with --broken skip" in ran.err


def test_what_is_skipped_is_told(run: Run, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    ran = run("train", "--data", folder, "-o", folder.parent / "run", "--broken", "skip")
    assert ran.code == 2  # for nothing is left
    assert f"left out for 2 problems: {NAMED}" in caplog.text
    assert "no usable picture in split train" in ran.err


def test_data_of_no_known_form_are_refused(run: Run, tmp_path: Path) -> None:
    ran = run("train", "--data", tmp_path, "-o", tmp_path / "run")
    assert ran.code == 2
    assert "holds no captions that are known; name a folder that holds one of" in ran.err


@pytest.mark.parametrize("option", [("--count", "2"), ("--encoder-of", __file__)])
def test_what_is_said_of_a_mean_wants_networks(
    run: Run, folder: Path, option: tuple[str, str]
) -> None:
    ran = run("train", "--data", folder, "-o", folder.parent / "run", *option)
    assert ran.code == 2
    assert "add --model" in ran.err
