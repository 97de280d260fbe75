"""Where a fact about a town was published."""

from datetime import date

from kimcore.model.keys import SourceId
from kimcore.records import frozen


@frozen(kw_only=True)
class SourceDocument:
    """A publication that a fact in a bundle rests on (*Quelle, Beleg*)."""

    id: SourceId
    title: str
    url: str | None = None
    published_on: date | None = None
    """The day of the content, as far as it is known."""
    note: str | None = None
    """What the source says about its own date or limits."""
