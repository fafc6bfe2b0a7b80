"""Time the stages of `briefing generate`, beside the floors: `python -m benchmarks.stages ROOT` prints them as JSON."""

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from briefing_desk.build import pages as build
from briefing_desk.cli import main
from briefing_desk.commands import generate

FLOORS = ("read the same bytes", "compose the same front matter")
STAGES = {
    "scan, parse what is new": (build, ["survey_site"]),
    "check": (build, ["lay_grounds", "check_articles", "check_survey"]),
    "scan the pages": (build, ["read_pages"]),
    "index": (build, ["index_articles"]),
    "topics": (build, ["make_topics"]),
    "actors, months": (build, ["make_months", "make_others"]),
    "the whole site": (build, ["make_site"]),
    "note what was made": (build, ["note_pages", "check_exports"]),
    "write": (generate, ["write_changes"]),
}
"""What `generate` does, in its order: the functions that do it, where they are called from."""
REST = "all else"


def time_floors(root: Path) -> dict[str, float]:
    """Return the seconds of each floor, by name."""
    took = dict.fromkeys(FLOORS, 0.0)
    texts = put_clock(read_bytes, FLOORS[0], took)(root)
    put_clock(compose_all, FLOORS[1], took)(texts)
    return took


def time_stages(root: Path) -> dict[str, float]:
    """Run `briefing generate` and return the seconds of each of its stages, by name, in their order."""
    took = dict.fromkeys(STAGES, 0.0)
    for stage, (module, names) in STAGES.items():
        for name in names:
            setattr(module, name, put_clock(getattr(module, name), stage, took))
    began = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        main(["generate", "--root", str(root)], standalone_mode=False)
    return took | {REST: time.perf_counter() - began - sum(took.values())}


def put_clock(work: Callable[..., Any], name: str, took: dict[str, float]) -> Callable[..., Any]:
    """Return a function that adds the seconds that it takes to those of its name."""

    def run(*arguments: Any, **options: Any) -> Any:
        began = time.perf_counter()
        try:
            return work(*arguments, **options)
        finally:
            took[name] += time.perf_counter() - began

    return run


def read_bytes(root: Path) -> list[str]:
    """Return the text of every file in `seeds/`."""
    return [path.read_bytes().decode() for path in sorted((root / "seeds").rglob("*.*"))]


def compose_all(texts: list[str]) -> None:
    """Compose the front matter of each file that has some with libyaml; keep nothing."""
    for text in texts:
        if text.startswith("---\n"):
            yaml.compose(text.split("---\n")[1], Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    print(json.dumps(time_floors(Path(sys.argv[1])) | time_stages(Path(sys.argv[1]))))
