"""Asking a user for consent in the browser (SmartBusiness, auth workflow; OAuth 2.0, section 4.1).

In a web application, with ``smartbusiness`` made for a :class:`~signoff.UserAccount`::

    request = smartbusiness.consent.begin()
    session["state"] = request.state                       # and redirect the browser to request.url
    ...
    smartbusiness.consent.finish(address, state=session["state"])     # address: where the browser came back to

For development on one's own machine :func:`run_consent_flow` does all of it, with the browser's help.
"""

import hmac
import secrets
from collections.abc import Callable, Mapping
from typing import Generic, Protocol, Self, TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

from attrs import field, frozen

from signoff._pipeline.call import Flow
from signoff._pipeline.code_exchange import exchange_code
from signoff._pipeline.transport import AsyncPipelineTransport, PipelineTransport
from signoff.consent_errors import ConsentDenied, ConsentFailed
from signoff.errors import ConfigurationError
from signoff.token_store import TokenStore

__all__ = [
    "AsyncConsent",
    "Consent",
    "ConsentRequest",
    "ConsentSettings",
    "read_redirect",
    "run_consent_flow",
    "run_consent_flow_async",
]

Transport = TypeVar("Transport", bound=PipelineTransport | AsyncPipelineTransport)

_STATE_BYTES = 32
_LONGEST_REDIRECT = 8192


@frozen
class ConsentRequest:
    """Where to send the user's browser, and the secret that tells that the one coming back is the same.

    ``state`` belongs into the user's session; neither is shown by repr.
    """

    url: str = field(repr=False)
    state: str = field(repr=False)


@frozen
class ConsentSettings:
    """What asking for consent needs to know. ``draw_state`` gives that many random bytes as text."""

    authorize_url: str
    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    store: TokenStore
    draw_state: Callable[[int], str] = secrets.token_urlsafe

    def begin(self) -> ConsentRequest:
        """A new request for consent."""
        state = self.draw_state(_STATE_BYTES)
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": " ".join(self.scopes),
            "state": state,
        }
        return ConsentRequest(url=f"{self.authorize_url}?{urlencode(query)}", state=state)


class _Asking(Generic[Transport]):
    """What both kinds of consent have in common."""

    def __init__(self, settings: ConsentSettings | None, transport: Transport) -> None:
        self._settings = settings
        self._transport = transport

    def behind(self, transport: Transport) -> Self:
        """The same behind another client's transport."""
        return type(self)(self._settings, transport)

    @property
    def settings(self) -> ConsentSettings:
        """What the client was made with.

        :raises ConfigurationError: it acts for its own account, which nobody needs to consent to.
        """
        if self._settings is None:
            raise ConfigurationError(
                "this client acts for its own account, so there is nobody to ask; make it with UserAccount(...)"
            )
        return self._settings

    def begin(self) -> ConsentRequest:
        """A new request: send the browser to its ``url`` and keep its ``state`` in the session."""
        return self.settings.begin()

    def _exchange(self, address: str, state: str) -> Flow[None]:
        settings = self.settings
        return exchange_code(
            self._transport.chain, settings.store, read_redirect(address, state), settings.redirect_uri
        )


class Consent(_Asking[PipelineTransport]):
    """The consent of the user whom a client acts for."""

    def finish(self, address: str, *, state: str) -> None:
        """Take what the browser came back with; from then on the client acts for the user.

        :param address: the address that the browser came to, with its query.
        :param state: what :meth:`begin` gave.
        :raises ConsentDenied: the user said no.
        :raises ConsentFailed: the state is another, or no tokens came.
        """
        self._transport.drive(self._exchange(address, state))


class AsyncConsent(_Asking[AsyncPipelineTransport]):
    """The same as :class:`Consent`, awaited."""

    async def finish(self, address: str, *, state: str) -> None:
        """Take what the browser came back with, see :meth:`Consent.finish`."""
        await self._transport.drive(self._exchange(address, state))


class HasConsent(Protocol):
    """A client that acts for a user."""

    @property
    def consent(self) -> Consent:
        """Asking that user."""
        ...


class HasAsyncConsent(Protocol):
    """The same, awaited."""

    @property
    def consent(self) -> AsyncConsent:
        """Asking that user."""
        ...


def read_redirect(address: str, state: str) -> str:
    """The code in the address that the browser came back to. Texts of the address are not repeated in errors.

    :raises ConsentDenied: the user said no.
    :raises ConsentFailed: it is no answer to this request.
    """
    given = _read_query(address)
    # Compared without telling by its duration how much of it was right.
    if not state or not hmac.compare_digest(given.get("state", "").encode(), state.encode()):
        raise ConsentFailed(
            "the browser came back with another state than it was sent with: this is no answer to this request. Begin "
            "again; if it happens again, somebody may be forging redirects."
        )
    if "error" in given:
        raise _refusal(given["error"])
    code = given.get("code", "")
    if not code or not code.isprintable():
        raise ConsentFailed("the browser came back without a code; begin again")
    return code


def run_consent_flow(
    client: HasConsent,
    *,
    announce: Callable[[str], object] = print,
    timeout: float = 300.0,
) -> None:
    """Ask the user of this machine for consent: for development, with a redirect address on loopback.

    The registered redirect address has to be one such as ``http://127.0.0.1:8765/callback``. ``announce`` is given the
    text that tells the user which address to open; the browser's coming back is awaited on that port for ``timeout``
    seconds. Only a redirect with the right state counts.

    :raises ConfigurationError: the redirect address is not on loopback, or its port is taken.
    :raises ConsentDenied: the user said no.
    :raises ConsentFailed: nobody came back in time, or no tokens came.
    """
    from signoff.consent_listener import Listener

    settings = client.consent.settings
    with Listener(settings.redirect_uri) as listener:
        request = settings.begin()
        announce(_invite(request))
        address = listener.wait(lambda query: _answers(query, request.state), timeout)
    client.consent.finish(address, state=request.state)


async def run_consent_flow_async(
    client: HasAsyncConsent,
    *,
    announce: Callable[[str], object] = print,
    timeout: float = 300.0,  # noqa: ASYNC109 - the same interface as the synchronous one
) -> None:
    """The same as :func:`run_consent_flow`, awaited."""
    import anyio.to_thread

    from signoff.consent_listener import Listener

    settings = client.consent.settings
    with Listener(settings.redirect_uri) as listener:
        request = settings.begin()
        announce(_invite(request))
        address = await anyio.to_thread.run_sync(
            lambda: listener.wait(lambda query: _answers(query, request.state), timeout), abandon_on_cancel=True
        )
    await client.consent.finish(address, state=request.state)


def _invite(request: ConsentRequest) -> str:
    return f"Open this address in a browser and give consent:\n{request.url}"


def _answers(query: str, state: str) -> bool:
    try:
        given = _read_query(f"?{query}")
    except ConsentFailed:
        return False
    return hmac.compare_digest(given.get("state", "").encode(), state.encode())


def _read_query(address: str) -> Mapping[str, str]:
    if len(address) > _LONGEST_REDIRECT:
        raise ConsentFailed("the address that the browser came back to is no usable text; begin again")
    try:
        found = parse_qs(urlsplit(address).query, keep_blank_values=True, strict_parsing=False, max_num_fields=50)
    except ValueError:
        raise ConsentFailed("the address that the browser came back to cannot be read; begin again") from None
    relevant = {name: found[name] for name in ("state", "code", "error") if name in found}
    if any(len(values) != 1 for values in relevant.values()):
        raise ConsentFailed("the browser came back with a parameter given twice; begin again")
    return {name: values[0] for name, values in relevant.items()}


def _refusal(error: str) -> ConsentFailed:
    word = error if error.isascii() and error.replace("_", "").isalnum() and len(error) <= 64 else "no known word"
    if word == "access_denied":
        return ConsentDenied("the user was asked for consent and said no", error=word)
    return ConsentFailed(
        f"the partner did not ask the user for consent: {word}. Check client id, redirect address and scopes against "
        "what is registered.",
        error=word,
    )
