from kimcore.network.actors import betweenness, closeness, core_number, degree, strength
from kimcore.network.arrays import Graph, TieArrays, tie_arrays
from kimcore.network.census import dyad_census, expected_dyad_census, expected_triad_census, transitivity, triad_census
from kimcore.network.central import centralization
from kimcore.network.cohesion import (
    compactness,
    components,
    connectedness,
    diameter,
    distance_weighted_fragmentation,
    fragmentation,
    mean_distance,
)
from kimcore.network.cuts import bridges, cut_actors
from kimcore.network.holes import constraint, effective_size, structural_efficiency, structural_hierarchy
from kimcore.network.roles import ROLES, Brokerage, brokerage
from kimcore.network.whole import density, isolates, reciprocity

__all__ = [
    "ROLES",
    "Brokerage",
    "Graph",
    "TieArrays",
    "betweenness",
    "bridges",
    "brokerage",
    "centralization",
    "closeness",
    "compactness",
    "components",
    "connectedness",
    "constraint",
    "core_number",
    "cut_actors",
    "degree",
    "density",
    "diameter",
    "distance_weighted_fragmentation",
    "dyad_census",
    "effective_size",
    "expected_dyad_census",
    "expected_triad_census",
    "fragmentation",
    "isolates",
    "mean_distance",
    "reciprocity",
    "strength",
    "structural_efficiency",
    "structural_hierarchy",
    "tie_arrays",
    "transitivity",
    "triad_census",
]
