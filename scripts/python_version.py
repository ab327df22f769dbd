"""Stop with a clear message where Python is too old; runs on any Python 3."""

import sys

WANTED = (3, 11)

if sys.version_info < WANTED:
    sys.exit(
        "Crosstie needs Python %d.%d or newer; %s is %s.\n"  # noqa: UP031
        "Install a newer one, or name it: make PYTHON=python3.12 trace"
        % (WANTED + (sys.executable, sys.version.split()[0]))  # noqa: RUF005
    )
try:
    import ensurepip  # noqa: F401
except ImportError:
    sys.exit(
        "This Python cannot make virtual environments: %s\n"  # noqa: UP031
        "On Debian and Ubuntu, install the package python3-venv." % sys.executable
    )
