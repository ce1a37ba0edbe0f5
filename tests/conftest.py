"""Fixtures for every room: where the shared test media are, if they are here."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with test films and data; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the test media folder {SHARED.name}/ beside the repository")
    return SHARED


@pytest.fixture(scope="session")
def media(shared: Path) -> Path:
    """The folder with film excerpts."""
    return shared / "media"
