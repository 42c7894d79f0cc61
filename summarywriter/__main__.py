"""``python -m summarywriter`` is the command line."""

import sys

from summarywriter.cli import main

sys.exit(main())
