"""The pages outlive their builder: two others show the same words, links and anchors, but for what is listed here."""

import os
import re
import subprocess
import sys

import pytest
from builders import copy_demo

from briefing_desk.audit.links import list_links
from briefing_desk.audit.policy import check_policy
from briefing_desk.audit.tree import parse_html
from briefing_desk.syntax.source import Source

pytestmark = pytest.mark.slow
COMMANDS = {
    "properdocs": ["properdocs", "build", "--strict", "-f", "mkdocs.yml"],
    "zensical": ["zensical", "build", "--clean", "--strict"],
}


@pytest.fixture(scope="module", params=COMMANDS)
def other(request, tmp_path_factory):
    """Return the folder of the demo as another builder builds it."""
    root = copy_demo(tmp_path_factory.mktemp(request.param))
    command = [sys.executable, "-m", *COMMANDS[request.param]]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    return root / "site"


def list_pages(site):
    """Return the pages that people see, but for the one that a server shows for what it does not find."""
    return sorted(path.relative_to(site) for path in site.rglob("*.html") if path.name != "404.html")


def read(path):
    """Return the words, links and anchors of a page's own content.

    Where builders differ: the mark at a heading that links to it; `./` before an address in the same folder; the anchor
    `__skip`, which Zensical puts on the first heading.
    """
    tree = parse_html(Source("page", path.read_text(encoding="utf-8")))
    (article,) = tree.select("article", "md-content__inner")
    inside = tree.inside(article)
    hidden = [e for e in inside if e.tag in ("script", "style") or "headerlink" in e.classes]
    words = " ".join(
        tree.words[at]
        for at in range(article.order, article.last_words)
        if not any(e.order <= at < e.last_words for e in hidden)
    )
    links = [
        re.sub(r"^\./", "", url)
        for element, _, url in list_links(tree)
        if element in inside and element.tag == "a" and element not in hidden
    ]
    own = {element.attributes["id"] for element in inside if "id" in element.attributes}
    return " ".join(words.split()), links, own - {"__skip"}


def test_other_builders_show_the_same(demo, other):
    pages = list_pages(demo / "site")
    assert len(pages) > 20
    assert list_pages(other) == pages
    for page in pages:
        ours, theirs = read(demo / "site" / page), read(other / page)
        for mine, yours in zip(ours, theirs, strict=True):
            assert yours == mine, page


def test_other_builders_show_the_same_for_what_is_not_found(demo, other):
    """Where they differ: Zensical writes its links as on any page, so they lead on only from addresses at the top."""
    ours, theirs = (read(site / "404.html") for site in (demo / "site", other))
    assert theirs[0] == ours[0]
    assert [link.lstrip("/") or "index.html" for link in theirs[1]] == [link.lstrip("/") for link in ours[1]]


def test_a_difference_between_builders_is_found(demo, tmp_path):
    """What is compared above is not compared in vain."""
    page = (demo / "site/nato-bid.html").read_text(encoding="utf-8")
    changes = {"words": ("Bottom line", "Top line"), "link": ('href="#e-', 'href="#f-'), "anchor": ('id="e-', 'id="f-')}
    for old, new in changes.values():
        assert old in page
        (tmp_path / "page.html").write_text(page.replace(old, new), encoding="utf-8")
        assert read(tmp_path / "page.html") != read(demo / "site/nato-bid.html")


def test_other_builders_keep_the_policy(other):
    for page in list_pages(other):
        tree = parse_html(Source(str(page), (other / page).read_text(encoding="utf-8")))
        assert [problem.message for problem in check_policy(tree, bool)] == [], page
