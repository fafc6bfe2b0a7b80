"""What `[…]` must not swallow without a word: negations, hedges and conditions, in every language that is described."""

import re
from dataclasses import replace

import pytest
from builders import make_article, make_passage, make_position, make_quote, make_seeds, show, verify_articles
from hypothesis import given
from hypothesis import strategies as st
from laws import some, tries

from briefing_desk.languages import list_languages, load_language
from briefing_desk.quotes.find import find_quote
from briefing_desk.quotes.omissions import KINDS, MAX_TAKEN_BACK, check_omissions
from briefing_desk.quotes.readings import Readings
from briefing_desk.schema.dates import Day
from briefing_desk.schema.model import Language, Limits
from briefing_desk.text.article_text import from_markdown, from_plain
from briefing_desk.text.normalise import normalise

HELP = "quote these words too, or make two quotes of it; let it stand if the sense is the same without them"


def find(text, exact, language="en"):
    """Return what is said about the omissions of a quote."""
    text = from_plain(text) if isinstance(text, str) else text
    (match,) = find_quote(text.text, exact)
    problems = list(check_omissions(make_quote(exact), match, text, language))
    assert all((problem.code, problem.help) == ("omitted-hedge", HELP) for problem in problems)
    return [problem.message for problem in problems]


def leave_out(marked):
    """Return a text whose brackets hold what is left out, and the quote that leaves it out."""
    before, rest = marked.split("[")
    left, after = rest.split("]")
    return before + left + after, f"{before.strip()} […] {after.strip()}"


@pytest.mark.parametrize(
    ("language", "marked", "told"),
    [
        ("en", "The union will [not] close the quay", "the negation `not`"),
        ("en", "The union will [never, said Jo Marsh,] close the quay", "the negation `never`"),
        ("en", "The harbour [doesn’t] need the ferry", "the negation `doesn't`"),
        ("en", "The ferry [failed to] leave on time", "the negation `failed to`"),
        ("en", "They signed a [non-binding] pledge on tolls", "the negation `non-binding`"),
        ("en", "He said that[, while he could not rule it out,] the quay would close",
         "the hedge `could`, the negation `not`"),
        ("en", "The mayor [opposes a plan to] close the quay", "the negation `opposes`"),
        ("en", "The union welcomes the [not-yet-approved] plan", "the negation `not`"),
        ("en", "The mayor [may] close the quay", "the hedge `may`"),
        ("en", "The quay was [reportedly] sold in spring", "the hedge `reportedly`"),
        ("en", "The harbour backed the [so-called] rescue of the ferry", "the hedge `so-called`"),
        ("en", "The union will go [if the council pays] and take the boats", "the condition `if`"),
        ("en", "Boats may leave [only] with a pilot aboard", "the condition `only`"),
        ("en", "The tolls rise [, unless the court bars them,] in spring", "the condition `unless`"),
        ("de", "Die Werft wird [nicht] schließen", "the negation `nicht`"),
        ("de", "Die Werft hat [keinerlei] Aufträge verloren", "the negation `keinerlei`"),
        ("de", "Der Rat lädt [Nicht-Mitglieder und] Mitglieder ein", "the negation `Nicht-Mitglieder`"),
        ("de", "Die Fähre wurde [angeblich] verkauft", "the hedge `angeblich`"),
        ("de", "Der Kai schließt [, falls der Rat zahlt,] im Mai", "the condition `falls`"),
        ("fr", "Nous [ne] fermerons [pas] le quai".replace("[pas]", "pas"), "the negation `ne`"),
        ("fr", "Le quai [n’est] en [vente]".replace("en [vente]", "pas en vente"), "the negation `n'est`"),
        ("fr", "Le bac sera [peut-être] vendu", "the hedge `peut-être`"),
        ("fr", "Le quai fermera en mai [à condition que la ville paie] et les bateaux partiront",
         "the condition `à condition`"),
        ("es", "El muelle [no] cerrará en mayo", "the negation `no`"),
        ("es", "El muelle cerrará [, al parecer,] en mayo", "the hedge `al parecer`"),
        ("es", "El muelle cerrará [, siempre que pague el concejo,] en mayo", "the condition `siempre que`"),
        ("pt", "O cais [não] fechará em maio", "the negation `não`"),
        ("pt", "O cais fechará [talvez] em maio", "the hedge `talvez`"),
        ("pt", "O cais fechará [, desde que a câmara pague,] em maio", "the condition `desde que`"),
        ("it", "Il molo [non] chiuderà a maggio", "the negation `non`"),
        ("it", "Il molo [forse] chiuderà a maggio", "the hedge `forse`"),
        ("it", "Il molo chiuderà [, purché il comune paghi,] a maggio", "the condition `purché`"),
        ("nl", "De kade gaat in mei [niet] dicht", "the negation `niet`"),
        ("nl", "De kade gaat in mei [misschien] dicht", "the hedge `misschien`"),
        ("nl", "De kade gaat [, tenzij de raad betaalt,] in mei dicht", "the condition `tenzij`"),
        ("sv", "Kajen stängs [inte] i maj", "the negation `inte`"),
        ("sv", "Kajen stängs [kanske] i maj", "the hedge `kanske`"),
        ("sv", "Kajen stängs [, såvida rådet inte betalar,] i maj", "the condition `såvida`, the negation `inte`"),
        ("fi", "Laituri [ei] sulkeudu toukokuussa", "the negation `ei`"),
        ("fi", "Laituri [ehkä] suljetaan toukokuussa", "the hedge `ehkä`"),
        ("fi", "Laituri suljetaan [, mikäli kunta maksaa,] toukokuussa", "the condition `mikäli`"),
        ("pl", "Nabrzeże [nie] zostanie zamknięte w maju", "the negation `nie`"),
        ("pl", "Nabrzeże zostanie [podobno] zamknięte w maju", "the hedge `podobno`"),
        ("pl", "Nabrzeże zostanie [, o ile miasto zapłaci,] zamknięte w maju", "the condition `o ile`"),
        ("ru", "Причал [не] закроют в мае", "the negation `не`"),
        ("ru", "Причал [, возможно,] закроют в мае", "the hedge `возможно`"),
        ("ru", "Причал закроют [, если город заплатит,] в мае", "the condition `если`"),
        ("uk", "Причал [не] закриють у травні", "the negation `не`"),
        ("uk", "Причал [нібито] закриють у травні", "the hedge `нібито`"),
        ("uk", "Причал закриють [, якщо місто заплатить,] у травні", "the condition `якщо`"),
        ("nb", "Kaia stenges [ikke] i mai", "the negation `ikke`"),
        ("no", "Kaia stenges [ikke] i mai", "the negation `ikke`"),
        ("nb", "Kaia stenges [kanskje] i mai", "the hedge `kanskje`"),
        ("nb", "Kaia stenges [, med mindre rådet betaler,] i mai", "the condition `med mindre`"),
        ("da", "Kajen lukkes [ikke] i maj", "the negation `ikke`"),
        ("da", "Kajen lukkes [måske] i maj", "the hedge `måske`"),
        ("da", "Kajen lukkes [, medmindre rådet betaler,] i maj", "the condition `medmindre`"),
        ("cs", "Nábřeží se v květnu [nikdy] zavře", "the negation `nikdy`"),
        ("cs", "Nábřeží se v květnu [údajně] zavře", "the hedge `údajně`"),
        ("cs", "Nábřeží se [, pokud město zaplatí,] v květnu zavře", "the condition `pokud`"),
        ("hu", "A rakpart májusban [nem] zár be", "the negation `nem`"),
        ("hu", "A rakpart májusban [állítólag] bezár", "the hedge `állítólag`"),
        ("hu", "A rakpart [, ha a város fizet,] májusban bezár", "the condition `ha`"),
        ("el", "Η αποβάθρα [δεν] κλείνει τον Μάιο", "the negation `δεν`"),
        ("el", "Η αποβάθρα [ίσως] κλείνει τον Μάιο", "the hedge `ίσως`"),
        ("el", "Η αποβάθρα κλείνει [, αν πληρώσει ο δήμος,] τον Μάιο", "the condition `αν`"),
        ("ar", "سوف [لا] يغلق الرصيف في مايو", "the negation `لا`"),
        ("ar", "سوف [ربما] يغلق الرصيف في مايو", "the hedge `ربما`"),
        ("ar", "سوف يغلق الرصيف [إذا دفعت المدينة] في مايو", "the condition `إذا`"),
    ],
)  # fmt: skip
def test_what_turns_the_meaning_is_told(language, marked, told):
    text, exact = leave_out(f"{marked}.")
    messages = find(text, exact, language)
    assert [message.split(":")[0] for message in messages] == [f"`[…]` leaves out {told}"]


@pytest.mark.parametrize(
    ("text", "exact", "message"),
    [
        (
            "The union will not, said Jo Marsh, close the old quay.",
            "union will […] close the",
            "`[…]` leaves out the negation `not`: The union will [not, said Jo Marsh,] close the old",
        ),
        (
            "We stay\nin town  if the\ncouncil pays, and nobody goes.",
            "We stay […] goes",
            "`[…]` leaves out the condition `if`, the negation `nobody`: "
            "We stay [in town if the council pays, and nobody] goes.",
        ),
        (
            f"The quay {'and its old boats ' * 8}will perhaps close {'with its old boats ' * 8}in May.",
            "The quay […] in May",
            "`[…]` leaves out the hedge `perhaps`: The quay […and its old boats and its old boats and its old boats "
            "will perhaps close with its old boats with its old boats with its old bo…] in May.",
        ),
        (
            "May be. Perhaps the quay closes.",
            "May […] closes",
            "`[…]` leaves out the hedge `perhaps`: May [be. Perhaps the quay] closes.",
        ),
    ],
)
def test_the_words_left_out_are_shown_between_those_that_are_kept(text, exact, message):
    found = find(text, exact)
    assert [line.casefold() for line in found] == [message.casefold()]


def test_each_omission_is_told_of_its_own():
    text = "The union will not close the quay and may sell the boats in May."
    assert len(find(text, "union will […] close the quay and […] sell the boats")) == 2
    assert len(find(text, "union will not close […] and […] sell the boats")) == 1


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "The union [, which has four hundred members,] will close the quay."),
        ("en", "The quay [on Note Street, near the Nottingham ferry,] will close."),
        ("en", "The union will close [the knotted old] quay."),
        ("en", "The quay closes in May. [The council did not say when it would open again.] The boats go to Ost."),
        ("en", "The quay closes in May[. The council did not say when it would open again.] The boats go to Ost."),
        ("en", "The quay closes in May [with its boats. If it rains the council will meet in the hall. The] boats go."),
        ("en", "The quay closes [soon.\n\nThe council did not say when it would open again.\n\nThe] boats go to Ost."),
        ("en", "The council met the union [in May] and closed the quay."),
        ("en", "The council met [Ms May and] the union."),
        ("en", "The council met the union [on 5 May] and closed the quay."),
        ("en", "The quay (the old one) closes. [“No one was ready when the ferry left Ost,” said Kim.] The boats go."),
        ("de", "Der Rat schließt [des einen Falls wegen] den Kai."),
        ("de", "Der Rat tagt [am 5. Mai. Er hat nicht gesagt, ob der Kai danach bleibt. Die] Boote fahren."),
        ("pt", "O conselho [reuniu-se em Lisboa e] fechou o cais."),
        ("ru", "Причал [в небе над Невой] закроют в мае."),
        ("fr", "Le quai [de la nouvelle ville] fermera en mai."),
        ("fr", "Le quai [du Pas-de-Calais] fermera en mai."),
        ("ja", "岸壁は[五月に]閉鎖されない。"),
        ("tr", "Rıhtım mayısta [değil] kapanacak."),
    ],
)
def test_what_does_not_turn_it_is_not_told(language, marked):
    assert find(*leave_out(marked), language) == []


@pytest.mark.parametrize(
    ("marked", "is_told"),
    [
        ("We close the quay. [Not before May.] The boats go.", True),
        ("We close the quay. [But only if Ost pays.] The boats go.", True),
        ("We close the quay. [“Perhaps,” said Kim.] The boats go.", True),
        ("We close the quay. [Jo Marsh has not come.] The boats go.", False),
        ("We close the quay. [No ship of the old line has ever come here.] The boats go.", False),
        (f"We close the quay. [Not {'so ' * (MAX_TAKEN_BACK - 1)}.] The boats go.", True),
        (f"We close the quay. [Not {'so ' * MAX_TAKEN_BACK}.] The boats go.", False),
        ("We close the quay. [It is not so.] The boats go.", False),
        ("We close the quay. [...] The boats go.", False),
    ],
)
def test_a_short_sentence_that_takes_back_the_one_before_is_told(marked, is_told):
    assert bool(find(*leave_out(marked))) is is_told


@pytest.mark.parametrize(
    ("marked", "is_told"),
    [
        ("The quay closes [soon. The council did not meet. Its] boats go.", False),
        ("The quay closes [, as Mr. Kim will not say, and the] boats go.", True),
        ("The quay closes [in the U.S. City of Ost, not here, and the] boats go.", True),
        ("The quay closes [on 12. May, not before, and the] boats go.", True),
        ("The quay closes [in 2024. The council did not meet. The] boats go.", False),
        ("The quay closes [in Ost... or not, and the] boats go.", True),
        ("The quay closes [in spring! The council did not meet? “The] boats go.", False),
        ("The quay closes [in spring. (The council did not meet.) The] boats go.", False),
        ("Причал закроют [весной. Совет не собирался в мае на острове. Все] лодки уйдут.", False),
        ("The quay closes [in spring. the council did not meet. The] boats go.", True),
        ("The quay closes, [the union did not say when. It sells the] boats.", True),
        ("The quay closes. [The union meets. It does not sell the] boats.", True),
        ("The COUNCIL WILL [NOT] CLOSE THE QUAY.", True),
        ("Council Will [Not] Close Old Quay.", True),
        ("Council [May] Close Old Quay.", True),
        ("Council, [Probably, Will] Close Old Quay.", False),
        ("“[May] I close the quay?” said Jo Marsh.", True),
        ("The quay – [not the ferry –] closes.", True),
        ("The quay—[not]—closes—now, said Jo Marsh.", True),
    ],
)
def test_where_sentences_end_and_what_is_a_name(marked, is_told):
    text, exact = leave_out(marked)
    language = "ru" if "Причал" in text else "en"
    assert bool(find(text, exact, language)) is is_told


def test_what_a_quote_keeps_is_not_told():
    text = "The union will not, said Jo Marsh of the harbour, close the quay if Ost pays."
    assert find(text, "union will not […] close the quay if Ost pays") == []
    assert find(text, "union will not, said […]") == []
    assert find(text, "The union will not, said Jo Marsh") == []


def test_cells_and_items_are_no_sentence():
    cells = from_markdown(
        "\n| a | b |\n|---|---|\n| the union agrees | the town has no word for it |\n| Ost | boats |\n"
    )
    assert find(cells, "the union agrees […] boats") == []
    items = from_plain(
        "It would pay:\n\n• the tolls of the ferry\n\n• nothing else of it, said Jo Marsh\n\n• the boats"
    )
    assert find(items, "It would pay: […] the boats") == []


@pytest.mark.parametrize("code", list_languages())
def test_every_word_of_a_language_is_found(code):
    language = load_language(code)
    for name, kind in KINDS.items():
        words = getattr(language, name)
        assert len(words) >= 30
        for word in some(words):
            assert (normalise(word), word.lower()) == (word, word)
            written = word.replace("*", "o")
            (message,) = find(f"Kim {written} goes.", "Kim […] goes", f"{code}-AQ")
            assert f"the {kind} `{written}`" in message
            assert find(f"Kim x{written}x goes.", "Kim […] goes", code) == [] or not word.isalpha()


@pytest.mark.parametrize("code", list_languages())
def test_no_word_of_a_language_stands_twice(code):
    language = load_language(code)
    words = [word for name in KINDS for word in getattr(language, name)]
    assert sorted(words) == sorted(set(words))


@given(st.text(st.sampled_from("ab .!?\n“”—-…notif"), max_size=60), st.sampled_from([*list_languages(), "ja", "und"]))
@tries(100)
def test_nothing_raises_and_an_omission_is_told_once(left, language):
    text = from_plain(f"Alpha {left} omega")
    for match in find_quote(text.text, "Alpha […] omega"):
        assert len(list(check_omissions(make_quote("Alpha […] omega"), match, text, language))) <= 1


@pytest.mark.parametrize(
    ("language", "codes"), [("en", ["omitted-hedge"] * 2), ("en-GB", ["omitted-hedge"] * 2), ("ja", [])]
)
def test_verify_takes_the_articles_language_and_writes_the_receipt(language, codes):
    article = make_article(make_position(quotes=["union will […] close"]), passages=[make_passage("boats […] go")])
    article = replace(article, language=Language(language, article.language.at))
    text = from_plain("The union will not close. The boats may go.")
    readings = Readings(make_seeds([article]), {}, {"a": ("a.txt", text)})
    files, problems = verify_articles(readings, Limits(max_share=1), Day(2025, 4, 1))
    assert [problem.code for problem in problems] == codes
    assert list(files) == ["seeds/receipts/a.yml"]
    if codes:
        assert show(problems[0]) == (
            "seeds/articles/test.md:1:1 omitted-hedge: `[…]` leaves out the negation `not`: "
            f"The union will [not] close. The boats ({HELP})"
        )


BESIDE_HELP = "quote this word too; let it stand if the sense is the same without it"


def find_beside(marked, language="en"):
    """Return what is said about the words beside a quote, which stands in braces."""
    text, exact = from_plain(re.sub("[{}]", "", marked)), marked.split("{")[1].split("}")[0]
    (match,) = find_quote(text.text, exact)
    problems = list(check_omissions(make_quote(exact), match, text, language))
    assert all((problem.code, problem.help) == ("omitted-hedge", BESIDE_HELP) for problem in problems)
    return [problem.message.removeprefix("the quote ") for problem in problems]


@pytest.mark.parametrize(
    ("language", "marked", "told"),
    [
        (
            "es",
            "No {cerraremos el muelle este año}.",
            "begins right behind the negation `No`: [No] cerraremos el muelle",
        ),
        ("en", "They will not {close it}.", "begins right behind the negation `not`: They will [not] close it."),
        ("en", "They will never “{close it}”, she said.", "begins right behind the negation `never`"),
        ("en", "He asked whether ({the quay}) will close.", "begins right behind the condition `whether`"),
        ("en", "They {are for closing it or} not, she said.", "ends right before the negation `not`"),
        ("en", "{We close it} if they pay.", "ends right before the condition `if`: We close it [if] they pay."),
        ("en", "“{We close it}”, unless the city pays.", "ends right before the condition `unless`"),
        ("de", "{Wir schließen den Kai} nicht.", "ends right before the negation `nicht`"),
        ("fr", "{Nous ne fermerons} pas le quai.", "ends right before the negation `pas`"),
        ("fi", "Emme {sulje laituria}.", "begins right behind the negation `Emme`"),
        ("ar", "لن {نغلق الميناء هذا العام}.", "begins right behind the negation `لن`"),
    ],
)
def test_what_turns_the_meaning_right_beside_a_quote_is_told(language, marked, told):
    (message,) = find_beside(marked, language)
    assert message.startswith(told)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("es", "Cerraremos {el muelle este año}."),
        ("en", "No, {the city will close the quay}."),
        ("en", "The city will {not close the quay}."),
        ("en", "The city would {close the quay}."),
        ("en", "{We close the quay}, not the city."),
        ("en", "{We close the quay.} Not all of us."),
        ("en", "{We close “the quay.”} If the city pays, we stay."),
        ("en", "Why not? {We close the quay}."),
        ("en", "Perhaps not\n\n{We close the quay}\n\nIf not, we stay."),
        ("en", "The not-yet-closed {quay is for sale}."),
        ("fr", "{On le ferme à} Pas-de-Calais."),
        ("ja", "No {cerraremos el muelle este año}."),
    ],
)
def test_what_stands_in_another_sentence_or_is_a_hedge_is_not(language, marked):
    assert find_beside(marked, language) == []


DENIAL_HELP = "if so, report it in the article's own words; let it stand if what was said was said"


@pytest.mark.parametrize(
    ("language", "marked", "told"),
    [
        ("en", "The mayor never said “{we close it}”, she said.", 'negation `never`: The mayor [never] said "we close'),
        ("en", "The mayor never said {“we close it”}, she said.", 'negation `never`: The mayor [never] said "we close'),
        ("en", "She denied having said: ‘{we close it}’.", "negation `denied`: She [denied] having said:"),
        ("en", "She did not say, “{we close it}”.", 'negation `not`: She did [not] say, "we'),
        ("en", "Nobody here says “{we close it}”.", "negation `Nobody`: [Nobody] here says"),
        ("en", "If the mayor says “{we close it}”, they strike.", "condition `If`: [If] the mayor says"),
        ("en", "No, she did not say “{we close it}”.", "negation `not`: No, she did [not] say"),
        ("de", "Sie habe nie gesagt: „{Wir schließen}“.", 'negation `nie`: Sie habe [nie] gesagt: "'),
        ("fr", "Elle n’a jamais dit « {nous fermons} » hier.", "negation `jamais`: Elle n'a [jamais] dit"),
        ("es", "La alcaldesa negó haber dicho «{cerraremos}».", "negation `negó`: La alcaldesa [negó] haber"),
        ("ru", "Она никогда не говорила: «{Мы закроем причал}».", "negation `не`: Она никогда [не] говорила"),
        ("uk", "Вона не казала: «{Ми закриємо причал}».", "negation `не`: Вона [не] казала"),
    ],
)
def test_words_that_a_narrator_says_were_not_said_are_told(language, marked, told):
    text, exact = from_plain(re.sub("[{}]", "", marked)), marked.split("{")[1].split("}")[0]
    (match,) = find_quote(text.text, exact)
    (problem,) = check_omissions(make_quote(exact), match, text, language)
    assert (problem.code, problem.help) == ("omitted-hedge", DENIAL_HELP)
    kind, shown = told.split(": ", 1)
    assert problem.message.startswith(f"the {kind} may say that nobody said this: {shown}")


@pytest.mark.parametrize(
    "marked",
    [
        "The mayor said “{we close it}”.",
        "The mayor, who has not gone, said “{we close it}”.",
        "She could not come but said “{we close it}”.",
        "She has not come because she said “{we close it}”.",
        "Nobody was surprised when the mayor said “{we close it}”.",
        "She reportedly said “{we close it}”.",
        "The town is not the “{floating city}” of old.",
        "She never said that they {close it}.",
        "It did not rain. She said “{we close it}”.",
    ],
)
def test_what_was_said_is_not(marked):
    assert find_beside(marked) == []
