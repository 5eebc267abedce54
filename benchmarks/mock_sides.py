"""What the benchmarks of the mock start and ask: servers in processes of their own, and wrk.

Everything is on loopback, and ends with the block that began it.
"""

import math
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
from attrs import define, field, frozen

ROOT = Path(__file__).parents[1]
CACHE = Path(tempfile.gettempdir()) / "signoff-benchmarks"
PRISM = "@stoplight/prism-cli@5.14.2"
ANCHORS = ("starlette", "uvicorn", "uvloop", "httptools")
_SOURCES = ("toolkit", "contract_tests", "overrides", "generated")
_START_SECONDS = 60.0

# The same answer for everybody, read as every server reads it: what a framework and a server cost by themselves.
ANCHOR = """
import sys, uvicorn
BODY = open(sys.argv[3], "rb").read()
async def empty(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json"),
        (b"content-length", str(len(BODY)).encode())]})
    await send({"type": "http.response.body", "body": BODY})
def bare():
    from starlette.applications import Starlette
    from starlette.responses import Response
    from starlette.routing import Route
    async def answer(request):
        await request.body()
        return Response(BODY, media_type="application/json")
    return Starlette(routes=[Route("/proposals/{id}", answer), Route("/proposals", answer, methods=["POST"])])
application = bare() if sys.argv[1] == "starlette" else empty
uvicorn.run(application, port=int(sys.argv[2]), log_level="error", access_log=False, lifespan="off")
"""


class Missing(Exception):
    """Something that the benchmark needs is not here; the message says how to get it."""


@define
class Served:
    """A server that answers: its process, its origin, and what goes before the paths of the partner's description.

    `started` is how many seconds went by from its start to its first answer.
    """

    process: "subprocess.Popen[bytes]"
    origin: str
    base: str = ""
    headers: dict[str, str] = field(factory=dict)
    token_url: str = ""
    form: dict[str, str] = field(factory=dict, repr=False)
    started: float = 0.0

    def sign_in(self) -> None:
        """Ask for a token, and send it from now on."""
        answer = httpx2.post(self.token_url, data=self.form, timeout=60)
        self.headers["Authorization"] = f"Bearer {answer.raise_for_status().json()['access_token']}"

    @property
    def memory(self) -> float:
        """What the process has of memory, in megabytes (its resident set)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


@frozen
class Side:
    """One server to measure. `checkout` is the folder whose code runs; None where it is no mock of ours."""

    name: str
    kind: str
    checkout: Path | None = None

    def command(self, partner: str, port: int, switches: Sequence[str], body: Path) -> list[str]:
        """How it is started."""
        if self.kind == "prism":
            description = ROOT / "openapi" / partner / "openapi.yaml"
            return [str(prism()), "mock", str(description), "-p", str(port), "--verboseLevel", "silent"]
        if self.kind in {"starlette", "empty"}:
            return [str(anchors()), "-c", ANCHOR, self.kind, str(port), str(body)]
        given = [f"--switch={each}" for each in switches]
        quiet = ["--quiet"] if self.checkout == ROOT else []
        main = "from signoff_contract.entry import main; main()"
        return [sys.executable, "-c", main, "mock", partner, "--port", str(port), *quiet, *given]

    @contextmanager
    def served(self, partner: str, switches: Sequence[str] = (), body: bytes = b"{}") -> Iterator[Served]:
        """Start it, wait for its first answer, and stop it after the block."""
        with tempfile.TemporaryDirectory(prefix="signoff-benchmark-") as folder:
            said, answer, port = Path(folder, "said"), Path(folder, "answer"), _free_port()
            answer.write_bytes(body)
            command = self.command(partner, port, switches, answer)
            begun = time.perf_counter()
            with said.open("wb") as out:
                process = subprocess.Popen(command, stdout=out, stderr=out, env=self._environment(), cwd=folder)
            try:
                origin = f"http://127.0.0.1:{port}"
                _await_answer(process, port, said)
                started = time.perf_counter() - begun
                served = self._found(process, origin, said)
                served.started = started
                yield served
            finally:
                process.terminate()
                process.wait(20)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        if self.checkout is not None:
            kept["PYTHONPATH"] = os.pathsep.join(str(self.checkout / each) for each in _SOURCES)
        return kept

    def _found(self, process: "subprocess.Popen[bytes]", origin: str, said: Path) -> Served:
        headers = {"Content-Type": "application/json"}
        if self.checkout is None:
            return Served(process, origin, "", {**headers, "Authorization": "Bearer anything"})
        text = said.read_text("utf-8")
        base = re.search(r"base url +(\S+)", text)[1].removeprefix(origin)  # type: ignore[index]
        token_url = re.search(r"token url +(\S+)", text)[1]  # type: ignore[index]
        client, secret = re.search(r"client +(\S+) +secret (\S+)", text).groups()  # type: ignore[union-attr]
        form = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret}
        form["audience"] = "https://api.siesmart.com/b2b"
        served = Served(process, origin, base, headers, token_url, form)
        served.sign_in()
        return served


def prism() -> Path:
    """Prism's command, fetched with npm once. Raises Missing."""
    command = CACHE / "prism" / "node_modules" / ".bin" / "prism"
    if not command.exists():
        if shutil.which("npm") is None:
            raise Missing("no npm; install Node.js 20 or newer for the column of Prism")
        command.parents[2].mkdir(parents=True, exist_ok=True)
        options = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(command.parents[2])]
        done = subprocess.run(["npm", "install", *options, PRISM], capture_output=True, text=True, check=False)
        if done.returncode or not command.exists():
            raise Missing(f"npm could not fetch {PRISM}: {done.stderr.strip()[-200:]}")
    return command


def anchors() -> Path:
    """A Python with Starlette and uvicorn, made once. Raises Missing."""
    folder = CACHE / "anchors"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True)
        command = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *ANCHORS]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Missing(f"pip could not fetch {', '.join(ANCHORS)}: {done.stderr.strip()[-200:]}")
        (folder / "ready").touch()
    return python


@frozen
class Load:
    """One request that wrk sends again and again."""

    method: str
    path: str
    body: str = ""


@frozen
class Rate:
    """What wrk saw: answers a second, latencies in milliseconds, and answers that were no 2xx or did not come.

    `said` is all that it printed.
    """

    rate: float
    p50: float
    p99: float
    count: int
    failed: int
    said: str = field(default="", repr=False)


def wrk(served: Served, load: Load, connections: int, seconds: float, more: str = "") -> Rate:
    """Ask a server for so many seconds (at least 1); `more` is Lua, for requests that differ. Raises Missing without wrk."""
    script = "".join(f"wrk.headers[{lua(name)}] = {lua(value)}\n" for name, value in served.headers.items())
    script += f"wrk.method = {lua(load.method)}\n"
    script += f"wrk.body = {lua(load.body)}\n" if load.body else ""
    script += more
    return run_wrk(served.origin + served.base + load.path, script, connections, seconds)


def run_wrk(address: str, script: str, connections: int, seconds: float) -> Rate:
    """Run wrk with a script, see `wrk`."""
    if shutil.which("wrk") is None:
        raise Missing("no wrk; install the package wrk")
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        options = ["-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--latency", "--timeout", "30s"]
        done = subprocess.run(["wrk", *options, "-s", file.name, address], capture_output=True, text=True, check=True)
    text = done.stdout
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return Rate(
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", text)),
        p50=_milliseconds(_found(r"\n\s+50%\s+(\S+)", text)),
        p99=_milliseconds(_found(r"\n\s+99%\s+(\S+)", text)),
        count=int(_found(r"(\d+) requests in", text)),
        failed=sum(map(int, errors.groups() if errors else ())) + int(refused[1] if refused else 0),
        said=text,
    )


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise RuntimeError(f"wrk said nothing like {pattern}:\n{text}")
    return found[1]


def _milliseconds(text: str) -> float:
    found = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text)
    if found is None:
        # Without an answer there are no latencies.
        return math.nan
    units: Mapping[str, float] = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
    return float(found[1]) * units[found[2]]


def lua(text: str) -> str:
    """A text as Lua writes it, byte for byte: its long brackets would turn CR LF into LF."""
    plain = (chr(each) if 32 <= each < 127 and each not in b'"\\' else f"\\{each:03d}" for each in text.encode())
    return f'"{"".join(plain)}"'


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await_answer(process: "subprocess.Popen[bytes]", port: int, said: Path) -> None:
    until = time.perf_counter() + _START_SECONDS
    while process.poll() is None and time.perf_counter() < until:
        try:
            with socket.create_connection(("127.0.0.1", port)) as client:
                client.settimeout(_START_SECONDS)
                client.sendall(f"GET /nothing HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
                if client.recv(1):
                    return
        except OSError:
            time.sleep(0.001)
    raise RuntimeError(f"the server does not answer: {said.read_text('utf-8', 'replace')[-400:]}")


def post(served: Served, path: str, body: Any) -> Any:
    """Send one request by itself; what it was answered with."""
    return httpx2.post(served.origin + served.base + path, json=body, headers=served.headers).raise_for_status().json()
