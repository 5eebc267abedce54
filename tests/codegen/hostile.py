"""Hostile texts in every slot of a description, and what a generated tree is held against.

`make hostile-texts` runs many of them; the suite runs a few.
"""

import ast
import builtins
import copy
import io
import json
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Callable, Sequence
from importlib import import_module, invalidate_caches
from pathlib import Path
from typing import Any

import yaml

from signoff_contract.codegen import GenerationError, generate

CANARY = "signoff_hostile_text_ran"
CODE = f'__import__("builtins").__dict__.update({CANARY}=1)'

ATOMS = (
    '"""',
    "'''",
    '"',
    "'",
    "\\",
    "\\\\",
    '\\"""',
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\x0c",
    "\x0b",
    "\x1b[2J",
    "\x00",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\xa0",
    "\xad",
    "\ud800",
    "\ue000",
    "# ruff: noqa\n",
    "#ruff:noqa",
    "# type: ignore",
    "# fmt: off",
    "# noqa",
    "# mypy: ignore-errors",
    "# isort: skip_file",
    "# -*- coding: utf-7 -*-",
    "#!/bin/sh",
    "# pragma: no cover",
    "+AG8-",
    "\\N{SNOWMAN}",
    "\\U",
    "\\x",
    "\\u12",
    "{",
    "}",
    "{}",
    "{x.__class__}",
    "{0}",
    "%s",
    "%(x)s",
    "${x}",
    "{{ 7*7 }}",
    "{% raw %}",
    "{#",
    "#}",
    "f{",
    "b'",
    ")",
    "(",
    "]",
    "[",
    ":",
    ";",
    ",",
    "=",
    "@",
    "|",
    "/",
    "../",
    "~1",
    "~0",
    "..",
    ".",
    " ",
    "-",
    "_",
    "__class__",
    "lambda",
    "self",
    "cls",
    "models",
    "from_dict",
    "to_dict",
    "print",
    "__init__",
    "__builtins__",
    "ｃｌａｓｓ",
    "ｅｘｅｃ",
    "(a+)+$",
    "import os",
    "class",
    "None",
    "UNSET",
    "exec",
    "é",
    "名",
    "😀",
    "ﬁ",
    "０",
    "²",
    "Κ",
    "x",
    "a b",
    "List",
    CODE,
    f"\n{CODE}\n",
    f"\n    {CODE}\n",
    f'"""\n{CODE}\n"""',
    f'"\n{CODE}\n#',
    f"');{CODE};#",
    f"]={CODE}#",
    f"{{{CODE}}}",
    f"'+{CODE}+'",
    f'"+{CODE}+"',
    f'""" + {CODE} + """',
    f"\\\n{CODE}",
    f" if {CODE} else 1",
)
"""Pieces that hostile texts are put together from."""

Slot = Callable[[dict[str, Any], Any], None]
PATH = "/things/{thing-id}"


def _set(*steps: str | int) -> Slot:
    def put(document: dict[str, Any], text: Any) -> None:
        place: Any = document
        for step in steps[:-1]:
            place = place[step]
        place[steps[-1]] = text

    return put


def _rename(*steps: str | int) -> Slot:
    """The name of a member: the last step is what it is called in the sound description."""

    def put(document: dict[str, Any], text: str) -> None:
        place: Any = document
        for step in steps[:-1]:
            place = place[step]
        renamed = {text if key == steps[-1] else key: value for key, value in place.items()}
        place.clear()
        place.update(renamed)

    return put


def _tag(document: dict[str, Any], text: str) -> None:
    document["tags"][0]["name"] = text
    for method in ("get", "put"):
        operation = document["paths"][PATH][method]
        operation["tags"] = [text]
        operation["operationId"] = operation["operationId"].replace("things_", f"{text}_", 1)


def _schema(document: dict[str, Any], text: str) -> None:
    schemas = document["components"]["schemas"]
    schemas[text] = schemas.pop("Thing")
    pointer = "#/components/schemas/" + text.replace("~", "~0").replace("/", "~1")
    for method in ("get", "put"):
        operation = document["paths"][PATH][method]
        operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"] = pointer
    document["paths"][PATH]["put"]["requestBody"]["content"]["application/json"]["schema"]["$ref"] = pointer


def _path_parameter(document: dict[str, Any], text: str) -> None:
    item = document["paths"].pop(PATH)
    item["parameters"][0]["name"] = text
    document["paths"][f"/things/{{{text}}}"] = item


_GET, _PUT = ("paths", PATH, "get"), ("paths", PATH, "put")
_THING = ("components", "schemas", "Thing")
_MEMBER = (*_THING, "properties", "size")

TEXTS: dict[str, Slot] = {
    "title": _set("info", "title"),
    "version": _set("info", "version"),
    "description": _set("info", "description"),
    "tag description": _set("tags", 0, "description"),
    "summary": _set(*_GET, "summary"),
    "operation description": _set(*_PUT, "description"),
    "parameter description": _set(*_GET, "parameters", 0, "description"),
    "answer description": _set(*_GET, "responses", "200", "description"),
    "body description": _set(*_PUT, "requestBody", "description"),
    "schema description": _set(*_THING, "description"),
    "member description": _set(*_MEMBER, "description"),
    "member example": _set(*_MEMBER, "example"),
    "example": _set(*_PUT, "requestBody", "content", "application/json", "example"),
    "pattern": _set(*_THING, "properties", "name", "pattern"),
    "provenance": _set(*_GET, "x-provenance", "source"),
    "extension": _set(*_GET, "x-note"),
    "extension name": _rename(*_GET, "x-note"),
    "server": _set("servers", 0, "url"),
    "server description": _set("servers", 0, "description"),
    "scheme": _rename("components", "securitySchemes", "oauth"),
    "contact": _set("info", "contact", "name"),
    "anchored": _set("info", "x-anchored", "one"),
    "scheme type": _set("components", "securitySchemes", "oauth", "type"),
    "scheme name": _set("components", "securitySchemes", "oauth", "scheme"),
    "flow address": lambda document, text: _set("components", "securitySchemes", "flow")(
        document,
        {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": text, "scopes": {text: text}}}},
    ),
    "security": lambda document, text: _set("security")(document, [{text: []}]),
    "link": lambda document, text: _set(*_GET, "responses", "200", "links")(
        document, {text: {"operationId": text, "parameters": {text: text}, "description": text}}
    ),
    "callback": lambda document, text: _set(*_PUT, "callbacks")(
        document, {text: {text: {"post": {"summary": text, "responses": {"200": {"description": text}}}}}}
    ),
    "webhook": lambda document, text: _set("webhooks")(
        document, {text: {"post": {"summary": text, "responses": {"200": {"description": text}}}}}
    ),
    "names of an enumeration": lambda document, text: _set(*_THING, "properties", "kind", "x-enum-varnames")(
        document, [text, text]
    ),
    "header": lambda document, text: _set(*_GET, "responses", "200", "headers")(
        document, {text: {"description": text, "schema": {"type": "string", "default": text}}}
    ),
    "server variable": lambda document, text: _set("servers", 0, "variables")(
        document, {"host": {"default": text, "description": text}}
    ),
    "external documents": lambda document, text: _set("externalDocs")(document, {"url": text, "description": text}),
    "member comment": _set(*_MEMBER, "$comment"),
    "named example": lambda document, text: _set(*_PUT, "requestBody", "content", "application/json", "examples")(
        document, {text: {"summary": text, "value": text}}
    ),
}
"""Slots whose text leaves the code as it is: only docstrings and literals differ, if anything does."""

NAMES: dict[str, Slot] = {
    "tag": _tag,
    "operation id": _set(*_GET, "operationId"),
    "method name": lambda document, text: _set(*_GET, "operationId")(document, f"things_{text}"),
    "schema": _schema,
    "schema title": _set(*_THING, "title"),
    "member": _rename(*_THING, "properties", "size"),
    "member title": _set(*_MEMBER, "title"),
    "path parameter": _path_parameter,
    "query parameter": _set(*_GET, "parameters", 0, "name"),
    "header parameter": _set(*_GET, "parameters", 1, "name"),
    "argument name": _set("paths", PATH, "parameters", 0, "x-argument-name"),
    "path": lambda document, text: _rename("paths", PATH)(document, f"/{text}{PATH}"),
    "whole path": _rename("paths", PATH),
    "enum value": _set(*_THING, "properties", "kind", "enum", 0),
    "constant": _set(*_THING, "properties", "fixed", "const"),
    "default": _set(*_THING, "properties", "name", "default"),
    "media type": _rename(*_PUT, "requestBody", "content", "application/json"),
    "answer media type": _rename(*_GET, "responses", "200", "content", "application/json"),
    "status": _rename(*_GET, "responses", "404"),
    "reference": _set(*_GET, "responses", "200", "content", "application/json", "schema", "$ref"),
    "file": lambda document, text: _set(*_MEMBER, "$ref")(document, f"{text}.yaml#/Size"),
    "format": _set(*_MEMBER, "format"),
    "type": _set(*_MEMBER, "type"),
    "openapi": _set("openapi"),
    "numeric default": _set(*_MEMBER, "default"),
    "date default": _set(*_THING, "properties", "made", "default"),
    "enumerated default": _set(*_THING, "properties", "kind", "default"),
    "parameter default": _set(*_GET, "parameters", 0, "schema", "default"),
    "required": lambda document, text: document["components"]["schemas"]["Thing"]["required"].append(text),
    "two members that meet": lambda document, text: document["components"]["schemas"]["Thing"]["properties"].update(
        {text: {"type": "string"}, f"{text}_": {"type": "string"}, text.upper(): {"type": "string"}}
    ),
    "discriminator": lambda document, text: _set(*_THING, "discriminator")(
        document, {"propertyName": text, "mapping": {text: f"#/components/schemas/{text}"}}
    ),
    "fragment": lambda document, text: _set(*_MEMBER, "$ref")(document, f"sizes.yaml#/{text}"),
}
"""Slots whose text may change what things are called; it may not change what they do."""

SLOTS = {**TEXTS, **NAMES}


def sound() -> dict[str, Any]:
    """A small description with every slot, in the form of its file."""
    answer = {
        "description": "The thing.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}, "example": {"name": "x"}}},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Things",
            "version": "1",
            "description": "About things.",
            "contact": {"name": "somebody"},
            "x-anchored": {"one": "once"},
        },
        "x-provenance": {"confidence": "documented", "source": "PAGE"},
        "servers": [{"url": "https://things.example.com", "description": "The only one."}],
        "tags": [{"name": "things", "description": "Things of all kinds."}],
        "paths": {
            PATH: {
                "parameters": [{"name": "thing-id", "in": "path", "required": True, "schema": {"type": "integer"}}],
                "get": {
                    "operationId": "things_get",
                    "tags": ["things"],
                    "summary": "Read a thing",
                    "x-note": "noted",
                    "x-provenance": {"confidence": "documented", "source": "PAGE, get"},
                    "parameters": [
                        {"name": "depth", "in": "query", "description": "How deep.", "schema": {"type": "integer"}},
                        {"name": "X-Colour", "in": "header", "schema": {"type": "string"}},
                    ],
                    "responses": {"200": copy.deepcopy(answer), "404": {"description": "None."}},
                },
                "put": {
                    "operationId": "things_replace",
                    "tags": ["things"],
                    "summary": "Replace a thing",
                    "description": "Replaces it.",
                    "requestBody": {
                        "required": True,
                        "description": "The new one.",
                        "content": copy.deepcopy(answer["content"]),
                    },
                    "responses": {"200": copy.deepcopy(answer)},
                },
            }
        },
        "components": {
            "securitySchemes": {"oauth": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Thing": {
                    "type": "object",
                    "description": "A thing.",
                    "required": ["name"],
                    "properties": {
                        "name": {"type": "string", "pattern": ".*"},
                        "size": {"type": "number", "description": "Its size.", "example": 1},
                        "kind": {"type": "string", "enum": ["plain", "fancy"]},
                        "fixed": {"const": "always"},
                        "made": {"type": "string", "format": "date"},
                    },
                }
            },
        },
    }


class Workshop:
    """Generates the client of one hostile description after another, the generator in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "openapi"
        self.output = folder / "generated"
        (self.root / "things").mkdir(parents=True)
        self.made = 0
        self.refused = 0
        self.linted = True
        self.reason = ""
        usual = self.generate({})
        assert usual is not None, self.reason
        self.usual = usual

    def generate(self, texts: dict[str, str]) -> dict[str, str] | None:
        """The modules that the description with these texts gives, by path; None when it was refused."""
        document = sound()
        for slot, text in texts.items():
            SLOTS[slot](document, text)
        settings = {"package_name_override": "things_client", "literal_enums": True}
        (self.root / "things" / "codegen.yaml").write_text(yaml.safe_dump(settings), "utf-8")
        written = yaml.safe_dump(document, allow_unicode=False, sort_keys=False, width=10**6)
        (self.root / "things" / "openapi.yaml").write_text(written, "utf-8")
        shutil.rmtree(self.output, ignore_errors=True)
        try:
            generate(["things"], self.root, self.output)
        except (GenerationError, UnicodeEncodeError) as error:
            # Lone surrogates cannot be written; with the lint in front nobody tries.
            if self.linted and not isinstance(error, GenerationError):
                raise
            left = [path.name for path in self.output.iterdir()] if self.output.is_dir() else []
            assert not left, f"refused, but {left} was written"
            self.reason = str(error)
            self.refused += 1
            return None
        self.made += 1
        package = self.output / "things_client"
        return {path.relative_to(package).as_posix(): path.read_text("utf-8") for path in package.rglob("*.py")}

    def judge(self, texts: dict[str, str]) -> bool:
        """Hold what these texts give against what the sound ones give; whether anything was written."""
        modules = self.generate(texts)
        assert CANARY not in vars(builtins), "the text ran while the client was generated"
        if modules is None:
            return False
        for name, text in modules.items():
            assert not strange_comments(text), (name, strange_comments(text))
        if not set(texts) & set(NAMES):
            assert set(modules) == set(self.usual)
            for name, text in modules.items():
                assert skeleton(text) == skeleton(self.usual[name]), f"{name} has other code than usual"
        self._import(sorted(modules))
        return True

    def _import(self, names: Sequence[str]) -> None:
        """Import every module, and ask for the type hints that it holds: nothing of the texts may run."""
        sys.path.insert(0, str(self.output))
        invalidate_caches()
        written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            for name in names:
                import_module(f"things_client.{name.removesuffix('.py').replace('/', '.')}".removesuffix(".__init__"))
        finally:
            sys.dont_write_bytecode = written
            sys.path.remove(str(self.output))
            for name in [name for name in sys.modules if name.split(".")[0] == "things_client"]:
                del sys.modules[name]
        assert CANARY not in vars(builtins), "the text ran while the client was imported"


def skeleton(text: str) -> str:
    """The code of a module with its literals blanked."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


def strange_comments(text: str) -> list[str]:
    """The comments of a module that are not the generator's own, and lines that tools read as orders."""
    found = [
        token.string for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type == tokenize.COMMENT
    ]
    orders = [
        line for line in text.splitlines() if line.lstrip().lower().startswith(("# ruff", "# mypy", "# type", "# fmt"))
    ]
    return [one for one in found if "noqa: PLC0415" not in one and "file" not in one] + orders


def generator_in_process(arguments: Sequence[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Stands in for the start of the generator as a process of its own, which takes longer than its work."""
    if arguments[0] != "openapi_python_client":
        command = [sys.executable, "-P", "-m", *arguments]
        return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    from openapi_python_client.cli import app
    from typer.testing import CliRunner

    done = CliRunner().invoke(app, list(arguments[1:]))
    said = done.output if done.exception is None or isinstance(done.exception, SystemExit) else repr(done.exception)
    return subprocess.CompletedProcess(list(arguments), done.exit_code, said, json.dumps(said))
