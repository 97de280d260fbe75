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
HERFORD_PAGE = Source(
    title="Kreis Herford: Umsetzung des Kommunalen Integrationsmanagements (Seite ohne Datum)",
    url=None,
    dated=None,
)
GUIDELINE_2020 = Source(
    title="Runderlass MKFFI 421 vom 25.11.2020 (Förderrichtlinie KIM), MBl. NRW. 2020 Nr. 32, S. 751–786",
    url="https://recht.nrw.de/lmi/owa/br_vbl_detail_text?anw_nr=7&vd_id=18921&ver=8&val=18921&sg=0&menu=0&vd_back=N",
    dated="2020-11-30",
)
GUIDELINE_2024 = Source(
    title="Runderlass MKJFGFI vom 12.12.2024 (Förderrichtlinie KIM), MBl. NRW. 2024 Nr. 43, S. 1229–1258",
    url="https://recht.nrw.de/lmi/owa/br_vbl_detail_text?anw_nr=7&vd_id=21991&ver=8&val=21991&sg=1&menu=1&vd_back=N",
    dated="2024-12-19",
)
OLDER_FUNDING_PAGE = Source(
    title="Bezirksregierung Arnsberg, ältere Seite zum Kommunalen Integrationsmanagement",
    url="https://www.pufii.de/html/link.cms?id=2010",
    dated=None,
)
UNITS_PAGE = Source(
    title="Kommunalwettbewerb Zusammenleben, Rechtsstellung der Stadt Aachen",
    url="https://kommunalwettbewerb-zusammenleben.de/node/114",
    dated=None,
)
NEUSS_CONCEPT = Source(
    title="Rhein-Kreis Neuss, Vorlage zum Antrag und zum Konzept KIM",
    url="https://session.rhein-kreis-neuss.de/bi/vo0050.php?__kvonr=10382",
    dated="2021",
)
NEUSS_NOTICE = Source(
    title="Rhein-Kreis Neuss, Bescheid zum Case Management vom 25.05.2020",
    url="https://session.rhein-kreis-neuss.de/bi/to0050.asp?__ktonr=23500",
    dated="2020",
)
NEUSS_PAPER = Source(
    title="Rhein-Kreis Neuss, Vorlage 50/4294",
    url="http://session.rhein-kreis-neuss.de/bi/vo0050.asp?__kvonr=13759",
    dated="2024",
)
HOCHSAUERLAND_CONCEPT = Source(
    title="interkommunales.nrw, Kommunales Integrationsmanagement im Hochsauerlandkreis",
    url="https://interkommunales.nrw/projekt/kommunales-integrationsmanagement-kim-im-hochsauerlandkreis/",
    dated=None,
)
SIEGEN_SKETCH = Source(
    title="Kreis Siegen-Wittgenstein, Förderskizze KIM",
    url="https://de.readkong.com/page/kommunales-integrationsmanagement-kim-im-kreis-6071483",
    dated=None,
)
COESFELD_PAPER = Source(
    title="Kreis Coesfeld, Vorlage SV-10-0898",
    url="https://www.kreis-coesfeld.de/sessionnet/sessionnetbi/vo0050.php?__kvonr=5924",
    dated="2023",
)
COESFELD_MINUTES = Source(
    title="Kreis Coesfeld, Niederschrift 2023",
    url="https://www.kreis-coesfeld.de/sessionnet/sessionnetbi/to0050.php?__ktonr=28019",
    dated="2023",
)
HILDEN_PAPER = Source(
    title="Stadt Hilden, Vorlage 51/247",
    url="https://gi.hilden.de/bi/vo0050.asp?__kvonr=8284",
    dated="2022/2023",
)
KAMEN_PAPER = Source(
    title="Stadt Kamen, Vorlage 141/2021",
    url="https://ratsportal.kamen.de/bi/vo0050.asp?__kvonr=4249",
    dated="2021",
)
LEVERKUSEN_PAPER = Source(
    title="Stadt Leverkusen, Vorlage 2024/3092",
    url="https://ris.leverkusen.de/vo0050.asp?__kvonr=14173",
    dated="2024",
)
GELSENKIRCHEN_PRESS = Source(
    title="WAZ, Zuwanderung: So will Gelsenkirchen mehr Integration schaffen",
    url=(
        "https://app-webview.sparknews.funkemedien.de/nrw-waz/staedte/gelsenkirchen/article234623417/"
        "Zuwanderung-So-will-Gelsenkirchen-mehr-Integration-schaffen.html?paid=true"
    ),
    dated="2022",
)
KLEVE_AUTHORITIES = Source(
    title="Kreis Kleve, Kommunales Integrationsmanagement, Baustein 3",
    url=("https://integration.kreis-kleve.de/kommunales-integrationszentrum/kommunales-integrationsmanagement/standard-titel-3"),
    dated=None,
)
OBERHAUSEN_PAGE = Source(
    title="Stadt Oberhausen, Kommunales Integrationsmanagement",
    url=(
        "https://oberhausen.de/de/index/rathaus/verwaltung/familie-schule-integration-und-sport/"
        "kommunales_integrationszentrum/integration_als_querschnitt/kommunales_integrationsmanagement.php"
    ),
    dated=None,
)
BUZER_104C = Source(
    title="buzer.de, § 104c AufenthG",
    url="https://www.buzer.de/gesetz/4752/a293522.htm",
    dated=None,
)
BUZER_ARTICLE_5 = Source(
    title="buzer.de, Art. 5 des Gesetzes zur Einführung eines Chancen-Aufenthaltsrechts",
    url="https://www.buzer.de/gesetz/15683/a293517.htm",
    dated=None,
)
BUZER_STARMODG = Source(
    title="buzer.de, Gesetz zur Modernisierung des Staatsangehörigkeitsrechts",
    url="https://www.buzer.de/StARModG.htm",
    dated=None,
)
ASYL_NET_2025 = Source(
    title="asyl.net, Änderungen des Staatsangehörigkeitsgesetzes am 30.10.2025 in Kraft getreten",
    url=(
        "https://www.asyl.net/publikationen/suchergebnis/detail/"
        "aenderungen-des-staatsangehoerigkeitsgesetzes-am-30102025-in-kraft-getreten"
    ),
    dated="2025-10",
)
HIB_2025 = Source(
    title="Deutscher Bundestag, heute im bundestag: Einbürgerung",
    url="https://www.bundestag.de/presse/hib/kurzmeldungen-1094440",
    dated="2025-06",
)
KREIS_SOEST = Source(
    title="Kreis Soest, Nachhaltige Integration von Jugendlichen",
    url="https://www.kreis-soest.de/sicherheit-ordnung/alle-themen-1/nachhaltige-integration-von-jugendlichen",
    dated=None,
)
WOTTKE = Source(
    title="Kanzlei Wottke, Chancenaufenthaltsrecht und Neuigkeiten bei den Bleiberechtsregelungen",
    url="https://kanzlei-wottke.eu/2023/01/28/chancenaufenthaltsrecht-und-neuigkeiten-bei-den-bleiberechtsregelungen",
    dated="2023-01-28",
)
ZBS = Source(
    title="zbs-auf.info, Aufenthaltserlaubnis unter erleichterten Voraussetzungen",
    url=(
        "https://www.zbs-auf.info/"
        "7-07-kann-jungen-migrantinnen-unter-erleichterten-voraussetzungen-eine-aufenthaltserlaubnis-erteilt-werden/"
    ),
    dated=None,
)
LOCAL_PRACTICE = Source(
    title="kimcore, docs/adr/0046: was eine Kommune selbst festlegen kann",
)
CENTRES_PORTAL = Source(
    title="Kommunale Integrationszentren NRW, Kommunales Integrationsmanagement",
    url="https://kommunale-integrationszentren-nrw.de/kommunales-integrationsmanagement-kim",
    dated="2020",
)
GGUA_PAGE = Source(
    title="GGUA Flüchtlingshilfe, Kommunales Integrationsmanagement",
    url="https://www.ggua.de/arbeitsbereiche/kommunales-integrationsmanagement-kim/",
    dated=None,
)
COLOGNE_PRESS = Source(
    title="Stadt Köln, Weitere Teilnahme gesichert",
    url="https://stadt-koeln.de/politik-und-verwaltung/presseservice/weitere-teilnahme-gesichert",
    dated="2022-12",
)
LIPPE_START = Source(
    title="Kreis Lippe, Auftakt zum Kommunalen Integrationsmanagement",
    url="https://medien-lippe.de/?p=97370",
    dated=None,
)
BORKEN_ARTICLE = Source(
    title="Landkreistag NRW, Zusammenarbeit von Ausländerbehörde, freier Wohlfahrt und Integrationszentrum (Kreis Borken)",
    url=(
        "https://lkt-nrw.de/aktuelles-und-presse/verbandszeitschrift/schwerpunkte/"
        "konstruktive-zusammenarbeit-zwischen-auslaenderbehoerde-freier-wohlfahrt-und-kommunalem-integrationszentrum"
    ),
    dated="2023-02-13",
)
ESCHWEILER_PAPER = Source(
    title="Stadt Eschweiler, Vorlage 119/22",
    url="https://rat.eschweiler.de/bi/vo0050.php?__kvonr=10767",
    dated="2022",
)
KIM_DATABASE = Source(
    title="Datenbank KIM, Datenschutzhinweise",
    url="https://datenbank-kim.nrw.de/private-policy",
    dated=None,
)
CONSENT_PAPER = Source(
    title="Datenübermittlung zwischen Leistungsträgern, Grundlage (9dok.net)",
    url=("https://9dok.net/article/daten%C3%BCbermittlung-leistungstr%C3%A4gern-i-s-d-sgb-i-grundlage.yr3j7x6v"),
    dated=None,
)
RELEASE_GUIDE = Source(
    title="Kassys, Schweigepflichtentbindung",
    url="https://kassys.atlassian.net/wiki/pages/diffpages.action?originalId=39911479&pageId=47448084",
    dated=None,
)
INTEGRATION_POINT = Source(
    title="ddrm.de, Integration Point darf nicht heißen: uferloser Datenaustausch zwischen Behörden",
    url="https://ddrm.de/integration-point-darf-nicht-heissen-uferloser-datenaustausch-zwischen-behoerden/",
    dated="2017",
)
DSGVO = Source(title="Datenschutz-Grundverordnung; der Wortlaut wurde nicht nachgelesen")
STGB_203 = Source(title="§ 203 Strafgesetzbuch; der Wortlaut wurde nicht nachgelesen")
AUFENTHG_87 = Source(title="§§ 87, 88 Aufenthaltsgesetz; der Wortlaut wurde nicht nachgelesen")
SGB_I_36 = Source(title="§ 36 Sozialgesetzbuch I; der Wortlaut wurde nicht nachgelesen")
CHURCH_DATA_LAW = Source(title="Kirchliche Datenschutzgesetze (KDG, DSG-EKD); der Wortlaut wurde nicht nachgelesen")
EMPLOYMENT_AGENCY_STATISTICS = Source(
    title="Statistik der Bundesagentur für Arbeit, Regeln der statistischen Geheimhaltung",
    url="https://statistik.arbeitsagentur.de",
    dated=None,
)
REIS_PRODUCTION_NETWORKS = Source(
    title="Reis, Produktionsnetzwerke in Theorie und Praxis",
    url="https://kipdf.com/produktionsnetzwerke-in-theorie-und-praxis_5ae5e7d17f8b9a735d8b45bd.html",
    dated="2014",
)
HEINSBERG_RESOLUTION = Source(
    title="Kreis Heinsberg, Kreistag: Beschluss zu regelmäßigen Sachstandsberichten",
    url="https://sitzungsdienst.kreis-heinsberg.de/bi/to0050.asp?__ktonr=11244",
    dated=None,
)
