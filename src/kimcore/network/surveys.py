"""What the offices answered when they were asked with whom they work."""

from collections.abc import Iterator
from datetime import date

import networkx as nx

from kimcore.model import ActorId, CooperationStrength, Survey, Tie, Town
from kimcore.records import frozen


@frozen(kw_only=True, eq=False)
class SurveyAnswers:
    """The answers of one survey as graphs of those who were asked (*Antworten einer Netzwerkbefragung*)."""

    survey: Survey
    sent: "nx.DiGraph[ActorId]"
    """An arc from i to j: i says it works with j."""
    received: "nx.DiGraph[ActorId]"
    """An arc from j to i: j says that i works with it. The same as `sent` where only one question was put."""
    silent: tuple[ActorId, ...]
    """Who was asked and did not answer."""


def surveys_until(town: Town, *, on: date) -> tuple[Survey, ...]:
    """Return the surveys up to a day in which somebody was asked, the earliest first.

    Example:
        >>> from kimcore.model import UNITS
        >>> surveys_until(Town(municipality=UNITS[0]), on=date(2025, 1, 1))
        ()
    """
    held = [survey for survey in town.surveys or () if survey.on <= on and survey.asked]
    return tuple(sorted(held, key=lambda survey: (survey.on, survey.id)))


def survey_answers(town: Town, survey: Survey) -> SurveyAnswers:
    """Return what was answered in a survey, ready for `confirm`, `density_bounds` and `compare_waves`.

    Both ends of a tie must have been asked. A tie that its source reports is sent, one that its target reports is received,
    one that is mutual is both. Strengths 0 and 1 are no cooperation.

    Example:
        >>> from kimcore.model import UNITS
        >>> a, b = ActorId("a"), ActorId("b")
        >>> survey = Survey(id="s", on=date(2025, 1, 1), asked=(a, b), answered=(a,))
        >>> tie = Tie(id="t", source=a, target=b, reported_by=a, survey="s")
        >>> answers = survey_answers(Town(municipality=UNITS[0], ties=(tie,)), survey)
        >>> list(answers.sent.edges), answers.silent
        ([('a', 'b')], ('b',))
    """
    asked = sorted({*survey.asked})
    ties = [tie for tie in town.ties or () if tie.survey == survey.id and {tie.source, tie.target} <= {*asked}]
    claims = [claim for tie in ties if _is_cooperation(tie) for claim in _claims(tie)]
    sent, received = (_graph(asked, [arc for arc, is_sent in claims if is_sent is side]) for side in (True, False))
    return SurveyAnswers(
        survey=survey,
        sent=sent,
        received=received if received.number_of_edges() else sent,
        silent=tuple(sorted({*asked} - {*survey.answered})),
    )


def _is_cooperation(tie: Tie) -> bool:
    return tie.source != tie.target and (tie.strength or CooperationStrength.EXCHANGE).value >= CooperationStrength.EXCHANGE.value


def _claims(tie: Tie) -> Iterator[tuple[tuple[ActorId, ActorId], bool]]:
    """Give who says it works with whom, and whether as the one who sends."""
    by_target = tie.reported_by == tie.target
    arc = (tie.target, tie.source) if by_target else (tie.source, tie.target)
    yield arc, not by_target
    if tie.is_mutual:
        yield arc, by_target


def _graph(actors: list[ActorId], arcs: list[tuple[ActorId, ActorId]]) -> "nx.DiGraph[ActorId]":
    graph: nx.DiGraph[ActorId] = nx.DiGraph()
    graph.add_nodes_from(actors)
    graph.add_edges_from(sorted(arcs))
    return graph
