"""Examining a town: measure first, then judge."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve

from kimcore.law import DatedValue, Law, shipped
from kimcore.model import ActorKind, Metric, Town
from kimcore.reports.report import Report
from kimcore.rules import BUILTIN, Context, Profile, Rule, choose, judge


def check(
    town: Town,
    *,
    on: date,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    profile: Profile = Profile.ALL,
    rules: Iterable[Rule] = BUILTIN,
    law: Law | None = None,
    law_on: date | None = None,
) -> Report:
    """Return what the rules find about a town on a day (*Prüfung*).

    Args:
        town: the town, from `kimcore.load` or made in Python.
        on: the day of the question; nothing after it is looked at.
        select: codes or families such as ``"LG-04"`` or ``"LG"``; nothing means all.
        ignore: codes or families to leave out.
        profile: the purpose of the examination; it narrows what is selected.
        rules: the rules to choose from, such as ``(*BUILTIN, *installed_packs().rules)``; kimcore's own by default.
        law: the dated values to judge by; the shipped ones by default.
        law_on: the day whose law is to hold, for asking what a change of law has changed; the same day by default.

    Raises:
        RuleError: if a choice fits no rule.

    Example:
        >>> from datetime import date
        >>> from kimcore.model import UNITS
        >>> check(Town(municipality=UNITS[0]), on=date(2025, 6, 30), select=["ST-04"]).has_errors
        False
    """
    context = evolve(context_of(town, on=on, law=law), law_on=law_on)
    judged = judge(choose(rules, select=select, ignore=ignore, profile=profile), context)
    return Report(
        town=town,
        on=on,
        findings=judged.findings,
        metrics=tuple(context.metrics.values()),
        broken=judged.broken,
    )


def context_of(town: Town, *, on: date, law: Law | None = None) -> Context:
    """Return what rules are given: the town on the day, the law, and the metrics, measured now."""
    valid = shipped() if law is None else law
    return Context(town=town, on=on, law=valid, metrics=_measured(town, on, valid))


def _measured(town: Town, on: date, law: Law) -> Mapping[str, Metric]:
    # Imported here, so that the numeric libraries are loaded only when something is measured.
    from kimcore.network.cooperation import measure  # noqa: PLC0415

    listed = law.find("lg.core_actors", on)
    core = frozenset(map(ActorKind, listed.codes)) if isinstance(listed, DatedValue) else frozenset()
    return {metric.name: metric for metric in measure(town, on=on, core=core)}
