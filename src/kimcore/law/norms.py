"""Which norms a step of a reckoning rests on."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kimcore.errors import LawError
from kimcore.law.lookup import Law
from kimcore.law.steps import Move, Regime, Step, StepCode

_SHIFTS = (StepCode.SATURDAY, StepCode.SUNDAY, StepCode.HOLIDAY)
_CIVIL: Mapping[StepCode, str] = MappingProxyType(
    {
        StepCode.EVENT_DAY_LEFT_OUT: "bgb.187_1",
        StepCode.FIRST_DAY_COUNTS: "bgb.187_2",
        StepCode.AFTER_NOTIFICATION: "bgb.187_1",
        StepCode.HALF_YEARS_AS_MONTHS: "bgb.189",
        StepCode.QUARTERS_AS_MONTHS: "bgb.189",
        StepCode.HALF_MONTHS_AS_DAYS: "bgb.189",
        StepCode.HALF_MONTH_LAST: "bgb.189",
        StepCode.DAYS_RUN: "bgb.188_1",
        StepCode.WEEKS_RUN: "bgb.188_2",
        StepCode.MONTHS_RUN: "bgb.188_2",
        StepCode.YEARS_RUN: "bgb.188_2",
        StepCode.LAST_DAY_OF_MONTH: "bgb.188_3",
        StepCode.PART_OF_MONTH: "bgb.192",
        StepCode.EXTENDED: "bgb.190",
    }
)
"""The steps that administrative law takes over from the civil code."""
_OWN: Mapping[Regime, Mapping[StepCode, str]] = MappingProxyType(
    {
        Regime.BGB: dict.fromkeys(_SHIFTS, "bgb.193"),
        Regime.VWVFG_NRW: {
            **dict.fromkeys(_SHIFTS, "vwvfg_nrw.31_3"),
            StepCode.AFTER_NOTIFICATION: "vwvfg_nrw.31_2",
            StepCode.BENEFIT_TIME_STANDS: "vwvfg_nrw.31_4",
            StepCode.FIXED_DAY_STANDS: "vwvfg_nrw.31_5",
            StepCode.EXTENDED: "vwvfg_nrw.31_7",
            StepCode.HOURS_RUN: "vwvfg_nrw.31_6",
        },
        Regime.SGB_X: dict.fromkeys(
            (
                *_SHIFTS,
                StepCode.AFTER_NOTIFICATION,
                StepCode.BENEFIT_TIME_STANDS,
                StepCode.FIXED_DAY_STANDS,
                StepCode.EXTENDED,
                StepCode.HOURS_RUN,
            ),
            "sgb_x.26",
        ),
        Regime.EU: dict.fromkeys(
            (
                *_SHIFTS,
                StepCode.EVENT_DAY_LEFT_OUT,
                StepCode.DAYS_RUN,
                StepCode.WEEKS_RUN,
                StepCode.MONTHS_RUN,
                StepCode.YEARS_RUN,
                StepCode.LAST_DAY_OF_MONTH,
                StepCode.TWO_WORKING_DAYS,
                StepCode.HOURS_RUN,
            ),
            "eu_1182_71",
        ),
    }
)
_BRIDGE = MappingProxyType({Regime.VWVFG_NRW: "vwvfg_nrw.31_1", Regime.SGB_X: "sgb_x.26"})
"""By which norm an act takes the civil code over."""
_REMEDIES_AND_RIGHTS: Mapping[StepCode, str] = MappingProxyType(
    {
        StepCode.OBJECTION_WITHIN: "vwgo.70",
        StepCode.ACTION_WITHIN: "vwgo.74",
        StepCode.NOT_INSTRUCTED: "vwgo.58_2",
        StepCode.ANSWER_WITHIN: "dsgvo.12_3",
        StepCode.ANSWER_EXTENDED: "dsgvo.12_3",
        StepCode.BREACH_NOTICE_WITHIN: "dsgvo.33",
    }
)
"""The steps that have the same norm in every regime."""


def with_norms(moves: Iterable[Move], regime: Regime, law: Law) -> tuple[Step, ...]:
    """Return the moves as steps, each with the norms it rests on.

    Raises:
        LawError: if the regime has no rule for one of them.
    """
    return tuple(step_on(move, norm_keys(move.code, regime), law) for move in moves)


def step_on(move: Move, keys: tuple[str, ...], law: Law) -> Step:
    """Return a move as a step that rests on the norms with these keys, without their ending ``.in_force``."""
    return Step(
        code=move.code,
        day=move.day,
        norms=tuple(law.on(f"{key}.in_force", move.day) for key in keys),
        facts=tuple(sorted((("day", move.day), *move.facts))),
    )


def norm_keys(code: StepCode, regime: Regime) -> tuple[str, ...]:
    """Return the keys of the norms that a step rests on, without their ending ``.in_force``.

    Raises:
        LawError: if the regime has no rule for such a step.

    Example:
        >>> norm_keys(StepCode.MONTHS_RUN, Regime.VWVFG_NRW)
        ('vwvfg_nrw.31_1', 'bgb.188_2')
    """
    if code in _REMEDIES_AND_RIGHTS:
        return (_REMEDIES_AND_RIGHTS[code],)
    own = _OWN[regime].get(code)
    civil = None if regime is Regime.EU else _CIVIL.get(code)
    if own is None and civil is None:
        raise LawError(f"{regime.value} has no rule for the step {code.value!r}")
    first = own or _BRIDGE.get(regime)
    return tuple(key for key in (first, civil) if key is not None)
