"""A search index as many small files, of which a reader loads only what a search needs. Pure.

The theme's search loads all words of the site before it answers, and finds only what is typed as it is written.
`assets/search.js` takes its place: of a word it loads the part of the sorted words in which it is, of what is found the
parts that show it, and the spellings of all words only for one that is not found. Words are what `split_words` says
here and `split` says there; a test holds the two together.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from html import unescape
from itertools import pairwise
from types import MappingProxyType
from typing import Any
from unicodedata import category, normalize

PART = 30_000
"""Characters of one part, about 8 kB over the wire."""
COMMON = 10_000
"""Sections with a word, from which on that word by itself finds only titles."""
LONGEST = 40
"""Letters of a word that count."""
NOTE = re.compile("<sup>[^<]*</sup>")
"""The number of a footnote."""
BLOCK = re.compile(r"(?:\s*</?(?:p|li|ol|ul|pre)>)+\s*")
"""Where a paragraph or an item of a list begins or ends, as the theme's plugin leaves it in a text."""
TAG = re.compile("<[^>]*>")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
"""Stand within words, and nobody types them: where a line may break, and which form a character has."""
MARK = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
"""Accents, and the vowels and strokes that Hebrew and Arabic mostly leave out."""
APOSTROPHE = re.compile("[\u02b0-\u02ff]")
"""Letters to Unicode, apostrophes to those who write them: words end there as at every other."""
BETWEEN = dict.fromkeys("‘’‚“”„‹›«»‐‑–—…·•\u00a0", " ")
"""What most texts have beside Latin letters: without it they need no table of Unicode."""
LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ς": "σ"} | {
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "þ": "th",
}
"""Letters that Unicode does not take for others with an accent, and readers do."""
SPELT = re.compile(r"[^\W\d_]{3,}")
"""A word that may be meant by another one that is misspelt."""
SCRIPTS = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aad\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua980-\uaadf\uf900-\ufaff\U00020000-\U000323af"
)
"""Scripts without spaces between words: Thai, Lao, Burmese, Khmer and neighbours, kana, Chinese characters."""
SPACELESS = re.compile(f"[{SCRIPTS}]")
RUN = re.compile(f"[{SCRIPTS}]+|[^{SCRIPTS}]+")
ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)(?=.{2})")
"""What Arabic writes in front of a word and readers leave out when they search."""
Words = Mapping[str, str]
"""The words of sections, by the sum of what these say."""
NO_WORDS: Words = MappingProxyType({})
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
Posting = tuple[str, list[int], list[int]]
"""A word, and the numbers of the sections that have it in their title and in their text."""


def split_index(index: dict[str, Any], known: Words = NO_WORDS) -> tuple[dict[str, str], dict[str, str]]:
    """Return the parts of an index by file below `search/`, and the words of all its sections by what these say.

    Words that are known need not be looked for. A heading under which nothing is left for a search leads nowhere.
    """
    sections = [section for section in index["docs"] if "#" not in section["location"] or read_text(section["text"])]
    sums = [sum_section(section) for section in sections]
    found = {sum: known.get(sum) or write_forms(section) for sum, section in zip(sums, sections, strict=True)}
    postings = list(list_postings([found[sum] for sum in sums]))
    words = [pack_word(*posting) for posting in postings]
    titles = {section["location"]: read_text(section["title"]) for section in sections}
    shown = [pack_section(section, titles) for section in sections]
    word_parts, section_parts = list(share_out(words)), list(share_out(shown))
    start = {
        "sections": [part.start for part in section_parts],
        "words": [json.loads(words[part.start])[0] for part in word_parts],
        "pages": list_steps([number for number, section in enumerate(sections) if "#" not in section["location"]]),
        "count": len(sections),
    }
    spellings = [word for word, *_ in postings if SPELT.fullmatch(word) and not SPACELESS.search(word)]
    parts = {
        "start.js": write_part("start", pack(start)),
        "spellings.js": write_part("spellings", pack(spellings)),
        **{f"words/{n}.js": write_part(f"words/{n}", join(words, part)) for n, part in enumerate(word_parts)},
        **{f"sections/{n}.js": write_part(f"sections/{n}", join(shown, part)) for n, part in enumerate(section_parts)},
    }
    return parts, found


def sum_section(section: dict[str, Any]) -> str:
    """Return the sum of what a section says."""
    return sha256(f"{section['title']}\0{section['text']}".encode()).hexdigest()[:24]


def write_forms(section: dict[str, Any]) -> str:
    """Return the forms of all words of a section: those of its title, a tab, those of its text."""
    return "\t".join(" ".join(list_forms(section[field])) for field in ("title", "text"))


def is_part(script: str) -> bool:
    """Say whether a script is a part of an index, and nothing else."""
    found = re.fullmatch(r'briefing\("[a-z]+(?:/\d+)?",(.*)\)\n', script, re.DOTALL)
    try:
        return bool(found) and json.loads(found[1]) is not None  # type: ignore[index]
    except ValueError:
        return False


def list_postings(sections: Iterable[str]) -> Iterator[Posting]:
    """Yield each word with where it is, in the order in which scripts sort words."""
    titles: defaultdict[str, list[int]] = defaultdict(list)
    texts: defaultdict[str, list[int]] = defaultdict(list)
    for number, section in enumerate(sections):
        for found, forms in zip((titles, texts), section.split("\t"), strict=True):
            for word in forms.split():
                found[word].append(number)
    for word in sorted(titles.keys() | texts.keys(), key=lambda word: word.encode("utf-16-be")):
        yield word, titles.get(word, []), texts.get(word, [])


def list_forms(html: str) -> set[str]:
    """Return every form of a text's words that a search may ask for, or begin with."""
    return {form for word in set(find_words(html)) for form in find_forms(word)}


@lru_cache(maxsize=100_000)
def find_forms(word: str) -> tuple[str, ...]:
    """Return every form of a word that a search may ask for, or begin with."""
    return *cut_word(word), *list_beginnings(word)


def split_words(html: str) -> list[str]:
    """Return the words of a text as a search asks for them."""
    return [form for word in find_words(html) for form in cut_word(word)]


def find_words(html: str) -> list[str]:
    """Return what stands between spaces and marks: letters and figures, without accents and capitals."""
    text = read_text(html)
    if not text.isascii():
        text = replace_all(text, BETWEEN)
    if text.isascii():
        return re.findall(r"\w+", text.lower())
    text = MARK.sub("", normalize("NFKD", APOSTROPHE.sub(" ", INVISIBLE.sub("", text))))
    return find_pattern().findall(replace_all(text.lower(), LETTERS))


def read_text(html: str) -> str:
    """Return what readers see of a text of the index."""
    return unescape(TAG.sub(" ", html)).strip()


def show_text(html: str) -> str:
    """Return a text of the index in one line: a point between its paragraphs, and no numbers of footnotes."""
    return read_text(BLOCK.sub(" · ", NOTE.sub("", html)).strip(" ·"))


def replace_all(text: str, replacements: Mapping[str, str]) -> str:
    """Return a text with other characters in place of some: a few searches are faster than a table for each."""
    for old, new in replacements.items():
        text = text.replace(old, new)
    return text


@cache
def find_pattern() -> re.Pattern[str]:
    """Return the pattern of a word: Python takes the vowels of Thai or Hindi for no part of one."""
    vowels = [code for code in range(0x300, 0x1F000) if category(chr(code)).startswith("M")]
    breaks = [at for at, (code, following) in enumerate(pairwise(vowels), 1) if following > code + 1]
    spans = [vowels[start:end] for start, end in pairwise([0, *breaks, len(vowels)])]
    some = "".join(f"{chr(span[0])}-{chr(span[-1])}" for span in spans)
    return re.compile(rf"\w+(?:[{some}]+\w*)*")


def cut_word(word: str) -> Iterator[str]:
    """Yield the forms by which a search asks for a word: each two characters of a script without spaces."""
    for run in cut_runs(word):
        if len(run) > 1 and SPACELESS.match(run):
            yield from (first + second for first, second in pairwise(run))
        else:
            article = ARTICLE.match(run)
            yield run[article.end() if article else 0 :][:LONGEST]


def list_beginnings(word: str) -> Iterator[str]:
    """Yield what else a search finds a word by while it is typed."""
    for run in cut_runs(word):
        yield run[-1] if SPACELESS.match(run) else run[:LONGEST]


def cut_runs(word: str) -> list[str]:
    """Return the parts of a word, by whether their script has spaces between words."""
    return [word] if word.isascii() else RUN.findall(word)


def pack_word(word: str, titles: list[int], texts: list[int]) -> str:
    """Return a word as a script reads it: numbers as distances; 0 where it is in too many texts."""
    return pack([word, list_steps(titles), list_steps(texts) if len(texts) < COMMON else 0])


def list_steps(numbers: list[int]) -> list[int]:
    """Return the distance of each number from the one before."""
    return [after - before for before, after in pairwise([0, *numbers])]


def pack_section(section: dict[str, Any], titles: dict[str, str]) -> str:
    """Return what is shown of a section, the title of its page with it."""
    location, title = section["location"], read_text(section["title"])
    return pack([location, title, show_text(section["text"]), titles.get(location.partition("#")[0], title)])


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
    return ENCODER.encode(data)
