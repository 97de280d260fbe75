"""Names of a list are found however they are written, and words that only hold them are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import RuleError
from kimcore.rules import IdentifyingKind, NameList, identifying

NAMES = NameList.of(["Müller", "Fatma Şahin", "O'Brien", "Großmann", "Al-Hassan", "Jørgensen"])

NAMING = [
    "Frau Müller wartet",
    "MÜLLER",
    "Mueller",
    "Muller",
    "Mu\N{COMBINING DIAERESIS}ller",
    "\N{CYRILLIC CAPITAL LETTER EM}üll\N{CYRILLIC SMALL LETTER IE}r",
    "M\N{COMBINING LOW LINE}u\N{COMBINING LOW LINE}e\N{COMBINING LOW LINE}ller",
    "Mü\N{ZERO WIDTH SPACE}ll\N{SOFT HYPHEN}er",
    "Mül\N{COMBINING GRAPHEME JOINER}ler",
    "M&uuml;ller",
    "M&#252;ller",
    "M&#xFC;ller",
    "\N{FULLWIDTH LATIN CAPITAL LETTER M}üller",
    "M ü l l e r",
    "M.ü.l.l.e.r.",
    "M-ü-l-l-e-r",
    "M_u_e_l_l_e_r",
    "Mül-ler",
    "Mül·ler",
    "(müller)",
    "Müller/Schmidt",
    "Müllers Antrag",
    "Müller's Antrag",
    "Fatma Sahin",
    "Şahin, Fatma",
    "sahin\nfatma",
    "O'Brien",
    "OBrien",
    "O\N{RIGHT SINGLE QUOTATION MARK}Brien",
    "Grossmann",
    "GROSSMANN",
    "Al Hassan",
    "Alhassan",
    "al-hassan",
    "Joergensen",
    "Jorgensen",
]

HARMLESS = [
    "Müllerei",
    "Vermüllung im Stadtteil",
    "Wassermühle",
    "Fatma",
    "Fatma und Herr Sahin",
    "Großmannschaft",
    "Mull er",
    "",
    "M ü l l",
]


@pytest.mark.parametrize("text", NAMING)
def test_name_is_found_in_any_dress(text: str) -> None:
    """Umlauts, accents, look-alikes, entities, invisible signs and signs between letters hide no name."""
    assert NAMES.is_in(text)
    assert IdentifyingKind.NAME in identifying(f"Am Montag kam {text} zur Beratung.", NAMES)


@pytest.mark.parametrize("text", HARMLESS)
def test_word_that_only_holds_a_name_is_left_alone(text: str) -> None:
    """Only words of their own are names, and of several words only all of them."""
    assert not NAMES.is_in(text)


def test_without_a_list_no_name_is_found() -> None:
    """A name has no form of its own."""
    assert identifying("Frau Müller wartet") == ()


def test_list_shows_no_name() -> None:
    """What ends up in a log names nobody."""
    assert repr(NAMES) == "NameList()"


@pytest.mark.parametrize("name", ["", "  ", "17", "M", "\N{ZERO WIDTH SPACE}"])
def test_what_is_no_name_is_refused_without_being_repeated(name: str) -> None:
    """A line without at least two letters would be found everywhere or nowhere."""
    with pytest.raises(RuleError, match=r"^name 2: expected at least two letters, found fewer$"):
        NameList.of(["Müller", name])


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text: str) -> None:
    """Whatever the text, it is looked through, and a name put into it as a word of its own is found."""
    assert isinstance(NAMES.is_in(text), bool)
    assert NAMES.is_in(f"{text}\n Großmann\n")


@given(st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=2, max_size=12))
def test_every_name_is_found_as_it_was_given(name: str) -> None:
    """A list finds its own names, small, capital and with signs between the letters."""
    names = NameList.of([name])
    assert all(names.is_in(text) for text in (name, name.lower(), f"({name})"))


@pytest.mark.parametrize("part", ["a", "a ", "a-", "ä", "a.b", "Mü", "M_", "ß ", "'", "a'"])
def test_long_text_is_looked_through_in_bounded_steps(part: str) -> None:
    """No repetition makes the looking explode."""
    assert isinstance(NAMES.is_in(part * (50_000 // len(part))), bool)
