"""The access token of a campaign: fetched from the token endpoint, which may be another host, and kept."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import httpx2
from attrs import define, field

from signoff.runtime import Clock
from signoff_contract.suite.target import Target
from signoff_contract.traffic.exchange import Exchange, Malformed

MARGIN = 60.0
"""Seconds before its end at which a token is no longer used."""


class NoToken(Exception):
    """The token endpoint gave no token."""


@define
class TokenSource:
    """Gives the current access token and asks for a new one when it is about to end (client credentials).

    `form` sends the request as a form and not as JSON. `granted` is told every token, so that whoever writes something
    about the campaign can make sure that none of them is in it.
    """

    target: Target
    send: Callable[[httpx2.Request], Exchange]
    clock: Clock
    form: bool = False
    granted: Callable[[str], object] = field(default=lambda _token: None, repr=False)
    requests: int = field(default=0, init=False)
    _token: str | None = field(default=None, init=False, repr=False)
    _until: float = field(default=0.0, init=False)

    def __call__(self) -> str:
        """The token. Raises NoToken."""
        if self._token is None or self.clock.monotonic() >= self._until:
            self._fetch()
        assert self._token is not None  # noqa: S101
        return self._token

    def _fetch(self) -> None:
        body: dict[str, Any] = {
            "grant_type": "client_credentials",
            "client_id": self.target.credentials.client_id,
            "client_secret": self.target.credentials.client_secret,
        }
        audience = getattr(self.target.environment, "audience", None)
        if audience:
            body["audience"] = audience
        self.requests += 1
        answer = self.send(
            httpx2.Request(
                "POST",
                self.target.environment.token_url,
                headers={
                    "Content-Type": "application/x-www-form-urlencoded" if self.form else "application/json",
                    "Accept": "application/json",
                },
                content=(urlencode(body) if self.form else json.dumps(body)).encode(),
            )
        )
        if answer.status != 200:
            raise NoToken(f"the token endpoint answered {answer.status}; check client id, secret and token address")
        try:
            answered = answer.json()
            self._token = str(answered["access_token"])
            lifetime = float(answered.get("expires_in", 0))
        except (Malformed, ValueError, KeyError, TypeError, AttributeError):
            raise NoToken("the token endpoint answered 200 without an access token") from None
        self.granted(self._token)
        self._until = self.clock.monotonic() + max(lifetime - MARGIN, lifetime / 2)
