"""How records are made: by attrs, but only when a record is first used (*Datensätze*).

`frozen` and `field` are those of attrs, and `__init__.pyi` says so to type checkers.
"""

from kimcore.records.deferred import field, frozen

__all__ = ["field", "frozen"]
