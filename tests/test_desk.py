"""What the desk says and writes: the meant bytes and no others, each change taken back, nothing of anybody's lost."""

import shutil
from contextlib import suppress
from threading import Event, Thread
from time import sleep

import pytest
from desks import open_desk, read_files
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.desk import journal, workspace
from briefing_desk.desk.requests import Changed, Refusal, read_card
from briefing_desk.desk.units import count_units
from briefing_desk.disk.write import write_changes
from briefing_desk.intake.marking import mark
from briefing_desk.intake.sentences import list_sentences
from briefing_desk.store.database import drop_store
from briefing_desk.text.article_text import from_plain

ARTICLE = "council-votes"
PATH = f"seeds/articles/{ARTICLE}.md"
MUSEUM = {
    "actor": "city-council",
    "question": "quay-closure/museum",
    "stance": "support",
    "summary": "Would make it a museum.",
    "basis": "reported",
}


LATER = """---
title: Later
retrieved: 2025-03-07
language: en
positions:
  - actor: city-council
    question: quay-closure/close-now
    stance: oppose
    summary: Against it now.
    basis: reported
    follows: council-votes
    quotes:
      - exact: The council is against it now
---
The council is against it now.
"""


def test_a_position_is_written_behind_the_others_and_nothing_else_changes(site):
    before = read_files(site)
    with open_desk(site, article=ARTICLE) as desk:
        desk.write("closing the quay would cost", **MUSEUM)
        assert desk.article["positions"][-1]["fields"]["stance"] == "support"
    after = read_files(site)
    assert {path for path in after if after[path] != before.get(path)} == {PATH}
    added = """  - actor: city-council
    question: quay-closure/museum
    stance: support
    summary: Would make it a museum.
    basis: reported
    quotes:
      - exact: >-
          closing the quay would cost
"""
    text = after[PATH].decode()
    assert text.replace(added, "", 1).encode() == before[PATH]
    assert text.index(added) < text.index("passages:")


@pytest.mark.parametrize(
    ("words", "basis"), [("no money for this", "stated"), ("closing the quay would cost", "reported")]
)
def test_a_basis_that_nobody_chose_is_what_the_quotes_speak_for(site, words, basis):
    with open_desk(site, article=ARTICLE) as desk:
        fields = {name: value for name, value in MUSEUM.items() if name != "basis"}
        desk.write(words, **fields, speakers=[])
    assert f"    summary: {MUSEUM['summary']}\n    basis: {basis}\n" in (site / PATH).read_text()


def test_a_position_is_changed_value_by_value(site):
    before = (site / PATH).read_text()
    with open_desk(site, article=ARTICLE) as desk:
        fields = {name: value for name, value in desk.article["positions"][1]["fields"].items() if value}
        fields |= {"stance": "mixed", "basis": "reported", "date": "2025-03-04"}
        fields["summary"] = "Voted to close it, with doubts."
        del fields["event"]
        desk.ask(
            "write", position=1, fields=fields, quotes=[[desk.find("The City Council voted on Tuesday")]], dropped=[0]
        )
    start = before.index("  - actor: city-council")
    end = before.index("  - actor: city-council", start + 1)
    wanted = """  - actor: city-council
    question: quay-closure/close-now
    stance: mixed
    summary: Voted to close it, with doubts.
    basis: reported
    speakers: [ida-quist]
    date: 2025-03-04
    quotes:
      - exact: >-
          The City Council voted on Tuesday
"""
    assert (site / PATH).read_text() == before[:start] + wanted + before[end:]


GERMAN = """---
title: Der Rat stimmt ab
retrieved: 2025-03-06
language: de-CH
positions:
  - not a position
  - actor: city-council
    question: quay-closure/close-now
    stance: support
    summary: Wants it closed.  # ours
    basis: reported
    quotes:
      - exact: Der Rat stimmte ab
        translation: {text: "The council voted", by: machine}  # by hand
passages:
  - id: vote
    exact: Der Rat stimmte ab
    translation:
      text: >-
        The council voted
      by: machine
---
Der Rat stimmte ab. Wir zahlen nicht, sagte der Rat. Die Stadt würde zahlen.
"""


def test_a_quote_in_another_language_has_a_translation_that_comes_changes_and_goes(site):
    path = site / "seeds/articles/german.md"
    path.write_text(GERMAN, encoding="utf-8")
    with open_desk(site, article=ARTICLE) as desk:
        assert desk.article["translated_into"] == ""
        desk.ask("article", id="german")
        assert desk.article["translated_into"] == "en"
        said = {"text": "We  do not pay:\nno", "by": "desk"}
        quotes = [[desk.find("Wir zahlen nicht")], [desk.find("Die Stadt würde zahlen")]]
        desk.ask("write", fields=MUSEUM, quotes=quotes, translations=[said])
        added = """      - exact: >-
          Wir zahlen nicht
        translation:
          text: >-
            We do not pay: no
          by: desk
      - exact: >-
          Die Stadt würde zahlen
"""
        written = path.read_text(encoding="utf-8")
        assert added in written
        new = desk.article["positions"][1]
        assert [it["translation"] for it in new["quotes"]] == [
            {"text": "We do not pay: no", "by": "desk"},
            {"text": "", "by": ""},
        ]

        # the same words have one translation wherever the article quotes them
        fields = {name: value for name, value in desk.article["positions"][0]["fields"].items() if value}
        better = {"text": "The council has voted", "by": "desk"}
        desk.ask("write", position=0, fields=fields, quotes=[], renewed=[better])
        now = path.read_text(encoding="utf-8")
        assert 'translation: {text: "The council has voted", by: desk}  # by hand' in now
        assert "      text: >-\n        The council has voted\n      by: desk\n" in now
        desk.ask("write", position=0, fields=fields, quotes=[], renewed=[better])
        assert path.read_text(encoding="utf-8") == now
        desk.ask("passage", passage=0, says="That it voted.", translation={"text": "It voted", "by": "article"})
        assert "    exact: Der Rat stimmte ab\n    says: That it voted.\n" in path.read_text(encoding="utf-8")
        assert [it["translation"]["by"] for it in desk.article["passages"]] == ["article"]
        desk.ask("write", position=1, fields=MUSEUM, quotes=[], dropped=[1], renewed=[{"text": "", "by": "desk"}])
        assert "Wir zahlen nicht\npassages:" in path.read_text(encoding="utf-8").replace("          ", "")

        # a word of the site's own language, or nobody's, is refused
        with pytest.raises(Refusal, match="`by` is desk, article, machine"):
            desk.ask("write", fields=MUSEUM, quotes=quotes, translations=[{"text": "x", "by": "me"}])
        for _ in range(4):
            desk.ask("undo", action=desk.actions["undo"]["id"])
        assert path.read_text(encoding="utf-8") == GERMAN


def test_what_cannot_be_read_is_not_taken_for_what_can(site):
    path = site / "seeds/articles/german.md"
    german = GERMAN.replace("  # ours", "").replace("  # by hand", "")
    path.write_text(german, encoding="utf-8")
    with open_desk(site, article="german") as desk:
        assert len(desk.article["positions"]) == 1
        desk.ask("remove", position=0)
        left = german.index("  - actor"), german.index("passages:")
        assert path.read_text(encoding="utf-8") == german[: left[0]] + german[left[1] :]
        for request in ({"position": 0}, {"passage": 1}):
            with pytest.raises(Changed):
                desk.ask("remove", **request)


def test_what_would_bring_an_error_is_not_written(site):
    before = read_files(site)
    with open_desk(site, article=ARTICLE) as desk:
        for change, told in (
            ({"actor": "nobody"}, "actor `nobody` is not declared"),
            ({"question": "quay-closure/none"}, "question `quay-closure/none` is not declared"),
            ({"stance": "conditional"}, "condition"),
            ({"basis": "stated"}, "stated"),
            ({"stance": "perhaps"}, "is not one of"),
            ({"date": "last week"}, "date"),
        ):
            with pytest.raises(Refusal) as caught:
                desk.write("closing the quay would cost", **MUSEUM | change)
            assert caught.value.status == 422
            assert told in str(caught.value.told)
        with pytest.raises(Refusal, match="does not stand in the article word for word"):
            desk.ask("write", fields=MUSEUM, quotes=[[[10_000, 10_001]]])
        assert read_files(site) == before
        told = desk.write("closing the quay would cost", **MUSEUM, speakers=["jo-marsh"])["told"]
        assert [problem["code"] for problem in told] == ["speaker-of-other"]  # a warning stops nothing


def test_an_article_with_another_fault_can_be_changed(site):
    text = (site / PATH).read_text().replace("speakers: [jo-marsh]", "speakers: [jo-marsch]")
    (site / PATH).write_text(text)
    with open_desk(site, article=ARTICLE) as desk:
        assert any("jo-marsch" in problem["message"] for problem in desk.article["problems"])
        desk.write("closing the quay would cost", **MUSEUM)
    assert "Would make it a museum." in (site / PATH).read_text()


def test_what_was_changed_elsewhere_is_not_written_over(site):
    with open_desk(site, article=ARTICLE) as desk:
        theirs = (site / PATH).read_text().replace("abstract: The council", "abstract: Theirs. The council")
        (site / PATH).write_text(theirs)
        with pytest.raises(Changed, match=f"{PATH} was changed elsewhere meanwhile"):
            desk.write("closing the quay would cost", **MUSEUM)
        assert (site / PATH).read_text() == theirs
        desk.ask("article", id=ARTICLE)
        desk.write("closing the quay would cost", **MUSEUM)
        assert "abstract: Theirs. The council" in (site / PATH).read_text()


def test_each_change_is_taken_back_and_done_again_across_restarts(site):
    states = [read_files(site)]
    with open_desk(site, article=ARTICLE) as desk:
        desk.write("closing the quay would cost", **MUSEUM)
        states.append(read_files(site))
        desk.ask("passage", name="authority", pieces=[desk.find("By the authority's figures")])
        states.append(read_files(site))
    with open_desk(site, article=ARTICLE) as desk:
        fields = {"name": "New Actor", "kind": "group"}
        desk.ask("declare", kind="actor", topic="", id="new-actor", fields=fields)
        states.append(read_files(site))
    for number in (2, 1, 0):
        with open_desk(site, article=ARTICLE) as desk:
            desk.ask("undo", action=desk.actions["undo"]["id"])
            assert read_files(site) == states[number]
    with open_desk(site, article=ARTICLE) as desk:
        assert desk.actions["undo"] is None
        for number in (1, 2, 3):
            desk.ask("redo", action=desk.actions["redo"]["id"])
            assert read_files(site) == states[number]
        assert desk.actions["redo"] is None


@pytest.mark.parametrize("place", ["a file", "a file/deeper"])
def test_where_nothing_can_be_kept_a_change_is_taken_back_while_the_desk_is_open(site, tmp_path_factory, place):
    """A home that is none, or may not be written: the desk opens all the same."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "a file").write_text("")
    before = read_files(site)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFING_CACHE", str(folder / place))
        with open_desk(site, article=ARTICLE) as desk:
            desk.write("closing the quay would cost", **MUSEUM)
            assert read_files(site) != before
            desk.ask("undo", action=desk.actions["undo"]["id"])
    assert read_files(site) == before


def test_undo_refuses_where_the_file_has_changed_since_and_when_it_is_asked_twice(site):
    with open_desk(site, article=ARTICLE) as desk:
        desk.write("closing the quay would cost", **MUSEUM)
        action = desk.actions["undo"]["id"]
        ours = (site / PATH).read_bytes()
        (site / PATH).write_bytes(ours + b"\nTheirs.\n")
        with pytest.raises(Refusal, match="it is left as it is"):
            desk.ask("undo", action=action)
        assert (site / PATH).read_bytes() == ours + b"\nTheirs.\n"
        (site / PATH).write_bytes(ours)
        desk.ask("undo", action=action)
        with pytest.raises(Refusal, match="no longer the last thing"):
            desk.ask("undo", action=action)


def test_two_desks_on_one_site_lose_nothing(site):
    with open_desk(site, article=ARTICLE) as one, open_desk(site, article=ARTICLE) as other:
        one.write("closing the quay would cost", **MUSEUM)
        with pytest.raises(Changed):
            other.write("closing the quay would cost", **MUSEUM)
        other.ask("article", id=ARTICLE)
        other.ask("passage", name="authority", pieces=[other.find("By the authority's figures")])
        with pytest.raises(Refusal, match="no longer the last thing"):
            one.ask("undo", action=one.actions["undo"]["id"])
    text = (site / PATH).read_text()
    assert "Would make it a museum." in text
    assert "id: authority" in text


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("when", ["before the files", "behind the files"])
@pytest.mark.parametrize("way", ["write", "undo", "redo"])
def test_what_became_of_what_was_cut_off_is_seen_when_the_desk_is_opened_again(site, monkeypatch, when, way):
    def die(root, changes):
        if when == "behind the files":
            write_changes(root, changes)
        raise Killed

    with open_desk(site, article=ARTICLE) as desk:
        change = {"fields": MUSEUM, "quotes": [[desk.find("closing the quay would cost")]]}
        if way != "write":
            desk.ask("write", **change)
            change = {"action": desk.actions["undo"]["id"]}
        if way == "redo":
            desk.ask("undo", **change)
        monkeypatch.setattr(journal, "write_changes", die)
        with pytest.raises(Killed):
            desk.ask(way, **change)
        monkeypatch.undo()
    has_happened = when == "behind the files"
    with open_desk(site, article=ARTICLE) as desk:
        is_there = any(one["fields"]["summary"] == MUSEUM["summary"] for one in desk.article["positions"])
        assert is_there == (has_happened == (way != "undo"))
        assert bool(desk.actions["undo"]) == is_there
        assert bool(desk.actions["redo"]) == (not is_there and way != "write")
        for name in ("undo", "redo"):
            if desk.actions[name]:
                desk.ask(name, action=desk.actions[name]["id"])
                break


def test_a_cut_off_change_that_somebody_has_mended_is_forgotten(site, monkeypatch):
    def die(root, changes):
        raise Killed

    with open_desk(site, article=ARTICLE) as desk:
        monkeypatch.setattr(journal, "write_changes", die)
        with pytest.raises(Killed):
            desk.write("closing the quay would cost", **MUSEUM)
        monkeypatch.undo()
    theirs = (site / PATH).read_bytes() + b"Theirs.\n"
    (site / PATH).write_bytes(theirs)
    with open_desk(site, article=ARTICLE) as desk:
        assert desk.actions["undo"] is None
    assert (site / PATH).read_bytes() == theirs


def test_names_are_declared_at_their_place_in_the_style_of_the_file(site):
    with open_desk(site, article=ARTICLE) as desk:
        ask = {"kind": "question", "topic": "quay-closure", "id": "later"}
        desk.ask("declare", **ask, fields={"label": "Close it later", "proposition": "It should be closed next year."})
        fields = {"title": "A vote", "date": "2025-03-05"}
        desk.ask("declare", kind="event", topic="quay-closure", id="vote", fields=fields)
        fields = {"name": "Night Post", "kind": "newspaper"}
        desk.ask("declare", kind="publisher", topic="", id="night-post", fields=fields)
        fields = {"name": "Ann Lee", "kind": "person", "on_behalf_of": "residents", "aliases": ["A. Lee"]}
        found = desk.ask("declare", kind="actor", topic="", id="ann-lee", fields=fields)
        assert {"ann-lee", "residents"} <= {actor["id"] for actor in found["vocabulary"]["actors"]}
        with pytest.raises(Refusal):
            desk.ask("declare", kind="actor", topic="", id="ann-lee", fields=fields)
        with pytest.raises(Refusal, match="nothing was written"):
            desk.ask("declare", kind="actor", topic="", id="bad-kind", fields={"name": "X", "kind": "planet"})
        for id in ("../x", "Up Per", "", "con"):
            with pytest.raises(Refusal):
                desk.ask("declare", kind="actor", topic="", id=id, fields=fields)
        for topic, told in (("../topics/quay-closure", "may contain only"), ("quay", "there is no topic")):
            with pytest.raises(Refusal, match=told):
                desk.ask("declare", kind="event", topic=topic, id="x", fields={"title": "x"})
    topic = (site / "seeds/topics/quay-closure.yml").read_text()
    assert (
        "  - id: later\n    label: Close it later\n    proposition: It should be closed next year.\nevents:\n" in topic
    )
    assert topic.endswith("  - id: vote\n    title: A vote\n    date: 2025-03-05\n")
    actors = (site / "seeds/actors.yml").read_text()
    stub = "ann-lee:\n  name: Ann Lee\n  kind: person\n  aliases: [A. Lee]\n  on_behalf_of: residents\n"
    assert actors.endswith(stub)


def test_an_article_is_described_passages_come_and_go_and_quotes_are_checked(site):
    with open_desk(site, article="undated-note") as desk:
        desk.ask("about", fields={"title": "A note: revised", "publisher": "", "abstract": "Two sentences. Ours."})
        assert desk.article["about"]["title"] == "A note: revised"
        desk.ask("passage", name="first", pieces=[desk.find("against a museum")])
        assert desk.article["checked"] == "partly"
        desk.ask("verify")
        assert desk.article["checked"] == "yes"
        assert "checked: 2026-02-03" in (site / "seeds/receipts/undated-note.yml").read_text()
        desk.ask("remove", passage=0)
        assert desk.article["passages"] == []
        while desk.article["positions"]:
            desk.ask("remove", position=0)
    text = (site / "seeds/articles/undated-note.md").read_text()
    assert 'title: "A note: revised"' in text
    assert "positions" not in text


def test_the_verdict_says_whose_words_how_many_where_and_what_would_change(site):
    with open_desk(site, article=ARTICLE) as desk:
        fields = {"actor": "residents", "question": "quay-closure/close-now", "stance": "oppose"}
        found = desk.ask("judge", fields=fields, quotes=[[desk.find("the city will carry the bill")]])
        quote = found["quotes"][0]
        assert (quote["is_verbatim"], quote["words"], quote["direct"], quote["basis"]) == (True, 6, "yes", "stated")
        assert found["ranking"][0] == "quay-closure/city-pays"
        assert found["cells"][0]["after"]["stances"] == ["Opposes"]
        assert "dockers-union" in {cell["actor"] for cell in found["others"]}
        found = desk.ask("judge", fields={}, quotes=[[desk.find("quay")]])
        assert found["quotes"][0]["places"] == 3
        assert found["quotes"][0]["is_told_apart"]
        gap = [desk.find("we will"), desk.find("leave one person behind")]
        found = desk.ask("judge", fields={}, quotes=[gap])
        assert found["quotes"][0]["exact"] == "we will […] leave one person behind"
        assert found["quotes"][0]["problems"][0]["code"] == "omitted-hedge"


def test_an_article_without_its_text_or_that_cannot_be_read_is_shown_as_that(site):
    text = (site / PATH).read_text()
    (site / PATH).write_text(text[: text.index("\nThe City Council") - 4].rstrip("-\n") + "\n---\n")
    (site / "seeds/articles/broken.md").write_text("---\n: [\n---\n")
    with open_desk(site, article=ARTICLE) as desk:
        assert desk.article["has_text"] is False
        with pytest.raises(Refusal, match="text is not at hand"):
            desk.ask("judge", fields={}, quotes=[[[0, 5]]])
        desk.ask("article", id="broken")
        assert desk.article["problems"]
        assert "about" not in desk.article


def test_the_queue_is_searched_by_ids_and_publishers(site):
    with open_desk(site) as desk:
        assert desk.ask("queue", wanted="")["found"] == 5
        rows = desk.ask("queue", wanted="GAZETTE votes")["rows"]
        assert [(row["id"], row["positions"], row["checked"]) for row in rows] == [(ARTICLE, 4, "yes")]
        shutil.copy(site / PATH, site / "seeds/articles/fresh.md")
        assert desk.ask("queue", wanted="")["found"] == 6
        assert desk.ask("queue", wanted="fresh")["found"] == 1


def test_a_large_site_is_open_before_all_of_it_is_read(site, monkeypatch):
    (site / "seeds/articles/later.md").write_text(LATER)
    with open_desk(site) as desk:
        whole = desk.ask("queue", wanted="")["rows"]
    monkeypatch.setattr(workspace, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(workspace, "A_FEW", 2)
    drop_store(site)
    with open_desk(site) as desk:
        queue = desk.ask("queue", wanted="")
        assert (queue["rows"], queue["waiting"], queue["total"]) == ([], 6, 6)
        desk.ask("article", id="later")
        assert [problem["code"] for problem in desk.article["problems"]] == []  # what it follows was read for it
        fields = {"actor": "residents", "question": "quay-closure/close-now", "stance": "oppose"}
        judged = desk.ask("judge", fields=fields, quotes=[[desk.find("The council is against it now")]])
        assert judged["unread"] == 4
        assert desk.workspace.read_on()
        assert desk.ask("queue", wanted="")["waiting"] == 2
        (site / "seeds/articles/leaked-memo.md").unlink()
        while desk.workspace.read_on():
            pass
        assert [row for row in whole if row["id"] != "leaked-memo"] == desk.ask("queue", wanted="")["rows"]
        path = site / "seeds/articles/later.md"
        path.write_text(LATER.replace("title: Later", "title: Much later"))
        assert "Much later" in {row["title"] for row in desk.ask("queue", wanted="")["rows"]}
        path.write_text("---\n: [\n---\n")
        assert "later" not in {row["id"] for row in desk.ask("queue", wanted="")["rows"]}


@pytest.mark.parametrize(
    ("language", "body", "words"),
    [
        ("zh", "市长说旧码头应当关闭。工会表示反对！他们要求保证。", "工会表示反对"),
        ("ar", "قال رئيس البلدية إن الرصيف القديم سيغلق. هل توافق النقابة؟ لا.", "هل توافق النقابة"),
        ("he", "העירייה תסגור את הרציף הישן. האיגוד מתנגד לכך.", "האיגוד מתנגד לכך"),
        ("th", "สภาลงมติปิดท่าเรือเก่า สหภาพคัดค้าน", "สหภาพคัดค้าน"),
        ("de", "Am 5. Mai sprach Dr. Meier. Die Stadt zahlt.", "Die Stadt zahlt"),
        ("en", "𝕏 marks 𝕐. The 🙂 council pays.", "The 🙂 council pays"),
    ],
)
def test_text_in_any_script_is_marked_and_written(site, language, body, words):
    path = site / "seeds/articles/foreign.md"
    path.write_text(f"---\ntitle: X\nretrieved: 2025-03-06\nlanguage: {language}\n---\n{body}\n", encoding="utf-8")
    with open_desk(site, article="foreign") as desk:
        desk.write(words, **MUSEUM)
        assert desk.article["positions"][0]["quotes"][0]["exact"] == words
        assert desk.article["positions"][0]["quotes"][0]["pieces"] == [desk.find(words)]
    assert words in path.read_text(encoding="utf-8")


def test_sentences_are_known_in_every_script():
    text = from_plain(
        "市长说旧码头应当关闭。工会“反对！”他们要求。\n\n"
        "Am 5. Mai sprach er. Er kam? Да. Ні, дякую.\n\nA U.S. plan, by Dr. Lee. So.\n\n"
        "Der Rat geht. »Wir bleiben« sie. ›Ja‹, rief er. „‚Nein‘, sagt sie.“ Il dit : « Non. » Il part."
    )
    found = [[text.text[a:b] for a, b in paragraph] for paragraph in list_sentences(text, "en")]
    assert found == [
        ["市长说旧码头应当关闭。", "工会“反对！”", "他们要求。"],
        ["Am 5. Mai sprach er", "Er kam?", "Да", "Ні, дякую"],
        ["A U.S. plan, by Dr. Lee", "So"],
        ["Der Rat geht", "»Wir bleiben« sie", "›Ja‹, rief er", "„‚Nein‘, sagt sie.“", "Il dit : « Non. » Il part"],
    ]


@tries(300)
@given(st.text(st.sampled_from("aé中𝕏🙂\n ")), st.integers(0, 40))
def test_units_and_characters_are_the_same_places(words, at):
    units = count_units(words)
    at = min(at, len(words))
    assert units.from_characters(at) == len(words[:at].encode("utf-16-le")) // 2
    assert units.to_characters(units.from_characters(at)) == at


TEXT = from_plain(
    'The council said no. "We will not pay," said Ann Lee, "and we will not go." The council said no.\n\n'
    "It cost 1,200 euros (about a third) in the U.S. — l’Union paid. 旧码头应当关闭。\n"
)


@tries(300)
@given(st.integers(0, len(TEXT.text)), st.integers(1, 60))
def test_whatever_is_marked_is_verbatim_where_it_was_marked_or_refused(start, length):
    end = min(start + length, len(TEXT.text))
    marked = mark(TEXT, ((start, end),)) if start < end else None
    if marked and marked.match:
        assert marked.match.start < end
        assert start < marked.match.end
        assert " ".join(TEXT.text[marked.match.start : marked.match.end].split()) == marked.exact


@given(st.dictionaries(st.text(max_size=8), st.recursive(st.none() | st.integers() | st.text(), st.lists)))
def test_no_request_is_too_odd(body):
    with suppress(Refusal):
        read_card(body)


def test_the_desk_ends_when_what_it_is_answering_is_done(site):
    asked, ending, done = Event(), Event(), []

    def ask(one):
        with one.asking():
            one.store.list_keys("articles")
            asked.set()
            ending.wait()
            sleep(0.05)
            done.append(one.store.list_keys("articles"))

    with open_desk(site) as desk:
        thread = Thread(target=ask, args=(desk.workspace,))
        thread.start()
        asked.wait()
        ending.set()
    assert len(done) == 1
    thread.join()
