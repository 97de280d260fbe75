from datetime import date

import pytest
from attrs import evolve

import kimcore.law
from kimcore.model import UNITS, GovernmentDistrict, Municipality, MunicipalityKey, MunicipalityKind, Town
from kimcore.reports import check
from kimcore.rules import Finding, Outcome

DAY = date(2025, 6, 30)
KLEVE = next(unit for unit in UNITS if unit.key == "05154")


def _found(municipality: Municipality) -> Finding:
    return check(Town(municipality=municipality, members=()), on=DAY, select=["ST-03"]).findings[0]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.key)
def test_every_registered_unit_agrees_with_the_registry(unit: Municipality) -> None:
    """Each of the units as the registry has it passes."""
    assert _found(unit).outcome is Outcome.PASS


def test_registry_is_complete() -> None:
    """The registry has as many units, and as many keys of a Kreis, as the dated values say."""
    law = kimcore.law.shipped()
    assert len(UNITS) == law.on("st.units.total", DAY).whole
    assert len({unit.key[:5] for unit in UNITS}) == law.on("st.units.district_keys", DAY).whole


@pytest.mark.parametrize(
    "strange",
    [
        evolve(KLEVE, kind=MunicipalityKind.KREISFREIE_STADT),
        evolve(KLEVE, district=GovernmentDistrict.MUENSTER),
    ],
    ids=["kind", "district"],
)
def test_another_kind_or_district_is_found(strange: Municipality) -> None:
    """A town made in Python, which no reader has checked, is found where it contradicts the registry."""
    assert (_found(strange).outcome, _found(strange).variant) == (Outcome.FAIL, "kind")


def test_key_of_no_unit_is_found() -> None:
    """A key that no unit has and that is not set aside for invented towns is found."""
    assert _found(evolve(KLEVE, key=MunicipalityKey("05199"))).variant == "key"
