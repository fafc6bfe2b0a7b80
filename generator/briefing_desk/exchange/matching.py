"""Look for what others have marked in the articles' texts: it is there word for word, or told why not. Pure."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefing_desk.exchange.proposals import Proposal
from briefing_desk.exchange.remarks import Remark
from briefing_desk.intake.marking import NOWHERE, Marked, mark
from briefing_desk.quotes.find import normalise_source
from briefing_desk.quotes.verify import find_in, locate
from briefing_desk.schema.dates import Interval
from briefing_desk.schema.model import Article, Quote, Seeds, Stance, Verbatim
from briefing_desk.schema.references import get_question_id, list_references
from briefing_desk.schema.values import Wrong, convert_interval, convert_text
from briefing_desk.syntax.problems import Problem
from briefing_desk.syntax.source import Text
from briefing_desk.syntax.suggest import suggest_name
from briefing_desk.text.article_text import ArticleText
from briefing_desk.text.normalise import normalise
from briefing_desk.text.resemblance import simplify_address

Texts = Mapping[str, tuple[str, ArticleText]]
"""Of each article whose text is at hand: where it is, and the text."""
Span = tuple[tuple[int, int], ...]
NEAR = 200
"""Characters around a passage that are compared with what a file says stands there."""
OUR_OWN = {stance.value: stance for stance in Stance}
"""Words that need no mapping where a file says that they are stances."""
SHORTEST = 12
"""Characters of a passage that may begin or end inside a word: a hand was not quite steady."""
MAX_NOTE = 2000
"""Characters of what somebody wrote beside a passage, and of the passage: what a file of YAML may have."""


@dataclass(slots=True)
class Matched:
    """What became of the remarks of a file."""

    proposals: dict[str, list[Proposal]] = field(default_factory=dict)
    """By article."""
    problems: list[Problem] = field(default_factory=list)
    wordless: int = 0
    """Remarks about an article as a whole, and answers to others."""


def match_remarks(remarks: Iterable[Remark], seeds: Seeds, texts: Texts, stances: Mapping[str, Stance]) -> Matched:
    """Return each remark's passage as the article has it; `stances` says which words of the file mean which stance."""
    matched = Matched()
    addresses = {simplify(article.url): id for id, article in seeds.articles.items() if article.url}
    for remark in remarks:
        if remark.exact is None:
            matched.wordless += 1
            continue
        id = find_article(remark, seeds.articles, addresses)
        if id not in texts:
            matched.problems.append(tell_unplaced(remark, id, seeds.articles))
            continue
        path, text = texts[id]
        marked, problem = place(remark, remark.exact, text, path)
        if problem:
            matched.problems.append(problem)
        if marked:
            proposal, told = propose(remark, remark.exact, marked, seeds, stances)
            matched.problems += told
            matched.proposals.setdefault(id, []).append(proposal)
    return matched


def simplify(url: str) -> str:
    """Return what of an address says which page it is; empty for what is none."""
    try:
        return simplify_address(url)
    except ValueError:
        return ""


def find_article(remark: Remark, articles: Mapping[str, Article], addresses: Mapping[str, str]) -> str:
    """Return the article that a remark is about, by its id or its address; empty where there is none."""
    named = str(remark.source or "")
    if named in articles:
        return named
    fragment = named.rpartition("#s-")[2]  # an article without an address is a page's entry in our own export
    return addresses.get(simplify(named), "") or (fragment if fragment in articles else "")


def tell_unplaced(remark: Remark, id: str, articles: Mapping[str, Article]) -> Problem:
    """Return why a remark's article is not looked into."""
    named = remark.source
    if named is None:
        message, help = "it is not said which article is meant", "name its address, or its id"
    elif id:
        message = f"the text of `{id}` is not at hand"
        help = f"put `{id}.txt` into the folder that --texts names, and import again"
    else:
        message = f"no article of this site is `{clean(named)[:200]}`"
        help = suggest_name(named, articles) or "take it in first, with `briefing add`; then import again"
    return Problem(named.at if named else remark.at, "import-unplaced", message, help)


def place(remark: Remark, exact: Verbatim, text: ArticleText, path: str) -> tuple[Marked | None, Problem | None]:
    """Return a passage as a quote of the article, or why it is none."""
    if len(exact) > MAX_NOTE:
        message = f"a passage of {len(exact):,} characters, the limit is {MAX_NOTE:,}"
        return None, Problem(exact.at, "value-length", message, "mark the sentence that shows the position")
    spans: list[Span] = [match.pieces for match in find_in(text, Quote(exact))] or list(find_loosely(exact, text))
    nearest = choose_by_context(spans, text.text, remark.prefix, remark.suffix)
    marked = mark(text, nearest[0]) if len(nearest) == 1 else None
    if marked and marked.match:
        return marked, None
    _, told = locate(Quote(exact), text, path)
    if told:
        return None, told[0]
    return None, Problem(exact.at, "quote-not-found", f"the passage is not in {path}", "mark it in whole words")


def find_loosely(exact: str, text: ArticleText) -> Iterator[Span]:
    """Yield where a passage stands that begins or ends inside a word."""
    folded, wanted = normalise_source(text.text), normalise(exact)
    at = folded.text.find(wanted) if len(wanted) >= SHORTEST else -1
    while at >= 0:
        yield (folded.to_original(at, at + len(wanted)),)
        at = folded.text.find(wanted, at + 1)


def choose_by_context(spans: list[Span], text: str, prefix: str, suffix: str) -> list[Span]:
    """Return those of several places around which stands most of what a file says stands there, cut anywhere."""
    if len(spans) < 2:
        return spans
    before, behind = normalise(prefix), normalise(suffix)

    def measure(span: Span) -> int:
        start, end = span[0][0], span[-1][1]
        shared = count_shared(normalise(text[max(0, start - NEAR) : start])[::-1], before[::-1])
        return shared + count_shared(normalise(text[end : end + NEAR]), behind)

    measured = [(measure(span), span) for span in spans]
    most = max(number for number, _ in measured)
    return [span for number, span in measured if number == most]


def count_shared(one: str, other: str) -> int:
    """Return with how many equal characters two texts begin."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def propose(
    remark: Remark, exact: Verbatim, marked: Marked, seeds: Seeds, stances: Mapping[str, Stance]
) -> tuple[Proposal, list[Problem]]:
    """Return a candidate with what a file says of it, as far as this site knows the words."""
    given = dict(remark.fields)
    for tag in remark.tags:
        if tag.casefold() in stances:
            given.setdefault("stance", tag)
    found: dict[str, Text | Stance | Interval] = {}
    problems, unknown = [], []
    for name, word in given.items():
        value, help = understand(name, word, seeds, stances)
        if value is None:
            problems.append(Problem(word.at, "import-unknown", f"no {name} is called `{clean(word)[:80]}`", help))
            unknown.append(f"{name}: {word}")
        else:
            found[name] = value
    at = exact.at
    texts = {"by": remark.by, "note": "\n".join(filter(None, [remark.note, *unknown])), "origin": remark.origin}
    words = {name: clean(said)[:MAX_NOTE] for name, said in texts.items()}
    quote = marked.make_quote(at)
    tags = tuple(dict.fromkeys(Text(said, at) for tag in remark.tags if (said := clean(tag)[:MAX_NOTE])))
    kept = {name: Text(said, at) for name, said in words.items() if said}
    return Proposal(quote.exact, quote.prefix, quote.suffix, tags=tags, **kept, **found), problems  # type: ignore[arg-type]


def understand(
    name: str, word: Text, seeds: Seeds, stances: Mapping[str, Stance]
) -> tuple[Text | Stance | Interval | None, str]:
    """Return what a word means on this site, or how to mend it: nothing is guessed."""
    if name == "actor":
        return know(word, {id: (str(actor.name), *map(str, actor.aliases)) for id, actor in seeds.actors.items()})
    if name == "question":
        questions = list_references(seeds.topics)
        return know(word, {one: (str(question.label), get_question_id(one)) for one, _, question in questions})
    if name == "stance":
        return {**OUR_OWN, **stances}.get(word.casefold()), f"say what it means: --stance {word}=support"
    try:
        return (convert_interval(word) if name == "date" else Text(clean(word)[:MAX_NOTE], word.at)), ""
    except Wrong as wrong:
        return None, wrong.help


def know(word: Text, known: Mapping[str, tuple[str, ...]]) -> tuple[Text | None, str]:
    """Return the id that a word is, or that alone has such a name."""
    if word in known:
        return word, ""
    wanted = clean(word).casefold()
    named = [id for id, names in known.items() if wanted in map(str.casefold, names)]
    if len(named) == 1:
        return Text(named[0], word.at), ""
    if named:
        return None, f"several are called so: write {', '.join(f'`{id}`' for id in sorted(named))}"
    return None, suggest_name(word, known) or "declare it, then import again; it is kept as a note"


def clean(words: str) -> str:
    """Return what somebody wrote on one line, without what a terminal obeys."""
    shown = "".join(" " if unicodedata.category(one) == "Cc" else one for one in words)
    return str(convert_text(Text(shown, NOWHERE)))
