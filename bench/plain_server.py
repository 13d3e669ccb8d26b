"""The application of `kg serve` with its engine in the same process: only to measure what the query processes cost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from waitress import create_server

from kg.query.direct import direct
from kg.web.app import create_app
from kg.web.site import EXTENSION


def main() -> None:
    """Serve the build named on the command line on the port PORT."""
    app = create_app(Path(sys.argv[1]), workers=1)
    site = app.extensions[EXTENSION].current
    engine = direct(site.build)
    engine.limits = site.engine.limits  # type: ignore[attr-defined]  # what the gate asks for
    site.engine = engine
    create_server(app, host="127.0.0.1", port=int(os.environ["PORT"]), threads=8, ident=None).run()


if __name__ == "__main__":
    main()
