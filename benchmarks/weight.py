"""What a generated site weighs: `python -m benchmarks.weight DIR` prints the bytes for each article by kind of file."""

import re
import sys
from collections import Counter
from pathlib import Path

NAME = re.compile(r"^(?:[^/]+?)(\.(?:\d{4}\.)?(?:csl\.)?\w+)$")


def weigh(root: Path) -> dict[str, float]:
    """Return the bytes below `briefings/` for each article by kind, the heaviest first, without style and scripts."""
    pages = root / "briefings"
    articles = sum(1 for _ in (root / "seeds/articles").glob("*.md"))
    bytes = Counter[str]()
    for path in pages.rglob("*"):
        name = path.relative_to(pages)
        if path.is_file() and name.parts[0] != "assets":
            bytes[name_kind(name.as_posix())] += path.stat().st_size
    return {kind: size / max(1, articles) for kind, size in bytes.most_common()}


def name_kind(path: str) -> str:
    """Return the kind of a file: its folder and its ending; archives of feeds count as feeds."""
    folder, slash, file = path.rpartition("/")
    ending = NAME.sub(lambda match: re.sub(r"\.\d{4}\.", ".", match[1]), file)
    return f"{folder}{slash}*{ending}"


def main() -> None:
    """Print the weight of the site that the command line names."""
    found = weigh(Path(sys.argv[1]))
    for kind, size in {"all": sum(found.values()), **found}.items():
        print(f"{size:9,.0f}  {kind}")


if __name__ == "__main__":
    main()
