"""`./dev bench [NAME]`: runs one measurement, or all of them."""

import importlib
import sys

NAMES = ("critic", "http", "pdf")


def main() -> int:
    """Run what is named and return the exit code."""
    names = sys.argv[1:] or list(NAMES)
    for name in names:
        if name not in NAMES:
            print(f"there is no measurement {name}; there are {', '.join(NAMES)}")
            return 2
        importlib.import_module(f"bench.{name}").run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
