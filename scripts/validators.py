"""Install the validators of the exported formats beside the project: `make validators`.

They stand in an environment of their own (.validators), because they bring dependencies
that nothing else here needs, and one of them is AGPL: tests call them as programs.
FollowTheMoney needs PyICU, which is published as source only: ICU's headers, a C++
compiler and pkg-config must be there (Debian: libicu-dev g++ pkg-config). Each is
installed by itself, so that one that cannot be had only skips its own tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = Path(os.environ.get("CROSSTIE_VALIDATORS") or ROOT / ".validators")

PACKAGES = {
    "FollowTheMoney": ["followthemoney==4.11.2"],
    "BODS": ["libcovebods==0.16.0"],
    "Data Package": ["frictionless==5.21.0"],
    "GraphML and GEXF": ["networkx==3.6.1"],
    "JSON-LD": ["PyLD==3.3.0", "rdflib>=6.2,<7.7"],
    "OCDS": ["jsonschema>=4.18", "rfc3339-validator", "rfc3987"],
}
"""What validates each format. The schema of OCDS is the one that follows."""

SCHEMA_OF = "ocdsextensionregistry==0.7.0"
SCHEMA = "tests/fixtures/release-schema.json"
"""The release schema of OCDS 1.1.5 stands in this package's source archive."""


def main() -> int:
    """Install what can be had; say what cannot."""
    python = PLACE / "bin" / "python"
    if not python.exists():
        venv.create(PLACE, with_pip=True)
    failed = [
        name
        for name, packages in PACKAGES.items()
        if not pip(python, "install", *packages)
    ]
    if not ocds_schema(python):
        failed.append("the schema of OCDS")
    for name in failed:
        print(f"validators: {name} could not be installed; its tests are skipped")
    return 1 if failed else 0


def pip(python: Path, *arguments: str) -> bool:
    """Run pip; tell whether it did what it was asked."""
    done = subprocess.run([python, "-m", "pip", "-q", *arguments], check=False)
    return done.returncode == 0


def ocds_schema(python: Path) -> bool:
    """Take the schema of OCDS out of a source archive."""
    with tempfile.TemporaryDirectory() as folder:
        name = SCHEMA_OF.partition("==")[0]
        asked = ("--no-deps", "--no-binary", name, "-d", folder)
        if not pip(python, "download", *asked, SCHEMA_OF):
            return False
        (archive,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(archive) as opened:
            inside = f"{archive.name.removesuffix('.tar.gz')}/{SCHEMA}"
            found = opened.extractfile(inside)
            if found is None:
                return False
            (PLACE / "ocds-release-schema.json").write_bytes(found.read())
    return True


if __name__ == "__main__":
    sys.exit(main())
