from kimcore.network.arrays import Graph as Graph, TieArrays as TieArrays, tie_arrays as tie_arrays
from kimcore.network.cohesion import (
    compactness as compactness,
    components as components,
    connectedness as connectedness,
    diameter as diameter,
    distance_weighted_fragmentation as distance_weighted_fragmentation,
    fragmentation as fragmentation,
    mean_distance as mean_distance,
)
from kimcore.network.cuts import bridges as bridges, cut_actors as cut_actors
from kimcore.network.whole import density as density, isolates as isolates, reciprocity as reciprocity
