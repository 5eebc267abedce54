"""What the pipeline costs: a call through the facade against the bare generated function, in process.

Both go to the same in-memory transport that answers at once, so the difference is our own CPU time: deadline, version
guard, token, permit, log, retry decision, typed result.

    .venv/bin/python benchmarks/pipeline_overhead.py
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable

import httpx2

from siesmart_client import Client
from siesmart_client.api.proposals import proposals_get
from signoff import SieSmart
from signoff.siesmart import ClientCredentials, SieSmartEnvironment
from signoff_contract.description import load

ENVIRONMENT = SieSmartEnvironment.custom(base_url="https://api.invalid/v1", token_url="https://api.invalid/token")
TOKEN = {"access_token": "benchmark", "token_type": "Bearer", "expires_in": 86400}


class NoLimit:
    """Permits without end, because the benchmark calls nobody."""

    def reserve(self) -> float:
        return 0.0


def example() -> bytes:
    """The largest described example of a proposal."""
    response = load("siesmart").operation("proposals_get").success[0]
    return json.dumps(response.bodies[0].example).encode()


def main() -> None:
    parser = argparse.ArgumentParser(description="CPU time per call: bare generated function and facade.")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--calls", type=int, default=100)
    arguments = parser.parse_args()
    calls: int = arguments.calls
    body = example()

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/token":
            return httpx2.Response(200, json=TOKEN)
        return httpx2.Response(
            200, content=body, headers={"content-type": "application/json", "etag": '"1"', "x-b2b-trace-id": "t"}
        )

    bare = Client(base_url="https://api.invalid/v1", httpx_args={"transport": httpx2.MockTransport(answer)})
    siesmart = SieSmart(
        ClientCredentials("id", "secret"), ENVIRONMENT, transport=httpx2.MockTransport(answer), permits=NoLimit()
    )

    def measure(call: Callable[[], object]) -> float:
        start = time.process_time()
        for _ in range(calls):
            call()
        return (time.process_time() - start) / calls * 1e6

    def call_bare() -> object:
        return proposals_get.sync_detailed(7, client=bare)

    def call_facade() -> object:
        return siesmart.proposals.get(7)

    call_bare()
    call_facade()
    rounds = [(measure(call_bare), measure(call_facade)) for _ in range(arguments.rounds)]
    plain, full = (statistics.median(figures) for figures in zip(*rounds, strict=True))
    extra = statistics.median(second - first for first, second in rounds)
    print(f"body of {len(body)} bytes, medians of {arguments.rounds} rounds of {calls} calls, CPU time")
    print(f"  bare generated function {plain:7.0f} us")
    print(f"  facade and pipeline     {full:7.0f} us   ({extra:+.0f} us, ratio {full / plain:.2f})")
    siesmart.close()


if __name__ == "__main__":
    main()
