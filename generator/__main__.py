"""Run the commands: ``python -m generator build``; on a bare Python it sets itself up first."""

import sys

from generator.bootstrap import is_ready, run_inside

if is_ready():
    from generator.cli import main

    main()
else:
    sys.exit(run_inside("generator", sys.argv[1:]))
