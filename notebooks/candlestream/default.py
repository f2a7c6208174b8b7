"""The connection that everything uses which is given none."""

from candlestream.connection import Connection
from candlestream.place import Place

_open: list[Connection] = []


def connect(place: Place | None = None) -> Connection:
    """Opens a connection, which load and the others use from now on; without a place where Place.find() says."""
    connection = Connection(place or Place.find())
    _open[:] = [connection]
    return connection


def opened(connection: Connection | None) -> Connection:
    """The connection given, else the newest that connect() opened, else a new one."""
    if connection:
        return connection
    return _open[0] if _open and _open[0].is_open else connect()
