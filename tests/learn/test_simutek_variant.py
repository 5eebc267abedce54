"""A server whose sales orders have another path and other names than ours: learnt, patched, generated, certified.

The server is Simutek's mock on a description in which these names were replaced by hand. What is learnt from its
traffic has to turn our description into one that names the same.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from signoff_contract.description import Description, descriptions_root, load
from signoff_contract.learn import Learned, learn, read_archive
from signoff_contract.learn.findings import MovePath, RenameMember, RenameParameter
from signoff_contract.learn.patch import propose
from signoff_contract.learn.trial_lint import findings_after
from signoff_contract.mock.serve import Address, serving
from signoff_contract.mock.simutek import SimutekMock

from .conftest import write_har

# File, and what stands for what in it, as whole words.
OTHER_NAMES = {
    "openapi.yaml": {"/salesorders": "/order-intake/orders"},
    "proposed-customer-list.yaml": {"page": "pageNumber", "totalCount": "total", "items": "customers"},
    "proposed-sales-order.yaml": {
        "salesOrderLines": "orderRows",
        "language": "lang",
        "currency": "currencyCode",
        "purchaseDate": "dateOfPurchase",
        "articleNumber": "articleNo",
        "quantity": "qty",
        "unitPrice": "pricePerUnit",
        "discountPercent": "discountPct",
        "salesOrderNumber": "orderNumber",
    },
}


def rename(text: str, names: dict[str, str]) -> str:
    """The names where they are keys, required, or the name of a parameter, and not where they are words or roles."""
    for old, new in names.items():
        text = re.sub(rf"(?m)^(\s*(?:- )?){re.escape(old)}(?=:)", rf"\g<1>{new}", text)
        text = re.sub(rf"(?<=[{{,] ){re.escape(old)}(?=: )|(?<={{){re.escape(old)}(?=: )", new, text)
        text = re.sub(rf"(?m)^(\s*required: \[.*?\b){re.escape(old)}\b", rf"\g<1>{new}", text)
        text = re.sub(rf"(?m)^(\s*name: ){re.escape(old)}$", rf"\g<1>{new}", text)
    return text


@pytest.fixture(scope="module")
def variant(tmp_path_factory: pytest.TempPathFactory) -> Description:
    """The description that the other server keeps to."""
    folder = tmp_path_factory.mktemp("variant")
    shutil.copytree(descriptions_root() / "simutek", folder / "simutek")
    for name, names in OTHER_NAMES.items():
        path = folder / "simutek" / name
        path.write_text(rename(path.read_text(encoding="utf-8"), names), encoding="utf-8")
    return load("simutek", folder)


@pytest.fixture(scope="module")
def server(variant: Description) -> Iterator[Address]:
    with serving(SimutekMock(seed=1, description=variant, order_status=201)) as address:
        yield address


def example(description: Description, name: str) -> Any:
    return description.document["components"]["examples"][name]["value"]


@pytest.fixture(scope="module")
def recorded(variant: Description, server: Address, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a browser would have recorded while a web shop of the printing company placed orders."""
    entries: list[dict[str, Any]] = []

    def call(method: str, url: str, **options: Any) -> httpx2.Response:
        answer = client.request(method, url, **options)
        request = answer.request
        entries.append(
            {
                "startedDateTime": f"2026-11-20T10:00:{len(entries):02d}.000Z",
                "request": {
                    "method": request.method,
                    "url": str(request.url),
                    "headers": [{"name": name, "value": value} for name, value in request.headers.items()],
                    "postData": {"mimeType": request.headers.get("content-type", ""), "text": request.content.decode()},
                },
                "response": {
                    "status": answer.status_code,
                    "headers": [{"name": name, "value": value} for name, value in answer.headers.items()],
                    "content": {
                        "size": len(answer.content),
                        "mimeType": answer.headers.get("content-type", ""),
                        "text": answer.text,
                    },
                },
            }
        )
        return answer

    mock = SimutekMock(seed=1, description=variant)
    order = variant.operation("sales_orders_create").path
    with httpx2.Client(headers={"User-Agent": "WebShop/3"}) as client:
        token = call("POST", server.token_url, data=credentials(mock)).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        listed = call("GET", f"{server.base_url}/customers?pageNumber=1&pageSize=5").json()
        buyer = listed["customers"][0]["number"]
        call("GET", f"{server.base_url}/customers/{buyer}")
        for sent in (example(variant, "SalesOrderComplete"), example(variant, "SalesOrderMinimal")):
            assert call("POST", server.base_url + order, json={**sent, "customerNumber": buyer}).status_code == 201
        full = {**example(variant, "SalesOrderComplete"), "customerNumber": buyer, "dateOfPurchase": "2026-01-02"}
        assert call("POST", server.base_url + order, json=full).status_code == 201
        call("POST", server.base_url + order, json={**full, "customerNumber": "nobody"})
        call("POST", server.base_url + order, json={**full, "lang": "tlh"})
    return write_har(tmp_path_factory.mktemp("har") / "shop.har", *entries)


def credentials(mock: SimutekMock) -> dict[str, str]:
    client = mock.clients[0]
    return {"grant_type": "client_credentials", "client_id": client.client_id, "client_secret": client.client_secret}


@pytest.fixture(scope="module")
def learned(recorded: Path) -> Learned:
    return learn(load("simutek"), [read_archive(recorded)])


def test_the_differences_are_named(learned: Learned) -> None:
    changes = [finding.change for finding in learned.contradicted]
    assert MovePath("/paths/~1salesorders", "/order-intake/orders") in changes
    renamed = {(change.old, change.new) for change in changes if isinstance(change, RenameMember)}
    assert renamed == {
        (old, new) for name in list(OTHER_NAMES)[1:] for old, new in OTHER_NAMES[name].items() if old != "page"
    } | {("page", "pageNumber")}
    assert [change.name for change in changes if isinstance(change, RenameParameter)] == ["pageNumber"]
    assert not any(finding.against_documents for finding in learned.findings)


def test_no_value_of_the_traffic_is_told(learned: Learned, recorded: Path) -> None:
    patch = propose(learned, "2026-11-21").text
    added = "\n".join(line for line in patch.splitlines() if line.startswith("+"))
    for value in ("Kim", "eyJ", "mock-web-shop-secret"):
        assert value in recorded.read_text(encoding="utf-8")
        assert value not in added.replace("SalesOrder", "")


def test_the_patch_makes_our_description_name_what_the_server_does(
    learned: Learned, variant: Description, recorded: Path, tmp_path: Path
) -> None:
    patched = apply(learned, tmp_path)
    assert [operation.path for operation in patched] == [operation.path for operation in variant]
    for name, schema in variant.schemas.items():
        assert list(patched.schemas[name].get("properties", ())) == list(schema.get("properties", ())), name
        assert patched.schemas[name].get("required") == schema.get("required"), name
    assert patched.document["components"]["examples"] == variant.document["components"]["examples"]
    assert (
        patched.operation("sales_orders_create").provenance
        != load("simutek").operation("sales_orders_create").provenance
    )
    assert not learn(patched, [read_archive(recorded)]).contradicted


@pytest.mark.served
def test_generation_and_certification_pass_afterwards(learned: Learned, server: Address, tmp_path: Path) -> None:
    # With our names the order is not even taken, so nothing of it can be judged.
    before = certify(server, descriptions_root(), tmp_path)
    assert before["SIM-ORDER-001"] == "review"
    apply(learned, tmp_path)
    made = signoff(tmp_path, "generate", "simutek", "--openapi", "openapi", "--output", "generated")
    assert made.returncode == 0, made.stderr
    client = tmp_path / "generated" / "simutek_client" / "api" / "sales_orders" / "sales_orders_create.py"
    assert "/order-intake/orders" in client.read_text(encoding="utf-8")
    after = certify(server, tmp_path / "openapi", tmp_path)
    assert set(after.values()) <= {"pass", "omit", "review"}
    # This row says 200, and the server answers 201: both are described, so the row has to be written anew by hand.
    assert [row for row, state in after.items() if state == "review"] == ["SIM-ORDER-003"]
    assert sum(state == "pass" for state in before.values()) < sum(state == "pass" for state in after.values())


def certify(server: Address, openapi: Path, folder: Path) -> dict[str, str]:
    """The state of each row after a run against the server, with the client that was generated, if any."""
    done = signoff(
        folder,
        *("certify", "simutek", "--json", "--openapi", str(openapi), "--evidence", "evidence"),
        *("--base-url", server.base_url, "--token-url", server.token_url),
    )
    # 4: rows that a document asks for wait for a name.
    assert done.returncode in {0, 1, 4}, done.stderr
    return {row["id"]: row["state"] for row in json.loads(done.stdout)["requirements"]}


def signoff(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, which imports a client generated in this folder before ours."""
    return subprocess.run(
        [sys.executable, "-c", "from signoff_contract.entry import main; main()", *arguments],
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("SIMUTEK_")},
            "PYTHONPATH": "generated",
        },
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def apply(learned: Learned, folder: Path) -> Description:
    """A copy of our descriptions with the patch applied by git."""
    root = descriptions_root()
    shutil.copytree(root / "simutek", folder / "openapi" / "simutek")
    shutil.copytree(root / "schema", folder / "openapi" / "schema")
    patch = propose(learned, "2026-11-21")
    assert findings_after(learned.description, patch.files) == []
    subprocess.run(["git", "init", "-q", "."], cwd=folder, check=True)
    subprocess.run(["git", "apply"], cwd=folder, input=patch.text.encode(), check=True)
    return load("simutek", folder / "openapi")
