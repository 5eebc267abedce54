"""The core of a bundle: the facts recorded in a run. Every view is a pure function of it."""

import socket
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen


@frozen
class Core:
    """What the views are made from, as plain JSON values: the three records as they stand in the bundle.

    `results` is `results.json`, `environment` is `environment.json`, `redaction` is `redaction.json`. `key_id` is the
    fingerprint of the key that the bundle is signed with (SHA-256 in hex of the public key in DER), None while it is
    not signed. It is no recorded fact: who packs the same core with another key gets views that name that key.

    A view must not change what it is given.
    """

    results: Mapping[str, Any]
    environment: Mapping[str, Any]
    redaction: Mapping[str, Any]
    key_id: str | None = None


def is_own_machine(host: str) -> bool:
    """Whether a recorded host, with or without a port, is an address of the machine that the run was made on.

    That is `localhost` and every name below it, all of 127.0.0.0/8 however it is written, `::1`, the addresses that mean
    "here" (`0.0.0.0`, `::`), and any of them as an IPv4 address inside an IPv6 one.
    """
    name = urlsplit(f"//{host.rpartition('@')[2]}").netloc
    if name.startswith("["):
        name = name[1:].partition("]")[0]
    elif name.count(":") == 1:
        name = name.partition(":")[0]
    name = name.partition("%")[0].rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    found = _address(name)
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or found
        if isinstance(found, IPv6Address) and 1 < int(found) < 1 << 32:
            # An IPv4 address in its oldest dress, `::127.0.0.1`.
            found = IPv4Address(int(found))
    return found is not None and (found.is_loopback or found.is_unspecified)


def _address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        pass
    if not name or name.strip("0123456789abcdefx."):
        return None
    try:
        # Short, octal and hexadecimal forms, `127.1` or `0x7f000001`, lead there as well.
        return IPv4Address(socket.inet_aton(name))
    except OSError:
        return None
