"""A search index too large for one file, as many small ones of which a reader loads only what a search needs. Pure.

The theme's search loads all words of the site before it answers. `templates/search.js` takes its worker's place: of a
word it loads the part of the sorted words in which it is, and of what is found the parts that show it. Words are what
`split_words` says here and `split` says there.
"""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise
from typing import Any
from unicodedata import normalize

LARGE = 1_000_000
"""Characters of an index that a reader can load whole, about 200 kB over the wire."""
PART = 30_000
"""Characters of one part, about 8 kB over the wire."""
COMMON = 10_000
"""Sections with a word, from which on that word by itself finds only titles."""
LONGEST = 40
"""Letters of a word that count."""
TAG = re.compile("<[^>]*>")
MARK = re.compile("[\u0300-\u036f]")
WORD = re.compile(r"\w+")
UNSPACED = ("ja", "km", "lo", "my", "th", "zh")
"""Languages that write no spaces between words: the theme's search knows more about them."""
Posting = tuple[str, list[int], list[int]]
"""A word, and the numbers of the sections that have it in their title and in their text."""


def split_index(index: dict[str, Any]) -> dict[str, str]:
    """Return the parts of an index by file below `search/`, an empty index for the page to load among them."""
    sections = index["docs"]
    words = [pack_word(*posting) for posting in list_postings(sections)]
    titles = {section["location"]: section["title"] for section in sections}
    shown = [pack_section(section, titles) for section in sections]
    word_parts, section_parts = list(share_out(words)), list(share_out(shown))
    start = {
        "sections": [part.start for part in section_parts],
        "words": [json.loads(words[part.start])[0] for part in word_parts],
        "count": len(sections),
    }
    empty = pack(index | {"docs": []})
    return {
        "search_index.json": empty,
        "search_index.js": f"var __index = {empty}",
        "start.js": write_part("start", pack(start)),
        **{f"words/{n}.js": write_part(f"words/{n}", join(words, part)) for n, part in enumerate(word_parts)},
        **{f"sections/{n}.js": write_part(f"sections/{n}", join(shown, part)) for n, part in enumerate(section_parts)},
    }


def is_large(index: str) -> bool:
    """Say whether an index is better loaded in parts, and can be."""
    return len(index) > LARGE and not any(name.startswith(UNSPACED) for name in json.loads(index)["config"]["lang"])


def is_part(script: str) -> bool:
    """Say whether a script is a part of an index, and nothing else."""
    found = re.fullmatch(r'briefing\("[a-z]+(?:/\d+)?",(.*)\)\n', script, re.DOTALL)
    try:
        return bool(found) and json.loads(found[1]) is not None  # type: ignore[index]
    except ValueError:
        return False


def list_postings(sections: Iterable[dict[str, Any]]) -> Iterator[Posting]:
    """Yield each word with where it is, in the order in which scripts sort words."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for number, section in enumerate(sections):
        for place, field in enumerate(("title", "text")):
            for word in set(split_words(section[field])):
                found.setdefault(word, ([], []))[place].append(number)
    for word in sorted(found, key=lambda word: word.encode("utf-16-be")):
        yield word, *found[word]


def split_words(html: str) -> list[str]:
    """Return the words of a text of the index: letters and figures, without accents and capitals."""
    text = unescape(TAG.sub(" ", html))
    if not text.isascii():
        text = MARK.sub("", normalize("NFKD", text))
    return [word[:LONGEST] for word in WORD.findall(text.lower())]


def pack_word(word: str, titles: list[int], texts: list[int]) -> str:
    """Return a word as a script reads it: numbers as distances; 0 where it is in too many texts."""
    return pack([word, list_steps(titles), list_steps(texts) if len(texts) < COMMON else 0])


def list_steps(numbers: list[int]) -> list[int]:
    """Return the distance of each number from the one before."""
    return [after - before for before, after in pairwise([0, *numbers])]


def pack_section(section: dict[str, Any], titles: dict[str, str]) -> str:
    """Return what is shown of a section, the title of its page with it."""
    location = section["location"]
    return pack([location, section["title"], section["text"], titles.get(location.partition("#")[0], section["title"])])


def share_out(things: list[str]) -> Iterator[range]:
    """Yield which things come together in a part."""
    begin = size = 0
    for number, thing in enumerate(things):
        if size and size + len(thing) > PART:
            yield range(begin, number)
            begin, size = number, 0
        size += len(thing)
    if size:
        yield range(begin, len(things))


def join(things: list[str], part: range) -> str:
    """Return the things of a part as a list."""
    return f"[{','.join(things[part.start : part.stop])}]"


def write_part(name: str, data: str) -> str:
    """Return a part as a script: pages may come from a file system, where scripts can load nothing else."""
    return f'briefing("{name}",{data})\n'


def pack(data: object) -> str:
    """Return data as short JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
