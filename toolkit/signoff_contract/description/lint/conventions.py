"""What a description must say: conventions of the partner, provenance, examples, names, security."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from signoff_contract.description.model import CONFIDENCES, MODIFYING, SENSITIVITIES
from signoff_contract.description.source import escape

from .view import Call, Conventions, Node, Problem, Rule, SchemaNode, View, mapping, rule, types, walk


@rule(
    "SG001",
    "the document is valid OpenAPI",
    "Correct the document; the other rules assume a valid one.",
)
def valid_openapi(view: View) -> Iterator[Problem]:
    # Costs a third of a second to import, and is wanted here only.
    from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
    from openapi_spec_validator.validation.exceptions import DuplicateOperationIDError, UnresolvableParameterError

    is_30 = str(view.document.get("openapi", "")).startswith("3.0")
    validator = OpenAPIV30SpecValidator if is_30 else OpenAPIV31SpecValidator
    for error in validator(dict(view.document)).iter_errors():
        # SG204 and SG304 say the same with a line.
        if not isinstance(error, DuplicateOperationIDError | UnresolvableParameterError):
            pointer = "".join(f"/{escape(str(token))}" for token in error.absolute_path)
            yield Problem(pointer, error.message.splitlines()[0][:300])


@rule(
    "SG100",
    "the description states its conventions (x-conventions)",
    "State trace-header, error-schema and error-statuses in x-conventions, and precondition-header where there is one; "
    "the rules check every operation against them.",
)
def conventions_stated(view: View) -> Iterator[Problem]:
    stated = view.document.get("x-conventions")
    if not isinstance(stated, Mapping):
        yield Problem("", "x-conventions is missing")
        return
    for key in Conventions.REQUIRED:
        if key not in stated:
            yield Problem("/x-conventions", f"x-conventions does not state {key}")
    for key in sorted(set(stated) - {*Conventions.KEYS, *Conventions.REQUIRED, *Conventions.MORE}):
        yield Problem(f"/x-conventions/{escape(key)}", f"x-conventions has no member {key}")


def changes_existing(call: Call) -> bool:
    """Whether a call modifies something that its path names."""
    return call.method.upper() in MODIFYING and "{" in call.path


def sends_precondition(view: View, call: Call) -> bool:
    """Whether a call has the partner's precondition header as a required parameter."""
    wanted = (view.conventions.precondition_header or "").lower()
    return any(
        str(parameter.value.get("name", "")).lower() == wanted
        and parameter.value.get("in") == "header"
        and parameter.value.get("required") is True
        for parameter in view.parameters(call)
    )


@rule(
    "SG101",
    "a call that modifies an existing resource requires the precondition header",
    "Refer to the required header parameter, or the client can overwrite somebody else's change.",
)
def precondition_required(view: View) -> Iterator[Problem]:
    header = view.conventions.precondition_header
    for call in view.calls:
        if header and changes_existing(call) and not sends_precondition(view, call):
            yield Problem(call.node.pointer, f"{call.name} does not require the header {header}")


@rule(
    "SG102",
    "every answer has the required trace header",
    "Refer to the header under `headers` and make it required: it is what support asks for.",
)
def trace_header_on_answers(view: View) -> Iterator[Problem]:
    header = view.conventions.trace_header
    for call in view.calls if header else ():
        for status, response in view.responses(call):
            headers = {str(name).lower(): name for name in mapping(response.value.get("headers"))}
            written = headers.get(str(header).lower())
            if written is None:
                yield Problem(response.pointer, f"the answer {status} of {call.name} has no header {header}")
                continue
            described = view.follow(response.value["headers"][written], response.child("headers", written))
            if described.value.get("required") is not True:
                yield Problem(described.pointer, f"the header {header} is not required")


@rule(
    "SG103",
    "every operation describes the errors that any call may meet",
    "Add the answers that x-conventions lists under error-statuses.",
)
def general_errors_described(view: View) -> Iterator[Problem]:
    for call in view.calls:
        described = {status for status, _ in view.responses(call)}
        for status in view.conventions.error_statuses:
            if status not in described:
                yield Problem(call.node.pointer, f"{call.name} does not describe the answer {status}")


@rule(
    "SG104",
    "a call with the precondition header describes the answer to a failed precondition",
    "Add the answer that x-conventions names as precondition-status.",
)
def failed_precondition_described(view: View) -> Iterator[Problem]:
    status = view.conventions.precondition_status
    for call in view.calls if status and view.conventions.precondition_header else ():
        if sends_precondition(view, call) and status not in {code for code, _ in view.responses(call)}:
            yield Problem(call.node.pointer, f"{call.name} does not describe the answer {status}")


@rule(
    "SG105",
    "every error answer has the error schema as its body",
    "Give the answer a JSON body with a reference to the error schema. Where a status has a schema of its own, state it "
    "in x-conventions under error-schemas; where a single answer has one, state x-error-schema on it.",
)
def error_schema_on_errors(view: View) -> Iterator[Problem]:
    usual = view.conventions.error_schema
    for call in view.calls if usual else ():
        for status, response in view.responses(call):
            if status[:1] not in {"4", "5"} and status != "default":
                continue
            name = response.value.get("x-error-schema") or view.conventions.error_schemas.get(status, usual)
            content = mapping(response.value.get("content"))
            named = [mapping(mapping(medium).get("schema")).get("$ref") for medium in content.values()]
            if not named or any(reference != f"#/components/schemas/{name}" for reference in named):
                yield Problem(response.pointer, f"the answer {status} of {call.name} has not the body {name}")


@rule(
    "SG106",
    "every operation, named schema and parameter says where it comes from",
    "Add x-provenance: {confidence: ..., source: ...} to it or, for what is written inside an operation, to that.",
)
def provenance_stated(view: View) -> Iterator[Problem]:
    # The top of the document does not count: a mark there would cover what nobody has judged.
    for call in view.calls:
        enclosing = "x-provenance" in call.node.value or "x-provenance" in call.item.value
        if not enclosing:
            yield Problem(call.node.pointer, f"{call.name} has no provenance")
        for parameter in view.parameters(call):
            inside = parameter.pointer.startswith("/paths/")
            if inside and not enclosing and "x-provenance" not in parameter.value:
                yield Problem(parameter.pointer, f"the parameter {parameter.value.get('name')} has no provenance")
    for kind, what in (("parameters", "parameter"), ("schemas", "schema")):
        for name, raw in view.components(kind):
            if "x-provenance" not in raw and "$ref" not in raw:
                yield Problem(f"/components/{kind}/{escape(name)}", f"the {what} {name} has no provenance")


def _extensions(value: Any, pointer: str, name: str) -> Iterator[tuple[str, Any]]:
    """Every place where an extension is stated, examples left out: there its name would be data."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            below = f"{pointer}/{escape(str(key))}"
            if key == name:
                yield below, inner
            elif key not in {"example", "examples", "default", "const", "enum"}:
                yield from _extensions(inner, below, name)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _extensions(inner, f"{pointer}/{index}", name)


@rule(
    "SG107",
    "a provenance has a known confidence and a source",
    f"The confidence is one of {', '.join(CONFIDENCES)}; the source names the page and the passage.",
)
def provenance_well_formed(view: View) -> Iterator[Problem]:
    stated_anywhere = (
        *_extensions(view.document, "", "x-provenance"),
        *_extensions(view.document, "", "x-required-provenance"),
    )
    for pointer, stated in stated_anywhere:
        confidence, source = mapping(stated).get("confidence"), mapping(stated).get("source")
        if confidence not in CONFIDENCES:
            yield Problem(pointer, f"{confidence!r} is no confidence")
        if not isinstance(source, str) or not source.strip():
            yield Problem(pointer, "the provenance names no source")


@rule(
    "SG108",
    "a sensitivity is one of the known words",
    f"Use one of {', '.join(SENSITIVITIES)}; a misspelt word would decide what evidence keeps.",
)
def sensitivity_well_formed(view: View) -> Iterator[Problem]:
    for pointer, stated in _extensions(view.document, "", "x-sensitivity"):
        if stated not in SENSITIVITIES:
            yield Problem(pointer, f"{stated!r} is no sensitivity")


def _examples(view: View, node: Node) -> Iterator[tuple[str, Any]]:
    if "example" in node.value:
        yield node.child("example"), node.value["example"]
    for name, raw in mapping(node.value.get("examples")).items():
        example = view.follow(raw, node.child("examples", name))
        if "value" in example.value:
            yield example.child("value"), example.value["value"]


@rule(
    "SG109",
    "every JSON body has an example",
    "Add `example` or `examples` beside the schema. Binary bodies such as PDF files need none.",
)
def body_has_example(view: View) -> Iterator[Problem]:
    for medium in view.media:
        if medium.is_json and not any(True for _ in _examples(view, medium.node)):
            yield Problem(medium.node.pointer, "the body has no example")


@rule(
    "SG110",
    "every example is valid against its schema",
    "Correct the example or the schema; readers and tests trust both.",
)
def examples_valid(view: View) -> Iterator[Problem]:
    media = [medium.node for medium in view.media if medium.is_json]
    for node in (*media, *view.all_parameters, *view.all_headers):
        schema = node.value.get("schema")
        if not isinstance(schema, Mapping):
            continue
        for pointer, value in _examples(view, node):
            try:
                violations = view.validators.check(schema, value)
            except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
                yield Problem(pointer, f"the schema cannot be applied: {str(error).splitlines()[0]}")
                continue
            for violation in violations:
                yield Problem(pointer + violation.pointer, f"the example breaks its schema: {violation.message}")


@rule(
    "SG111",
    "an operation id is <tag>_<method>",
    "Resource and method names of the client are taken from it: rename it, or give the operation its tag.",
)
def operation_id_named_after_tag(view: View) -> Iterator[Problem]:
    for call in view.calls:
        identifier, tags = call.node.value.get("operationId"), call.node.value.get("tags")
        tag = str(tags[0]) if isinstance(tags, list) and tags else ""
        if not identifier:
            yield Problem(call.node.pointer, f"{call.name} has no operation id")
        elif not tag:
            yield Problem(call.node.pointer, f"{call.name} has no tag")
        elif not str(identifier).startswith(f"{tag}_") or len(str(identifier)) == len(tag) + 1:
            yield Problem(call.node.child("operationId"), f"{identifier} does not begin with {tag}_")


@rule(
    "SG112",
    "every operation names its security",
    "Repeat `security` on the operation: the generator does not read the one at the top. A call that needs no token "
    "states an empty list.",
)
def security_stated(view: View) -> Iterator[Problem]:
    for call in view.calls:
        if not isinstance(call.node.value.get("security"), list):
            yield Problem(call.node.pointer, f"{call.name} names no security")


@rule(
    "SG113",
    "there is an oauth2 security scheme, and security names existing schemes",
    "Describe the scheme with its flow and token address under components/securitySchemes.",
)
def oauth2_described(view: View) -> Iterator[Problem]:
    schemes = dict(view.components("securitySchemes"))
    if not any(scheme.get("type") == "oauth2" and scheme.get("flows") for scheme in schemes.values()):
        yield Problem("/components/securitySchemes", "no oauth2 scheme with a flow is described")
    for call in view.calls:
        stated = call.node.value.get("security")
        for index, requirement in enumerate(stated if isinstance(stated, list) else ()):
            for name in mapping(requirement):
                if name not in schemes:
                    yield Problem(call.node.child("security", index), f"there is no security scheme {name}")


_OBJECT_WORDS = frozenset({"properties", "additionalProperties", "allOf", "anyOf", "oneOf"})


def is_object(schema: Mapping[str, Any]) -> bool:
    """Whether a schema written in place describes an object or a union."""
    return "object" in types(schema) or bool(_OBJECT_WORDS & set(schema))


@rule(
    "SG114",
    "a body refers to a named schema",
    "Move the schema to components/schemas: the generator invents a name for one that has none.",
)
def body_schema_named(view: View) -> Iterator[Problem]:
    for medium in view.media:
        schema = medium.node.value.get("schema")
        if not isinstance(schema, Mapping):
            continue
        for node in walk(SchemaNode(schema, medium.node.child("schema"), None)):
            if "$ref" not in node.mapping and is_object(node.mapping):
                yield Problem(node.pointer, "the body describes an object in place")
                break


@rule(
    "SG115",
    "a link names an existing operation and its parameters",
    "Correct the operation id or the parameter, written as `<location>.<name>`; stateful tests follow links.",
)
def links_resolve(view: View) -> Iterator[Problem]:
    calls = {call.node.value.get("operationId"): call for call in reversed(view.calls)}
    seen: set[str] = set()
    for response in view.all_responses:
        for name, raw in mapping(response.value.get("links")).items():
            link = view.follow(raw, response.child("links", name))
            if link.pointer in seen:
                continue
            seen.add(link.pointer)
            target = calls.get(link.value.get("operationId"))
            if target is None:
                yield Problem(link.pointer, f"the link {name} names no existing operation id")
                continue
            known = {f"{p.value.get('in')}.{p.value.get('name')}" for p in view.parameters(target)}
            for parameter in mapping(link.value.get("parameters")):
                if parameter not in known:
                    message = f"the link {name}: {target.name} has no parameter {parameter}"
                    yield Problem(link.child("parameters", parameter), message)


@rule(
    "SG116",
    "no two paths differ in the names of their parameters only",
    "Describe the methods under one path; OpenAPI forbids the other way. State x-argument-name on a path parameter that "
    "clients shall call differently.",
)
def paths_differ(view: View) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for path, item in view.items:
        first = seen.setdefault(re.sub(r"\{[^}]*\}", "{}", path), path)
        if first != path:
            yield Problem(item.pointer, f"the path {path} is the same as {first}")


RULES: tuple[Rule, ...] = (
    valid_openapi,
    conventions_stated,
    precondition_required,
    trace_header_on_answers,
    general_errors_described,
    failed_precondition_described,
    error_schema_on_errors,
    provenance_stated,
    provenance_well_formed,
    sensitivity_well_formed,
    body_has_example,
    examples_valid,
    operation_id_named_after_tag,
    security_stated,
    oauth2_described,
    body_schema_named,
    links_resolve,
    paths_differ,
)
