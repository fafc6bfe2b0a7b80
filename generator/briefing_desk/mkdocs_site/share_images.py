"""`share/`: the picture that messengers show of a shared link, drawn from the data that the site publishes.

Home, topics and actors have one each: a line for each topic or question, opponents left, supporters right. A picture
that would come out as the last one did is taken over from the old site.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from anyascii import anyascii
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin, __version__

from briefing_desk.messages.words import STANCES
from briefing_desk.schema.settings import Settings

FOLDER = "share"
SIZE = WIDTH, HEIGHT = 1200, 630
"""What Open Graph and X ask for."""
EDGE, BAND, LABELS = 64, 92, 400
"""The margin, the height of the head with the site's name, the width of the lines' names, in pixels."""
MOST_LINES = 7
TITLES = ((50, 2), (42, 2), (34, 3))
"""The sizes of a title's letters, with the lines that it may have in them."""
ORDER = ("oppose", "mixed", "neutral", "undecided", "no-comment", "conditional", "support")
COLOURS = {"oppose": "#8f4306", "conditional": "#5a4a94", "support": "#1b5a8c"}
OTHER, PAPER, INK, SOFT, HEAD, RULE = "#48545f", "#ffffff", "#1c2733", "#52606d", "#1d3247", "#d5dbe1"
FONTS = {
    "bold": ("DejaVuSans-Bold.ttf", "NotoSans-Bold.ttf", "LiberationSans-Bold.ttf", "arialbd.ttf", "Arial Bold.ttf"),
    "plain": ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "arial.ttf", "Arial.ttf"),
}
WIDE_FONTS = ("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "msyh.ttc", "PingFang.ttc", "Arial Unicode.ttf")
MADE_OF = "made-of"
"""The key under which a picture says of what it was made."""
VERSION = "1"
SMOOTH = 4
"""Signs are drawn so many times larger, and then made smaller."""


class Line(NamedTuple):
    """A topic or a question, with the stances taken on it."""

    name: str
    stances: tuple[str, ...]


class Share(NamedTuple):
    """What a picture shows."""

    site: str
    title: str
    lines: tuple[Line, ...]


def write_shares(site: Path, settings: Settings, old: Path | None = None) -> None:
    """Draw the pictures of a new site; those of the old one that would come out the same are copied."""
    for name, share in list_shares(read_matrices(site, settings), settings).items():
        made_of = sha256(repr((VERSION, __version__, share)).encode()).hexdigest()
        known = old / FOLDER / f"{name}.png" if old else None
        kept = read_kept(known, made_of) if known else None
        path = site / FOLDER / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(kept or draw_share(share, made_of))


def read_matrices(site: Path, settings: Settings) -> list[dict[str, Any]]:
    """Return the topics as the site publishes them, in the order of the navigation."""
    place = {page: number for number, page in enumerate(settings.order)}
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((site / "data/topics").glob("*.json"))]
    found.sort(key=lambda matrix: (place.get(f"{matrix['topic']}.md", len(place)), matrix["title"].casefold()))
    return found


def read_kept(path: Path, made_of: str) -> bytes | None:
    """Return a picture that was made of the same, and is whole by its sums: it need not be decoded."""
    try:
        with Image.open(path) as image:
            if image.info.get(MADE_OF) != made_of:
                return None
            image.verify()
        return path.read_bytes()
    except (OSError, SyntaxError, ValueError):  # none there, or it is damaged
        return None


def list_shares(matrices: Sequence[Mapping[str, Any]], settings: Settings) -> dict[str, Share]:
    """Return what is shown of each page, by its path without the ending."""
    site = settings.site_name
    overview = tuple(Line(matrix["title"], sort_stances(matrix["cells"])) for matrix in matrices)
    found = {"index": Share(site, settings.site_description or site, overview)}
    names: dict[str, str] = {}
    told = list_lines(matrices)
    for matrix in matrices:
        names |= {actor["id"]: actor["name"] for actor in matrix["actors"]}
        lines = [
            Line(question["label"], sort_stances(c for c in matrix["cells"] if c["question"] == question["id"]))
            for question in matrix["questions"]
        ]
        found[matrix["topic"]] = Share(site, matrix["title"], tuple(lines))
    for id, name in names.items():
        found[f"actors/{id}"] = Share(site, name, tuple(told.get(id, ())))
    return found


def list_lines(matrices: Iterable[Mapping[str, Any]]) -> dict[str, list[Line]]:
    """Return the topics on which each actor takes a stance, with its stances."""
    found: dict[str, list[Line]] = {}
    for matrix in matrices:
        cells: dict[str, list[Mapping[str, Any]]] = {}
        for cell in matrix["cells"]:
            cells.setdefault(cell["actor"], []).append(cell)
        for actor, own in cells.items():
            if stances := sort_stances(own):
                found.setdefault(actor, []).append(Line(matrix["title"], stances))
    return found


def sort_stances(cells: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the stances of some cells: opponents first, supporters last."""
    return tuple(sorted((stance for cell in cells for stance in cell.get("stances", ())), key=ORDER.index))


def draw_share(share: Share, made_of: str = "") -> bytes:
    """Return a picture as PNG."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, BAND), fill=HEAD)
    write(draw, (EDGE, BAND // 2), fit(share.site, "bold", 32, WIDTH - 2 * EDGE), "bold", 32, PAPER)
    wrapped = [(size, wrap(share.title, size, lines)) for size, lines in TITLES]
    size, title = next((one for one in wrapped if not "".join(one[1]).endswith("…")), wrapped[-1])
    top = BAND + 34
    for words in title:
        write(draw, (EDGE, top + size // 2), words, "bold", size, INK)
        top += size + 12
    draw_lines(image, draw, share.lines, top + 12)
    draw_legend(image, draw, {stance for line in share.lines for stance in line.stances})
    out, told = BytesIO(), PngImagePlugin.PngInfo()
    told.add_text(MADE_OF, made_of)
    image.save(out, "PNG", pnginfo=told)
    return out.getvalue()


def draw_lines(image: Image.Image, draw: ImageDraw.ImageDraw, lines: Sequence[Line], top: int) -> None:
    """Draw a line for each topic or question: its name, then a sign for each stance."""
    shown = list(lines[:MOST_LINES])
    if len(lines) > len(shown):
        shown[-1] = Line(f"+{len(lines) - len(shown) + 1}", ())
    most = max((len(line.stances) for line in shown), default=0)
    start = EDGE + LABELS + 24
    step = max(18, min(46, (WIDTH - EDGE - start) // max(most, 1)))
    fits = (WIDTH - EDGE - start) // step
    height = min(62, (HEIGHT - 84 - top) // max(len(shown), 1))
    for number, line in enumerate(shown):
        middle = top + height * number + height // 2
        draw.line((EDGE, middle - height // 2, WIDTH - EDGE, middle - height // 2), fill=RULE, width=2)
        write(draw, (EDGE, middle), fit(line.name, "plain", 26, LABELS), "plain", 26, INK)
        signs = line.stances if len(line.stances) <= fits else line.stances[: fits - 2]
        for place, stance in enumerate(signs):
            put_sign(image, stance, start + place * step, middle, min(step - 6, height - 12))
        if rest := len(line.stances) - len(signs):
            write(draw, (start + len(signs) * step, middle), f"+{rest}", "bold", 22, SOFT)


def draw_legend(image: Image.Image, draw: ImageDraw.ImageDraw, stances: set[str]) -> None:
    """Draw what the signs mean, at the foot."""
    left, middle = EDGE, HEIGHT - 42
    for stance in ORDER:
        if stance in stances:
            words = STANCES[stance][0]
            put_sign(image, stance, left, middle, 26)
            write(draw, (left + 36, middle), words, "plain", 22, SOFT)
            left += 36 + int(find_font("plain", 22, words).getlength(words)) + 34


def put_sign(image: Image.Image, stance: str, left: int, middle: int, size: int) -> None:
    """Put the sign of a stance onto a picture."""
    sign = draw_sign(stance, size)
    image.paste(sign, (left, middle - size // 2), sign)


@cache
def draw_sign(stance: str, size: int) -> Image.Image:
    """Return the sign of a stance, as pages have it: told apart without colour."""
    full, colour = size * SMOOTH, COLOURS.get(stance, OTHER)
    sign = Image.new("RGBA", (full, full), (255, 255, 255, 0))
    draw, unit = ImageDraw.Draw(sign), full / 16
    box = (unit * 0.5, unit * 0.5, unit * 15.5, unit * 15.5)

    def stroke(*points: tuple[float, float], fill: str) -> None:
        draw.line([(x * unit, y * unit) for x, y in points], fill=fill, width=int(unit * 1.9), joint="curve")

    if stance in ("support", "oppose"):
        draw.ellipse(box, fill=colour)
    elif stance == "conditional":
        for begin in range(0, 360, 40):
            draw.arc(box, begin, begin + 24, fill=colour, width=int(unit * 1.5))
    else:
        draw.ellipse(box, outline=colour, width=int(unit * 1.5))
    if stance in ("support", "conditional"):
        stroke((4.6, 8.3), (7, 10.7), (11.5, 5.7), fill=PAPER if stance == "support" else colour)
    elif stance == "oppose":
        stroke((5.2, 5.2), (10.8, 10.8), fill=PAPER)
        stroke((10.8, 5.2), (5.2, 10.8), fill=PAPER)
    elif stance == "mixed":
        draw.pieslice(box, 90, 270, fill=colour)
    elif stance == "neutral":
        stroke((4.8, 8), (11.2, 8), fill=colour)
    else:
        for x in (5, 8, 11):
            draw.ellipse(((x - 1) * unit, 7 * unit, (x + 1) * unit, 9 * unit), fill=colour)
    return sign.resize((size, size), Image.Resampling.LANCZOS)


def write(draw: ImageDraw.ImageDraw, place: tuple[int, int], words: str, weight: str, size: int, colour: str) -> None:
    """Write words onto a picture; `place` is the middle of their left edge."""
    words = clean(words)
    if not words:
        return  # which not every layout bears
    font = find_font(weight, size, words)
    draw.text(place, words if covers(font, words) else anyascii(words), fill=colour, font=font, anchor="lm")


def wrap(words: str, size: int, lines: int) -> list[str]:
    """Return a title in as many lines as it may have, the last one cut where it is too long."""
    width = WIDTH - 2 * EDGE
    font, rest = find_font("bold", size, words), clean(words).split()
    found: list[str] = []
    while rest and len(found) < lines - 1:
        count = next((n for n in range(len(rest), 0, -1) if font.getlength(" ".join(rest[:n])) <= width), 0)
        if not count:
            break
        found.append(" ".join(rest[:count]))
        rest = rest[count:]
    return [*found, fit(" ".join(rest), "bold", size, width)] if rest else found


def fit(words: str, weight: str, size: int, width: int) -> str:
    """Return words, cut where they are too long."""
    words = clean(words)
    font, end = find_font(weight, size, words), len(words)
    if not words:
        return ""
    if font.getlength(words) <= width:
        return words
    while end and font.getlength(f"{words[:end].rstrip()}…") > width:
        end -= 1
    return f"{words[:end].rstrip()}…"


def clean(words: str) -> str:
    """Return words on one line, with nothing in them that has no look."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())


def find_font(weight: str, size: int, words: str) -> ImageFont.FreeTypeFont:
    """Return the first font of this machine that has all letters of some words; else the first one."""
    fonts = list_fonts(weight, size)
    return next((font for font in fonts if covers(font, words)), fonts[0])


@cache
def list_fonts(weight: str, size: int) -> list[ImageFont.FreeTypeFont]:
    """Return the fonts that this machine has, of those that we know; Pillow's own comes last."""
    found = []
    for name in (*FONTS[weight], *WIDE_FONTS):
        try:
            found.append(ImageFont.truetype(name, size))
        except OSError:
            continue
    own = ImageFont.load_default(size)
    return [*found, own] if isinstance(own, ImageFont.FreeTypeFont) else found


def covers(font: ImageFont.FreeTypeFont, words: str) -> bool:
    """Say whether a font has all letters of some words."""
    return all(has_letter(font, letter) for letter in set(words) if not letter.isspace())


@cache
def has_letter(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Say whether a font has a letter: what it has not it shows as the box that stands for none."""
    return bytes(font.getmask(letter)) != bytes(font.getmask("\U0010ffff"))
