"""A build that is served for a while, to a Chromium that nobody sees."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from waitress import create_server

from kg.web.app import close_app, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from waitress.server import TcpWSGIServer

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def served(build: Path) -> Iterator[str]:
    """The address of the pages of a build."""
    app = create_app(build)
    server = create_server(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(partial(_close, server))
    thread.join(20)
    server.task_dispatcher.shutdown()
    close_app(app)


def _close(server: TcpWSGIServer) -> None:
    """Close the connections too that a browser keeps open: the server's thread would wait for them."""
    for channel in tuple(server.active_channels.values()):
        channel.handle_close()
    server.close()


def chromium(profile: Path, *flags: str) -> Chrome:
    driver, binary = shutil.which("chromedriver"), shutil.which("chromium")
    assert driver is not None, "install Debian's chromium and chromium-driver"
    assert binary is not None, "install Debian's chromium and chromium-driver"
    options = ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={profile}", *flags):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = Chrome(options=options, service=ChromeService(driver))
    started.set_page_load_timeout(30)
    return started
