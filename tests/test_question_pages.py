"""Pages of questions: a topic with too much for one page keeps its pictures, and each question gets a page."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from click.testing import CliRunner
from conftest import succeed

from benchmarks.corpus import write_elections, write_site
from briefing_desk.analysis import library
from briefing_desk.analysis.library import MAX_ENTRIES, find_split
from briefing_desk.build.stale_outputs import is_ours
from briefing_desk.cli import main
from briefing_desk.pages import pictures, table, timeline

TOPIC = "quay-closure"
LINK = re.compile(r'(?:href=|"(?:href|url|@id|via|id)": ?|,)"([\w./-]+)\.html#([\w-]+)"')
KINDS = (".md", ".js", ".json", ".xml")


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def split(site, monkeypatch):
    """Return the quay with its pages, where three reports are too much for one."""
    monkeypatch.setattr(library, "MAX_ENTRIES", 3)
    assert run("generate", "--root", site).exit_code == 0
    return site


def list_questions(site):
    return sorted(path.stem for path in (site / "briefings/questions").glob("*.md"))


def find_broken(site):
    """Return the addresses of places on our pages that lead nowhere, in pages and in all that goes with them."""
    root = site / "briefings"
    texts = {path.relative_to(root).as_posix(): path for path in root.rglob("*.*") if path.suffix in KINDS}
    texts = {name: path.read_text(encoding="utf-8") for name, path in texts.items()}
    ids = {name: set(re.findall(r'id="([^"]+)"', text)) for name, text in texts.items() if name.endswith(".md")}
    broken, found = [], 0
    for name, text in texts.items():
        here = "" if name == "data/names.js" else dirname(name)
        for page, anchor in LINK.findall(text):
            found += 1
            target = f"{normpath(join(here, page))}.md"
            broken += [(name, target, anchor)] if anchor not in ids.get(target, ()) else []
    assert found > 100
    return broken


def test_a_topic_is_split_by_the_number_of_its_reports():
    assert find_split(["a/x"] * MAX_ENTRIES) == frozenset()
    assert find_split([*["a/x"] * MAX_ENTRIES, "a/y", "b/z"]) == {"a"}


def test_the_topic_keeps_its_pictures_and_each_question_has_its_evidence(split):
    topic = (split / f"briefings/{TOPIC}.md").read_text()
    assert 'class="b-matrix' in topic
    assert 'class="b-standing' in topic
    assert 'class="b-entry' not in topic
    assert 'class="b-lanes' not in topic
    names = list_questions(split)
    assert len(names) == topic.count('<li id="b-question-') > 2
    pages = [(split / f"briefings/questions/{name}.md").read_text() for name in names]
    entries = [set(re.findall(r'class="b-entry[^"]*" id="([^"]+)"', page)) for page in pages]
    assert sum(map(len, entries)) == len(set().union(*entries)) > 5
    assert all(f"../{TOPIC}.html" in page and 'class="b-standing' in page for page in pages)


def test_no_report_is_lost_by_splitting(split, made_quay):
    whole = (made_quay / f"briefings/{TOPIC}.md").read_text()
    parts = "".join(path.read_text() for path in (split / "briefings/questions").glob("*.md"))
    for shape in (r'class="b-entry[^"]*" id="([^"]+)"', r'<figure[^>]* id="([^"]+)"', r'<h4 id="([^"]+)"'):
        assert set(re.findall(shape, whole)) == set(re.findall(shape, parts)) != set()


def test_every_address_on_the_site_leads_to_a_page_that_has_its_place(split):
    assert find_broken(split) == []
    assert f"questions/{TOPIC}--" in (split / "briefings/data/names.js").read_text()
    assert f"questions/{TOPIC}--" in (split / f"briefings/feeds/topics/{TOPIC}.json").read_text()


@pytest.mark.parametrize("entries", [3, MAX_ENTRIES])
def test_a_matrix_shows_what_it_has_room_for_and_says_so(site, made_quay, monkeypatch, entries):
    """Whoever holds most positions; links to all other cells lead to their evidence."""
    for module, name, number in ((library, "MAX_ENTRIES", entries), (library, "MOST_CELLS", 4)):
        monkeypatch.setattr(module, name, number)
    monkeypatch.setattr(table, "MOST_CELLS", 4)
    for module in (table, pictures):
        monkeypatch.setattr(module, "MOST_SIDE", 2)
    whole = (made_quay / f"briefings/{TOPIC}.md").read_text()
    assert run("generate", "--root", site).exit_code == 0
    topic = (site / f"briefings/{TOPIC}.md").read_text()
    assert topic.count('<th scope="row" data-actor') == topic.count("data-question=") == 2
    held = len(set(re.findall(r'<td [^>]*id="(c-[^"]+)"', whole)))
    assert f"Shown are the 2 actors and 2 questions with most of its {held} positions" in topic
    assert "Shown are the" not in whole
    assert f"Questions shown: 2 of {whole.count('data-question=')}, those with most positions" in topic
    assert topic.partition('class="b-standing')[2].partition("</table>")[0].count('scope="row"') == 2
    assert "those with most positions" not in whole
    assert 'name="on"' in whole
    assert 'name="on"' not in topic  # there is no room for days before
    assert "<template" not in topic
    assert find_broken(site) == []
    assert "0 new, 0 changed" in run("generate", "--root", site, "--full").stdout


def test_a_timeline_draws_what_it_has_room_for_and_says_so(site, made_quay, monkeypatch):
    """Its list has every statement."""
    monkeypatch.setattr(timeline, "MOST_LANES", 2)
    assert run("generate", "--root", site).exit_code == 0
    page, whole = ((root / f"briefings/{TOPIC}.md").read_text() for root in (site, made_quay))
    lanes = whole.count('class="b-lane"')
    assert lanes > 2
    assert page.count('class="b-lane"') == 2
    assert f"Lines drawn: 2 of {lanes}, those with most statements" in page
    assert "Lines drawn" not in whole
    moments = [text.partition('<ol class="b-timeline"')[2].partition("</ol>")[0] for text in (page, whole)]
    assert moments[0] == moments[1] != ""


def test_a_topic_that_is_just_not_split_is_not_too_heavy(tmp_path):
    write_site(tmp_path, MAX_ENTRIES // 6, 1)
    assert run("generate", "--root", tmp_path).exit_code == 0
    counter, page = Counter(), (tmp_path / "briefings/topic-0.md").read_text()
    counter.feed(page)
    assert page.count('<div class="b-entry') == MAX_ENTRIES
    assert 5_000 < counter.number < 7_800  # the theme adds fewer than 200


def test_nothing_is_made_twice_and_all_of_it_at_once_is_the_same(split):
    assert "0 new, 0 changed" in run("generate", "--root", split).stdout
    assert "0 new, 0 changed" in run("generate", "--root", split, "--full").stdout


def test_a_new_report_changes_the_page_of_its_question_alone(split):
    article = split / "seeds/articles/union-objects.md"
    [first, *_] = re.findall(r"question: (\S+)", article.read_text())
    before = {path: path.read_bytes() for path in (split / "briefings/questions").glob("*.md")}
    article.write_text(re.sub(r"summary: .*", "summary: Another sentence.", article.read_text(), count=1))
    assert run("generate", "--root", split).exit_code == 0
    changed = [path.stem for path, text in before.items() if path.read_bytes() != text]
    assert changed == [first.replace("/", "--")]
    assert "0 new, 0 changed" in run("generate", "--root", split, "--full").stdout


def test_a_topic_that_is_whole_again_leaves_pages_that_nobody_wrote_in(split, made_quay, monkeypatch):
    page = split / f"briefings/questions/{list_questions(split)[0]}.md"
    assert is_ours(f"briefings/questions/{page.name}", page.read_text())
    page.write_text(page.read_text().replace("## ", "My words.\n\n## ", 1))
    monkeypatch.setattr(library, "MAX_ENTRIES", MAX_ENTRIES)
    result = run("generate", "--root", split, "--prune", "--yes")
    assert result.exit_code == 0, result.output
    assert [path.name for path in (split / "briefings/questions").glob("*.md")] == [page.name]
    name = f"briefings/{TOPIC}.md"
    assert (split / name).read_text() == (made_quay / name).read_text()


@pytest.mark.parametrize("kind", ["question", "topic"])
def test_a_page_goes_with_its_question_and_keeps_what_people_wrote(split, kind):
    name = list_questions(split)[0]
    page = split / f"briefings/questions/{name}.md"
    page.write_text(page.read_text().replace("## ", "My words.\n\n## ", 1))
    old = name.replace("--", "/") if kind == "question" else TOPIC
    result = run("rename", kind, old, f"{TOPIC}/other" if kind == "question" else "other", "--root", split, "--yes")
    assert result.exit_code == 0, result.output
    assert run("generate", "--root", split).exit_code == 0
    moved = f"{TOPIC}--other" if kind == "question" else name.replace(TOPIC, "other")
    assert "My words." in (split / f"briefings/questions/{moved}.md").read_text()
    assert not page.exists()


class Counter(HTMLParser):
    """Counts the elements of a page: what stands in a template is none."""

    def __init__(self):
        super().__init__()
        self.number, self.templates = 0, 0

    def handle_starttag(self, tag, attrs):
        self.number += not self.templates
        self.templates += tag == "template"

    def handle_endtag(self, tag):
        self.templates -= tag == "template"


@pytest.fixture(scope="session")
def election(once) -> Path:
    """Return the site of an election in which 40 parties answer 40 questions."""

    def make(root):
        root.mkdir()
        write_elections(root, 1, 1)
        succeed("build", "--root", root)

    return once("election", make)


@pytest.mark.slow
def test_no_page_about_an_election_is_too_heavy(election):
    pages = [election / "site/election-0.html", *(election / "site/questions").glob("*.html")]
    assert len(pages) == 41
    for page in pages:
        counter = Counter()
        counter.feed(page.read_text(encoding="utf-8"))
        assert 500 < counter.number < 8_000, page.name
        assert len(gzip.compress(page.read_bytes())) < 150_000, page.name
    assert run("audit", "--root", election).exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("width", [1300, 390])
def test_a_sign_of_an_election_leads_to_its_words_and_back(open_page, election, width):
    page = open_page((election / "site/election-0.html").as_uri(), width)
    sign = page.locator(".b-matrix .b-evidence-link").nth(45)
    said = sign.get_attribute("aria-label")
    sign.evaluate("(sign) => sign.click()")
    page.wait_for_url("**/questions/election-0--*#e-*")
    entry = page.locator(f"[id='{page.url.partition('#')[2]}']")
    assert entry.bounding_box()["y"] < 900
    head = entry.locator("xpath=ancestor::section[1]/h4").inner_text()
    assert said.partition(": ")[2].split(" on ")[0] in head
    entry.locator("xpath=ancestor::section[1]").get_by_role("link", name="back to the matrix").click()
    page.wait_for_url("**/election-0.html#c-*")
