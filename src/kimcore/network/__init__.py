"""Counting and measuring ties; every number comes with its definition.

Every function takes any networkx graph; the modules behind the names are imported when first used.
"""

from importlib import import_module

_HOME = {
    "Axis": "mixing",
    "Brokerage": "roles",
    "Communities": "clusters",
    "CorePeriphery": "core",
    "GovernanceFit": "governance",
    "GovernanceForm": "governance",
    "Graph": "arrays",
    "KeyAxes": "mixing",
    "LayerOverlap": "layers",
    "Level": "governance",
    "Mixing": "mixing",
    "ROLES": "roles",
    "RankIntervals": "ranks",
    "TieArrays": "arrays",
    "assortativity": "mixing",
    "betweenness": "actors",
    "bridges": "cuts",
    "brokerage": "roles",
    "centralization": "central",
    "closeness": "actors",
    "communities": "clusters",
    "compactness": "cohesion",
    "components": "cohesion",
    "connectedness": "cohesion",
    "constraint": "holes",
    "core_number": "actors",
    "core_periphery": "core",
    "cut_actors": "cuts",
    "degree": "actors",
    "density": "whole",
    "diameter": "cohesion",
    "distance_weighted_fragmentation": "cohesion",
    "dyad_census": "census",
    "effective_size": "holes",
    "efficiency": "krackhardt",
    "ei_by_actor": "external",
    "ei_by_group": "external",
    "ei_index": "external",
    "eigenvector": "spectral",
    "expected_dyad_census": "census",
    "expected_triad_census": "census",
    "fragmentation": "cohesion",
    "governance_fit": "governance",
    "hierarchy": "krackhardt",
    "isolates": "whole",
    "key_axes": "mixing",
    "layer_overlap": "layers",
    "least_upper_bound": "krackhardt",
    "mean_distance": "cohesion",
    "mixing_matrix": "mixing",
    "multiplexity": "layers",
    "pagerank": "spectral",
    "rank_intervals": "ranks",
    "reciprocity": "whole",
    "strength": "actors",
    "structural_efficiency": "holes",
    "structural_hierarchy": "holes",
    "tie_arrays": "arrays",
    "transitivity": "census",
    "triad_census": "census",
}
"""Which module each name lives in; `__init__.pyi` tells type checkers the same, and a test compares the two."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - computed from the one table


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    return value


def __dir__() -> list[str]:
    """List the public names, also those not yet imported."""
    return sorted(_HOME)
