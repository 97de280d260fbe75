"""The publications that rules rest on, each written down once."""

from kimcore.law import Source

TINTG_9 = Source(
    title="§ 9 TIntG NRW vom 25.11.2021 (GV. NRW. S. 1213a)",
    url="https://recht.nrw.de/lmi/owa/br_bes_detail?sg=0&menu=0&bes_id=47273&anw_nr=2&aufgehoben=N&det_id=634488",
    dated="2024-04-17",
)
FUNDING_PAGE = Source(
    title="Bezirksregierung Arnsberg, Förderung Kommunales Integrationsmanagement",
    url=(
        "https://bra.nrw.de/integration-migration/kompetenzzentrum-fuer-integration/"
        "foerderung-kommunen/kommunales-integrationsmanagement-kim"
    ),
    dated=None,
)
STEERING_PAGE = Source(
    title="kim.nrw, Die KIM-Lenkungsgruppe",
    url="https://kim.nrw/kim-fuer-akteurinnen/alle-informationen-zu-kim/die-kim-lenkungsgruppe",
    dated="2024-04",
)
STRUCTURE_PAGE = Source(
    title="kim.nrw, Was ist der Strukturansatz im Kommunalen Integrationsmanagement?",
    url="https://kim.nrw/kim-fuer-akteurinnen/wissensbereich-zum-kim/was-ist-der-strukturansatz-im-kommunalen-integrationsmanagement",
    dated="2024~",
)
BLOCKS_PAGE = Source(
    title="kim.nrw, Was sind die Bausteine des Kommunalen Integrationsmanagements?",
    url=(
        "https://kim.nrw/kim-fuer-akteurinnen/wissensbereich-zum-kim/"
        "was-sind-die-bausteine-des-kommunalen-integrationsmanagements"
    ),
    dated="2024~",
)
FAQ_PAGE = Source(
    title="kim.nrw, Häufige Fragen und Antworten",
    url="https://kim.nrw/kim-fuer-akteurinnen/service/haeufige-fragen-und-antworten",
    dated="2024~",
)
PADERBORN_STEERING = Source(
    title="Bildungsregion Paderborn, Lenkungsgruppe KIM",
    url="https://www.bildungsregion-paderborn.de/biz/bildungs-und-integrationsregion/Lenkungsgruppe-KIM.php",
    dated=None,
)
GUETERSLOH_REVIEW = Source(
    title="Kreis Gütersloh, Zehn Kommunen sind dabei: Kommunales Integrationsmanagement zieht Zwischenbilanz",
    url=(
        "https://marktplatz-hsw.de/index.php/2024/02/21/"
        "zehn-kommunen-sind-dabei-kommunales-integrationsmanagement-zieht-zwischenbilanz"
    ),
    dated="2024-02",
)
HEINSBERG_PAPER = Source(
    title="Kreis Heinsberg, Vorlage 0186/2023",
    url="https://sitzungsdienst.kreis-heinsberg.de/bi/vo0050.asp?__kvonr=3182&s=78F46D08D646A304C8C1CFB542A415C9166E5014",
    dated="2023",
)
GUETERSLOH_CONFERENCE = Source(
    title="Kreis Gütersloh, Planungskonferenz KIM",
    url=(
        "https://www.kreis-guetersloh.de/themen/kommunales-integrationszentrum/"
        "aktuelles-aus-dem-kommunalen-integrationszentrum/planungskonferenz-kim/"
    ),
    dated="2024-05",
)
CASE_MANAGEMENT_LEXICON = Source(
    title="Monzer, Case Management, socialnet Lexikon",
    url="https://www.socialnet.de/lexikon/Case-Management",
    dated="2020",
)
ACTION_CONCEPT_PAGE = Source(
    title="kim.nrw, Das KIM-Handlungskonzept",
    url="https://kim.nrw/kim-fuer-akteurinnen/wissensbereich-zum-kim/das-kim-handlungskonzept",
    dated=None,
)
KLEVE_STEERING = Source(
    title="Kreis Kleve, Lenkungsgruppe Kommunales Integrationsmanagement",
    url="http://integration.kreis-kleve.de/kommunales-integrationszentrum/kommunales-integrationsmanagement/standard-titel",
    dated=None,
)
WUPPERTAL_STEERING = Source(
    title="Stadt Wuppertal, Kommunales Integrationsmanagement",
    url="https://integration.wuppertal.de/Weitere_Kachelinhalte/index.php",
    dated=None,
)
LIPPE_INTERFACES = Source(
    title="Kreis Lippe, Einwanderung gestalten NRW",
    url="https://willkommen-in-lippe.de/?page_id=188",
    dated=None,
)
KIMCORE_PROPOSAL = Source(
    title="Vorschlag von kimcore; eine veröffentlichte Quelle wurde nicht gefunden",
    url=None,
    dated=None,
)
