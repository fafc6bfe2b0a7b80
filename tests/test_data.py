"""The data that others use: tables, matrices, sources, quotes. Valid by their standards, and equal to each other."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import ROOT, make_article, make_passage, make_position, make_seeds, text
from jsonschema import Draft202012Validator, FormatChecker

from briefing_desk.checks.assemble import make_library
from briefing_desk.exports.csl import describe_issued, format_sources
from briefing_desk.exports.csv_text import format_csv, show_value
from briefing_desk.exports.matrices import format_matrix
from briefing_desk.exports.tables import (
    MONTH_TABLES,
    SITE_TABLES,
    TOPIC_TABLES,
    Column,
    Table,
    describe_date,
    list_cells,
    list_quotes,
)
from briefing_desk.exports.web_annotations import format_annotations, format_month
from briefing_desk.quotes.evidence import collect_evidence
from briefing_desk.schema.dates import parse_interval
from briefing_desk.schema.model import PublisherKind
from briefing_desk.schema.settings import Settings
from briefing_desk.web.json_text import format_json
from briefing_desk.web.linked_data import describe_day
from briefing_desk.web.links import Context
from briefing_desk.web.outlet import Outlet
from briefing_desk.web.views import view_months, view_topic

QUAY = Path(__file__).parent / "cases/quay/expected"
SITES = {"quay": QUAY, "demo": ROOT / "briefings"}
SCHEMAS = Path(__file__).parent / "schemas"


def load(*articles):
    seeds = make_seeds(articles)
    return make_library(seeds, {id: collect_evidence(id, found, ()) for id, found in seeds.articles.items()}, {})


def outlet(*articles, **settings):
    return Outlet(load(*articles), Settings(**settings), "data/x.json")


def read_csv(root, name):
    """Return the rows of a file, or of all files of a table that is cut."""
    paths = [root / f"data/{name}.csv"]
    if not paths[0].is_file():
        paths = sorted((root / "data" / name).glob("*.csv"))
    return [row for path in paths for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))]


def read_quotes(root):
    """Return all annotations, from the collection's first page to its last, each where the one before says."""
    collection = json.loads((root / "data/annotations.json").read_text(encoding="utf-8"))
    path, items = root / "data" / find_file(collection["first"]), []
    while path:
        page = check_json(SCHEMAS / "annotations.json", path)
        assert page["partOf"] == collection["id"]
        items += page["items"]
        last, path = path, path.parent / find_file(page["next"]).split("/")[-1] if "next" in page else None
    assert last == root / "data" / find_file(collection["last"])
    return collection, items


def find_file(address):
    """Return a path below `data/`, given its address with or without the site's own."""
    return address.split("/data/")[-1]


def check_json(schema, path):
    rules = json.loads(Path(schema).read_text(encoding="utf-8"))
    found = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator(rules, format_checker=FormatChecker()).validate(found)
    return found


@pytest.fixture(params=SITES.values(), ids=SITES)
def root(request):
    return request.param


def validate_package(root):
    """Return what the standard's own validator says of all tables."""
    from frictionless import Package  # only these tests pay for it

    return Package(str(root / "data/datapackage.json")).validate()


def test_the_data_package_is_valid(root):
    """Types, vocabularies, keys and references of every row, by the standard's own validator."""
    report = validate_package(root)
    assert report.valid, report.flatten(["title", "rowNumber", "message"])
    resources = json.loads((root / "data/datapackage.json").read_text(encoding="utf-8"))["resources"]
    listed = [
        path for found in resources for path in (found["path"] if isinstance(found["path"], list) else [found["path"]])
    ]
    assert sorted(listed) == sorted(
        path.relative_to(root / "data").as_posix() for path in (root / "data").rglob("*.csv")
    )
    assert report.stats["tasks"] == len(resources)
    assert sum(task.stats.get("rows", 0) for task in report.tasks) == sum(
        len(read_csv(root, path[:-4])) for path in listed
    )


def test_the_validator_sees_a_row_that_refers_to_nothing(tmp_path):
    for path in (QUAY / "data").rglob("*.*"):
        target = tmp_path / path.relative_to(QUAY)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        if target.parent.name == "topics":
            text = text.replace("dockers-union,", "nobody,")
        target.write_text(text.replace("Publisher", "publisher") + "\n" * (target.stem == "events"), encoding="utf-8")
    report = validate_package(tmp_path)
    assert {"foreign-key", "hash-count"} <= {error for (error,) in report.flatten(["type"])}


def test_matrices_fit_their_schema(root):
    paths = sorted((root / "data/topics").glob("*.json"))
    assert paths
    for path in paths:
        check_json(ROOT / "docs/matrix.schema.json", path)


def test_sources_and_quotes_fit_theirs(root):
    paths = sorted((root / "data/sources").glob("*.csl.json"))
    sources = [source for path in paths for source in check_json(SCHEMAS / "csl.json", path)]
    assert [source["id"] for source in sources] == [row["article"] for row in read_csv(root, "articles")]
    collection, items = read_quotes(root)
    ids = [item["id"] for item in items]
    assert collection["total"] == len(ids) == len(set(ids))


def test_tables_matrices_quotes_and_pages_say_the_same(root):
    """One model: the same ids and the same words in every format, and every id is an anchor on a page."""
    reports, quotes = read_csv(root, "reports"), {row["quote"]: row for row in read_csv(root, "quotes")}
    cells = {row["cell"]: row for row in read_csv(root, "topics") if row["cell"]}
    pages = "".join(path.read_text(encoding="utf-8") for path in root.glob("*.md"))
    told = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((root / "data/topics").glob("*.json"))]
    in_json = {cell["id"]: cell for matrix in told for cell in matrix["cells"]}
    assert in_json.keys() == cells.keys()
    for id, cell in in_json.items():
        assert "; ".join(cell.get("stances", ())) == cells[id]["stances"]
        assert "; ".join(cell.get("marks", ())) == cells[id]["marks"]
        assert [found["id"] for found in cell["reports"]] == [r["report"] for r in reports if r["cell"] == id]
        assert f'id="{id}"' in pages
        for found in cell["reports"]:
            assert f'id="{found["id"]}"' in pages
            assert [quotes[quote["id"]]["exact"] for quote in found["quotes"]] == [q["exact"] for q in found["quotes"]]
    exact = {tuple(target["selector"]["exact"] for target in item["target"]) for item in read_quotes(root)[1]}
    assert {
        tuple(part.strip() for part in row["exact"].split("[…]") if part.strip()) for row in quotes.values()
    } == exact


def test_a_matrix_has_a_row_for_silence_too(root):
    for path in sorted((root / "data/topics").glob("*.json")):
        matrix = json.loads(path.read_text(encoding="utf-8"))
        rows = read_csv(root, f"topics/{path.stem}")
        assert len(rows) == len(matrix["actors"]) * len(matrix["questions"])
        assert {row["cell"] for row in rows if row["cell"]} == {cell["id"] for cell in matrix["cells"]}
        assert all(row["stances"] == "" for row in rows if not row["cell"])


@pytest.mark.parametrize("words", ["=1+1", "+49", "-x", "@SUM(A1)", "\t=1", "＝1"])
def test_no_value_is_a_formula(words):
    assert show_value(words) == f"'{words}"
    months = view_months(load(make_article(make_position(quotes=[words.strip() + " words"]))))
    table = next(table for table in MONTH_TABLES if table.list_rows is list_quotes)
    (row,) = csv.DictReader(io.StringIO(format_csv(table, table.list_rows(months["2025-03"]))))
    assert row["exact"].startswith("'")
    assert row["exact"][1:] == f"{words.strip()} words"


BEHIND = {
    "a;=cmd|'/C calc'!A0;b": "a;'=cmd|'/C calc'!A0;b",
    "a;  =1": "a;'  =1",
    'a;"=1"': """a;'"=1\"""",
    "a\t+1": "a\t'+1",
    "a|@SUM(A1)": "a|'@SUM(A1)",
    "one\n=1": "one\n'=1",
    "one\r＝1": "one\r'＝1",
    " =1": "' =1",
}


@pytest.mark.parametrize("words", BEHIND)
def test_no_value_is_a_formula_behind_another_separator(words):
    """In half of the world a spreadsheet takes semicolons for the ends of cells, some take tabs, or lines in a cell."""
    assert show_value(words) == BEHIND[words]
    line = format_csv(Table("t", ("a",), (Column("a"),), lambda _: ()), [{"a": words}]).partition("\n")[2]
    for separator in ";|\t":
        for row in csv.reader(line.splitlines(), delimiter=separator):
            assert not any(cell.strip(' "').startswith(tuple("=+-@＝")) for cell in row)


@pytest.mark.parametrize("words", ["a, -b", "well; no", "12-3", "a = b", "one\ntwo", "ida@quay.example"])
def test_other_values_stay_as_they_are(words):
    assert show_value(words) == words


def test_values_survive_csv():
    table = Table("t", ("a",), (Column("a"), Column("b")), lambda _: ())
    rows = [{"a": 'with "marks", commas\nand lines', "b": True}, {"a": None, "b": 3}, {"a": "a'b", "b": False}]
    found = list(csv.DictReader(io.StringIO(format_csv(table, rows))))
    assert found == [
        {"a": 'with "marks", commas\nand lines', "b": "true"},
        {"a": "", "b": "3"},
        {"a": "a'b", "b": "false"},
    ]


def test_an_empty_site_has_valid_files():
    library = load()
    view = view_topic(Context(library, "quay.md"), "quay")
    empty = Outlet(library, Settings(), "data/x.json")
    assert view_months(library) == {}
    assert json.loads(format_annotations(empty, 0, []))["total"] == 0
    assert json.loads(format_matrix(empty, view))["cells"] == []
    assert list(list_cells(view)) == []


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2025-03-04", {"date-parts": [[2025, 3, 4]]}),
        ("2025-03", {"date-parts": [[2025, 3]]}),
        ("2025~", {"date-parts": [[2025]], "circa": True}),
        ("2025-12-14?/2025-12-15?", {"date-parts": [[2025, 12, 14], [2025, 12, 15]], "circa": True}),
        ("2025-01/..", {"literal": "January 2025 or later"}),
        ("../2025-01", {"literal": "January 2025 or earlier"}),
    ],
)
def test_dates_in_csl(date, expected):
    assert describe_issued(parse_interval(date)) == expected


@pytest.mark.parametrize("date", ["2025-01-15/..", "../2025-01-15", "2025-01-15?/", "/2025~"])
def test_a_date_with_an_open_end_is_an_exact_day_nowhere(date):
    interval = parse_interval(date)
    assert describe_issued(interval).keys() == {"literal"}
    assert describe_day(interval) is None
    assert None in (describe_date(interval)["first_day"], describe_date(interval)["last_day"])


def test_every_kind_of_publisher_has_a_type_and_a_withdrawal_is_told():
    from briefing_desk.exports.csl import TYPES

    assert set(TYPES) == set(PublisherKind)
    (source,) = json.loads(format_sources(outlet(make_article(status="withdrawn")), ["a"]))
    assert (source["status"], source["note"]) == ("withdrawn", "withdrawn: A figure was wrong.")
    assert json.loads(format_sources(outlet(make_article(publisher=None)), ["a"]))[0]["type"] == "webpage"


def read_items(outlet):
    """Return the annotations of a library's only month."""
    (month,) = view_months(outlet.library).values()
    return json.loads(format_month(outlet, month, None))["items"]


def test_a_quote_with_an_omission_has_a_target_for_each_piece():
    article = make_article(make_position(quotes=["we agree […] at last"]), url="https://news.example/a")
    (item,) = read_items(outlet(article))
    assert [target["selector"]["exact"] for target in item["target"]] == ["we agree", "at last"]
    assert {target["source"] for target in item["target"]} == {"https://news.example/a"}
    assert [body["value"] for body in item["body"]][:3] == [
        "actor:dockers", "question:quay/close", "stance:support",
    ]  # fmt: skip


def test_a_passage_is_highlighted_and_an_article_without_address_is_our_entry():
    article = make_article(passages=[make_passage("12 million", prefix="cost", suffix="euros")])
    (item,) = read_items(outlet(article, site_url="https://desk.example/"))
    (target,) = item["target"]
    assert item["motivation"] == "highlighting"
    assert target["source"] == "https://desk.example/sources/2025-03.html#s-a"
    assert target["selector"] == {
        "type": "TextQuoteSelector", "exact": "12 million", "prefix": "cost", "suffix": "euros",
    }  # fmt: skip


def test_one_more_article_adds_rows_and_changes_none():
    one, two = make_article(make_position()), make_article(make_position(actor="council"))
    for table in (*SITE_TABLES, *TOPIC_TABLES, *MONTH_TABLES):
        before, after = (format_csv(table, table.list_rows(see(table, load(*found)))) for found in ([one], [one, two]))
        assert set(before.splitlines()) <= set(after.splitlines())


def see(table, library):
    """Return what a table's file is about."""
    if table in TOPIC_TABLES:
        return view_topic(Context(library, "quay.md"), "quay")
    return view_months(library)["2025-03"] if table in MONTH_TABLES else library


def test_json_has_an_item_a_line():
    assert format_json({"a": 1, "items": [{"b": "é"}, {"c": []}], "empty": []}) == (
        '{\n"a":1,\n"items":[\n{"b":"é"},\n{"c":[]}\n],\n"empty":[]\n}\n'
    )


def test_titles_stay_what_they_are_in_json():
    article = replace(make_article(make_position()), title=text("=cmd|' /C calc'!A0"))
    assert json.loads(format_sources(outlet(article), ["a"]))[0]["title"] == "=cmd|' /C calc'!A0"
