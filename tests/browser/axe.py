"""What axe-core finds on the page that a window shows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selenium.webdriver import Chrome

AXE = Path(sys.prefix) / "axe" / "node_modules" / "axe-core" / "axe.min.js"  # where .ci/packages browser puts it
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
CONTRAST = ("color-contrast",)  # the one rule whose verdict another colour scheme can change
RUN = """
const done = arguments[arguments.length - 1], [tags, rules] = arguments;
const runOnly = rules.length ? {type: 'rule', values: rules} : {type: 'tag', values: tags};
axe.run(document, {runOnly, resultTypes: ['violations']}).then(
  found => done(found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target} ${n.html.slice(0, 160)}`))),
  fault => done([`axe failed: ${fault}`]));
"""


def barriers(window: Chrome, rules: Sequence[str] = ()) -> list[str]:
    """Violations of WCAG 2.2 at levels A and AA, or of some rules only, one line each."""
    assert AXE.is_file(), "axe-core is missing: .ci/packages browser .venv/axe installs it"
    if not window.execute_script("return 'axe' in window"):
        window.execute_script(AXE.read_text("utf-8"))
    return list(window.execute_async_script(RUN, list(TAGS), list(rules)))
