"""The commands on the loop from needs to effects: what each takes and does.

Numbers on referrals and towns need numpy, so each command imports its rooms when it runs.
"""

import argparse
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from kimcore.bundle import load
from kimcore.cli.arguments import FORMS, add_day, add_files, add_format, add_protection, add_town, command, day_of, protection_of
from kimcore.cli.output import OK, answer
from kimcore.cli.pictures import pictured, refuse_pictures
from kimcore.errors import KimcoreError
from kimcore.model import Town
from kimcore.reports.page import Page, illustrated, with_picture

_YEAR = timedelta(days=365)


def add_loop_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands on referrals, themes, goals, responsibilities, effects and several towns."""
    passed_on = command(commands, "referrals", run_referrals, "tell who takes people on, how long it takes and who is lost")
    add_town(passed_on, date.today())
    groups = ("receiver", "field", "edge", "quarter")
    passed_on.add_argument("--by", choices=groups, default="receiver", help="what to gather by (default: receiver)")
    passed_on.add_argument("--from", dest="since", type=day_of, metavar="DAY", help="first day of the loads (default: a year)")
    passed_on.add_argument(
        "--capacity",
        type=_places,
        default={},
        metavar="OFFICE=PLACES,…",
        help="how many people offices can hold at a time, such as jobcenter=40,schulamt=12",
    )
    add_format(passed_on, FORMS, has_pictures=True)

    condensed = command(commands, "themes", run_themes, "condense the barriers nobody has taken up into candidate themes")
    add_files(condensed)
    add_day(condensed, date.today())
    add_protection(condensed)
    add_format(condensed, FORMS)
    reached = command(commands, "goals", run_goals, "tell how far goals were reached, and what was seen around measures")
    add_town(reached, date.today())
    reached.add_argument("--measure", metavar="KEY", help="only the goals of this measure")
    add_format(reached, FORMS)
    answering = command(commands, "duties", run_duties, "tell who is accountable for what, and where that is unclear")
    add_town(answering, date.today())
    add_format(answering, FORMS)
    showing = command(commands, "effects", run_effects, "show indicators of effect, and what differed around a measure")
    add_town(showing, date.today())
    showing.add_argument("--measure", metavar="KEY", help="compare before and after this measure, and model the difference")
    showing.add_argument("--assumptions", type=Path, metavar="FILE", help="TOML: what the model may assume, with sources")
    add_format(showing, FORMS)
    comparing = command(commands, "towns", run_towns, "compare several towns, each against what its size allows")
    add_files(comparing)
    comparing.add_argument("--adjust", action="store_true", help="widen the limits where towns differ by more than chance")
    comparing.add_argument("--from", dest="since", type=day_of, metavar="DAY", help="first day that counts (default: a year)")
    add_day(comparing, date.today())
    add_protection(comparing)
    add_format(comparing, FORMS, has_pictures=True)


def run_referrals(arguments: argparse.Namespace) -> int:
    """Tell how referrals fare."""
    from kimcore.evidence import ReferralsBy, office_loads, referral_flow  # noqa: PLC0415 - as the module says
    from kimcore.reports.referrals_report import referrals_json, referrals_page  # noqa: PLC0415 - as the module says

    refuse_pictures(arguments)
    town = load(arguments.file)
    protection = protection_of(arguments, town)
    since, language = arguments.since or arguments.on - _YEAR, arguments.language
    found = referral_flow(town, on=arguments.on, by=ReferralsBy(arguments.by))
    loads = office_loads(town, first_day=since, last_day=arguments.on, capacity=arguments.capacity)

    def illustrate(page: Page) -> Page:
        from kimcore.reports.plots import waiting_figure  # noqa: PLC0415 - only who asks for pictures needs what draws them

        return with_picture(page, waiting_figure(town, on=arguments.on, language=language, protection=protection))

    page = partial(referrals_page, town, found, loads, since=since, language=language, protection=protection)
    answer(
        arguments,
        lambda: pictured(page(), arguments, illustrate),
        lambda: referrals_json(town, found, loads, since=since, protection=protection),
    )
    return OK


def run_themes(arguments: argparse.Namespace) -> int:
    """Condense barriers of one town or several into candidate themes."""
    from kimcore.evidence import candidates_of, thresholds  # noqa: PLC0415 - as the module says
    from kimcore.reports.themes_report import themes_json, themes_page  # noqa: PLC0415 - as the module says

    towns = _load_each(arguments)
    protection = protection_of(arguments, *towns)
    found = candidates_of(towns, on=arguments.on)
    least = thresholds(towns[0], on=arguments.on)
    answer(
        arguments,
        lambda: themes_page(towns, found, least, on=arguments.on, language=arguments.language, protection=protection),
        lambda: themes_json(found, least, on=arguments.on, protection=protection),
    )
    return OK


def run_goals(arguments: argparse.Namespace) -> int:
    """Tell how far goals were reached."""
    from kimcore.evidence import attainment_over_time, before_after, before_after_each  # noqa: PLC0415 - as the module says
    from kimcore.reports.goals_report import goals_json, goals_page  # noqa: PLC0415 - as the module says

    town = load(arguments.file)
    protection = protection_of(arguments, town)
    over_time = attainment_over_time(town, days=_half_years(arguments.on), measure=arguments.measure)
    if arguments.measure is None:
        compared = before_after_each(town, on=arguments.on)
    else:
        compared = (before_after(town, arguments.measure, on=arguments.on),)
    answer(
        arguments,
        lambda: goals_page(town, over_time, compared, language=arguments.language, protection=protection),
        lambda: goals_json(over_time, compared, protection=protection),
    )
    return OK


def run_duties(arguments: argparse.Namespace) -> int:
    """Tell who is accountable for what."""
    from kimcore.evidence import duties_of  # noqa: PLC0415 - as the module says
    from kimcore.reports.duties_report import duties_json, duties_page  # noqa: PLC0415 - as the module says

    town = load(arguments.file)
    protection = protection_of(arguments, town)
    found = duties_of(town, on=arguments.on)
    answer(
        arguments,
        lambda: duties_page(town, found, language=arguments.language, protection=protection),
        lambda: duties_json(found, protection=protection),
    )
    return OK


def run_effects(arguments: argparse.Namespace) -> int:
    """Show indicators of effect, and what differed around a measure."""
    from kimcore.evidence import Assumption, indicator_series, read_assumptions  # noqa: PLC0415 - as the module says
    from kimcore.reports.effects_report import around_measure, effects_json, effects_page  # noqa: PLC0415 - as the module says
    from kimcore.reports.loop_words import LoopWords  # noqa: PLC0415 - as the module says

    town, on, measure = load(arguments.file), arguments.on, arguments.measure
    protection = protection_of(arguments, town)
    series = indicator_series(town, on=on)
    assumptions: tuple[Assumption, ...] = ()
    if arguments.assumptions is not None:
        if measure is None:
            raise KimcoreError(LoopWords("effects", arguments.language).said("need_measure"))
        arguments.file = arguments.assumptions  # what a message about an unusable file names
        assumptions = read_assumptions(arguments.assumptions)
    around = None if measure is None else around_measure(town, measure, on=on, assumptions=assumptions)
    answer(
        arguments,
        lambda: effects_page(town, series, around, on=on, language=arguments.language, protection=protection),
        lambda: effects_json(series, around, on=on, protection=protection),
    )
    return OK


def run_towns(arguments: argparse.Namespace) -> int:
    """Compare the same numbers of several towns."""
    from kimcore.evidence import compare_towns  # noqa: PLC0415 - as the module says
    from kimcore.reports.towns_report import towns_json, towns_page  # noqa: PLC0415 - as the module says

    refuse_pictures(arguments)
    towns = _load_each(arguments)
    protection = protection_of(arguments, *towns)
    on, since, language = arguments.on, arguments.since, arguments.language
    found = compare_towns(towns, on=on, first_day=since, adjust=arguments.adjust, protection=protection)

    def illustrate(page: Page) -> Page:
        from kimcore.reports.plots import funnel_figures  # noqa: PLC0415 - only who asks for pictures needs what draws them

        titles = {section.title for section in page.sections}
        return illustrated(page, funnel_figures(found, titles, language=language))

    page = partial(towns_page, towns, found, language=language, protection=protection)
    answer(arguments, lambda: pictured(page(), arguments, illustrate), lambda: towns_json(found, protection=protection))
    return OK


def _load_each(arguments: argparse.Namespace) -> tuple[Town, ...]:
    towns = []
    for path in arguments.files:
        arguments.file = path  # what a message about an unusable file names
        towns.append(load(path))
    return tuple(towns)


def _half_years(on: date) -> list[date]:
    """Return the ends of the last half years before a day, and the day."""
    ends = [date(year, month, day) for year in range(max(1, on.year - 5), on.year + 1) for month, day in ((6, 30), (12, 31))]
    return [*(end for end in ends if end < on), on]


def _places(text: str) -> dict[str, float]:
    """Return what offices can hold.

    Raises:
        ArgumentTypeError: if the text is not written as such.
    """
    pairs = [part.partition("=") for part in text.split(",")]
    try:
        return {office.strip(): float(places) for office, _, places in pairs}
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"capacities are written OFFICE=PLACES,OFFICE=PLACES, not {text!r}") from error
