"""Which changes no test notices, by mutmut: `python tests/mutants.py FOLDER [--most N] [MODULE ...]`.

Works on copies in FOLDER, which must not exist, with the packages of the Python that runs it and mutmut beside them.
Prints of one module after another how many mutants there are and how many were killed, then each survivor as a diff.
Of a module with more than N mutants, N are taken at random, each time the same.
"""

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parent.parent
MUTMUT = "mutmut==3.8.1"
TESTS = {
    "analysis/agreement": ("agreement",),
    "analysis/cells": ("cells", "statements", "order"),
    "analysis/order": ("order", "cells"),
    "analysis/reviews": ("reviews",),
    "analysis/statements": ("statements", "cells", "order"),
    "disk/new_site": ("init",),
    "mkdocs_site/site_stamp": ("site_stamp", "incremental"),
    "schema/dates": ("dates",),
    "text/article_text": ("article_text",),
    "text/bodies": ("article_text",),
    "text/boundaries": ("boundaries",),
    "text/dialogue": ("article_text",),
    "web/escape": ("escape", "hostile"),
    "text/normalise": ("normalise", "quotes"),
    "text/footnotes": ("layout",),
    "text/layout": ("layout",),
    "text/numbers": ("boundaries",),
    "text/quotation_marks": ("article_text",),
    "quotes/find": ("quotes", "layout", "verify"),
    "quotes/omissions": ("omissions",),
    "quotes/joins": ("joins",),
    "quotes/cut_numbers": ("cut_numbers",),
    "quotes/passed_over": ("passed_over",),
    "quotes/near_misses": ("verify",),
    "quotes/verify": ("verify",),
    "quotes/evidence": ("verify",),
    "quotes/receipts": ("verify", "receipts"),
    "quotes/fragments": ("fragments",),
    "quotes/quote_ids": ("quotes",),
    "regions/markers": ("markers", "merge"),
    "text/reporting": ("article_text",),
    "text/speech": ("article_text", "stated"),
    "quotes/recognition": ("verify", "speakers", "candidates", "recognition"),
    "quotes/stated": ("stated", "verify"),
    "disk/journal": ("faults",),
    "disk/write": ("write", "faults", "stale_outputs"),
}
"""Of each module: the tests that cover it."""
SURVIVED = (0, 33)
"""How pytest ended where no test failed, or where there is none."""


def make_copy(root: Path, module: str) -> None:
    """Copy the project, and tell mutmut what to do with a module of it."""
    leave_out = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "site", "__pycache__", "mutants")
    shutil.copytree(ROOT, root, ignore=leave_out)
    (root / "generator").rename(root / "src")  # the one name of such a folder that mutmut knows
    (root / "generator").symlink_to("src")  # tests look for files there
    path = root / f"src/briefing_desk/{module}.py"
    path.write_text(undecorate(path.read_text("utf-8")), "utf-8")
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/briefing_desk/{module}.py"],
        "also_copy": [path.name for path in root.iterdir() if path.name not in ("src", "tests")],
        "pytest_add_cli_args_test_selection": [f"tests/test_{name}.py" for name in TESTS[module]],
        "pytest_add_cli_args": [
            "-m",
            "not slow",
            "-k",
            "not linear",
            "--tb=no",
            "--assert=plain",
            "-p",
            "no:cacheprovider",
        ],
    }
    lines = (f"{key} =\n" + "".join(f"    {value}\n" for value in values) for key, values in settings.items())
    (root / "setup.cfg").write_text("[mutmut]\n" + "".join(lines), "utf-8")


def undecorate(code: str) -> str:
    """Return a module whose classes and methods are decorated by a call below them, for mutmut leaves `@` alone.

    Functions do without: those of ours that have a decorator keep what they found.
    """
    lines = code.splitlines(keepends=True)
    below: dict[int, list[str]] = {}
    for node in reversed(list(ast.walk(ast.parse(code)))):  # what is inside comes first
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            for decorator in reversed(node.decorator_list):
                lines[decorator.lineno - 1] = ""
                if isinstance(node, ast.ClassDef) or node.col_offset:
                    call = f"{' ' * node.col_offset}{node.name} = {ast.unparse(decorator)}({node.name})\n"
                    below.setdefault(node.end_lineno or 0, []).append(call)
    return "".join(line + "".join(below.get(number, ())) for number, line in enumerate(lines, 1))


def install(folder: Path) -> Path:
    """Make an environment that sees the packages of this one, with mutmut; return its Python."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin/python"
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True).stdout.strip())
    (packages / "tests.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    subprocess.run([python, "-m", "pip", "install", "-q", MUTMUT], check=True)
    return python


def list_mutants(root: Path, module: str) -> dict[str, int | None]:
    """Return the names of a module's mutants, each with how pytest ended."""
    meta = json.loads((root / f"mutants/src/briefing_desk/{module}.py.meta").read_text("utf-8"))
    return dict(meta["exit_code_by_key"])


def choose(names: list[str], most: int | None) -> list[str]:
    """Return the names, or so many of them at random."""
    return names if most is None or len(names) <= most else random.Random(0).sample(names, most)


def measure(module: str, root: Path, python: Path, most: int | None) -> None:
    """Run the mutants of a module, and say what became of them."""
    make_copy(root, module)
    mutmut = [python, "-m", "mutmut"]
    run = [*mutmut, "run", "--max-children", "1"]
    where = {"cwd": root, "env": {**os.environ, "CI": "1"}}
    subprocess.run([*run, "none"], **where, check=False, capture_output=True)  # makes all, and finds none of that name
    made = sorted(list_mutants(root, module))
    chosen = choose(made, most)
    subprocess.run([*run, *chosen], **where, check=True, stdout=subprocess.DEVNULL)
    ended = list_mutants(root, module)
    alive = [name for name in chosen if ended[name] in SURVIVED]
    of = "" if len(chosen) == len(made) else f" (of {len(made)})"
    print(f"{module}: {len(chosen) - len(alive)} of {len(chosen)}{of} killed", flush=True)
    for name in alive:
        subprocess.run([*mutmut, "show", name], cwd=root, check=True)


def main() -> None:
    """Measure one module after another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("modules", nargs="*", default=list(TESTS))
    parser.add_argument("--most", type=int)
    told = parser.parse_intermixed_args()
    told.folder.mkdir()
    python = install(told.folder / "venv")
    for module in told.modules:
        measure(module, told.folder / module.replace("/", "_"), python, told.most)


if __name__ == "__main__":
    main()
