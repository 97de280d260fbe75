"""A rule pack with one rule: every office of the core has a contact point for the others."""

from kim_example_pack import deputies
from kimcore.rules import RulePack

PACK = RulePack(name="kim-example-pack", rules=(deputies.RULE,))
