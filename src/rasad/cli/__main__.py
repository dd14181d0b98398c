"""Doors: `python -m rasad.cli`."""

import sys

from rasad.cli import main

sys.exit(main())
