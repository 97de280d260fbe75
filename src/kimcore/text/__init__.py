"""Every sentence a person reads, by language and key (*Worte*).

The sentences lie in TOML files, one folder a language and one file an area, and are read when first asked for.
Objects never come here: a sentence gets a key and facts.
"""

from kimcore.text.sentences import Language, Sentences, fill, label, names_in, sentences, shipped_areas
from kimcore.text.values import Fact, FactKind, join, render

__all__ = [
    "Fact",
    "FactKind",
    "Language",
    "Sentences",
    "fill",
    "join",
    "label",
    "names_in",
    "render",
    "sentences",
    "shipped_areas",
]
