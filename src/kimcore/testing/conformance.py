"""The proof that kimcore asks of its own rules, for rules from elsewhere (*Konformitätsprüfung*)."""

from collections.abc import Iterable
from datetime import date

from kimcore.rules import CaseCheck, Outcome, Rule, problems_of
from kimcore.testing import synthetic
from kimcore.testing.sheets import Example, read_sheet, try_example

_SYNTHETIC = 400
_DAY = date(2026, 1, 31)
_WANTED = (Outcome.FAIL, Outcome.PASS, Outcome.UNKNOWN)


def check_rule(rule: Rule, sheet: str, *, wanted: Iterable[Outcome] = _WANTED) -> tuple[str, ...]:
    r"""Return everything in which a rule falls short of the proof kimcore's own rules give.

    The rule must be complete (code, slug, sources, parameters, facts, texts in both languages), its sheet must show
    the outcomes wanted, and the rule must find in each example what the sheet says and have the words to say it.
    If a rule on cases brings a column form, it must say the same as the predicates of some hundred synthetic cases.

    Args:
        rule: the rule.
        sheet: the text of its sheet, in the form of `kimcore.testing.sheets`.
        wanted: the outcomes that the sheet has to show.

    Raises:
        RuleError: if the sheet cannot be read.
        BundleError: if a town of an example cannot be drawn.

    Example:
        >>> from kimcore.rules import rule
        >>> check_rule(rule("LG-04"), 'code = "LG-04"\nexample = []')
        ('LG-04: the sheet shows no fail', 'LG-04: the sheet shows no pass', 'LG-04: the sheet shows no unknown')
    """
    examples = read_sheet(sheet, rule=rule)
    shown = {example.outcome for example in examples}
    found = [*problems_of(rule)]
    found += [f"{rule.code}: the sheet shows no {outcome.value}" for outcome in wanted if outcome not in shown]
    found += [difference for example in examples for difference in _tried(rule, example)]
    return (*found, *_differences_in_columns(rule))


def _differences_in_columns(rule: Rule) -> tuple[str, ...]:
    """Return whether the column form that a rule brings says something else than its predicates."""
    if not isinstance(rule.check, CaseCheck) or rule.check.columns is None:
        return ()
    # Imported here: only who writes a column form needs Arrow.
    from kimcore.tables import CaseTables, check_cases  # noqa: PLC0415

    cases = tuple(synthetic.cases(_SYNTHETIC, on=_DAY))
    by_predicates = check_cases(cases, on=_DAY, rules=[rule])
    try:
        by_columns = check_cases(CaseTables.from_cases(cases), on=_DAY, rules=[rule])
    except Exception as error:  # noqa: BLE001  a proof names whatever a foreign rule raises
        return (f"{rule.code}: its column form raised {type(error).__name__}: {error}",)
    if by_predicates.counts() == by_columns.counts() and by_predicates.to_arrow().equals(by_columns.to_arrow()):
        return ()
    return (f"{rule.code}: its column form says something else than its predicates of {_SYNTHETIC} synthetic cases",)


def _tried(rule: Rule, example: Example) -> tuple[str, ...]:
    try:
        return try_example(rule, example)
    except Exception as error:  # noqa: BLE001  a proof names whatever a foreign rule raises
        return (f"{example.says!r}: {type(error).__name__}: {error}",)
