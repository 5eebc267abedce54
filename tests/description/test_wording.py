"""What is said of a value that a schema refuses: for every keyword that refuses, in one grammar, without the value."""

from typing import Any

import jsonschema_rs
import pytest
from tests.messages import faults_of

from signoff_contract.description.validation import Violation, missing_member
from signoff_contract.description.wording import _SAID, describe, lacking, of_types

SECRET = "kumquat"
DELAYS = [
    {"required": ["kind", "span"], "properties": {"kind": {"const": "fixed"}}},
    {"required": ["kind", "most"], "properties": {"kind": {"const": "drawn"}, "most": {"type": "number"}}},
]
CASES: list[tuple[Any, Any, str]] = [
    ({"type": "object"}, SECRET, "must be an object"),
    ({"type": ["null", "string"]}, 4, "must be a text or null"),
    ({"type": ["integer", "number"]}, SECRET, "must be a number"),
    ({"type": ["boolean", "array", "object"]}, SECRET, "must be an object, a list or true or false"),
    ({"required": ["officeId"]}, {}, "lacks the member officeId"),
    ({"dependentRequired": {"a": ["b"]}}, {"a": SECRET}, "lacks the member b"),
    ({"enum": ["A"]}, SECRET, "must be A"),
    ({"enum": ["A", "B", None]}, SECRET, "must be one of A, B or null"),
    ({"enum": [True, "a b", "", 1.5]}, SECRET, 'must be one of true, "a b", "" or 1.5'),
    ({"enum": list(range(25))}, SECRET, "must be one of " + ", ".join(map(str, range(20))) + " and 5 more"),
    ({"const": None}, SECRET, "must be null"),
    ({"minimum": 3}, 1, "must be 3 or more"),
    ({"exclusiveMinimum": 0}, 0, "must be more than 0"),
    ({"maximum": 2.5}, 9, "must be 2.5 or less"),
    ({"exclusiveMaximum": 3}, 9, "must be less than 3"),
    ({"multipleOf": 0.01}, 0.001, "must be a multiple of 0.01"),
    ({"minLength": 1}, "", "must not be empty"),
    ({"minLength": 20}, SECRET, "must have 20 characters or more"),
    ({"maxLength": 1}, SECRET, "must have 1 character or fewer"),
    ({"maxLength": 0}, SECRET, "must be empty"),
    ({"pattern": "^[A-Z]+$"}, SECRET, "must match the pattern ^[A-Z]+$"),
    ({"format": "date"}, SECRET, "must be a day of the calendar as YYYY-MM-DD"),
    ({"format": "date-time"}, SECRET, "must be a moment as YYYY-MM-DDTHH:MM:SSZ"),
    ({"format": "time"}, SECRET, "must be a time of day as HH:MM:SSZ"),
    ({"format": "email"}, SECRET, "must be an e-mail address"),
    ({"format": "uri"}, SECRET, "must be an absolute address (URI)"),
    ({"format": "uuid"}, SECRET, "must be a UUID"),
    ({"format": "ipv4"}, SECRET, "must be of the format ipv4"),
    ({"properties": {"a": {}}, "additionalProperties": False}, {"b": SECRET}, "has members that are not described: b"),
    ({"unevaluatedProperties": False}, {"b": SECRET}, "has members that are not described: b"),
    ({"additionalProperties": False}, {"b": SECRET}, "is not described; leave it out"),
    ({"propertyNames": {"maxLength": 1}}, {"bb": SECRET}, "has a member whose name must have 1 character or fewer"),
    ({"minProperties": 1}, {}, "must not be empty"),
    ({"minProperties": 2}, {}, "must have 2 members or more"),
    ({"maxProperties": 1}, {"a": 1, "b": 2}, "must have 1 member or fewer"),
    ({"minItems": 1}, [], "must not be empty"),
    ({"maxItems": 2}, [1, 2, 3], "must have 2 elements or fewer"),
    ({"uniqueItems": True}, [1, 1], "must not hold an element twice"),
    ({"contains": {"type": "string"}}, [1], "lacks an element of the described kind"),
    ({"unevaluatedItems": False}, [1], "has more elements than are described"),
    ({"prefixItems": [{}], "items": False}, [1, SECRET], "is not described; leave it out"),
    ({"oneOf": [{"type": "string"}, {"type": "null"}]}, 3, "must be a text or null"),
    ({"anyOf": [{"type": "object"}, {"type": "array"}]}, 3, "must be an object or a list"),
    ({"anyOf": [{"type": "string"}, {"minimum": 5}]}, 3, "must fit one of the described alternatives"),
    ({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, {}, "must fit one of the described alternatives"),
    ({"oneOf": DELAYS}, {"kind": SECRET}, "has a member kind that must be fixed or drawn"),
    ({"oneOf": DELAYS}, {"kind": "fixed"}, "lacks the member span"),
    ({"oneOf": DELAYS}, {"kind": "drawn", "most": SECRET}, "has a member most that must be a number"),
    ({"items": {"oneOf": DELAYS}}, [{"kind": "drawn"}], "lacks the member most"),
    ({"items": {"oneOf": [{"type": "string"}, {"type": "null"}]}}, [3], "must be a text or null"),
    ({"oneOf": DELAYS}, {}, "must fit one of the described alternatives"),
    (
        {"anyOf": [{"properties": {"kind": {"const": 1}}}, {"type": "string"}]},
        {"kind": SECRET},
        "must fit one of the described alternatives",
    ),
    (
        {"oneOf": [{"type": "integer"}, {"minimum": 0}]},
        3,
        "must fit exactly one of the described alternatives, and fits several",
    ),
    ({"not": {"type": "string"}}, SECRET, "must not be what the description excludes"),
    (False, SECRET, "is not described; leave it out"),
]


def said_of(schema: Any, value: Any) -> list[tuple[str, str]]:
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    return [(str(each.kind.name), describe(each)) for each in validator.iter_errors(value)]


@pytest.mark.parametrize(("schema", "value", "message"), CASES)
def test_a_violation_is_told_in_words(schema: Any, value: Any, message: str) -> None:
    assert [said for _, said in said_of(schema, value)] == [message]
    assert not list(faults_of(message, predicate=True))
    assert SECRET not in message
    # It is the rest of a sentence about anything.
    assert not list(faults_of(f"The body {message}"))


def test_every_keyword_that_refuses_has_its_words() -> None:
    tried = {keyword for schema, value, _ in CASES for keyword, _ in said_of(schema, value)}
    # Drafts before 2019-09 have additionalItems; nothing is checked for its encoding unless that is asked for.
    assert tried == _SAID.keys() - {"additionalItems", "contentEncoding", "contentMediaType"}
    kinds = {name[0].lower() + name[1:] for name in dir(jsonschema_rs.ValidationErrorKind) if name[0].isupper()}
    of_the_validator = {"backtrackLimitExceeded", "regexEngineFailure", "custom", "fromUtf8", "referencing"}
    renamed = {"oneOfMultipleValid": "oneOf", "oneOfNotValid": "oneOf", "constant": "const"}
    assert {renamed.get(kind, kind) for kind in kinds - of_the_validator} == set(_SAID)


def test_what_is_lacked_can_be_read_again() -> None:
    assert missing_member(Violation("", lacking("the member x"), "required")) == "the member x"
    assert of_types(["string"]) == "must be a text"
