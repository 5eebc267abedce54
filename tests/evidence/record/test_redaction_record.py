"""`redaction.json`: rules and counts, the same for the same run, and nothing in it that identifies."""

import json

import jsonschema_rs
from tests.suite.parcels import KEY, ParcelContext, Server, description, plan_of, requirements, single, target

from signoff_contract.description import descriptions_root
from signoff_contract.evidence.record.canonical import pretty
from signoff_contract.evidence.record.redaction_record import redaction_record
from signoff_contract.suite.runner import run
from signoff_contract.traffic.redaction import Redactor
from signoff_contract.traffic.tally import RULES


def traffic(context: ParcelContext) -> None:
    context.create(sender={"name": "Ada Example", "age": 36}, pin="4711-4711", notes=["ring twice"], **{"Ada 1": 1})
    context.call("GET", "/parcels/1", params={"email": "ada@example.com"})
    raise AssertionError("Ada Example did not get it, hush-hush-hush")


def record_of_a_run(key: bytes = KEY) -> bytes:
    redactor = Redactor(description(), key)
    run(plan_of(single(traffic, "PAR-MUST-001")), target(Server()), description(), requirements(), redactor=redactor)
    return pretty(redaction_record(redactor))


def test_it_tells_rules_and_counts() -> None:
    found = json.loads(record_of_a_run())
    counts = {rule["rule"]: rule["count"] for rule in found["rules"]}
    assert set(counts) == set(RULES)
    assert all(rule["says"].endswith(".") for rule in found["rules"])
    sent = found["places"]["parcels_create"]["request body"]
    assert sent["/sender/name"] == {"personal": 1}
    assert sent["/weight"] == {"shown": 1}
    assert sent["/pin"] == {"secret": 1}
    assert found["places"]["parcels_get"]["query"]["email"] == {"personal": 1}
    places = [rules for parts in found["places"].values() for place in parts.values() for rules in place.values()]
    for rule, count in counts.items():
        if not rule.startswith("text-"):
            assert sum(rules.get(rule, 0) for rules in places) == count, rule
    assert counts["text-secret"] >= 1
    assert counts["text-personal"] >= 1
    assert found["description"] == {"digest": description().digest}
    assert {"content-type", "x-parcel-trace"} <= set(found["headers_shown"])


def test_it_keeps_to_its_schema() -> None:
    schema = json.loads((descriptions_root() / "schema" / "redaction.schema.json").read_bytes())
    jsonschema_rs.meta.validate(schema)
    validator = jsonschema_rs.Draft202012Validator(schema)
    found = json.loads(record_of_a_run())
    assert [str(error) for error in validator.iter_errors(found)] == []
    found["places"]["parcels_create"]["request body"]["/sender/name"]["personal"] = "Ada Example"
    assert not validator.is_valid(found)


def test_the_same_run_gives_the_same_bytes_whatever_the_key() -> None:
    assert record_of_a_run() == record_of_a_run(b"another key")


def test_nothing_in_it_identifies() -> None:
    text = record_of_a_run().decode()
    for value in ("Ada", "ada@", "4711", "ring twice", "hush", "client-1234", KEY.hex()):
        assert value not in text
    assert "[personal:" not in text.replace("[personal:xxxxxxxx]", "")
