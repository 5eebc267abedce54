"""What changed between two descriptions, and what of it breaks a client."""

import copy
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from signoff_contract.description import Description, load
from signoff_contract.description.diff import KINDS, Change, diff
from signoff_contract.description.source import follow

from .made_up import BASE, Document, described
from .mutations import CREATE, LIST, MUTATIONS, Mutation, creation, received, sent

PARTNERS = ("siesmart", "smartbusiness", "simutek")
OPPOSITE = {"request": "response", "response": "request"}


def changes_to(document: Document) -> tuple[Change, ...]:
    return diff(described(BASE), described(document))


def changed(edit: Callable[[Document], object]) -> tuple[Change, ...]:
    document = copy.deepcopy(BASE)
    edit(document)
    return changes_to(document)


def kinds(changes: tuple[Change, ...]) -> list[str]:
    return [change.kind for change in changes]


@pytest.fixture(scope="module", params=PARTNERS)
def partner(request: pytest.FixtureRequest) -> Description:
    return load(request.param)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_change_is_called_by_its_kind_where_it_is(mutation: Mutation) -> None:
    found = changes_to(mutation.mutant())
    first = next(change for change in found if change.kind == mutation.kinds[0])
    assert (first.pointer, first.operations or ()) == (mutation.pointer, mutation.operations)
    assert any(_names_something(document, first.pointer) for document in (mutation.mutant(), BASE))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_nothing_else_is_said_of_it(mutation: Mutation) -> None:
    assert set(kinds(changes_to(mutation.mutant()))) == set(mutation.kinds)


def test_a_description_does_not_differ_from_itself(partner: Description) -> None:
    assert diff(partner, evolve(partner, document=copy.deepcopy(partner.document))) == ()


def test_order_is_no_change(partner: Description) -> None:
    assert diff(partner, evolve(partner, document=_shuffled(partner.document, random.Random(7)))) == ()


def test_references_that_are_resolved_are_no_change() -> None:
    document = copy.deepcopy(BASE)
    content = creation(document)["requestBody"]["content"]["application/json"]
    content["schema"] = copy.deepcopy(sent(document))
    document["components"]["responses"] = {"Made": creation(document)["responses"]["204"]}
    creation(document)["responses"]["204"] = {"$ref": "#/components/responses/Made"}
    assert changes_to(document) == ()


def test_a_schema_by_another_name_is_no_change() -> None:
    document = copy.deepcopy(BASE)
    schemas = document["components"]["schemas"]
    schemas["Thing"] = schemas.pop("Received")
    text = schemas["Thing"]["allOf"][1]["properties"]
    text["parts"]["items"] = text["first"]["anyOf"][0] = {"$ref": "#/components/schemas/Thing"}
    document["paths"]["/things"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {
        "$ref": "#/components/schemas/Thing"
    }
    assert changes_to(document) == ()


def test_a_member_that_moves_to_another_part_of_an_all_of_is_no_change() -> None:
    def move(document: Document) -> None:
        named = document["components"]["schemas"]["Named"]
        named["properties"]["weight"] = received(document)["properties"].pop("weight")
        named["required"].append("weight")
        received(document)["required"].remove("weight")

    assert changed(move) == ()


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda note: {"anyOf": [{"type": "null"}, {**note, "type": "string"}]},
        lambda note: {**note, "type": "string", "nullable": True},
        lambda note: {"allOf": [{**note, "type": ["null", "string"]}, {"minLength": 0, "type": ["string", "null"]}]},
    ],
)
def test_null_in_another_notation_is_no_change(rewritten: Callable[[Any], Any]) -> None:
    def rewrite(document: Document) -> None:
        members = sent(document)["properties"]
        members["note"] = {**rewritten({**members["note"], "minLength": 0})}

    base = copy.deepcopy(BASE)
    sent(base)["properties"]["note"]["minLength"] = 0
    document = copy.deepcopy(BASE)
    rewrite(document)
    assert diff(described(base), described(document)) == ()


def test_null_beside_several_forms_is_a_change_of_its_own() -> None:
    def allow(document: Document) -> None:
        received(document)["properties"]["way"]["oneOf"].append({"type": "null"})

    assert kinds(changed(allow)) == ["response.null-allowed"]


def test_an_any_type_that_becomes_one_is_said_once() -> None:
    def state(document: Document) -> None:
        document["paths"]["/things"]["get"]["responses"]["200"]["headers"]["X-More"]["schema"]["type"] = "string"

    (found,) = changed(state)
    assert (found.kind, found.sentence) == (
        "response.type-narrowed",
        "the header x-more of the answer 200 that is received is string, was of any type",
    )


def test_texts_of_changes_name_what_was_and_what_is() -> None:
    def edit(document: Document) -> None:
        sent(document)["properties"]["due"].pop("format")
        sent(document)["properties"]["weight"].pop("minimum")

    assert [change.sentence for change in changed(edit)] == [
        "minimum of the member weight of Sent is not stated, was 0",
        "the format of the member due of Sent that is sent is none, was date",
    ]


def test_forms_are_told_apart_when_their_number_changes() -> None:
    def drop(document: Document) -> None:
        sent(document)["properties"]["how"]["oneOf"] = [
            {"type": "object", "properties": {"shop": {"type": "integer"}}},
        ]

    (found,) = changed(drop)
    assert (found.kind, found.pointer) == (
        "request.alternative-gone",
        "/components/schemas/Sent/properties/how/oneOf/0",
    )


def test_texts_for_people_are_not_compared() -> None:
    def rewrite(document: Document) -> None:
        document["info"]["description"] = "other words"
        sent(document).update(title="T", description="D", example={"weight": 1})
        creation(document).update(summary="S", tags=["x"])

    assert changed(rewrite) == ()


def test_a_member_may_be_called_like_a_keyword() -> None:
    def add(schema: Any) -> Callable[[Document], object]:
        return lambda document: sent(document).update({"not": {"properties": {"title": schema}}})

    one, other = copy.deepcopy(BASE), copy.deepcopy(BASE)
    add({"type": "string"})(one)
    add({"type": "integer"})(other)
    assert kinds(diff(described(one), described(other))) == ["request.rule-changed"]


def test_a_form_of_several_is_compared_with_itself() -> None:
    def add(document: Document) -> None:
        document["components"]["schemas"]["Locker"] = {"type": "object"}
        sent(document)["properties"]["how"]["oneOf"].insert(0, {"$ref": "#/components/schemas/Locker"})
        document["components"]["schemas"]["Shop"]["properties"]["shop"]["type"] = "string"

    found = changed(add)
    assert kinds(found) == ["request.type-changed", "request.alternative-added"]
    assert found[0].sentence == "the member shop of Shop that is sent is string, was integer"


def test_one_change_reaches_every_operation_that_uses_the_schema() -> None:
    document = copy.deepcopy(BASE)
    document["paths"]["/things"]["post"]["responses"]["204"]["content"] = {
        "application/json": {"schema": {"$ref": "#/components/schemas/Received"}}
    }
    mutant = copy.deepcopy(document)
    received(mutant)["properties"]["state"]["enum"].append("lost")
    (found,) = diff(described(document), described(mutant))
    assert found.operations == (*CREATE, *LIST)


def test_a_value_that_travels_both_ways_is_judged_both_ways() -> None:
    document = copy.deepcopy(BASE)
    creation(document)["requestBody"]["content"]["application/json"]["schema"] = {
        "$ref": "#/components/schemas/Received"
    }
    mutant = copy.deepcopy(document)
    received(mutant)["properties"]["state"]["enum"] = ["open"]
    found = diff(described(document), described(mutant))
    assert [(change.impact, change.kind) for change in found] == [
        ("breaking", "request.enum-value-gone"),
        ("compatible", "response.enum-value-gone"),
    ]


def test_breaking_changes_come_first() -> None:
    document = copy.deepcopy(BASE)
    document["info"]["version"] = "2"
    document["servers"].append({"url": "https://more.example"})
    document["paths"].pop("/things")
    impacts = [change.impact for change in changes_to(document)]
    assert impacts == sorted(impacts, key=["breaking", "note", "compatible"].index)
    assert set(impacts) == {"breaking", "note", "compatible"}


def test_references_in_a_circle_and_to_nothing_come_to_an_end() -> None:
    def damage(document: Document) -> None:
        schemas = document["components"]["schemas"]
        schemas["Door"] = {"$ref": "#/components/schemas/Shop"}
        schemas["Shop"] = {"$ref": "#/components/schemas/Door"}
        schemas["Named"] = {"allOf": [{"$ref": "#/components/schemas/Named"}, {"$ref": "#/nowhere"}]}

    assert "response.member-gone" in kinds(changed(damage))


def test_the_largest_description_differs_in_nothing_from_itself() -> None:
    assert diff(load("smartbusiness"), load("smartbusiness")) == ()


def test_every_kind_says_what_it_means_and_is_shown_above() -> None:
    assert all(kind.meaning and kind.id == name for name, kind in KINDS.items())
    named = {name for mutation in MUTATIONS for name in mutation.kinds}
    assert named == KINDS.keys()


def test_the_page_lists_every_kind_with_its_impact() -> None:
    page = (Path(__file__).parents[2] / "docs" / "description-changes.md").read_text(encoding="utf-8")
    listed: dict[str, str] = {}
    for line in page.splitlines():
        match [cell.strip().strip("`") for cell in line.split("|")[1:-1]]:
            case [name, _, sent_, received_] if name != "Kind" and "-" not in sent_:
                listed |= {f"request.{name}": sent_, f"response.{name}": received_}
            case [name, _, impact] if name != "Kind" and "-" not in impact:
                listed[name] = impact
    assert listed == {name: kind.impact for name, kind in KINDS.items()}


@pytest.mark.parametrize("seed", range(6))
def test_a_member_changed_anywhere_is_found(partner: Description, seed: int) -> None:
    random_ = random.Random(seed)
    document = copy.deepcopy(partner.document)
    pointer = random_.choice(sorted(_members_in_use(partner)))
    kind = _spoil(follow(document, pointer), random_)
    found = diff(partner, evolve(partner, document=document))
    assert found, f"{kind} at {pointer}"
    for change in found:
        direction, _, name = change.kind.partition(".")
        assert name == kind
        assert direction in OPPOSITE
        assert change.pointer == pointer
        assert set(change.operations) <= {operation.id for operation in partner}
        assert change.operations


def _spoil(schema: dict[str, Any], random_: random.Random) -> str:
    """Changes a schema that consists of a type at most in one way; returns what that must be called."""
    match random_.randrange(4):
        case 0:
            schema["x-known-values"] = [*schema.get("x-known-values", ()), "new"]
            return "known-value-added"
        case 1:
            schema["multipleOf"] = 5
            return "bound-tightened"
        case 2:
            schema["default"] = "something"
            return "default-changed"
        case _:
            schema["dependentRequired"] = {"a": ["b"]}
            return "rule-added"


def _members_in_use(description: Description) -> Iterator[str]:
    """The members of the schemas that are themselves bodies of answers, without a reference of their own."""
    for operation in description:
        for response in operation.success:
            for body in response.bodies:
                schema = body.schema or {}
                reference = schema.get("$ref", "").removeprefix("#")
                for name, member in (follow(description.document, reference).get("properties") or {}).items():
                    if reference and "$ref" not in member and "allOf" not in member and not member.get("writeOnly"):
                        yield f"{reference}/properties/{name}"


def _names_something(document: Document, pointer: str) -> bool:
    try:
        follow(document, pointer)
    except (KeyError, IndexError, ValueError):
        return False
    return True


def _shuffled(value: Any, random_: random.Random, name: str = "") -> Any:
    if isinstance(value, dict):
        names = list(value)
        random_.shuffle(names)
        return {each: _shuffled(value[each], random_, each) for each in names}
    if isinstance(value, list):
        found = [_shuffled(each, random_) for each in value]
        if name in {"required", "enum", "type", "allOf", "x-known-values"}:
            random_.shuffle(found)
        return found
    return value
