"""The session with Cassandra, and clear messages for its errors."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from threading import BoundedSemaphore
from types import TracebackType
from typing import Any

from cassandra import DriverException, InvalidRequest, ProtocolVersion, Unauthorized
from cassandra.auth import PlainTextAuthProvider
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile, NoHostAvailable
from cassandra.concurrent import execute_concurrent_with_args
from cassandra.connection import DefaultEndPoint
from cassandra.policies import DCAwareRoundRobinPolicy, TokenAwarePolicy
from cassandra.query import tuple_factory

from candlestream.errors import CandlestreamError
from candlestream.pages import Column, Page, RawPages, together
from candlestream.place import Place

_PATIENCE_SECONDS = 10
_ROWS_A_PAGE = 10_000
_AT_A_TIME = 64
#: Of a query whose rows are wanted as columns: more bring nothing.
_ROWS_A_RAW_PAGE = 10_000
#: So many ranges are read at once: while one page is on its way the server makes another one.
_RANGES_AT_ONCE = 2

# What it has to say is said by our own line; its log would repeat that with a stack trace for every attempt.
logging.getLogger("cassandra").addHandler(logging.NullHandler())


class Connection:
    """An open session on the tables; close it, or use it in a with statement."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._prepared: dict[str, Any] = {}
        self._raw: Any = None
        self._cluster = _cluster(place)
        try:
            self._session = self._cluster.connect()
            self._session.default_fetch_size = _ROWS_A_PAGE
        except (DriverException, NoHostAvailable, OSError) as e:
            self._cluster.shutdown()
            raise CandlestreamError(f"Cannot reach Cassandra at {place}: {_reason(e, place)}") from e

    @property
    def is_open(self) -> bool:
        return not self._cluster.is_shutdown

    def of(self, interval: str) -> "Connection":
        """The same session, where the candles are those of the table of another interval, such as assets_1h."""
        other = copy(self)
        place = replace(self.place, table=f"{self.place.table}_{interval}")
        vars(other).update(place=place, _prepared={}, _raw=self._raw_session())
        return other

    def columns(self) -> set[str]:
        """The columns that the table of the candles has: a table of the contract alone lacks the newer ones."""
        keyspace = self._cluster.metadata.keyspaces.get(self.place.keyspace)
        table = keyspace and keyspace.tables.get(self.place.table)
        if not table:
            raise CandlestreamError(
                f"Cannot read {self.place.keyspace}.{self.place.table}: no such table that {self._reader} may see"
                " (./candlestream prepare makes it; check ASSET_CASSANDRA_KEYSPACE and ASSET_CASSANDRA_TABLE)"
            )
        return set(table.columns)

    def require_trades(self) -> None:
        """Refuses to go on where there is no table of trades."""
        if not self.has("trades"):
            raise CandlestreamError(
                f"Cannot read {self.place.keyspace}.{self.place.trades_table}: no such table that {self._reader} sees"
                " (./candlestream prepare makes it; CANDLESTREAM_CONSUMER_TRADES=true fills it)"
            )

    def has(self, what: str) -> bool:
        """Whether there is a table for what a query names in braces, as far as the login sees."""
        keyspace = self._cluster.metadata.keyspaces.get(self.place.keyspace)
        return bool(keyspace and self._tables[what] in keyspace.tables)

    @property
    def _tables(self) -> dict[str, str]:
        place = self.place
        names = {"table": place.table, "gaps": place.gaps_table, "trades": place.trades_table}
        made = {
            "features": place.features_table,
            "correlations": place.correlations_table,
            "metrics": place.metrics_table,
        }
        revised = {"revisions": place.revisions_table, "trade_revisions": place.trade_revisions_table}
        return {**names, **made, **revised, "certificates": "certificates"}

    def rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query by key, page after page; {table}, {gaps}, {trades} and such are tables."""
        with self._troubles():
            yield from self._session.execute(self._statement(query), values)

    def columns_of(self, query: str, names: Sequence[str], ranges: Sequence[tuple[object, ...]]) -> dict[str, Column]:
        """The columns of the query's rows for the values of each range, in the order of the ranges.

        All of them have to be of types that always have as many bytes.
        """
        with self._troubles():
            session = self._raw_session()
            statement = self._statement(query)
            slots = BoundedSemaphore(_RANGES_AT_ONCE)
            reads = [_RangeRead(session, statement, values, slots) for values in ranges]
            for read in reads:
                slots.acquire()
                read.start()
            return together([page for read in reads for page in read.pages()], names)

    def _raw_session(self) -> Any:
        """A session of its own, since what the rows of an answer become is a session's choice."""
        if self._raw is None:
            self._raw = self._cluster.connect()
            self._raw.client_protocol_handler = RawPages
            self._raw.default_fetch_size = _ROWS_A_RAW_PAGE
        return self._raw

    def row_of_each(self, query: str, keys: Iterable[str | tuple[object, ...]]) -> list[tuple[Any, ...]]:
        """The one row that the query has for each key, of one value or several; many are asked for at a time."""
        with self._troubles():
            statement = self._statement(query)
            values = [key if isinstance(key, tuple) else (key,) for key in keys]
            answers = execute_concurrent_with_args(self._session, statement, values, _AT_A_TIME)
            return [answer.one() for _, answer in answers]

    def _statement(self, query: str) -> Any:
        if query not in self._prepared:
            tables = {what: f'"{self.place.keyspace}"."{name}"' for what, name in self._tables.items()}
            self._prepared[query] = self._session.prepare(query.format(**tables))
        return self._prepared[query]

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except (DriverException, NoHostAvailable) as e:
            raise CandlestreamError(f"Cannot read {self.place.keyspace}: {self._trouble(e)}") from e

    @property
    def _reader(self) -> str:
        return self.place.username or "who has no login"

    def _trouble(self, failure: Exception) -> str:
        if isinstance(failure, Unauthorized):
            return f"{self._reader} may not (GRANT SELECT ON KEYSPACE {self.place.keyspace}, or log in as the reader)"
        if isinstance(failure, InvalidRequest):
            return str(failure).partition('message="')[2].rstrip('"') or str(failure)
        return f"Cassandra at {self.place} does not answer ({type(failure).__name__}; run it again once it is back)"

    def close(self) -> None:
        self._cluster.shutdown()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class _RangeRead:
    """The pages of one range, each asked for as soon as the one before it is here; ends with a slot given back."""

    def __init__(self, session: Any, statement: Any, values: tuple[object, ...], slots: BoundedSemaphore) -> None:
        self._session = session
        self._statement = statement
        self._values = values
        self._slots = slots
        self._pages: list[Page] = []
        self._end: Future[None] = Future()

    def start(self) -> None:
        future = self._session.execute_async(self._statement, self._values)
        future.add_callbacks(self._received, self._failed, callback_args=(future,))

    def _received(self, rows: list[Page], future: Any) -> None:
        """In the driver's thread, page after page."""
        self._pages.extend(rows)
        if future.has_more_pages:
            future.start_fetching_next_page()
        else:
            self._slots.release()
            self._end.set_result(None)

    def _failed(self, failure: Exception) -> None:
        self._slots.release()
        self._end.set_exception(failure)

    def pages(self) -> list[Page]:
        self._end.result()
        return self._pages


def _cluster(place: Place) -> Any:
    profile = ExecutionProfile(
        load_balancing_policy=TokenAwarePolicy(DCAwareRoundRobinPolicy()),  # of the data centre that place is in
        row_factory=tuple_factory,
        request_timeout=_PATIENCE_SECONDS,
    )
    return Cluster(
        # An end point keeps the host's name, which a certificate has to bear; a text would be resolved first.
        contact_points=[DefaultEndPoint(place.host, place.port)],
        port=place.port,
        auth_provider=PlainTextAuthProvider(place.username, place.password) if place.username else None,
        ssl_context=place.tls.context() if place.tls else None,
        execution_profiles={EXEC_PROFILE_DEFAULT: profile},
        protocol_version=ProtocolVersion.V5,  # Cassandra 4.0 and later; named, so that nothing is negotiated
        connect_timeout=_PATIENCE_SECONDS,
        control_connection_timeout=_PATIENCE_SECONDS,
    )


def _reason(failure: Exception, place: Place) -> str:
    # The driver keeps no more of an SSLError than its words.
    told = " ".join(f"{type(cause).__name__}: {cause}" for cause in _causes(failure))
    if "AuthenticationFailed" in told:
        return "login refused (check ASSET_CASSANDRA_USERNAME and ASSET_CASSANDRA_PASSWORD)"
    if "mismatch, certificate is not valid for" in told:
        return "the server's certificate is for another host (ASSET_CASSANDRA_HOST)"
    if "certificate has expired" in told:
        return "the server's certificate is not valid now (renew it)"
    if "CERTIFICATE_VERIFY_FAILED" in told:
        return "no authority that is trusted has signed the server's certificate (ASSET_CASSANDRA_TRUSTSTORE)"
    own = "" if not place.tls or place.tls.own else ", or ASSET_CASSANDRA_KEYSTORE if it asks for a certificate"
    if alert := re.search(r"\[SSL: (\w+)\]", told):
        return f"TLS failed, {alert[1]} (ASSET_CASSANDRA_TLS{own})"
    return (
        "nobody answers there (start ./candlestream demo, or check ASSET_CASSANDRA_HOST, ASSET_CASSANDRA_PORT and"
        f" ASSET_CASSANDRA_TLS{own}; ./candlestream notebooks opens what demo --keep left)"
    )


def _causes(failure: BaseException | None) -> Iterator[BaseException]:
    """The failure and what it holds, as far as it tells."""
    while failure:
        yield failure
        if isinstance(failure, NoHostAvailable):
            yield from failure.errors.values()
        failure = failure.__cause__ or failure.__context__
