"""The core of a bundle: the facts recorded in a run. Every view is a pure function of it."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from signoff._pipeline.settings import is_loopback


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
    """Whether a recorded host, with or without a port, is an address of the machine that the run was made on."""
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    return is_loopback(name.strip("[]"))
