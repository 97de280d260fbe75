"""How the records of one story are keyed."""

from kimcore.model import DecisionId


def theme_decision_of(story: str) -> DecisionId:
    """Return the key of the first decision on a story: whether its theme is taken up.

    Example:
        >>> theme_decision_of("kita")
        'beschluss-kita'
    """
    return DecisionId(f"beschluss-{story}")


def approval_of(story: str) -> DecisionId:
    """Return the key of the second decision on a story: the approval of the measure.

    Example:
        >>> approval_of("kita")
        'freigabe-kita'
    """
    return DecisionId(f"freigabe-{story}")
