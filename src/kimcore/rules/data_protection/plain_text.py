"""One form for each sign of a text, so that no dress hides what it says."""

import html
import unicodedata

_MINUS = "\N{MINUS SIGN}"
_SLASHES = "\N{FRACTION SLASH}\N{DIVISION SLASH}\N{BIG SOLIDUS}"
_INVISIBLE = frozenset({"Cf", "Cc"})
_MARKS = frozenset({"Mn", "Me"})
_JOINERS = frozenset(map(chr, (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10))))
"""Signs that show nothing, although their category says otherwise (Unicode Default_Ignorable_Code_Point)."""

_LOOK_ALIKES = {
    ord(sign): latin
    for latin, alike in {
        "A": "\u0410\u0391",
        "B": "\u0412\u0392",
        "C": "\u0421",
        "E": "\u0415\u0395",
        "H": "\u041d\u0397",
        "I": "\u0406\u0399",
        "J": "\u0408",
        "K": "\u041a\u039a",
        "M": "\u041c\u039c",
        "N": "\u039d",
        "O": "\u041e\u039f",
        "P": "\u0420\u03a1",
        "Q": "\u051a",
        "S": "\u0405",
        "T": "\u0422\u03a4",
        "W": "\u051c",
        "X": "\u0425\u03a7",
        "Y": "\u04ae\u03a5",
        "Z": "\u0396",
        "a": "\u0430\u03b1",
        "c": "\u0441",
        "d": "\u0501",
        "e": "\u0435",
        "h": "\u04bb",
        "i": "\u0456\u0131",
        "j": "\u0458",
        "l": "\u04cf",
        "o": "\u043e\u03bf",
        "p": "\u0440\u03c1",
        "q": "\u051b",
        "s": "\u0455",
        "v": "\u03bd",
        "w": "\u051d",
        "x": "\u0445",
        "y": "\u0443",
    }.items()
    for sign in alike
}
"""Cyrillic and Greek letters that look like Latin ones, after the confusables of Unicode Technical Standard 39."""


def plain(text: str) -> str:
    r"""Return a text with one form for each letter, digit, space and dash, and without invisible signs.

    Entities of HTML are read as what they stand for.

    Example:
        >>> plain("T&#101;l.\N{NO-BREAK SPACE}\N{FULLWIDTH DIGIT ZERO}2\N{ZERO WIDTH SPACE}8\N{EN DASH}1")
        'Tel. 028-1'
    """
    visible = "".join(sign for sign in html.unescape(text) if sign.isspace() or not _is_invisible(sign))
    # Marks that make a letter are part of it now; what is left of them only decorates.
    bare = (sign for sign in unicodedata.normalize("NFKC", visible) if unicodedata.category(sign) not in _MARKS)
    return "".join(map(_plain_sign, bare)).translate(_LOOK_ALIKES)


def folded(text: str) -> frozenset[str]:
    """Return the ways a plain word can be written without umlauts and accents, in small letters.

    Example:
        >>> sorted(folded("Müßig")), sorted(folded("Çelik"))
        (['muessig', 'mussig'], ['celik'])
    """
    small = unicodedata.normalize("NFC", text.casefold())
    return frozenset(_bare(small.translate(table)) for table in (_WITH_E, _WITHOUT_E))


_WITH_E = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "ð": "d"}
)
_WITHOUT_E = str.maketrans({"ø": "o", "å": "a", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "ð": "d"})


def _bare(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in _INVISIBLE or sign in _JOINERS


def _plain_sign(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(sign) == "Pd" or sign == _MINUS:
        return "-"
    if sign in _SLASHES:
        return "/"
    return " " if sign.isspace() else sign
