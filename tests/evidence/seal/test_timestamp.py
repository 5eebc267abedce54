"""Timestamps, from an authority on loopback that openssl plays."""

import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.evidence.signed import KEY, OTHER, TOOL, facts, packed, signed, told

from signoff_contract.evidence import EvidenceError, assemble, write_bundle
from signoff_contract.evidence.gate.verify import Verification, verify
from signoff_contract.evidence.seal.packing import pack
from signoff_contract.evidence.seal.reading import ATTESTATION, TIMESTAMP, read_bundle
from signoff_contract.evidence.seal.timestamp import ask_authority, check_timestamp, post, read_roots
from signoff_contract.evidence.seal.witness import Refuted, WitnessError

pytestmark = pytest.mark.needs("openssl")  # it plays the authority

CONFIGURATION = """
[req]
distinguished_name = name
prompt = no
[name]
CN = {name}
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[stamper]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = authority
[authority]
serial = {folder}/serial
signer_cert = {folder}/stamper.pem
signer_key = {folder}/stamper.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """Makes stamps, in whatever way `trick` says."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir()
        self.folder, self.trick = folder, "none"
        (folder / "serial").write_text("01\n")
        (folder / "conf").write_text(CONFIGURATION.format(folder=folder, name=name))
        new = ("req", "-config", "conf", "-newkey", "rsa:2048", "-nodes", "-sha256")
        self.openssl(*new, "-x509", "-days", "3650", "-extensions", "root", "-keyout", "root.key", "-out", "root.pem")
        self.openssl(*new, "-subj", f"/CN={name} stamper", "-keyout", "stamper.key", "-out", "stamper.csr")
        signing = ("-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "7", "-days", "3650")
        self.openssl(
            "x509", "-req", "-in", "stamper.csr", *signing, "-extfile", "conf", "-extensions", "stamper", "-sha256",
            "-out", "stamper.pem",
        )  # fmt: skip

    def openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def answer(self, query: bytes) -> tuple[int, bytes]:
        match self.trick:
            case "down":
                return 503, b""
            case "html":
                return 200, b"<html>hello</html>"
            case "huge":
                return 200, b"\0" * 100_000
            case "replay" if (self.folder / "reply").exists():
                return 200, (self.folder / "reply").read_bytes()
        (self.folder / "query").write_bytes(b"broken" if self.trick == "refused" else query)
        self.openssl("ts", "-reply", "-config", "conf", "-queryfile", "query", "-out", "reply")
        return 200, (self.folder / "reply").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "one", "Authority One")


@pytest.fixture
def url(authority: Authority) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["content-type"] == "application/timestamp-query"
            status, body = authority.answer(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    authority.trick = "none"
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/tsa"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_bundle(assemble(facts()), tmp_path / "evidence").folder


def checked(path: Path, root: Path | None = None) -> Verification:
    roots = () if root is None else read_roots(root)
    checks = {TIMESTAMP: lambda content, envelope: check_timestamp(content, envelope, roots)}
    return verify(read_bundle(path), KEY.public.key_id, checks=checks, tool=TOOL)


def stamped(folder: Path, url: str) -> Path:
    archive = pack(
        folder, KEY, witnesses={TIMESTAMP: lambda envelope: ask_authority(url, envelope)}, tool=TOOL
    ).written.archive
    assert archive is not None
    return archive


def test_a_stamp_is_packed_and_verified(folder: Path, url: str, authority: Authority, tmp_path: Path) -> None:
    archive = stamped(folder, url)
    for path in (folder, archive):
        found = checked(path, authority.folder / "root.pem")
        assert (found.exit_code, found.alterations) == (0, ())
        assert "as the time-stamping authority vouches" in found.remarks[0]
        assert "not verified: give the authority's roots" in checked(path).remarks[0]
    # The tool that everybody has says the same.
    (tmp_path / "envelope").write_bytes((folder / ATTESTATION).read_bytes())
    authority.openssl(
        "ts", "-verify", "-data", str(folder / ATTESTATION), "-in", str(folder / TIMESTAMP), "-CAfile", "root.pem"
    )


def test_a_stamp_stays_for_as_long_as_the_signature_does(folder: Path, url: str) -> None:
    stamped(folder, url)
    stamp = (folder / TIMESTAMP).read_bytes()
    assert pack(folder, tool=TOOL).key_id == KEY.public.key_id
    pack(folder, KEY, tool=TOOL)
    assert (folder / TIMESTAMP).read_bytes() == stamp
    pack(folder, OTHER, tool=TOOL)
    assert not (folder / TIMESTAMP).exists()


def test_without_a_stamp_the_bytes_are_those_without_the_option(folder: Path) -> None:
    done = pack(folder, KEY, witnesses={}, tool=TOOL)
    assert done.written.archive is not None
    assert done.written.archive.read_bytes() == packed()


def test_a_stamp_of_something_else_is_told(folder: Path, url: str, authority: Authority) -> None:
    stamped(folder, url)
    stamp = (folder / TIMESTAMP).read_bytes()
    for content, why in (
        (ask_authority(url, b"something else"), "is about another envelope"),
        (b"nothing", "is no timestamp that can be read"),
        (b"", "is no timestamp that can be read"),
        (stamp[:-40], "is no timestamp"),
    ):
        (folder / TIMESTAMP).write_bytes(content)
        found = checked(folder, authority.folder / "root.pem")
        assert (found.exit_code, told(found)) == (1, [f"witness {TIMESTAMP}"])
        assert why in found.alterations[0].message


def test_a_stamp_of_another_authority_is_told(folder: Path, url: str, tmp_path: Path) -> None:
    stamped(folder, url)
    other = Authority(tmp_path / "two", "Authority Two")
    found = checked(folder, other.folder / "root.pem")
    assert (found.exit_code, "does not come from the authority" in found.alterations[0].message) == (1, True)


def test_a_stamp_that_is_asked_for_has_to_be_there_and_checked(
    folder: Path, url: str, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack(folder, KEY, tool=TOOL)
    roots = read_roots(authority.folder / "root.pem")
    checks = {TIMESTAMP: lambda content, envelope: check_timestamp(content, envelope, roots)}

    def outcome() -> Verification:
        return verify(read_bundle(folder), KEY.public.key_id, checks=checks, wanted=[TIMESTAMP], tool=TOOL)

    assert told(outcome()) == [f"witness {TIMESTAMP}"]
    stamped(folder, url)
    assert outcome().exit_code == 0
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    assert "was not checked: rfc3161-client is not installed" in checked(folder).remarks[0]
    with pytest.raises(WitnessError, match=r"pip install '\.\[timestamp\]'"):
        outcome()


def test_a_stamp_beside_no_signature_is_told(folder: Path, url: str) -> None:
    (folder / TIMESTAMP).write_bytes(ask_authority(url, signed()[ATTESTATION]))
    assert told(checked(folder)) == [f"witness {TIMESTAMP}"]


def test_a_changed_stamp_is_told(folder: Path, url: str, authority: Authority) -> None:
    stamped(folder, url)
    stamp = (folder / TIMESTAMP).read_bytes()
    root = read_roots(authority.folder / "root.pem")
    for at in range(len(stamp) - 200, len(stamp), 25):
        changed = stamp[:at] + bytes([stamp[at] ^ 1]) + stamp[at + 1 :]
        with pytest.raises(Refuted):
            check_timestamp(changed, signed()[ATTESTATION], root)


def test_without_a_signature_nothing_is_stamped(folder: Path) -> None:
    with pytest.raises(EvidenceError, match="give --key as well"):
        pack(folder, witnesses={TIMESTAMP: lambda envelope: b""}, tool=TOOL)


@pytest.mark.parametrize(
    ("trick", "why"),
    [
        ("down", "answered 503"),
        ("html", "is no timestamp; is it a time-stamping authority"),
        ("huge", "more than any stamp has"),
        ("refused", "granted no timestamp"),
    ],
)
def test_an_authority_that_gives_no_stamp_is_named(
    folder: Path, url: str, authority: Authority, trick: str, why: str
) -> None:
    before = {path.name for path in folder.iterdir()}
    authority.trick = trick
    with pytest.raises(WitnessError, match=why):
        stamped(folder, url)
    assert {path.name for path in folder.iterdir()} == before


def test_an_answer_to_another_request_is_refused(url: str, authority: Authority) -> None:
    ask_authority(url, b"envelope")
    authority.trick = "replay"
    with pytest.raises(WitnessError, match="granted no timestamp for this request"):
        ask_authority(url, b"envelope")


def test_an_authority_that_cannot_be_reached_is_named() -> None:
    for address in ("http://127.0.0.1:9/tsa", "no address", "http://[::1"):
        with pytest.raises(WitnessError, match="cannot be asked"):
            post(address, b"query")


def test_roots_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(WitnessError, match="cannot be read: No such file"):
        read_roots(tmp_path / "none.pem")
    (tmp_path / "none.pem").write_text("none")
    with pytest.raises(WitnessError, match="holds no certificates"):
        read_roots(tmp_path / "none.pem")
