"""How a client says who it is at a token endpoint: in the body, or by HTTP Basic (RFC 6749, 2.3.1)."""

import base64
import binascii
import logging
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal
from urllib.parse import unquote_to_bytes

from attrs import frozen

from .http import Headers, Request

_LOG = logging.getLogger("signoff_contract.mock")

CHALLENGE: Final[Headers] = (("WWW-Authenticate", 'Basic realm="token endpoint", charset="UTF-8"'),)
"""What a 401 has to say to a client that tried HTTP Basic (RFC 6749, 5.2)."""
UNDOCUMENTED: Final = "HTTP Basic at the token endpoint is not documented, the partner may refuse it"
"""What is remarked on a client that uses Basic where the partner documents the body only."""

_ENCODED: Final = "id and secret are form-urlencoded first, each by itself (RFC 6749, 2.3.1)"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@frozen
class Unreadable(Exception):
    """Credentials that cannot be taken.

    `kind` is "several" where a request authenticates in more than one way, "malformed" where Basic cannot be read.
    """

    kind: Literal["several", "malformed"]
    message: str

    def __str__(self) -> str:
        return self.message


def by_basic(request: Request) -> bool:
    """Whether a request authenticates by HTTP Basic, well or badly."""
    return any(_scheme(line) == "basic" for line in request.lines("authorization"))


def remarks_on(request: Request, *, documented: bool) -> tuple[str, ...]:
    """What is to be told of how a request authenticates, which the log is told as well.

    `documented` says whether the partner documents HTTP Basic for its token endpoint.
    """
    if documented or not by_basic(request):
        return ()
    _LOG.warning("%s; send client_id and client_secret in the body", UNDOCUMENTED)
    return (UNDOCUMENTED,)


def with_credentials(
    request: Request, sent: Mapping[str, Any], known: Callable[[str, str], bool] = lambda _id, _secret: False
) -> Mapping[str, Any]:
    """What a token request says, with client_id and client_secret among it, wherever they stood.

    `known` tells whether somebody has an id and a secret; it is asked so that a client which forgot to encode them
    is told so. Raises Unreadable.
    """
    if not by_basic(request):
        return sent
    if len(request.lines("authorization")) > 1:
        raise Unreadable("several", "The header Authorization must stand there once")
    # RFC 6749, 3.1 and 3.2: what is sent without a value counts as left out.
    if sent.get("client_secret") not in (None, ""):
        raise Unreadable("several", "The client must authenticate by HTTP Basic or in the body, not by both")
    client_id, client_secret = _read(request.lines("authorization")[0], known)
    if sent.get("client_id") not in (None, "", client_id):
        raise Unreadable("several", "The member client_id must name the client that HTTP Basic names, or be left out")
    return {**sent, "client_id": client_id, "client_secret": client_secret}


def _read(line: str, known: Callable[[str, str], bool]) -> tuple[str, str]:
    """The id and the secret of an Authorization line."""
    text = _decoded(line.strip().partition(" ")[2].strip())
    client_id, _, client_secret = text.partition(":")
    if not client_id or not client_secret:
        raise Unreadable("malformed", "HTTP Basic must hold the id, a colon and the secret")
    found = _form_decoded(client_id), _form_decoded(client_secret)
    if not known(*found) and found != (client_id, client_secret) and known(client_id, client_secret):
        raise Unreadable("malformed", f"HTTP Basic holds id and secret as they are; {_ENCODED}")
    return found


def _decoded(credentials: str) -> str:
    try:
        return base64.b64decode(credentials.encode("latin-1"), validate=True).decode()
    except (binascii.Error, UnicodeEncodeError) as error:
        raise Unreadable("malformed", "HTTP Basic must hold the credentials in base64, with its padding") from error
    except UnicodeDecodeError as error:
        raise Unreadable("malformed", f"HTTP Basic does not hold UTF-8; {_ENCODED}") from error


def _form_decoded(text: str) -> str:
    if _LONE_PERCENT.search(text):
        raise Unreadable("malformed", f"A % in HTTP Basic is not followed by two hexadecimal digits; {_ENCODED}")
    try:
        return unquote_to_bytes(text.replace("+", " ")).decode()
    except UnicodeDecodeError as error:
        raise Unreadable("malformed", "What is percent-encoded in HTTP Basic is not UTF-8") from error


def _scheme(line: str) -> str:
    return line.strip().partition(" ")[0].lower()
