"""What axe-core finds on the page that a window shows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

AXE = Path(sys.prefix) / "axe" / "node_modules" / "axe-core" / "axe.min.js"  # where .ci/packages browser puts it
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}, resultTypes: ['violations']}).then(
  found => done(found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target} ${n.html.slice(0, 160)}`))),
  fault => done([`axe failed: ${fault}`]));
"""


def barriers(window: Chrome) -> list[str]:
    """Violations of WCAG 2.2 at levels A and AA, one line each."""
    assert AXE.is_file(), "axe-core is missing: .ci/packages browser .venv/axe installs it"
    window.execute_script(AXE.read_text("utf-8"))
    return list(window.execute_async_script(RUN, list(TAGS)))
