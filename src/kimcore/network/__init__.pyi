from kimcore.network.actors import betweenness, closeness, core_number, degree, strength
from kimcore.network.arrays import Graph, TieArrays, tie_arrays
from kimcore.network.bootstrap import DensityDifference, bootstrap_difference
from kimcore.network.bounds import metric_bounds
from kimcore.network.census import dyad_census, expected_dyad_census, expected_triad_census, transitivity, triad_census
from kimcore.network.central import centralization
from kimcore.network.clusters import Communities, communities
from kimcore.network.cohesion import (
    compactness,
    components,
    connectedness,
    diameter,
    distance_weighted_fragmentation,
    fragmentation,
    mean_distance,
)
from kimcore.network.confirmation import Confirmation, confirm
from kimcore.network.cooperation import Layer, measure, response_rate
from kimcore.network.core import CorePeriphery, core_periphery
from kimcore.network.cuts import bridges, cut_actors
from kimcore.network.drawing import places
from kimcore.network.events import EventLog, event_log
from kimcore.network.exchange import Matrix, actor_columns, from_columns, from_matrix, to_columns, to_matrix
from kimcore.network.external import ei_by_actor, ei_by_group, ei_index
from kimcore.network.files import from_text, load_graph, save_graph, to_text
from kimcore.network.flows import Handovers, PairShares, handovers, ping_pong, working_together
from kimcore.network.frames import actor_frame, matrix_frame, tie_frame
from kimcore.network.governance import GovernanceFit, GovernanceForm, Level, governance_fit
from kimcore.network.graphs import part_of
from kimcore.network.helpful import HelpfulTie, helpful_ties
from kimcore.network.holes import constraint, effective_size, structural_efficiency, structural_hierarchy
from kimcore.network.inference import QapCorrelation, qap
from kimcore.network.ingest import read_ties
from kimcore.network.krackhardt import efficiency, hierarchy, least_upper_bound
from kimcore.network.layers import LayerOverlap, layer_overlap, multiplexity
from kimcore.network.limits import CountKind, Range, control_limits, count_interval
from kimcore.network.loads import Bottleneck, SinglePoint, bottlenecks, single_points_of_failure
from kimcore.network.mean_waits import MeanWait, mean_wait
from kimcore.network.memberships import Grouping, meeting_graph, membership_groups
from kimcore.network.missing import Bounds, Reconstruction, density_bounds, reconstruct
from kimcore.network.mixing import Axis, KeyAxes, Mixing, assortativity, key_axes, mixing_matrix
from kimcore.network.progress import Progress
from kimcore.network.ranks import RankIntervals, rank_intervals
from kimcore.network.referrals import Placement, ReferralEvent, ReferralSpell, placements, referral_events, referral_spells
from kimcore.network.regression import Regression, mrqap
from kimcore.network.requirements import congruence_share, coordination_requirements
from kimcore.network.roles import ROLES, Brokerage, brokerage
from kimcore.network.scenarios import Change, Offers, ReachChange, WhatIf, reach_by_category, what_if
from kimcore.network.spectral import eigenvector, pagerank
from kimcore.network.surveys import SurveyAnswers, survey_answers, surveys_until
from kimcore.network.town_graphs import cooperation_graph
from kimcore.network.two_mode import (
    Projection,
    project,
    two_mode_betweenness,
    two_mode_closeness,
    two_mode_degree,
    two_mode_density,
)
from kimcore.network.wait_curves import WaitingCurve, waiting_curve
from kimcore.network.waiting import WaitingTimes, waiting_times
from kimcore.network.waves import Wave, WaveChange, compare_waves, quarter_days, series
from kimcore.network.ways import Chain, chains, path_weights, stages
from kimcore.network.whole import density, isolates, reciprocity

__all__ = [
    "ROLES",
    "Axis",
    "Bottleneck",
    "Bounds",
    "Brokerage",
    "Chain",
    "Change",
    "Communities",
    "Confirmation",
    "CorePeriphery",
    "CountKind",
    "DensityDifference",
    "EventLog",
    "GovernanceFit",
    "GovernanceForm",
    "Graph",
    "Grouping",
    "Handovers",
    "HelpfulTie",
    "KeyAxes",
    "Layer",
    "LayerOverlap",
    "Level",
    "Matrix",
    "MeanWait",
    "Mixing",
    "Offers",
    "PairShares",
    "Placement",
    "Progress",
    "Projection",
    "QapCorrelation",
    "Range",
    "RankIntervals",
    "ReachChange",
    "Reconstruction",
    "ReferralEvent",
    "ReferralSpell",
    "Regression",
    "SinglePoint",
    "SurveyAnswers",
    "TieArrays",
    "WaitingCurve",
    "WaitingTimes",
    "Wave",
    "WaveChange",
    "WhatIf",
    "actor_columns",
    "actor_frame",
    "assortativity",
    "betweenness",
    "bootstrap_difference",
    "bottlenecks",
    "bridges",
    "brokerage",
    "centralization",
    "chains",
    "closeness",
    "communities",
    "compactness",
    "compare_waves",
    "components",
    "confirm",
    "congruence_share",
    "connectedness",
    "constraint",
    "control_limits",
    "cooperation_graph",
    "coordination_requirements",
    "core_number",
    "core_periphery",
    "count_interval",
    "cut_actors",
    "degree",
    "density",
    "density_bounds",
    "diameter",
    "distance_weighted_fragmentation",
    "dyad_census",
    "effective_size",
    "efficiency",
    "ei_by_actor",
    "ei_by_group",
    "ei_index",
    "eigenvector",
    "event_log",
    "expected_dyad_census",
    "expected_triad_census",
    "fragmentation",
    "from_columns",
    "from_matrix",
    "from_text",
    "governance_fit",
    "handovers",
    "helpful_ties",
    "hierarchy",
    "isolates",
    "key_axes",
    "layer_overlap",
    "least_upper_bound",
    "load_graph",
    "matrix_frame",
    "mean_distance",
    "mean_wait",
    "measure",
    "meeting_graph",
    "membership_groups",
    "metric_bounds",
    "mixing_matrix",
    "mrqap",
    "multiplexity",
    "pagerank",
    "part_of",
    "path_weights",
    "ping_pong",
    "placements",
    "places",
    "project",
    "qap",
    "quarter_days",
    "rank_intervals",
    "reach_by_category",
    "read_ties",
    "reciprocity",
    "reconstruct",
    "referral_events",
    "referral_spells",
    "response_rate",
    "save_graph",
    "series",
    "single_points_of_failure",
    "stages",
    "strength",
    "structural_efficiency",
    "structural_hierarchy",
    "survey_answers",
    "surveys_until",
    "tie_arrays",
    "tie_frame",
    "to_columns",
    "to_matrix",
    "to_text",
    "transitivity",
    "triad_census",
    "two_mode_betweenness",
    "two_mode_closeness",
    "two_mode_degree",
    "two_mode_density",
    "waiting_curve",
    "waiting_times",
    "what_if",
    "working_together",
]
