"""python -m etl."""

import gc
import sys

from etl.cli import main

gc.set_threshold(100_000, 50, 100)  # a file is a million texts and no cycles: looking for some takes a tenth of a load
sys.exit(main())
