"""Each change is written where its element stands, with all that hangs on it, or it is refused in words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from signoff_contract.description import Description, load
from signoff_contract.description.lint import lint
from signoff_contract.judge.renames import Certainty
from signoff_contract.learn.basis import Basis, Statement
from signoff_contract.learn.description_writer import Writer
from signoff_contract.learn.editor import EditError, Editor
from signoff_contract.learn.findings import (
    AddMember,
    AddResponse,
    AddValues,
    Change,
    DropRequired,
    Finding,
    MoveMember,
    MovePath,
    RenameMember,
    RenameMethod,
    RenameParameter,
    SetFormat,
    SetTypes,
    WrapList,
)
from signoff_contract.traffic.har_reader import Ref
from signoff_contract.traffic.shapes import Shape, Sightings

SEEN = Sightings(1, [Ref("a.har", 4, "2026-11-20T10:00:00Z", 200)])
SHELVES = "/paths/~1shelves~1{shelf}"
ORDERS = "/path-items/stockorders"
SHELF, ORDER, LINE = (f"/components/schemas/{name}" for name in ("Shelf", "Order", "Line"))

LIST = """\
  /racks:
    get:
      operationId: racks_list
      tags: [racks]
      x-provenance: {confidence: proposed, source: ours}
      security: [{oauth: []}]
      responses:
        '200':
          description: the racks
          headers: {X-Trace: {$ref: '#/components/headers/Trace'}}
          content:
            application/json:
              schema: {type: array, items: {$ref: 'parts.yaml#/components/schemas/Shelf'}}
              example: []
          links:
            First: {operationId: shelves_get, parameters: {path.shelf: '$response.body#/0/label', query.depth: '2'}}
        '401': {$ref: '#/components/responses/Unauthorized'}
"""
LINKED = """\
          links:
            Shelf:
              operationId: shelves_get
              parameters: {path.shelf: '$response.body#/orderNumber', query.depth: '$request.body#/stockLines/0/amount'}
"""

Write = Callable[..., Description]


def finding(description: Description, change: Change, certainty: Certainty = "sure", *operations: str) -> Finding:
    statement = Statement("it", "/paths", "otherwise", None)
    return Basis(description).finding(
        operations or ("racks_list",), "contradicted", statement, "seen", SEEN, certainty=certainty, change=change
    )


@pytest.fixture
def depot(openapi: Path) -> Description:
    """The fictitious partner's description with a list and with links."""
    root, parts = (openapi / "depot" / name for name in ("openapi.yaml", "parts.yaml"))
    root.write_text(root.read_text("utf-8").replace("  /stockorders:", f"{LIST}  /stockorders:"), "utf-8")
    answer = "              example: {orderNumber: 7}\n"
    text = parts.read_text("utf-8")
    assert answer in text
    parts.write_text(text.replace(answer, answer + LINKED), "utf-8")
    description = load("depot", openapi)
    assert [(each.rule, each.message, each.hint) for each in lint(description)] == []
    return description


@pytest.fixture
def write(depot: Description, openapi: Path) -> Write:
    """The description after changes, read again; it has to be sound."""

    def run(*changes: Change, operations: tuple[str, ...] = ()) -> Description:
        editors = {path: Editor(text.decode()) for path, text in depot.sources.items()}
        writer = Writer(depot, editors, {"a.har": "HAR-1", "HAR-1": "recorded traffic a.har"})
        for change in changes:
            writer.write(finding(depot, change, "sure", *operations))
        writer.mark()
        writer.name_sources()
        for path, editor in editors.items():
            path.write_text(editor.result(), encoding="utf-8")
        description = load("depot", openapi)
        assert lint(description) == []
        return description

    return run


def link(description: Description, operation: str, status: str, name: str) -> dict[str, Any]:
    found = description.operation(operation)
    raw = description.deref(description.resolve(found.pointer)["responses"][status])
    parameters: dict[str, Any] = description.deref(raw["links"][name])["parameters"]
    return parameters


def test_a_list_that_stands_in_an_object(write: Write) -> None:
    described = write(WrapList("/paths/~1racks/get/responses/200/content/application~1json/schema", "racks"))
    body = described.operation("racks_list").success[0].bodies[0]
    assert body.schema == {"$ref": "#/components/schemas/RacksListAnswer"}
    assert body.example == {"racks": []}
    wrapped = described.schemas["RacksListAnswer"]
    assert (wrapped["required"], wrapped["x-provenance"]["confidence"]) == (["racks"], "observed")
    inside = wrapped["properties"]["racks"]
    assert (inside["type"], inside["x-formerly"]) == ("array", ".")
    assert link(described, "racks_list", "200", "First")["path.shelf"] == "$response.body#/racks/0/label"


def test_a_renamed_member_is_renamed_in_links_required_and_examples(write: Write) -> None:
    described = write(RenameMember(ORDER, "stockLines", "rows"), RenameMember(LINE, "amount", "qty"))
    order = described.schemas["Order"]
    assert order["required"] == ["customer", "rows"]
    assert order["properties"]["rows"]["x-formerly"] == "stockLines"
    example = described.operation("orders_create").bodies[0].example
    assert example == {"customer": "C-1", "rows": [{"article": "bolt", "qty": 3}], "language": "sv"}
    assert link(described, "orders_create", "201", "Shelf")["query.depth"] == "$request.body#/rows/0/qty"


def test_a_renamed_parameter_is_renamed_in_links_to_its_operation(write: Write) -> None:
    described = write(RenameParameter(f"{SHELVES}/get/parameters/1", "levels"))
    parameters = described.operation("shelves_get").parameters
    assert [each.name for each in parameters if each.location == "query"] == ["levels", "expand"]
    assert link(described, "racks_list", "200", "First") == {
        "path.shelf": "$response.body#/0/label",
        "query.levels": "2",
    }
    assert "query.levels" in link(described, "orders_create", "201", "Shelf")


def test_a_lifecycle_follows_the_members_that_it_names(openapi: Path, depot: Description) -> None:
    parts = openapi / "depot" / "parts.yaml"
    lifecycle = "      x-lifecycle: {id: /label, state: /kind, transitions: []}\n      required: [label]\n"
    parts.write_text(parts.read_text("utf-8").replace("      required: [label]\n", lifecycle), "utf-8")
    description = load("depot", openapi)
    editors = {path: Editor(text.decode()) for path, text in description.sources.items()}
    writer = Writer(description, editors, {"a.har": "HAR-1", "HAR-1": "x"})
    writer.write(finding(description, RenameMember(SHELF, "kind", "size")))
    writer.mark()
    assert "x-lifecycle: {id: /label, state: /size, transitions: []}" in editors[parts].result()


def test_a_member_that_stands_in_an_object_inside(write: Write) -> None:
    described = write(MoveMember(LINE, "customer", ORDER))
    line, order = described.schemas["Line"]["properties"], described.schemas["Order"]
    assert (line["customer"]["type"], line["customer"]["x-formerly"]) == ("string", "../customer")
    # What the plan sends outside is still described there, but need not come.
    assert "customer" in order["properties"]
    assert order["required"] == ["stockLines"]


def test_another_method(write: Write) -> None:
    described = write(RenameMethod("/paths/~1racks/get", "post"))
    assert described.operation("racks_list").method == "POST"
    assert described.resolve("/paths/~1racks/post")["x-provenance"]["confidence"] == "observed"


def test_a_path_that_several_operations_have_moves_once(write: Write) -> None:
    move = MovePath("/paths/~1racks", "/rack-list")
    described = write(move, move)
    assert described.operation("racks_list").path == "/rack-list"
    assert described.resolve("/paths/~1rack-list")["x-formerly"] == "/racks"


def test_an_optional_member_takes_other_values_and_the_answer_of_another_operation(write: Write) -> None:
    described = write(
        AddValues(f"{ORDER}/properties/language/enum", ("da", "fi")),
        AddResponse("/paths/~1racks/get", 409, "#/components/responses/Conflict"),
    )
    assert described.schemas["Order"]["properties"]["language"]["enum"] == ["sv", "no", "en", "da", "fi"]
    response = described.operation("racks_list").response(409)
    assert response is not None
    assert response.bodies[0].media_type == "application/json"


def test_a_format_that_no_text_has_goes_and_another_is_shown_in_examples(write: Write) -> None:
    since = f"{SHELF}/properties/since"
    assert write(SetFormat(since, "date-time")).schemas["Shelf"]["properties"]["since"]["format"] == "date-time"


def test_a_format_goes_where_texts_have_none_in_common(write: Write) -> None:
    described = write(SetFormat(f"{SHELF}/properties/since", None))
    assert "format" not in described.schemas["Shelf"]["properties"]["since"]


TEXT = Shape()
TEXT.add("x", SEEN.first[0])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (MovePath("/paths/~1racks", "/stockorders"), "described already"),
        (RenameMember(ORDER, "language", "note"), "described already"),
        (RenameMethod(f"{SHELVES}/post", "put"), "not written in one place"),
        (MoveMember("/components/schemas/Error", "customer", ORDER), "different files"),
        (SetTypes(f"{ORDER}/properties/language", ("integer",)), "belongs to the old type"),
        (AddMember(f"{SHELF}/properties/marks", "colour", TEXT), "lists no members"),
        (AddResponse("/paths/~1racks/get", 409, "#/components/responses/None"), "not written in one place"),
        (RenameMember(ORDER, "absent", "present"), "not written in one place"),
    ],
)
def test_what_cannot_be_written_is_said(depot: Description, change: Change, says: str) -> None:
    editors = {path: Editor(text.decode()) for path, text in depot.sources.items()}
    writer = Writer(depot, editors, {"a.har": "HAR-1"})
    with pytest.raises(EditError, match=says):
        writer.write(finding(depot, change))


def test_the_last_of_several_required_members_is_for_a_person(depot: Description) -> None:
    writer = Writer(depot, {path: Editor(text.decode()) for path, text in depot.sources.items()}, {"a.har": "HAR-1"})
    writer.write(finding(depot, DropRequired(ORDER, "customer")))
    with pytest.raises(EditError, match="the last of a list"):
        writer.write(finding(depot, DropRequired(ORDER, "stockLines")))


def test_a_finding_without_a_change_is_nothing_to_write(depot: Description) -> None:
    writer = Writer(depot, {}, {})
    statement = Statement("it", "/paths", "otherwise", None)
    with pytest.raises(EditError, match="nothing to change"):
        writer.write(Basis(depot).finding((), "undocumented", statement, "seen", SEEN))
