"""A mock that was in use for a while, as its control plane would tell it."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from .made_up import START, Call, MadeUp, control_description


def moment(seconds: float) -> str:
    """An instant so many seconds after the start."""
    return (START + timedelta(seconds=seconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def request_of(number: int, **changes: Any) -> dict[str, Any]:
    """A request of the log; by default one that was answered as it should be."""
    kind = [
        ("POST", "/api/rest/v1/proposals", "proposals_create", 201),
        ("GET", f"/api/rest/v1/proposals/{500_000 + number}", "proposals_get", 200),
        ("PUT", f"/api/rest/v1/proposals/{500_000 + number}/customer", "customer_set", 412),
        ("GET", "/api/rest/v1/configuration/offices", "offices_list", 200),
    ][number % 4]
    refused = kind[3] == 412
    verdict = {
        "refused": refused,
        "code": "PRECONDITION_FAILED" if refused else "",
        "message": "If-Match does not name the current version; read it again before the change" if refused else "",
        "requirement": "SIE-ETAG-007" if refused else None,
        "text": "A change whose If-Match is not the current version is refused." if refused else "",
        "source": "START, POST request precondition" if refused else "",
    }
    made = {
        "number": number,
        "at": moment(number * 1.7),
        "partner": "siesmart",
        "method": kind[0],
        "path": kind[1],
        "operation": kind[2],
        "client": "mock-introducer",
        "status": kind[3],
        "trace_id": f"{number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128:032x}",
        "verdict": verdict,
        "remarks": [],
        "fault": None,
    }
    return {**made, **changes}


def whole_of(request: Mapping[str, Any]) -> dict[str, Any]:
    """The same request with what was sent and answered."""
    whole = {
        **request,
        "query": "",
        "request": {
            "headers": [["accept", "application/json"], ["if-match", '"2026-01-05T09:00:01.000Z"']],
            "body": json.dumps({"name": "Muster GmbH", "employees": 12, "address": {"city": "München", "open": True}}),
        },
        "response": {
            "headers": [["content-type", "application/json"], ["x-trace-id", str(request["trace_id"])]],
            "body": json.dumps(
                {"errors": [{"code": request["verdict"]["code"], "message": request["verdict"]["message"]}]}
            ),
        },
    }
    return whole if request["status"] is not None else {**whole, "response": None}


def lived_in(requests: int = 40, invoices: int = 60) -> MadeUp:
    """A mock that was in use for a while, with faults armed, a clock ahead and entities of two kinds."""
    log = [request_of(number) for number in range(1, requests + 1)]
    if requests > 8:
        log[4].update(status=None, fault="answer-lost", trace_id="")
        log[7]["remarks"] = ["HTTP Basic at the token endpoint is not documented, the partner may refuse it"]
    kinds = {"proposal": _proposals(), "invoice": [_invoice(number) for number in range(invoices)], "customer": []}
    titles = {"proposal": "Proposals", "invoice": "Invoices", "customer": "Customers"}

    def state(call: Call) -> Any:
        offset, limit = int(call.query.get("offset", "0")), int(call.query.get("limit", "100"))
        shown = [call.query["kind"]] if "kind" in call.query else list(kinds)
        return {
            "kinds": [
                {
                    "partner": "siesmart",
                    "kind": kind,
                    "title": titles[kind],
                    "total": len(kinds[kind]),
                    "entities": kinds[kind][offset : offset + limit],
                }
                for kind in shown
            ]
        }

    def newest(call: Call) -> Any:
        after = int(call.query.get("after", "0"))
        return {"last": len(log), "requests": [each for each in log if each["number"] > after][-500:]}

    def whole(call: Call) -> Any:
        number = int(call.path.rpartition("/")[2])
        return whole_of(log[number - 1]) if number <= len(log) else None

    answers: dict[str, Any] = {
        "GET /mocks": {"mocks": [_mock()]},
        "GET /requests": newest,
        "GET /requests/*": whole,
        "DELETE /requests": (204, None),
        "GET /state": state,
        "GET /rows/*": {
            "id": "SIE-ETAG-007",
            "partner": "siesmart",
            "text": "A change whose If-Match is not the current version is refused.",
            "level": "must",
            "binds": "provider",
            "confidence": "documented",
            "source": "START, POST request precondition",
            "cited": [
                {
                    "document": "START",
                    "section": "POST request precondition",
                    "title": "Get started",
                    "address": "https://partner.example/get-started",
                }
            ],
        },
        "GET /clock": _mock()["clock"],
        "POST /clock": _mock()["clock"],
        "GET /tokens": {
            "tokens": [{"digest": "9f86d081884c7d65" * 4, "client": "mock-introducer", "expires_in": 84_000.0}]
        },
        "POST /tokens": {"ended": 1},
        "GET /switches": {"switches": _mock()["switches"]},
        "PATCH /switches": {"switches": _mock()["switches"]},
        "GET /latency": {
            "delays": [{"operation": "proposals_create", "distribution": "uniform", "least": 300, "most": 900}]
        },
        "PUT /latency": {"delays": []},
        "DELETE /latency": (204, None),
        "GET /faults/catalogue": {"faults": _catalogue()},
        "GET /faults": {"faults": [_fault()]},
        "POST /faults": (201, _fault()),
        "DELETE /faults": (204, None),
        "DELETE /faults/*": (204, None),
        "GET /snapshot": {"signoff": "mock snapshot", "version": 1, "partner": "siesmart"},
        "PUT /snapshot": _mock(),
        "POST /reset": _mock(),
        "POST /refresh": _mock(),
        "POST /seed": {"kind": "proposals", "ids": ["1", "2"]},
        "POST /clients": (201, _mock()["clients"][0]),
        "DELETE /clients/*": (204, None),
    }
    return MadeUp(answers)


def _mock() -> dict[str, Any]:
    base = "http://127.0.0.1:8080/api/rest/v1"
    return {
        "partner": "siesmart",
        "title": "SieSmart",
        "base_url": base,
        "token_url": "http://127.0.0.1:8080/oauth/token",
        "seed": 0,
        "isolated": False,
        "offers": control_description()["components"]["schemas"]["Mock"]["properties"]["offers"]["items"]["enum"],
        "seeds": ["proposals"],
        "client_details": ["office_ids"],
        "clients": [
            {
                "client_id": client,
                "client_secret": f"{client}-secret",
                "rights": ["read", "write"],
                "summary": "rights read, write  offices 1, 2, 3, 4",
                "details": {"office_ids": [1, 2, 3, 4]},
            }
            for client in ("mock-introducer", "mock-reader", "mock-other-introducer")
        ],
        "variables": {
            "SIESMART_ENVIRONMENT": "custom",
            "SIESMART_BASE_URL": base,
            "SIESMART_TOKEN_URL": "http://127.0.0.1:8080/oauth/token",
            "SIESMART_CLIENT_ID": "mock-introducer",
            "SIESMART_CLIENT_SECRET": "mock-introducer-secret",
        },
        "curl": ["TOKEN=$(curl -sS http://127.0.0.1:8080/oauth/token -d grant_type=client_credentials)"],
        "switches": [
            {
                "name": "offline",
                "value": False,
                "default": False,
                "takes": ["true or false"],
                "meaning": "Everything is answered as the partner does when it is down.",
            },
            {
                "name": "requests_per_minute",
                "value": 100,
                "default": 1000,
                "takes": ["a whole number", "none"],
                "meaning": "Pace per address before 429.",
            },
            {
                "name": "decide",
                "value": None,
                "default": None,
                "takes": ["none", "PENDING", "ACCEPTED", "DECLINED"],
                "meaning": "How every request for a decision ends.",
            },
        ],
        "clock": {"now": moment(86_400), "running": False, "ahead": 86_400.0},
    }


def _catalogue() -> list[dict[str, Any]]:
    names = {
        "answer-lost": ("The answer is lost", "The change is made, and the connection ends before the answer."),
        "status-503": ("503 Service Unavailable", "The call is turned away before anything is done."),
        "stale-read": ("A stale read", "A read is answered as it was before the last change."),
    }
    more = {
        "name": "retry_after",
        "takes": "a whole number or none",
        "default": None,
        "meaning": "Seconds in Retry-After.",
    }
    return [
        {"name": name, "title": title, "meaning": meaning, "parameters": [more] if name == "status-503" else []}
        for name, (title, meaning) in names.items()
    ]


def _fault() -> dict[str, Any]:
    return {
        "id": "1",
        "name": "answer-lost",
        "partner": "siesmart",
        "target": {"operation": "proposals_create"},
        "times": 2,
        "every": None,
        "probability": None,
        "parameters": {},
        "armed": True,
        "taken": [{"number": 5, "at": moment(8.5), "operation": "proposals_create", "trace_id": ""}],
    }


def _proposals() -> list[dict[str, Any]]:
    states = ["PENDING", "ACCEPTED", "NOT_AVAILABLE", "DECLINED"]
    return [
        {
            "id": str(500_123 + place),
            "title": f"Proposal {500_123 + place}",
            "version": moment(3 + place),
            "status": states[place % 4],
            "summary": f"office {1 + place % 3}, {1 + place % 5} assets, 120000.0 financed, Muster GmbH",
            "detail": {
                "id": 500_123 + place,
                "officeId": 1,
                "customer": {"name": "Muster GmbH", "city": "München"},
                "assets": [{"assetIacCode": "ITE", "quantity": 2, "valuePerAsset": 60000.0}],
                "decision": {"decisionStatus": states[place % 4]},
            },
            "history": [
                {"at": moment(1), "version": moment(1), "status": "NOT_AVAILABLE", "what": "created"},
                {"at": moment(2), "version": moment(2), "status": "NOT_AVAILABLE", "what": "assets"},
                {
                    "at": moment(3 + place),
                    "version": moment(3 + place),
                    "status": states[place % 4],
                    "what": "decision",
                },
            ],
        }
        for place in range(7)
    ]


def _invoice(number: int) -> dict[str, Any]:
    return {
        "id": str(400_000_123 + number * 55),
        "title": f"Invoice RE-{1000 + number}",
        "version": None,
        "status": ["draft", "sent", "paid"][number % 3],
        "summary": f"Contact {number % 17}, CHF {100 + number}.50, 2026-01-05",
        "detail": {
            "id": 400_000_123 + number * 55,
            "number": f"RE-{1000 + number}",
            "positions": [{"name": "Work", "price": 12.5}],
        },
        "history": [],
    }
