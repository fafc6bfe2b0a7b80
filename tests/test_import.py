"""What others have marked becomes candidates: found word for word or told with its place, each once."""

import csv
import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from desks import TODAY, open_desk, read_files
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from briefing_desk.cli import main
from briefing_desk.desk.requests import Changed, Refusal
from briefing_desk.exchange.formats import read_remarks
from briefing_desk.exchange.json_places import read_json
from briefing_desk.exchange.proposals import read_proposals
from briefing_desk.exchange.sheets import NoSheet, list_rows
from briefing_desk.syntax.source import Source

ADDRESS = "https://news.example/quay"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
SCHEMA = json.loads((Path(__file__).parent / "schemas/hypothesis.json").read_text(encoding="utf-8"))


def run(root, *arguments):
    return CliRunner().invoke(main, ["import", "--root", str(root), *map(str, arguments)])


def test_check_tells_what_is_wrong_with_the_files_that_only_the_desk_reads(site):
    assert CliRunner().invoke(main, ["check", "--root", str(site)]).exit_code == 0
    files = {
        "candidates/council-votes.yml": "candidates:\n  - exact: the quay\n    stance: perhaps\n",
        "candidates/gone.yml": "candidates:\n  - exact: the quay\n",
        "candidates/union-objects.yml": "<<<<<<< mine\n",
        "candidates/notes.txt": "",
        "findings/eva/council-votes.yml": "model: m\ndone: [\n",
        "findings/eva/gone.yml": b"\xff\xfe\x00",
        "seeds/watch.yml": "feeds: x\n",
        "seeds/watched/eva.yml": "decisions:\n  - url: https://a.example/\n    decided: perhaps\n    day: 2026-02-02\n",
    }
    for path, content in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = CliRunner().invoke(main, ["check", "--root", str(site)])
    assert isinstance(done.exception, SystemExit)
    told = done.output.splitlines()
    for words in (
        "candidates/council-votes.yml:3:13: error[bad-word] `perhaps` is not one of",
        "candidates/gone.yml:1:1: warning[desk-unused] there is no article `gone`",
        "candidates/union-objects.yml:1:1: error[merge-conflict]",
        "candidates/notes.txt:1:1: warning[extension]",
        "findings/eva/council-votes.yml:3:1: error[yaml-syntax]",
        "findings/eva/gone.yml:1:1: error[",
        "seeds/watch.yml:1:8: error[wrong-type] `feeds` must be a list",
        "seeds/watched/eva.yml:3:14: error[bad-word] `perhaps` is not one of",
    ):
        [at] = [at for at, line in enumerate(told) if line.startswith(words)]
        assert told[at + 1].startswith("  help: ")
    assert CliRunner().invoke(main, ["generate", "--root", str(site)]).exit_code == 0


def put(root, name, content):
    """Write a file beside the site and return its path."""
    path = root.parent / f"{root.name}-{name}"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def read(root, id="council-votes"):
    """Return the candidates of an article."""
    path = f"candidates/{id}.yml"
    full = root / path
    found, problems = read_proposals(Source(path, full.read_text(encoding="utf-8"))) if full.exists() else (None, [])
    assert problems == []
    return found.candidates if found else ()


def make_row(exact=None, **more):
    """Return an annotation as the API of Hypothesis gives it."""
    around = {name: more.pop(name) for name in ("prefix", "suffix") if name in more}
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]", "startOffset": 0, "endOffset": 9},
        {"type": "TextPositionSelector", "start": 4, "end": 13},
        {"type": "TextQuoteSelector", "exact": exact, **around},
    ]
    uri = more.pop("uri", ADDRESS)
    row = {
        "id": "AbC-1",
        "created": "2025-03-05T10:00:00.000000+00:00",
        "updated": "2025-03-05T10:00:00.000000+00:00",
        "user": "acct:eva@hypothes.is",
        "uri": uri,
        "text": "",
        "tags": [],
        "group": "__world__",
        "permissions": {"read": ["group:__world__"], "admin": ["a"], "update": ["a"], "delete": ["a"]},
        "target": [{"source": uri, **({"selector": selectors} if exact is not None else {})}],
        "document": {"title": ["Council votes"]},
        "links": {},
        **more,
    }
    answer = {"total": 1, "rows": [row]}
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(answer)
    return row


def make_rows(*rows):
    return {"total": len(rows), "rows": list(rows)}


def test_a_reading_groups_passages_are_candidates_with_who_said_what(site):
    row = make_row(
        "The old quay has had its day",
        text="A farewell,\nand a wish 👩‍🚀",
        tags=["mood", "actor:city-council", "question:Close it now", "pro"],
        uri=f"{ADDRESS}/?utm_source=letter#top",
    )
    page_note, answer = make_row(id="P"), make_row(id="R", references=["AbC-1"], text="I do not think so")
    before = read_files(site)
    result = run(site, put(site, "h.json", make_rows(row, page_note, answer)), "--stance", "pro=support")
    assert result.exit_code == 0, result.output
    assert "Hypothesis, 3 remarks" in result.output
    assert "2 without words of an article (notes on a page, answers): left out" in result.output
    [found] = read(site)
    assert (found.exact, found.by, found.note) == (
        "The old quay has had its day",
        "eva@hypothes.is",
        "A farewell, and a wish 👩‍🚀",
    )
    assert found.tags == ("mood", "pro")
    assert (found.actor, found.question, found.stance) == ("city-council", "quay-closure/close-now", "support")
    assert found.origin == "AbC-1"
    assert read_files(site) == before


def test_what_is_imported_twice_is_there_once(site):
    rows = [make_row("no money for this", id="1"), make_row("no money for this", id="2", user="acct:ada@hypothes.is")]
    file = put(site, "h.json", make_rows(rows[0], rows[0], rows[1]))
    assert "2 candidates, 1 there already" in run(site, file, file).output.replace("4 there", "1 there")
    once = (site / "candidates/council-votes.yml").read_bytes()
    assert "0 candidates" in run(site, file).output
    assert (site / "candidates/council-votes.yml").read_bytes() == once
    assert [one.by for one in read(site)] == ["eva@hypothes.is", "ada@hypothes.is"]


def test_a_remark_that_was_changed_since_takes_the_place_of_the_former(site):
    run(site, put(site, "h.json", make_rows(make_row("no money for this", id="1", text="first thought"))))
    run(site, put(site, "h.json", make_rows(make_row("no money for this", id="1", text="second thought"))))
    assert [one.note for one in read(site)] == ["second thought"]


def test_what_a_person_wrote_into_the_file_stays(site):
    run(site, put(site, "h.json", make_rows(make_row("no money for this", id="1"))))
    path = site / "candidates/council-votes.yml"
    text = path.read_text(encoding="utf-8").replace("    origin", "    # ask Eva again\n    origin")
    path.write_text("\ufeff" + text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    run(site, put(site, "h.json", make_rows(make_row("the city will carry the bill", id="2"))))
    data = path.read_bytes().decode()
    assert data.startswith("\ufeff" + text.rstrip().replace("\n", "\r\n"))
    assert data.count("\n") == data.count("\r\n")
    assert [one.origin for one in read(site)] == ["1", "2"]


@pytest.mark.parametrize(
    ("exact", "around", "found"),
    [
        ("old quay", {"prefix": "sday to close the ", "suffix": '. "The old'}, ("old quay", "the", None)),
        ("old quay", {"prefix": 'quay. "The ', "suffix": " has had its"}, ("old quay", '"The', None)),
        ("ld quay has had its da", {}, ("old quay has had its day", None, None)),
        ("Her  deputy,\nTom Reed", {}, ("Her deputy, Tom Reed", None, None)),
        ("The Dockers’ Union would accept", {}, ("The Dockers' Union would accept", None, None)),
        ("not leave […] behind", {}, ("not leave […] behind", None, None)),
    ],
)
def test_a_passage_is_the_articles_own_words_at_its_own_place(site, exact, around, found):
    result = run(site, put(site, "h.json", make_rows(make_row(exact, **around))))
    assert result.exit_code == 0, result.output
    [one] = read(site)
    assert (one.exact, one.prefix, one.suffix) == found


def test_what_cannot_be_taken_is_told_with_its_place_and_the_rest_is_taken(site):
    rows = [
        make_row("The quay had its day, he said"),
        make_row("old quay"),
        make_row("no money for this", tags=["stance:pro", "actor:Nobody", "question:quay-closure/close-know"]),
        make_row("no money", uri="https://elsewhere.example/quay"),
    ]
    file = put(site, "h.json", json.dumps(make_rows(*rows), indent=1))
    lines = file.read_text(encoding="utf-8").split("\n")
    result = run(site, file)
    assert result.exit_code == 1
    for code, wanted in (
        ("quote-not-found", '"The quay had'),
        ("ambiguous-quote", '"old quay"'),
        ("import-unknown", 'pro"'),
        ("import-unknown", 'quay-closure/close-know"'),
        ("import-unplaced", '"https://elsewhere'),
    ):
        [line] = [at for at, words in enumerate(lines, 1) if wanted in words and "source" not in words]
        place = f"{file}:{line}:"
        assert [told for told in result.output.split("\n") if told.startswith(place) and f"[{code}]" in told], wanted
    [found] = read(site)
    assert found.note == "stance: pro actor: Nobody question: quay-closure/close-know"
    assert found.stance is None


TABLE = [
    "article_url;Annotator;Quote;actor;question;stance;date;summary;Page",
    ADDRESS + ';ada;"no money for this";Tom Reed;the city pays;oppose;2025-03-04;"Says: ""no""";7',
    "",
    "council-votes;;'=not a formula;;;;;;",
    'union-objects;;"The union flatly rejected the plan";dockers-union;close-now;contra;soon;;',
    "",
]


def test_a_table_is_read_as_spreadsheets_write_it(site):
    file = put(site, "t.csv", "\ufeff" + "\r\n".join(TABLE))
    result = run(site, file, "--stance", "contra=oppose")
    assert result.exit_code == 1
    assert f"{file}:4:16: error[quote-not-found]" in result.output
    assert f"{file}:5:{TABLE[4].index('soon') + 1}: warning[import-unknown] no date is called `soon`" in result.output
    [one] = read(site)
    assert (one.by, one.exact, one.actor, one.stance, one.date.text, one.summary, one.note) == (
        "ada",
        "no money for this",
        "tom-reed",
        "oppose",
        "2025-03-04",
        'Says: "no"',
        "Page: 7",
    )
    assert one.question == "quay-closure/city-pays"
    [other] = read(site, "union-objects")
    assert (other.question, other.stance, other.note) == ("quay-closure/close-now", "oppose", "date: soon")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1:1: error[import-format] the first row names no column `quote`"),
        ("a,b\n1,2\n", ":1:1: error[import-format] the first row names no column `quote`"),
        ("article,qoute\n1,2\n", "help: `qoute`: did you mean `quote`?"),
        ('article,quote\na,"b\n', ":2:1: error[import-format] this row cannot be read: unexpected end of data"),
        ("{", ":1:2: error[import-format] this is no JSON: Expecting property name"),
        ('{"a": [1,\n  nope]}', ":2:3: error[import-format] this is no JSON: Expecting value"),
        ('{"a": 1}', ":1:1: error[import-format] this JSON is neither"),
        ("[]", ":1:1: error[import-format] this JSON is neither"),
        ("[" * 100_000, ":1:1: error[import-format] this is no JSON: it is nested too deeply"),
    ],
)
def test_what_is_no_import_is_told_with_its_place(site, text, said):
    result = run(site, put(site, "x", text))
    assert result.exit_code == 1
    assert said in result.output
    assert not (site / "candidates").exists()


def annotate(**more):
    return {"@context": CONTEXT, "id": "urn:x:1", "type": "Annotation", **more}


QUOTE = {"type": "TextQuoteSelector", "exact": "no money for this"}
TARGET = {"source": ADDRESS, "selector": QUOTE}
POSITION = {"type": "TextPositionSelector", "start": 1, "end": 2}
WEB = {
    "one, as plain as can be": annotate(bodyValue="my note", target=TARGET),
    "a list of bodies and selectors": annotate(
        body=[
            {"type": "TextualBody", "purpose": "tagging", "value": "stance:oppose"},
            {"type": "TextualBody", "value": "my note", "format": "text/html"},
            {"type": "Choice", "items": []},
        ],
        target=[{"source": {"id": ADDRESS}, "selector": [POSITION, QUOTE]}],
    ),
    "a selector that refines another": annotate(
        motivation=["commenting", "tagging"],
        bodyValue="my note",
        target={"source": ADDRESS, "selector": {"type": "FragmentSelector", "value": "p1", "refinedBy": QUOTE}},
    ),
    "a page": {
        "@context": [CONTEXT, {"ex": "https://x.example/"}],
        "type": ["AnnotationPage"],
        "items": [annotate(bodyValue="my note", target=TARGET)],
    },
    "a collection with its first page": {
        "@context": CONTEXT,
        "type": "AnnotationCollection",
        "total": 1,
        "first": {"type": "AnnotationPage", "items": [annotate(bodyValue="my note", target=TARGET)]},
    },
    "JSON-LD's own names": {
        "@graph": [{"@id": "x:1", "@type": "Annotation", "bodyValue": "my note", "target": TARGET}]
    },
}


@pytest.mark.parametrize("name", WEB)
def test_web_annotations_are_read_in_each_form_that_the_standard_allows(site, name):
    creator = json.dumps([{"type": "Person", "nickname": "ada"}])
    said = json.dumps(WEB[name]).replace('"bodyValue"', f'"creator": {creator}, "bodyValue"')
    result = run(site, put(site, "w.json", said))
    assert result.exit_code == 0, result.output
    [found] = read(site)
    assert (found.exact, found.note) == ("no money for this", "my note")
    assert found.stance == ("oppose" if "bodies" in name else None)
    assert found.by == (None if "bodies" in name else "ada")


def test_our_own_export_is_read_as_it_was(made_quay, tmp_path):
    """Every annotation becomes a candidate of the passage that it shows, whatever is left out of it."""
    site = tmp_path / "site"
    shutil.copytree(made_quay, site)
    files = sorted((site / "briefings/data/annotations").glob("*.json"))
    pages = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    result = run(site, *files)
    assert result.exit_code == 0, result.output
    wanted = {}
    for one in (one for page in pages for one in page["items"]):
        words = " […] ".join(target["selector"]["exact"] for target in one["target"])
        wanted.setdefault(words, []).append(one["id"])
    found = [one for file in (site / "candidates").iterdir() for one in read(site, file.stem)]
    assert sorted(one.origin for one in found) == sorted(id for ids in wanted.values() for id in ids)
    assert all(one.origin in wanted[one.exact] for one in found)
    assert all(one.actor and one.question and one.stance and one.note for one in found if one.stance)
    assert any(page.get("next") for page in pages)
    assert "it goes on at" not in result.output
    assert f"it goes on at {files[1].name}" in run(site, files[0]).output


def test_the_desk_shows_candidates_takes_them_over_and_dismisses_them(site):
    rows = [
        make_row("no money for this", id="1", text="<b>really</b>", tags=["stance:oppose"]),
        make_row("the city will carry the bill", id="2"),
    ]
    run(site, put(site, "h.json", make_rows(*rows)))
    with open_desk(site, article="council-votes") as desk:
        shown = [row for row in desk.article["candidates"] if "told" in row]
        assert [(row["name"], row["told"]) for row in shown] == [
            ("eva@hypothes.is", ""),
            ("eva@hypothes.is", "Opposes · <b>really</b>"),
        ]
        assert shown[1]["place"] == desk.find("no money for this")
        before = read_files(site)
        kept = (site / "candidates/council-votes.yml").read_bytes()
        desk.ask("dismiss", seen=shown[1]["seen"])
        assert [row["told"] for row in desk.article["candidates"] if "told" in row] == [""]
        assert read(site)[0].dismissed == TODAY
        assert read_files(site) == before
        with pytest.raises(Changed):
            desk.ask("dismiss", seen=shown[1]["seen"])
        desk.ask("undo", action=desk.actions["undo"]["id"])
        assert (site / "candidates/council-votes.yml").read_bytes() == kept
        desk.ask("redo", action=desk.actions["redo"]["id"])
    assert "0 candidates" in run(site, put(site, "h.json", make_rows(*rows))).output
    with open_desk(site, coder="eva", article="council-votes") as desk:
        assert [row for row in desk.article["candidates"] if "told" in row] == []
        with pytest.raises(Refusal):
            desk.ask("dismiss", seen=shown[0]["seen"])


def test_a_file_of_candidates_that_cannot_be_read_is_told_and_left_alone(site):
    run(site, put(site, "h.json", make_rows(make_row("no money for this"))))
    path = site / "candidates/council-votes.yml"
    path.write_text("candidates: [{exact: a, stnce: b}\n", encoding="utf-8")
    with open_desk(site, article="council-votes") as desk:
        assert "yaml-syntax" in {problem["code"] for problem in desk.article["problems"]}
    result = run(site, put(site, "h.json", make_rows(make_row("no money for this"))))
    assert result.exit_code == 2
    assert "nothing was imported" in result.output
    assert path.read_text(encoding="utf-8") == "candidates: [{exact: a, stnce: b}\n"


def test_renaming_follows_into_candidates(site):
    row = make_row("no money for this", tags=["actor:city-council", "question:quay-closure/city-pays"])
    run(site, put(site, "h.json", make_rows(row)))
    for kind, old, new in (
        ("actor", "city-council", "city"),
        ("question", "quay-closure/city-pays", "city-funds-it"),
        ("topic", "quay-closure", "old-quay"),
        ("article", "council-votes", "votes"),
    ):
        done = CliRunner().invoke(main, ["rename", kind, old, new, "--yes", "--root", str(site)])
        assert done.exit_code == 0, done.output
    assert read(site) == ()
    [found] = read(site, "votes")
    assert (found.actor, found.question) == ("city", "old-quay/city-funds-it")


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('";,\t\n'), max_size=8)


ROWS = st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=1, max_size=4)


@given(ROWS, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]))
def test_each_value_of_a_table_knows_where_it_stands(rows, separator, newline):
    """Whatever the library writes is read as what it was, and the place of each value is where it begins."""
    out = StringIO()
    head = ["article", "quote", "x", "y"]
    csv.writer(out, delimiter=separator, lineterminator=newline).writerows([head, *rows])
    source = Source("t.csv", out.getvalue())
    found = list(list_rows(source))
    assert [list(row) for row in found] == [head, *rows]
    for row in found:
        for value in row:
            written = value.replace('"', '""') if source.text[value.at.offset - 1 : value.at.offset] == '"' else value
            assert source.text.startswith(written, value.at.offset)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON, st.booleans(), st.none() | st.integers(0, 3))
def test_json_with_places_is_what_the_library_reads(value, is_ascii, indent):
    text = json.dumps(value, ensure_ascii=is_ascii, indent=indent)
    source = Source("a.json", text)
    found, wrong = read_json(source)
    assert wrong is None
    assert found == value

    def look(one):
        if isinstance(one, str):
            assert "\\" in text or json.loads(text[one.at.offset : text.index('"', one.at.offset + 1) + 1]) == one
        for inner in one.values() if isinstance(one, dict) else one if isinstance(one, list) else ():
            look(inner)

    look(found)


KEYS = st.sampled_from(["type", "target", "uri", "rows", "body", "selector", "items"])
ODD = st.lists(st.dictionaries(KEYS, JSON)) | st.dictionaries(KEYS, JSON)


@given(st.text() | (JSON | ODD).map(json.dumps))
def test_no_file_is_too_odd(text):
    found, problems = read_remarks(Source("x", text.encode("utf-8", "replace").decode()))
    assert (found is None) == bool(problems)


def test_a_row_that_never_ends_is_told():
    with pytest.raises(NoSheet):
        list(list_rows(Source("t.csv", 'article,quote\na,"b')))
