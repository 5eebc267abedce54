from pathlib import Path

import pytest

from signoff_contract.description import DescriptionError, Provenance, load, load_file, partners

ROOT = """\
openapi: 3.1.0
info: {title: Parts, version: "1"}
x-provenance: {confidence: documented, source: PAGE}
servers: [{url: "https://api.example.com/v1"}]
security: [{oauth: [read]}]
paths:
  /parts/{part-id}:
    parameters:
      - $ref: "#/components/parameters/PartId"
    get:
      operationId: parts_get
      tags: [parts]
      x-provenance: {confidence: proposed, source: ours}
      responses:
        "200":
          description: found
          headers: {ETag: {required: true, schema: {type: string}}}
          content: {application/json: {schema: {$ref: "things.yaml#/components/schemas/Part"}, example: {id: 1}}}
        4XX: {description: refused}
        default: {description: anything}
    put:
      operationId: parts_replace
      tags: [parts]
      parameters: [{name: if-match, in: header, required: true, schema: {type: string}}]
      responses: {"204": {description: done}}
  /parts/new:
    $ref: "things.yaml#/paths/~1parts~1new"
components:
  parameters:
    PartId: {name: part-id, in: path, required: true, schema: {type: integer}}
"""

THINGS = """\
paths:
  /parts/new:
    get:
      operationId: parts_new
      tags: [parts]
      responses: {"200": {description: found}}
components:
  schemas:
    Part:
      type: object
      required: [id]
      properties:
        id: {type: integer}
        maker: {$ref: "#/components/schemas/Maker"}
    Maker: {type: object, properties: {part: {$ref: "#/components/schemas/Part"}}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "openapi" / "parts"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text(ROOT)
    (folder / "things.yaml").write_text(THINGS)
    return folder.parent


def test_operations_carry_what_encloses_them(root: Path) -> None:
    description = load("parts", root)
    assert [operation.id for operation in description] == ["parts_get", "parts_replace", "parts_new"]
    get = description.operation("parts_get")
    assert get.method_name == "get"
    assert get.path_names == ("part-id",)
    assert get.provenance == Provenance("proposed", "ours")
    assert get.gives_version
    assert not get.needs_precondition
    assert get.security == ({"oauth": ["read"]},)
    replace = description.operation("parts_replace")
    assert replace.provenance == Provenance("documented", "PAGE")
    assert replace.needs_precondition, "header names compare without case"
    with pytest.raises(KeyError):
        description.operation("parts_delete")


def test_status_codes_fall_back_to_range_and_default(root: Path) -> None:
    get = load("parts", root).operation("parts_get")
    for status, described in ((200, "200"), (404, "4XX"), (500, "default")):
        response = get.response(status)
        assert response is not None
        assert response.status == described
    assert get.statuses == {200}


def test_the_template_with_more_literal_text_wins(root: Path) -> None:
    description = load("parts", root)
    found = description.match("get", "/parts/new")
    assert found is not None
    assert found[0].id == "parts_new"
    found = description.match("GET", "/parts/a%2Fb")
    assert found is not None
    assert found[0].id == "parts_get"
    assert found[1] == {"part-id": "a%2Fb"}
    assert description.match("GET", "/parts/1/2") is None
    assert description.match("POST", "/parts/1") is None
    assert description.methods("/parts/1") == ("GET", "PUT")
    assert description.methods("/other") == ()


def test_files_are_bundled_and_lines_point_into_them(root: Path) -> None:
    description = load("parts", root)
    assert description.schemas["Part"]["properties"]["maker"] == {"$ref": "#/components/schemas/Maker"}
    assert description.resolve("#/components/schemas/Maker/properties/part/$ref") == "#/components/schemas/Part"
    assert "$ref" not in description.document["paths"]["/parts/new"]
    assert description.place("/paths/~1parts~1new/get/operationId").file.name == "things.yaml"
    assert description.line("/components/schemas/Part/required") == 11
    assert description.line("/paths/~1parts~1{part-id}/get/not-there") == 10
    assert {path.name for path in description.sources} == {"openapi.yaml", "things.yaml"}
    before = description.digest
    (root / "parts" / "things.yaml").write_text(THINGS + "# more\n")
    assert load("parts", root).digest != before


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "#/components/parameters/PartId",
            "#/components/parameters/Nothing",
            "openapi.yaml:9: '#/components/parameters/Noth",
        ),
        ("things.yaml#/components/schemas/Part", "https://example.com/x.yaml#/a", "points outside the folder"),
        ("things.yaml#/components/schemas/Part", "nothing.yaml#/a", "cannot read"),
        ("things.yaml#/components/schemas/Part", "things.yaml#/components/schemas/Nothing", "names nothing"),
    ],
)
def test_a_reference_that_names_nothing_is_said_with_its_line(root: Path, old: str, new: str, message: str) -> None:
    path = root / "parts" / "openapi.yaml"
    path.write_text(ROOT.replace(old, new))
    with pytest.raises(DescriptionError) as caught:
        load("parts", root)
    assert message in str(caught.value)


def test_two_components_of_one_name_are_refused(root: Path) -> None:
    path = root / "parts" / "openapi.yaml"
    path.write_text(ROOT + "  schemas:\n    Part: {type: object}\n")
    with pytest.raises(DescriptionError, match="two components are called schemas/Part"):
        load("parts", root)


def test_an_example_may_hold_a_ref_member(root: Path) -> None:
    path = root / "parts" / "openapi.yaml"
    path.write_text(ROOT.replace("example: {id: 1}", "example: {$ref: nowhere.yaml}"))
    (body,) = load("parts", root).operation("parts_get").success[0].bodies
    assert body.example == {"$ref": "nowhere.yaml"}
    text = ROOT.replace("example: {id: 1}", "examples: {one: {value: {$ref: nowhere.yaml}}}")
    path.write_text(text)
    (body,) = load("parts", root).operation("parts_get").success[0].bodies
    assert body.example == {"$ref": "nowhere.yaml"}


def test_a_member_called_example_is_followed(root: Path) -> None:
    path = root / "parts" / "things.yaml"
    path.write_text(THINGS.replace("maker: {", "example: {"))
    assert "Maker" in load("parts", root).schemas


def test_an_example_called_example_may_be_a_reference(root: Path) -> None:
    path = root / "parts" / "openapi.yaml"
    path.write_text(
        ROOT.replace("example: {id: 1}", "examples: {example: {$ref: 'things.yaml#/components/examples/Bolt'}}")
    )
    (root / "parts" / "things.yaml").write_text(f"{THINGS}  examples:\n    Bolt: {{value: {{id: 2}}}}\n")
    (body,) = load("parts", root).operation("parts_get").success[0].bodies
    assert body.example == {"id": 2}


def test_lines_of_another_file_stop_where_what_is_referred_to_stops(root: Path) -> None:
    description = load("parts", root)
    inside = {pointer for pointer in description.places if pointer.startswith("/components/schemas/Maker")}
    assert "/components/schemas/Maker/properties/part" in inside
    assert {description.place(pointer).file.name for pointer in inside} == {"things.yaml"}
    assert "/components/schemas/Part/properties/maker/properties" not in description.places


def test_an_unknown_partner_is_answered_with_the_known_ones(root: Path) -> None:
    with pytest.raises(DescriptionError, match=r"no description of 'acme' .*\(there is: parts\)"):
        load("acme", root)
    with pytest.raises(DescriptionError, match="there is no folder"):
        load("acme", root / "nothing")
    assert partners(root) == ("parts",)
    assert load_file(root / "parts" / "openapi.yaml").partner == "parts"
