"""`signoff mock`: which mocks, with which clients, how it begins and how it ends."""

import json
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from attrs import define, field

from signoff_contract.mock.registry import build
from signoff_contract.mock.serving import Place, Site, site_of
from signoff_contract.mock.serving.announcing import announcement, told

from .conftest import Run

START = "from signoff_contract.entry import main; main()"


@define
class Running:
    """The command in a process of its own, once it is ready."""

    process: "subprocess.Popen[str]"
    told: Any
    lines: list[str] = field(factory=list)

    @property
    def origin(self) -> str:
        return str(self.told["origin"])

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=20)


@contextmanager
def running(*arguments: str, cwd: Path | None = None) -> Iterator[Running]:
    command = [sys.executable, "-c", START, "mock", *arguments, "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd) as process:
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            line = process.stdout.readline()
            assert line, process.stderr.read()
            found = Running(process, json.loads(line))
            reader = threading.Thread(target=lambda: found.lines.extend(process.stderr))  # type: ignore[arg-type]
            reader.start()
            yield found
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
            reader.join()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Site]:
    """The site that would be served; nothing listens."""
    sites: list[Site] = []

    def serve(site: Site, host: str, port: int, *, tls: Any, ready: Callable[[Site], None]) -> None:
        sites.append(site)
        ready(site)

    monkeypatch.setattr("signoff_contract.mock.serving.serve", serve)
    return lambda: sites[-1]


# What is served


def test_all_of_signoffs_own_partners_unless_some_are_named(signoff: Run, begun: Callable[[], Site]) -> None:
    assert signoff("mock").code == 0
    assert list(begun().mocks) == ["siesmart", "simutek", "smartbusiness"]
    assert signoff("mock", "simutek", "siesmart", "simutek").code == 0
    assert list(begun().mocks) == ["simutek", "siesmart"]


def test_the_announcement_ends_with_where_it_is(signoff: Run, begun: Callable[[], Site]) -> None:
    done = signoff("mock", "simutek", "siesmart")
    lines = done.err.splitlines()
    assert (done.out, lines[-1]) == ("", f"ready: {begun().place.origin}")
    assert [line for line in lines if line in {"simutek:", "siesmart:"}] == ["simutek:", "siesmart:"]
    assert "  export SIMUTEK_CLIENT_ID=mock-web-shop" in lines
    assert sum("curl -sS" in line for line in lines) == 4


@pytest.mark.parametrize("token", [None, "s3cret"])
def test_what_others_reach_is_warned_of(token: str | None) -> None:
    open_to_all = Place("http://127.0.0.1:1", is_open=True)
    site = site_of(build("simutek"), token)
    site.place = open_to_all
    lines = list(announcement(site))
    assert any(line.startswith("Warning: other machines can reach this") for line in lines)
    assert any("SIGNOFF_CONTROL_TOKEN" in line for line in lines) is (token is None)
    assert any("/_signoff/" in line for line in lines) is (token is not None)
    assert "s3cret" not in "".join(lines)


def test_a_program_is_told_the_same(signoff: Run, begun: Callable[[], Site]) -> None:
    done = signoff("mock", "simutek", "siesmart", "--json")
    (line,) = done.out.splitlines()
    value = json.loads(line)
    assert value == json.loads(json.dumps(told(begun())))
    assert value["ready"] is True
    text = "\n".join(announcement(begun()))
    for each in value["mocks"].values():
        assert each["base_url"] in text
        assert all(line in text for line in each["curl"])
        assert all(client["client_secret"] in text for client in each["clients"])
        assert all(f"export {name}={text_}" in text for name, text_ in each["variables"].items())


def test_switches_go_to_whoever_has_them(signoff: Run, begun: Callable[[], Site]) -> None:
    given = ("--switch", "token_lifetime=7", "--switch", "siesmart.created_status=200", "--switch", "customers=1")
    assert signoff("mock", "siesmart", "simutek", *given, "--seed", "3").code == 0
    siesmart, simutek = begun().mocks.values()
    assert (siesmart.tokens.lifetime, simutek.tokens.lifetime) == (7, 7)  # type: ignore[attr-defined]
    assert siesmart.api.state.rules.created_status == 200  # type: ignore[attr-defined]
    one, all_of_them = signoff("mock", "simutek", "--switches").out, signoff("mock", "--switches").out
    assert "\ncustomers=120\n" in one
    assert "\nsimutek.customers=120\n" in all_of_them


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nobody",), "there is no mock of 'nobody'"),
        (("siesmart", "--switch", "nonsense=1"), "There are, of siesmart: etag_on_writes"),
        (("siesmart", "--switch", "decide"), "give NAME=VALUE"),
        (("siesmart", "simutek", "--switch", "simutek.decide=1"), "There are, of simutek: order_status"),
        (("siesmart", "--switch", "created_status=x"), "created_status takes a whole number"),
        (("siesmart", "--switch", "created_status=204"), "answered with 200 or 201"),
        (("siesmart", "--client", "id"), "give ID:SECRET"),
        (("siesmart", "--client", "id:"), "give ID:SECRET"),
        (("siesmart", "--client", "idé:secret"), "in ASCII"),
        (("siesmart", "--client", "id:canary:nonsense"), "no scope nonsense; there are: read, write"),
        (("siesmart", "--client", "id:a", "--client", "id:b"), "two of siesmart's are called id"),
        (("siesmart", "simutek", "--client", "id:canary"), "for example siesmart=ID:SECRET"),
        (("siesmart", "--redirect", "http://127.0.0.1/x"), "users consent to no client of siesmart"),
        (("smartbusiness", "--redirect", "/x"), "an absolute http or https address"),
        (("smartbusiness", "--redirect", "http://h/#f"), "without a fragment"),
        (("smartbusiness", "--redirect", "http://[/"), "IPv6"),
        (("siesmart", "--ca", "no/such/folder/ca.pem"), "give a file in a folder that can be written"),
        (("siesmart", "--https", "--host", "a..b"), "no host name"),
    ],
)
def test_wrong_use_is_told_what_to_do(
    signoff: Run, begun: Callable[[], Site], arguments: tuple[str, ...], words: str
) -> None:
    done = signoff("mock", *arguments)
    assert done.code == 2
    assert words in done.err
    assert "canary" not in done.err


def test_a_port_that_is_taken_is_said_so(signoff: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = signoff("mock", "simutek", "--port", str(port))
    assert done.code == 2
    assert f"port {port} of 127.0.0.1 is in use; choose another one with --port" in done.err
    assert "ready" not in done.err


# Clients


def test_ones_own_clients_come_first_and_have_the_rights_that_are_given(
    signoff: Run, begun: Callable[[], Site]
) -> None:
    given = (
        "--client",
        "siesmart=me:s3cret:read",
        "--client",
        "simutek=mock-web-shop:other",
        "--client",
        "siesmart=b:c",
    )
    assert signoff("mock", "siesmart", "simutek", *given).code == 0
    siesmart, simutek = begun().mocks.values()
    assert [(each.client_id, sorted(each.rights)) for each in siesmart.clients[:2]] == [
        ("me", ["read"]),
        ("b", ["read", "write"]),
    ]
    assert siesmart.clients[0].office_ids == siesmart.clients[2].office_ids  # type: ignore[attr-defined]
    assert [(each.client_id, each.client_secret) for each in simutek.clients] == [("mock-web-shop", "other")]
    assert siesmart.variables()["SIESMART_CLIENT_SECRET"] == "s3cret"


def test_users_come_back_to_where_one_says(signoff: Run, begun: Callable[[], Site]) -> None:
    url = "https://app.example/back?a=b"
    assert signoff("mock", "siesmart", "smartbusiness", "--redirect", url).code == 0
    assert begun().mocks["smartbusiness"].consent_client.redirect_uri == url  # type: ignore[attr-defined]
    assert signoff("mock", "smartbusiness", "--redirect", url, "--client", "me:s3cret:invoice contact").code == 0
    mock: Any = begun().mocks["smartbusiness"]
    assert (mock.consent_client.client_id, mock.consent_client.redirect_uri) == ("me", url)
    assert mock.clients[0].client_id != "me"
    assert mock.consent_client.rights == {"invoice", "contact"}


# In a process of its own


@pytest.mark.served
def test_it_answers_and_logs_and_stops_when_told_to() -> None:
    with running("siesmart", "simutek") as found:
        with httpx2.Client() as http:
            assert http.get(f"{found.origin}/_signoff/health").json()["partners"] == ["siesmart", "simutek"]
            assert http.get(f"{found.origin}/nothing").status_code == 404
            assert http.get(f"{found.origin}/api/v1/customers?name=canary").status_code == 401
        assert found.stop(signal.SIGTERM) == 0
    # Looks at the control plane are no lines.
    (nothing, refused) = found.lines
    assert re.fullmatch(r"\S+Z GET /nothing 404\n", nothing)
    assert " GET /api/v1/customers?... 401 refused=" in refused
    assert "canary" not in refused


@pytest.mark.served
@pytest.mark.needs("curl", "bash")
def test_the_printed_calls_work_and_quiet_is_quiet(tmp_path: Path) -> None:
    file = tmp_path / "authority.pem"
    with running("--quiet", "--ca", str(file)) as found:
        assert found.told["authority"] == str(file)
        assert list(tmp_path.iterdir()) == [file]
        for partner, mock in found.told["mocks"].items():
            done = subprocess.run(
                ["bash", "-ec", "\n".join(mock["curl"])], capture_output=True, text=True, check=False, timeout=30
            )
            assert (done.returncode, done.stderr) == (0, ""), partner
            assert isinstance(json.loads(done.stdout), (list, dict))
            assert "error" not in done.stdout
        assert found.stop(signal.SIGINT) == 0
    assert found.lines == []
    assert file.exists()


@pytest.mark.served
def test_a_request_under_way_is_answered_and_the_authoritys_file_is_gone() -> None:
    with running("simutek", "--https") as found:
        file = Path(found.told["authority"])
        trusting = ssl.create_default_context(cafile=str(file))
        port = int(found.origin.rpartition(":")[2])
        with (
            socket.create_connection(("127.0.0.1", port), timeout=20) as plain,
            trusting.wrap_socket(plain, server_hostname="127.0.0.1") as connection,
        ):
            connection.sendall(b"GET /api/v1/customers HTTP/1.1\r\nHost: h\r\n")
            # So that it has come when the process is told to stop.
            httpx2.get(f"{found.origin}/", verify=trusting)
            found.process.send_signal(signal.SIGTERM)
            until = time.monotonic() + 20
            while time.monotonic() < until:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=20).close()
                except OSError:
                    break
            connection.sendall(b"\r\n")
            got = connection.makefile("rb").read()
        assert got.startswith(b"HTTP/1.1 401 ")
        assert b"\r\nConnection: close\r\n" in got
        assert found.process.wait(timeout=20) == 0
    assert not file.exists()
