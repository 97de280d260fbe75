from kimcore.errors import BundleError as BundleError
from kimcore.errors import KimcoreError as KimcoreError
from kimcore.text import Language as Language

__version__: str
