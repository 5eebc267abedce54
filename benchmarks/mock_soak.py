"""What takes long: the memory of the mock over many reads, and many minutes of mixed traffic at full speed.

Reads must not make it grow; a creation is state, and costs what is said. The traffic is drawn from a seed: requests of the
descriptions' own examples, changed ones, wrong tokens, unknown paths, stale versions, bytes that are no HTTP. Counted is
what is answered with 5xx; nobody asked for one. Everything is on loopback and ends by itself.

    .venv/bin/python benchmarks/mock_soak.py --reads 1000000
    .venv/bin/python benchmarks/mock_soak.py --soak 30
"""

import argparse
import copy
import json
import random
import re
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import httpx2  # noqa: E402
from benchmarks.mock_sides import Load, Served, Side, lua, post, run_wrk, wrk  # noqa: E402
from benchmarks.mock_speed import COMPLETE, LOADS, SMALL  # noqa: E402

from signoff_contract.description import Description, Operation, load  # noqa: E402

OURS = Side("now", "mock", ROOT)
PARTNERS = {
    "siesmart": ["requests_per_minute=none"],
    "simutek": ["requests_per_minute=none"],
    "smartbusiness": ["requests_per_period=1000000000", "invoices=200"],
}
WEIRD: list[Any] = [None, True, 0, -1, 1.5, 10**25, 1e300, "", "x", "Ä:ö", "2020-13-01", [], {}, [[]], {"a": {"b": 1}}]
# What HTTP itself has a 5xx for: a version, or a transfer coding, that nobody speaks.
OF_HTTP = {501, 505}
MALFORMED = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 40,
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nNo colon\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 5_000 + b"\r\n",
    b"\r\n" * 200,
)
SCRIPT = """
requests = {{ {requests} }}
local threads = {{}}
function setup(thread) table.insert(threads, thread) end
function init(args) math.randomseed({seed}); faults = 0; first = ""; classes = {{ 0, 0, 0, 0, 0 }} end
function request() return requests[math.random(#requests)] end
function response(status, headers, body)
  local class = math.floor(status / 100)
  classes[class] = classes[class] + 1
  if status >= 500 and status ~= 501 and status ~= 505 then
    faults = faults + 1
    if first == "" then first = status .. " " .. string.sub(body, 1, 300) end
  end
end
function done(summary, latency, requests)
  for _, thread in ipairs(threads) do
    io.write(string.format("faults: %d\\nfirst fault: %s\\n", thread:get("faults"), thread:get("first")))
    for class, number in ipairs(thread:get("classes")) do io.write(string.format("class %dxx: %d\\n", class, number)) end
  end
end
"""


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description="Memory over many reads, and many minutes of mixed traffic.")
    parser.add_argument("--reads", type=int, default=0, help="how many reads the memory is watched over")
    parser.add_argument("--soak", type=float, default=0.0, metavar="MINUTES", help="mixed traffic for so long")
    parser.add_argument("--seed", type=int, default=0, help="which traffic")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    arguments = parser.parse_args()
    found: dict[str, Any] = {}
    if arguments.reads:
        found["memory"] = memory(arguments.reads)
    if arguments.soak:
        found["soak"] = soak(arguments.soak * 60, arguments.seed)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(found, indent=1), "utf-8")
    if sum(each["faults"] for each in found.get("soak", {}).values()):
        sys.exit(1)


def memory(reads: int) -> dict[str, Any]:
    """The resident set before, while and after so many reads, and what a creation adds to it."""
    with OURS.served("siesmart", PARTNERS["siesmart"]) as served:
        id_ = post(served, "/proposals", json.loads(COMPLETE))["id"]
        asked = Load("GET", LOADS["GET proposal"].path.replace("{id}", str(id_)))
        # What is filled once is not growth: caches, the journal.
        wrk(served, asked, 8, 2)
        seen, count = [served.memory], 0
        print(f"memory of SieSmart's mock: {seen[0]:.1f} MB after a warm-up")
        while count < reads:
            count += wrk(served, asked, 8, 10).count
            seen.append(served.memory)
            print(f"  {count:9,} reads  {seen[-1]:7.1f} MB", flush=True)
        costs = {}
        for name, body in (("complete", COMPLETE), ("small", SMALL)):
            before = served.memory
            made = wrk(served, Load("POST", "/proposals", body), 8, 5).count
            costs[name] = (served.memory - before) * 1024 / made
            print(f"  {made:9,} {name} proposals made: {costs[name]:.1f} KB each")
    return {"reads": count, "megabytes": seen, "kilobytes_per_creation": costs}


def soak(seconds: float, seed: int) -> dict[str, Any]:
    """Mixed traffic to each partner's mock in turn, a minute at a time, and how much of it was answered with 5xx."""
    totals: dict[str, Any] = {
        name: {"requests": 0, "answers": {}, "malformed": {}, "faults": 0, "megabytes": []} for name in PARTNERS
    }
    each = max(2.0, min(60.0, seconds / len(PARTNERS)))
    begun, drawn = time.perf_counter(), seed
    with ExitStack() as stack:
        served = {name: stack.enter_context(OURS.served(name, switches)) for name, switches in PARTNERS.items()}
        while time.perf_counter() - begun < seconds:
            for partner, one in served.items():
                drawn += 1
                _soak_once(partner, one, random.Random(drawn), each, totals[partner])
    for partner, total in totals.items():
        print(f"{partner}: {total['requests']:,} requests, 5xx {total['faults']}")
        print(f"  answers {total['answers']}\n  to malformed {total['malformed']}")
    return totals


def _soak_once(partner: str, served: Served, draw: random.Random, seconds: float, total: dict[str, Any]) -> None:
    # What was created is forgotten: it would fill the memory of the machine in half an hour.
    httpx2.post(f"{served.origin}/_signoff/reset", json={}, timeout=60).raise_for_status()
    served.sign_in()
    answers: Counter[str] = Counter()
    stop = threading.Event()
    spoiler = threading.Thread(target=_send_malformed, args=(served, draw.randrange(2**32), stop, answers))
    spoiler.start()
    try:
        requests = ",\n".join(lua(each) for each in _requests(partner, served, draw, 1500))
        rate = run_wrk(served.origin, SCRIPT.format(requests=requests, seed=draw.randrange(2**31)), 16, seconds)
    finally:
        stop.set()
        spoiler.join()
    found = re.search(r"faults: (\d+)\nfirst fault: (.*)", rate.said)
    faults = int(found[1]) if found else 0
    faults += sum(number for status, number in answers.items() if status[:1] == "5" and int(status) not in OF_HTTP)
    classes = Counter({name: int(number) for name, number in re.findall(r"class (\dxx): (\d+)", rate.said)})
    total["answers"] = dict(Counter(total["answers"]) + classes)
    total["requests"] += rate.count
    total["faults"] += faults
    total["malformed"] = dict(Counter(total["malformed"]) + answers)
    total["megabytes"].append(round(served.memory, 1))
    told = f"  {partner:14} {rate.rate:7,.0f}/s  {served.memory:6.1f} MB  {sum(answers.values()):6} malformed"
    print(told + (f"  {faults} FAULTS, {found[2] if found else ''}" if faults else ""), flush=True)


def _send_malformed(served: Served, seed: int, stop: threading.Event, answers: Counter[str]) -> None:
    """Bytes that are no HTTP, one connection after the other."""
    draw = random.Random(seed)
    port = int(served.origin.rpartition(":")[2])
    while not stop.is_set():
        sent = bytearray(draw.choice(MALFORMED))
        for _ in range(draw.choice([0, 0, 1, 4])):
            sent[draw.randrange(len(sent))] = draw.randrange(256)
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as client:
                client.settimeout(0.2)
                client.sendall(sent)
                head = client.recv(64)
            answers[head[9:12].decode("latin-1") if head.startswith(b"HTTP/") else "closed"] += 1
        except TimeoutError:
            answers["waited for more"] += 1
        except OSError:
            answers["reset"] += 1


def _requests(partner: str, served: Served, draw: random.Random, count: int) -> Iterator[str]:
    description = load(partner)
    ids = _ids(served, description, draw)
    for _ in range(count):
        yield _request(served, draw.choice(description.operations), draw, ids)


def _ids(served: Served, description: Description, draw: random.Random) -> list[str]:
    """Ids that the mock answers with: of what its lists have, and of what can be created from an example."""
    ids = ["1", "2"]
    with httpx2.Client(headers=served.headers, base_url=served.origin + served.base) as client:
        for operation in description:
            if operation.path_names:
                continue
            example = next((body.example for body in operation.bodies if body.example is not None), None)
            for _ in range(10 if operation.method == "POST" and example is not None else 1):
                answer = client.request(operation.method, operation.path, json=example)
                if answer.is_success:
                    ids += re.findall(r'"(?:id|number)":"?(\w+)', answer.text)[:20]
    draw.shuffle(ids)
    return ids[:200]


def _request(served: Served, operation: Operation, draw: random.Random, ids: list[str]) -> str:
    path = re.sub(r"\{[^}]+\}", lambda _: draw.choice([*ids, "0", "x", "a%2Fb", "%ff", "9" * 30]), operation.path)
    method = operation.method if draw.random() < 0.95 else draw.choice(["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
    wanted = [each.name for each in operation.parameters if each.location == "query"]
    values = ["1", "2", "x", "", "-1", "2026-01-01", "%5B%5D", "%7B%22net%22%3A1%7D"]
    query = "&".join(f"{name}={draw.choice(values)}" for name in wanted if draw.random() < 0.3)
    headers = {"Host": served.origin.removeprefix("http://"), **served.headers}
    if draw.random() < 0.05:
        headers["Authorization"] = draw.choice(["Bearer nothing", "Basic eDp5", ""])
    if draw.random() < 0.05:
        headers["Content-Type"] = draw.choice(["text/plain", "application/json; charset=latin1"])
    if draw.random() < 0.8:
        headers["If-Match"] = draw.choice(["*", "*", '"stale"', 'W/"x"', "a, b"])
    body = ""
    examples = [each.example for each in operation.bodies if each.example is not None]
    if examples and method in {"POST", "PUT", "PATCH"}:
        value = draw.choice(examples)
        body = json.dumps(_changed(value, draw) if draw.random() < 0.6 else value, ensure_ascii=draw.random() < 0.5)
        if draw.random() < 0.05:
            body = draw.choice([body[:-1], '{"a":1,"a":2}', "[" * 200, body.replace(":", "", 1), "\ufeff" + body])
    if body:
        headers["Content-Length"] = str(len(body.encode()))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{method} {served.base}{path}{'?' if query else ''}{query} HTTP/1.1\r\n{head}\r\n{body}"


def _changed(value: Any, draw: random.Random) -> Any:
    """An example with a member more, less, or of another kind."""
    value = copy.deepcopy(value)
    for _ in range(draw.choice([1, 1, 2])):
        places = list(_places(value))
        if not places:
            return draw.choice(WEIRD)
        inside, key = draw.choice(places)
        what = draw.random()
        if what < 0.3:
            del inside[key]
        elif what < 0.7 or isinstance(inside, list):
            inside[key] = copy.deepcopy(draw.choice(WEIRD))
        else:
            inside[draw.choice(["id", "extra", "version"])] = copy.deepcopy(draw.choice(WEIRD))
    return value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from _places(inner)


if __name__ == "__main__":
    main()
