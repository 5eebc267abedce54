"""Each construct that the generator or the property tests get wrong is found, with its line."""

from collections.abc import Callable

import pytest

from signoff_contract.description import Description
from signoff_contract.description.lint import RULES, lint

Describe = Callable[..., Description]

PART_ID = "      name: part-id\n      in: path\n      required: true\n      schema: {type: integer}\n"
REQUEST = (
    "          application/json:\n"
    '            schema: {$ref: "#/components/schemas/Part"}\n'
    "            example: {name: bolt}\n"
)
ANSWER = (
    "            application/json:\n"
    '              schema: {$ref: "#/components/schemas/Part"}\n'
    "              examples:\n"
    '                bolt: {$ref: "#/components/examples/Bolt"}\n'
)
BODY = "      requestBody:\n"


def query(text: str) -> tuple[str, str]:
    """The edit that gives the operation one more parameter."""
    return BODY, f"        - {text}\n{BODY}"


# `(rule, text of the sound description, what takes its place, ...)`; `#<` marks the line of the finding.
CALLS = [
    ("SG201", *query("{name: color, in: query,\n            content: {text/plain: {schema: {type: string}}}}  #<")),
    ("SG202", *query("{name: color, in: query, style: deepObject, explode: true, schema: {type: string}}  #<")),
    ("SG202", *query("{name: color, in: query, style: pipeDelimited, schema: {type: string}}  #<")),
    ("SG202", *query("{name: color, in: query, explode: false, schema: {type: string}}  #<")),
    ("SG202", PART_ID, PART_ID + "      style: matrix  #<\n"),
    (
        "SG204",
        "components:\n",
        "  /parts:\n    get:\n      operationId: parts_replace  #<\n      tags: [parts]\n"
        "      x-provenance: {confidence: documented, source: PAGE}\n      security: [{oauth: []}]\n      responses:\n"
        '        "200": {description: d, headers: {X-Trace: {$ref: "#/components/headers/Trace"}}}\n'
        + "".join(
            f'        "{status}": {{$ref: "#/components/responses/Failure"}}\n' for status in (401, 403, 429, 500, 503)
        )
        + "components:\n",
    ),
    ("SG208", "      tags: [parts]", "      tags: [parts, more]  #<"),
    (
        "SG209",
        "        content:\n" + REQUEST,
        "        content:  #<\n" + REQUEST + REQUEST.replace("application/json", "application/merge-patch+json"),
    ),
    (
        "SG210",
        "          content:\n" + ANSWER,
        "          content:  #<\n" + ANSWER + ANSWER.replace("application/json", "application/hal+json"),
    ),
    *(
        ("SG211", *query(f"{{name: {name}, in: query, schema: {{type: string}}}}  #<"))
        for name in ("params", "headers", "cookies", "body", "quote")
    ),
    ("SG212", PART_ID, PART_ID.replace("{type: integer}", "{type: array, items: {type: integer}}  #<")),
    ("SG212", *query("{name: jar, in: cookie,\n          schema: {type: object}}  #<")),
    ("SG213", *query("{name: limit, in: query, schema: {type: integer, default: 20}}  #<")),
    (
        "SG215",
        ANSWER,
        "            application/octet-stream: {schema: {type: string}}  #<\n",
    ),
    ("SG217", ANSWER, "            application/zip: {schema: {type: string, format: binary}}  #<\n"),
    ("SG218", ANSWER, "            text/csv: {}  #<\n"),
    (
        "SG220",
        REQUEST,
        '          multipart/form-data: {schema: {$ref: "#/components/schemas/Form"}}\n',
        "  schemas:\n",
        (
            "  schemas:\n    Form:\n      type: object\n      x-provenance: {confidence: proposed, source: ours}\n"
            "      properties:\n        note: {type: string}\n        file: {}  #<\n"
        ),
    ),
    *(
        ("SG301", REQUEST, f"          {name}: {{schema: {{type: string}}}}  #<\n")
        for name in ("application/pdf", "text/plain", "application/xml")
    ),
    *(
        ("SG302", *query(f"{{name: X-When, in: header, schema: {schema}}}  #<"))
        for schema in (
            "{type: string, format: date-time}",
            "{type: string, format: date}",
            "{type: array, items: {type: string}}",
            "{const: fixed}",
            "{oneOf: [{type: string}, {type: integer}]}",
            "{}",
        )
    ),
    ("SG303", REQUEST, "          application/json: {example: {}}  #<\n"),
    ("SG310", *query("{name: part_id, in: query, schema: {type: string}}"), "    put:\n", "    put:  #<\n"),
]

CALLS += [
    ("SG224", "title: Parts", "title: 'Parts # ruff: noqa'", 'version: "1"}', 'version: "1"}  #<'),
    ("SG223", "title: Parts", 'title: "Parts \\u202e"', 'version: "1"}', 'version: "1"}  #<'),
    ("SG225", "title: Parts", 'title: "Parts\\nof things"', 'version: "1"}', 'version: "1"}  #<'),
    ("SG225", "  /parts/{part-id}:", '  "/\\\\example.com/parts/{part-id}":  #<'),
    ("SG225", "  /parts/{part-id}:", '  "//example.com/parts/{part-id}":  #<'),
    ("SG225", "  /parts/{part-id}:", '  "/parts/{part-id}?x=1":  #<'),
]

# `(rule, what is added to the members of the schema Part)`.
MEMBERS = [
    ("SG205", '        extra: {allOf: [{$ref: "#/components/schemas/Error"}], properties: {a: {type: string}}}  #<\n'),
    ("SG205", '        extra: {allOf: [{$ref: "#/components/schemas/Error"}], required: [a]}  #<\n'),
    (
        "SG206",
        "        extra: {properties: {a: {type: string}}, oneOf: [{type: object}, {type: string}]}  #<\n",
    ),
    ("SG207", "        extra: {type: object, oneOf: [{required: [a]}, {required: [b]}]}  #<\n"),
    ("SG207", "        extra: {type: object, anyOf: [{required: [a]}, {not: {required: [a]}}]}  #<\n"),
    ("SG214", "        extra: {enum: [a, b, null]}  #<\n"),
    ("SG214", '        extra: {type: [string, "null"], enum: [a, b]}  #<\n'),
    ("SG216", "        extra: {type: string, contentMediaType: image/png}  #<\n"),
    (
        "SG219",
        (
            "        extra:\n"
            "          oneOf:  #<\n"
            "            - {type: object, required: [t], properties: {t: {type: string}}}\n"
            "            - {type: object, required: [t], properties: {t: {type: string}}}\n"
            "          discriminator: {propertyName: t}\n"
        ),
    ),
    (
        "SG219",
        (
            "        extra:\n"
            "          anyOf:  #<\n"
            "            - {type: object, properties: {t: {const: a}}}\n"
            "            - {type: object, properties: {t: {const: b}}}\n"
        ),
    ),
    ("SG221", '        extra: {$ref: "#/components/schemas/Name", maxLength: 3}  #<\n'),
    *(
        ("SG222", f"        {name}: {{type: string}}  #<\n")
        for name in ("to_dict", "fromDict", "additional_properties", "additionalKeys", "field_dict", "d", "cls")
    ),
    *(
        ("SG223", f'        extra: {{type: string, {member}: "a {sign} b"}}  #<\n')
        for member in ("description", "title", "x-note", "example")
        for sign in (r"\0", r"\x1b[2J", r"\x0c", r"\x7f", r"\u202e", r"\u2066", r"\u2028", r"\u200f", r"\r")
    ),
    *(
        ("SG223", f'        "extra {sign}": {{type: string}}  #<\n')
        for sign in (r"\n", r"\t", r"\0", r"\u200b", r"\u202e", r"\xa0")
    ),
    ("SG223", '        extra: {type: string, pattern: "a\\n"}  #<\n'),
    ("SG223", '        extra: {type: string, enum: ["a\\n", b]}  #<\n'),
    *(
        ("SG224", f"        extra: {{type: string, description: 'x # {order}'}}  #<\n")
        for order in ("ruff: noqa", "type: ignore", "fmt: off", "noqa", "mypy: ignore-errors", "pyright: basic")
    ),
    *(
        ("SG224", f"        extra: {{type: string, description: '#{order}'}}  #<\n")
        for order in ("-*- coding: latin-1 -*-", " pragma: no cover", " vim: fileencoding=utf-7", "NOQA", " isort:skip")
    ),
    ("SG305", '        extra: {$ref: "#/components/schemas/Error/properties/traceId"}  #<\n'),
    ("SG306", "        extra: {type: object, $defs: {A: {type: string}}}  #<\n"),
    ("SG307", "        extra: {type: array}  #<\n"),
    ("SG308", "        extra: {enum: [a, 1]}  #<\n"),
    ("SG308", "        extra: {enum: [1.5, 2.5]}  #<\n"),
    ("SG308", "        extra: {enum: [true]}  #<\n"),
    ("SG309", "        extra: {type: integer, default: many}  #<\n"),
    (
        "SG311",
        (
            "        extra:\n"
            "          allOf:\n"
            "            - {type: object, properties: {a: {type: string}}}\n"
            "            - {type: object, properties: {a: {type: integer}}}  #<\n"
        ),
    ),
    ("SG312", "        fooBar: {type: string}\n        foo_bar: {type: string}  #<\n"),
    (
        "SG312",
        "    part:  #<\n      type: object\n      x-provenance: {confidence: proposed, source: ours}\n",
    ),
    ("SG401", "        extra: true  #<\n"),
    ("SG401", "        extra: {type: array, items: false}  #<\n"),
    ("SG403", "        extra: {enum: [a-b, a_b]}  #<\n"),
    ("SG403", "        extra: {enum: [a, A]}  #<\n"),
    ("SG501", '        extra: {type: [string, "null"], format: date}  #<\n'),
    ("SG502", "        extra: {type: string, nullable: true}  #<\n"),
]
NAME = "    Name: {type: string, x-provenance: {confidence: proposed, source: ours}}\n"


# OpenAPI itself forbids these too; the rule adds the line and says what the generator makes of it.
INVALID_TOO = {"SG309"}


def check(text: str, description: Description, rule: str) -> None:
    found = lint(description)
    findings = [finding for finding in found if finding.rule == rule]
    assert {finding.rule for finding in found} == {rule} | ({"SG001"} if rule in INVALID_TOO else set())
    marked = [number for number, line in enumerate(text.splitlines(), 1) if "#<" in line]
    assert marked == sorted({finding.line for finding in findings})
    assert {finding.file for finding in findings} == {str(description.path)}


@pytest.mark.parametrize(("rule", "edits"), [(case[0], case[1:]) for case in CALLS])
def test_a_hazard_of_an_operation_is_found(rule: str, edits: tuple[str, ...], sound: str, describe: Describe) -> None:
    text = sound
    for old, new in zip(edits[::2], edits[1::2], strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    check(text, describe(text), rule)


@pytest.mark.parametrize(("rule", "addition"), MEMBERS)
def test_a_hazard_of_a_schema_is_found(rule: str, addition: str, sound: str, describe: Describe) -> None:
    text = sound.replace("  schemas:\n", f"  schemas:\n{NAME}") + addition
    check(text, describe(text), rule)


def test_a_path_item_behind_a_local_reference_is_found(sound: str, describe: Describe) -> None:
    start, end = sound.index("    put:\n"), sound.index("components:\n")
    text = (
        sound[:start]
        + '    $ref: "#/components/pathItems/Part"  #<\n'
        + "components:\n  pathItems:\n   Part:\n"
        + sound[start:end]
        + sound[end:].removeprefix("components:\n")
    )
    check(text, describe(text), "SG203")


@pytest.mark.parametrize(
    ("edits", "line"),
    [
        (("  /parts/{part-id}:\n", "  /parts/{id}:\n"), "    put:"),
        (
            ("      name: part-id\n      in: path\n      required: true", "      name: part-id\n      in: path"),
            "    PartId:",
        ),
        (('        - $ref: "#/components/parameters/PartId"\n', "", ".part-id", ".id"), "    put:"),
    ],
)
def test_path_parameters_that_do_not_fit_the_path_are_found(
    edits: tuple[str, ...], line: str, sound: str, describe: Describe
) -> None:
    text = sound
    for old, new in zip(edits[::2], edits[1::2], strict=True):
        text = text.replace(old, new)
    findings = [finding for finding in lint(describe(text)) if finding.rule == "SG304"]
    assert text.splitlines().index(line) + 1 in {finding.line for finding in findings}


def test_an_operation_without_answers_is_found(sound: str, describe: Describe) -> None:
    start, end = sound.index("      responses:\n"), sound.index("components:\n")
    for text in (sound[:start] + sound[end:], sound[:start] + "      responses: {}\n" + sound[end:]):
        findings = [finding for finding in lint(describe(text)) if finding.rule == "SG402"]
        assert [finding.line for finding in findings] == [text.splitlines().index("    put:") + 1]


def test_an_override_in_the_settings_settles_an_unknown_media_type(sound: str, describe: Describe) -> None:
    text = sound.replace(ANSWER, "            application/pdf: {schema: {type: string, format: binary}}\n")
    settings = "content_type_overrides: {application/pdf: application/octet-stream}\n"
    assert [finding.rule for finding in lint(describe(text))] == ["SG217"]
    assert lint(describe(text, settings)) == []
    without = text.replace(", format: binary", "")
    assert [finding.rule for finding in lint(describe(without, settings))] == ["SG215"]


def test_literal_enums_settle_values_that_differ_in_case_only(sound: str, describe: Describe) -> None:
    text = sound + "        extra: {enum: [a, A]}\n"
    assert [finding.rule for finding in lint(describe(text, "literal_enums: false\n"))] == ["SG403"]
    assert lint(describe(text, "literal_enums: true\n")) == []


@pytest.mark.parametrize(
    "addition",
    [
        '        extra: {anyOf: [{$ref: "#/components/schemas/Error"}, {type: "null"}]}\n',
        '        extra: {anyOf: [{type: string, format: date}, {type: "null"}]}\n',
        '        extra: {allOf: [{$ref: "#/components/schemas/Error"}], description: said again}\n',
        "        extra: {type: string, description: 'C#, no. # 5, #1234, # of types, \"quoted\" and \\N{x}'}\n",
        '        extra: {type: string, description: "two\\nlines,\\ta tab, a\\xa0wide blank, an emoji"}\n',
        '        extra: {$ref: "#/components/schemas/Error", description: said again, x-sensitivity: public}\n',
        '        extra: {type: [string, "null"]}\n',
        "        extra: {type: object, additionalProperties: false}\n",
        "        extra: {allOf: [{properties: {a: {type: integer}}}, {properties: {a: {type: number}}}]}\n",
        (
            "        extra:\n"
            "          oneOf:\n"
            "            - {type: object, required: [t], properties: {t: {const: a}}}\n"
            "            - {type: object, required: [t], properties: {t: {const: b}}}\n"
            "          discriminator: {propertyName: t}\n"
        ),
        "        extra: {type: integer, default: 3}\n",
        "        extra: {enum: [1, 2]}\n",
    ],
)
def test_what_the_generator_reads_well_is_no_finding(addition: str, sound: str, describe: Describe) -> None:
    assert lint(describe(sound + addition)) == []


@pytest.mark.parametrize(
    "schema", ["{type: string, format: uuid}", "{type: integer}", "{enum: [a, b]}", '{type: [string, "null"]}']
)
def test_what_a_header_can_carry_is_no_finding(schema: str, sound: str, describe: Describe) -> None:
    old, new = query(f"{{name: X-Kind, in: header, schema: {schema}}}")
    assert [finding.rule for finding in lint(describe(sound.replace(old, new))) if finding.rule == "SG302"] == []


def test_every_hazard_is_tested() -> None:
    tested = {case[0] for case in CALLS} | {case[0] for case in MEMBERS} | {"SG203", "SG304", "SG402"}
    assert tested == {rule.id for rule in RULES if rule.id >= "SG200"}
