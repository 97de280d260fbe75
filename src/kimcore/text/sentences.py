"""Reading sentences from their files and filling them with facts."""

import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib.resources import files
from string import Formatter
from types import MappingProxyType
from typing import TypeAlias

from kimcore.errors import KimcoreError

Sentences: TypeAlias = Mapping[str, Mapping[str, str]]
"""The sentences of an area: a table of texts for each key, nested tables joined by a dot."""


class Language(Enum):
    """A language that kimcore speaks (*Sprache*)."""

    DE = "de"
    """*Deutsch*"""
    EN = "en"
    """*Englisch*"""


def sentences(language: Language, area: str) -> Sentences:
    """Return the sentences of an area, such as ``"report"`` or ``"rules/lg"``.

    Raises:
        KimcoreError: if there is no such area.

    Example:
        >>> sentences(Language.DE, "glossary")["BuildingBlock"]["_"]
        'Baustein'
    """
    return _read(language, area)


@cache
def _read(language: Language, area: str) -> Sentences:
    # The cache holds package data only: it never changes while a program runs.
    place = files("kimcore.text").joinpath(language.value, *f"{area}.toml".split("/"))
    if not place.is_file():
        raise KimcoreError(f"no sentences for {area!r} in {language.value!r}")
    tables = tomllib.loads(place.read_text(encoding="utf-8"))
    return MappingProxyType({key: MappingProxyType(dict(table)) for key, table in tables.items()})


def shipped_areas(language: Language) -> tuple[str, ...]:
    """Return the areas that have sentences in a language, sorted."""
    root = files("kimcore.text").joinpath(language.value)
    own = [entry.name.removesuffix(".toml") for entry in root.iterdir() if entry.name.endswith(".toml")]
    rules = [f"rules/{entry.name.removesuffix('.toml')}" for entry in root.joinpath("rules").iterdir()]
    return tuple(sorted((*own, *rules)))


def fill(template: str, facts: Mapping[str, str]) -> str:
    """Return a template with its ``{names}`` replaced by facts that are already words.

    Only plain names are allowed in a template, so that neither attribute nor index can be reached through one.

    Raises:
        KimcoreError: if the template names a fact that is not given, or anything but a plain name.

    Example:
        >>> fill("{held} von {required}", {"held": "1", "required": "2"})
        '1 von 2'
    """
    parts: list[str] = []
    for literal, name, spec, conversion in Formatter().parse(template):
        parts.append(literal)
        if name is None:
            continue
        if spec or conversion or name not in facts:
            raise KimcoreError(
                f"the sentence {template!r} needs {name!r}, and the facts are {', '.join(sorted(facts)) or 'none'}"
            )
        parts.append(facts[name])
    return "".join(parts)


def names_in(template: str) -> frozenset[str]:
    """Return the names of the facts that a template speaks of.

    Example:
        >>> sorted(names_in("{held} von {required}"))
        ['held', 'required']
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def label(language: Language, kind: str, code: str | None = None) -> str:
    """Return the word for a class of the model, or for one member of a closed list.

    Raises:
        KimcoreError: if the glossary does not have it.

    Example:
        >>> label(Language.DE, "ActorKind", "abh")
        'Ausländerbehörde'
    """
    table = sentences(language, "glossary").get(kind, {})
    word = table.get("_" if code is None else code)
    if word is None:
        raise KimcoreError(f"the glossary has no word for {kind}{'' if code is None else f'.{code}'}")
    return word
