"""One pool of different texts for columns whose values may be compared."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from kimcore.tables.arrow import pa, pc
from kimcore.tables.columns import Pool
from kimcore.tables.views import raw, translated


def pool_of(leaves: Iterable[pa.Array]) -> Pool:
    """Return the pool of all texts in some arrays.

    Example:
        >>> list(pool_of([pa.array(["b", "a"]).dictionary_encode(), pa.array(["a", "c"])]))
        ['b', 'a', 'c']
    """
    texts = [leaf.dictionary if pa.types.is_dictionary(leaf.type) else leaf.drop_null() for leaf in leaves]
    return Pool(pc.unique(pa.chunked_array(texts, pa.utf8())))


def codes_in(leaf: pa.Array, pool: Pool) -> NDArray[np.int32]:
    """Return the code in a pool of every value; beneath a null is 0."""
    if not pa.types.is_dictionary(leaf.type):
        return raw(pc.index_in(leaf, pool.texts).fill_null(0), np.int32)
    if leaf.dictionary.equals(pool.texts):
        return raw(leaf.indices, np.int32)
    return translated(leaf, pc.index_in(leaf.dictionary, pool.texts), np.int32)
