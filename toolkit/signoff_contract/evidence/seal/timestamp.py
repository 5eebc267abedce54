"""RFC 3161: a time-stamping authority vouches that an envelope existed at a time.

The stamp is over the SHA-256 of the envelope's file, so `openssl ts -verify` checks it as well. It needs the extra
`timestamp`.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from signoff_contract.install import how_to_install

from .witness import Refuted, WitnessError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

MISSING = f"rfc3161-client is not installed; for timestamps, install it {how_to_install('timestamp')}"

_SECONDS = 30.0
_LARGEST = 1 << 16
_GRANTED = (0, 1)
_ALGORITHMS = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}

Post = Callable[[str, bytes], bytes]
"""Sends a request to an address and gives the body of the answer. Raises WitnessError."""


def _library() -> Any:
    try:
        import rfc3161_client
    except ModuleNotFoundError as error:
        raise WitnessError(MISSING) from error
    return rfc3161_client


def post(url: str, request: bytes) -> bytes:
    """Asks an authority over HTTP. Plain http is common there and does no harm: the answer is signed."""
    import httpx2

    try:
        with httpx2.stream(
            "POST",
            url,
            content=request,
            headers={"content-type": "application/timestamp-query", "accept": "application/timestamp-reply"},
            timeout=_SECONDS,
        ) as answer:
            if answer.status_code != 200:
                raise WitnessError(f"the time-stamping authority {url} answered {answer.status_code}; try another one")
            body = b""
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > _LARGEST:
                    raise WitnessError(f"the time-stamping authority {url} answered with more than any stamp has")
            return body
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise WitnessError(
            f"the time-stamping authority {url} cannot be asked ({type(error).__name__}); check the address or try later"
        ) from error


def ask_authority(url: str, envelope: bytes, send: Post = post) -> bytes:
    """A stamp of now over an envelope. Raises WitnessError when the authority gives none for it."""
    library = _library()
    asked = library.TimestampRequestBuilder().data(envelope).hash_algorithm(library.HashAlgorithm.SHA256)
    request = asked.nonce(nonce=True).cert_request(cert_request=True).build()
    content = send(url, request.as_bytes())
    try:
        response = library.decode_timestamp_response(content)
        granted = response.status in _GRANTED
        about = response.tst_info.message_imprint.message if granted else b""
        ours = granted and about == request.message_imprint.message and response.tst_info.nonce == request.nonce
    except ValueError as error:
        raise WitnessError(f"what {url} answered is no timestamp; is it a time-stamping authority?") from error
    if not ours:
        raise WitnessError(f"the time-stamping authority {url} granted no timestamp for this request")
    return content


def check_timestamp(content: bytes, envelope: bytes, roots: "tuple[Certificate, ...]" = ()) -> str:
    """What a stamp shows about an envelope; who made it is only checked with the `roots` of the authority."""
    library = _library()
    try:
        response = library.decode_timestamp_response(content)
        if response.status not in _GRANTED:
            raise Refuted("is no granted timestamp")
        info = response.tst_info
        moment = f"{info.gen_time:%Y-%m-%d %H:%M:%S} UTC"
        about = info.message_imprint
        algorithm, stamped = about.hash_algorithm.dotted_string, about.message
    except ValueError as error:
        raise Refuted("is no timestamp that can be read") from error
    if stamped != _digest(algorithm, envelope):
        raise Refuted("is about another envelope")
    if not roots:
        return f"says that the signature existed at {moment}; not verified: give the authority's roots (--tsa-roots)"
    builder = library.VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(response, envelope)
    except (library.VerificationError, ValueError) as error:
        raise Refuted("does not come from the authority whose roots were given") from error
    return f"the signature existed at {moment}, as the time-stamping authority vouches"


def read_roots(path: Path) -> "tuple[Certificate, ...]":
    """The certificates in a PEM file. Raises WitnessError."""
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return tuple(load_pem_x509_certificates(path.read_bytes()))
    except OSError as error:
        raise WitnessError(f"the roots {path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise WitnessError(f"{path} holds no certificates in PEM; the authority publishes its root") from error


def _digest(algorithm: str, content: bytes) -> bytes | None:
    return hashlib.new(_ALGORITHMS[algorithm], content).digest() if algorithm in _ALGORITHMS else None
