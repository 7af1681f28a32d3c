"""`make bench`: requests per second, latencies and queries beside the floor, in one run."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MEASURE = (
    "import django; django.setup(); from tests.bench.measuring import main; "
    "raise SystemExit(main())"
)
SECONDS = float(os.environ.get("BENCH_SECONDS", "8"))


def main() -> int:
    """Prepare an installation, serve it as production would, measure; returns the exit status."""
    with tempfile.TemporaryDirectory(prefix="passport-bench-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "PASSPORT_DATA_DIR": folder,
            "PORT": os.environ.get("BENCH_PORT", "8099"),
            "PASSPORT_LOG_LEVEL": "ERROR",
            "BENCH_SECONDS": str(SECONDS),
        }
        print("Preparing a database with the shipped content ...", flush=True)
        subprocess.run(
            [sys.executable, "manage.py", "bootstrap"],
            cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        return subprocess.run(
            [sys.executable, "-W", "ignore", "-c", MEASURE], cwd=ROOT, env=environment, check=False
        ).returncode


if __name__ == "__main__":
    raise SystemExit(main())
