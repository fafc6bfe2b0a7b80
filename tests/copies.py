"""MkDocs in a copy of a process that has imported it: importing it takes longer than most of the sites here.

The process that is copied is a fresh one, not that of the tests: no thread and no setting of theirs is in a copy. Where
a system cannot copy processes, and in `test_hostile`, `test_life` and the other tests of commands, the real thing runs.
"""

import multiprocessing
import os
import sys
import tempfile
import traceback
from collections.abc import Mapping
from functools import partialmethod
from importlib import import_module
from pathlib import Path
from subprocess import CompletedProcess

from jinja2 import Environment, FileSystemBytecodeCache

from briefing_desk.mkdocs_site import site_build

MAINS = {
    "briefing_desk.mkdocs_site.incremental": ("briefing_desk.mkdocs_site.incremental", "main"),
    "mkdocs": ("mkdocs.__main__", "cli"),
}
"""What `python -m` runs: a module, and its function that takes the words of the command line."""
IMPORTED = ["material.plugins.search.plugin", "material.plugins.offline.plugin", "mkdocs.commands.build"]
IMPORTED += ["pymdownx.superfences", "pymdownx.details", *(module for module, _ in MAINS.values())]
"""What a site of ours is built with."""
CAN_COPY = "forkserver" in multiprocessing.get_all_start_methods()
PLACE = {"compiled": ""}
"""The folder in which copies keep the theme's templates compiled, by their bytes: half of what building takes."""


def run_copy(command: list[str], *, cwd: Path, env: Mapping[str, str], **_: bool) -> CompletedProcess[str]:
    """Run `python -m MODULE …` as `subprocess.run` does that captures what it says as text."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = (Path(folder) / name for name in ("out", "err"))
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(IMPORTED)
        process = context.Process(target=become, args=(command[2:], cwd, dict(env), out, err, PLACE["compiled"]))
        process.start()
        process.join()
        code = process.exitcode
        process.close()
        return CompletedProcess(command, code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


def become(words: list[str], cwd: Path, environment: dict[str, str], out: Path, err: Path, compiled: str) -> None:
    """Be `python -m MODULE …` in this process, and end it."""
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.path.insert(0, str(cwd))
    sys.argv = words
    if compiled:
        kept = FileSystemBytecodeCache(compiled)
        Environment.__init__ = partialmethod(Environment.__init__, bytecode_cache=kept)  # type: ignore[method-assign]
    name, function = MAINS[words[0]]
    module, code = import_module(name), 1
    if hasattr(module, "end_with"):
        module.end_with = lambda _: None  # a copy's parent is the server of copies; `join` waits for it
    try:
        sys.exit(getattr(module, function)())
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


class Copying:
    """Stands in for the `subprocess` of `site_build`, of which that uses one function."""

    CompletedProcess = CompletedProcess
    run = staticmethod(run_copy)


def copy_builders(patch, compiled: Path) -> None:
    """Let sites be built by copies while the tests run."""
    if CAN_COPY:
        patch.setitem(PLACE, "compiled", str(compiled))
        patch.setattr(site_build, "subprocess", Copying)
