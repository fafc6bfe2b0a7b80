"""The files beside the pages go the pages' way: planned, compared, written once; and what pages say of them is true."""

import json
import re
from pathlib import Path

import pytest
from builders import ROOT
from test_cli import run, snapshot, spoil

from briefing_desk.build.pages import plan_pages
from briefing_desk.disk.write import write_changes
from briefing_desk.exports.llms import NOTICE
from briefing_desk.schema.dates import parse_interval
from briefing_desk.web.drafts import FOLDER
from briefing_desk.web.linked_data import describe_day

QUAY = Path(__file__).parent / "cases/quay"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


def test_check_and_diff_cover_them(made_site):
    (made_site / "briefings/data/questions.csv").unlink()
    spoil(made_site, "briefings/feed.json", "The quay", "Another site")
    check = run("generate", "--root", made_site, "--check")
    assert check.exit_code == 1
    assert check.stderr == "briefings/data/questions.csv: is missing\nbriefings/feed.json: is not up to date\n"
    assert '-"title":"Another site",\n+"title":"The quay",' in run("generate", "--root", made_site, "--diff").stdout
    assert run("generate", "--root", made_site).stdout == "generated: 59 files, 1 new, 1 changed, 57 unchanged\n"


def test_they_do_not_depend_on_texts_or_on_what_was_there(made_site):
    before = snapshot(made_site / "briefings")
    for path in (made_site / "briefings/data").rglob("*.*"):
        path.write_text("something else", encoding="utf-8")
    run("generate", "--root", made_site)
    assert snapshot(made_site / "briefings") == before


def test_a_file_that_nothing_makes_any_more_is_told(made_site):
    (made_site / "briefings/feeds/actors/gone.xml").write_text("<feed/>")
    (made_site / "briefings/data/.hidden").write_text("")
    result = run("check", "--root", made_site)
    assert result.stderr.startswith(
        "briefings/feeds/actors/gone.xml:1:1: warning[orphan-page] nothing in seeds/ makes this file any more\n"
    )
    assert "1 warning in 1 file" in result.stderr


def test_a_person_s_own_llms_txt_stays(made_site):
    path = made_site / "briefings/llms.txt"
    assert path.read_text(encoding="utf-8").endswith(f"{NOTICE}\n")
    path.write_text("# Ours\n", encoding="utf-8")
    run("generate", "--root", made_site)
    assert path.read_text(encoding="utf-8") == "# Ours\n"
    assert run("generate", "--root", made_site, "--check").exit_code == 0


def test_topics_cannot_take_their_folders(site):
    (site / "seeds/topics/quay-closure.yml").rename(site / "seeds/topics/data.yml")
    assert "error[bad-id] a topic cannot be called `data`" in run("check", "--root", site).stderr


def test_every_page_links_to_files_that_are_there():
    pages = sorted((QUAY / "expected").rglob("*.md"))
    for page in pages:
        region = page.read_text(encoding="utf-8").partition("<!-- generated: data -->")[2]
        links = re.findall(r'href="([^"]+)"', region.partition("<script")[0])
        assert len(links) >= 3, page
        assert [link for link in links if not (page.parent / link).is_file()] == []


def read_graph(page):
    (said,) = DATA.findall(page.read_text(encoding="utf-8"))
    return json.loads(said)


def test_every_page_says_what_it_is_and_judges_nothing():
    for page in [*(QUAY / "expected").rglob("*.md"), *(ROOT / FOLDER).rglob("*.md")]:
        graph = read_graph(page)
        assert graph["@context"] == "https://schema.org"
        assert {part["@type"] for part in graph["@graph"]} <= {"Article", "Claim", "Organization", "Person"}
        assert graph["@graph"][0]["@type"] == "Article"
        assert "ClaimReview" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(("root", "topic"), [(QUAY / "expected", "quay-closure"), (ROOT / FOLDER, "nato-bid")])
def test_claims_lead_to_articles_and_quotes_to_claims(root, topic):
    """Every reference has its target: in the page's graph, in that of the month, on the page, among the annotations."""
    page = root / f"{topic}.md"
    text, graph = page.read_text(encoding="utf-8"), read_graph(page)["@graph"]
    actors = {part["@id"] for part in graph if part["@type"] in ("Person", "Organization")}
    claims = [part for part in graph if part["@type"] == "Claim"]
    months = [part for path in (root / "sources").glob("*.md") for part in read_graph(path)["@graph"]]
    articles = {part["@id"].rpartition("sources/")[2] for part in months}
    paths = sorted((root / "data/annotations").glob("*.json"))
    items = [item for path in paths for item in json.loads(path.read_text(encoding="utf-8"))["items"]]
    shown = {item["via"].rpartition("#")[2] for item in items}
    assert len(claims) > 5
    for claim in claims:
        name, _, anchor = claim["@id"].partition("#")
        assert name == f"{topic}.html"
        assert f'id="{anchor}"' in text
        assert anchor in shown
        assert claim["author"]["@id"] in actors
        assert (root / claim["author"]["@id"]).with_suffix(".md").is_file()
        assert claim["appearance"]["@id"].removeprefix("sources/") in articles
    assert {claim["author"]["@id"] for claim in claims} == actors


def test_nothing_of_a_withdrawn_article_is_claimed():
    text = (QUAY / "seeds/articles/leaked-memo.md").read_text(encoding="utf-8")
    assert "status: withdrawn" in text
    assert "leaked-memo" not in json.dumps(read_graph(QUAY / "expected/quay-closure.md"))
    assert "leaked-memo" in (QUAY / "expected/data/reports/quay-closure.csv").read_text(encoding="utf-8")


def test_no_reading_of_ours_is_anybody_s_claim():
    paths = (ROOT / "briefings/data/reports").glob("*.csv")
    rows = [row for path in paths for row in path.read_text(encoding="utf-8").splitlines()[1:]]
    inferred = {row.partition(",")[0] for row in rows if ",inferred," in row}
    graphs = [read_graph(page)["@graph"] for page in (ROOT / FOLDER).rglob("*.md")]
    claimed = {part["@id"].partition("#")[2] for graph in graphs for part in graph if part["@type"] == "Claim"}
    assert inferred
    assert claimed == {row.partition(",")[0] for row in rows} - inferred


def test_addresses_are_absolute_with_a_site_url_and_ids_stay(made_site):
    path = made_site / "briefings/data/annotations/2025-03.json"
    urns = re.findall("urn:uuid:[0-9a-f-]+", path.read_text(encoding="utf-8"))
    assert len(urns) > 5
    spoil(made_site, "mkdocs.yml", "site_name:", "site_url: https://desk.example/quay\nsite_name:")
    write_changes(made_site, list(plan_pages(made_site).changes))
    assert re.findall("urn:uuid:[0-9a-f-]+", path.read_text(encoding="utf-8")) == urns
    for path in made_site.rglob("briefings/data/**/*.json"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'"(?:address|source|via|homepage|first|last|next)":"(?!https?://)', text)
    assert "(https://desk.example/quay/data/topics/quay-closure.txt)" in (made_site / "briefings/llms.txt").read_text()
    assert '"@id":"https://desk.example/quay/quay-closure.html"' in (made_site / "briefings/quay-closure.md").read_text(
        encoding="utf-8"
    )


def test_a_site_url_that_is_none_is_told(site):
    spoil(site, "mkdocs.yml", "site_name:", "site_url: desk.example\nsite_name:")
    result = run("check", "--root", site)
    assert "mkdocs.yml:1:11: error[bad-url] `site_url` must be an http or https address" in result.stderr


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2025-03-04", "2025-03-04"),
        ("2025-03-04?", None),
        ("2025-03-04~", None),
        ("2025-03-04%", None),
        ("2025-03-04?/2025-03-04", None),
        ("2025-03", None),
        ("2025-03-04/2025-03-05", None),
    ],
)
def test_programs_are_told_only_days_that_are_known(date, day):
    assert describe_day(parse_interval(date)) == day
