"""Time each stage of `generate` in one process, beside the floors: `python -m benchmarks.stages ROOT` prints JSON."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from generator.assemble import assemble
from generator.exports.files import export_files
from generator.merge import NO_WISHES, merge_site
from generator.read import read_pages, read_settings, read_site
from generator.render import render_site
from generator.write import plan_changes

FLOORS = ("read the same bytes", "compose the same front matter")


def time_stages(root: Path) -> dict[str, float]:
    """Return the seconds of each floor and of each stage, by name, in their order."""
    took: dict[str, float] = {}

    def run(name: str, stage: Callable[..., Any], *arguments: Any) -> Any:
        began = time.perf_counter()
        result = stage(*arguments)
        took[name] = time.perf_counter() - began
        return result

    texts = run(FLOORS[0], read_bytes, root)
    run(FLOORS[1], compose_all, texts)
    readings, _ = run("read, parse", read_site, root)
    settings, _ = read_settings(root)
    library, _ = run("assemble", assemble, readings, settings.limits)
    existing, _ = run("read the pages", read_pages, root)
    merged = run("render, merge", lambda: merge_site(library, render_site(library, settings), existing, NO_WISHES))
    exports = run("export", export_files, library, settings, merged.pages.__getitem__)
    run("compare", lambda: [*plan_changes(root, merged.pages, existing), *plan_changes(root, exports)])
    return took


def read_bytes(root: Path) -> list[str]:
    """Return the text of every file in `seeds/`."""
    return [path.read_bytes().decode() for path in sorted((root / "seeds").rglob("*.*"))]


def compose_all(texts: list[str]) -> None:
    """Compose the front matter of each file that has some with libyaml; keep nothing."""
    for text in texts:
        if text.startswith("---\n"):
            yaml.compose(text.split("---\n")[1], Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    print(json.dumps(time_stages(Path(sys.argv[1]))))
