"""Sites with one file that somebody, or chance, has spoilt: whatever it holds, it is told, and never a traceback.

`python tests/fuzz.py 20000 [SEED]` tries so many; what raises is shown with its input, to be kept in `tests/errors/`.
"""

import random
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

from briefing_desk.build.libraries import load_library
from briefing_desk.build.spine import plan_receipts
from briefing_desk.schema.dates import Day
from briefing_desk.syntax.errors import UsageError

QUAY = Path(__file__).parent / "cases/quay"
PIECES = (
    "", " ", "\t", "\xa0", "\u200b", "\u00ad", "\ufeff", "\0", "\x1b[2J", "\r", "\n", "\n\n", "\u2028",
    "\ud800", "\U000e0041", "-", "- ", "---", "---\n", ": ", ":", "#", "&a", "*a", "!!x ", "|", ">-", "[", "]",
    "{", "}", "'", '"', "\\", "%", "@", "`", "null", "true", "no", "1e999", "0x1F", ".inf", "9" * 400,
    "2025-13-40", "-0001", "2025-02-30/..", "~", "<<: ", "? ", "“", "”", "«", "[…]", " […] ", "𝒜",
    "İ", "ß", "ı", "ǆ", "ﬁ", "Ω̈", "עברית", "العربية", "市议会", "😀", "e\u0301",
    "\u202e", "http://[::1", "http://[zz]/", "https://xn--/", "https://a.example:99999/", "javascript:x",
    "a" * 1001, "quay-closure/", "/",
)  # fmt: skip
"""What has broken programs like ours, and what opens or closes something in YAML, Markdown, quotations."""


def spoil(data: bytes, chance: random.Random) -> bytes:
    """Return a file with one to three changes."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(data) + 1)
        lines = data.split(b"\n")
        line = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0:
                data = data[:at] + chance.choice(PIECES).encode("utf-8", "surrogatepass") + data[at:]
            case 1:
                data = data[:at] + data[at + chance.randint(1, 40) :]
            case 2:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 3:
                data = b"\n".join([*lines[:line], *lines[line + 1 :]])
            case 4:
                data = b"\n".join([*lines[:line], lines[line], *lines[line:]])
            case 5:
                other = chance.randrange(len(lines))
                lines[line], lines[other] = lines[other], lines[line]
                data = b"\n".join(lines)
            case 6:  # another value under a key
                key, mark, _ = lines[line].partition(b":")
                lines[line] = key + mark + b" " + chance.choice(PIECES).encode("utf-8", "surrogatepass")
                data = b"\n".join(lines)
            case 7:
                lines[line] = b" " * chance.randint(0, 9) + lines[line].lstrip()
                data = b"\n".join(lines)
    return data


def main() -> int:
    """Try so many inputs; return 1 if one raised."""
    tries, chance, wrong = int(sys.argv[1]), random.Random(sys.argv[2] if sys.argv[2:] else 1), 0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
        root = Path(shutil.copytree(QUAY / "seeds", Path(place) / "seeds")).parent
        shutil.copy(QUAY / "mkdocs.yml", root)
        files = [path for path in sorted(root.rglob("*")) if path.is_file()]
        whole = {path: path.read_bytes() for path in files}
        for number in range(tries):
            path = chance.choice(files)
            path.write_bytes(spoil(whole[path], chance))
            try:
                load_library(root)
                plan_receipts(root, None, Day(2025, 3, 6))
            except UsageError:
                pass
            except (Exception, RecursionError):
                wrong += 1
                print(
                    f"{number}: {path.relative_to(root)}\n{path.read_bytes()!r}\n{traceback.format_exc()}", flush=True
                )
            path.write_bytes(whole[path])
    print(f"{tries - wrong} of {tries} inputs gave no traceback")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
