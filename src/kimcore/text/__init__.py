"""Every sentence a person reads, by language and key (*Worte*).

The sentences lie in TOML files, one folder a language and one file an area, and are read when first asked for.
Objects never come here: a sentence gets a key and facts.
"""

from kimcore.text.sentences import Language, Sentences, fill, label, sentences, shipped_areas
from kimcore.text.values import Fact, FactKind, join, render

__all__ = ["Fact", "FactKind", "Language", "Sentences", "fill", "join", "label", "render", "sentences", "shipped_areas"]
