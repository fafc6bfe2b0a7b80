"""The pictures: an old position does not look like a new one, and our reading is no known position."""

import re
from html import unescape

from builders import make_article, make_position, make_seeds, view_site

from briefing_desk.checks.assemble import make_library
from briefing_desk.pages.pictures import render_everyone, render_standing
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.web.links import Context
from briefing_desk.web.views import view_topic


def load(*articles):
    seeds = make_seeds(articles)
    return make_library(seeds, {id: collect_evidence(id, found, ()) for id, found in seeds.articles.items()}, {})


def read_fields(html):
    """Return the classes of the fields of the wide picture, row by row."""
    wide = html.partition("b-everyone--narrow")[0]
    return [" ".join(found.split()) for found in re.findall(r'<td(?: class="([^"]*)")?><a', wide)]


APRIL = make_article(make_position(actor="dockers", question="quay/close", date="2025-04"), date="2025-04")
DECEMBER = make_article(make_position(actor="council", question="quay/close", date="2025-12"), date="2025-12")
READ = make_article(
    make_position(actor="council", question="quay/close", date="2025-12", basis="inferred"), date="2025-12"
)


def test_on_the_home_page_age_has_a_form_and_a_word():
    html = render_everyone(view_site(load(APRIL, DECEMBER)))
    assert sorted(read_fields(html)) == ["", "b-old"]
    assert "Small and dotted: last heard Apr 2025." in html


def test_where_all_are_of_one_time_none_is_old():
    html = render_everyone(view_site(load(DECEMBER)))
    assert read_fields(html) == [""]
    assert "last heard" not in html


def test_our_reading_has_a_sign_and_a_legend_there():
    html = render_everyone(view_site(load(APRIL, READ)))
    assert sorted(read_fields(html)) == ["b-old", "b-read"]
    assert "* our reading" in unescape(html)
    assert "* our reading" not in unescape(render_everyone(view_site(load(APRIL, DECEMBER))))


def test_who_stands_where_says_since_when_an_old_position_is():
    html = render_standing(view_topic(Context(load(APRIL, READ), "quay.md"), "quay"))
    chips = re.findall(r'<a href="#b-evidence[^"]*" class="b-chip[^"]*">(.*?)</a>', html)
    assert [re.sub(r"<[^>]+>", "", chip).strip() for chip in chips] == ["Council (our reading)", "Dockers (Apr 2025)"]
