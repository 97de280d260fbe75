from kimcore.errors import BundleError, KimcoreError
from kimcore.text import Language

__all__ = ["BundleError", "KimcoreError", "Language", "__version__"]

__version__: str
