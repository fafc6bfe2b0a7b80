"""What all tests share: `--update` rewrites expected files; a small site to start from."""

import os
import shutil
from pathlib import Path

import pytest
from builders import copy_demo
from click.testing import CliRunner
from hypothesis import settings

from generator.cli import main

QUAY = Path(__file__).parent / "cases/quay"

# In CI the same inputs every time: a change is judged by what it changes. At home new ones, to find faults.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that refreshes expected files."""
    parser.addoption("--update", action="store_true", help="rewrite expected files instead of comparing with them")


@pytest.fixture
def expect(request: pytest.FixtureRequest):
    """Return a function that compares a text with the expected file; a missing file is written, and fails once."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            return
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            pytest.fail(f"{path} was missing and has been written: read it, then run again")
        with path.open(encoding="utf-8", newline="") as file:
            assert text == file.read()

    return compare


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with the seeds of the quay, and no pages yet."""
    shutil.copytree(QUAY / "seeds", tmp_path / "seeds")
    shutil.copy(QUAY / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo, built once for all tests that only look."""
    root = copy_demo(tmp_path_factory.mktemp("demo"))
    result = CliRunner().invoke(main, ["build", "--root", str(root)])
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the person at the keyboard has set out of the tests."""
    monkeypatch.delenv("BRIEFING_TEXTS", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
