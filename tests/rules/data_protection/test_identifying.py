"""What points to a person is found in whatever dress, and what merely looks like it is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.rules import IdentifyingKind
from kimcore.rules.data_protection.identifying import identifying

_K = IdentifyingKind

POINTING = [
    ("geb. 12.03.1987", _K.BIRTH_DATE),
    ("geboren in Aleppo am 3. Mai 1990", _K.BIRTH_DATE),
    ("* 12.03.1987", _K.BIRTH_DATE),
    ("12.03.87 geb.", _K.BIRTH_DATE),
    ("Geburtsdatum: 1987-03-12", _K.BIRTH_DATE),
    ("date of birth 12/03/1987", _K.BIRTH_DATE),
    ("Tel. 0281 207123", _K.PHONE),
    ("0281/207-1234", _K.PHONE),
    ("Telefon: 0281 20 71 23", _K.PHONE),
    ("0151 23456789", _K.PHONE),
    ("+49 151 2345678", _K.PHONE),
    ("0049 (0)281 20 71 23", _K.PHONE),
    ("+90 532 123 45 67", _K.PHONE),
    ("Handynr. 015123456789", _K.PHONE),
    ("a.b@kreis.example", _K.EMAIL),
    ("name [at] example.org", _K.EMAIL),
    ("name(at)example(dot)org", _K.EMAIL),
    ("müller@köln.example", _K.EMAIL),
    ("Az. 51/247-3", _K.FILE_NUMBER),
    ("Aktenzeichen 33.2-4711", _K.FILE_NUMBER),
    ("12 K 3456/21.A", _K.FILE_NUMBER),
    ("BAMF 8123456-438", _K.FILE_NUMBER),
    ("35504//0012345", _K.FILE_NUMBER),
    ("Kundennummer 123D456789", _K.FILE_NUMBER),
    ("DE89 3704 0044 0532 0130 00", _K.IBAN),
    ("DE89370400440532013000", _K.IBAN),
    ("AT61 1904 3002 3457 3201 wurde genannt", _K.IBAN),
    ("AZR-Nummer 190123456789", _K.AZR_NUMBER),
    ("AZR 1901 2345 6789", _K.AZR_NUMBER),
    ("190123456789", _K.AZR_NUMBER),
    ("65 120387 M 123", _K.INSURANCE_NUMBER),
    ("name @ example.org", _K.EMAIL),
    ("name<at>example.org", _K.EMAIL),
    ("name -at- example -dot- org", _K.EMAIL),
    ("name at example dot org", _K.EMAIL),
    ("name ät beispiel punkt de", _K.EMAIL),
    ("name&#64;example&period;org", _K.EMAIL),
    ("name&commat;example.org", _K.EMAIL),
    ("0 151 23456789", _K.PHONE),
    ("0151_234_56789", _K.PHONE),
    ("0.1.5.1.2.3.4.5.6.7.8.9", _K.PHONE),
    ("geb. 12-03-1987", _K.BIRTH_DATE),
    ("geb. 12031987", _K.BIRTH_DATE),
    ("born on 3rd of May 1990", _K.BIRTH_DATE),
    ("DOB: May 3, 1990", _K.BIRTH_DATE),
    ("geboren am dritten Mai neunzehnhundertneunzig", _K.BIRTH_DATE),
    ("geb. am zwoelften März 1987", _K.BIRTH_DATE),
    ("geb. am einunddreißigsten Dezember zweitausendvier", _K.BIRTH_DATE),
    ("born on the twenty-third of May nineteen eighty-seven", _K.BIRTH_DATE),
    ("geboren im Mai 1990", _K.BIRTH_DATE),
    ("geb. 1987", _K.BIRTH_DATE),
    ("Geburtstag: 12. März", _K.BIRTH_DATE),
    ("geb. 3.V.1990", _K.BIRTH_DATE),
    ("null eins fünf eins, zwei drei vier fünf sechs sieben acht", _K.PHONE),
    ("02 81/20 71 23", _K.PHONE),
    ("0281.207.123", _K.PHONE),
    ("Tel.: O281 2O71", _K.PHONE),
    ("\N{BLACK TELEPHONE} 207123", _K.PHONE),
    ("+963 944 123 456", _K.PHONE),
    ("Tel 20 71 23", _K.PHONE),
    ("AZ 50.2/2024-117", _K.FILE_NUMBER),
    ("Aktenz. 33-4711/24", _K.FILE_NUMBER),
    ("Gesch.-Z. 33/123", _K.FILE_NUMBER),
    ("Aktenzeichen: 50 / 2 / 4711", _K.FILE_NUMBER),
    ("Vorgangsnummer 2024-1234", _K.FILE_NUMBER),
    ("Kindergeldnummer 123FK456789", _K.FILE_NUMBER),
    ("Steuer-ID 12 345 678 901", _K.FILE_NUMBER),
    ("Reisepass C01X00T478", _K.FILE_NUMBER),
    ("name @ example . org", _K.EMAIL),
]
"""Invented examples, and what each holds."""


def _written_with(zero: str, text: str) -> str:
    """Return a text with the digits of another script, whose zero is given."""
    return text.translate({ord("0") + digit: ord(zero) + digit for digit in range(10)})


DISGUISED = [
    ("wide digits", _written_with("\N{FULLWIDTH DIGIT ZERO}", "0151 23456789"), _K.PHONE),
    ("Arabic digits", _written_with("\N{ARABIC-INDIC DIGIT ZERO}", "0151 23456789"), _K.PHONE),
    ("unusual spaces", "0151\N{NO-BREAK SPACE}2345\N{NARROW NO-BREAK SPACE}6789", _K.PHONE),
    ("invisible characters", "na\N{ZERO WIDTH SPACE}me@exa\N{SOFT HYPHEN}mple.org", _K.EMAIL),
    ("unusual dashes", "DE89\N{NON-BREAKING HYPHEN}3704\N{EN DASH}0044-0532-0130-00", _K.IBAN),
    ("a line break", "geb.\n12.03.1987", _K.BIRTH_DATE),
    ("look-alike letters", "\N{CYRILLIC CAPITAL LETTER TE}\N{CYRILLIC SMALL LETTER IE}l. 0281 207123", _K.PHONE),
    ("look-alike letters in an address", "n\N{CYRILLIC SMALL LETTER A}me@ex\N{GREEK SMALL LETTER ALPHA}mple.org", _K.EMAIL),
    ("entities of HTML", "geb&period; 12&#46;03&#46;1987", _K.BIRTH_DATE),
    ("a variation selector", "0151\N{VARIATION SELECTOR-16} 2345\N{VARIATION SELECTOR-16}6789", _K.PHONE),
    ("letters set apart", "g e b . 1 2 . 0 3 . 1 9 8 7", _K.BIRTH_DATE),
    ("a text turned round", "\N{RIGHT-TO-LEFT OVERRIDE}7891.30.21 .beg", _K.BIRTH_DATE),
    ("another slash", "0281\N{FRACTION SLASH}207123", _K.PHONE),
    ("fullwidth at", "name\N{FULLWIDTH COMMERCIAL AT}example.org", _K.EMAIL),
]

HARMLESS = [
    "Beschluss vom 12.03.2024 zur Vorlage 0186/2023",
    "Vorlage SV-10-0898 und Drucksache 18/12345",
    "Drs. 0123/2021-2026 und 0391/2021",
    "Schlüssel 053340002002 und 05334002",
    "§ 25b AufenthG, § 104c, Art. 26, SGB II",
    "Mehrbedarf +500.000 Euro, später +5.000.000 Euro",
    "Bürger@innen. Das Angebot für Bürger*innen 2024",
    "220.000 offene Anträge 2025/26, 42 von 90 Heften",
    "Geburtstagsfeier am 12.03.2024, gebucht am 02.05.2024",
    "Telefonsprechstunde 2024, Mo-Fr 08:00-16:00 Uhr",
    "Haushaltsstelle 05 040 010, Produkt 050 31 01",
    "vom 02.05.2024-12.06.2024, ab 2024-05-02 bis 2025-06-30",
    "2,5 VZÄ, 0,5 VZÄ, 10.000.000 Euro im Jahr",
    "DE12 ohne Kontonummer, Nr. 1182/71",
    "Treffen at 10 Uhr, Punkt 3 der Tagesordnung",
    "gebucht 12-03-2024, gebaut 12032024",
    "AT&amp;T und R&amp;D &ndash; ohne Bezug",
    "born to be free, Mai 2024, May 2024",
    "Das Kind ist geboren, seit Mai 2024 fehlt ein Platz",
    "Am ersten Mai, im dritten Quartal und am zwölften März 2024 wurde beraten",
    "zweitausend Euro, nineteen of them, twenty people",
    "Null Toleranz, eins nach dem anderen, zwei von drei, vier bis fünf, sechs und sieben",
    "CO2, O2, Nr. 0 bis 10",
    "Im Pass steht der Name anders, der Reisepass fehlt, Ausweis 2024 abgelaufen",
    "Von A bis Z und 1 2 3 4",
    "Kostenstelle 050.31.01.000 und Produkt 05.351.01",
]


@pytest.mark.parametrize(("text", "kind"), POINTING)
def test_pointing_text_is_found(text: str, kind: IdentifyingKind) -> None:
    """Each form is found for what it is."""
    assert kind in identifying(text)


@pytest.mark.parametrize(("text", "kind"), POINTING)
def test_pointing_text_is_found_within_a_sentence(text: str, kind: IdentifyingKind) -> None:
    """Words around it do not hide it."""
    assert kind in identifying(f"Die Person ({text}) wartet seit Mai.")


@pytest.mark.parametrize(("text", "kind"), [pytest.param(text, kind, id=name) for name, text, kind in DISGUISED])
def test_disguise_does_not_hide(text: str, kind: IdentifyingKind) -> None:
    """Other scripts, wide letters and invisible characters hide nothing."""
    assert kind in identifying(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_is_left_alone(text: str) -> None:
    """Days of decisions, numbers of papers, sums and norms point to nobody."""
    assert identifying(text) == ()


def test_wrong_check_digits_are_no_foreign_account() -> None:
    """A foreign account number is only one if its check digits are right."""
    assert identifying("AT62 1904 3002 3457 3201") == ()


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    """Whatever the text, the kinds come without repetition and in the order of their list."""
    kinds = identifying(text)
    assert list(kinds) == [kind for kind in IdentifyingKind if kind in kinds]


@given(st.text(max_size=60), st.sampled_from(["\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}", "\N{WORD JOINER}"]))
def test_invisible_characters_change_nothing(text: str, sign: str) -> None:
    """Invisible characters between all signs leave the kinds as they are."""
    assert identifying(sign.join(f"{text} geb. 12.03.1987")) == identifying(f"{text} geb. 12.03.1987")


@pytest.mark.parametrize("part", ["0", "a", "1 ", "a.b-", "DE12 ", "geb ", "+49", "0281 ", "tel ", "az. ", "a@", "a [at] "])
def test_long_text_is_looked_at_in_bounded_steps(part: str) -> None:
    """No repetition makes the looking explode: a text of fifty thousand signs is read like any other."""
    assert isinstance(identifying(part * (50_000 // len(part))), tuple)
