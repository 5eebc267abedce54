"""DSSE envelopes: a signature over a payload and its type (Dead Simple Signing Envelope, protocol version 1).

Strict on purpose. The protocol allows several signatures, no key id and two alphabets of base64; here an envelope has
exactly one signature with its key id, and one form.
"""

import base64
import binascii

from attrs import field, frozen

from signoff_contract.evidence.record.canonical import NotCanonical, pretty, read_strictly

from .keys import PublicKey, SigningKey

STATEMENT_TYPE = "application/vnd.in-toto+json"


class EnvelopeError(ValueError):
    """A text is no envelope of ours; the message says what is wrong with it."""


@frozen
class Envelope:
    """A payload, its media type, and who signed them. `key_id` is a claim until the signature is verified."""

    payload: bytes = field(repr=False)
    payload_type: str
    key_id: str
    signature: bytes = field(repr=False)

    def signed_by(self, key: PublicKey) -> bool:
        """Whether the signature is that key's."""
        return key.verifies(self.signature, encode_for_signing(self.payload_type, self.payload))


def encode_for_signing(payload_type: str, payload: bytes) -> bytes:
    """What is signed: type and payload, each with its length before it, so that neither can be read as the other."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def sign(payload: bytes, key: SigningKey, payload_type: str = STATEMENT_TYPE) -> Envelope:
    """The signed envelope of a payload."""
    return Envelope(payload, payload_type, key.public.key_id, key.sign(encode_for_signing(payload_type, payload)))


def render_envelope(envelope: Envelope) -> bytes:
    """The bytes of the envelope's file."""
    return pretty(
        {
            "payload": base64.b64encode(envelope.payload).decode(),
            "payloadType": envelope.payload_type,
            "signatures": [{"keyid": envelope.key_id, "sig": base64.b64encode(envelope.signature).decode()}],
        }
    )


def read_envelope(content: bytes) -> Envelope:
    """The envelope in a file. Raises EnvelopeError unless it stands there in the form that `render_envelope` gives."""
    try:
        match read_strictly(content):
            case {
                "payload": str(payload),
                "payloadType": str(kind),
                "signatures": [{"keyid": str(key_id), "sig": str(signature), **others}],
                **more,
            } if not others and not more:
                envelope = Envelope(
                    base64.b64decode(payload, validate=True), kind, key_id, base64.b64decode(signature, validate=True)
                )
            case _:
                raise EnvelopeError("not payload, payloadType and exactly one signature of keyid and sig")
    except NotCanonical as error:
        raise EnvelopeError(str(error)) from error
    except (binascii.Error, UnicodeEncodeError, ValueError) as error:
        if isinstance(error, EnvelopeError):
            raise
        raise EnvelopeError("payload or signature is not base64") from error
    if render_envelope(envelope) != content:
        raise EnvelopeError("not in the form in which it is written; white space or encoding was changed")
    return envelope
