"""Write the hash-pinned locks from pyproject.toml: `make lock`.

`requirements.lock` is what the command needs to run, `requirements-dev.lock` adds
what checks and tests need, `requirements-build.lock` is the build backend and
`requirements-spark.lock` what the extra adds. Each line
pins one release with the hashes of all its files, so that one lock serves Linux and
macOS. The locks name no index: pip takes the one that the machine is set up for.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = (
    "--quiet",
    "--generate-hashes",
    "--strip-extras",
    "--allow-unsafe",
    "--no-header",
    "--no-annotate",
    "--no-emit-options",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--resolver=backtracking",
)


def compile_lock(name: str, wanted: list[str], *within: Path) -> Path:
    """Resolve requirements into one lock, within the pins of others."""
    lock = ROOT / name
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "wanted.in"
        lines = [*(f"-c {other}" for other in within), *wanted]
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS]
        command += ["--output-file", str(lock), str(source)]
        subprocess.run(command, check=True, cwd=ROOT)
    lock.write_text(heading(name) + without_options(lock.read_text()), encoding="utf-8")
    return lock


def heading(name: str) -> str:
    """Say at the top of a lock where it comes from."""
    return (
        f"# {name}: written by `make lock` from pyproject.toml; not edited by hand.\n"
    )


def without_options(text: str) -> str:
    """Keep pins and hashes; drop index options and comments that name a machine."""
    kept = [
        line
        for line in text.splitlines()
        if line.strip()
        and not line.lstrip().startswith(("#", "-i ", "-f ", "--index"))
        and not line.startswith(("--extra-index", "--find-links", "--trusted-host"))
    ]
    return "\n".join(kept) + "\n"


def main() -> None:
    """Write the locks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = project["project"]["dependencies"]
    build = project["build-system"]["requires"]
    develop = project["dependency-groups"]["dev"]
    runs = compile_lock("requirements.lock", runtime)
    builds = compile_lock("requirements-build.lock", build, runs)
    develops = compile_lock("requirements-dev.lock", runtime + develop, runs, builds)
    extra = project["project"]["optional-dependencies"]["spark"]
    compile_lock("requirements-spark.lock", extra, runs, builds, develops)


if __name__ == "__main__":
    main()
