"""Show that a change of the code changes nothing that is made.

`python -m benchmarks.digests keep FILE` before it, `python -m benchmarks.digests compare FILE` after it. Made are the
demo with its built site, a site of 300 made-up articles, and each of `tests/cases`; what differs is printed.
The digests are of one machine and one set of packages: compare only what was kept on the same.
"""

import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import write_site
from benchmarks.measure import measure

ROOT = Path(__file__).parent.parent
SIZE, SEED = 300, 1
SITE = ("mkdocs.yml", "seeds", "briefings", "overrides")
"""What the demo is made of."""
CHANCE = re.compile(r"in [\d.]+ s\b")
"""What a run says, and the next says otherwise."""
Digests = dict[str, str]


def make_all(folder: Path) -> Digests:
    """Make everything in a folder and return the digest of each file, by its path."""
    made = {"demo": make_site(lay_out_demo(folder / "demo"), "build", "--full")}
    corpus = folder / "corpus"
    corpus.mkdir()
    write_site(corpus, SIZE, SEED)
    made["corpus"] = make_site(corpus, "generate")
    for case in list_cases():
        made[case.name] = make_site(lay_out_case(case, folder / case.name), "generate")
    return {f"{name}/{path}": digest for name, files in made.items() for path, digest in files.items()}


def list_cases() -> list[Path]:
    """Return the folders of the cases."""
    return sorted(path for path in (ROOT / "tests/cases").iterdir() if path.is_dir())


def lay_out_demo(root: Path) -> Path:
    """Copy the demo to a folder of its own, and return that."""
    root.mkdir()
    for name in SITE:
        source = ROOT / name
        shutil.copytree(source, root / name) if source.is_dir() else shutil.copy(source, root)
    return root


def lay_out_case(case: Path, root: Path) -> Path:
    """Copy a case to a folder of its own, and return that; what it does not have it takes from `quay`."""
    quay = ROOT / "tests/cases/quay"
    seeds, pages = case / "seeds", case / "before"
    shutil.copytree(seeds if seeds.is_dir() else quay / "seeds", root / "seeds")
    shutil.copy(quay / "mkdocs.yml", root)
    if pages.is_dir():
        shutil.copytree(pages, root / "briefings")
    return root


def make_site(root: Path, *command: str) -> Digests:
    """Run a command of `briefing` in a site's folder, and return the digest of what it said and of each file there."""
    ran = measure("briefing_desk", *command, "--root", root, at=ROOT, cache=root / ".cache")
    said = CHANCE.sub("", ran.said.replace(str(root), ""))
    return {"said": hash_bytes(f"{said}\n{ran.is_well}".encode()), **dict(hash_files(root))}


def hash_files(root: Path) -> Iterator[tuple[str, str]]:
    """Yield path and digest of each file below a folder; what begins with a dot is no part of a site."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), hash_bytes(path.read_bytes())


def hash_bytes(data: bytes) -> str:
    """Return a digest."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def list_differences(before: Digests, after: Digests) -> list[str]:
    """Return a line for each path that is new, gone or different."""
    lines = []
    for path in sorted(before.keys() | after.keys()):
        if path not in after:
            lines.append(f"gone: {path}")
        elif path not in before:
            lines.append(f"new: {path}")
        elif before[path] != after[path]:
            lines.append(f"different: {path}")
    return lines


def main(arguments: list[str]) -> int:
    """Keep the digests in a file, or compare them with those in it; return the exit status."""
    if len(arguments) != 2 or arguments[0] not in ("keep", "compare"):
        print("usage: python -m benchmarks.digests keep|compare FILE", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="briefing-digests-") as folder:
        made = make_all(Path(folder))
    file = Path(arguments[1])
    if arguments[0] == "keep":
        file.write_text(json.dumps(made, indent=0) + "\n", encoding="utf-8")
        print(f"kept: {len(made)} digests")
        return 0
    lines = list_differences(json.loads(file.read_text(encoding="utf-8")), made)
    print("\n".join([*lines, f"compared: {len(made)} digests, {len(lines)} differences"]))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
