"""A page's tree, made ready for extraction: what is struck out goes, what is displayed is marked. Pure."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement, fromstring

from briefing_desk.languages import load_language
from briefing_desk.webpage.tree import describe, fold_spaces
from briefing_desk.webpage.wording import measure_words

DISPLAYED = "⸨⸩"
"""Stands before each paragraph of a displayed quotation until the text is extracted: marks that no page has."""
STRUCK = re.compile(r"line-through", re.IGNORECASE)
RAISED = dict(zip("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻", strict=True))
SIGNS = ("®", "™", "©")
UNIT = re.compile(r"(?:(?<![^\W\d_])(?:[kcdmµ]?m|ft|in|[a-zA-Z]))\Z")
"""What stands before a power: a unit of length, a variable."""
SHORT = re.compile(r"(?:\d|\b[IVXLC]+|(?<!\w)[^\W\d_]{1,2})\Z")
"""What letters are raised behind that belong to it: 1st, XXe, Mme, no."""
LETTERS = re.compile(r"[^\W\d_]{1,4}")
PARAGRAPHS = frozenset(
    (
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "table",
    )
)
PARTED_BY_BREAKS = ("p", "div", "td", "section", "article", "main", "blockquote", "body", "center")
LEAD = re.compile(r"teaser|intro|lead|summary|abstract|standfirst|sapo", re.IGNORECASE)
CAPTION = re.compile(
    r"(?<![a-z])(?:(?:image|img|photo|picture|media|figure|foto|bild|wp|slide|gallery)[\w-]*[-_]*(?:caption|credit|copyright|legend)s?"
    r"|caption|credits?|bildunterschrift|bildnachweis|bildquelle|bildtext|copyright|figcaption)(?![a-z])",
    re.IGNORECASE,
)
"""Classes of what stands beneath a picture."""
AUTHOR_BOX = re.compile(
    r"(?:author|autor|auteur|writer)s?(?:[-_]*tooltip)?[-_]*(?:box|bio|biography|info|desc|description|details?|card|profile|position|about|tooltip)(?![a-z])"
    r"|(?<![a-z])sabox|(?<![a-z])(?:about|bio)[-_]*(?:the[-_]*)?(?:author|autor)s?(?![a-z])",
    re.IGNORECASE,
)
"""Classes of what tells who the author is."""
ASKING = re.compile(
    r"(?<![a-z])(?:newsletter[-_]*(?:form|box|sign|teaser|promo|widget)|disclosure|disclaimer|widgettitle"
    r"|affiliate[-_]*(?:text|note|hint|disc))",
    re.IGNORECASE,
)
"""Classes of what asks readers for something, or tells of the page."""
OTHERS = re.compile(
    r"(?<![a-z])(?:related[-_]*(?:post|article|content|link|stor|news)|next[-_]*(?:story|post|article)"
    r"|read[-_]*(?:more|next|also)|inline[-_]*teaser|widget[-_]*rss|link[-_]*list)",
    re.IGNORECASE,
)
"""Classes and names of what leads to others' articles, if half of it is links."""
BUTTON = re.compile(r"(?<![a-z])(?:button|btn|toggle)s?(?![a-z])", re.IGNORECASE)
"""Classes of what can be pressed."""
MAX_BOX, MAX_ASKING, MAX_BUTTON = 120, 250, 4
"""Words of a box, of one that asks for something, and of a button."""
MAX_CAPTION = 80
"""Words: what is longer is no caption, whatever it is called."""
SOURCES = ("footer", "cite", "figcaption")
DATA_CELL = 40
"""Words: a table with a longer cell lays out a page, it holds no data."""
MIN_LEAD = 8
DEFAULT_MARKS = ("“", "”", "‘", "’")


def prepare_tree(tree: HtmlElement, language: str) -> None:
    """Change a tree into one whose text is what readers take for the article's words."""
    for element in [*tree.iter("rt", "rp", "del", "s", "strike", "script")]:
        drop(element)
    for element in [*tree.xpath("//*[@style]")]:
        if STRUCK.search(element.get("style")):
            drop(element)
    for element in [*tree.iter("ins")]:
        element.drop_tag()
    drop_captions(tree)
    drop_boxes(tree)
    unfold_tables(tree)
    mark_quotes(tree, load_language(language).marks or DEFAULT_MARKS)
    for element in [*tree.iter("sup")]:
        lower(element)
    join_lines(tree)
    mark_displayed(tree)
    free_leads(tree)


def drop(element: HtmlElement) -> None:
    """Remove an element with what is in it, not what stands behind it."""
    if element.getparent() is not None:
        element.drop_tree()


def drop_captions(tree: HtmlElement) -> None:
    """Remove what stands beneath pictures; beneath a quotation stands who said it."""
    for figure in [one for one in tree.iter("figure") if next(one.iter("blockquote"), None) is not None]:
        for caption in figure.iter("figcaption"):
            caption.tag = "p"
        figure.tag = "div"
    for element in [*tree.iter("figcaption"), *tree.xpath("//*[@class]")]:
        holds = next(element.iter("blockquote", "table", "h1", "h2"), None) is not None
        if is_caption(element) and not holds and measure_words(element.text_content()) <= MAX_CAPTION:
            drop(element)


def drop_boxes(tree: HtmlElement) -> None:
    """Remove what stands beside an article in a box of its own: who the author is, newsletters, others' articles."""
    for element in [*tree.xpath("//nav | //*[@class]")]:
        holds = next(element.iter("h1", "article", "time"), None) is not None
        names, words = element.get("class") or "", measure_words(element.text_content())
        is_box = element.tag == "nav" or AUTHOR_BOX.search(names) or is_others(element)
        most = MAX_ASKING if ASKING.search(names) else MAX_BOX if is_box else MAX_BUTTON if BUTTON.search(names) else 0
        if not holds and 0 < words <= most:
            drop(element)


def is_others(element: HtmlElement) -> bool:
    """Say whether an element leads to other articles, or asks for something."""
    names, linked = f"{element.tag} {element.get('class')}", [*element.iter("a"), *element.iterancestors("a")]
    if element.tag in ("body", "main", "html"):
        return False
    words = sum(measure_words(link.text_content()) for link in linked)
    is_linked = words * 2 >= measure_words(element.text_content())
    return ASKING.search(names) is not None or (is_linked and OTHERS.search(names) is not None)


def is_caption(element: HtmlElement) -> bool:
    """Say whether an element tells of a picture, or whose it is."""
    return element.tag == "figcaption" or CAPTION.search(element.get("class") or "") is not None


def put_before(element: HtmlElement, words: str) -> None:
    """Write words in front of an element."""
    before = element.getprevious()
    parent = element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + words
    elif parent is not None:
        parent.text = (parent.text or "") + words


def mark_quotes(tree: HtmlElement, marks: Sequence[str]) -> None:
    """Write the quotation marks that browsers show around `<q>`, outer and inner ones, as text."""
    for element in [*tree.iter("q")]:
        opening, closing = marks[2:4] if any(True for _ in element.iterancestors("q")) else marks[:2]
        element.text = opening + (element.text or "").lstrip()
        last = element[-1] if len(element) else None
        if last is None:
            element.text = element.text.rstrip() + closing
        else:
            last.tail = (last.tail or "").rstrip() + closing
    for element in [*tree.iter("q")]:
        element.drop_tag()


def lower(element: HtmlElement) -> None:
    """Write what is raised as text: a note's number apart from the word, an ordinal's letters and a power beside it."""
    words, before = fold_spaces(element.text_content()), read_before(element)
    is_note = next(element.iter("a"), None) is not None or element.getparent().tag == "a"
    is_part = words in SIGNS or (LETTERS.fullmatch(words) and words.islower() and SHORT.search(before))
    is_power = words.isdigit() and UNIT.search(before)
    if not is_note and not is_part and before[-1:].isdigit() and all(char in RAISED for char in words):
        element.text = "".join(RAISED[char] for char in words)
        for child in list(element):
            element.remove(child)
    elif is_note or not (is_part or is_power):
        put_before(element, " " if before[-1:].strip() else "")
    element.drop_tag()


def read_before(element: HtmlElement) -> str:
    """Return the words that stand directly before an element."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return (previous.tail or "") or str(previous.text_content() if isinstance(previous.tag, str) else "")
    return (parent.text or "") if parent is not None else ""


def join_lines(tree: HtmlElement) -> None:
    """Make a space of a single line break, and paragraphs of what two in a row part."""
    for element in [one for one in tree.iter("br") if next(one.iterancestors("pre"), None) is None]:
        if element.getparent() is not None and not is_doubled(element):
            put_before(element, " ")
            element.drop_tag()
    for parent in dict.fromkeys(element.getparent() for element in tree.iter("br")):
        if parent.tag in PARTED_BY_BREAKS:
            part_paragraphs(parent)


def is_doubled(element: HtmlElement) -> bool:
    """Say whether another line break stands directly before or behind a line break."""
    before, behind = element.getprevious(), element.getnext()
    follows = before is not None and before.tag == "br" and not (before.tail or "").strip()
    return follows or (behind is not None and behind.tag == "br" and not (element.tail or "").strip())


def part_paragraphs(parent: HtmlElement) -> None:
    """Put what line breaks part into paragraphs of their own."""
    words, children = parent.text, list(parent)
    parent.text, part = None, fromstring("<p></p>")
    part.text = words
    for child in children:
        parent.remove(child)
    parts = [part]
    for child in children:
        if child.tag == "br" or child.tag in PARAGRAPHS:
            part = fromstring("<p></p>")
            part.text, child.tail = child.tail, None
            parts += [part] if child.tag == "br" else [child, part]
        else:
            parts[-1].append(child)
    parent.extend(one for one in parts if one.tag != "p" or len(one) or (one.text or "").strip())
    if parent.tag == "p":
        parent.tag = "div"


def unfold_tables(tree: HtmlElement) -> None:
    """Make plain divisions of tables that lay out a page: those with headlines or long texts in their cells."""
    for table in [*tree.iter("table")]:
        cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table]
        if any(is_layout(cell) for cell in cells):
            for part in [
                one
                for one in table.iter("tbody", "thead", "tfoot", "tr", "td", "th")
                if next(one.iterancestors("table")) is table
            ]:
                part.tag = "div"
            table.tag = "div"


def is_layout(cell: HtmlElement) -> bool:
    """Say whether a table's cell holds a part of a page."""
    return next(cell.iter("h1", "article"), None) is not None or any(
        measure_words(p.text_content()) > DATA_CELL for p in [cell, *cell.iter("p", "div")]
    )


def mark_displayed(tree: HtmlElement) -> None:
    """Mark each paragraph of a block quotation; who said it stands in a paragraph of its own behind it."""
    body = measure_words(tree.text_content())
    for quote in [*tree.iter("blockquote")]:
        if measure_words(quote.text_content()) * 2 > body or next(quote.iterancestors("blockquote"), None) is not None:
            continue  # a page that is indented as a whole is nobody's speech
        for source in [one for one in quote.iter(*SOURCES) if one.tag != "cite" or not fold_spaces(one.tail)]:
            behind = fromstring("<p></p>")
            behind.text = fold_spaces(source.text_content())
            drop(source)
            quote.addnext(behind)
            behind.tail, quote.tail = quote.tail, None
        split_paragraphs(quote)
        quote.tag = "div"
        for name in ("class", "id"):
            quote.attrib.pop(name, None)


def split_paragraphs(quote: HtmlElement) -> None:
    """Mark the paragraphs of a quotation, and make one of its words that stand in none."""
    if not any(child.tag in PARAGRAPHS for child in quote):
        whole = fromstring("<p></p>")
        whole.text, quote.text = quote.text, None
        for child in list(quote):
            whole.append(child)
        quote.append(whole)
    for part in [quote, *quote.iterdescendants()]:
        is_empty = not (part.text or "").strip() and any(child.tag in PARAGRAPHS for child in part)
        if part.tag in PARAGRAPHS and not is_empty:
            part.text = DISPLAYED + (part.text or "").lstrip()


def free_leads(tree: HtmlElement) -> None:
    """Take from an article's first paragraphs the class by which they would pass for a teaser of another article."""
    for element in [*tree.xpath("//article//*[@class or @id] | //main//*[@class or @id]")]:
        if not LEAD.search(describe(element)) or element.tag in ("body", "article", "main"):
            continue
        words = measure_words(element.text_content())
        linked = sum(measure_words(link.text_content()) for link in element.iter("a"))
        is_others = next(element.iter("h1", "h2", "h3", "h4", "img", "article"), None) is not None
        if words >= MIN_LEAD and linked * 4 < words and not is_others:
            element.attrib.pop("class", None)
            element.attrib.pop("id", None)
