"""A disk that fails: at one call it refuses, or the process dies there and does nothing any more."""

import errno
import os
from contextlib import contextmanager

import pytest

CALLS = ("open", "mkdir", "rename", "replace", "unlink", "rmdir", "chmod", "fsync")
"""What changes a disk, or makes a change last; writing comes to it by way of `fdopen`."""


class Killed(BaseException):
    """The process is dead: nothing catches this."""


class Disk:
    """Counts the calls that change something; one of them fails."""

    def __init__(self, fatal_call, kind):
        self.fatal_call, self.kind = fatal_call, kind
        self.calls = []

    def count(self, name, half_done=lambda: None):
        """Note one call; fail if it is the one, and ever after if that has killed the process."""
        self.calls.append(name)
        reached = len(self.calls) - 1
        if self.fatal_call is None or reached < self.fatal_call:
            return
        if self.kind == "killed":
            if reached == self.fatal_call:
                half_done()
            raise Killed
        if reached == self.fatal_call:
            half_done()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class HalfFile:
    """A file that can fail when half of what is to be written is there."""

    def __init__(self, file, disk):
        self.file, self.disk = file, disk

    def write(self, data):
        self.disk.count("write", lambda: (self.file.write(data[: len(data) // 2]), self.file.flush()))
        return self.file.write(data)

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()


@contextmanager
def failing_disk(fatal_call=None, kind="killed"):
    """Let the call with this number fail; without one, only count."""
    disk = Disk(fatal_call, kind)

    def wrap(name, real):
        def call(*arguments, **options):
            disk.count(name)
            return real(*arguments, **options)

        return call

    fdopen = os.fdopen
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, wrap(name, getattr(os, name)))
        patch.setattr(os, "fdopen", lambda *given, **options: HalfFile(fdopen(*given, **options), disk))
        yield disk
