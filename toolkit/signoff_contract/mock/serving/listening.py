"""Where a mock is listened for: the socket, and the addresses by which it is reached."""

import errno
import socket

from attrs import frozen

from signoff.runtime import is_loopback

_OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")


class PortInUse(Exception):
    """The address cannot be listened on: it is taken, not permitted, or not this machine's. The message says which."""


@frozen
class Place:
    """Where a site is reached.

    * `origin`: scheme, host and port, as they begin addresses.
    * `origins`: all by which it may be addressed. A request to any other was led here by somebody else's name.
    * `is_open`: whether other machines can reach it.
    """

    origin: str
    origins: frozenset[str] = frozenset()
    is_open: bool = False


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Port 0 takes a free one. Raises PortInUse."""
    if not 0 <= port <= 65_535:
        # The resolver would quietly take it modulo 65,536.
        raise PortInUse(f"there is no port {port}; ports go from 0 to 65535")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, OverflowError, UnicodeError) as error:
        raise PortInUse(f"{host!r} port {port} is no address to listen on: {error}") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(512)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(f"port {port} of {host} is in use") from error
        raise PortInUse(f"cannot listen on {host} port {port}: {error.strerror or error}") from error
    return listener


def place_of(listener: socket.socket, host: str, *, secure: bool) -> Place:
    """Where a socket is reached that was made for `host`; `secure` says whether TLS is spoken there."""
    bound, port = listener.getsockname()[:2]
    scheme = "https" if secure else "http"
    # Everywhere is no address to go to, but this machine is among it.
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bound, bound)  # noqa: S104 - it is compared, not listened on
    names = dict.fromkeys((_bracketed(shown), _bracketed(host.lower()), *_OWN_NAMES))
    default = 443 if secure else 80
    origins = [f"{scheme}://{name}:{port}" for name in names]
    if port == default:
        origins += [f"{scheme}://{name}" for name in names]
    return Place(origins[0], frozenset(origins), not is_loopback(bound))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
