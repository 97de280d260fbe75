from kimcore.network.actors import betweenness, closeness, core_number, degree, strength
from kimcore.network.arrays import Graph, TieArrays, tie_arrays
from kimcore.network.census import dyad_census, expected_dyad_census, expected_triad_census, transitivity, triad_census
from kimcore.network.central import centralization
from kimcore.network.clusters import Communities, communities
from kimcore.network.cohesion import compactness, components, connectedness, diameter, distance_weighted_fragmentation, fragmentation, mean_distance
from kimcore.network.core import CorePeriphery, core_periphery
from kimcore.network.cuts import bridges, cut_actors
from kimcore.network.external import ei_by_actor, ei_by_group, ei_index
from kimcore.network.governance import GovernanceFit, GovernanceForm, Level, governance_fit
from kimcore.network.holes import constraint, effective_size, structural_efficiency, structural_hierarchy
from kimcore.network.krackhardt import efficiency, hierarchy, least_upper_bound
from kimcore.network.layers import LayerOverlap, layer_overlap, multiplexity
from kimcore.network.mixing import Axis, KeyAxes, Mixing, assortativity, key_axes, mixing_matrix
from kimcore.network.ranks import RankIntervals, rank_intervals
from kimcore.network.roles import ROLES, Brokerage, brokerage
from kimcore.network.spectral import eigenvector, pagerank
from kimcore.network.whole import density, isolates, reciprocity

__all__ = [
    "ROLES",
    "Axis",
    "Brokerage",
    "Communities",
    "CorePeriphery",
    "GovernanceFit",
    "GovernanceForm",
    "Graph",
    "KeyAxes",
    "LayerOverlap",
    "Level",
    "Mixing",
    "RankIntervals",
    "TieArrays",
    "assortativity",
    "betweenness",
    "bridges",
    "brokerage",
    "centralization",
    "closeness",
    "communities",
    "compactness",
    "components",
    "connectedness",
    "constraint",
    "core_number",
    "core_periphery",
    "cut_actors",
    "degree",
    "density",
    "diameter",
    "distance_weighted_fragmentation",
    "dyad_census",
    "effective_size",
    "efficiency",
    "ei_by_actor",
    "ei_by_group",
    "ei_index",
    "eigenvector",
    "expected_dyad_census",
    "expected_triad_census",
    "fragmentation",
    "governance_fit",
    "hierarchy",
    "isolates",
    "key_axes",
    "layer_overlap",
    "least_upper_bound",
    "mean_distance",
    "mixing_matrix",
    "multiplexity",
    "pagerank",
    "rank_intervals",
    "reciprocity",
    "strength",
    "structural_efficiency",
    "structural_hierarchy",
    "tie_arrays",
    "transitivity",
    "triad_census",
]
