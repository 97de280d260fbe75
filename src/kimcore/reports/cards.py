"""The definition behind a number, printed for a reader."""

from collections.abc import Mapping

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kimcore.model import Card
from kimcore.reports.terminal import WIDTH, clean, drawn
from kimcore.text import Language, render, sentences

_DOI = "https://doi.org/"


def card_text(card: Card, *, language: Language = Language.DE, width: int = WIDTH) -> str:
    """Return a card as text: what the number asks, how it is computed, on what it rests, what it cannot say.

    Args:
        card: the card of a metric, as ``metric.card``.
        language: the language to speak.
        width: columns that may be used.

    Raises:
        KeyError: if the words for a metric's name or for a code of the card are missing.

    Example:
        >>> from kimcore import network
        >>> import networkx as nx
        >>> print(card_text(network.density(nx.path_graph(3)).card, language=Language.EN, width=112), end="")
        Density
          How many of the possible ties are there?
        <BLANKLINE>
        Formula         ties / possible ties; n * (n - 1) arcs or n * (n - 1) / 2 edges are possible
        Source          Wasserman & Faust 1994, https://doi.org/10.1017/CBO9780511815478
        Direction       Ties have no direction.
        Weights         Weights do not count.
        Isolates        Actors without ties are counted.
        Self-ties       Ties to oneself are dropped.
        Separate parts  Whether the network hangs together does not matter.
        Actors          3
        Limit           It does not say whether the right offices are tied, and it falls by itself as a network grows.
    """
    words = sentences(language, "metrics")[card.name]
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(ratio=1, overflow="fold")
    for name, text in card_rows(card, language):
        table.add_row(name, Text(clean(text)))
    question = Padding(Text(words["question"]), (0, 0, 1, 2))
    return drawn(Group(Text(words["name"], style="bold"), question, table), width=width, colour=False)


def card_rows(card: Card, language: Language) -> tuple[tuple[str, str], ...]:
    """Return a card as pairs of heading and text; what does not apply is left out.

    Raises:
        KeyError: if the words for a code are missing.

    Example:
        >>> card = Card(name="density", definition="m / (n * (n - 1))", source="Wasserman & Faust 1994", seed=7)
        >>> dict(card_rows(card, Language.EN))["Seed"]
        '7'
    """
    words = sentences(language, "metrics")
    parts: Mapping[str, str | None] = {
        "definition": card.definition,
        "source": card.source if card.doi is None else f"{card.source}, {_DOI}{card.doi}",
        "direction": words["direction"][card.direction.value],
        "weights": words["weights"][card.weights.value],
        "isolates": words["card_isolates"][card.isolates],
        "loops": words["card_loops"][card.loops],
        "disconnected": words["card_disconnected"][card.disconnected],
        "n": _counted(card.n, language),
        "loops_dropped": _counted(card.loops_dropped or None, language),
        "response_rate": None if card.response_rate is None else render(card.response_rate, "share", language),
        "seed": None if card.seed is None else str(card.seed),
        "permutations": _counted(card.permutations, language),
        "parameters": "; ".join(f"{name} = {value}" for name, value in card.parameters) or None,
        "limit": words[card.name]["limit"],
    }
    return tuple((words["card"][part], text) for part, text in parts.items() if text is not None)


def _counted(number: int | None, language: Language) -> str | None:
    return None if number is None else render(number, "count", language)
