"""The signed part of a bundle: who signed, and which digests the signature covers."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from signoff_contract.evidence.record.canonical import NotCanonical, compact, read_strictly

from .alteration import Alteration
from .dsse import STATEMENT_TYPE, Envelope, EnvelopeError, read_envelope
from .keys import KeyTrouble, read_public_key
from .reading import ATTESTATION, PUBLIC_KEY
from .statement import PREDICATE, STATEMENT


@frozen
class Attested:
    """What the signature says.

    `key_id` names the key that signed; None without a signature, or with one that does not hold. `statement` is what
    it signed and `digests` the subjects in it; both None in the same cases. `named` is the key that lies in the bundle,
    also when the signature does not hold.
    """

    key_id: str | None = None
    named: str | None = None
    statement: Mapping[str, Any] | None = None
    digests: Mapping[str, str] | None = None
    alterations: tuple[Alteration, ...] = field(default=())


def read_attested(files: Mapping[str, bytes]) -> Attested:
    """Verifies the signature of a bundle's files with the key that lies among them; whose key that is, it cannot say."""
    there = [name for name in (PUBLIC_KEY, ATTESTATION) if name in files]
    if not there:
        return Attested()
    try:
        key = read_public_key(files[PUBLIC_KEY], PUBLIC_KEY) if PUBLIC_KEY in files else None
    except KeyTrouble as error:
        return _broken("signature", PUBLIC_KEY, str(error))
    named = None if key is None else key.key_id
    if key is None or len(there) == 1:
        missing = ATTESTATION if there == [PUBLIC_KEY] else PUBLIC_KEY
        return _broken("signature", missing, f"was removed, or {there[0]} was added: one goes with the other", named)
    if key.pem != files[PUBLIC_KEY]:
        return _broken("signature", PUBLIC_KEY, "holds more than the key, or the key in another form", named)
    try:
        envelope = read_envelope(files[ATTESTATION])
    except EnvelopeError as error:
        return _broken("signature", ATTESTATION, str(error), named)
    if envelope.payload_type != STATEMENT_TYPE:
        return _broken("signature", ATTESTATION, f"signs something of another type than {STATEMENT_TYPE}", named)
    if envelope.key_id != named:
        return _broken("signature", ATTESTATION, f"names another key than {PUBLIC_KEY}", named)
    if not envelope.signed_by(key):
        why = "the signature does not hold: it, the statement or the key was changed"
        return _broken("signature", ATTESTATION, why, named)
    try:
        statement = _statement(envelope)
    except ValueError as error:
        return _broken("statement", ATTESTATION, str(error), named)
    subjects = {subject["name"]: subject["digest"]["sha256"] for subject in statement["subject"]}
    if len(subjects) != len(statement["subject"]):
        return _broken("statement", ATTESTATION, "names a file twice", named)
    return Attested(named, named, statement, subjects)


def _broken(kind: str, subject: str, message: str, named: str | None = None) -> Attested:
    return Attested(named=named, alterations=(Alteration(kind, subject, message),))


def _statement(envelope: Envelope) -> Mapping[str, Any]:
    """The statement in an envelope. Raises ValueError unless it has exactly the members that are known here."""
    try:
        value = read_strictly(envelope.payload)
    except NotCanonical as error:
        raise ValueError(f"the statement cannot be read: {error}") from error
    try:
        written = compact(value)
    except RecursionError as error:
        raise ValueError("the statement is nested beyond all bounds") from error
    if written != envelope.payload:
        raise ValueError("the statement is not in the form in which it is signed")
    match value:
        case {"_type": kind, "subject": list(subjects), "predicateType": predicate, "predicate": dict(), **more}:
            if more:
                raise ValueError("the statement has a member that is not known")
            if (kind, predicate) != (STATEMENT, PREDICATE):
                raise ValueError("the statement is of another kind, or of a version that is not known")
        case _:
            raise ValueError("the statement is no in-toto statement")
    for subject in subjects:
        match subject:
            case {"name": str(), "digest": {"sha256": str(), **others}, **more} if not others and not more:
                continue
            case _:
                raise ValueError("a subject of the statement is not a name and a SHA-256")
    found: Mapping[str, Any] = value
    return found
