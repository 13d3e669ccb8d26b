"""The application of `kg serve` with its engine in the same process: only to measure what the query processes cost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from waitress import create_server

from bench.server import in_process


def main() -> None:
    """Serve the build named on the command line on the port PORT."""
    with in_process(Path(sys.argv[1])) as app:
        create_server(app, host="127.0.0.1", port=int(os.environ["PORT"]), threads=8, ident=None).run()


if __name__ == "__main__":
    main()
