"""The page of cards, held against the cards themselves."""

import re
import runpy
from pathlib import Path

from kimcore.text import Language, sentences

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGE = (REFERENCE / "network-cards.md").read_text(encoding="utf-8")

ELSEWHERE = {"Axis integration centre – foreigners' authority", "Axis integration centre – naturalisation authority"}
"""Cards that are made anew for each pair of kinds of office."""


def test_page_is_up_to_date() -> None:
    """The page shows the cards as they are; after a change run docs/reference/network_cards.py."""
    assert runpy.run_path(str(REFERENCE / "network_cards.py"))["with_cards"](PAGE) == PAGE


def test_every_method_of_the_network_room_is_there() -> None:
    """No method that has a name, a question and a limit in words is missing on the page."""
    words = sentences(Language.EN, "metrics")
    named = {entry["name"] for entry in words.values() if "question" in entry}
    listed = set(re.findall(r"^## (.+)$", PAGE, re.MULTILINE))
    assert named - listed == ELSEWHERE
