"""Reading what was written so as not to be read: numbers in words, letters set apart, texts turned round."""

import re
from collections.abc import Iterator

_ONES = ("", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_TEENS = ("zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn")
_TENS = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_ENGLISH = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ENGLISH_TEENS = ("thir", "four", "fif", "six", "seven", "eigh", "nine")
_ENGLISH_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNEVEN = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
_ENGLISH_UNEVEN = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth"}
_DAYS, _CENTURY, _FIRST_WITH_ST = 31, 100, 20

MONTH = r"(?:jan|feb|mär|maer|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[a-z]{0,6}"
"""The beginning of a month's name, as short as it is written, in German or English."""


def readings(text: str) -> tuple[str, ...]:
    """Return a plain text, and how else it can be read if it was written so as not to be.

    Letters and digits set apart are closed up, digits, days and years in words become figures, and a letter O among digits is
    the nought it stands for.

    Example:
        >>> readings("Beschluss vom Mai")
        ('Beschluss vom Mai',)
        >>> readings("g e b o r e n am dritten Mai neunzehnhundertneunzig")[1]
        'geboren am 3. Mai 1990'
    """
    other = _APART.sub(_closed_up, text)
    other = _YEARS.sub(_year, _ORDINALS.sub(_day, other))
    other = _NOUGHT.sub("0", _DIGITS.sub(_figures, other))
    return (text,) if other == text else (text, other)


def _numbers() -> Iterator[tuple[int, str]]:
    """Yield the numbers below a hundred with their German words."""
    yield from enumerate((*_ONES, *_TEENS))
    for number in range(20, _CENTURY):
        ten, one = divmod(number, 10)
        yield number, f"{_ONES[one]}und{_TENS[ten]}" if one else _TENS[ten]


def _english_numbers() -> Iterator[tuple[int, str]]:
    yield from enumerate((*_ENGLISH, *(f"{word}teen" for word in _ENGLISH_TEENS)))
    for number in range(20, _CENTURY):
        ten, one = divmod(number, 10)
        yield number, f"{_ENGLISH_TENS[ten]} {_ENGLISH[one]}" if one else _ENGLISH_TENS[ten]


def _without_umlauts(word: str) -> str:
    return word.replace("ü", "ue").replace("ö", "oe").replace("ß", "ss")


def _ordinal(number: int, word: str) -> str:
    return _UNEVEN.get(number, word + ("t" if number < _FIRST_WITH_ST else "st"))


def _english_ordinal(number: int, word: str) -> str:
    ten, one = divmod(number, 10)
    if number in _ENGLISH_UNEVEN:
        return _ENGLISH_UNEVEN[number]
    if number > _FIRST_WITH_ST and one:
        return f"{_ENGLISH_TENS[ten]} {_ENGLISH_UNEVEN.get(one, f'{_ENGLISH[one]}th')}"
    return f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th"


_GERMAN_YEARS = {
    form: century + number
    for century, start in ((1900, "neunzehnhundert"), (2000, "zweitausend"))
    for number, word in (*_numbers(), (1, "eins"))
    for form in (f"{start}{word}", f"{start}und{word}", _without_umlauts(f"{start}{word}"))
}
_ENGLISH_YEARS = {f"nineteen {word}": 1900 + number for number, word in _english_numbers() if word} | {
    form: 2000 + number
    for number, word in _english_numbers()
    for form in (f"two thousand {word}".strip(), f"two thousand and {word}", f"twenty {word}")
    if word or form == "two thousand"
}
_STEMS = {
    form: n for n, word in _numbers() if 0 < n <= _DAYS for form in {_ordinal(n, word), _without_umlauts(_ordinal(n, word))}
}
_ENGLISH_ORDINALS = {_english_ordinal(n, word): n for n, word in _english_numbers() if 0 < n <= _DAYS}
_FIGURES = {word: str(n) for n, word in enumerate(("null", "eins", *_ONES[2:]))} | {
    word: str(n) for n, word in enumerate(("zero", *_ENGLISH[1:10]))
}
_FIGURES |= {"ein": "1", "zwo": "2", "fuenf": "5", "oh": "0"}

_APART = re.compile(r"(?<!\S)\S(?: \S){5,200}(?!\S)")
"""Six signs or more that each stand alone; two blanks end a word."""
_ORDINALS = re.compile(rf"\b([^\W\d_]{{4,20}}(?:[ -][^\W\d_]{{4,7}})?) (?:of )?(?=(?:{MONTH})\b)", re.IGNORECASE)
_YEARS = re.compile(
    r"\b(?:(?:neunzehnhundert|zweitausend)[^\W\d_]{0,20}"
    r"|(?:nineteen|two thousand(?: and)?|twenty)(?: [a-z]{3,9}(?:[ -][a-z]{3,5})?)?)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(rf"\b(?:null|zero|oh)(?:[ ,.-]{{1,3}}(?:{'|'.join(_FIGURES)})){{6,14}}\b", re.IGNORECASE)
"""A number said figure by figure; it begins with a nought, as a phone number does."""
_NOUGHT = re.compile(r"(?<![^\W\d_])[oO](?=[ /-]?\d{2})|(?<=\d)[oO](?=\d)")


def _closed_up(found: re.Match[str]) -> str:
    return found[0].replace(" ", "")


def _day(found: re.Match[str]) -> str:
    word = found[1].casefold().replace("-", " ")
    number = _ENGLISH_ORDINALS.get(word)
    if number is None and word[-2:] in {"en", "er", "es", "em"}:
        number = _STEMS.get(word[:-2])
    if number is None and word.endswith("e"):
        number = _STEMS.get(word[:-1])
    return found[0] if number is None else f"{number}. "


def _year(found: re.Match[str]) -> str:
    words = found[0].casefold().replace("-", " ")
    year = _GERMAN_YEARS.get(words, _ENGLISH_YEARS.get(words))
    return found[0] if year is None else str(year)


def _figures(found: re.Match[str]) -> str:
    return "".join(_FIGURES[word.casefold()] for word in re.findall(r"[^\W\d_]+", found[0]))
