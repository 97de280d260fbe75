"""Typed keys: what one record uses to name another (*Schlüssel*).

A key is a pseudonym: lower-case letters, digits and single hyphens, such as ``jobcenter`` or ``case-0017``.
It never holds a name, a birth date or a file number of a person.
"""

from typing import NewType

KEY_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""Every key but a municipality's matches this pattern as a whole."""

KEY_LENGTH = 64
"""The most characters a key may have."""

MUNICIPALITY_KEY_PATTERN = r"05[13579][0-9]{2}(?:[0-9]{3}|[0-9]{7})?"
"""AGS of a Kreis (5 digits) or municipality (8), or the ARS (12); ``05`` is North Rhine-Westphalia."""

MunicipalityKey = NewType("MunicipalityKey", str)
"""Official key of a municipality, AGS or ARS (*Amtlicher Gemeindeschlüssel, Regionalschlüssel*)."""

SourceId = NewType("SourceId", str)
ActorId = NewType("ActorId", str)
PositionId = NewType("PositionId", str)
StaffId = NewType("StaffId", str)
"""Pseudonym of a person who works in a position (*Pseudonym einer Fachkraft*)."""
GrantId = NewType("GrantId", str)
FundingLineId = NewType("FundingLineId", str)
AgreementId = NewType("AgreementId", str)
ConceptId = NewType("ConceptId", str)
BodyId = NewType("BodyId", str)
"""Key of a steering group or of a working body (*Gremium*)."""
MembershipId = NewType("MembershipId", str)
MeetingId = NewType("MeetingId", str)
DecisionId = NewType("DecisionId", str)
ResponsibilityId = NewType("ResponsibilityId", str)
InterfaceId = NewType("InterfaceId", str)
GoalId = NewType("GoalId", str)
TieId = NewType("TieId", str)
SurveyId = NewType("SurveyId", str)
CaseId = NewType("CaseId", str)
"""Pseudonym of a case; it holds at least one digit (*Fallpseudonym*)."""
NeedId = NewType("NeedId", str)
CaseGoalId = NewType("CaseGoalId", str)
ReferralId = NewType("ReferralId", str)
ConsentId = NewType("ConsentId", str)
BarrierId = NewType("BarrierId", str)
ThemeId = NewType("ThemeId", str)
ProposalId = NewType("ProposalId", str)
MeasureId = NewType("MeasureId", str)
ReviewId = NewType("ReviewId", str)
IndicatorId = NewType("IndicatorId", str)
RequestId = NewType("RequestId", str)
BreachId = NewType("BreachId", str)
ReportId = NewType("ReportId", str)
TemplateId = NewType("TemplateId", str)
WaiverId = NewType("WaiverId", str)
