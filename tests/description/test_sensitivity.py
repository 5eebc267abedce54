"""What elements state about who may see a value, and what they pass on."""

from pathlib import Path

import pytest

from signoff_contract.description import Description, load, load_file
from signoff_contract.description.sensitivity import Sensitivities

DOCUMENT = """
openapi: 3.1.0
info: {title: Demo, version: '1'}
x-provenance: {confidence: documented, source: GUIDE}
paths:
  /things/{thing-id}:
    x-sensitivity: internal
    parameters:
      - {name: thing-id, in: path, required: true, schema: {type: integer}}
    post:
      operationId: things_change
      tags: [things]
      parameters:
        - {name: owner, in: query, schema: {type: string, x-sensitivity: personal}}
        - {$ref: '#/components/parameters/Token'}
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                plain: {type: string}
                person: {$ref: '#/components/schemas/Person'}
                shown: {$ref: '#/components/schemas/Person', x-sensitivity: public}
                mixed: {$ref: '#/components/schemas/Mixed'}
                pair: {type: array, prefixItems: [{type: string, x-sensitivity: secret}], items: {type: string}}
      responses:
        '200':
          description: Done.
          x-sensitivity: secret
          x-provenance: {confidence: proposed, source: ours}
          headers:
            X-Shown: {schema: {type: string}, x-sensitivity: public}
            X-Kept: {schema: {type: string}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Person'}
components:
  parameters:
    Token: {name: token, in: query, x-sensitivity: secret, schema: {type: string}}
  schemas:
    Person:
      x-sensitivity: personal
      x-required-provenance: {confidence: inferred, source: ours}
      required: [name]
      properties:
        name: {type: string}
        city: {type: string, x-sensitivity: internal}
        friend: {$ref: '#/components/schemas/Person'}
    Mixed:
      x-sensitivity: public
      allOf:
        - {$ref: '#/components/schemas/Person'}
        - {properties: {open: {type: string}, name: {type: string, x-sensitivity: public}}}
    Odd: {type: string, x-sensitivity: whatever}
    Loop: {allOf: [{$ref: '#/components/schemas/Loop'}]}
"""


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> Description:
    path: Path = tmp_path_factory.mktemp("demo") / "openapi.yaml"
    path.write_text(DOCUMENT)
    return load_file(path)


@pytest.fixture
def places(description: Description) -> Sensitivities:
    return Sensitivities(description)


@pytest.mark.parametrize(
    ("pointer", "sensitivity"),
    [
        ("", "internal"),
        ("/plain", "internal"),
        ("/person", "personal"),
        ("/person/name", "personal"),
        ("/person/city", "internal"),
        ("/person/friend/friend/name", "personal"),
        ("/shown", "public"),
        ("/shown/name", "public"),
        ("/shown/friend/name", "personal"),
        ("/mixed/open", "public"),
        ("/mixed/name", "public"),
        ("/mixed/city", "internal"),
        ("/pair/0", "secret"),
        ("/pair/1", "internal"),
        ("/unknown", "personal"),
    ],
)
def test_a_property_goes_before_its_schema_and_that_before_what_encloses_it(
    description: Description, places: Sensitivities, pointer: str, sensitivity: str
) -> None:
    whole = places.request(description.operation("things_change"), "application/json")
    assert places.at(whole, pointer).sensitivity == sensitivity
    assert places.at(whole, pointer).described is (pointer != "/unknown")


def test_nothing_said_or_something_unknown_said_is_personal(places: Sensitivities) -> None:
    assert places.schema({"type": "string"}).sensitivity == "personal"
    assert places.schema("Odd").sensitivity == "personal"
    assert places.schema("Loop").sensitivity == "personal"


def test_answers_inherit_from_their_response(description: Description, places: Sensitivities) -> None:
    operation = description.operation("things_change")
    place = places.response(operation, 200, "application/json")
    assert place.sensitivity == "personal"
    assert place.provenance is not None
    assert place.provenance.confidence == "proposed"
    assert place.required_provenance is not None
    assert place.required_provenance.confidence == "inferred"
    assert not places.response(operation, 404, "application/json").described
    assert not places.response(operation, 200, "text/plain").described
    assert places.nearest(place, "/friend/unknown/0") is not None
    assert places.nearest(place, "/friend/unknown/0").described


def test_parameters_and_headers(description: Description, places: Sensitivities) -> None:
    operation = description.operation("things_change")
    assert places.parameter(operation, "thing-id", "path") == "internal"
    assert places.parameter(operation, "owner", "query") == "personal"
    assert places.parameter(operation, "token", "query") == "secret"
    assert places.parameter(operation, "other", "query") is None
    assert places.shown_headers == {"x-shown"}
    assert places.members >= {"plain", "person", "city", "thing-id", "token"}


def test_siesmart_shows_ids_and_hides_people() -> None:
    places = Sensitivities(load("siesmart"))
    whole = places.schema("ProposalCreate")
    assert places.at(whole, "/officeId").sensitivity == "internal"
    assert places.at(whole, "/customerManual/companyName").sensitivity == "personal"
    assert places.at(whole, "/customerManual/address/country/code").sensitivity == "internal"
    assert places.at(places.schema("TokenRequest"), "/client_secret").sensitivity == "secret"
