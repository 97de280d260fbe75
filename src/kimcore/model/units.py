"""The 54 units of integration management in North Rhine-Westphalia.

Names, keys and populations were read from a county file of the Robert Koch-Institut of 11 October 2020; the populations
add up to the official figure for the state on 31 December 2019.
Stadt Aachen lies within the Städteregion and has its own integration management, so 54 units have 53 different Kreis keys.
"""

from datetime import date

from kimcore.model.keys import MunicipalityKey, SourceId
from kimcore.model.municipality import GovernmentDistrict as _District
from kimcore.model.municipality import Municipality
from kimcore.model.municipality import MunicipalityKind as _Kind
from kimcore.model.source import SourceDocument

UNITS_SOURCE = SourceDocument(
    id=SourceId("rki-kreise-2020"),
    title="Robert Koch-Institut: county file of 11 October 2020 (fields RS, EWZ, BEZ)",
    published_on=date(2020, 10, 11),
    note=(
        "Populations of 31 December 2019. "
        "Stadt Aachen: status from kommunalwettbewerb-zusammenleben.de/node/114, without a population of its own."
    ),
)
"""Where the registry comes from."""

_POPULATION_ON = date(2019, 12, 31)


def _unit(key: str, name: str, kind: _Kind, district: _District, population: int | None) -> Municipality:
    """Return one row of the registry as a record."""
    return Municipality(
        key=MunicipalityKey(key),
        name=name,
        kind=kind,
        district=district,
        population=population,
        population_on=None if population is None else _POPULATION_ON,
        sources=(UNITS_SOURCE.id,),
    )


FICTITIOUS_KEYS: frozenset[MunicipalityKey] = frozenset(MunicipalityKey(f"0599{digit}") for digit in range(1, 10))
"""Keys that no Kreis has, for invented towns in examples and tests."""

UNITS: tuple[Municipality, ...] = (
    _unit("05111", "Düsseldorf", _Kind.KREISFREIE_STADT, _District.DUESSELDORF, 621_877),
    _unit("05112", "Duisburg", _Kind.KREISFREIE_STADT, _District.DUESSELDORF, 498_686),
    _unit("05113", "Essen", _Kind.KREISFREIE_STADT, _District.DUESSELDORF, 582_760),
    _unit("05114", "Krefeld", _Kind.KREISFREIE_STADT, _District.DUESSELDORF, 227_417),
    _unit("05116", "Mönchengladbach", _Kind.KREISFREIE_STADT, _District.DUESSELDORF, 261_034),
    _unit("05117", "Mülheim an der Ruhr", _Kind.KREISFREIE_STADT, _District.DUESSELDORF, 170_632),
    _unit("05119", "Oberhausen", _Kind.KREISFREIE_STADT, _District.DUESSELDORF, 210_764),
    _unit("05120", "Remscheid", _Kind.KREISFREIE_STADT, _District.DUESSELDORF, 111_338),
    _unit("05122", "Solingen", _Kind.KREISFREIE_STADT, _District.DUESSELDORF, 159_245),
    _unit("05124", "Wuppertal", _Kind.KREISFREIE_STADT, _District.DUESSELDORF, 355_100),
    _unit("05154", "Kleve", _Kind.KREIS, _District.DUESSELDORF, 312_465),
    _unit("05158", "Mettmann", _Kind.KREIS, _District.DUESSELDORF, 485_570),
    _unit("05162", "Rhein-Kreis Neuss", _Kind.KREIS, _District.DUESSELDORF, 451_730),
    _unit("05166", "Viersen", _Kind.KREIS, _District.DUESSELDORF, 298_863),
    _unit("05170", "Wesel", _Kind.KREIS, _District.DUESSELDORF, 459_976),
    _unit("05314", "Bonn", _Kind.KREISFREIE_STADT, _District.KOELN, 329_673),
    _unit("05315", "Köln", _Kind.KREISFREIE_STADT, _District.KOELN, 1_087_863),
    _unit("05316", "Leverkusen", _Kind.KREISFREIE_STADT, _District.KOELN, 163_729),
    _unit("05334", "Städteregion Aachen", _Kind.STAEDTEREGION, _District.KOELN, 557_026),
    _unit("05334002", "Stadt Aachen", _Kind.REGIONSANGEHOERIGE_STADT, _District.KOELN, None),
    _unit("05358", "Düren", _Kind.KREIS, _District.KOELN, 264_638),
    _unit("05362", "Rhein-Erft-Kreis", _Kind.KREIS, _District.KOELN, 470_615),
    _unit("05366", "Euskirchen", _Kind.KREIS, _District.KOELN, 193_656),
    _unit("05370", "Heinsberg", _Kind.KREIS, _District.KOELN, 255_555),
    _unit("05374", "Oberbergischer Kreis", _Kind.KREIS, _District.KOELN, 272_057),
    _unit("05378", "Rheinisch-Bergischer Kreis", _Kind.KREIS, _District.KOELN, 283_271),
    _unit("05382", "Rhein-Sieg-Kreis", _Kind.KREIS, _District.KOELN, 600_764),
    _unit("05512", "Bottrop", _Kind.KREISFREIE_STADT, _District.MUENSTER, 117_565),
    _unit("05513", "Gelsenkirchen", _Kind.KREISFREIE_STADT, _District.MUENSTER, 259_645),
    _unit("05515", "Münster", _Kind.KREISFREIE_STADT, _District.MUENSTER, 315_293),
    _unit("05554", "Borken", _Kind.KREIS, _District.MUENSTER, 371_339),
    _unit("05558", "Coesfeld", _Kind.KREIS, _District.MUENSTER, 220_586),
    _unit("05562", "Recklinghausen", _Kind.KREIS, _District.MUENSTER, 614_137),
    _unit("05566", "Steinfurt", _Kind.KREIS, _District.MUENSTER, 448_220),
    _unit("05570", "Warendorf", _Kind.KREIS, _District.MUENSTER, 277_840),
    _unit("05711", "Bielefeld", _Kind.KREISFREIE_STADT, _District.DETMOLD, 334_195),
    _unit("05754", "Gütersloh", _Kind.KREIS, _District.DETMOLD, 364_938),
    _unit("05758", "Herford", _Kind.KREIS, _District.DETMOLD, 250_578),
    _unit("05762", "Höxter", _Kind.KREIS, _District.DETMOLD, 140_251),
    _unit("05766", "Lippe", _Kind.KREIS, _District.DETMOLD, 347_514),
    _unit("05770", "Minden-Lübbecke", _Kind.KREIS, _District.DETMOLD, 310_409),
    _unit("05774", "Paderborn", _Kind.KREIS, _District.DETMOLD, 307_839),
    _unit("05911", "Bochum", _Kind.KREISFREIE_STADT, _District.ARNSBERG, 365_587),
    _unit("05913", "Dortmund", _Kind.KREISFREIE_STADT, _District.ARNSBERG, 588_250),
    _unit("05914", "Hagen", _Kind.KREISFREIE_STADT, _District.ARNSBERG, 188_686),
    _unit("05915", "Hamm", _Kind.KREISFREIE_STADT, _District.ARNSBERG, 179_916),
    _unit("05916", "Herne", _Kind.KREISFREIE_STADT, _District.ARNSBERG, 156_449),
    _unit("05954", "Ennepe-Ruhr-Kreis", _Kind.KREIS, _District.ARNSBERG, 324_106),
    _unit("05958", "Hochsauerlandkreis", _Kind.KREIS, _District.ARNSBERG, 259_777),
    _unit("05962", "Märkischer Kreis", _Kind.KREIS, _District.ARNSBERG, 410_222),
    _unit("05966", "Olpe", _Kind.KREIS, _District.ARNSBERG, 133_955),
    _unit("05970", "Siegen-Wittgenstein", _Kind.KREIS, _District.ARNSBERG, 276_944),
    _unit("05974", "Soest", _Kind.KREIS, _District.ARNSBERG, 301_785),
    _unit("05978", "Unna", _Kind.KREIS, _District.ARNSBERG, 394_891),
)
"""The units in the order of their keys (*Kreise, kreisfreie Städte, Städteregion und Stadt Aachen*)."""


def unit(key: MunicipalityKey) -> Municipality | None:
    """Return the unit with a key, or `None` if there is none.

    Example:
        >>> unit(MunicipalityKey("05154")).name
        'Kleve'
    """
    return next((found for found in UNITS if found.key == key), None)
