"""Every sentence a person reads, by language and key (*Worte*).

The sentences lie in TOML files, one folder a language and one file an area, and are read when first asked for.
Objects never come here: a sentence gets a key and facts.
"""

from enum import Enum


class Language(Enum):
    """A language that kimcore speaks (*Sprache*)."""

    DE = "de"
    """*Deutsch*"""
    EN = "en"
    """*Englisch*"""
