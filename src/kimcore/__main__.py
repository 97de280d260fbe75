"""Run kimcore as ``python -m kimcore``."""

import sys

from kimcore.cli import main

sys.exit(main())
