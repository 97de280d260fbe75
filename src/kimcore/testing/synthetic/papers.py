"""What the person of a synthetic case was told and agreed to, and which data went where."""

from kimcore.model.consent import (
    Consent,
    ConsentForm,
    ConsentGiver,
    ConsentKind,
    DataKind,
    DataTransfer,
    FlowDirection,
    InformationGiven,
    LegalBasis,
)
from kimcore.model.keys import ActorId, ConsentId
from kimcore.model.period import Period
from kimcore.model.situations import AgeGroup
from kimcore.testing.synthetic.course import RECEIVERS
from kimcore.testing.synthetic.frame import Frame

_FORMS = tuple(ConsentForm)
_LANGUAGES = ("ar", "de", "en", "fa", "fr", "ku", "tr", "uk")
_PURPOSES = ("Vermittlung an Fachstellen", "Begleitung zu Behörden", "Kostenübernahme klären")
_RECEIVERS = tuple(dict.fromkeys(RECEIVERS.values()))
_KINDS = (DataKind.MASTER, DataKind.NEEDS_AND_PLAN, DataKind.BENEFITS, DataKind.RESIDENCE, DataKind.EDUCATION_AND_WORK)
_MINORS = frozenset({AgeGroup.UNDER_14, AgeGroup.FROM_14_TO_17})


def information(frame: Frame) -> tuple[InformationGiven, ...]:
    """Return the notice that is handed out when a case is opened."""
    return (InformationGiven(on=frame.opened_on, language=frame.chance.one_of(_LANGUAGES) if frame.is_recorded() else None),)


def consents(frame: Frame, age: AgeGroup | None) -> tuple[Consent, ...]:
    """Return the consent and, for some, the release from confidentiality that a person gave at the beginning."""
    chance = frame.chance
    recipients = chance.some_of(_RECEIVERS, least=1, most=3)
    kinds = chance.some_of(_KINDS, least=2, most=3)
    form, language, purpose = chance.one_of(_FORMS), chance.one_of(_LANGUAGES), chance.one_of(_PURPOSES)
    giver = ConsentGiver.CUSTODIAN if age in _MINORS else ConsentGiver.SELF
    last_day = chance.later(frame.last_day, 30, 400) if frame.is_recorded() else None
    consent = Consent(
        id=ConsentId("e1"),
        kind=ConsentKind.DATA_PROTECTION,
        given_on=frame.opened_on,
        purpose=purpose,
        data_kinds=kinds,
        recipients=recipients,
        form=form,
        language=language,
        given_by=giver,
        valid=None if last_day is None else Period(first_day=frame.opened_on, last_day=last_day),
        withdrawn_on=frame.day(100, 700) if chance.happens(5) else None,
    )
    if not frame.is_recorded():
        return (consent,)
    release = Consent(
        id=ConsentId("e2"),
        kind=ConsentKind.CONFIDENTIALITY_RELEASE,
        given_on=frame.opened_on,
        purpose=purpose,
        data_kinds=kinds,
        recipients=recipients,
        direction=FlowDirection.MUTUAL,
        form=form,
        language=language,
        given_by=giver,
    )
    return (consent, release)


def transfers(frame: Frame, given: tuple[Consent, ...]) -> tuple[DataTransfer, ...]:
    """Return which data went to an office: with the consent that covers it, or under a provision."""
    chance = frame.chance
    on = frame.day(5, 60)
    if on is None:
        return ()
    if not given:
        is_special = chance.happens(20)
        return (
            DataTransfer(
                on=on,
                recipient=ActorId("gesundheitsamt") if is_special else chance.one_of(_RECEIVERS),
                data_kinds=(DataKind.HEALTH,) if is_special else _KINDS[:1],
                basis=LegalBasis.STATUTE,
                norm="§ 69 SGB X",
                special_norm="Art. 9 Abs. 2 Buchst. h DSGVO" if is_special else None,
            ),
        )
    consent, *releases = given
    return (
        DataTransfer(
            on=on,
            recipient=consent.recipients[0],
            data_kinds=consent.data_kinds[:1],
            basis=LegalBasis.CONSENT,
            consent=consent.id,
            release=releases[0].id if releases else None,
        ),
    )
