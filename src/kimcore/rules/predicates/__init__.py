"""Case rules as trees: read once, checked against the model, ready to be evaluated over columns.

The predicate stays the one definition; a tree says the same, or says that it does not.
"""

from kimcore.rules.predicates.reading import Reading, read_check, thing_of

__all__ = ["Reading", "read_check", "thing_of"]
