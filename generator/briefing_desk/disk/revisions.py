"""A state of a site as a folder: one that is there, or a revision that git lays out elsewhere."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing_desk.syntax.errors import UsageError

LAST_MERGES = 5
"""Among how many merges of a page the one is sought that made it what it is."""
NOBODY = (
    "-c",
    "user.name=x",
    "-c",
    "user.email=x@example.org",
    "-c",
    "core.autocrlf=false",
    "-c",
    "commit.gpgsign=false",
)
"""Whose merge it is that nobody keeps."""
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


def list_joined(root: Path, path: str) -> Iterator[tuple[str, str, str]]:
    """Yield what git makes of two versions of a file if one has its way in every conflict, and the two versions.

    The versions are the sides of the last merges, and of one that is not finished: what `git merge -X ours` and
    `-X theirs` did is done again, elsewhere. Nothing is yielded where there is no git, or nothing was merged.
    """
    with suppress(UsageError):
        count = f"-n{LAST_MERGES}"
        merges = run_git(root, "rev-list", "--merges", "--parents", "--full-history", count, "HEAD", "--", path)
        pairs = [line.split()[1:3] for line in merges.decode().splitlines()]
        with suppress(UsageError):
            pairs.insert(0, ["HEAD", run_git(root, "rev-parse", "--verify", "--quiet", "MERGE_HEAD").decode().strip()])
        for sides in pairs:
            with suppress(UsageError):  # a page that one of them does not have
                base = run_git(root, "merge-base", *sides).decode().strip()
                versions = [run_git(root, "show", f"{revision}:./{path}") for revision in (base, *sides)]
                for joined in merge_again(versions):
                    yield decode(joined), decode(versions[1]), decode(versions[2])


def merge_again(versions: Sequence[bytes]) -> Iterator[bytes]:
    """Yield what git makes of a file's versions, the common one first, where the one has its way, and the other."""
    marks = zip(versions, ("base", "ours", "theirs"), strict=True)
    commits = (
        f"commit refs/heads/{name}\ncommitter x <x@example.org> 0 +0000\ndata 0\n".encode()
        + (b"" if name == "base" else b"from refs/heads/base\n")
        + f"M 644 inline file\ndata {len(version)}\n".encode()
        + version
        + b"\n"
        for version, name in marks
    )
    with tempfile.TemporaryDirectory(prefix="briefing-") as name:
        folder = Path(name)
        run_git(folder, "init", "-q")
        run_git(folder, "fast-import", "--quiet", given=b"".join(commits))
        for side in ("ours", "theirs"):
            run_git(folder, "checkout", "-q", "-f", "--detach", "ours")
            run_git(folder, *NOBODY, "merge", "-q", "--no-edit", f"-X{side}", "theirs")
            yield (folder / "file").read_bytes()


def decode(data: bytes) -> str:
    """Return the text of a page's bytes."""
    return data.decode("utf-8-sig", "replace")


def run_git(root: Path, *arguments: str, about: str = "", given: bytes = b"") -> bytes:
    """Return what git prints; raise UsageError with its complaint."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, input=given, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise UsageError("git is not installed: name two folders instead of revisions") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else "there is no such revision, and no such folder with seeds/ in it"
        raise UsageError(f"{about or 'git'}: {reason}")
    return done.stdout
