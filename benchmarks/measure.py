"""Run a command in a process of its own, and say what it took."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took."""

    seconds: float
    """From its beginning to its end."""
    peak: int
    """Megabytes of memory at most, of the process and, if one of them had more, of the largest it started."""
    said: str
    """What it printed."""
    is_well: bool = True


def measure(*command: object, at: Path, cache: Path | None = None) -> Cost:
    """Run a Python module's command in a folder and return its cost; `cache` is where a run may remember the last."""
    line = [sys.executable, "-m", *map(str, command)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "BRIEFING_CACHE": str(cache or at / ".cache")}
    began = time.perf_counter()
    with subprocess.Popen(
        line, cwd=at, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as run:
        said = run.stdout.read() if run.stdout else ""
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    return Cost(seconds, usage.ru_maxrss // 1024, said, run.returncode == 0)
