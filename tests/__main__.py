"""Run all the tests: ``python -m tests``; on a bare Python it sets itself up first."""

import os
import sys

from generator.bootstrap import ROOT, run_inside

if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(run_inside("pytest", sys.argv[1:], groups=("dev",)))
