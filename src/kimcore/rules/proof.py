"""The proof that a rule is complete: the same for kimcore's own and for those of other packs."""

import re
from collections.abc import Mapping

from kimcore.law import Law, shipped
from kimcore.model import Town
from kimcore.rules.rule import CaseCheck, Rule
from kimcore.text import Language, names_in, sentences
from kimcore.text.values import PLAIN_KINDS

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}-\d{2,3}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PAGE = ("title", "checks", "matters", "advice")
_OUTCOMES = ("pass", "fail", "unknown", "not_applicable")


def problems_of(rule: Rule, *, law: Law | None = None) -> tuple[str, ...]:
    """Return everything that is missing or wrong with a rule itself, before it has judged anything.

    Args:
        rule: the rule; its texts must come with it.
        law: the dated values it may read; the shipped ones by default.

    Example:
        >>> from kimcore.rules import rule
        >>> problems_of(rule("LG-04"))
        ()
    """
    found = [*_names(rule), *_references(rule, shipped() if law is None else law), *_predicates(rule)]
    for language in Language:
        texts = texts_of(rule, language)
        found += [f"{language.value}: no text {key!r}" for key in _PAGE if not texts.get(key)]
        found += _sentences(rule, texts, language)
    return tuple(f"{rule.code}: {problem}" for problem in found)


def texts_of(rule: Rule, language: Language) -> Mapping[str, str]:
    """Return the texts of a rule in a language, its own or kimcore's; empty if there are none."""
    if rule.texts is not None:
        return rule.texts.get(language, {})
    return sentences(language, f"rules/{rule.family.lower()}").get(rule.code, {})


def _names(rule: Rule) -> list[str]:
    found = []
    if _CODE.fullmatch(rule.code) is None:
        found.append("a code is letters, a hyphen and two or three digits, such as XA-01")
    if _SLUG.fullmatch(rule.slug) is None:
        found.append(f"a slug is lower-case words with hyphens, not {rule.slug!r}")
    if not rule.sources:
        found.append("no source")
    return found


def _references(rule: Rule, law: Law) -> list[str]:
    known_parameters, collections = frozenset(law.keys()), frozenset(Town.__annotations__)
    kinds = PLAIN_KINDS | frozenset(sentences(Language.DE, "glossary"))
    found = [f"no parameter {key!r}" for key in (*rule.parameters, *rule.also_reads) if key not in known_parameters]
    found += [f"a town has no collection {name!r}" for name in rule.needs if name not in collections]
    found += [f"fact {name!r} has no kind {kind!r}" for name, kind in rule.facts.items() if kind not in kinds]
    if isinstance(rule.check, CaseCheck):
        undeclared = sorted(set(rule.check.limits.values()) - set(rule.parameters))
        found += [f"limit {key!r} is no declared parameter" for key in undeclared]
    return found


def _predicates(rule: Rule) -> tuple[str, ...]:
    """Return in what the predicates of a rule on cases disagree with the model, with file and line."""
    # Imported here: trees are read when a rule is proved or run on columns, not when it judges one case.
    from kimcore.rules.predicates import read_check  # noqa: PLC0415

    return read_check(rule.check).problems if isinstance(rule.check, CaseCheck) else ()


def _sentences(rule: Rule, texts: Mapping[str, str], language: Language) -> list[str]:
    found = []
    if not any(key.partition("_")[0] == "fail" for key in texts):
        found.append(f"{language.value}: no sentence for a failure")
    allowed = {*rule.facts, "count"}
    for key, text in texts.items():
        if key not in _PAGE and not key.startswith(_OUTCOMES):
            found.append(f"{language.value}: unknown text {key!r}")
        strange = sorted(names_in(text) - allowed)
        found += [f"{language.value}: {key!r} speaks of {name!r}, which the rule does not find" for name in strange]
    return found
