"""What `mkdocs.yml` sets for us; all else in it is MkDocs' business."""

import pytest

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.schema.model import Limits
from briefing_desk.schema.settings import Settings, make_report_link, parse_settings
from briefing_desk.syntax.source import Source


def parse(text: str) -> tuple[Settings, list[str]]:
    settings, problems = parse_settings(Source("mkdocs.yml", text))
    return settings, [format_text(problem).partition("\n")[0] for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "docs_dir: x\n",
        "extra:\n",
        "extra: {social: [x]}\n",
        "extra: !ENV X\n",
        "- extra\n",
        "a: &a {max_quote_words: 1}\nextra: {? [a] : b}\nb: !!python/name:os.system\n",
    ],
)
def test_defaults(text):
    assert parse(text) == (Settings(Limits(max_quote_words=40, max_share=0.25), None), [])


def test_what_is_set():
    settings, problems = parse(
        "extra:\n  max_quote_words: 25\n  max_share: 0.1\n  report_url: https://x.example/new?title={title}\n"
    )
    assert not problems
    assert settings == Settings(Limits(25, 0.1), "https://x.example/new?title={title}")


@pytest.mark.parametrize(
    "address", ["mailto:desk@x.example?subject={title}", "http://x.example", "HTTPS://x.example/a"]
)
def test_where_errors_are_reported(address):
    assert parse(f"extra: {{report_url: '{address}'}}")[0].report_url == address


WORDS = "error[bad-word] `max_quote_words` must be a whole number above 0"
SHARE = "error[bad-word] `max_share` must be a number between 0 and 1"
ADDRESS = "error[bad-url] `report_url` must be an https or mailto address"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("max_quote_words: 0", f"mkdocs.yml:2:20: {WORDS}"),
        ("max_quote_words: 0.5", f"mkdocs.yml:2:20: {WORDS}"),
        ("max_quote_words: [40]", f"mkdocs.yml:2:20: {WORDS}"),
        ("max_share: 25", f"mkdocs.yml:2:14: {SHARE}"),
        ("max_share: nan", f"mkdocs.yml:2:14: {SHARE}"),
        ("max_share:", f"mkdocs.yml:2:13: {SHARE}"),
        ("report_url: javascript:alert(1)", f"mkdocs.yml:2:15: {ADDRESS}"),
        ("report_url: http://[::1 x", f"mkdocs.yml:2:15: {ADDRESS}"),
        ("report_url: 'https:///x'", f"mkdocs.yml:2:15: {ADDRESS}"),
    ],
)
def test_a_wrong_value_leaves_the_default(line, said):
    assert parse(f"extra:\n  {line}\n") == (Settings(), [said])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 'b", "mkdocs.yml:1:4: error[yaml-syntax] a quotation mark is opened here and never closed"),
        ("a: *b", "mkdocs.yml:1:4: error[yaml-syntax] not YAML: found undefined alias"),
        ("a: \x01", "mkdocs.yml:1:1: error[yaml-syntax] not YAML: unacceptable character #x0001"),
        ("[" * 200, "mkdocs.yml:1:1: error[yaml-feature] nested deeper than 100 levels"),
    ],
)
def test_what_is_no_yaml(text, said):
    settings, (problem,) = parse(text)
    assert settings == Settings()
    assert problem.startswith(said)


def test_a_report_names_what_it_is_about():
    link = make_report_link("https://x.example/?t={title}&p={place}", "100 % {place} & more", "a/b.html#c")
    assert link == "https://x.example/?t=100%20%25%20%7Bplace%7D%20%26%20more&p=a%2Fb.html%23c"
