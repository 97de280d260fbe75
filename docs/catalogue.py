"""The reference of rules, parameters and words, written from the catalogue itself."""

import shutil
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from kimcore.law import DatedValue, Entry, Source, shipped
from kimcore.model import ActorKind, Period
from kimcore.reports.wording import period_words, plain_value, rule_page, rule_texts, title, word
from kimcore.rules import BUILTIN, Rule
from kimcore.text import Language, label, sentences

DE, EN = Language.DE, Language.EN
CANDIDATES = {"ST": 25, "LG": 22, "KO": 10, "CM": 15, "B3": 12, "NW": 13, "DS": 18, "EV": 10}
"""How many candidate rules each family of the domain reference has: 125 in all."""


def write_catalogue(reference: Path) -> None:
    """Write the pages below ``reference/catalogue``, replacing what was there."""
    target = reference / "catalogue"
    shutil.rmtree(target, ignore_errors=True)
    for folder in ("rules", "parameters"):
        (target / folder).mkdir(parents=True)
    for rule in BUILTIN:
        _write(target / "rules" / f"{rule.code}.md", [*_ORPHAN, *_rule(rule)])
    for key in shipped().keys():  # noqa: SIM118 - a law is no mapping
        _write(target / "parameters" / f"{key}.md", [*_ORPHAN, *_parameter(key)])
    _write(target / "rules.md", _rules_index())
    _write(target / "parameters.md", _parameters_index())
    _write(target / "candidates.md", _candidates(reference / "candidates"))
    _write(target / "glossary.md", _glossary())


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


# Hundreds of pages in the sidebar would help nobody and take minutes to build; the indexes lead to them.
_ORPHAN = ["---", "orphan: true", "---", ""]


def _rule(rule: Rule) -> list[str]:
    lines = [f"# {rule.code} {title(rule, DE)}", "", f"*{title(rule, EN)}* (`{rule.slug}`)", ""]
    for language, heading in ((DE, "Deutsch"), (EN, "English")):
        lines += [f"## {heading}", ""]
        lines += [part for name, text in rule_page(rule, language) for part in (name, f": {text}", "")]
        texts = rule_texts(rule, language)
        said = [(key, text) for key, text in texts.items() if key not in {"title", "checks", "matters", "advice"}]
        lines += ["| | |", "|---|---|", *(f"| `{key}` | {text} |" for key, text in said), ""]
    keys = (*rule.parameters, *rule.also_reads)
    if keys:
        lines += ["## Werte · Values", "", *(f"- [`{key}`](../parameters/{key}.md)" for key in keys), ""]
    lines += ["## Quellen · Sources", "", *map(_source, rule.sources), ""]
    needs = ", ".join(f"`{name}`" for name in (*rule.needs, *rule.metrics)) or "–"
    facts = ", ".join(f"`{name}`" for name in sorted(rule.facts)) or "–"
    return [*lines, "## Daten · Data", "", f"Needs: {needs}. Facts: {facts}.", ""]


def _parameter(key: str) -> list[str]:
    names = [sentences(language, "parameters").get(key, {}).get("title", key) for language in (DE, EN)]
    lines = [f"# {key}", "", f"{names[0]} · *{names[1]}*", ""]
    history = shipped().history(key)
    if history[0].norm:
        lines += [f"{history[0].norm}", ""]
    lines += ["| Wert · Value | Geltung · In force | Verbindlichkeit · Binding | Beleg · Evidence |", "|---|---|---|---|"]
    lines += [_history_row(entry) for entry in history]
    lines += ["", "## Quellen · Sources", ""]
    seen = dict.fromkeys(source for entry in history for source in (*entry.sources, *entry.end_sources))
    lines += [*map(_source, seen), ""]
    using = [rule for rule in BUILTIN if key in (*rule.parameters, *rule.also_reads)]
    lines += ["## Regeln · Rules", "", *(f"- [{rule.code}](../rules/{rule.code}.md) {title(rule, DE)}" for rule in using)]
    return [*lines, *(() if using else ("–",)), ""]


def _history_row(entry: Entry) -> str:
    days = Period(first_day=entry.first_day, last_day=entry.last_day)
    shown = (
        f"{plain_value(entry.value, entry.unit.value, DE)} ({word(DE, 'unit', entry.unit.value)})"
        if isinstance(entry, DatedValue)
        else f"{word(DE, 'open', entry.reason.value)} · *{word(EN, 'open', entry.reason.value)}*"
    )
    force = f"{period_words(days, DE)} · *{period_words(days, EN)}*"
    return f"| {shown} | {force} | {entry.binding.value} | {entry.grade.value} |"


def _source(source: Source) -> str:
    dated = "" if source.dated is None else f" ({source.dated})"
    return f"- {source.title}{dated}" if source.url is None else f"- [{source.title}]({source.url}){dated}"


def _rules_index() -> list[str]:
    lines = ["# Regeln · Rules", "", f"{len(BUILTIN)} rules; each has a page in German and English.", ""]
    lines += _grouped("Familie · Family", lambda rule: [f"{rule.family} {word(DE, 'family', rule.family)}"])
    lines += _grouped("Verbindlichkeit · Binding level", lambda rule: [word(DE, "binding", rule.binding.value)])
    lines += _grouped("Akteur · Actor", _actors)
    lines += _grouped("Quelle · Source", lambda rule: [source.title for source in rule.sources])
    return lines


def _grouped(heading: str, groups_of: Callable[[Rule], list[str]]) -> list[str]:
    rows: dict[str, list[Rule]] = defaultdict(list)
    for rule in BUILTIN:
        for group in groups_of(rule):
            rows[group].append(rule)
    lines = [f"## {heading}", ""]
    for group, rules in rows.items():
        lines += [f"### {group}", ""]
        lines += [f"- [{rule.code}](rules/{rule.code}.md) {title(rule, DE)} · *{title(rule, EN)}*" for rule in rules]
        lines.append("")
    return lines


def _actors(rule: Rule) -> list[str]:
    """Return the actors that a rule's page speaks of, by their word in the glossary."""
    page = " ".join(rule_texts(rule, DE).values())
    words = [label(DE, "ActorKind", kind.value).partition(",")[0] for kind in ActorKind]
    return [known for known in words if known in page]


def _parameters_index() -> list[str]:
    keys = shipped().keys()
    lines = ["# Parameter · Parameters", "", "Every dated value of law and practice, with its history.", ""]
    lines += ["| | | |", "|---|---|---|"]
    for key in keys:
        names = [sentences(language, "parameters").get(key, {}).get("title", "") for language in (DE, EN)]
        lines.append(f"| [`{key}`](parameters/{key}.md) | {names[0]} | {names[1]} |")
    return lines


def _candidates(decided: Path) -> list[str]:
    lines = ["# The 125 candidate rules", "", "What became of each candidate of the domain reference.", ""]
    lines += ["| Candidate | Outcome | |", "|---|---|---|"]
    known = {rule.code: rule for rule in BUILTIN}
    for family, number in CANDIDATES.items():
        file = decided / f"{family.lower()}.toml"
        notes = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        for code in (f"{family}-{place:02}" for place in range(1, number + 1)):
            lines.append(_candidate(code, known.get(code), notes.get(code)))
    return lines


def _candidate(code: str, rule: Rule | None, note: dict[str, str] | None) -> str:
    if rule is not None:
        return f"| {code} | implemented | [{title(rule, DE)}](rules/{code}.md) |"
    if note is None:
        return f"| {code} | not decided yet | |"
    into = f" into [{note['into']}](rules/{note['into']}.md)" if "into" in note else ""
    return f"| {code} | {note['outcome']}{into} | {note['reason']} |"


def _glossary() -> list[str]:
    german, english = (sentences(language, "glossary") for language in (DE, EN))
    lines = ["# Glossar · Glossary", "", "The word for every class of the model and every member of its closed lists.", ""]
    for name, table in german.items():
        lines += [f"## {table['_']}", "", f"*{english[name]['_']}*, `{name}`", ""]
        rows = [f"| `{code}` | {text} | {english[name][code]} |" for code, text in table.items() if code != "_"]
        lines += ["| | Deutsch | English |", "|---|---|---|", *rows, ""] if rows else []
    return lines
