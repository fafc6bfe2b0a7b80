"""Several files change as one: all of them or none, however the run ends, and the next one needs nobody.

New bytes are laid beside their files first. The journal is the moment of decision: until it is there nothing has
happened, and what was laid is swept away; from then on the next run of any kind finishes what is left of it. A file
that somebody else has changed meanwhile stays theirs.
"""

# Long for a reason: one protocol: writing, finishing and undoing must be read side by side to be seen to fit.

import json
import os
import re
import stat
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import astuple, dataclass
from hashlib import blake2b, file_digest, sha256
from pathlib import Path

from briefing_desk.syntax.errors import AGAIN, UsageError

NAME = ".briefing-journal"
VERSION = 1
MAX_JOURNAL_BYTES = 64 * 1024 * 1024
"""A quarter of a million files."""
PART = re.compile(r"\.briefing-[a-z0-9_]{8}")
"""A file that a run was about to put in its place."""
TEXT = re.compile(r"[^/\\]+\.txt(\.before-[0-9]+)?")
"""What may be written outside the site's folder: an article's text, and the one before it."""
ABREAST = 8
"""So many files are brought to the disk at once: it then writes in one go what would be a go for each."""
GIT = ".git"
"""Nothing in it is ours: whoever can put a journal into a commit cannot reach it."""
FINISHED = "a run was stopped while it wrote; what it had begun is finished now"
UNDONE = "a run was stopped while it wrote; nothing of it was done, because {path} was changed since: run it again"
THEIRS = "{path} was changed since that run was stopped, and stays as it is: compare it with what `briefing check` says"


@dataclass(frozen=True, slots=True)
class Step:
    """One file that gets other bytes, or goes."""

    path: str
    """Relative to the site's folder; absolute for a text that is kept outside."""
    old: str | None
    """The digest of what is there; None for nothing."""
    new: str | None
    """The digest of what is to be there; None for nothing."""
    part: str
    """The name in the same folder under which the new bytes lie until then; empty where there are none."""


def change_files(root: Path, changes: Iterable[tuple[str, bytes | None, bytes | None]]) -> None:
    """Change files from what they are to what they are to be, all or none; None is no file.

    Raise UsageError where one is not what it should be any more, or the disk refuses.
    """
    steps: list[Step] = []
    with ExitStack() as undecided:
        undecided.callback(undo, root, steps)
        for change in changes:
            steps.append(lay_down(root, len(steps), *change))
        settle(
            (full, full.with_name(step.part)) for step in steps if step.part and (full := find_file(root, step.path))
        )
        for step in steps:
            if is_changed(read_sum(find_file(root, step.path)), step.old):
                raise UsageError(f"cannot write {find_file(root, step.path)}: {AGAIN}")
        if len(steps) > 1:
            for folder in list_folders(root, steps):  # a decision that outlives a loss of power finds what it names
                make_lasting(folder)
            write_journal(root, steps)
            undecided.pop_all()
        theirs = take_steps(root, steps)
        undecided.pop_all()
    if theirs:
        raise UsageError(f"cannot write {find_file(root, theirs[0])}: {AGAIN}")


def finish(root: Path) -> list[str]:
    """Finish what a run had begun that was stopped, or undo it; return what a person should know.

    The folder is held.
    """
    steps = read_journal(root)
    if steps is None:
        return []
    left = [step for step in steps if is_left(root, step)]
    sound = [step for step in left if is_sound(root, step)]
    theirs = [step.path for step in left if step not in sound]
    if theirs and len(left) == len(steps):
        undo(root, steps)
        return [UNDONE.format(path=theirs[0])]
    theirs += take_steps(root, [step for step in sound if step.new or is_kept(root, step, steps)])
    return [FINISHED, *(THEIRS.format(path=path) for path in theirs)]


def is_left(root: Path, step: Step) -> bool:
    """Say whether a step has not been taken."""
    full = find_file(root, step.path)
    return os.path.lexists(full.with_name(step.part) if step.part else full)


def is_sound(root: Path, step: Step) -> bool:
    """Say whether a step can be taken: its file is what it was then, and what lies beside it is what was laid there."""
    full = find_file(root, step.path)
    return read_sum(full) in (step.old, step.new) and (not step.part or read_sum(full.with_name(step.part)) == step.new)


def is_kept(root: Path, step: Step, steps: list[Step]) -> bool:
    """Say whether a file may go: one outside the site's folder only when another beside it has got the same bytes."""
    if not os.path.isabs(step.path):
        return True
    folder = os.path.dirname(step.path)
    beside = (it for it in steps if os.path.dirname(it.path) == folder and it.new == step.old)
    return any(read_sum(find_file(root, it.path)) == step.old or is_left(root, it) for it in beside)


def take_steps(root: Path, steps: list[Step]) -> list[str]:
    """Put files in their places and remove others, then the journal; return the paths of those changed meanwhile."""
    theirs, folders = [], set()
    for step in sorted(steps, key=lambda step: step.new is None):  # what moves is there before it goes
        full = find_file(root, step.path)
        part = full.with_name(step.part) if step.part else None
        try:
            now = read_sum(full)
            if is_changed(now, step.old, step.new):
                theirs.append(step.path)
                if part:
                    part.unlink()
            elif part:
                os.replace(part, full)
            elif now is not None:
                full.unlink()
        except OSError as error:
            raise UsageError(f"cannot write {full}: {error.strerror}") from error
        folders.add(full.parent)
    for folder in folders:
        make_lasting(folder)
    with suppress(OSError):  # then the next run finds that all is done
        (root / NAME).unlink()
        make_lasting(root)  # else it might come back, and take away what was written since
    return theirs


def list_folders(root: Path, steps: list[Step]) -> list[Path]:
    """Return the folders in which something was laid, and those above them in the site's, the deepest first."""
    top, found = root.resolve(), set[Path]()
    for step in steps:
        if step.part:
            folder = find_file(root, step.path).parent
            found |= {folder, *(above for above in folder.parents if above.is_relative_to(top))}
    return sorted(found, reverse=True)


def is_changed(now: str | None, *ours: str | None) -> bool:
    """Say whether somebody else has changed a file: it is none of what it should be by what we know."""
    return now not in ours


def undo(root: Path, steps: list[Step]) -> None:
    """Take away the journal, and what was laid down; what the disk lets nobody remove is the next run's to undo."""
    try:
        (root / NAME).unlink(missing_ok=True)
    except OSError:
        return
    for step in steps:
        if step.part:
            with suppress(OSError):
                find_file(root, step.path).with_name(step.part).unlink(missing_ok=True)


def lay_down(root: Path, number: int, path: str, old: bytes | None, new: bytes | None) -> Step:
    """Lay a file's new bytes beside it, not yet on the disk for good; raise UsageError if it refuses."""
    full = find_file(root, path)
    before = None if old is None else sha256(old).hexdigest()
    if new is None:
        return Step(path, before, None, "")
    part = name_part(root, number)
    fill_part(full, full.with_name(part), new)
    return Step(path, before, sha256(new).hexdigest(), part)


def write_part(full: Path, part: Path, data: bytes) -> None:
    """Write what is to become a file, with its permissions and on the disk for good, or nothing."""
    fill_part(full, part, data)
    with ExitStack() as unfinished:
        unfinished.callback(part.unlink, missing_ok=True)
        settle([(full, part)])
        unfinished.pop_all()


def fill_part(full: Path, part: Path, data: bytes) -> None:
    """Write what is to become a file, or nothing."""
    try:
        full.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)  # of a run before, that was stopped
        with ExitStack() as unfinished:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            unfinished.callback(part.unlink, missing_ok=True)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            unfinished.pop_all()
    except OSError as error:
        raise UsageError(f"cannot write {full}: {error.strerror}") from error


def settle(parts: Iterable[tuple[Path, Path]]) -> None:
    """Let what is to become files outlive a loss of power, and have their permissions; raise UsageError if it cannot.

    Several are brought to the disk at once, which waits for each as long as for all of them.
    """
    laid = list(parts)
    if len(laid) > 1:
        with ThreadPoolExecutor(ABREAST) as pool:
            list(pool.map(bring_to_disk, laid))
    else:
        list(map(bring_to_disk, laid))
    for full, part in laid:
        try:
            os.chmod(part, full.stat().st_mode & 0o777 if full.exists() else 0o666 & ~read_umask())
        except OSError as error:
            raise UsageError(f"cannot write {full}: {error.strerror}") from error


def bring_to_disk(laid: tuple[Path, Path]) -> None:
    """Wait until a file's new bytes are on the disk; raise UsageError if that fails."""
    full, part = laid
    try:
        descriptor = os.open(part, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise UsageError(f"cannot write {full}: {error.strerror}") from error


def read_umask() -> int:
    """Return the process's mask of permissions; the system only tells it by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def mark_root(root: Path) -> str:
    """Return what the parts of one site have in their names, so that sites that share a folder of texts do not meet."""
    return blake2b(os.fsencode(root.resolve()), digest_size=2).hexdigest()[:3]


def name_part(root: Path, number: int) -> str:
    """Return the name of what is to become a file."""
    return f".briefing-{mark_root(root)}{number:05x}"


def sweep_parts(folder: Path, prefix: str = "") -> None:
    """Remove what was laid down in a folder and never put in its place."""
    with suppress(OSError):
        for name in os.listdir(folder):
            if PART.fullmatch(name) and name.startswith(prefix):
                with suppress(OSError):
                    os.unlink(folder / name)


def sweep_texts(root: Path, texts: Path) -> None:
    """Remove what runs of one site left among texts; other sites may be writing there."""
    sweep_parts(texts, f".briefing-{mark_root(root)}")


def find_file(root: Path, path: str) -> Path:
    """Return the real place of a file, behind all links; raise UsageError where nothing of ours may be.

    That is outside the site's folder, but for articles' texts, and in what git keeps.
    """
    full = root / path
    if os.path.isabs(path):
        if not TEXT.fullmatch(full.name):
            raise UsageError(f"cannot write {full}: it is neither in the site's folder nor an article's text")
        return full
    try:
        real, real_root = full.resolve(), root.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop, up to Python 3.12
        raise UsageError(f"cannot write {full}: its symbolic links lead nowhere") from error
    if not real.is_relative_to(real_root):
        raise UsageError(f"cannot write {full}: a symbolic link leads out of the site's folder; delete the link")
    if GIT in (name.lower() for name in real.relative_to(real_root).parts):
        raise UsageError(f"cannot write {full}: it is git's")
    return real


def read_sum(full: Path) -> str | None:
    """Return the digest of what a file holds; None if there is none, or something else."""
    try:
        if not stat.S_ISREG(full.stat().st_mode):
            return None
        with full.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"cannot read {full}: {error.strerror}") from error


def write_journal(root: Path, steps: list[Step]) -> None:
    """Write down, whole or not at all, what is going to be done."""
    part = root / name_part(root, len(steps))
    body = json.dumps([VERSION, *map(astuple, steps)]).encode()
    write_part(root / NAME, part, sha256(body).hexdigest().encode() + b"\n" + body)
    try:
        os.replace(part, root / NAME)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"cannot write {root / NAME}: {error.strerror}") from error
    make_lasting(root)


def read_journal(root: Path) -> list[Step] | None:
    """Return what a run was going to do, None if none was stopped; raise UsageError for what is no journal of ours."""
    full = root / NAME
    try:
        if not stat.S_ISREG(full.lstat().st_mode) or full.stat().st_size > MAX_JOURNAL_BYTES:
            raise ValueError
        sum, _, body = full.read_bytes().partition(b"\n")
        if sum != sha256(body).hexdigest().encode():
            raise ValueError
        version, *steps = json.loads(body)
        if version != VERSION:
            raise ValueError
        found = [Step(*step) for step in steps]
        for step in found:
            check_step(root, step)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"cannot read {full}: {error.strerror}") from error
    except (ValueError, TypeError, RecursionError) as error:
        raise UsageError(f"{full} is no journal of this version: see with git what changed, then delete it") from error
    return found


def check_step(root: Path, step: Step) -> None:
    """Raise ValueError for a step that no run of ours takes, UsageError for one to where it may not write."""
    sums = [sum for sum in (step.old, step.new) if sum is not None]
    if not isinstance(step.path, str) or not all(isinstance(sum, str) for sum in sums):
        raise ValueError
    if not (PART.fullmatch(step.part) if step.new else step.part == ""):
        raise ValueError
    find_file(root, step.path)


def make_lasting(folder: Path) -> None:
    """Let names that changed in a folder outlive a loss of power, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
