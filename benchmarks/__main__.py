"""Measure everything side by side: `python -m benchmarks [SIZE …]`; each size's results replace its own in RESULTS.md.

A size of `dense` is that of elections: 40 parties that answer the same 40 questions, twice.

Every time is a ratio to a floor of the same run, because machines differ: `yaml.compose` of the same front matter.
"""

import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import DENSE, make_world, write_article, write_elections, write_newcomer, write_site
from benchmarks.measure import Cost, measure
from benchmarks.reader import count_bytes
from benchmarks.rivals import RIVALS, STOCK
from benchmarks.stages import FLOORS
from benchmarks.waits import CLEAN, PREVIEW, RESTORED, build_in_ci, wait_for_page

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "RESULTS.md"
SEED = 1
ELECTIONS = 2
MOST_BUILT = 10_000
"""Of more articles only the pages are made: each build of the site would take minutes."""
OPENING = """# What everything costs

`make bench SIZES="5 1000"` writes this file; each size replaces its own part. The articles are made up
(`benchmarks/corpus.py`), always the same. Each time is a ratio to the floor of the same run: composing the same front
matter with libyaml (`yaml.compose`, CSafeLoader), once, on one core. Compare ratios, not seconds.
"""
Rows = list[tuple[str, ...]]
STATES = ("nothing there yet", "nothing new", "one new article")
GENERATES = tuple(
    f"`briefing generate`{state}" for state in (", nothing there yet", ", nothing new", " after one new article")
)
BUILDS = ("`briefing build`, pages written, no site yet", "`briefing build` after one new article, pages written")


def measure_size(size: int) -> str:
    """Return the part of the results of one size."""
    with tempfile.TemporaryDirectory(prefix="briefing-bench-") as folder:
        root, work, cache = Path(folder) / "site", Path(folder), Path(folder) / "cache"
        root.mkdir()
        write_site(root, size, SEED)
        say(f"{size:,} articles: the stages of generate")
        stages = time_stages(root, work, size)
        say(f"{size:,} articles: generate")
        cold = measure("briefing_desk", "generate", "--root", root, at=ROOT, cache=cache)
        same = measure("briefing_desk", "generate", "--root", root, at=ROOT, cache=cache)
        runs = {GENERATES[0]: cold, GENERATES[1]: same}
        is_built = size <= MOST_BUILT
        if is_built:
            say(f"{size:,} articles: the site")
            runs[BUILDS[0]] = measure("briefing_desk", "build", "--root", root, at=ROOT, cache=cache)
        write_article(root, make_world(size, SEED + 1), size)
        again = measure("briefing_desk", "generate", "--root", root, at=ROOT, cache=cache)
        runs[GENERATES[2]] = again
        runs["`briefing check`, nothing new"] = measure("briefing_desk", "check", "--root", root, at=ROOT, cache=cache)
        write_newcomer(root, make_world(size, SEED + 2), size + 1)
        runs["`briefing check` after one that brings an actor and an event"] = measure(
            "briefing_desk", "check", "--root", root, at=ROOT, cache=cache
        )
        runs["`briefing generate` after one that brings an actor and an event"] = measure(
            "briefing_desk", "generate", "--root", root, at=ROOT, cache=cache
        )
        if is_built:
            runs[BUILDS[1]] = measure("briefing_desk", "build", "--root", root, at=ROOT, cache=cache)
            say(f"{size:,} articles: other builders")
            runs |= {name: build(root, work) for name, build in RIVALS.items()}
            say(f"{size:,} articles: a preview, and CI")
            runs[PREVIEW] = wait_for_page(root, cache, lambda: write_article(root, make_world(size, SEED + 3), size))
            runs |= build_in_ci(root, work, lambda clone: write_article(clone, make_world(size, SEED + 4), size + 2))
            say(f"{size:,} articles: what a reader loads")
        loaded = count_bytes(root / "site", "harbour") if is_built else {}
        pages = len(list((root / "briefings").rglob("*.md")))
    floor = stages[0][FLOORS[1]]
    return "\n".join(
        (
            f"## {size:,} articles, {pages:,} pages",
            f"\nThe floor took {1000 * floor:,.0f} ms. {describe_run()}\n",
            *show_table(("stage, × floor", *STATES), list_ratios(stages, floor)),
            *show_table(("command, a process of its own", "× floor, memory"), list_costs(runs, floor)),
            *show_table(("the site, against stock `mkdocs build`", "times faster"), list_gains(runs)),
            *show_table(("CI", "times faster"), list_restored(runs)),
            *show_table(
                ("a reader loads", "kB, gzip"), [(name, f"{bytes / 1000:.0f}") for name, bytes in loaded.items()]
            ),
        )
    )


def time_stages(root: Path, work: Path, size: int) -> list[dict[str, float]]:
    """Return what each stage of `generate` takes in each state, on a copy of a site without pages."""
    copy = shutil.copytree(root, work / "copy")

    cache = work / "copy-cache"
    first, second = run_stages(copy, cache), run_stages(copy, cache)
    write_article(copy, make_world(size, SEED + 1), size)
    third = run_stages(copy, cache)
    shutil.rmtree(copy)
    return [first, second, third]


def run_stages(root: Path, cache: Path) -> dict[str, float]:
    """Return what each stage of `generate` takes on a site as it is."""
    said = measure("benchmarks.stages", root, at=ROOT, cache=cache).said
    return dict(json.loads(said.splitlines()[-1]))  # before it stands what `generate` had to say


def measure_dense() -> str:
    """Return the part of the results of a site in which every actor holds a position on every question."""
    with tempfile.TemporaryDirectory(prefix="briefing-bench-") as folder:
        root, cache = Path(folder) / "site", Path(folder) / "cache"
        root.mkdir()
        write_elections(root, ELECTIONS, SEED)
        say(f"{ELECTIONS} elections: the stages of generate")
        stages = [run_stages(root, cache), run_stages(root, cache)]
        largest = max(len(path.read_bytes()) for path in (root / "briefings").glob("*.md"))
    floor = stages[0][FLOORS[1]]
    return "\n".join(
        (
            f"## Dense: {ELECTIONS} elections, {DENSE} × {DENSE} cells each",
            f"\nThe floor took {1000 * floor:,.0f} ms; the largest page has {largest // 1000:,} kB. {describe_run()}\n",
            *show_table(("stage, × floor", *STATES[:2]), list_ratios(stages, floor)),
        )
    )


def describe_run() -> str:
    """Return what was measured, and on what."""
    commit = ask_git("describe", "--always", "--abbrev=10") or "unknown"
    changed = "-dirty" if ask_git("status", "--porcelain", "-uno", "--", ".", ":!benchmarks/RESULTS.md") else ""
    return f"Commit {commit}{changed}; Python {platform.python_version()}, {platform.machine()}."


def ask_git(*words: str) -> str:
    """Return what git says of this repository."""
    asked = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def list_ratios(stages: list[dict[str, float]], floor: float) -> Rows:
    """Return each stage beside the floor, in each state, and their sum."""
    names = stages[0]
    rows = [(name, *(took[name] for took in stages)) for name in names]
    total = ("all stages", *(sum(took.values()) - sum(took[name] for name in FLOORS) for took in stages))
    return [(name, *(f"{took / floor:.2f}" for took in values)) for name, *values in (*rows, total)]


def list_costs(runs: dict[str, Cost], floor: float) -> Rows:
    """Return each run beside the floor, with its memory; one that failed says so."""
    return [
        (name, f"{run.seconds / floor:.2f}, {run.peak} MB{'' if run.is_well else ', failed'}")
        for name, run in runs.items()
    ]


def list_gains(runs: dict[str, Cost]) -> Rows:
    """Return how many times faster than by MkDocs alone a site is built; nothing where it was not built.

    `briefing build` checks the articles and compares the pages before it builds, as `briefing generate` does by itself:
    of all pages that part is taken off, after one new article it is what `generate` takes then.
    """
    if STOCK not in runs:
        return []
    whole, stock = runs[BUILDS[0]].seconds - runs[GENERATES[1]].seconds, runs[STOCK].seconds
    after = runs[BUILDS[1]].seconds - runs[GENERATES[1]].seconds + runs[GENERATES[2]].seconds
    names = ("all pages", "after one new article, `briefing generate` included")
    return [(name, f"{stock / took:.1f}") for name, took in zip(names, (whole, after), strict=True)]


def list_restored(runs: dict[str, Cost]) -> Rows:
    """Return how many times faster CI is with what its last run left; nothing where it was not measured."""
    if CLEAN not in runs:
        return []
    times = f"{runs[CLEAN].seconds / runs[RESTORED].seconds:.1f}"
    return [("after one new article, with the restored store and site, against a build from nothing", times)]


def show_table(head: tuple[str, ...], rows: Rows) -> list[str]:
    """Return a table as lines, with a blank one behind; nothing without rows."""
    lines = [f"| {' | '.join(row)} |" for row in (head, *rows)]
    return [lines[0], f"|---|{'---:|' * (len(head) - 1)}", *lines[1:], ""] if rows else []


def put_in(results: str, size: int, part: str) -> str:
    """Return the results with the part of one size in its place; the dense site, of size 0, comes first."""
    parts = {
        int(found[1].replace(",", "")) if found[1] else 0: found[0]
        for found in re.finditer(r"^## (?:([\d,]+) articles|Dense).*?(?=^## |\Z)", results, re.MULTILINE | re.DOTALL)
    }
    parts[size] = part
    return "\n".join([OPENING, *(parts[size].rstrip() + "\n" for size in sorted(parts))])


def say(words: str) -> None:
    """Say what is being measured."""
    print(words, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> None:
    """Measure the sizes that the command line asks for."""
    for size in arguments or ["5", "1000"]:
        number, part = (0, measure_dense()) if size == "dense" else (int(size), measure_size(int(size)))
        before = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else ""
        RESULTS.write_text(put_in(before, number, part), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
