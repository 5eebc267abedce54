"""Keys that sign evidence: Ed25519, kept as PKCS#8 in PEM, named by the fingerprint of their public half."""

import hashlib
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

# A key in PEM takes some 120 bytes, an encrypted one some 300; whatever is much larger is something else.
_LARGEST = 16_384
_PRIVATE = 0o600
_OTHERS = 0o077
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")

Passphrase = Callable[[Path], str | None]
"""Asked only when a key file is encrypted; None when there is no passphrase to be had."""


class KeyTrouble(Exception):
    """A key cannot be made, read or used; the message says what to do. It never repeats a part of a key."""


@frozen
class PublicKey:
    """The half of a key that goes out with the evidence. `der` is its SubjectPublicKeyInfo."""

    der: bytes = field(repr=False)

    @property
    def key_id(self) -> str:
        """The fingerprint: SHA-256 of the DER, in hex. `openssl pkey -pubin -outform DER | sha256sum` prints it too."""
        return hashlib.sha256(self.der).hexdigest()

    @property
    def pem(self) -> bytes:
        """The key as text, in the one form that this DER has."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return _loaded(self.der).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[no-any-return]

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether this key signed that message."""
        from cryptography.exceptions import InvalidSignature

        try:
            _loaded(self.der).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@frozen(eq=False)
class SigningKey:
    """The private half, in memory; no representation shows it."""

    _private: "Ed25519PrivateKey" = field(repr=False)
    public: PublicKey

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes; the same message has always the same."""
        return self._private.sign(message)


def generate_key() -> SigningKey:
    """A new key, drawn by the operating system's generator."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return _signing(Ed25519PrivateKey.generate())


def write_key(key: SigningKey, path: Path, passphrase: str | None) -> Path:
    """Writes the private half, readable by its owner only, and the public half beside it as `<path>.pub`.

    Returns the path of the public half. Nothing is ever overwritten. Raises KeyTrouble.
    """
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    locked = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    private = key._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)  # noqa: SLF001 - our own
    beside = path.with_name(f"{path.name}.pub")
    for name in (path, beside):
        if name.exists() or name.is_symlink():
            raise KeyTrouble(f"{name} exists and is left as it is; name another file with --out")
    try:
        _create(path, private, _PRIVATE)
        try:
            _create(beside, key.public.pem, 0o644)
        except OSError:
            path.unlink()
            raise
    except OSError as error:
        raise KeyTrouble(f"{path} cannot be written: {error.strerror}; name another file with --out") from error
    return beside


def read_signing_key(path: Path, passphrase: Passphrase) -> SigningKey:
    """The key in a file. Raises KeyTrouble when others may read the file, or when it holds no usable key."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = _private_content(path)
    secret: bytes | None = None
    for _ in range(2):
        try:
            loaded: Any = load_pem_private_key(content, secret)
            break
        except TypeError as error:
            # What the library says when a passphrase is missing.
            given = passphrase(path) if secret is None else None
            if not given:
                raise KeyTrouble(
                    f"{path} is protected by a passphrase; set SIGNOFF_KEY_PASSPHRASE or call this at a terminal"
                ) from error
            secret = given.encode()
        except (ValueError, UnsupportedAlgorithm) as error:
            if secret is not None:
                raise KeyTrouble(f"the passphrase does not open {path}") from None
            raise KeyTrouble(f"{path} holds no private key in PEM; `signoff keygen` makes one") from error
    return _signing(loaded, path)


def read_public_key(content: bytes, name: str) -> PublicKey:
    """The Ed25519 key in a PEM text. Raises KeyTrouble, which calls the text by `name`."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

    try:
        loaded = load_pem_public_key(content[:_LARGEST])
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyTrouble(f"{name} holds no public key in PEM") from error
    if not isinstance(loaded, Ed25519PublicKey):
        raise KeyTrouble(f"{name} is no Ed25519 key; evidence is signed with no other kind")
    return PublicKey(loaded.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def expected_key_id(text: str) -> str:
    """The key id that a person means: a fingerprint, or the path of a public key. Raises KeyTrouble."""
    # As it is read aloud, or printed by another tool: in groups, with colons, in capitals, after the algorithm's name.
    digits = re.sub(r"[\s:]", "", text).lower().removeprefix("sha256")
    if _FINGERPRINT.fullmatch(digits):
        return digits
    path = Path(text)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST)
    except OSError as error:
        raise KeyTrouble(
            f"{text!r} is neither a fingerprint (64 hexadecimal digits) nor a public key file that can be read: "
            f"{error.strerror}"
        ) from error
    if b"PRIVATE KEY" in content:
        raise KeyTrouble(f"{path} is a private key and stays with its owner; give the file {path.name}.pub")
    return read_public_key(content, str(path)).key_id


def _signing(loaded: Any, path: Path | None = None) -> SigningKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    if not isinstance(loaded, Ed25519PrivateKey):
        raise KeyTrouble(f"{path} is no Ed25519 key; `signoff keygen` makes one")
    return SigningKey(
        loaded, PublicKey(loaded.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    )


def _loaded(der: bytes) -> Any:
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    return load_der_public_key(der)


def _private_content(path: Path) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise KeyTrouble(f"the key {path} cannot be read: {error.strerror}; `signoff keygen` makes one") from error
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        raise KeyTrouble(f"{path} is no plain file; give the file that `signoff keygen` made")
    with os.fdopen(descriptor, "rb") as file:
        mode = stat.S_IMODE(found.st_mode)
        # Modes mean nothing on Windows.
        if os.name != "nt" and mode & _OTHERS:
            raise KeyTrouble(
                f"others can read the private key {path} (mode {mode:04o}), so it is not used. If nobody did: "
                f"chmod 600 {path}; otherwise make a new one with `signoff keygen`"
            )
        return file.read(_LARGEST)


def _create(path: Path, content: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
    except OSError:
        path.unlink()
        raise
