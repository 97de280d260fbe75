"""Looking for the names of a list in free text, however they are written (*Namensliste*)."""

import re
from collections.abc import Iterable, Iterator

from attrs import field, frozen

from kimcore.errors import RuleError
from kimcore.rules.data_protection.plain_text import folded, plain

_APOSTROPHES = "'’`\N{MODIFIER LETTER APOSTROPHE}"
_WORD = re.compile(rf"[^\W\d_]+(?:[{_APOSTROPHES}][^\W\d_]+)*")
_SPELT = re.compile(r"(?<![^\W\d_])[^\W\d_](?:[\W_]{1,3}[^\W\d_](?![^\W\d_])){2,40}")
"""A word whose letters stand apart, such as ``M. ü. l. l. e. r``."""
_BROKEN = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:[-_.·*|/+~][^\W\d_]+){1,6}")
"""A word broken by signs, such as ``Mül-ler``."""
_SIGNS = re.compile(r"[\W_]+")
_LONGEST = 6
_GENITIVE = 4


@frozen(kw_only=True)
class NameList:
    """Names of people that no text may hold; it shows none of them (*Namensliste*)."""

    words: frozenset[tuple[str, ...]] = field(repr=False)
    """Each name as its folded words, in either order of two."""

    @classmethod
    def of(cls, names: Iterable[str]) -> "NameList":
        """Return a list of names; those of several words are looked for as a whole.

        Raises:
            RuleError: If a name has no letters, or fewer than two.

        Example:
            >>> NameList.of(["Öztürk", "Fatma Şahin"])
            NameList()
        """
        words: set[tuple[str, ...]] = set()
        for number, name in enumerate(names, start=1):
            parts = _WORD.findall(plain(name))[:_LONGEST]
            if sum(map(len, parts)) < 2:  # noqa: PLR2004 - one letter stands for anybody
                raise RuleError(f"name {number}: expected at least two letters, found fewer")
            ways = _ways(parts)
            words |= ways
            words |= {way[::-1] for way in ways}
            # What a hyphen joins is also written as one word.
            words |= {("".join(way),) for way in ways if " " not in plain(name).strip()}
        return cls(words=frozenset(words))

    def is_in(self, text: str) -> bool:
        """Return whether a text holds one of the names, as words of their own.

        Umlauts, accents and capital letters do not matter, nor do letters that look alike, signs between letters, entities of
        HTML and invisible signs.

        Example:
            >>> names = NameList.of(["Müller", "Fatma Şahin"])
            >>> [names.is_in(text) for text in ("Frau Mueller", "M. ü. l. l. e. r", "Sahin, Fatma", "Müllerei", "Fatma")]
            [True, True, True, False, False]
        """
        return any(words in self.words for words in _candidates(plain(text)))


def _ways(parts: Iterable[str]) -> set[tuple[str, ...]]:
    ways: set[tuple[str, ...]] = {()}
    for part in parts:
        ways = {(*way, form) for way in ways for form in folded(_SIGNS.sub("", part))}
    return ways


def _candidates(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a text and what several of them make up, each in every way it can be written."""
    words = [sorted(_forms(word)) for word in _WORD.findall(text)]
    for start in range(len(words)):
        ways: list[tuple[str, ...]] = [()]
        for forms in words[start : start + _LONGEST]:
            ways = [(*way, form) for way in ways for form in forms]
            yield from ways
    for pattern in (_SPELT, _BROKEN):
        for found in pattern.finditer(text):
            yield from ((form,) for form in _forms(found[0]))


def _forms(word: str) -> frozenset[str]:
    """Return the ways to write a word that stands in a text, also without the ``s`` of a genitive."""
    forms = folded(_SIGNS.sub("", word))
    return forms | {form[:-1] for form in forms if form.endswith("s") and len(form) >= _GENITIVE}
