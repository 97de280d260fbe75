"""Looking in free text for what points to one person, without ever repeating it.

Only what has a form of its own can be found: numbers, addresses, dates of birth.
A name has no such form, so a text in which nothing is found may still name somebody.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias

from kimcore.rules.data_protection.names import NameList
from kimcore.rules.data_protection.plain_text import plain
from kimcore.rules.data_protection.spelling import MONTH, readings


class IdentifyingKind(Enum):
    """What in a text points to one person (*identifizierende Angabe*)."""

    EMAIL = "email"
    """*E-Mail-Adresse*"""
    PHONE = "phone"
    """*Telefonnummer*"""
    BIRTH_DATE = "birth_date"
    """*Geburtsdatum*"""
    FILE_NUMBER = "file_number"
    """*Aktenzeichen*"""
    IBAN = "iban"
    """*Kontonummer (IBAN)*"""
    AZR_NUMBER = "azr_number"
    """*AZR-Nummer*, of the central register of foreigners"""
    INSURANCE_NUMBER = "insurance_number"
    """*Versicherungsnummer*, which holds a date of birth"""
    NAME = "name"
    """*Name aus der Namensliste*"""


def identifying(text: str, names: NameList | None = None) -> tuple[IdentifyingKind, ...]:
    """Return which kinds of identifying information a text holds, in the order of their list (*identifizierende Angaben*).

    Digits of other scripts, wide letters, letters that look alike, entities of HTML, invisible signs and unusual dashes and
    spaces do not hide anything, and neither do numbers in words, letters set apart and texts turned round. What is found is
    never repeated.

    Args:
        text: any text.
        names: people's names to look for; without a list no name is found, since names have no form of their own.

    Example:
        >>> [kind.value for kind in identifying("geb. 12.03.1987, Tel. 0281 20 71 23")]
        ['phone', 'birth_date']
        >>> identifying("Beschluss vom 12.03.2024 zur Vorlage 0186/2023")
        ()
    """
    visible = plain(text)
    read = readings(visible) if _TURNED.isdisjoint(text) else (*readings(visible), visible[::-1])
    found = [kind for kind, looks in _LOOKS.items() if any(look(one) for one in read for look in looks)]
    return tuple(found if names is None or not names.is_in(text) else [*found, IdentifyingKind.NAME])


_Look: TypeAlias = Callable[[str], bool]

_TURNED = frozenset("\N{RIGHT-TO-LEFT OVERRIDE}\N{RIGHT-TO-LEFT ISOLATE}\N{RIGHT-TO-LEFT EMBEDDING}")
"""Signs after which a text may be shown from its end to its beginning."""

_DATE = (
    r"(?:\d{1,2} ?\. ?(?:\d{1,2}|[IVX]{1,4}) ?\. ?(?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:\.|st|nd|rd|th)? ?(?:of )?{MONTH}\.?,? \d{{4}}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
)
_BARE_DATE = r"(?:(?:[0-2]?\d|3[01])([-_ ])(?:0?\d|1[0-2])\1(?:19|20)\d{2}|(?:[0-2]\d|3[01])(?:0\d|1[0-2])(?:19|20)\d{2})(?!\d)"
"""A day that only the word before it makes a date of birth."""
_BORN = r"\b(?:geb(?:oren(?:e[nr]?)?)?|geburtsdatum|geburtstag|geb\.?-?datum|dob|born|date of birth)\b[^\d]{0,30}"
_BORN_ON = (
    r"\b(?:geb(?:\.|oren(?:e[nr]?)?)|geburtsdatum|geburtstag|geb\.?-?datum|dob|date of birth)[ .:,]{1,3}(?:(?:am|im|on) ){0,1}"
)
"""The same without other words before the day, so that less than a whole date is one."""
_PART_OF_A_DATE = rf"(?:\d{{1,2}}\.? ?{MONTH}\b|{MONTH} (?:19|20)\d{{2}}|(?:jahr )?(?:19|20)\d{{2}}(?![\d.]))"
_NUMBER_SIGN = r"[ .:#-]{0,4}(?:(?:nr|nummer)\b[ .:#]{0,3})?"
_AT = r"(?: ?@ ?| ?[\[({<*_-] ?(?:at|ät|@) ?[\])}>*_-] ?)"
_DOT = r"(?:\.| \. | ?[\[({<*_-] ?(?:dot|punkt|\.) ?[\])}>*_-] ?)"
_SPOKEN_DOT = r" (?:dot|punkt) "
_PHONE_WORD = (
    r"(?:\b(?:tel(?:efon)?(?:-?(?:nummer|nr))?|mobil(?:telefon|funk)?(?:-?(?:nummer|nr))?|handy(?:-?(?:nummer|nr))?"
    r"|fax|ruf-?(?:nummer|nr)|whatsapp|phone)\b|[☎☏✆📞📱])"
)
_YEAR = r"(?:19|20)\d{2}(?!\d)"
_LEAST_DIGITS, _LEAST_LANDLINE_DIGITS = 6, 9


def _finds(pattern: str, *, digits: int = 0) -> _Look:
    """Return a look for a pattern, of which every find must hold so many digits."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def look(text: str) -> bool:
        return any(sum(map(str.isdigit, found[0])) >= digits for found in compiled.finditer(text))

    return look


def _finds_iban(text: str) -> bool:
    """Return whether a text holds a German IBAN, or another one whose check digits are right."""
    if re.search(r"\bDE ?\d{2}(?:[ -]?\d){18}(?!\d)", text, re.IGNORECASE):
        return True
    found = re.finditer(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b", text, re.IGNORECASE)
    return any(_is_iban(start) for one in found for start in _beginnings(one[0]))


def _beginnings(found: str) -> Iterator[str]:
    """Yield what the first groups make up, the first two groups, and so on: words may follow a number."""
    compact = ""
    for group in re.split("[ -]", found.upper()):
        compact += group
        yield compact


def _is_iban(compact: str) -> bool:
    """Return whether check digits are right (ISO 7064, MOD 97-10)."""
    if not 15 <= len(compact) <= 34:  # noqa: PLR2004  the lengths an IBAN can have (ISO 13616)
        return False
    return int("".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])) % 97 == 1


_LOOKS: Mapping[IdentifyingKind, tuple[_Look, ...]] = MappingProxyType(
    {
        IdentifyingKind.EMAIL: (
            _finds(rf"[\w.%+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,3}}{_DOT}[^\W\d]{{2,24}}\b"),
            _finds(
                rf"[\w.%+-]{{1,64}}(?: (?:at|ät|@) |{_AT})[\w-]{{1,63}}(?:{_SPOKEN_DOT}[\w-]{{1,63}}){{0,3}}"
                rf"{_SPOKEN_DOT}[^\W\d]{{2,24}}\b"
            ),
        ),
        IdentifyingKind.PHONE: (
            _finds(r"(?:\+ ?|\b00 ?)49(?:[ /().-]{0,3}\d){6,13}"),
            _finds(r"(?:\+|\b00)(?!\d{1,3}(?:[. ]\d{3}){1,2}(?![ .]?\d))[1-9]\d{0,2}(?:[ /().-]{0,3}\d){8,12}"),
            _finds(rf"{_PHONE_WORD}{_NUMBER_SIGN}(?!{_DATE})[+(]{{0,2}}\d[\d /().-]{{4,24}}", digits=_LEAST_DIGITS),
            _finds(rf"(?<![\w/.-])0[ .-]?1[ .-]?[5-7][ .-]?\d(?! ?/ ?{_YEAR})(?:[ /._-]{{0,3}}\d){{7,8}}(?!\d)"),
            _finds(
                rf"(?<![\w/.-])0[2-9]\d{{2,3}}\.(?!{_YEAR})\d{{2,8}}(?:\.\d{{2,6}}){{0,2}}(?![\w/.])",
                digits=_LEAST_LANDLINE_DIGITS,
            ),
            _finds(
                rf"(?<![\w/.-])\(?0[2-9] ?\d{{1,3}}\)? ?[/ -] ?(?!{_YEAR})\d{{2,8}}(?:[ -]\d{{1,6}}){{0,3}}(?![\w/])",
                digits=_LEAST_LANDLINE_DIGITS,
            ),
        ),
        IdentifyingKind.BIRTH_DATE: (
            _finds(rf"{_BORN}(?:{_DATE}|{_BARE_DATE})"),
            _finds(rf"\* ?{_DATE}"),
            _finds(rf"{_DATE} ?\(?geb(?:oren)?\b"),
            _finds(rf"{_BORN_ON}{_PART_OF_A_DATE}"),
        ),
        IdentifyingKind.FILE_NUMBER: (
            _finds(
                r"(?:\b(?:az|gz) ?[.:]|\b(?:aktenz(?:eichen)?|gesch(?:äfts)?\.?-?z(?:eichen)?|steuer-?id|identifikationsnummer"
                r"|(?:akten|fall|kunden|bg|vorgangs|kindergeld|ausweis|pass|reisepass|personalausweis|versicherten|mitglieds"
                r"|klienten|matrikel)-?(?:nummer|nr))\b)"
                rf"{_NUMBER_SIGN}(?=[\w/.-]{{0,20}}\d)[\w/.-]{{2,30}}"
            ),
            _finds(r"\b(?:az|gz) (?=[\d.]{1,12}[/-]\d)[\w/.-]{2,30}"),
            _finds(r"\b(?:pass|reisepass|(?:personal)?ausweis) (?=[A-Z]{0,2}\d)(?=[\dA-Z]{0,8}[A-Z])[\dA-Z]{8,11}\b"),
            _finds(r"(?<![\d-])\d{7} ?- ?\d{3}(?![\d-])"),
            _finds(r"(?<!\d)\d{5} ?// ?\d{7}(?!\d)"),
            _finds(r"\b\d{1,3} (?:k|l|a|b|as|ay|so|sf) \d{1,5}/\d{2}(?!\d)"),
            _finds(r"\b\d{3}[A-Z]\d{6}\b"),
        ),
        IdentifyingKind.IBAN: (_finds_iban,),
        IdentifyingKind.AZR_NUMBER: (
            _finds(rf"\bazr(?:-?(?:nummer|nr))?\b{_NUMBER_SIGN}\d(?: ?\d){{7,13}}"),
            # Twelve digits that begin with 05 are the key of a municipality in North Rhine-Westphalia.
            _finds(r"(?<![\d.,])(?!05)\d{12}(?![\d]|[.,]\d)"),
        ),
        IdentifyingKind.INSURANCE_NUMBER: (_finds(r"\b\d{2} ?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2} ?[A-Z] ?\d{3}\b"),),
    }
)
"""For each kind the forms it is looked for in; every repetition is bounded, so that no text takes long."""
