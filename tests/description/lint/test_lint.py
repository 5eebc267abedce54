"""Each rule is broken alone, and its finding names the rule, the file and the marked line."""

from collections.abc import Callable

import pytest

from signoff_contract.description import Description, DescriptionError
from signoff_contract.description.lint import RULES, lint

Describe = Callable[..., Description]

LIFE = """\
      x-lifecycle:
        id: /id
        state: /name
        states: {NEW: fresh, 'O*': not fresh}
        transitions:
          - {to: NEW, by: [parts_replace], confidence: documented, source: PAGE}
          - {from: NEW, to: 'O*', confidence: inferred, source: PAGE}
          - {from: '*', to: NEW, confidence: proposed, source: ours}
"""

# `(rule, text of the sound description, what takes its place)`. The mark `#<` is on the line of the finding.
SAID = [
    ("SG001", "info: {title: Parts,", "info: {\n  title: Parts, license: {},  #<\n "),
    ("SG100", "x-conventions:\n  trace-header: X-Trace\n", "x-conventions:  #<\n  trace-headers: X-Trace  #<\n"),
    ("SG100", '  error-statuses: ["401", "403", "429", "500", "503"]\n', ""),
    (
        "SG101",
        "    put:\n",
        "    put:  #<\n",
        '        - $ref: "#/components/parameters/IfMatch"\n',
        "",
    ),
    (
        "SG101",
        "    put:\n",
        "    put:  #<\n",
        "      name: If-Match\n      in: header\n      required: true",
        "      name: If-Match\n      in: header\n      required: false",
    ),
    ("SG102", "    Trace: {required: true,", "    Trace: {  #<\n      required: false,"),
    (
        "SG102",
        '        "200":\n',
        '        "200":  #<\n',
        '          headers:\n            X-Trace: {$ref: "#/components/headers/Trace"}\n',
        "",
    ),
    (
        "SG102",
        "    Failure:\n",
        "    Failure:  #<\n",
        '      headers:\n        X-Trace: {$ref: "#/components/headers/Trace"}\n',
        "",
    ),
    *(
        (
            "SG103",
            "    put:\n",
            "    put:  #<\n",
            f'        "{status}": {{$ref: "#/components/responses/Failure"}}\n',
            "",
        )
        for status in ("401", "403", "429", "500", "503")
    ),
    ("SG104", "    put:\n", "    put:  #<\n", '        "412": {$ref: "#/components/responses/Failure"}\n', ""),
    (
        "SG105",
        "    Failure:\n",
        "    Failure:  #<\n",
        'schema: {$ref: "#/components/schemas/Error"}\n          example: {traceId: t-1}',
        'schema: {$ref: "#/components/schemas/Part"}\n          example: {name: t-1}',
    ),
    (
        "SG105",
        "    Failure:\n",
        "    Failure:  #<\n",
        (
            "      content:\n        application/json:\n"
            '          schema: {$ref: "#/components/schemas/Error"}\n          example: {traceId: t-1}\n'
        ),
        "",
    ),
    (
        "SG106",
        (
            "    put:\n      operationId: parts_replace\n      tags: [parts]\n"
            "      x-provenance: {confidence: documented, source: PAGE}\n"
        ),
        "    put:  #<\n      operationId: parts_replace\n      tags: [parts]\n",
    ),
    (
        "SG106",
        "    Error:\n      type: object\n      x-provenance: {confidence: proposed, source: ours}\n",
        "    Error:  #<\n      type: object\n",
    ),
    (
        "SG106",
        "    PartId:\n",
        "    PartId:  #<\n",
        "      schema: {type: integer}\n      x-provenance: {confidence: documented, source: PAGE}\n",
        "      schema: {type: integer}\n",
    ),
    (
        "SG107",
        "      x-provenance: {confidence: proposed, source: ours}\n",
        "      x-provenance: {confidence: probable, source: ours}  #<\n",
    ),
    (
        "SG107",
        "      x-provenance: {confidence: proposed, source: ours}\n",
        "      x-provenance: {confidence: proposed}  #<\n",
    ),
    (
        "SG107",
        "      required: [name]\n",
        "      required: [name]\n      x-required-provenance: {confidence: sure, source: x}  #<\n",
    ),
    ("SG108", "        id: {type: integer}", "        id: {type: integer, x-sensitivity: private}  #<"),
    (
        "SG109",
        "          application/json:\n            schema",
        "          application/json:  #<\n            schema",
        "            example: {name: bolt}\n",
        "",
    ),
    ("SG110", "            example: {name: bolt}", "            example: {name: 7}  #<"),
    ("SG110", "    Bolt: {value: {id: 1, name: bolt}}", "    Bolt: {value: {  #<\n      id: 1}}"),
    ("SG110", "      schema: {type: integer}\n", "      schema: {type: integer}\n      example: one  #<\n"),
    (
        "SG111",
        "      operationId: parts_replace\n      tags: [parts]",
        "      operationId: parts_replace  #<\n      tags: [items]",
    ),
    (
        "SG111",
        "    put:\n      operationId: parts_replace\n",
        "    put:  #<\n",
        "          links:\n            Again: {operationId: parts_replace,",
        "          x-links:\n            Again: {operationId: parts_replace,",
    ),
    ("SG111", "    put:\n", "    put:  #<\n", "      tags: [parts]\n", ""),
    ("SG112", "    put:\n", "    put:  #<\n", "      security: [{oauth: []}]\n", ""),
    (
        "SG113",
        "  securitySchemes:\n    oauth:\n      type: oauth2\n",
        "  securitySchemes:  #<\n    oauth:\n      type: http\n      scheme: bearer\n",
        '      flows: {clientCredentials: {tokenUrl: "https://login.example.com/token", scopes: {}}}\n',
        "",
    ),
    ("SG113", "      security: [{oauth: []}]", "      security: [{oauht: []}]  #<"),
    (
        "SG114",
        '            schema: {$ref: "#/components/schemas/Part"}\n            example: {name: bolt}',
        "            schema: {type: object}  #<\n            example: {name: bolt}",
    ),
    (
        "SG114",
        '            schema: {$ref: "#/components/schemas/Part"}\n            example: {name: bolt}',
        "            schema:\n              type: array\n              items: {properties: {}}  #<\n            example: []",
    ),
    (
        "SG115",
        "            Again: {operationId: parts_replace,",
        "            Again: {  #<\n              operationId: parts_remove,",
    ),
    (
        "SG115",
        'parameters: {path.part-id: "$response.body#/id"}}',
        'parameters: {\n              query.part-id: "$response.body#/id"}}  #<',
    ),
    (
        "SG116",
        "components:\n",
        (
            "  /parts/{id}:  #<\n    x-provenance: {confidence: documented, source: PAGE}\n"
            "    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]\ncomponents:\n"
        ),
    ),
    *(
        ("SG117", "    Part:\n", f"    Part:\n{LIFE}".replace(old, new))
        for old, new in (
            ("      x-lifecycle:\n", "      x-lifecycle:\n        begin: here  #<\n"),
            ("        id: /id\n", "        id: /number  #<\n"),
            ("        state: /name\n", "        state: [name]\n"),
            ("to: NEW", "to: UNKNOWN"),
            ("parts_replace", "parts_forget"),
            ("source: PAGE", "source: ' '"),
            ("confidence: inferred", "confidence: firm"),
            ("from: NEW, to: 'O*'", "how: well"),
        )
    ),
]


def broken(sound: str, *edits: str) -> str:
    """The sound description with each text replaced by the next one."""
    text = sound
    for old, new in zip(edits[::2], edits[1::2], strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(("rule", "edits"), [(case[0], case[1:]) for case in SAID])
def test_a_broken_rule_is_found_with_its_line(
    rule: str, edits: tuple[str, ...], sound: str, describe: Describe
) -> None:
    text = broken(sound, *edits)
    description = describe(text)
    findings = lint(description)
    assert {finding.rule for finding in findings} == {rule}
    marked = [number for number, line in enumerate(text.splitlines(), 1) if "#<" in line]
    if marked:
        assert marked == sorted({finding.line for finding in findings})
    for finding in findings:
        assert finding.file == str(description.path)
        assert finding.message
        assert finding.hint


def test_the_sound_description_has_no_finding(sound: str, describe: Describe) -> None:
    assert lint(describe(sound)) == []


def test_without_conventions_only_their_absence_is_reported(sound: str, describe: Describe) -> None:
    start, end = sound.index("x-conventions:"), sound.index("servers:")
    findings = lint(describe(sound[:start] + sound[end:]))
    assert [(finding.rule, finding.line) for finding in findings] == [("SG100", 1)]


def test_a_partner_without_preconditions_needs_no_header(sound: str, describe: Describe) -> None:
    text = broken(
        sound,
        '  precondition-header: If-Match\n  precondition-status: "412"\n  version-header: ETag\n',
        "",
        '        - $ref: "#/components/parameters/IfMatch"\n',
        "",
    )
    assert lint(describe(text)) == []


def test_a_status_can_have_an_error_schema_of_its_own(sound: str, describe: Describe) -> None:
    text = broken(
        sound,
        "  error-schema: Error\n",
        "  error-schema: Error\n  error-schemas: {'412': Stale}\n",
        "  schemas:\n",
        "  schemas:\n    Stale: {type: object, x-provenance: {confidence: proposed, source: ours}}\n",
    )
    assert [(finding.rule, finding.message) for finding in lint(describe(text))] == [
        ("SG105", "the answer 412 of parts_replace has not the body Stale")
    ]
    stale = (
        '"412":\n          description: stale\n          headers: {X-Trace: {$ref: "#/components/headers/Trace"}}\n'
        '          content: {application/json: {schema: {$ref: "#/components/schemas/Stale"}, example: {}}}\n'
    )
    assert lint(describe(broken(text, '"412": {$ref: "#/components/responses/Failure"}\n', stale))) == []


def test_one_answer_can_have_an_error_schema_of_its_own(sound: str, describe: Describe) -> None:
    other = broken(
        sound,
        'schema: {$ref: "#/components/schemas/Error"}\n          example: {traceId: t-1}',
        'schema: {$ref: "#/components/schemas/Part"}\n          example: {name: t-1}',
    )
    assert {finding.rule for finding in lint(describe(other))} == {"SG105"}
    stated = broken(other, "      description: refused\n", "      description: refused\n      x-error-schema: Part\n")
    assert lint(describe(stated)) == []


def test_a_call_that_needs_no_token_says_so(sound: str, describe: Describe) -> None:
    assert lint(describe(broken(sound, "security: [{oauth: []}]", "security: []"))) == []


def test_each_place_is_reported_once_however_often_it_is_used(sound: str, describe: Describe) -> None:
    text = broken(sound, "          example: {traceId: t-1}\n", "")
    assert [finding.rule for finding in lint(describe(text))] == ["SG109"]


def test_findings_come_in_the_order_of_the_file(sound: str, describe: Describe) -> None:
    text = broken(sound, "example: {name: bolt}", "example: {name: 7}", "confidence: proposed", "confidence: guessed")
    findings = lint(describe(text))
    assert [finding.rule for finding in findings] == ["SG110", "SG107"]
    assert findings[0].line < findings[1].line


def test_a_finding_in_another_file_names_that_file(sound: str, describe: Describe) -> None:
    text = broken(
        sound, 'schema: {$ref: "#/components/schemas/Part"}', 'schema: {$ref: "more.yaml#/components/schemas/Gear"}'
    )
    first = describe(sound)
    more = first.path.parent / "more.yaml"
    more.write_text("components:\n  schemas:\n    Gear:\n      type: object\n", encoding="utf-8")
    findings = lint(describe(text))
    assert [(finding.rule, finding.file, finding.line) for finding in findings] == [("SG106", str(more), 3)]


def test_an_inline_parameter_inherits_the_provenance_of_its_operation(sound: str, describe: Describe) -> None:
    inline = "        - {name: color, in: query, schema: {type: string}}\n      requestBody:\n"
    text = broken(sound, "      requestBody:\n", inline)
    assert lint(describe(text)) == []
    orphan = broken(
        text, "      x-provenance: {confidence: documented, source: PAGE}\n      security", "      security"
    )
    assert {(finding.rule, finding.pointer) for finding in lint(describe(orphan))} == {
        ("SG106", "/paths/~1parts~1{part-id}/put"),
        ("SG106", "/paths/~1parts~1{part-id}/put/parameters/2"),
    }


def test_a_sound_life_is_no_finding(sound: str, describe: Describe) -> None:
    assert lint(describe(broken(sound, "    Part:\n", f"    Part:\n{LIFE}"))) == []


def test_a_message_never_repeats_the_example(sound: str, describe: Describe) -> None:
    text = broken(sound, "example: {name: bolt}", "example: {name: [Jane Example]}")
    assert all("Jane" not in finding.message for finding in lint(describe(text)))


def test_unreadable_settings_are_an_error(sound: str, describe: Describe) -> None:
    with pytest.raises(DescriptionError, match="not YAML"):
        lint(describe(sound, "a: [\n"))


def test_every_rule_has_a_stable_id_a_meaning_and_a_hint() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert [rule.id for rule in RULES] == sorted(rule.id for rule in RULES)
    for rule in RULES:
        assert rule.id.startswith("SG")
        assert "\n" not in rule.meaning
        assert rule.hint.endswith(".")


def test_every_rule_of_this_kind_is_tested() -> None:
    assert {case[0] for case in SAID} == {rule.id for rule in RULES if rule.id < "SG200"}
