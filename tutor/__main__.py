"""Makes `python -m tutor` the same as `nn-tutor`."""

import sys

from tutor.cli import main

sys.exit(main())
