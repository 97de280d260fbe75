"""An extract for one recipient: the data for a program, and what goes and what stays for a reader."""

from attrs import asdict, evolve

from kimcore.disclosure import PROTECTED, Protection
from kimcore.model import Town
from kimcore.reports.as_json import amount_json, protection_json
from kimcore.reports.bases import Why
from kimcore.reports.evidence_words import json_page
from kimcore.reports.extract import FIELDS, Extract
from kimcore.reports.extract_counts import ExtractCounts, extract_counts
from kimcore.reports.grouping import subject_names
from kimcore.reports.lines import town_name
from kimcore.reports.page import Block, Grid, Page, Section
from kimcore.reports.wording import amount_words
from kimcore.text import Language, fill, join, render, sentences

FORMAT = "kimcore-extract"
VERSION = 1


def extract_page(town: Town, found: Extract, *, language: Language = Language.DE, protection: Protection = PROTECTED) -> Page:
    """Return what goes and what stays as a page, with people only as protected counts."""
    errand = found.errand
    recipient = subject_names(town).get(errand.recipient, errand.recipient)
    counts = extract_counts(found, protection)
    cases = amount_words(counts.going(), language)
    return Page(
        title=_said(language, "title"),
        town=town_name(found.municipality, language),
        day=_said(language, "day", day=render(errand.on, "date", language)),
        language=language,
        protection=protection,
        lines=(
            _said(language, "recipient", actor=recipient),
            _said(language, "purpose", purpose=errand.purpose),
            _said(language, "cases", count=cases) if found.cases else _said(language, "nothing"),
        ),
        sections=(*_included(language, counts), _left_out(found, language, counts)),
        closing=_said(language, "closing"),
    )


def extract_json(found: Extract, *, protection: Protection = PROTECTED) -> str:
    """Return an extract as JSON text: its cases with the basis of each kind of data, and what stays as protected counts.

    The cases are single ones by their nature, and `protection` says so; what was left out names nobody.
    """
    errand, counts = found.errand, extract_counts(found, protection, are_cases_known=True)
    return json_page(
        {
            "format": FORMAT,
            "version": VERSION,
            "municipality": {"key": found.municipality.key, "name": found.municipality.name},
            "recipient": errand.recipient,
            "purpose": errand.purpose,
            "on": errand.on.isoformat(),
            "protection": protection_json(evolve(protection, is_on=False, is_public=False)),
            "cases": [
                {
                    "id": case.id,
                    "bases": [{**asdict(basis), "kind": basis.kind.value} for basis in case.bases],
                    "data": dict(case.data),
                }
                for case in found.cases
            ],
            "left_out": [
                {"what": one.what, "why": one.why.value, "cases": amount_json(counts.staying(one.what, one.why))}
                for one in found.left_out
            ],
        }
    )


def _included(language: Language, counts: ExtractCounts) -> tuple[Section, ...]:
    rows = tuple(
        (render(kind.value, "DataKind", language), amount_words(amount, language))
        for kind in FIELDS
        if (amount := counts.going(kind)).high != 0
    )
    header = (_said(language, "what"), _said(language, "number"))
    return (Section(_said(language, "included"), (Grid("", header, rows),)),) if rows else ()


def _left_out(found: Extract, language: Language, counts: ExtractCounts) -> Section:
    rows = tuple(
        (
            _named(one.what, language),
            sentences(language, "disclosure")["why"][one.why.value],
            amount_words(counts.staying(one.what, one.why), language),
        )
        for one in found.left_out
        if one.why is not Why.NO_DATA_KIND
    )
    header = (_said(language, "what"), _said(language, "why_column"), _said(language, "number"))
    never = [_named(one.what, language) for one in found.left_out if one.why is Why.NO_DATA_KIND]
    blocks: list[Block] = [Grid("", header, rows, numbers_from=2)] if rows else []
    blocks += [_said(language, "never", what=join(never, language))] if never else []
    return Section(_said(language, "left_out"), tuple(blocks) or (_said(language, "everything"),))


def _named(what: str, language: Language) -> str:
    kept = sentences(language, "disclosure")["kept"]
    return kept[what] if what in kept else render(what, "DataKind", language)


def _said(language: Language, key: str, **facts: str) -> str:
    return fill(sentences(language, "disclosure")["extract"][key], facts)
