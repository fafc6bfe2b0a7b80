"""No quote begins or ends inside a word or number, in any script; where words are whole, quotes may be cut."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from laws import tries

from briefing_desk.quotes.find import find_quote
from briefing_desk.text.boundaries import compile_boundary, find_word, is_boundary
from briefing_desk.text.layout import read_layout

INSIDE = [  # a text, and a quote that is cut from one of its words or numbers
    # Latin
    ("It is impossible.", "possible"),
    ("a café-bar here", "bar here"),
    ("ein Straßenfest", "fest"),
    ("the co‐operation", "operation"),
    ("an all－night talk", "night talk"),
    ("the fish&chips shop", "chips shop"),
    ("at AT&T now", "T now"),
    ("the U.S. troops", "S. troops"),
    ("see example.org now", "org now"),
    ("EU:n kanta", "n kanta"),
    ("die Lehrer*innen dort", "innen dort"),
    ("die Lehrer:innen dort", "innen dort"),
    ("die Lehrer_innen dort", "innen dort"),
    ("les étudiant·es ici", "es ici"),
    ("la col·lecció nova", "lecció nova"),
    ("write to a@b now", "b now"),
    ("rock’n’roll here", "roll here"),
    ("Hawai\u02bbi votes", "i votes"),
    ("a na\u0131\u0308ve plan", "ve plan"),
    # brackets
    ("an (un)likely help", "likely help"),
    ("an (un)likely help", "un)likely help"),
    ("an (un)likely help", "an (un"),
    ("the worker(s) left", "the worker"),
    ("[W]e will stay", "e will stay"),
    ("a (non-)aligned state", "aligned state"),
    ("a (re-)open quay", "a (re-"),
    ("ein (Mit)Arbeiter", "Arbeiter"),
    ("take a(n) apple", "take a"),
    ("it is im[possible] now", "possible] now"),
    ("it is inter[national] law", "it is inter"),
    ("it un[der]stand[ing] is", "it un[der]stand"),
    ("it un[der]stand[ing] is", "stand[ing] is"),
    ("it cost £200[0] then", "it cost £200"),
    ("in 19[84] it rose", "in 19"),
    ("in 19[84] it rose", "84] it rose"),
    ("in [19]84 it rose", "84 it rose"),
    ("under Article 4(b) now", "under Article 4"),
    ("an (in)\nflexible plan", "flexible plan"),
    ("an (in)\nflexible plan", "an (in)"),
    ("an [un-]\nlikely plan", "likely plan"),
    ("the worker\n(s) left", "the worker"),
    # hyphens
    ("a non–binding vow", "binding vow"),
    ("a non‑binding vow", "binding vow"),
    ("a non¬binding vow", "binding vow"),
    ("a non=binding vow", "binding vow"),
    ("a non⹀binding vow", "binding vow"),
    ("a non\u00adbinding vow", "binding vow"),
    ("a non−binding vow", "binding vow"),
    ("a non–binding vow", "a non"),
    ("a Non–Aligned vow", "Aligned vow"),
    ("an anti–American vow", "American vow"),
    ("a non—binding vow", "binding vow"),
    ("a non\u2043binding vow", "binding vow"),
    ("the ex\u02d7mayor left", "mayor left"),
    ("an F–16 plane", "16 plane"),
    ("it is im—\npossible", "possible"),
    ("by 10**6 so", "6 so"),
    ("it is im- possible", "possible"),
    ("it is im- possible", "it is im"),
    ("it is im- possible", "it is im-"),
    ("it is im¬ possible", "possible"),
    ("it is im–\npossible", "possible"),
    ("it is im¬\npossible", "possible"),
    ("it is im=\npossible", "possible"),
    ("it is im‑\npossible", "possible"),
    ("it is im-\u00ad\npossible", "possible"),
    ("it is im-\u200b\npossible", "possible"),
    ("it is im-\x0cpossible", "possible"),
    ("the (big) worker(s) left", "the (big) worker"),
    # numbers
    ("1 200 euros", "200 euros"),
    ("1\u00a0200 euros", "200 euros"),
    ("1\u202f200\u202f300 euros", "300 euros"),
    ("12\u2009000 euros", "12"),
    ("über -1 200 Euro", "200 Euro"),
    ("1,200 euros", "200 euros"),
    ("1’200 francs", "200 francs"),
    ("1'200 francs", "200 francs"),
    ("by 1·5 per cent", "5 per cent"),
    ("by .5 per cent", "5 per cent"),
    ("by €.5 each", "5 each"),
    ("at -€5 each", "€5 each"),
    ("at €-5 each", "5 each"),
    ("1_000 files", "000 files"),
    ("1⁄2 of it", "2 of it"),
    ("1½ hours", "½ hours"),
    ("1½ hours", "1"),
    ("5 km² here", "5 km"),
    ("10² here", "10"),
    ("H₂O here", "O here"),
    ("G7 here", "7 here"),
    ("the 2nd boat", "the 2"),
    ("１，２００人", "２００人"),
    ("１２．５％", "５％"),
    ("１・５倍", "５倍"),
    ("3 1/2 hours", "1/2 hours"),
    ("3 1/2 hours", "3"),
    ("3 1⁄2 hours", "1⁄2 hours"),
    ("3 ½ hours", "½ hours"),
    ("3\u202f½ hours", "3"),
    ("by 10^6 so", "by 10"),
    ("by 10^6 so", "6 so"),
    ("by x10^6 so", "10^6 so"),
    ("by 10^-6 so", "6 so"),
    ("by 2 × 10^6 so", "10^6 so"),
    ("by 2 x 10⁶ so", "by 2"),
    ("by m^2 so", "by m"),
    ("by 12,\n5 so", "by 12"),
    ("by 12,\n5 so", "by 12,"),
    ("by 12,\n5 so", "5 so"),
    ("by 12.\n5 so", "5 so"),
    ("by 1,200,\n000 so", "000 so"),
    ("from 10–12 left", "12 left"),
    ("from 10–12 left", "from 10"),
    ("from 10-\n12 left", "12 left"),
    ("from 10 – 12 left", "12 left"),
    ("from 10 - 12 left", "from 10"),
    ("in 2014 – 2015 so", "2015 so"),
    ("from 10~12 left", "12 left"),
    ("１０～１２人", "１２人"),
    ("at 3:1 odds", "1 odds"),
    ("at 3 : 1 odds", "1 odds"),
    ("some 5 / 8 of it", "8 of it"),
    ("about 5±2 per cent", "2 per cent"),
    ("about 5 ± 2 per cent", "about 5"),
    ("with ±2 left", "2 left"),
    ("with <50 left", "50 left"),
    ("with < 50 left", "50 left"),
    ("with >3 left", "3 left"),
    ("with >=3 left", "3 left"),
    ("with ≥ 3 left", "3 left"),
    ("with ~50 left", "50 left"),
    ("with ≈50 left", "50 left"),
    ("with +5 left", "5 left"),
    ("for 65+ only", "for 65"),
    ("at − 5 degrees", "5 degrees"),
    ("at −5 degrees", "5 degrees"),
    ("as n=50 here", "50 here"),
    ("it costs €12", "12"),
    ("it costs € 12", "12"),
    ("it costs US$12", "$12"),
    ("it costs US$12", "it costs US"),
    ("it costs 12€ so", "it costs 12"),
    ("it costs 12 € so", "it costs 12"),
    ("at <€5 each", "€5 each"),
    ("was 5% more", "was 5"),
    ("war 5 % mehr", "war 5"),
    ("war 5\u202f‰ mehr", "war 5"),
    ("at 5° now", "at 5"),
    ("at 5 °C now", "at 5"),
    ("at 5 °C now", "at 5 °"),
    ("CO2 here", "2 here"),
    ("H1 here", "1 here"),
    ("12万人", "万人"),
    ("12万人", "12"),
    ("三百人", "百人"),
    ("Ⅷ章では", "章では"),
    ("第Ⅷ章", "第"),
    ("二〇二四年", "二四年"),
    ("١٬٢٠٠ يورو", "٢٠٠ يورو"),
    ("١٫٥ يورو", "٥ يورو"),
    ("١،٥ يورو", "٥ يورو"),
    ("१,२०० रुपये", "२०० रुपये"),
    # Cyrillic, Greek, Armenian
    ("це неможливо", "можливо"),
    ("п’ять років", "ять років"),
    ("южно-русский порт", "русский порт"),
    ("είναι αδύνατο", "δύνατο"),
    ("αδυ\u0301νατο", "αδυ"),
    ("\u0574\u056b\u058a\u0561\u0575\u0576", "\u0561\u0575\u0576"),
    # Hebrew, Arabic, Persian
    ("אי־אפשר לסגור", "אפשר לסגור"),
    ("צה״ל לא", "ל לא"),
    ('צה"ל לא', "ל לא"),
    ('ת"א כאן', "א כאן"),
    ("ג׳ירפה כאן", "ירפה כאן"),
    ("והנמל נסגר", "הנמל נסגר"),
    ("لا يمكن الإغلاق", "إغلاق"),
    ("مُمكِن", "مُمكِ"),
    ("نمی\u200cخواهم", "خواهم"),
    # Devanagari, Tamil, Thai, Lao, Khmer, Burmese
    ("हिन्दी में", "हिन्द"),
    ("क्षमा करें", "षमा करें"),
    ("க்ஷமா", "ஷமா"),
    ("เราจะไม่", "ราจะไม่"),
    ("เราจะไม่", "าจะไม่"),
    ("ທ່າເຮືອ", "ຮືອ"),
    ("ខ្មែរ", "មែរ"),
    ("မြန်မာ", "န်မာ"),
    # Chinese, Japanese, Korean
    ("カタカナで書く", "カナで書く"),
    ("らーめんを", "ーめんを"),
    ("きゃくが来る", "ゃくが来る"),
    ("人々は言う", "々は言う"),
    ("한국어는 어렵다", "는 어렵다"),
    ("한국어는 어렵다", "한국어"),
    ("\u1112\u1161\u11ab국어", "국어"),
    # emoji and flags
    ("yes 👍🏽 yes", "🏽 yes"),
    ("yes 👩\u200d👧 yes", "👧 yes"),
    ("yes 🇺🇦 yes", "🇦 yes"),
]
WHOLE = [  # a text, and a quote that a person would call whole
    ("He left.The mayor stayed", "The mayor stayed"),
    ("He left.The mayor stayed", "He left."),
    ("to the EU.The mayor stayed", "The mayor stayed"),
    ("to the EU.A mayor stayed", "A mayor stayed"),
    ("took plan b.The mayor stayed", "The mayor stayed"),
    ("the quay•The mayor stayed", "The mayor stayed"),
    ('they say"no" now', "no"),
    ("Question:Why now", "Why now"),
    ("a _word_ here", "word"),
    ("a *word* here", "word"),
    ("for and/or against", "or against"),
    ("the World Health Organization(WHO) said", "the World Health Organization"),
    ("the World Health Organization(WHO) said", "WHO"),
    ("he recieve[sic] it", "he recieve"),
    ("the quay (see below) closes", "the quay"),
    ("the port (un) said", "port (un)"),
    ("the United Kingdom(UK) said", "the United Kingdom"),
    ("the worker(s) left (all), then", "left (all)"),
    ("an “(un)likely” help", "(un)likely"),
    ("the “worker(s)” left", "worker(s)"),
    ("in 2024 200 people", "200 people"),
    ("in 2024 200 people", "in 2024"),
    ("on 5 March 200 left", "200 left"),
    ("from 12 20 left", "20 left"),
    ("rose 5 per cent", "rose 5"),
    ("rose 3.5 million", "rose 3.5"),
    ("in 2014, 12 left", "12 left"),
    ("in 2014.\n12 left", "12 left"),
    ("in 2014 – 12 left", "12 left"),
    ("pages 3, 5 and 7", "5 and 7"),
    ("took 12 $5 notes", "took 12"),
    ("took 12 $5 notes", "$5 notes"),
    ("in 2014 1/2 left", "1/2 left"),
    ("the fee(2024) rose", "the fee"),
    ("the port (un) said", "said"),
    ("the port (EU)\nsaid", "said"),
    ("the port (in May)\nclosed", "closed"),
    ("the plan - which fell", "which fell"),
    ("the plan — which fell", "which fell"),
    ("the plan—which fell", "which fell"),
    ("the Kyiv–Moscow talks", "Moscow talks"),
    ("a pre- and post-war", "and post-war"),
    ("a = b here", "b here"),
    ("p ¬ q here", "q here"),
    ("a < b here", "b here"),
    ("so:\n> 3 boats left", "3 boats left"),
    ("for C++ only", "for C"),
    ("see § 5 here", "5 here"),
    ("in A4 200 sheets", "200 sheets"),
    ("at 1.5 200 left", "200 left"),
    ("from 5 2000 left", "2000 left"),
    ("No 0 200 left", "200 left"),
    ("of 1 200 3 left", "3 left"),
    ("in 2014—5 years on", "5 years on"),
    ("the plan–5 years on", "5 years on"),
    ("sizes –B5 and –B4", "B5 and"),
    ("and so on...5 left", "5 left"),
    ("l’Union va", "Union va"),
    ("L'Europe va", "Europe va"),
    ("dell’Unione europea", "Unione europea"),
    ("qu'il dit non", "il dit non"),
    ("lorsqu’elle part", "elle part"),
    ("d’État", "État"),
    ("l’hôtel de ville", "hôtel de ville"),
    ("jusqu’à l’", "jusqu’à l’"),
    ("l\u2019Ucraina e l\u2019Europa", "Ucraina e l'"),
    ("市長は２００人が来た", "２００人が来た"),
    ("我们在Google工作", "Google工作"),
    ("他说我们不会离开这里", "我们不会离开"),
    ("约翰·史密斯说", "史密斯说"),
    ("世界卫生组织(世卫)表示", "世界卫生组织"),
    ("统一三方的", "三方的"),
    ("港の中で", "中で"),
    ("ジョン・スミスは", "スミスは"),
    ("一가나다", "가나다"),
    ("เราจะไม่ทิ้งใคร", "ไม่ทิ้ง"),
    ("5คน", "คน"),
    ("यह संभव है।", "संभव है"),
    ("قال: لا يمكن", "لا يمكن"),
    ('ב"NATO" כאן', "NATO"),
    ("هو.قال", "قال"),
    ("yes 👍👍 no", "👍 no"),
    ("yes 👩\u200d👧👍 no", "👍 no"),
    ("yes 🇺🇦🇵🇱 no", "🇵🇱 no"),
    ("«так», «ні»", "«ні»"),
    ("“so”—“no”", "“no”"),
]
NOT_ELIDED = [
    ("c'mon now", "mon now"),
    ("they don't go", "t go"),
    ("let's stay", "s stay"),
    ("n’est possible", "est possible"),
    ("aujourd’hui même", "hui même"),
    ("O’Hara said", "Hara said"),
    ("she’d agree", "d agree"),
    ("Qur’an verse", "an verse"),
]


@pytest.mark.parametrize(("text", "quote"), INSIDE + NOT_ELIDED)
def test_no_quote_is_cut_from_a_word(text, quote):
    assert quote in text
    assert find_quote(text, quote) == []
    assert find_quote(f"Yes, {text}, so.", quote) == []


@pytest.mark.parametrize(("text", "quote"), WHOLE)
def test_what_a_person_would_call_whole_is_found(text, quote):
    assert [match.extract(text) for match in find_quote(text, quote)] == [quote.replace("l'", "l’")]


words = st.text(st.sampled_from("abéßжяωςשלحم한국日本中かきカकितิก12"), min_size=1, max_size=5)


@given(st.lists(words, min_size=1, max_size=6), st.data())
@tries(200)
def test_a_quote_cut_where_unicode_parts_words_is_found(found, data):
    """In every script, also where words have no spaces between them."""
    text = " ".join(found)
    cuts = [match.start() for match in regex.compile(r"(?w)\b").finditer(text)]
    start, end = sorted((data.draw(st.sampled_from(cuts)), data.draw(st.sampled_from(cuts))))
    quote = text[start:end].strip()
    first = text.index(quote, start)
    assert not quote or (first, first + len(quote)) in [(match.start, match.end) for match in find_quote(text, quote)]


@given(st.text(st.sampled_from("abéжωשحم한क12"), min_size=2, max_size=8), st.data())
@tries(200)
def test_a_quote_cut_anywhere_else_is_not(word, data):
    """Scripts that put spaces between their words."""
    at = data.draw(st.integers(1, len(word) - 1))
    text = f"so {word} so"
    assert all(match.start != 3 + at for match in find_quote(text, f"{word[at:]} so"))
    assert all(match.end != 3 + at for match in find_quote(text, f"so {word[:at]}"))


@given(st.text(max_size=30), st.data())
@tries(200)
def test_the_word_around_a_place_has_whole_edges(text, data):
    page = read_layout(text)
    at = data.draw(st.integers(0, len(page.text)))
    start, end = find_word(page, at, opens=True)
    assert start <= at <= end
    assert (start == end) == is_boundary(page, at, opens=True)


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("an impossible thing", 4, (3, 13)),
        ("an impossible thing", 5, (3, 13)),
        ("an impossible thing", 12, (3, 13)),
        ("an impossible thing", 3, (3, 3)),
        ("an impossible thing", 13, (13, 13)),
        ("an impossible thing", 1, (0, 2)),
        ("an impossible thing", 18, (14, 19)),
        ("x" * 100, 50, (10, 90)),
    ],
)
@pytest.mark.parametrize("opens", [True, False])
def test_the_word_around_a_place(text, at, word, opens):
    assert find_word(read_layout(text), at, opens=opens) == word


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("can't stop", ["can't", "stop"]),
        ("3,456.789", ["3,456.789"]),
        ("שלום״ש", ["שלום״ש"]),
        ("カタカナ語", ["カタカナ", "語"]),
        ("हिन्दी", ["हिन्दी"]),
        ("𑜀𑜫𑜂", ["𑜀𑜫", "𑜂"]),  # Ahom, of Unicode 8: letters without spaces between words
        ("\U00011f04\U00011f34", ["\U00011f04\U00011f34"]),  # Kawi, of Unicode 15
        ("\U000105c0\U000105c1", ["\U000105c0\U000105c1"]),  # Todhri, of Unicode 16
    ],
)
def test_the_library_knows_the_boundaries_that_we_need(text, parts):
    found = regex.split(r"(?V1w)\b", text)
    assert [part for part in found if part.strip()] == parts
    assert compile_boundary().match(text, 0)
