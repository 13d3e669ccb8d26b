"""Which version is served: requests go over to a new one, and the old one ends after its last reader.

A request keeps the version that it began with. The new one can answer before anybody is sent to it, so nothing is
dropped and nothing waits.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from typing import TYPE_CHECKING

from flask import g

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from kg.web.site import Site

LOG = logging.getLogger(__name__)
LOOK = 1.0  # seconds between two looks at the build folder


class Serving:
    """Hands out the newest version; to be closed."""

    def __init__(self, first: Site) -> None:
        self._changed = threading.Condition()
        self._current = first
        self._readers: Counter[Site] = Counter()
        self._ending: set[threading.Thread] = set()

    @property
    def current(self) -> Site:
        """The newest version, for a look at it; ask it nothing without taking it."""
        return self._current

    def take(self) -> Site:
        """The newest version, which stays until it is released as often as it was taken."""
        with self._changed:
            self._readers[self._current] += 1
            return self._current

    def release(self, site: Site) -> None:
        """One reader less."""
        with self._changed:
            self._readers[site] -= 1
            if not self._readers[site]:
                del self._readers[site]
                self._changed.notify_all()

    def go_over(self, new: Site) -> None:
        """Serve a new version; when this returns, who asks is answered from it."""
        try:
            new.engine.warm()
        except BaseException:
            new.close()
            raise
        with self._changed:
            old, self._current = self._current, new
            thread = threading.Thread(target=self._end, args=(old,), name="old version", daemon=True)
            self._ending = {one for one in self._ending if one.is_alive()} | {thread}
        thread.start()

    def close(self) -> None:
        """End the newest version and wait for the older ones."""
        self._current.engine.close()
        self._current.close_folder()
        for thread in list(self._ending):
            thread.join()

    def _end(self, old: Site) -> None:
        with self._changed:
            self._changed.wait_for(lambda: old not in self._readers)
        old.close()


class Watch:
    """A thread that has a new build served once it stands in the place of the old one."""

    def __init__(self, serving: Serving, renew: Callable[[], None]) -> None:
        self._serving, self._renew = serving, renew
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, name="new builds", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        said = ""
        while not self._stop.wait(LOOK):
            if self._serving.current.held.is_current():
                continue
            try:
                self._renew()
                said = ""
            except (KgError, OSError) as fault:
                if str(fault) != said:
                    said = str(fault)
                    LOG.warning("the new build cannot be served, the old one still is: %s", fault)


def release_after_requests(app: Flask, serving: Serving) -> None:
    """Let a request's version go when the request is over."""

    @app.teardown_appcontext
    def release(_: BaseException | None) -> None:
        if "site" in g:
            serving.release(g.pop("site"))
