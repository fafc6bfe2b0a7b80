"""Run the command that checks an article: without a shell, with limits, and killed with all that it has started."""

import os
import signal
import subprocess
import tempfile
import threading
from contextlib import suppress
from typing import IO

from briefing_desk.answers.problem_formats import flatten
from briefing_desk.model_check.configuration import Configuration
from briefing_desk.syntax.errors import UsageError

MAX_BYTES = 1_000_000
"""Of an answer."""
MAX_TOLD = 300
"""Characters that are shown of what a command complains of."""
CHUNK = 65536
PATIENCE = 5
"""Seconds in which a command that was killed lets go of its pipes."""


def run(configuration: Configuration, question: bytes) -> bytes:
    """Return what the command answers to a question; raise UsageError with why it has not."""
    answer, complaint = bytearray(), bytearray()
    with tempfile.TemporaryDirectory(prefix="briefing-check-") as elsewhere:
        try:
            process = subprocess.Popen(
                configuration.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=elsewhere,
                start_new_session=True,
            )
        except OSError as error:
            raise UsageError(f"cannot run {flatten(configuration.command[0])}: {error.strerror}") from error
        threads = [
            threading.Thread(target=write, args=(process.stdin, question), daemon=True),
            threading.Thread(target=read, args=(process.stdout, answer, process), daemon=True),
            threading.Thread(target=read, args=(process.stderr, complaint, None), daemon=True),
        ]
        for thread in threads:
            thread.start()
        is_late = False
        try:
            process.wait(configuration.seconds)
        except subprocess.TimeoutExpired:
            is_late = True
        kill(process)
        process.wait()
        for thread in threads:
            thread.join(PATIENCE)
    if is_late:
        raise UsageError(f"the check has not answered in {configuration.seconds} seconds, and was stopped")
    if len(answer) > MAX_BYTES:
        raise UsageError(f"the check answers with more than {MAX_BYTES // 1_000_000} MB, and was stopped")
    if process.returncode:
        told = flatten(bytes(complaint).decode("utf-8", "replace").strip())[-MAX_TOLD:]
        raise UsageError(f"the check ended with {process.returncode}{f': {told}' if told else ''}")
    return bytes(answer)


def write(stream: IO[bytes], data: bytes) -> None:
    """Write all and close; who does not want to read it need not."""
    with suppress(OSError, ValueError), stream:
        stream.write(data)


def read(stream: IO[bytes], kept: bytearray, process: "subprocess.Popen[bytes] | None") -> None:
    """Read to the end; of an answer that is too long, as much as shows that, and stop whoever writes it."""
    with suppress(OSError, ValueError), stream:
        while data := os.read(stream.fileno(), CHUNK):
            kept += data[: MAX_BYTES + 1 - len(kept)]
            if process and len(kept) > MAX_BYTES:
                kill(process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a command with all that it has started, where the system knows of that."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
