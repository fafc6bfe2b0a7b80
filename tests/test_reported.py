"""How many of the passages that an editor would quote are proposed, in articles of four languages, and with whom."""

import re
from collections import Counter
from cProfile import Profile
from pathlib import Path

import pytest
from builders import text

from briefing_desk.intake.candidates import find_candidates
from briefing_desk.intake.phrasing import find_names, list_reported, phrase, split_sentences
from briefing_desk.schema.model import Actor, ActorKind
from briefing_desk.text.article_text import from_plain

DATA = Path(__file__).parent / "data/candidates"
MARKED = re.compile(r"\{([^|]+)\|([^}]*)\}")


def read_articles(language):
    """Return the actors of a language's file, and its articles: their words, and the spans that are to be found."""
    blocks = [
        block for block in (DATA / f"{language}.txt").read_text("utf-8").split("\n\n") if not block.startswith("# ")
    ]
    lines = [line for line in (DATA / f"{language}.txt").read_text("utf-8").splitlines() if line.startswith("= ")]
    actors = {}
    for line in lines:
        _, id, kind, names = line.split(" ", 3)
        first, *others = (text(name) for name in names.split("; "))
        actors[id] = Actor(first, ActorKind(kind), tuple(others))
    articles = []
    for block in (one.strip() for one in blocks):
        if not block.endswith((".", "”", "»", "“", "«")):
            articles.append("")
        articles[-1] += f"{block}\n\n"
    return actors, [read_marks(words) for words in articles]


def read_marks(words):
    spans, plain, last = [], "", 0
    for match in MARKED.finditer(words):
        plain += words[last : match.start()]
        spans.append((len(plain), len(plain) + len(match[2]), match[1]))
        plain += match[2]
        last = match.end()
    return plain + words[last:], spans


def overlap(candidate, span):
    shared = min(candidate.end, span[1]) - max(candidate.start, span[0])
    return shared * 2 > min(candidate.end - candidate.start, span[1] - span[0])


def measure(language):
    """Return how many passages there are, how many are found, how many others are proposed, and who is to speak."""
    counts = Counter()
    actors, articles = read_articles(language)
    for words, spans in articles:
        found = find_candidates(from_plain(words, language), actors, 40, language)
        fitting = [(one, span) for one in found for span in spans if overlap(one, span)]
        counts["articles"] += 1
        counts["passages"] += len(spans)
        counts["found"] += len({span for _, span in fitting})
        counts["others"] += len(found) - len({one for one, _ in fitting})
        counts.update(
            "nobody" if who == "-" != span[2] else "right" if who == span[2] else "somebody else"
            for one, span in fitting
            for who in [one.guess or one.actor or "-"]
        )
    return counts


@pytest.mark.parametrize("language", ["de", "en", "es", "fr"])
def test_what_an_editor_would_quote_is_proposed_with_its_speaker(language):
    counts = measure(language)
    assert (counts["articles"], counts["passages"]) == (10, 25)
    assert (counts["found"], counts["others"]) == (25, 0)
    assert (counts["right"], counts["nobody"], counts["somebody else"]) == (25, 0, 0)


ACTORS = {"union": Actor(text("Union"), ActorKind.ORGANISATION), "quist": Actor(text("Ida Quist"), ActorKind.PERSON)}


def propose(words, language, limit=40):
    plain = from_plain(words, language)
    return [(words[one.start : one.end], one.actor) for one in find_candidates(plain, ACTORS, limit, language)]


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        ("it", "«Nessuno chiuderà il porto», ha detto Ida Quist.", "Nessuno chiuderà il porto"),
        ("it", "Ida Quist respinge la vendita del porto.", "Ida Quist respinge la vendita del porto"),
        ("pl", "„Nikt nie zamknie portu”, powiedziała Ida Quist.", "Nikt nie zamknie portu"),
        ("pl", "Ida Quist odrzuca sprzedaż portu.", "Ida Quist odrzuca sprzedaż portu"),
        ("uk", "«Ніхто не закриє порт», – сказала Ida Quist.", "Ніхто не закриє порт"),
        ("uk", "Ida Quist виступає проти продажу порту.", "Ida Quist виступає проти продажу порту"),
        ("ru", "«Никто не закроет порт», — сказала Ida Quist.", "Никто не закроет порт"),
        ("ru", "Ida Quist выступает против продажи порта.", "Ida Quist выступает против продажи порта"),
    ],
)
def test_more_languages_are_known(language, words, found):
    assert propose(words, language) == [(found, "quist")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Ida Quist did not respond to requests for comment."),
        ("de", "Ida Quist reagierte auf eine Anfrage nicht."),
        ("fr", "Ida Quist n'a pas répondu à nos demandes."),
        ("es", "Ida Quist no respondió a las preguntas de este diario."),
        ("it", "Ida Quist non ha risposto alle nostre richieste."),
        ("pl", "Ida Quist nie odpowiedziała na pytania."),
        ("uk", "Ida Quist не відповіла на наш запит."),
        ("ru", "Ida Quist не ответила на наш запрос."),
    ],
)
def test_silence_is_no_position(language, words):
    assert propose(words, language) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Ida Quist a décidé de ne pas vendre le quai."),
        ("fr", "Ida Quist estime que la vente a été un échec."),
        ("fr", "Ida Quist appelle les parties concernées à reporter la vente."),
        ("fr", "Ida Quist a déclaré qu'elle cherchait un autre acheteur."),
        ("de", "Ida Quist bemängelt den Stil der Reederei."),
        ("de", "Ida Quist hält den Verkauf des Kais für einen Fehler."),
        ("de", "Ida Quist hat einen Aufschub vorgeschlagen."),
        ("de", "Ida Quist schloss sich der Forderung nicht an."),
    ],
)
def test_more_verbs_tell_of_a_stance(language, words):
    assert propose(words, language) == [(words.rstrip("."), "quist")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Ida Quist doit se rendre vendredi au château."),
        ("de", "Am Montag wollen Ida Quist und die Union über den Kai beraten."),
        ("fr", "Pendant l'atelier « Dessiner une affiche » le quai est resté vide."),
        ("de", "Im Film „Das Dilemma und seine Folgen“ sieht man den Kai."),
    ],
)
def test_meetings_and_titles_are_no_position(language, words):
    assert propose(words, language) == []


@pytest.mark.parametrize("words", ["In December it rained", "Finance Minister Brian Manning", "On Monday, Ida"])
def test_months_and_roles_are_nobodys_name(words):
    names = [words[a:b] for a, b in find_names(words, 0, len(words), phrase("en"))]
    assert names == (["Brian Manning"] if "Manning" in words else [])


def test_a_point_behind_an_ordinal_ends_no_sentence():
    words = "Am 4. März kam Dr. Quist. Sie sprach."
    assert [words[a:b] for a, b in split_sentences(words, 0, len(words), "de")] == [words[:25], words[26:]]


def test_what_is_too_long_keeps_the_word_that_tells_of_a_stance():
    words = "Ida Quist, who came by ship after four long days on a stormy sea, rejected the sale of the port, and left."
    assert propose(words, "en", 8) == [("rejected the sale of the port, and left", "quist")]
    words = "After a night of talks that brought nothing new to anybody Ida Quist rejected it."
    assert "rejected" in propose(words, "en", 8)[0][0]


def test_in_a_language_that_nobody_has_described_quotations_are_found():
    assert propose("„Enginn lokar höfninni okkar,“ sagði Ida Quist.", "is") == [("Enginn lokar höfninni okkar", None)]
    assert list_reported() == ("de", "en", "es", "fr", "it", "pl", "ru", "uk")


def test_no_text_takes_more_time_than_it_is_long():
    """Counted by calls, not by the clock: each paragraph and sentence is looked at a bounded number of times."""
    words = "“We will not sell the quay at all,” Ida Quist said. Ida Quist rejects the sale.\n\n"
    calls = []
    for times in (20, 80):
        plain, profile = from_plain(words * times), Profile()
        profile.runcall(find_candidates, plain, ACTORS, 40)
        calls.append(sum(entry.callcount for entry in profile.getstats()))
    assert calls[1] < 5 * calls[0]


@pytest.mark.parametrize(
    ("language", "words", "name"),
    [
        ("en", "“We will not go,” said Health Secretary Per Dahl of Oslo.", "Per Dahl"),
        ("en", "Per Dahl came late. “We will not go,” Dahl said.", "Per Dahl"),
        ("en", "“We will not go,” said a neighbour.", ""),
        ("de", "„Wir gehen nicht fort“, sagt Per Dahl von Blaue Fähren.", "Per Dahl"),
        ("de", "„Wir gehen nicht fort“, sagte Finnlands Vizepräsident Per Dahl.", "Per Dahl"),
        ("de", "Per Dahl kam. „Wir gehen nicht fort“, sagte Dahl.", "Per Dahl"),
        ("de", "„Wir gehen nicht fort“, sagte er beim BMW IBU Weltcup.", ""),
        ("fr", "« Nous ne partons pas », a dit la ministre Ève Dahl.", "Ève Dahl"),
    ],
)
def test_who_speaks_has_a_whole_name_and_nothing_else(language, words, name):
    (found,) = (one for one in find_candidates(from_plain(words, language), {}, 40, language) if one.is_direct)
    assert found.name == name
