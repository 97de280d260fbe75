"""Asking the same question of every waiver that was granted by the day."""

from collections.abc import Callable, Iterator, Mapping

from kimcore.model import Waiver
from kimcore.rules.context import Context
from kimcore.rules.outcome import Verdict, failed, not_applicable, passed
from kimcore.rules.rule import TownCheck
from kimcore.text import Fact


def each_waiver(is_wrong: Callable[[Waiver, Context], bool]) -> TownCheck:
    """Return a check that fails for every granted waiver of which a question is true."""

    def check(context: Context) -> Iterator[Verdict]:
        granted = [waiver for waiver in context.town.waivers if waiver.granted_on <= context.on]
        if not granted:
            yield not_applicable()
        for waiver in granted:
            facts: Mapping[str, Fact] = {"rule": waiver.rule, "last_day": waiver.last_day}
            yield failed(waiver.id, facts) if is_wrong(waiver, context) else passed(waiver.id)

    return check


WAIVER_FACTS = {"rule": "key", "last_day": "date"}
"""The facts that every rule on waivers finds."""
