"""The pages speak the language of their site: catalogues, dates by Unicode CLDR, and no English between them."""

import re
import subprocess
import sys
from itertools import product

import pytest
import yaml
from babel import Locale
from builders import ROOT, copy_demo
from click.testing import CliRunner
from test_words import Reader

from briefing_desk.cli import main
from briefing_desk.localisation import CATALOGUES, find_language, find_value
from briefing_desk.messages import phrases, translation, words
from briefing_desk.messages.catalogue import NUMBERS, find_plural_rule, read_catalogue, write_catalogue
from briefing_desk.messages.translation import Translation, list_missing, list_notes, list_places
from briefing_desk.syntax.errors import UsageError

SHIPPED = sorted(path.stem for path in CATALOGUES.glob("*.po"))


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("  language: de\n", "de"),
        ("  language: 'pt-BR'  # theirs\r\n", "pt-BR"),
        ('  language: "uk"', "uk"),
        ("  language: pt_BR\n", "pt-BR"),
        ("  # language: de\n", "en"),
        ("  language: !ENV [LANG, de]\n", "en"),
        ("  languages: de\n", "en"),
        ("", "en"),
    ],
)
def test_a_site_speaks_what_its_theme_speaks(tmp_path, line, language):
    (tmp_path / "mkdocs.yml").write_bytes(f"site_name: A\ntheme:\n  name: material\n{line}".encode())
    assert find_language(tmp_path) == language
    assert find_language(tmp_path / "nowhere") == "en"


@pytest.mark.parametrize(
    ("arguments", "root"),
    [
        ([], ""),
        (["--root", "a"], "a"),
        (["--strict", "--root=a b", "x"], "a b"),
        (["--root"], ""),
        (["--roots", "a", "b"], ""),
    ],
)
def test_the_site_is_that_of_the_folder_that_a_command_names(arguments, root):
    assert find_value(arguments, "--root") == root


DATES = {
    "en": ("14 December 2025", "14–15 December 2025", "28 November – 3 December 2025", "October–December 2025"),
    "de": ("14. Dezember 2025", "14.–15. Dezember 2025", "28. November – 3. Dezember 2025", "Oktober–Dezember 2025"),
    "fr": ("14 décembre 2025", "14–15 décembre 2025", "28 novembre – 3 décembre 2025", "octobre–décembre 2025"),
    "es": (
        "14 de diciembre de 2025",
        "14–15 de diciembre de 2025",
        "28 de noviembre – 3 de diciembre de 2025",
        "octubre–diciembre de 2025",
    ),
    "pl": ("14 grudnia 2025", "14–15 grudnia 2025", "28 listopada – 3 grudnia 2025", "październik–grudzień 2025"),
    "uk": (
        "14 грудня 2025\u202fр.",
        "14–15 грудня 2025\u202fр.",
        "28 листопада – 3 грудня 2025\u202fр.",
        "жовтень–грудень 2025\u202fр.",
    ),
    "hu": ("2025. december 14.", "2025. december 14–15.", "2025. november 28. – december 3.", "2025. október–december"),
}
"""By language: a day, two days of one month, days of two months, two months; as newspapers there write them."""


@pytest.mark.parametrize(("language", "at"), list(product(DATES, range(4))), ids=lambda value: str(value))
def test_dates_are_said_as_the_language_says_them(monkeypatch, language, at):
    text = ("2025-12-14", "2025-12-14/2025-12-15", "2025-11-28/2025-12-03", "2025-10/2025-12")[at]
    locale = Locale.parse(phrases.ENGLISH if language == "en" else language)
    monkeypatch.setattr(phrases, "find_locale", lambda: locale)
    begin, slash, end = text.partition("/")
    assert (phrases.join_points(begin, end) if slash else phrases.describe_point(begin)) == DATES[language][at]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-12-01", "1er décembre 2025"),
        ("2025-12-01/2025-12-03", "1er–3 décembre 2025"),
        ("2025-11-28/2025-12-01", "28 novembre – 1er décembre 2025"),
        ("2025-12-11", "11 décembre 2025"),
    ],
)
def test_a_french_month_begins_with_its_first(monkeypatch, text, said):
    monkeypatch.setattr(phrases, "find_locale", lambda: Locale.parse("fr"))
    begin, slash, end = text.partition("/")
    assert (phrases.join_points(begin, end) if slash else phrases.describe_point(begin)) == said


@pytest.mark.slow
def test_dates_are_those_of_another_reading_of_unicode_cldr(open_page, monkeypatch):
    """A browser has its own copy of Unicode's data, and its own code for it (ICU)."""
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in (2, 14, 29) if (month, day) != (2, 29)]
    say = """([language, days]) => days.map((day) => {
      const at = (form) => new Intl.DateTimeFormat(language, { ...form, timeZone: "UTC" }).format(new Date(day))
      return [{ dateStyle: "long" }, { year: "numeric", month: "long" }, { year: "numeric", month: "short" }].map(at)
    })"""
    page = open_page("about:blank")
    for language in ("en", *SHIPPED):
        tag = "en-GB" if language == "en" else language
        locale = Locale.parse(tag.replace("-", "_"))
        monkeypatch.setattr(phrases, "find_locale", lambda locale=locale: locale)
        ours = [
            [phrases.describe_point(day), phrases.describe_point(day[:7]), phrases.describe_briefly(day[:7])]
            for day in days
        ]
        known = [[said.replace(" ", "\u202f") for said in one] for one in page.evaluate(say, [tag, days])]
        assert [[said.replace(" ", "\u202f") for said in one] for one in ours] == known, language


@pytest.mark.parametrize(
    ("language", "direction", "said"),
    [
        ("en", "ltr", ""),
        ("en-US", "ltr", ""),
        ("de", "ltr", "in German"),
        ("pt-BR", "ltr", "in Portuguese"),
        ("ar", "rtl", "in Arabic"),
        ("he-IL", "rtl", "in Hebrew"),
        ("xq", "auto", "in xq"),
    ],
)
def test_readers_and_browsers_are_told_of_another_language(language, direction, said):
    assert (phrases.find_direction(language), phrases.tell_language(language)) == (direction, said)


@pytest.mark.parametrize(
    ("language", "number", "places", "said"),
    [("en", 999, 0, "999"), ("en", 1234, 0, "1,234"), ("de", 1234, 0, "1.234"), ("de", 0.824, 2, "0,82")],
)
def test_numbers_are_written_as_the_language_writes_them(monkeypatch, language, number, places, said):
    monkeypatch.setattr(phrases, "find_locale", lambda: Locale.parse(language))
    assert phrases.show_number(number, places) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en_GB", ["", "a", "a and b", "a, b and c", "a, b, c and d"]),
        ("de", ["", "a", "a und b", "a, b und c", "a, b, c und d"]),
        ("ar", ["", "a", "a وb", "a وb وc", "a وb وc وd"]),
        ("ja", ["", "a", "a、b", "a、b、c", "a、b、c、d"]),
    ],
)
def test_a_list_ends_as_the_language_ends_it(monkeypatch, language, said):
    monkeypatch.setattr(phrases, "find_locale", lambda: Locale.parse(language))
    phrases.list_joints.cache_clear()
    listed = [phrases.join_all("abcd"[:number]) for number in range(5)]
    phrases.list_joints.cache_clear()
    assert listed == said


FORMS = {"pl": {1: "słowo", 2: "słowa", 5: "słów", 22: "słowa"}, "ar": {0: "لا كلمات", 2: "كلمتان", 11: "11 كلمة"}}


@pytest.mark.parametrize("language", FORMS)
def test_what_is_counted_has_the_form_that_goes_with_its_number(language):
    said = read_catalogue((CATALOGUES / f"{language}.po").read_bytes(), language, language)["NOUNS.word"][1]
    rule = find_plural_rule(language)
    for number, words_said in FORMS[language].items():
        assert said[rule(number)].format(number=number).endswith(words_said)


COUNTS = re.compile(r"\{number\}")


def test_what_carries_a_number_has_a_plural():
    """Where a number stands beside what it counts; `SAME_OF` and the like count nothing by name."""
    alone = {"N_MORE", "ON_ONE_ORIGIN", "ON_UNKNOWN_ORIGINS", "PROPOSED.count", "SAME_OF"}
    bare = {path for path, said in words.ENGLISH.items() if isinstance(said, str) and COUNTS.search(said)}
    assert bare == alone


@pytest.mark.parametrize("language", ["de", "pl", "uk", "ar", "ja", "cy"])
def test_a_catalogue_keeps_every_form_that_a_language_has(language):
    rule = find_plural_rule(language)
    forms = {"other": "other", **{rule(number): rule(number) for number in NUMBERS}}
    english = {"NOUNS.report": {"one": "{number} report", "other": "{number} reports"}, "AND": " and "}
    said = {"NOUNS.report": (english["NOUNS.report"], forms), "AND": (" and ", " & ")}
    data = write_catalogue(language, english, said, {"AND": "Between two names."}, "# Ours")
    assert data.startswith(b"# Ours\n")
    assert b"#. Between two names.\n" in data
    read = read_catalogue(data, "x.po", language)
    assert read["AND"] == said["AND"]
    assert {number: read["NOUNS.report"][1][rule(number)] for number in NUMBERS} == {
        number: rule(number) for number in NUMBERS
    }
    assert write_catalogue(language, english, read, {"AND": "Between two names."}, "# Ours") == data


def test_what_is_translated_for_other_words_is_not_said():
    values = {"AND": " and ", "PAIR": ("one", {"x": "two"}), "lower": "not"}
    english = translation.list_messages(values)
    assert english == {"AND": " and ", "PAIR.0": "one", "PAIR.1.x": "two"}
    german = Translation("de", {"AND": (" or ", " oder "), "PAIR.1.x": ("two", "zwei")})
    assert translation.translate(values, german) == {"AND": " and ", "PAIR": ("one", {"x": "zwei"})}
    assert list_missing(english, german) == ("AND", "PAIR.0")


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("nach {tag}", "x.po: OR_LATER: no {tag} is known there, only date"),
        ("nach {date", "x.po: OR_LATER: expected '}' before end of string"),
    ],
)
def test_a_translation_that_would_break_a_page_is_told(said, complaint):
    data = f'msgctxt "OR_LATER"\nmsgid "{{date}} or later"\nmsgstr "{said}"\n'.encode()
    with pytest.raises(UsageError, match="^" + complaint.replace("{", r"\{").replace("}", r"\}")):
        read_catalogue(data, "x.po", "de")


@pytest.mark.parametrize("data", [b'msgid "a', b"\xff\xfe", b"words: of\n  yaml: 1\n"])
def test_a_file_that_is_no_catalogue_is_told(data):
    with pytest.raises(UsageError, match=r"^cannot read x\.po: "):
        read_catalogue(data, "x.po", "de")


@pytest.mark.parametrize("language", SHIPPED)
def test_what_comes_with_the_program_is_whole_and_says_who_made_it(language):
    data = (CATALOGUES / f"{language}.po").read_bytes()
    said = read_catalogue(data, language, language)
    assert list_missing(words.ENGLISH, Translation(language, said)) == ()
    header = data.decode().split("msgid", 1)[0]
    assert "# Made by: " in header
    assert "# Read by a native speaker: " in header
    assert f"(`{language}`)" in (ROOT / "docs/languages.md").read_text(encoding="utf-8")
    notes = list_notes((CATALOGUES / "words.py").read_text(encoding="utf-8"))
    assert write_catalogue(language, words.ENGLISH, said, notes, header.rstrip("\n")) == data


@pytest.mark.parametrize("language", SHIPPED)
def test_nothing_that_is_put_in_is_lost_in_translation(language):
    lost = {}
    for path, (source, said) in read_catalogue(
        (CATALOGUES / f"{language}.po").read_bytes(), language, language
    ).items():
        places = list_places(source if isinstance(source, str) else source["other"])
        if left := places - list_places(said if isinstance(said, str) else said["other"]):
            lost[path] = left
    assert lost == {}


def test_a_new_catalogue_has_all_words_and_keeps_what_is_translated(tmp_path):
    run = CliRunner().invoke
    path = tmp_path / "messages/eo.po"
    done = run(main, ["messages", "init", "eo", "--root", str(tmp_path)])
    assert done.output == f"messages/eo.po: 0 of {len(words.ENGLISH)} messages are translated\n"
    assert run(main, ["messages", "init", "eo", "--root", str(tmp_path)]).exit_code == 2
    text = path.read_text(encoding="utf-8").replace("nobody yet", "Zamenhof", 1)
    path.write_text(text.replace('msgid "no date"\nmsgstr ""', 'msgid "no date"\nmsgstr "sen dato"'), encoding="utf-8")
    done = run(main, ["messages", "update", "eo", "--root", str(tmp_path)])
    assert done.output == f"messages/eo.po: 1 of {len(words.ENGLISH)} messages are translated\n"
    assert "# Made by: Zamenhof\n" in path.read_text(encoding="utf-8")
    assert 'msgstr "sen dato"\n' in path.read_text(encoding="utf-8")
    for wrong in ("update", "init"):
        assert run(main, ["messages", wrong, "no such", "--root", str(tmp_path)]).exit_code == 2
    assert run(main, ["messages", "update", "fr", "--root", str(tmp_path)]).exit_code == 2


GENERATED = re.compile(r"<!-- generated: .*?<!-- end generated", re.DOTALL)
"""What a person writes on a page stands between these."""


def list_phrases(message):
    """Return the runs of three or more words in a message, between what is put in."""
    texts = [message] if isinstance(message, str) else message.values()
    runs = (run.strip() for text in texts for run in re.split(r"\{.*?\}|[^\w’' -]+", text))
    return {run for run in runs if len(run) > 12 and run.count(" ") > 1}


def read_words(text):
    """Return the words that readers of a page see or hear."""
    reader = Reader()
    reader.feed(text)
    return " ".join(" ".join(reader.words).split())


def generate(root, language):
    """Return what `briefing generate` says of the demo in a language, in a process of its own."""
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("\n  language: en\n", f"\n  language: {language}\n"), encoding="utf-8")
    command = [sys.executable, "-m", "briefing_desk", "generate", "--root", str(root)]
    return subprocess.run(command, cwd=ROOT, text=True, encoding="utf-8", capture_output=True, check=False)


def test_a_language_without_words_is_told_and_a_site_s_own_words_are_said(tmp_path):
    root = copy_demo(tmp_path)
    done = generate(root, "eo")
    assert done.returncode == 0
    assert "warning[untranslated] there are no words in `eo`: the pages speak English" in done.stderr
    own = root / "messages/eo.po"
    own.parent.mkdir()
    own.write_text('msgctxt "STANCES.support.0"\nmsgid "Supports"\nmsgstr "Subtenas"\n', encoding="utf-8")
    done = generate(root, "eo")
    assert f"{len(words.ENGLISH) - 1} of {len(words.ENGLISH)} words are not translated into `eo`" in done.stderr
    page = (root / "briefings/nato-bid.md").read_text(encoding="utf-8")
    assert ">Subtenas</span>" in page
    assert ">Supports</span>" not in page
    assert "14–15 decembro 2025" in page.lower()


def test_a_new_site_speaks_the_language_that_it_is_made_for(tmp_path):
    command = [sys.executable, "-m", "briefing_desk", "init", "neu", "--root", str(tmp_path), "--language"]
    done = subprocess.run([*command, "eo"], cwd=ROOT, text=True, capture_output=True, check=False)
    assert done.returncode == 2
    assert "there are no words in `eo` yet" in done.stderr
    done = subprocess.run([*command, "de"], cwd=ROOT, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    settings = yaml.load((tmp_path / "neu/mkdocs.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert settings["theme"]["language"] == "de"
    assert "Themen" in [name for entry in settings["nav"] for name in entry]


def test_no_english_phrase_of_ours_is_left_on_a_german_page(tmp_path):
    root = copy_demo(tmp_path)
    warnings = [line for line in generate(root, "de").stderr.splitlines() if "warning[" in line]
    assert [line for line in warnings if "[translation-missing]" not in line] == []  # of articles in English
    said = read_catalogue((CATALOGUES / "de.po").read_bytes(), "de", "de")
    phrases = {phrase for source, _ in said.values() for phrase in list_phrases(source)}
    phrases -= {phrase for _, german in said.values() for phrase in list_phrases(german)}
    assert len(phrases) > 150
    left = {}
    for path in (root / "briefings").rglob("*.md"):
        body = read_words("".join(GENERATED.findall(path.read_text(encoding="utf-8"))))
        if found := [phrase for phrase in phrases if f" {phrase} " in f" {body} "]:
            left[path.name] = found
    assert left == {}
