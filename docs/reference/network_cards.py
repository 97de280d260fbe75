"""Write the card of every method of `kimcore.network` into the page that lists them.

Run `python docs/reference/network_cards.py` after a card has changed; a test compares the two.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from kimcore import network
from kimcore.model import Card
from kimcore.reports.cards import card_rows
from kimcore.reports.markdown import escape
from kimcore.text import Language, sentences

PAGE = Path(__file__).with_name("network-cards.md")
BEGIN = "<!-- from here on written by network_cards.py -->"


def with_cards(page: str) -> str:
    """Return the text of the page with the cards as they are."""
    head, mark, _ = page.partition(BEGIN)
    return f"{head}{mark}\n" + "".join(f"\n{line}" if line.startswith("## ") else line for line in _lines())


def _lines() -> Iterator[str]:
    """Yield the lines of all cards, by the names that readers know."""
    words = sentences(Language.EN, "metrics")
    by_name: dict[str, list[Card]] = {}
    for card in _cards():
        if card.name in words:  # a template that is named anew for each pair of offices has no words of its own
            by_name.setdefault(card.name, []).append(card)
    for name in sorted(by_name, key=lambda name: (words[name]["name"].lower(), name)):
        yield f"## {words[name]['name']}\n"
        yield f"\n{words[name]['question']}\n"
        for card in by_name[name]:
            yield "\n| | |\n|---|---|\n"
            yield from (
                f"| {heading} | {escape(text).replace('|', chr(92) + '|')} |\n" for heading, text in card_rows(card, Language.EN)
            )


def _cards() -> Iterator[Card]:
    """Yield the templates of all cards, in the order of modules and of lines."""
    for module in iter_modules(network.__path__):
        for value in vars(import_module(f"kimcore.network.{module.name}")).values():
            held = value.values() if isinstance(value, Mapping) else (value,)
            yield from (card for card in held if isinstance(card, Card))


if __name__ == "__main__":
    PAGE.write_text(with_cards(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
