"""The proof that kimcore asks of its own rules, for rules from elsewhere (*Konformitätsprüfung*)."""

from collections.abc import Iterable

from kimcore.rules import Outcome, Rule, problems_of
from kimcore.testing.sheets import Example, read_sheet, try_example

_WANTED = (Outcome.FAIL, Outcome.PASS, Outcome.UNKNOWN)


def check_rule(rule: Rule, sheet: str, *, wanted: Iterable[Outcome] = _WANTED) -> tuple[str, ...]:
    r"""Return everything in which a rule falls short of the proof kimcore's own rules give.

    The rule must be complete (code, slug, sources, parameters, facts, texts in both languages), its sheet must show
    the outcomes wanted, and the rule must find in each example what the sheet says and have the words to say it.

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
    return tuple(found)


def _tried(rule: Rule, example: Example) -> tuple[str, ...]:
    try:
        return try_example(rule, example)
    except Exception as error:  # noqa: BLE001  a proof names whatever a foreign rule raises
        return (f"{example.says!r}: {type(error).__name__}: {error}",)
