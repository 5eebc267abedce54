"""Keys: made, kept, named by a fingerprint that common tools print too, and never shown."""

import hashlib
import os
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from signoff_contract.evidence.seal.keys import (
    KeyTrouble,
    SigningKey,
    expected_key_id,
    generate_key,
    read_public_key,
    read_signing_key,
    write_key,
)


def never(path: Path) -> str | None:
    raise AssertionError(f"asked for a passphrase of {path}")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_key_is_written_for_its_owner_only_and_read_again(tmp_path: Path) -> None:
    key = generate_key()
    old = os.umask(0)
    try:
        public = write_key(key, tmp_path / "key.pem", None)
    finally:
        os.umask(old)
    assert (mode_of(tmp_path / "key.pem"), public) == (0o600, tmp_path / "key.pem.pub")
    again = read_signing_key(tmp_path / "key.pem", never)
    assert again.public.key_id == key.public.key_id
    assert again.sign(b"x") == key.sign(b"x")
    assert key.public.verifies(again.sign(b"x"), b"x")
    assert not key.public.verifies(again.sign(b"x"), b"y")
    assert read_public_key(public.read_bytes(), "it") == key.public


def test_a_passphrase_protects_it(tmp_path: Path) -> None:
    key = generate_key()
    write_key(key, tmp_path / "key.pem", "correct horse")
    assert b"ENCRYPTED" in (tmp_path / "key.pem").read_bytes()
    again = read_signing_key(tmp_path / "key.pem", lambda path: "correct horse")
    assert again.public.key_id == key.public.key_id
    with pytest.raises(KeyTrouble, match="the passphrase does not open") as wrong:
        read_signing_key(tmp_path / "key.pem", lambda path: "battery staple")
    assert "battery" not in str(wrong.value)
    with pytest.raises(KeyTrouble, match="set SIGNOFF_KEY_PASSPHRASE"):
        read_signing_key(tmp_path / "key.pem", lambda path: None)


def test_the_fingerprint_is_that_of_common_tools(tmp_path: Path) -> None:
    key = generate_key()
    public = write_key(key, tmp_path / "key.pem", None)
    der = subprocess.run(
        ["openssl", "pkey", "-pubin", "-in", str(public), "-outform", "DER"], capture_output=True, check=True
    ).stdout
    assert hashlib.sha256(der).hexdigest() == key.public.key_id


def test_nothing_is_overwritten_and_nothing_stays_behind(tmp_path: Path) -> None:
    key = generate_key()
    (tmp_path / "key.pem.pub").write_text("mine")
    with pytest.raises(KeyTrouble, match=r"key\.pem\.pub exists"):
        write_key(key, tmp_path / "key.pem", None)
    assert [path.name for path in tmp_path.iterdir()] == ["key.pem.pub"]
    (tmp_path / "other.pem").symlink_to(tmp_path / "nowhere")
    with pytest.raises(KeyTrouble, match=r"other\.pem exists"):
        write_key(key, tmp_path / "other.pem", None)
    with pytest.raises(KeyTrouble, match="cannot be written: No such file"):
        write_key(key, tmp_path / "none" / "key.pem", None)


def test_a_key_that_came_in_between_is_not_overwritten_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key.pem").write_text("mine")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "exists", lambda path: False)
        with pytest.raises(KeyTrouble, match="cannot be written: File exists"):
            write_key(generate_key(), tmp_path / "key.pem", None)
    assert (tmp_path / "key.pem").read_text() == "mine"
    assert not (tmp_path / "key.pem.pub").exists()


def test_a_half_written_key_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeyTrouble, match="No space left on device"):
        write_key(generate_key(), tmp_path / "key.pem", None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_not_used(tmp_path: Path, mode: int) -> None:
    write_key(generate_key(), tmp_path / "key.pem", None)
    (tmp_path / "key.pem").chmod(mode)
    with pytest.raises(KeyTrouble, match=r"others can read .*chmod 600"):
        read_signing_key(tmp_path / "key.pem", never)


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    with pytest.raises(KeyTrouble, match="cannot be read: No such file"):
        read_signing_key(path, never)
    path.write_text("no key")
    path.chmod(0o600)
    with pytest.raises(KeyTrouble, match="holds no private key"):
        read_signing_key(path, never)
    other = rsa.generate_private_key(65537, 2048)
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(KeyTrouble, match="no Ed25519 key"):
        read_signing_key(path, never)
    with pytest.raises(KeyTrouble, match="no Ed25519 key"):
        read_public_key(other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), "it")
    with pytest.raises(KeyTrouble, match="it holds no public key"):
        read_public_key(b"no key", "it")
    with pytest.raises(KeyTrouble, match="no plain file"):
        read_signing_key(tmp_path, never)


def test_no_representation_shows_a_key() -> None:
    key: SigningKey = generate_key()
    private = key._private.private_bytes_raw()
    assert private.hex() not in repr(key) + str(key)
    assert "Ed25519PrivateKey" not in repr(key)


def test_a_fingerprint_is_read_however_it_is_told(tmp_path: Path) -> None:
    key = generate_key()
    name = key.public.key_id
    pairs = ":".join(name[at : at + 2] for at in range(0, 64, 2)).upper()
    groups = " ".join(name[at : at + 8] for at in range(0, 64, 8))
    for told in (name, pairs, groups, f"sha256:{name}", f"SHA256:{pairs}", f" {name}\n"):
        assert expected_key_id(told) == name
    public = write_key(key, tmp_path / "key.pem", None)
    assert expected_key_id(str(public)) == name
    with pytest.raises(KeyTrouble, match=r"private key and stays with its owner; give the file key\.pem\.pub"):
        expected_key_id(str(tmp_path / "key.pem"))
    with pytest.raises(KeyTrouble, match="neither a fingerprint"):
        expected_key_id(name[:-1])
