"""Envelopes: what is signed, which forms are accepted, and what an independent implementation says of them."""

import base64
import json
from typing import Any

import pytest
from securesystemslib.dsse import Envelope as IndependentEnvelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import SSlibKey  # type: ignore[attr-defined]  # its interface, if not by its types
from tests.evidence.signed import KEY, OTHER, signed

from signoff_contract.evidence.record.canonical import pretty
from signoff_contract.evidence.seal.dsse import (
    STATEMENT_TYPE,
    EnvelopeError,
    encode_for_signing,
    read_envelope,
    render_envelope,
    sign,
)
from signoff_contract.evidence.seal.keys import PublicKey
from signoff_contract.evidence.seal.reading import ATTESTATION


def independent_key(key: PublicKey) -> SSlibKey:
    return SSlibKey(key.key_id, "ed25519", "ed25519", {"public": key.der[-32:].hex()})


def test_type_and_payload_are_signed_with_their_lengths() -> None:
    # The example of the protocol's own documentation.
    assert encode_for_signing("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )


def test_an_envelope_is_read_as_it_was_written() -> None:
    envelope = sign(b'{"a":1}', KEY)
    assert read_envelope(render_envelope(envelope)) == envelope
    assert envelope.signed_by(KEY.public)
    assert not envelope.signed_by(OTHER.public)
    assert sign(b'{"a":1}', KEY) == envelope


def test_an_independent_tool_verifies_the_envelope_of_a_bundle() -> None:
    envelope = IndependentEnvelope.from_dict(json.loads(signed()[ATTESTATION]))
    accepted = envelope.verify([independent_key(KEY.public)], 1)
    assert list(accepted) == [KEY.public.key_id]
    assert envelope.payload_type == STATEMENT_TYPE
    statement = json.loads(envelope.payload)
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert statement["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1"
    assert {subject["name"] for subject in statement["subject"]} == set(signed()) - {ATTESTATION}


def test_the_independent_tool_refuses_another_key_and_another_payload() -> None:
    envelope = IndependentEnvelope.from_dict(json.loads(signed()[ATTESTATION]))
    stranger = SSlibKey(KEY.public.key_id, "ed25519", "ed25519", {"public": OTHER.public.der[-32:].hex()})
    with pytest.raises(VerificationError):
        envelope.verify([stranger], 1)
    envelope.payload = envelope.payload.replace(b"PASSED", b"FAILED")
    with pytest.raises(VerificationError):
        envelope.verify([independent_key(KEY.public)], 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda envelope: envelope.update(more=1),
        lambda envelope: envelope.pop("payloadType"),
        lambda envelope: envelope.update(payload=7),
        lambda envelope: envelope.update(signatures=[]),
        lambda envelope: envelope.update(signatures=envelope["signatures"] * 2),
        lambda envelope: envelope["signatures"][0].update(cert="x"),
        lambda envelope: envelope["signatures"][0].pop("keyid"),
        lambda envelope: envelope.update(payload="not base64!"),
        lambda envelope: envelope.update(payload="ü"),
        lambda envelope: envelope.update(payload=envelope["payload"] + "\n"),
        lambda envelope: envelope.update(payload=base64.urlsafe_b64encode(b"\xff\xfe\xfd").decode()),
        lambda envelope: envelope["signatures"][0].update(sig=envelope["signatures"][0]["sig"].rstrip("=")),
    ],
)
def test_an_envelope_of_any_other_form_is_refused(change: Any) -> None:
    envelope = json.loads(render_envelope(sign(b"{}", KEY)))
    change(envelope)
    with pytest.raises(EnvelopeError):
        read_envelope(pretty(envelope))


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b'{"payload":"","payload":""}', b"\xff"])
def test_what_is_no_envelope_is_refused(content: bytes) -> None:
    with pytest.raises(EnvelopeError):
        read_envelope(content)


def test_white_space_and_loose_bits_are_refused() -> None:
    content = render_envelope(sign(b"{}", KEY))
    with pytest.raises(EnvelopeError, match="not in the form"):
        read_envelope(content + b"\n")
    # Two texts of base64 can stand for the same bytes: the last letter has bits that no byte uses.
    envelope = json.loads(content)
    sig = envelope["signatures"][0]["sig"]
    envelope["signatures"][0]["sig"] = f"{sig[:-3]}{chr(ord(sig[-3]) + 1)}=="
    with pytest.raises(EnvelopeError):
        read_envelope(pretty(envelope))
