"""An authority of one run is trusted for a few names of this machine, for some days, and its key is nowhere to be found."""

import asyncio
import ssl
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from signoff_contract.traffic.relay import Reply
from signoff_contract.traffic.relay.authority import Authority
from signoff_contract.traffic.relay.origin import Origin

from .stage import connected, get


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.made(["mock.example", "192.0.2.5"])


def trusting(authority: Authority) -> ssl.SSLContext:
    context = ssl.create_default_context(cadata=authority.pem().decode())
    # Later versions of Python are as strict as this.
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


@pytest.mark.anyio
@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "::1", "mock.example", "192.0.2.5"])
async def test_it_is_trusted_for_its_names(authority: Authority, name: str) -> None:
    async with (
        Origin(lambda _: Reply(200, b"hello"), tls=authority.server()) as origin,
        connected(origin, ssl=trusting(authority), server_hostname=name) as client,
    ):
        await client.send(get("/", "Connection: close"))
        assert (await client.rest()).endswith(b"\r\n\r\nhello")


@pytest.mark.anyio
@pytest.mark.parametrize("name", ["example.com", "192.0.2.6", "mock.example.com"])
async def test_it_is_trusted_for_no_other_name(authority: Authority, name: str) -> None:
    """Also when somebody who has its key would like to: the client keeps to the constraints."""
    with pytest.raises(ValueError, match="vouches for localhost"):
        authority.server([name])
    thief = Authority((*authority.names, name), authority.certificate, authority._key)
    async with Origin(lambda _: Reply(200), tls=thief.server([name])) as origin:
        with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
            async with connected(origin, ssl=trusting(authority), server_hostname=name):
                pass


@pytest.mark.anyio
async def test_another_run_is_not_trusted(authority: Authority) -> None:
    async with Origin(lambda _: Reply(200), tls=Authority.made().server()) as origin:
        with pytest.raises(ssl.SSLCertVerificationError):
            async with connected(origin, ssl=trusting(authority), server_hostname="localhost"):
                pass


def test_it_ends_after_a_week() -> None:
    now = datetime(2026, 3, 2, 8, tzinfo=UTC)
    certificate = Authority.made(now=now, title="Signoff mock").certificate
    assert certificate.not_valid_after_utc == now + timedelta(days=7)
    assert now - timedelta(hours=1) < certificate.not_valid_before_utc < now
    assert "Signoff mock" in certificate.subject.rfc4514_string()
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (constraints.critical, constraints.value.ca, constraints.value.path_length) == (True, True, 0)


def test_its_key_is_in_no_file_and_no_repr(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[bytes] = []
    write = Path.write_bytes

    def keep(path: Path, data: bytes) -> int:
        seen.append(data)
        assert path.stat().st_mode & 0o077 == 0
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", keep)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    authority = Authority.made()
    authority.server()
    (written,) = seen
    assert b"ENCRYPTED PRIVATE KEY" in written
    assert b"BEGIN PRIVATE KEY" not in written
    assert list(tmp_path.iterdir()) == []
    own = authority._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    assert own.splitlines()[1] not in written + authority.pem() + repr(authority).encode()


@pytest.mark.parametrize("name", ["a..b", "x" * 70])
def test_what_is_no_name_is_told_so(name: str) -> None:
    with pytest.raises(ValueError, match="no host name"):
        Authority.made([name])


@pytest.mark.needs("openssl")
def test_openssl_has_no_objection(authority: Authority, tmp_path: Path) -> None:
    file = tmp_path / "authority.pem"
    file.write_bytes(authority.pem())
    context = authority.server()
    der: list[bytes] = []

    async def look() -> None:
        async with Origin(lambda _: Reply(200), tls=context) as origin:
            _, writer = await asyncio.open_connection(
                "127.0.0.1", int(origin.origin.rpartition(":")[2]), ssl=trusting(authority), server_hostname="localhost"
            )
            found = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
            der.append(found)
            writer.close()

    asyncio.run(look())
    leaf = tmp_path / "leaf.pem"
    leaf.write_text(ssl.DER_cert_to_PEM_cert(der[0]))
    command = ["openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", str(file), str(leaf)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == f"{leaf}: OK\n", done.stderr
