"""What a steering group must know of a network before it reads on: a few sentences, and what they cannot say."""

from collections.abc import Iterator

from kimcore.network import Axis, Grouping
from kimcore.reports.network_flow_section import shown_needs
from kimcore.reports.network_flows import FlowsView
from kimcore.reports.network_report import AnswersView, NetworkReport, WavesView
from kimcore.reports.network_words import Wording
from kimcore.reports.page import Block, Lines
from kimcore.text import join, render


def brief(report: NetworkReport, words: Wording) -> tuple[Block, ...]:
    """Return the network in a few sentences, each of them a fact that the report goes into below."""
    facts = (
        *_whole(report, words),
        *_weakest_axis(report, words),
        *_answers(report.answers, words),
        *_waves(report.waves, words),
        *_flows(report.flows, words),
    )
    cannot = tuple(words.word("brief", key) for key in ("cannot_judge", "cannot_see", "cannot_blame"))
    return *facts, Lines(cannot, words.word("brief", "cannot"))


def _whole(report: NetworkReport, words: Wording) -> Iterator[str]:
    alone = [actor for actor, ties in report.degree.values.items() if not ties]
    every = str(report.ties.n)
    if alone:
        yield _fact(words, "isolates", count=str(len(alone)), all=every, names=words.listed(alone))
    else:
        yield _fact(words, "no_isolates", all=every)
    cutting = [actor for actor, parts in report.cut_actors.values.items() if parts]
    yield _fact(words, "cuts", names=words.listed(cutting)) if cutting else words.phrase("no_cuts")


def _weakest_axis(report: NetworkReport, words: Wording) -> Iterator[str]:
    """Say between which building blocks there is no tie, or where there are fewest by what their sizes would bring."""
    group = next((group for group in report.groups if group.kind is Grouping.BUILDING_BLOCK), None)
    axes = group.axes.axes if group else ()
    for axis in axes:
        if not axis.ties:
            one, other = _ends(axis, words)
            yield _fact(words, "no_axis", one=one, other=other)
    weak = [axis for axis in axes if axis.ratio is not None and axis.ratio < 1]
    if weak and all(axis.ties for axis in axes):
        weakest = min(weak, key=lambda axis: (axis.ratio or 0, str(axis.one), str(axis.other)))
        one, other = _ends(weakest, words)
        yield _fact(words, "axis", one=one, other=other, ties=words.number(weakest.ties), expected=_expected(weakest, words))


def _ends(axis: Axis, words: Wording) -> tuple[str, str]:
    return _block_name(axis.one, words), _block_name(axis.other, words)


def _block_name(block: object, words: Wording) -> str:
    """Name a building block by number and purpose, for readers who do not know the numbers by heart."""
    number, _, purpose = render(str(block), "BuildingBlock", words.language).partition(": ")
    return f"{number} ({purpose.partition(',')[0]})" if purpose else number


def _expected(axis: Axis, words: Wording) -> str:
    return words.number(round(axis.ties / axis.ratio) if axis.ratio else None)


def _answers(view: AnswersView | None, words: Wording) -> Iterator[str]:
    if view is None:
        yield words.phrase("no_survey")
        return
    asked = len({*view.answers.survey.asked})
    yield _fact(words, "answers", asked=str(asked), answered=str(asked - len(view.answers.silent)))
    if view.confirmation.rate is not None:
        yield _fact(words, "confirmed", share=words.number(view.confirmation.rate, "confirmation_rate"))


def _waves(view: WavesView | None, words: Wording) -> Iterator[str]:
    if view is not None:
        counts = {"kept": view.change.kept, "gained": view.change.gained, "lost": view.change.lost}
        day = render(view.before.on, "date", words.language)
        yield _fact(words, "waves", day=day, **{name: str(len(ties)) for name, ties in counts.items()})


def _flows(view: FlowsView, words: Wording) -> Iterator[str]:
    if not view.cases or view.protection.is_few(view.cases):
        return
    median, p90 = view.waiting.median.value, view.waiting.p90.value
    if median is not None and p90 is not None:
        yield _fact(words, "waiting", median=_days(median, words), p90=_days(p90, words))
    alone = [
        _fact(words, "need", need=render(need.field.value, "FieldOfAction", words.language), office=words.called(need.only))
        for need in shown_needs(view)
        if need.only is not None
    ]
    if alone:
        yield _fact(words, "needs", needs=join(alone, words.language))


def _days(number: float, words: Wording) -> str:
    return render(number, "days", words.language)


def _fact(words: Wording, key: str, /, **facts: str) -> str:
    return words.fact("brief", key, **facts)
