"""The kinds of life situation that come to case management in Musterkreis."""

from collections.abc import Mapping

from attrs import frozen

from kimcore.model import AgeGroup, FieldOfAction, Household, LegalField, ResidenceStatus, TargetGroup

_Age = AgeGroup
_Field = FieldOfAction
_Home = Household
_Law = LegalField
_Status = ResidenceStatus


@frozen(kw_only=True)
class Profile:
    """What cases of one kind have in common; the first status and law hold at the start, the last at the end."""

    key: str
    groups: tuple[TargetGroup, ...]
    ages: tuple[AgeGroup, ...]
    homes: tuple[Household, ...]
    fields: tuple[FieldOfAction, ...]
    statuses: tuple[ResidenceStatus, ...]
    laws: tuple[tuple[LegalField, str], ...]


RECOGNISED = Profile(
    key="recognised",
    groups=(TargetGroup.REFUGEES,),
    ages=(_Age.FROM_21_TO_26, _Age.FROM_27_TO_44, _Age.FROM_27_TO_44, _Age.FROM_45_TO_64),
    homes=(_Home.SINGLE, _Home.FAMILY, _Home.SHARED, _Home.COUPLE),
    fields=(_Field.LIVELIHOOD, _Field.HOUSING, _Field.LANGUAGE, _Field.WORK, _Field.HEALTH),
    statuses=(_Status.AUFENTHALTSGESTATTUNG, _Status.AUFENTHALTSERLAUBNIS),
    laws=((_Law.ASYLBLG, "leistungsstelle"), (_Law.SGB_II, "jobcenter")),
)
TOLERATED = Profile(
    key="tolerated",
    groups=(TargetGroup.TOLERATED,),
    ages=(_Age.FROM_27_TO_44, _Age.FROM_27_TO_44, _Age.FROM_45_TO_64),
    homes=(_Home.SHARED, _Home.FAMILY, _Home.SINGLE),
    fields=(_Field.RESIDENCE, _Field.LANGUAGE, _Field.WORK, _Field.HEALTH),
    statuses=(_Status.DULDUNG,),
    laws=((_Law.ASYLBLG, "leistungsstelle"),),
)
PROTECTED = Profile(
    key="protected",
    groups=(TargetGroup.REFUGEES,),
    ages=(_Age.FROM_21_TO_26, _Age.FROM_27_TO_44, _Age.FROM_27_TO_44, _Age.FROM_45_TO_64),
    homes=(_Home.SINGLE_PARENT, _Home.FAMILY, _Home.SINGLE),
    fields=(_Field.LANGUAGE, _Field.EDUCATION, _Field.HOUSING, _Field.WORK, _Field.HEALTH),
    statuses=(_Status.VORUEBERGEHENDER_SCHUTZ,),
    laws=((_Law.SGB_II, "jobcenter"),),
)
EU_NEWCOMER = Profile(
    key="eu",
    groups=(TargetGroup.EU_NEWCOMERS,),
    ages=(_Age.FROM_21_TO_26, _Age.FROM_27_TO_44, _Age.FROM_45_TO_64),
    homes=(_Home.FAMILY, _Home.COUPLE, _Home.SINGLE),
    fields=(_Field.LIVELIHOOD, _Field.WORK, _Field.ORIENTATION, _Field.EDUCATION),
    statuses=(_Status.FREIZUEGIGKEIT,),
    laws=((_Law.SGB_III, "agentur"), (_Law.SGB_II, "jobcenter")),
)
FAMILY_MEMBER = Profile(
    key="family",
    groups=(TargetGroup.FAMILY_REUNIFICATION,),
    ages=(_Age.FROM_14_TO_17, _Age.FROM_21_TO_26, _Age.FROM_27_TO_44),
    homes=(_Home.FAMILY, _Home.FAMILY, _Home.COUPLE),
    fields=(_Field.LANGUAGE, _Field.EDUCATION, _Field.FAMILY, _Field.ORIENTATION, _Field.DATA_AND_DIGITAL),
    statuses=(_Status.AUFENTHALTSERLAUBNIS,),
    laws=((_Law.SGB_II, "jobcenter"),),
)
SKILLED = Profile(
    key="skilled",
    groups=(TargetGroup.SKILLED_WORKERS,),
    ages=(_Age.FROM_27_TO_44,),
    homes=(_Home.SINGLE, _Home.COUPLE, _Home.FAMILY),
    fields=(_Field.WORK, _Field.HOUSING, _Field.LANGUAGE, _Field.INTERPRETING),
    statuses=(_Status.AUFENTHALTSERLAUBNIS,),
    laws=((_Law.SGB_III, "agentur"),),
)
YOUNG = Profile(
    key="young",
    groups=(TargetGroup.YOUNG_ADULTS, TargetGroup.REFUGEES),
    ages=(_Age.FROM_18_TO_20,),
    homes=(_Home.SHARED, _Home.SINGLE),
    fields=(_Field.FAMILY, _Field.EDUCATION, _Field.WORK, _Field.HOUSING),
    statuses=(_Status.AUFENTHALTSERLAUBNIS,),
    laws=((_Law.SGB_VIII, "jugendamt"), (_Law.SGB_II, "jobcenter")),
)
OLDER = Profile(
    key="older",
    groups=(TargetGroup.REFUGEES,),
    ages=(_Age.FROM_65,),
    homes=(_Home.SINGLE, _Home.COUPLE),
    fields=(_Field.HEALTH, _Field.LIVELIHOOD, _Field.HOUSING),
    statuses=(_Status.AUFENTHALTSGESTATTUNG, _Status.AUFENTHALTSERLAUBNIS),
    laws=((_Law.ASYLBLG, "leistungsstelle"), (_Law.SGB_XII, "sozialamt")),
)
SETTLING = Profile(
    key="settling",
    groups=(TargetGroup.LONG_TERM_RESIDENTS,),
    ages=(_Age.FROM_27_TO_44, _Age.FROM_45_TO_64),
    homes=(_Home.SINGLE, _Home.COUPLE),
    fields=(_Field.RESIDENCE, _Field.WORK, _Field.LANGUAGE),
    statuses=(_Status.CHANCEN_AUFENTHALT,),
    laws=((_Law.SGB_II, "jobcenter"),),
)
"""Long-term residents; their way through residence law is told one by one in `residence`."""

PROFILES = (RECOGNISED, TOLERATED, PROTECTED, EU_NEWCOMER, FAMILY_MEMBER, SKILLED, YOUNG, OLDER, SETTLING)

ORDER = (
    *(RECOGNISED, PROTECTED, TOLERATED, EU_NEWCOMER, FAMILY_MEMBER, RECOGNISED, PROTECTED, YOUNG, RECOGNISED, TOLERATED),
    *(FAMILY_MEMBER, PROTECTED, RECOGNISED, EU_NEWCOMER, SKILLED, RECOGNISED, PROTECTED, FAMILY_MEMBER, TOLERATED, YOUNG),
)
"""How the situations of new cases follow one another, again and again."""

RECEIVERS: Mapping[FieldOfAction, tuple[str, ...]] = {
    _Field.DATA_AND_DIGITAL: ("buergerservice", "fluechtlingshilfe"),
    _Field.EDUCATION: ("schulamt", "berufskolleg", "kita-verbund"),
    _Field.FAMILY: ("jugendamt", "familienbildung"),
    _Field.HEALTH: ("gesundheitsamt", "klinikum", "psychosoziales-zentrum"),
    _Field.HOUSING: ("wohnen", "sozialamt"),
    _Field.INTERPRETING: ("gesundheitsamt", "fluechtlingshilfe"),
    _Field.LANGUAGE: ("volkshochschule", "bamf"),
    _Field.LIVELIHOOD: ("jobcenter", "sozialamt"),
    _Field.ORIENTATION: ("migrationsberatung", "integrationsagentur"),
    _Field.RESIDENCE: ("abh", "migrationsberatung", "ebh"),
    _Field.WORK: ("jobcenter", "agentur", "bildungswerk"),
}
"""To whom people are referred for a need, in the order in which it is tried."""
