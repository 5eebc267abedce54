"""PDF files and pictures: real ones, the same each time, with the pages that the document says it has."""

import io
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from .conftest import POSITION, TABLES, Account, Json, Make, errors_of, minimal

DOCUMENTS = tuple(name for name, each in TABLES.resources.items() if each.document)
SIZES = {240: 339, 595: 842, 600: 849, 972: 1375, 1240: 1754}
LONG: Json = {"content": "Zeile\n" * 95}


def created(account: Account, name: str, **values: Any) -> tuple[str, Json]:
    resource = TABLES.resources[name]
    item = account.create(resource.path, {**minimal(name, account), **values})
    return f"{resource.path}/{item['id']}", item


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pdf(account: Account, name: str) -> None:
    many = LONG if name == "letter" else {"positions": [POSITION] * 90}
    for values in ({}, many):
        path, item = created(account, name, **values)
        answer = account.get(f"{path}/pdf", options="{") if name != "invoice" else account.get(f"{path}/pdf")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert int(answer.headers["content-length"]) == len(answer.content)
        reader = PdfReader(io.BytesIO(answer.content), strict=True)
        assert len(reader.pages) == item["page_amount"]
        assert item["page_amount"] >= (3 if values else 1)
        words = "".join(page.extract_text() for page in reader.pages)
        assert str(item.get("number", item["date"])) in words
        assert account.get(f"{path}/pdf").content == answer.content
    missing = account.get(f"{TABLES.resources[name].path}/1/pdf")
    assert (missing.status_code, missing.json()["meta"]) == (404, {"entity_type": name})


@pytest.mark.parametrize("name", DOCUMENTS)
def test_preview(account: Account, name: str) -> None:
    path, item = created(account, name)
    for query in [{}, *({"size": size} for size in SIZES), {"page": item["page_amount"], "size": 240}]:
        answer = account.get(f"{path}/preview", **query)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        image = Image.open(io.BytesIO(answer.content))
        width = query.get("size", 972)
        assert (image.format, image.mode, image.size) == ("PNG", "RGB", (width, SIZES[width]))
        assert len(image.convert("L").getcolors() or ()) > 1, "nothing is printed"
        assert account.get(f"{path}/preview", **query).content == answer.content


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ({"page": 0}, {"page": 1102}),
        ({"page": 99}, {"page": 1102}),
        ({"page": "one"}, {"page": 1101}),
        ({"page": "9" * 5000}, {"page": 1102}),
        ({"page": "²"}, {"page": 1101}),
        ({"size": 601}, {"size": 1102}),
        ({"page": -1, "size": "x"}, {"page": 1102, "size": 1101}),
    ],
)
def test_wrong_options_of_a_preview(account: Account, query: Json, errors: Json) -> None:
    path, _ = created(account, "invoice")
    assert errors_of(account.get(f"{path}/preview", **query)) == errors


@pytest.mark.parametrize(
    ("options", "errors"),
    [
        ("{", {"options": 1103}),
        ("[1]", {"options": 1101}),
        ("1", {"options": 1101}),
        ('{"receipt": 1}', {"receipt": 1101}),
        ('{"receipt": null, "isr_display_image": "x"}', {"receipt": 1101, "isr_display_image": 1101}),
    ],
)
def test_wrong_options_of_an_invoice(account: Account, options: str, errors: Json) -> None:
    path, _ = created(account, "invoice")
    assert errors_of(account.get(f"{path}/pdf", options=options)) == errors


def test_a_receipt(account: Account) -> None:
    path, _ = created(account, "invoice")
    plain = account.get(f"{path}/pdf", options="[]")
    url = f"{account.mock.base_url()}{path}/pdf?options="
    receipt = account.http.get(url + '{"receipt":true,"isr_display_image":true}')
    titles = [PdfReader(io.BytesIO(each.content)).pages[0].extract_text().split("\n")[0] for each in (plain, receipt)]
    assert titles == ["Invoice", "Receipt"]


def test_the_slip_is_on_a_page_of_its_own_unless_it_is_not(account: Account) -> None:
    extra, _ = created(account, "invoice")
    _, last = created(account, "invoice", isr_position="L")
    assert (account.item(extra)["page_amount"], last["page_amount"]) == (2, 1)
    reference = account.item(extra)["isr_reference_number"]
    assert reference in PdfReader(io.BytesIO(account.get(f"{extra}/pdf").content)).pages[1].extract_text()


def test_any_text_can_be_printed(make: Make, account: Account) -> None:
    name = "漢字 \u0000 \U0001f600 ÄÖÜ " + "x" * 5000
    path, _ = created(account, "invoice", positions=[{**POSITION, "name": name}])
    assert account.get(f"{path}/pdf").status_code == 200
    assert account.get(f"{path}/preview").status_code == 200
