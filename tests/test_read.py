"""What stands in a site's folders is read; what cannot be read is told, and nothing outside is touched."""

import codecs
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_desk.answers.problem_formats import format_text
from briefing_desk.disk.read import Reader, read_digest, read_pages, read_settings, read_site
from briefing_desk.quotes.readings import Readings
from briefing_desk.schema.model import Limits
from briefing_desk.syntax.errors import UsageError
from briefing_desk.syntax.problems import sort_problems
from briefing_desk.syntax.source import make_digest

ARTICLE = "---\ntitle: A title\nretrieved: 2025-03-05\nlanguage: en\n---\n"
TOPIC = "title: T\nsummary: S\nquestions:\n  - {id: q, label: L, proposition: P}\n"
RECEIPT = """\
sha256: 0123456789
length: 1
quotes:
  - {id: a, exact: b, start: 0, end: 1, direct: no, checked: 2025-03-06}
"""
FILES = {
    "seeds/actors.yml": "acme: {name: Acme, kind: organisation}\n",
    "seeds/publishers.yml": "gazette: {name: Gazette, kind: newspaper}\n",
    "seeds/topics/quay.yml": TOPIC,
    "seeds/topics/act.yml": TOPIC,
    "seeds/articles/votes.md": ARTICLE + "The text.\n",
    "seeds/articles/cost.md": ARTICLE,
    "seeds/receipts/votes.yml": RECEIPT,
}


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, FILES)
    return tmp_path


def read(root: Path, texts: Path | None = None) -> tuple[Readings, list[str]]:
    readings, problems = read_site(root, texts)
    return readings, [format_text(problem).partition("\n")[0] for problem in sort_problems(problems)]


def test_a_site(site):
    readings, problems = read(site)
    assert not problems
    assert list(readings.seeds.actors) == ["acme"]
    assert list(readings.seeds.publishers) == ["gazette"]
    assert list(readings.seeds.topics) == ["act", "quay"]
    assert list(readings.seeds.articles) == ["cost", "votes"]
    assert list(readings.receipts) == ["votes"]
    assert [(id, path) for id, (path, _) in readings.texts.items()] == [("votes", "seeds/articles/votes.md")]


def test_the_order_of_files_does_not_matter(site, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    more = {f"seeds/articles/{name}.md": ARTICLE for name in ("wage", "9", "quay", "a-b", "b", "zoo", "mayor")}
    write(site, more)
    write(other, dict(reversed((FILES | more).items())))
    assert read(other) == read(site)
    assert list(read(site)[0].seeds.articles) == ["9", "a-b", "b", "cost", "mayor", "quay", "votes", "wage", "zoo"]


def test_only_seeds_and_actors_are_needed(tmp_path):
    write(tmp_path, {"seeds/actors.yml": ""})
    readings, problems = read(tmp_path)
    assert not problems
    assert not readings.seeds.articles


def test_without_seeds_there_is_nothing_to_read(tmp_path):
    with pytest.raises(UsageError, match="no folder `seeds` in"):
        read_site(tmp_path)


def test_texts_are_found_in_their_own_folder(site, tmp_path_factory):
    texts = tmp_path_factory.mktemp("texts")
    write(texts, {"cost.txt": "Plain text.", "votes.txt": "The body comes first.", "other.txt": "\x00"})
    readings, problems = read(site, texts)
    assert not problems
    assert {id: path for id, (path, _) in readings.texts.items()} == {
        "cost": "cost.txt",
        "votes": "seeds/articles/votes.md",
    }


def test_a_text_that_is_no_text_is_told(site, tmp_path_factory):
    texts = tmp_path_factory.mktemp("texts")
    (texts / "cost.txt").write_bytes(b"Caf\xe9\n")
    readings, problems = read(site, texts)
    assert problems == ["cost.txt:1:4: error[encoding] byte 0xE9 is not valid UTF-8"]
    assert "cost" not in readings.texts


def test_a_missing_folder_of_texts(site):
    with pytest.raises(UsageError, match=r"names does not exist"):
        read_site(site, site / "nowhere")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.MD", "warning[extension] ignored: files here end in `.md`"),
        ("a.txt", "warning[extension] ignored: files here end in `.md`"),
        ("a.md~", "warning[extension] ignored: files here end in `.md`"),
        ("Example.md", "error[bad-id] file name: the id `Example` may contain only a-z, 0-9 and single hyphens"),
        ("--help.md", "error[bad-id] file name: the id `--help` may contain only a-z, 0-9 and single hyphens"),
        ("cafe\u0301.md", "error[bad-id] file name: the id `cafe\u0301` may contain only a-z, 0-9 and single hyphens"),
        ("con.md", "error[bad-id] file name: `con` is a reserved name"),
        (f"{'a' * 81}.md", "error[bad-id] file name: the id has 81 characters, the limit is 80"),
        (
            "a\n::error::.md",
            "error[bad-id] file name: the id `a ::error::` may contain only a-z, 0-9 and single hyphens",
        ),
    ],
)
def test_names_that_are_no_ids(site, name, said):
    (site / "seeds/articles" / name).write_text(ARTICLE, encoding="utf-8")
    readings, problems = read(site)
    assert problems == [f"seeds/articles/{' '.join(name.split())}:1:1: {said}"]
    assert list(readings.seeds.articles) == ["cost", "votes"]


def is_case_told(folder):
    """Say whether a folder's file system keeps names apart that differ in case only."""
    (folder / "case").write_text("")
    return not (folder / "CASE").exists()


def test_names_that_differ_in_case_only(site):
    """Elsewhere one of the two files would replace the other, in whichever order."""
    if not is_case_told(site):
        pytest.skip("a file system on which there cannot be both")
    write(site, {"seeds/articles/Votes.md": ARTICLE, "briefings/quay.md": "# A\n", "briefings/Quay.md": "# B\n"})
    said = "the name differs from `{}` in case only, and many systems take the two for one file"
    readings, problems = read(site)
    assert problems == [f"seeds/articles/Votes.md:1:1: error[duplicate-id] {said.format('votes.md')}"]
    assert list(readings.seeds.articles) == ["cost", "votes"]
    assert [problem.message for problem in read_pages(site)[1]] == [said.format("briefings/Quay.md")]


def test_a_name_that_is_not_unicode(site):
    (site / "seeds/articles" / os.fsdecode(b"\xff.md")).write_text(ARTICLE, encoding="utf-8")
    said = r"error[bad-id] file name: the id `\udcff` may contain only a-z, 0-9 and single hyphens"
    assert read(site)[1] == [rf"seeds/articles/\udcff.md:1:1: {said}"]


@pytest.mark.parametrize("name", [b"x\xff", b"x\xff.md", b"x\xff.png"])
def test_a_name_of_the_pages_that_is_not_unicode(site, name):
    """MkDocs ended with a traceback."""
    write(site, {"briefings/index.md": "# Home\n"})
    path = os.fsencode(site / "briefings") + b"/" + name
    try:
        (os.mkdir if name == b"x\xff" else os.mknod)(path)
    except OSError:
        pytest.skip("a file system whose names are Unicode")
    pages, problems = read_pages(site)
    assert list(pages) == ["briefings/index.md"]
    assert [(problem.code, problem.message) for problem in problems] == [
        ("encoding", "the name is not UTF-8, and can be no address")
    ]


def test_dot_files_are_skipped(site):
    write(
        site,
        {
            "seeds/articles/.draft.md": "no article",
            "seeds/.hidden/x.md": "",
            "briefings/.x.md": "",
            "briefings/.y/z.md": "",
        },
    )
    assert read(site)[1] == []
    assert read_pages(site) == ({}, [])


def test_a_folder_named_like_a_file(site):
    (site / "seeds/articles/x.md").mkdir()
    assert read(site)[1] == ["seeds/articles/x.md:1:1: error[not-a-file] this is a folder, not a file"]


def test_a_pipe_named_like_a_file(site):
    os.mkfifo(site / "seeds/articles/x.md")
    assert read(site)[1] == ["seeds/articles/x.md:1:1: error[not-a-file] this is not a file"]


def test_a_file_named_like_a_folder(site):
    write(site, {"seeds/reviews": ""})
    (site / "seeds/receipts/votes.yml").unlink()
    (site / "seeds/receipts").rmdir()
    write(site, {"seeds/receipts": ""})
    why = "error[unreadable] the folder cannot be read: Not a directory"
    assert read(site)[1] == [f"seeds/{name}:1:1: {why}" for name in ("receipts", "reviews")]


def test_missing_actors(site):
    (site / "seeds/actors.yml").unlink()
    assert read(site)[1] == ["seeds/actors.yml:1:1: error[not-a-file] there is no such file"]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("x.md", "the symbolic link leads nowhere"),
        ("missing", "the symbolic link leads nowhere"),
        ("/etc/passwd", "the symbolic link leads out of the site's folder"),
        ("../../../outside.md", "the symbolic link leads out of the site's folder"),
    ],
)
def test_links_that_are_not_followed(tmp_path, target, said):
    site = tmp_path / "site"
    write(site, FILES)
    write(tmp_path, {"outside.md": ARTICLE})
    (site / "seeds/articles/x.md").symlink_to(target)
    assert read(site)[1] == [f"seeds/articles/x.md:1:1: error[symlink] {said}"]


def test_a_link_inside_the_site_is_followed(site):
    write(site, {"drafts/x.md": ARTICLE})
    (site / "seeds/articles/x.md").symlink_to("../../drafts/x.md")
    readings, problems = read(site)
    assert not problems
    assert "x" in readings.seeds.articles


def test_linked_publishers_that_are_not_there(site):
    (site / "seeds/publishers.yml").unlink()
    (site / "seeds/publishers.yml").symlink_to("missing")
    assert read(site)[1] == ["seeds/publishers.yml:1:1: error[symlink] the symbolic link leads nowhere"]


@pytest.mark.parametrize("linked", ["seeds", "seeds/articles"])
def test_no_folder_leads_out_of_the_site(site, tmp_path_factory, linked):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "folder"
    (site / linked).rename(elsewhere)
    (site / linked).symlink_to(elsewhere)
    readings, problems = read(site)
    assert not readings.seeds.articles
    assert "seeds/articles/votes.md:1:1: error[symlink] the symbolic link leads out of the site's folder" in problems


@pytest.fixture
def humble_site() -> Iterator[Path]:
    """A site that the reader has no special rights in: where the tests run as root, they act as nobody."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, FILES)
        write(root, {"briefings/index.md": "# Home\n", "briefings/actors/acme.md": "# Acme\n"})
        root.chmod(0o755)
        codecs.lookup("utf-8-sig")  # nobody may not read Python's own files, and what is once not found is never found
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        yield root
        if is_root:
            os.seteuid(0)
        for path in (root / "seeds", *root.rglob("*")):
            path.chmod(0o755)


def forbid(path: Path) -> None:
    """Take all rights from a file or folder."""
    acting_as = os.geteuid()
    os.seteuid(os.getuid())
    path.chmod(0)
    os.seteuid(acting_as)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "seeds/articles/votes.md",
            ["seeds/articles/votes.md:1:1: error[unreadable] the file cannot be read: Permission denied"],
        ),
        ("seeds/articles", ["seeds/articles:1:1: error[unreadable] the folder cannot be read: Permission denied"]),
    ],
)
def test_what_may_not_be_read(humble_site, path, said):
    forbid(humble_site / path)
    assert read(humble_site)[1] == said


def test_pages_that_may_not_be_read_are_told(humble_site):
    """Else a page that is there would be taken for missing, and written anew."""
    forbid(humble_site / "briefings/actors")
    pages, problems = read_pages(humble_site)
    assert list(pages) == ["briefings/index.md"]
    said = "briefings/actors:1:1: error[unreadable] the folder cannot be read: Permission denied"
    assert [format_text(problem).split("\n")[0] for problem in problems] == [said]


UNLINK = "\n  help: put the file itself here, or delete the link"


def test_pages(site):
    write(
        site,
        {
            "briefings/index.md": "# Home\r\n",
            "briefings/actors/acme.md": "",
            "briefings/assets/a.css": "",
            "briefings/actors.md": "",
        },
    )
    write(site, {"briefings/old.markdown": "# Old\n"})
    pages, problems = read_pages(site)
    assert not problems
    names = ["briefings/actors.md", "briefings/actors/acme.md", "briefings/index.md", "briefings/old.markdown"]
    assert list(pages) == names
    assert pages["briefings/index.md"].text == "# Home\r\n"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("../seeds", "MkDocs would publish this linked folder unchecked\n  help: put the folder itself here"),
        (".", "MkDocs would publish this linked folder unchecked\n  help: put the folder itself here"),
        ("/etc/passwd", "the symbolic link leads out of the site's folder" + UNLINK),
        ("/etc", "the symbolic link leads out of the site's folder" + UNLINK),
        ("missing", "the symbolic link leads nowhere" + UNLINK),
        ("linked", "the symbolic link leads nowhere" + UNLINK),
    ],
)
def test_no_link_publishes_what_is_not_the_sites(site, target, said):
    """MkDocs follows links, and copies what it finds."""
    write(site, {"briefings/index.md": "# Home\n"})
    (site / "briefings/linked").symlink_to(target)
    pages, problems = read_pages(site)
    assert list(pages) == ["briefings/index.md"]
    assert [format_text(problem) for problem in problems] == [f"briefings/linked:1:1: error[symlink] {said}"]


def test_a_linked_file_of_the_site_is_fine(site):
    write(site, {"briefings/a.css": ""})
    (site / "briefings/b.css").symlink_to("a.css")
    assert read_pages(site) == ({}, [])


def test_no_pages(site):
    assert read_pages(site) == ({}, [])


def test_a_file_has_the_digest_of_its_text(site):
    write(site, {"briefings/data/a.csv": "é,“b”\n"})
    (site / "briefings/data/linked.csv").symlink_to("/etc/passwd")
    assert read_digest(site, "briefings/data/a.csv") == make_digest("é,“b”\n")
    assert [read_digest(site, f"briefings/data/{name}") for name in ("linked.csv", "missing.csv", "")] == [None] * 3


def test_settings(site):
    assert read_settings(site) == (read_settings(site)[0], [])
    assert read_settings(site)[0].limits == Limits()
    write(site, {"mkdocs.yml": "extra:\n  max_quote_words: 7\n"})
    assert read_settings(site)[0].limits.max_quote_words == 7


def test_settings_that_cannot_be_read(site):
    (site / "mkdocs.yml").mkdir()
    settings, (problem,) = read_settings(site)
    assert settings.limits == Limits()
    assert problem.code == "not-a-file"


def test_a_file_is_read_no_further_than_its_limit(site):
    (site / "seeds/articles/big.md").write_bytes(b"x" * 20_000_000)
    assert len(Reader(site).read_bytes("seeds/articles/big.md")) == 1_000_001
    assert read(site)[1] == ["seeds/articles/big.md:1:1: error[too-large] the file is larger than 1 MB"]
