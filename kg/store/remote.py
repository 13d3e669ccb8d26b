"""A SPARQL 1.1 store elsewhere: where it is asked and changed, and the requests themselves.

Its limits are its own. An answer is read to its end, within a time and a size, before anybody sees a part of it: some
stores cut a late answer and send it as if it were whole.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.exceptions import HTTPError, ReadTimeoutError

from kg.errors import QueryError, QueryTimeout, StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

USER, PASSWORD, UPDATE = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_UPDATE"
CONNECT = 5.0  # seconds to be let in
CHANGE = 600.0  # seconds that one update may take
PART = 64 * 1024
REDIRECTS = 300


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store answers queries and takes updates, and as whom it is asked."""

    query: str
    update: str
    user: str = ""
    password: str = ""


def address(query: str, environment: Mapping[str, str]) -> Address:
    """The address of a store by that of its queries.

    Stores that answer at …/query take updates at …/update, others where they answer; KG_STORE_UPDATE says otherwise.
    StoreError for what is no web address.
    """
    parts = urlsplit(query)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise StoreError(f"{query}: no address of a store; give that of its queries, which begins with http or https")
    folder, slash, last = parts.path.rpartition("/")
    own = urlunsplit(parts._replace(path=f"{folder}{slash}update" if last == "query" else parts.path))
    return Address(query, environment.get(UPDATE) or own, environment.get(USER, ""), environment.get(PASSWORD, ""))


class Remote:
    """Sends requests to one store; each thread keeps a connection of its own."""

    def __init__(self, where: Address) -> None:
        self.where = where
        self._own = threading.local()

    def ask(self, query: str, accept: str, dataset: Sequence[tuple[str, str]], seconds: float, most: int) -> bytes:
        """The whole answer to a query over `dataset`, the parameters of the protocol that name graphs.

        QueryError where the store does not understand it, QueryTimeout where it takes more than `seconds` or `most`
        bytes, StoreError where it gives no answer.
        """
        form = [("query", query), *dataset]
        return self._send(self.where.query, form, accept, seconds, most)

    def change(self, update: str) -> None:
        """Carry out an update; StoreError where the store does not."""
        try:
            self._send(self.where.update, [("update", update)], "*/*", CHANGE, PART)
        except QueryError as fault:
            raise StoreError(f"{self.where.update}: the store refused the change: {fault.why}") from None

    def _send(self, url: str, form: list[tuple[str, str]], accept: str, seconds: float, most: int) -> bytes:
        due = time.monotonic() + seconds
        try:
            with self._session().post(
                url,
                data=form,
                headers={"Accept": accept, "Accept-Encoding": "identity"},
                stream=True,
                timeout=(CONNECT, seconds),
                allow_redirects=False,
            ) as answer:
                data = _read(answer, due, most)
        except (requests.Timeout, ReadTimeoutError):
            raise QueryTimeout("the store took longer than allowed") from None
        except (requests.RequestException, HTTPError) as fault:
            raise StoreError(f"{url}: no store answers there ({_why(fault)}); start it, or name another") from None
        if answer.status_code >= REDIRECTS:
            raise _refusal(url, answer.status_code, data.decode("utf-8", "replace"))
        return data

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._own, "session", None)
        if session is None:
            session = self._own.session = requests.Session()
            session.trust_env = False  # neither proxies nor passwords of the environment are meant for a store
            session.auth = _credentials(self.where)
        return session


class _Either(AuthBase):
    """Digest where the store asks for it, else basic: who asks need not know which."""

    def __init__(self, where: Address) -> None:
        self._basic = HTTPBasicAuth(where.user.encode(), where.password.encode())
        self._digest = HTTPDigestAuth(where.user, where.password)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        self._basic(request)
        self._digest(request)
        return request


def _credentials(where: Address) -> AuthBase | None:
    return _Either(where) if where.user else None


def _read(answer: requests.Response, due: float, most: int) -> bytes:
    """All that is sent, looked at as it comes: a store that sends a little now and then is late as well."""
    parts, size = [], 0
    while part := answer.raw.read1(PART):
        parts.append(part)
        size += len(part)
        if size > most:
            raise QueryTimeout(f"the store's answer has more than {most} bytes")
        if time.monotonic() > due:
            raise QueryTimeout("the store took longer than allowed")
    return b"".join(parts)


def _refusal(url: str, status: int, text: str) -> QueryError | StoreError:
    """What an answer other than 200 means to whoever asked."""
    said = " ".join(text.split())[:500]
    if status in {401, 403}:
        return StoreError(f"{url}: the store lets nobody in ({status}); set {USER} and {PASSWORD}")
    if status in {404, 405}:
        return StoreError(f"{url}: no SPARQL there ({status}); give the address of the store's queries, and {UPDATE}")
    if status in {408, 504}:
        return QueryTimeout(said or "the store took longer than allowed")
    return QueryError(said or f"the store answered with status {status}")


def _why(fault: BaseException) -> str:
    while fault.args and isinstance(fault.args[0], BaseException):
        fault = fault.args[0]
    return str(getattr(fault, "reason", None) or fault.args[0] if fault.args else fault)
