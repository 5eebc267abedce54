"""Changes to a small description, each with what it must be called."""

import copy
from collections.abc import Callable
from typing import Any

from attrs import frozen

from .made_up import BASE, Document


@frozen
class Mutation:
    """A change to BASE, the kinds of the changes that it makes, and where the first of them is."""

    name: str
    change: Callable[[Document], object]
    kinds: tuple[str, ...]
    pointer: str
    operations: tuple[str, ...]

    def mutant(self) -> Document:
        document = copy.deepcopy(BASE)
        self.change(document)
        return document


_SENT_AT = "/components/schemas/Sent"
_RECEIVED_AT = "/components/schemas/Received/allOf/1"
CREATE, LIST, REMOVE = ("things_create",), ("things_list",), ("things_remove",)
ALL = ("things_create", "things_list", "things_remove")


def sent(document: Document) -> Any:
    return document["components"]["schemas"]["Sent"]


def received(document: Document) -> Any:
    return document["components"]["schemas"]["Received"]["allOf"][1]


def creation(document: Document) -> Any:
    return document["paths"]["/things"]["post"]


def listing(document: Document) -> Any:
    return document["paths"]["/things"]["get"]


def _of_sent(name: str, change: Callable[[Any], object], kind: str, member: str | None = None) -> Mutation:
    pointer = _SENT_AT if member is None else f"{_SENT_AT}/properties/{member}"
    return Mutation(f"sent {name}", lambda document: change(sent(document)), (f"request.{kind}",), pointer, CREATE)


def _of_received(name: str, change: Callable[[Any], object], kind: str, member: str | None) -> Mutation:
    pointer = "/components/schemas/Received" if member is None else f"{_RECEIVED_AT}/properties/{member}"
    return Mutation(f"got {name}", lambda document: change(received(document)), (f"response.{kind}",), pointer, LIST)


def _set(member: str, keyword: str, value: Any) -> Callable[[Any], object]:
    return lambda schema: schema["properties"][member].update({keyword: value})


def _drop(member: str, keyword: str) -> Callable[[Any], object]:
    return lambda schema: schema["properties"][member].pop(keyword)


OF_SCHEMAS = (
    _of_sent("type narrowed", _set("weight", "type", "integer"), "type-narrowed", "weight"),
    _of_sent("type widened", _set("service", "type", ["string", "number"]), "type-widened", "service"),
    _of_sent("type changed", _set("due", "type", "integer"), "type-changed", "due"),
    _of_sent("null refused", _set("note", "type", "string"), "null-refused", "note"),
    _of_sent("null allowed", _set("due", "type", ["string", "null"]), "null-allowed", "due"),
    _of_sent("value gone", _set("service", "enum", ["fast"]), "enum-value-gone", "service"),
    _of_sent("value added", _set("service", "enum", ["fast", "x", "slow"]), "enum-value-added", "service"),
    _of_sent("list introduced", _set("due", "enum", ["2026-01-31"]), "enum-introduced", "due"),
    _of_sent("list dropped", _drop("service", "enum"), "enum-dropped", "service"),
    _of_sent("bound tightened", _set("note", "maxLength", 99), "bound-tightened", "note"),
    _of_sent("lower bound tightened", _set("weight", "minimum", 0.5), "bound-tightened", "weight"),
    _of_sent("bound introduced", _set("note", "minLength", 1), "bound-tightened", "note"),
    _of_sent("bound loosened", _drop("weight", "maximum"), "bound-loosened", "weight"),
    _of_sent("pattern gone", _drop("note", "pattern"), "bound-loosened", "note"),
    _of_sent("pattern changed", _set("note", "pattern", "^[a-c]*$"), "rule-changed", "note"),
    _of_sent("format added", _set("service", "format", "uuid"), "format-added", "service"),
    _of_sent("format gone", _drop("due", "format"), "format-gone", "due"),
    _of_sent("keyword gone", lambda schema: schema.pop("dependentRequired"), "rule-gone"),
    _of_sent("known value added", _set("tone", "x-known-values", ["b", "a"]), "known-value-added", "tone"),
    _of_sent("known value gone", _set("tone", "x-known-values", []), "known-value-gone", "tone"),
    _of_sent("object closed", _set("extra", "additionalProperties", False), "object-closed", "extra"),
    _of_sent("form added", lambda schema: schema["properties"]["how"]["oneOf"].append({"type": "string"}),
             "alternative-added", "how/oneOf/2"),
    _of_sent("format changed", _set("due", "format", "date-time"), "format-changed", "due"),
    _of_sent("keyword added", lambda schema: schema.update({"not": {"required": ["due"]}}), "rule-added"),
    _of_sent("member gone", lambda schema: schema["properties"].pop("due"), "member-gone", "due"),
    _of_sent("member added", lambda schema: schema["properties"].update(more={}), "member-added", "more"),
    _of_sent("member required", lambda schema: schema["required"].append("due"), "member-required", "due"),
    _of_sent("member optional", lambda schema: schema["required"].clear(), "member-optional", "weight"),
    _of_sent(
        "required member added",
        lambda schema: (schema["properties"].update(more={}), schema["required"].append("more")),
        "required-member-added",
        "more",
    ),
    _of_sent("member for answers only", _set("due", "readOnly", True), "member-gone", "due"),
    _of_sent(
        "form gone", lambda schema: schema["properties"]["how"]["oneOf"].pop(0), "alternative-gone", "how/oneOf/0"
    ),
    _of_sent("object opened", lambda schema: schema.pop("additionalProperties"), "object-opened"),
    _of_sent("default stated", _set("service", "default", "slow"), "default-changed", "service"),
    _of_received("type widened", _set("due", "type", ["string", "number"]), "type-widened", "due"),
    _of_received("type narrowed", _set("weight", "type", "integer"), "type-narrowed", "weight"),
    _of_received("null allowed", _set("weight", "type", ["number", "null"]), "null-allowed", "weight"),
    _of_received("null refused", lambda schema: schema["properties"]["first"]["anyOf"].pop(), "null-refused", "first"),
    _of_received("value added", _set("state", "enum", ["lost", "open", "sent"]), "enum-value-added", "state"),
    _of_received("value gone", _set("state", "enum", ["open"]), "enum-value-gone", "state"),
    _of_received("known value added", _set("kind", "x-known-values", ["c", "b", "a"]), "known-value-added", "kind"),
    _of_received("format gone", _drop("due", "format"), "format-gone", "due"),
    _of_received("bound tightened", _set("kind", "maxLength", 5), "bound-tightened", "kind"),
    _of_received("bound loosened", _set("kind", "maxLength", 21), "bound-loosened", "kind"),
    _of_received("keyword added", _set("box", "propertyNames", {"minLength": 1}), "rule-added", "box"),
    _of_received("keyword gone", _drop("kind", "not"), "rule-gone", "kind"),
    _of_received("keyword changed", _set("kind", "not", {"const": "y"}), "rule-changed", "kind"),
    _of_received("type changed", _set("due", "type", "integer"), "type-changed", "due"),
    _of_received("format added", _set("kind", "format", "uuid"), "format-added", "kind"),
    _of_received("format changed", _set("due", "format", "date-time"), "format-changed", "due"),
    _of_received("list introduced", _set("due", "enum", ["2026-01-31"]), "enum-introduced", "due"),
    _of_received("list dropped", _drop("state", "enum"), "enum-dropped", "state"),
    _of_received("known value gone", _set("kind", "x-known-values", ["b"]), "known-value-gone", "kind"),
    _of_received("default stated", _set("kind", "default", "a"), "default-changed", "kind"),
    _of_received("object closed", lambda schema: schema.update(additionalProperties=False), "object-closed", None),
    _of_received("object opened", _drop("box", "additionalProperties"), "object-opened", "box"),
    _of_received("form gone", lambda schema: schema["properties"]["way"]["oneOf"].pop(), "alternative-gone",
                 "way/oneOf/1"),
    _of_received("form added", lambda schema: schema["properties"]["way"]["oneOf"].append({"type": "string"}),
                 "alternative-added", "way/oneOf/2"),
    _of_received("member optional", lambda schema: schema["required"].remove("weight"), "member-optional", "weight"),
    _of_received("member required", lambda schema: schema["required"].append("kind"), "member-required", "kind"),
    _of_received("optional gone", lambda schema: schema["properties"].pop("kind"), "optional-member-gone", "kind"),
    _of_received(
        "required gone",
        lambda schema: (schema["properties"].pop("due"), schema["required"].remove("due")),
        "member-gone",
        "due",
    ),
    _of_received("member added", lambda schema: schema["properties"].update(more={}), "member-added", "more"),
)  # fmt: skip


def _of_list(name: str, change: Callable[[Any], object], kind: str, pointer: str, *more: str) -> Mutation:
    return Mutation(
        name,
        lambda document: change(listing(document)),
        (kind, *more),
        f"/paths/~1things/get/{pointer}".rstrip("/"),
        LIST,
    )


def _of_creation(name: str, change: Callable[[Any], object], kind: str, pointer: str, *more: str) -> Mutation:
    where = f"/paths/~1things/post/{pointer}".rstrip("/")
    return Mutation(name, lambda document: change(creation(document)), (kind, *more), where, CREATE)


def _renamed_part(document: Document) -> None:
    item = document["paths"].pop("/things/{id}/parts/{part}")
    item["parameters"][1]["name"] = "piece"
    document["paths"]["/things/{id}/parts/{piece}"] = item


def _moved(document: Document) -> None:
    document["paths"]["/pieces/{id}/{part}"] = document["paths"].pop("/things/{id}/parts/{part}")


_REMOVAL_AT = "/paths/~1things~1{id}~1parts~1{part}/delete"


def _removal(document: Document) -> Any:
    return document["paths"]["/things/{id}/parts/{part}"]["delete"]


_FLOW = "/components/securitySchemes/login/flows/clientCredentials"


def _flow(document: Document) -> Any:
    return document["components"]["securitySchemes"]["login"]["flows"]["clientCredentials"]


_ANSWER = "responses/200"
_MORE = {"name": "more", "in": "query", "schema": {"type": "string"}}
_TEXT = {"schema": {"type": "string"}}

OF_OPERATIONS = (
    Mutation("path gone", lambda d: d["paths"].pop("/things/{id}/parts/{part}"), ("operation.gone",),
             "/paths/~1things~1{id}~1parts~1{part}/delete", REMOVE),
    Mutation("path added", lambda d: d["paths"].update({"/more": {"get": {"operationId": "more_get"}}}),
             ("operation.added",), "/paths/~1more/get", ("more_get",)),
    Mutation("path moved", _moved, ("operation.moved",), "/paths/~1pieces~1{id}~1{part}/delete", REMOVE),
    Mutation("part renamed", _renamed_part, ("parameter.renamed",),
             "/paths/~1things~1{id}~1parts~1{piece}/parameters/1", REMOVE),
    Mutation("id renamed", lambda d: listing(d).update(operationId="things_all"), ("operation.renamed",),
             "/paths/~1things/get", ("things_all",)),
    _of_list("deprecated", lambda o: o.update(deprecated=True), "deprecated", ""),
    _of_list("order of lists", lambda o: o.update({"x-default-sort": ["name"]}), "meaning.changed", ""),
    _of_list("parameter gone", lambda o: o["parameters"].pop(0), "parameter.gone", "parameters/0"),
    _of_list("parameter added", lambda o: o["parameters"].append(_MORE), "parameter.added", "parameters/2"),
    _of_list("required parameter added", lambda o: o["parameters"].append({**_MORE, "required": True}),
             "parameter.required-added", "parameters/2"),
    _of_list("parameter required", lambda o: o["parameters"][0].update(required=True), "parameter.required",
             "parameters/0"),
    _of_list("precondition optional", lambda o: o["parameters"][1].pop("required"), "parameter.optional",
             "parameters/1"),
    _of_list("parameter bound", lambda o: o["parameters"][0]["schema"].update(maximum=50),
             "request.bound-tightened", "parameters/0/schema"),
    _of_list("parameter style", lambda o: o["parameters"][0].update(explode=False), "parameter.encoding-changed",
             "parameters/0"),
    _of_list("status gone", lambda o: o["responses"].pop("404"), "response.status-gone", "responses/404"),
    _of_list("status covered", lambda o: o["responses"].update({"4XX": o["responses"].pop("404")}),
             "response.status-covered", "responses/4XX"),
    _of_list("success added", lambda o: o["responses"].update({"206": {}}), "response.success-added", "responses/206"),
    _of_list("error added", lambda o: o["responses"].update({"410": {}}), "response.error-added", "responses/410"),
    _of_list("trace gone", lambda o: o["responses"]["404"]["headers"].pop("X-Trace"), "response.header-gone",
             "responses/404/headers/X-Trace"),
    _of_list("version gone", lambda o: o["responses"]["200"]["headers"].pop("ETag"), "response.header-gone",
             f"{_ANSWER}/headers/ETag"),
    _of_list("other header gone", lambda o: o["responses"]["200"]["headers"].pop("X-More"),
             "response.optional-header-gone", f"{_ANSWER}/headers/X-More"),
    _of_list("header added", lambda o: o["responses"]["200"]["headers"].update({"X-New": {}}), "response.header-added",
             f"{_ANSWER}/headers/X-New"),
    _of_list("trace optional", lambda o: o["responses"]["404"]["headers"]["X-Trace"].pop("required"),
             "response.header-optional", "responses/404/headers/X-Trace"),
    _of_list("version always", lambda o: o["responses"]["200"]["headers"]["ETag"].update(required=True),
             "response.header-always", f"{_ANSWER}/headers/ETag"),
    _of_list("body gone", lambda o: o["responses"]["200"].pop("content"), "response.body-gone", _ANSWER),
    _of_list("body optional", lambda o: o["responses"]["200"].update({"x-body": "optional"}),
             "response.body-optional", _ANSWER),
    _of_list("media type added", lambda o: o["responses"]["200"]["content"].update({"text/csv": _TEXT}),
             "response.media-type-added", f"{_ANSWER}/content/text~1csv"),
    _of_list("other media type", lambda o: o["responses"]["200"].update(content={"text/csv": _TEXT}),
             "response.media-type-gone", f"{_ANSWER}/content/application~1json", "response.media-type-added"),
    _of_list("body taken", lambda o: o.update(requestBody={}), "request.body-added", "requestBody"),
    _of_list("body needed", lambda o: o.update(requestBody={"required": True}), "request.required-body-added",
             "requestBody"),
    Mutation("body required", lambda d: _removal(d)["requestBody"].update(required=True), ("request.body-required",),
             f"{_REMOVAL_AT}/requestBody", REMOVE),
    Mutation("body always", lambda d: _removal(d)["responses"]["200"].pop("x-body"), ("response.body-always",),
             f"{_REMOVAL_AT}/responses/200", REMOVE),
    _of_creation("parts written otherwise",
                 lambda o: o["requestBody"]["content"]["application/json"].update(encoding={"a": {"style": "form"}}),
                 "request.encoding-changed", "requestBody/content/application~1json"),
    _of_creation("body no longer needed", lambda o: o["requestBody"].pop("required"), "request.body-optional",
                 "requestBody"),
    _of_creation("body not taken", lambda o: o.pop("requestBody"), "request.body-gone", "requestBody"),
    _of_creation("media type taken", lambda o: o["requestBody"]["content"].update({"text/csv": _TEXT}),
                 "request.media-type-added", "requestBody/content/text~1csv"),
    _of_creation("other media type", lambda o: o["requestBody"].update(content={"text/csv": _TEXT}),
                 "request.media-type-gone", "requestBody/content/application~1json", "request.media-type-added"),
    _of_creation("answer with a body", lambda o: o["responses"]["204"].update(content={"text/plain": _TEXT}),
                 "response.body-added", "responses/204"),
    _of_creation("more scopes needed", lambda o: o.update(security=[{"login": ["read", "write", "all"]}]),
                 "security.tightened", "security"),
    _of_creation("fewer scopes needed", lambda o: o.update(security=[{"login": ["read"]}]), "security.loosened",
                 "security"),
    _of_creation("no credentials needed", lambda o: o.update(security=[]), "security.loosened", "security"),
    Mutation("another scheme", lambda d: d.update(security=[{"key": []}]), ("security.tightened",), "/security", ALL),
    Mutation("token address", lambda d: _flow(d).update(tokenUrl="https://other.example"),
             ("security.scheme-changed",), f"{_FLOW}/tokenUrl", ALL),
    Mutation("scope gone", lambda d: _flow(d)["scopes"].pop("read"), ("security.scope-gone",), f"{_FLOW}/scopes/read",
             ALL),
    Mutation("scope added", lambda d: _flow(d)["scopes"].update(all="a"), ("security.scope-added",),
             f"{_FLOW}/scopes/all", ALL),
    Mutation("address", lambda d: d["servers"][0].update(url="https://test.example/v2"), ("server.moved",),
             "/servers/0", ()),
    Mutation("address gone", lambda d: d["servers"].clear(), ("server.gone",), "/servers/0", ()),
    Mutation("address added", lambda d: d["servers"].append({"url": "https://more.example"}), ("server.added",),
             "/servers/1", ()),
    Mutation("version", lambda d: d["info"].update(version="1.1"), ("version.changed",), "/info/version", ()),
    Mutation("trace header", lambda d: d["x-conventions"].update({"trace-header": "X-Id"}), ("convention.changed",),
             "/x-conventions/trace-header", ()),
    Mutation("no trace header", lambda d: d["x-conventions"].pop("trace-header"), ("convention.changed",),
             "/x-conventions/trace-header", ()),
    Mutation("precondition stated", lambda d: d["x-conventions"].update({"precondition-status": "412"}),
             ("convention.stated",), "/x-conventions/precondition-status", ()),
    Mutation("assumption", lambda d: d["x-assumptions"]["order"].update(description="by name"),
             ("assumption.changed",), "/x-assumptions/order", ()),
    Mutation("observed", lambda d: received(d)["properties"]["state"].update({"x-provenance": {"confidence": "observed"}}),
             ("provenance.settled",), f"{_RECEIVED_AT}/properties/state", LIST),
    Mutation("less sure", lambda d: d["x-assumptions"]["pace"].update({"x-provenance": {"confidence": "conflict"}}),
             ("provenance.weakened",), "/x-assumptions/pace", ()),
    Mutation("surer", lambda d: d["x-assumptions"]["order"].update({"x-provenance": {"confidence": "inferred"}}),
             ("provenance.settled",), "/x-assumptions/order", ()),
)  # fmt: skip

MUTATIONS = (*OF_SCHEMAS, *OF_OPERATIONS)
