"""One piece of work for many things, on all of the machine's cores."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from typing import Any, TypeVar

from briefing_desk.syntax.errors import UsageError

A = TypeVar("A")
B = TypeVar("B")
FEW = 100
"""So many things are done before more processes have begun."""
BATCH = 4
"""Things handed to a process at once; the largest pages cost a hundred times the smallest."""


PR_SET_PDEATHSIG = 1
"""What asks Linux for a signal at the end of the process before: prctl(2)."""
KILLED = (
    "a part of this run was killed, as the system does when memory runs out: nothing was written; end other programs "
    "and run this again (with `taskset --cpu-list 0` before it, it uses one core, and less memory)"
)


def spread(work: Callable[[A], B], things: Iterable[A], few: int = FEW) -> Iterator[B]:
    """Do the same as `map`; what is made of more than a few things comes from copies of this process, one a core."""
    things = list(things)
    cores = count_cores()
    return map(work, things) if cores == 1 or len(things) < few else share_out(work, things, cores)


def count_cores() -> int:
    """Return how many copies of this process can run at once: elsewhere than on Linux copying is slow, or not safe."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def share_out(work: Callable[[A], B], things: list[A], cores: int) -> Iterator[B]:
    """Yield what is made of each thing in their order; only the results travel between processes.

    Raise UsageError where a copy is killed: the system does that when memory runs out.
    """
    load_prctl()  # copies find it loaded
    with ProcessPoolExecutor(
        cores, get_context("fork"), initializer=prepare, initargs=(work, things, os.getpid())
    ) as pool:
        try:
            yield from pool.map(do_one, range(len(things)), chunksize=BATCH)
        except BrokenProcessPool as error:
            raise UsageError(KILLED) from error


def prepare(work: Callable[[A], B], things: list[A], parent: int) -> None:
    """Let a copy know the work; what it came with is not searched for garbage, which would copy all memory.

    Whoever stops the run at the terminal stops the process that the copies work for; they end with it, however it ends.
    """
    gc.freeze()
    end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    globals()["DO"] = lambda index: work(things[index])


def end_with(parent: int) -> None:
    """Let Linux end this process when the one that began it ends, however it does; other systems let it finish."""
    if prctl := load_prctl():
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it has ended before
            os._exit(1)


@cache
def load_prctl() -> Callable[..., int] | None:
    """Return Linux's function that sets what becomes of a process; None elsewhere."""
    if sys.platform != "linux":
        return None
    import ctypes  # only what begins others, or was begun, pays for it

    found: Callable[..., int] = ctypes.CDLL(None).prctl
    return found


def do_one(index: int) -> Any:
    """Return what is made of one thing."""
    return globals()["DO"](index)
