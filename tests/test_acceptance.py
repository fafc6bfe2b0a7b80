"""A warning that a person accepts, with a reason: it, and no other, becomes a note, in every command and format."""

import json

import pytest
from click.testing import CliRunner
from laws import thin

from briefing_desk.cli import main
from briefing_desk.schema.seeds import read_article
from briefing_desk.syntax.problems import CODES, FROM_ANNOTATION, OWN_WAY, Severity
from briefing_desk.syntax.source import Source

ARTICLE = "seeds/articles/undated-note.md"
RECEIPT = "seeds/receipts/undated-note.yml"
TWO = """\
  - actor: residents
    question: quay-closure/museum
    stance: support
    summary: Would like a museum.
    basis: reported
    date: 2025
    quotes:
      - exact: >-
          Some of them would like a museum
  - actor: residents
    question: quay-closure/city-pays
    stance: support
    summary: Want the city to pay.
    basis: reported
    date: 2025
    quotes:
      - exact: >-
          They want the city to pay
  - actor: residents
    question: quay-closure/city-pays
    stance: oppose
    summary: Do not want the city to pay.
    basis: reported
    date: 2025-02
    quotes:
      - exact: >-
          They do not want the city to pay
"""
BODY = "Some of them would like a museum. They want the city to pay. They do not want the city to pay.\n"


def run(command, *more):
    return CliRunner().invoke(main, [command, *map(str, more)])


def check(site, *more):
    return run("check", "--root", site, *more)


def edit(site, path, old, new):
    file = site / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def accept(site, *acceptances, path=ARTICLE, above="positions:\n"):
    """Add acceptances to a file: code and words each."""
    lines = "".join(f"  - code: {code}\n    about: {about}\n    reason: We looked.\n" for code, about in acceptances)
    edit(site, path, above, f"accepted:\n{lines}{above}")


@pytest.fixture
def desk(site):
    """Return a site in which an article contests itself on two questions."""
    edit(site, ARTICLE, "  - actor: harbour", f"{TWO}  - actor: harbour")
    with (site / ARTICLE).open("a", encoding="utf-8") as file:
        file.write(BODY)
    (site / RECEIPT).unlink()
    assert run("verify", "--root", site).exit_code == 0
    return site


def list_codes(result):
    """Return severity and code of each problem that was told."""
    return [line.split(": ")[1].split(" ")[0] for line in result.stderr.splitlines() if line.startswith("seeds/")]


OVERLAP = "warning[dates-overlap]"
ACCEPTED = "note[dates-overlap]"


@pytest.mark.parametrize(
    ("acceptances", "told"),
    thin(
        [
            ([("dates-overlap", "quay-closure/museum")], [ACCEPTED, OVERLAP]),
            ([], [OVERLAP, OVERLAP]),
            ([("dates-overlap", "Quay‑Closure/City‑Pays")], [OVERLAP, ACCEPTED]),
            ([("dates-overlap", "museum"), ("dates-overlap", "city-pays")], [ACCEPTED, ACCEPTED]),
            ([("dates-overlap", "residents")], ["warning[accepted-unclear]", OVERLAP, OVERLAP]),
            ([("dates-overlap", "close-now")], ["warning[accepted-unused]", OVERLAP, OVERLAP]),
            ([("conflicting-positions", "museum")], ["warning[accepted-unused]", OVERLAP, OVERLAP]),
            ([("quote-not-found", "museum")], ["error[not-acceptable]", OVERLAP, OVERLAP]),
        ]
    ),
)
def test_what_is_accepted_and_nothing_else_becomes_a_note(desk, acceptances, told):
    if acceptances:
        accept(desk, *acceptances)
    result = check(desk)
    assert list_codes(result) == told
    strict = check(desk, "--strict")
    assert strict.exit_code == int(any("note" not in one for one in told))
    if told == [ACCEPTED, OVERLAP]:
        assert "  accepted: We looked.\n" in result.stderr
        assert result.stderr.endswith("1 warning, 1 accepted in 1 file\n")


def test_every_command_and_format_lets_it_pass(desk):
    accept(desk, ("dates-overlap", "museum"), ("dates-overlap", "city-pays"))
    for command in ("check", "verify", "generate"):
        result = run(command, "--root", desk, "--strict")
        assert result.exit_code == 0, result.output
    assert run("explain", "--root", desk, "--strict", "quay-closure/museum", "residents").exit_code == 0
    for form, key in (("json", "severity"), ("gitlab", "severity")):
        result = check(desk, "--strict", "--format", form)
        assert (result.exit_code, {row[key] for row in json.loads(result.stdout)}) in ((0, {"note"}), (0, {"info"}))
    result = check(desk, "--strict", "--format", "github")
    assert (result.exit_code, result.stdout.count("::notice ")) == (0, 2)


def test_what_verify_tells_is_accepted_there_too(site):
    edit(site, ARTICLE, "Most residents are against a museum. The authority has not touched the quay.\n", "")
    assert list_codes(run("verify", "--root", site)) == ["warning[text-missing]"]
    accept(site, ("text-missing", "not at hand"))
    result = run("verify", "--root", site, "--strict")
    assert (result.exit_code, list_codes(result)) == (0, ["note[text-missing]"])
    assert "accepted-unused" not in check(site).stderr


def test_words_of_the_value_at_which_it_stands_count(site):
    edit(site, ARTICLE, "title: A note", "title: As published")
    edit(site, ARTICLE, "As published on the port", "As published")
    accept(site, ("placeholder", "as published"))
    assert list_codes(check(site, "--strict")) == ["note[placeholder]"]


def test_it_is_for_its_own_file_alone(desk):
    accept(desk, ("dates-overlap", "museum"), path="seeds/articles/union-objects.md")
    assert sorted(list_codes(check(desk))) == ["warning[accepted-unused]", OVERLAP, OVERLAP]


def test_topics_and_vocabularies_have_their_own(site):
    edit(site, "seeds/topics/quay-closure.yml", "events:\n", "events:\n  - id: summit\n    title: Summit\n")
    edit(site, "seeds/actors.yml", "aliases: [the union]", "aliases: [dockers, dockers]")
    assert list_codes(check(site)) == ["warning[duplicate-item]", "warning[unused-event]"]
    accept(site, ("unused-event", "summit"), path="seeds/topics/quay-closure.yml", above="questions:\n")
    reason = "accepted: [{code: duplicate-item, about: dockers, reason: So what.}]"
    edit(site, "seeds/actors.yml", "dockers-union:\n", f"dockers-union:\n  {reason}\n")
    result = check(site, "--strict")
    assert (result.exit_code, list_codes(result)) == (0, ["note[duplicate-item]", "note[unused-event]"])
    edit(site, "seeds/actors.yml", f"  {reason}\n", "")
    edit(site, "seeds/actors.yml", "city-council:\n", f"city-council:\n  {reason}\n")
    assert "warning[accepted-unused]" in list_codes(check(site))


def test_without_a_text_nothing_is_said_of_what_comes_of_texts(site):
    accept(site, ("speaker-not-named", "jo-marsh"))
    assert list_codes(check(site)) == ["warning[accepted-unused]"]
    text = (site / ARTICLE).read_text(encoding="utf-8")
    (site / ARTICLE).write_text(text.rpartition("---\n")[0] + "---\n", encoding="utf-8")
    assert list_codes(check(site)) == []


def test_while_there_are_errors_nothing_is_called_unused(desk):
    accept(desk, ("dates-overlap", "close-now"))
    edit(desk, ARTICLE, "language: en", "language: english!")
    assert "warning[accepted-unused]" not in list_codes(check(desk))


@pytest.mark.parametrize("code", [code for code, severity in CODES.items() if severity is Severity.WARNING])
def test_a_warning_is_accepted_or_has_a_way_of_its_own(code):
    text = (
        f"---\ntitle: T\nretrieved: 2025-01-16\nlanguage: en\naccepted: [{{code: {code}, about: x, reason: y}}]\n---\n"
    )
    problems = read_article(Source("a.md", text))[1]
    assert [problem.code for problem in problems] == (["not-acceptable"] if code in OWN_WAY else [])


def test_the_lists_are_of_warnings():
    warnings = {code for code, severity in CODES.items() if severity is Severity.WARNING}
    assert warnings >= OWN_WAY
    assert warnings >= FROM_ANNOTATION
    assert not OWN_WAY & FROM_ANNOTATION
