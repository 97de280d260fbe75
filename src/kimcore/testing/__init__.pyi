from kimcore.testing import musterkreis, sheets, strategies, synthetic
from kimcore.testing.conformance import check_rule

__all__ = ["check_rule", "musterkreis", "sheets", "strategies", "synthetic"]
