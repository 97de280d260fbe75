from datetime import date

import pytest

from kimcore.disclosure import PseudonymKey, Rotation, anonymity, protect_ties, pseudonym, rounded, rounded_at_random
from kimcore.errors import DisclosureError

KEY = PseudonymKey(secret=b"0123456789abcdef")
DAY = date(2025, 5, 6)
RECORDS = [
    {"age": age, "need": need} for age, need in (("20-29", "work"), ("20-29", "housing"), ("60+", "work"), ("60+", "work"))
]


def test_same_person_has_the_same_pseudonym_within_a_period() -> None:
    """Within a quarter the pseudonym stays, in the next it changes."""
    names = [
        pseudonym("17", KEY, on=day, purpose="p", rotation=Rotation.QUARTER) for day in (DAY, date(2025, 6, 30), date(2025, 7, 1))
    ]
    assert names[0] == names[1] != names[2]


@pytest.mark.parametrize("rotation", Rotation)
def test_periods_of_different_length_do_not_meet(rotation: Rotation) -> None:
    """Each kind of rotation has pseudonyms of its own."""
    others = {pseudonym("17", KEY, on=DAY, purpose="p", rotation=other) for other in Rotation if other is not rotation}
    assert pseudonym("17", KEY, on=DAY, purpose="p", rotation=rotation) not in others


def test_pseudonym_depends_on_everything() -> None:
    """Another person, key or purpose gives another pseudonym."""
    other = PseudonymKey(secret=b"fedcba9876543210")
    made = [("17", KEY, "p"), ("18", KEY, "p"), ("17", other, "p"), ("17", KEY, "q"), ("", KEY, "17p")]
    assert len({pseudonym(who or "x", key, on=DAY, purpose=purpose) for who, key, purpose in made}) == len(made)


def test_texts_do_not_run_together() -> None:
    """Purpose and person are kept apart, whatever their letters."""
    assert pseudonym("bc", KEY, on=DAY, purpose="a") != pseudonym("c", KEY, on=DAY, purpose="ab")


def test_pseudonym_is_the_same_on_every_machine() -> None:
    """The pseudonym is a fixed function of its input, so that data of two runs can be joined."""
    assert pseudonym("17", KEY, on=DAY, purpose="p") == pseudonym(" 17 ", KEY, on=date(2025, 1, 1), purpose="p")
    assert pseudonym("17", KEY, on=DAY, purpose="p").isalnum()


def test_key_is_not_shown() -> None:
    """Neither the text of a key nor that of an error holds the secret."""
    assert repr(KEY) == "PseudonymKey()"


@pytest.mark.parametrize("secret", [b"", b"short", b"x" * 65])
def test_key_must_withstand_guessing(secret: bytes) -> None:
    """A secret of fewer than 16 or more than 64 bytes is refused, without being repeated."""
    with pytest.raises(DisclosureError, match=rf"expected 16 to 64 bytes, found {len(secret)}$"):
        PseudonymKey(secret=secret)


@pytest.mark.parametrize(("identity", "purpose"), [("", "p"), ("  ", "p"), ("17", "")])
def test_empty_text_is_nobody(identity: str, purpose: str) -> None:
    """Nobody and no purpose are refused, since all of them would share one pseudonym."""
    with pytest.raises(DisclosureError, match="expected some text"):
        pseudonym(identity, KEY, on=DAY, purpose=purpose)


def test_smallest_group_is_k() -> None:
    """An extract is as anonymous as its smallest group of records that look alike."""
    assert anonymity(RECORDS, ["age"], k=2).k == 2
    assert anonymity(RECORDS, ["age"], k=2).is_kept
    assert not anonymity(RECORDS, ["age"], k=3).is_kept


def test_group_of_one_mind_gives_its_secret_away() -> None:
    """Two people who look alike and both look for work are k-anonymous, and everybody knows what they look for."""
    found = anonymity(RECORDS, ["age"], "need", k=2)
    assert (found.k, found.diversity) == (2, 1)
    assert [group.records for group in found.small_groups] == [(2, 3)]


_CANCER, _HEART, _VIRAL = "cancer", "heart disease", "viral infection"
_FOUR_ANONYMOUS = {
    "130**, <30": (_HEART, _HEART, _VIRAL, _VIRAL),
    "1485*, >=40": (_CANCER, _HEART, _VIRAL, _VIRAL),
    "130**, 3*": (_CANCER,) * 4,
}
"""The 4-anonymous inpatients of Machanavajjhala et al. (2007), figure 2."""
_THREE_DIVERSE = {
    "1305*, <=40": (_HEART, _VIRAL, _CANCER, _CANCER),
    "1485*, >40": (_CANCER, _HEART, _VIRAL, _VIRAL),
    "1306*, <=40": (_HEART, _VIRAL, _CANCER, _CANCER),
}
"""The same people, 3-diverse, figure 3."""


@pytest.mark.parametrize(
    ("groups", "diversity", "effective"), [(_FOUR_ANONYMOUS, 1, 1.0), (_THREE_DIVERSE, 3, 2.0**1.5)], ids=["figure 2", "figure 3"]
)
def test_published_inpatients(groups: dict[str, tuple[str, ...]], diversity: int, effective: float) -> None:
    """Both tables are 4-anonymous; one lets a cancer be learnt, the other has three conditions in every group."""
    records = [{"looks": looks, "condition": one} for looks, conditions in groups.items() for one in conditions]
    found = anonymity(records, ["looks"], "condition", k=4, diversity=3)
    assert (found.k, found.diversity) == (4, diversity)
    assert found.effective_diversity == pytest.approx(effective)
    assert found.is_kept is (diversity == 3)


def test_published_people_by_race_birth_gender_and_place() -> None:
    """The table of Sweeney (2002), figure 2, has k = 2."""
    looks = [("Black", 1965, "m", "0214*"), ("Black", 1965, "f", "0213*"), ("Black", 1964, "f", "0213*")]
    looks += [("White", 1964, "m", "0213*"), ("White", 1967, "m", "0213*")]
    sizes = (2, 2, 2, 3, 2)
    names = ("race", "birth", "gender", "zip")
    records = [dict(zip(names, one, strict=True)) for one, size in zip(looks, sizes, strict=True) for _ in range(size)]
    assert anonymity(records, names, k=2).k == 2


def test_a_value_that_stands_out_is_guessed() -> None:
    """Nine of ten with one need are two-diverse, and hardly harder to guess than if all had it."""
    records = [{"age": "60+", "need": "work"}] * 9 + [{"age": "60+", "need": "housing"}]
    assert anonymity(records, ["age"], "need").is_kept
    found = anonymity(records, ["age"], "need", effective_diversity=2)
    assert not found.is_kept
    assert found.effective_diversity == pytest.approx(1.3841, abs=1e-4)


def test_equal_shares_have_as_many_effective_values_as_values() -> None:
    """Rounding of logarithms takes nothing from a group that just meets what is asked."""
    records = [{"age": "60+", "need": need} for need in range(7)]
    assert anonymity(records, ["age"], "need", effective_diversity=7).is_kept


@pytest.mark.parametrize("wanted", [0.5, float("nan"), -1])
def test_less_than_one_value_cannot_be_asked(wanted: float) -> None:
    """There is always one value, so a smaller number is a mistake."""
    with pytest.raises(DisclosureError, match="effective_diversity: expected a number from 1 on"):
        anonymity(RECORDS, ["age"], "need", effective_diversity=wanted)


def test_more_traits_make_smaller_groups() -> None:
    """With every column as a trait, people stand alone."""
    assert anonymity(RECORDS, ["age", "need"]).k == 1


def test_empty_extract_has_no_k() -> None:
    """Without records there is no smallest group, and nobody to protect."""
    found = anonymity([], ["age"])
    assert found.k is None
    assert found.is_kept


def test_missing_column_is_named() -> None:
    """A record without a column is named by its place, not by its content."""
    with pytest.raises(DisclosureError, match="record 1: expected a column need"):
        anonymity([{"need": "x"}, {}], ["need"])


def test_without_traits_there_is_no_question() -> None:
    """Somebody has to say by what people could be recognised."""
    with pytest.raises(DisclosureError, match="at least one column"):
        anonymity(RECORDS, [])


def test_groups_show_no_traits_in_a_log() -> None:
    """The text of a group does not say how its people look."""
    assert "60+" not in repr(anonymity(RECORDS, ["age"], k=9))


TIES = {("ki", "abh"): 2, ("abh", "ki"): 9, ("ki", "jc"): 8, ("jc", "ki"): 7, ("jc", "abh"): 6, ("abh", "jc"): 5}


def test_small_weight_of_a_network_is_hidden() -> None:
    """A weight of two names people, so it is suppressed together with what would give it away."""
    shown = protect_ties(TIES).published()
    assert shown["ki", "abh"] is None
    assert sum(weight is None for weight in shown.values()) > 1


def test_tie_to_oneself_is_no_cover() -> None:
    """Nobody refers to themselves, so a tie to oneself hides nothing."""
    assert not any(giver == receiver for giver, receiver in protect_ties(TIES).published())


@pytest.mark.parametrize(
    ("ties", "actors", "message"),
    [
        ({("a", "a"): 3}, None, "one to itself"),
        ({("a", "b"): 3}, ["a"], "expected actors of the network"),
        ({("a", "b"): -1}, None, "at least 0"),
    ],
)
def test_ties_must_be_ties(ties: dict[tuple[str, str], int], actors: list[str] | None, message: str) -> None:
    """Ties to oneself, to strangers or of negative weight are refused."""
    with pytest.raises(DisclosureError, match=message):
        protect_ties(ties, actors)


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (10**20 + 3, 10**20 + 5)])
def test_rounding_to_five(count: int, shown: int) -> None:
    """Each count becomes the nearest multiple of five."""
    assert rounded([count]).values == ((shown,),)


def test_multiples_stay_when_rounded_at_random() -> None:
    """Chance has no say where there is nothing to round."""
    assert rounded_at_random([[0, 5, 10]], seed=4).values == ((0, 5, 10),)


def test_another_seed_is_another_draw() -> None:
    """The draw depends on the seed and on nothing else."""
    counts = [[1, 2, 3, 4, 6, 7, 8, 9]]
    assert len({rounded_at_random(counts, seed=seed).values for seed in range(9)}) > 1
