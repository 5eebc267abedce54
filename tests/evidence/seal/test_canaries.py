"""Values planted all over the traffic must not be found in any byte of a bundle, however they are written."""

import base64
import json
from pathlib import Path
from urllib.parse import quote, quote_plus

import httpx2
from tests.evidence.conftest import bundle_of, results_of
from tests.suite.parcels import TOKEN, ParcelContext, Server, certify, single, target

from signoff_contract.evidence import render_matrix
from signoff_contract.suite.model import RunRecord

SECRETS = {
    "token": "canary/token+0123456789==",
    "secret": "hush-hush-hush",
    "client": "client-1234",
    "pin": "canary-pin-4711",
    "cookie": "canary-cookie-8899",
}
PERSONAL = {
    "name": "Canary Person",
    "note": "canary note: call 0123",
    "mail": "canary.person@example.com",
    "path": "Canary-Holder",
    "member": "canary-member-77",
    "value": "canary undescribed value",
    "header": "canary-header-value",
    "body": "canary in a text body",
    "number": "8675309",
}


def hostile(request: httpx2.Request) -> httpx2.Response:
    """Repeats everything it was sent, in every place it can."""
    if str(request.url) == TOKEN:
        body = {"access_token": SECRETS["token"], "token_type": "Bearer", "expires_in": 3600, PERSONAL["member"]: 1}
        return httpx2.Response(200, headers={"x-request-id": SECRETS["token"]}, json=body)
    token = request.headers["authorization"].removeprefix("Bearer ")
    headers = {
        "X-PARCEL-TRACE": f"trace-{token}",
        "ETag": f'"{base64.b64encode(token.encode()).decode()}"',
        "Set-Cookie": f"session={SECRETS['cookie']}",
        "X-Customer": PERSONAL["header"],
        "Allow": quote(token, safe=""),
    }
    if request.url.path.endswith("holder"):
        return httpx2.Response(
            200, headers={**headers, "content-type": "text/plain"}, content=PERSONAL["body"].encode()
        )
    told = (
        f"{PERSONAL['name']} with {token}, {quote(token, safe='')}, {quote_plus(token)}, {token.encode().hex()}, "
        f"{base64.b64encode(b'x:' + token.encode()).decode()}, {base64.urlsafe_b64encode(token.encode()).decode()}, "
        f"{SECRETS['secret']}, {SECRETS['cookie']} and {PERSONAL['mail']}"
    )
    body = {
        "id": 1,
        "weight": 2,
        "service": told,
        "pin": SECRETS["pin"],
        "sender": {"name": PERSONAL["name"], "age": int(PERSONAL["number"])},
        "notes": [PERSONAL["note"]],
        PERSONAL["member"]: PERSONAL["value"],
        "message": told,
    }
    status = 400 if request.method == "PUT" else 201 if request.method == "POST" else 200
    return httpx2.Response(status, headers=headers, json=body)


def check(context: ParcelContext) -> None:
    sent = {
        "weight": 2,
        "pin": SECRETS["pin"],
        "sender": {"name": PERSONAL["name"], "age": int(PERSONAL["number"])},
        "notes": [PERSONAL["note"]],
        PERSONAL["member"]: PERSONAL["value"],
    }
    made = context.call("POST", "/parcels", json=sent).json()
    read = context.call("GET", "/parcels/1", params={"email": PERSONAL["mail"]}).json()
    context.call("GET", f"/parcels/1/holder/{PERSONAL['path']}")
    context.call("GET", f"/{PERSONAL['path']}/holder")
    context.call("PUT", "/parcels/1", json=sent, headers={"If-Match": '"v"'})
    context.compare("story", "parcels_create", sent, made, read, "Parcel")
    context.finding("parcels_create", "proposed", f"{PERSONAL['name']} came back")
    raise AssertionError(f"{made} is not {read}, {context.token}, {context.last()!r}")


def run_it() -> RunRecord:
    return certify(single(check, "PAR-MUST-001"), server=hostile)


def forms(value: str) -> set[str]:
    raw = value.encode()
    return {
        value,
        quote(value, safe=""),
        quote_plus(value),
        raw.hex(),
        json.dumps(value)[1:-1],
        *(base64.b64encode(b"\0" * shift + raw)[4:-4].decode() for shift in range(3)),
        *(base64.urlsafe_b64encode(b"\0" * shift + raw)[4:-4].decode() for shift in range(3)),
    }


def test_no_canary_survives_in_any_byte(tmp_path: Path) -> None:
    record = run_it()
    assert len(record.exchanges) == 6
    folder = bundle_of(record, tmp_path)
    texts = {path.name: path.read_bytes().decode() for path in folder.iterdir()}
    texts["terminal"] = render_matrix(results_of(folder))
    texts["repr"] = repr(record) + repr(target(Server()))
    for what, value in {**SECRETS, **PERSONAL}.items():
        for form in forms(value):
            for name, text in texts.items():
                assert form not in text, f"{what} in {name}"


def test_the_bundle_still_says_something(tmp_path: Path) -> None:
    results = results_of(bundle_of(run_it(), tmp_path))
    posted = results["exchanges"][1]["request"]["body"]["json"]
    assert posted["weight"] == 2
    assert posted["sender"]["name"].startswith("[personal:")
    assert posted["pin"] == "[secret]"
    assert posted["sender"]["name"] == results["exchanges"][2]["response"]["body"]["json"]["sender"]["name"]
    assert ["authorization", "Bearer [redacted]"] in results["exchanges"][1]["request"]["headers"]
    assert results["exchanges"][1]["trace_id"] == "trace-[secret]"
