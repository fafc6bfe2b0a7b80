"""A state of a site as a folder: one that is there, or a revision that git lays out elsewhere."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing_desk.syntax.errors import UsageError

CONTENT = ("mkdocs.yml", "seeds")
"""What a state is derived from; the pages are not needed."""


@contextmanager
def open_state(root: Path, name: str) -> Iterator[Path]:
    """Give a folder with the state that a folder's path or a git revision names; raise UsageError if there is none."""
    if (Path(name) / "seeds").is_dir():
        yield Path(name)
        return
    revision = run_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", about=name)
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        lay_out(root, revision.decode().strip(), Path(folder))
        yield Path(folder)


def lay_out(root: Path, revision: str, target: Path) -> None:
    """Write the content of a revision into an empty folder."""
    present = run_git(root, "ls-tree", "--name-only", "-z", revision, "--", *CONTENT).decode().split("\0")
    names = [name for name in present if name]
    if names:
        archive = run_git(root, "archive", "--format=tar", revision, "--", *names)
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(target, filter="data")


def run_git(root: Path, *arguments: str, about: str = "") -> bytes:
    """Return what git prints; raise UsageError with its complaint."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise UsageError("git is not installed: name two folders instead of revisions") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else "there is no such revision, and no such folder with seeds/ in it"
        raise UsageError(f"{about or 'git'}: {reason}")
    return done.stdout
