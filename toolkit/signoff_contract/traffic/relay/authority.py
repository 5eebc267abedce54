"""A certificate authority of one's own, for one run: it vouches for a few names of this machine and for nothing else.

Whoever trusts it trusts it with little: it is bound to its names (RFC 5280, 4.2.1.10), ends after some days, and its key never
leaves the memory of the process.
"""

import ipaddress
import secrets
import ssl
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from attrs import field, frozen
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
DAYS: Final = 7
_SKEW: Final = timedelta(minutes=5)
_UNUSED: Final = dict.fromkeys(
    ("content_commitment", "data_encipherment", "key_agreement", "key_encipherment", "encipher_only", "decipher_only"),
    False,
)


@frozen
class Authority:
    """Vouches for `names` (host names and addresses, without ports) from now on. Its key is in no repr and in no file."""

    names: tuple[str, ...]
    certificate: x509.Certificate
    _key: ec.EllipticCurvePrivateKey = field(repr=False)

    @classmethod
    def made(
        cls, names: Iterable[str] = (), *, title: str = "Signoff", now: datetime | None = None, days: int = DAYS
    ) -> "Authority":
        """A new authority for this machine's own names and `names`; `title` is what people see it called.

        Raises ValueError for a name that is neither a host name nor an address.
        """
        begins = datetime.now(UTC) if now is None else now
        own = tuple(dict.fromkeys((*LOOPBACK, *names)))
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _called(f"{title}, authority of one run, {begins:%Y-%m-%d %H:%M:%S}")
        certificate = (
            _begun(subject, subject, key, begins, begins + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(
                x509.KeyUsage(digital_signature=False, key_cert_sign=True, crl_sign=True, **_UNUSED), critical=True
            )
            .add_extension(x509.NameConstraints([_subtree(name) for name in own], None), critical=True)
            .sign(key, hashes.SHA256())
        )
        return cls(own, certificate, key)

    def pem(self) -> bytes:
        """The certificate that clients trust."""
        return self.certificate.public_bytes(Encoding.PEM)

    def server(self, names: Iterable[str] = (), *, now: datetime | None = None) -> ssl.SSLContext:
        """What a server of these names, or of all of the authority's, listens with.

        Raises ValueError for a name that the authority does not vouch for.
        """
        served = tuple(names) or self.names
        foreign = [name for name in served if name not in self.names]
        if foreign:
            raise ValueError(f"the authority vouches for {', '.join(self.names)} only, not for {', '.join(foreign)}")
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._certified(key, served, datetime.now(UTC) if now is None else now)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_alpn_protocols(["http/1.1"])
        _load(context, certificate.public_bytes(Encoding.PEM) + self.pem(), key)
        return context

    def _certified(self, key: ec.EllipticCurvePrivateKey, names: tuple[str, ...], now: datetime) -> x509.Certificate:
        ends = self.certificate.not_valid_after_utc
        own = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        return (
            _begun(_called(names[0]), self.certificate.subject, key, now, ends)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(digital_signature=True, key_cert_sign=False, crl_sign=False, **_UNUSED), critical=True
            )
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), critical=False)
            .add_extension(own, critical=False)
            .sign(self._key, hashes.SHA256())
        )


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins - _SKEW)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _general(name: str) -> x509.GeneralName:
    """A name as a certificate has it. Raises ValueError."""
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        return x509.DNSName(name.encode("idna").decode("ascii"))
    except UnicodeError as error:
        raise ValueError(f"{name!r} is no host name that a certificate can have") from error


def _subtree(name: str) -> x509.GeneralName:
    """A name as a constraint has it: an address stands for itself alone."""
    general = _general(name)
    if isinstance(general, x509.IPAddress):
        return x509.IPAddress(ipaddress.ip_network(str(general.value)))
    return general


def _load(context: ssl.SSLContext, chain: bytes, key: ec.EllipticCurvePrivateKey) -> None:
    """The standard library reads keys from files only: so it is one that is gone at once, and encrypted while it is there."""
    password = secrets.token_bytes(32).hex().encode()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password))
    with tempfile.TemporaryDirectory(prefix="signoff-") as folder:
        file = Path(folder) / "server.pem"
        file.touch(mode=0o600)
        file.write_bytes(chain + private)
        context.load_cert_chain(file, password=password)
