from attrs import field, frozen

__all__ = ["field", "frozen"]
