"""What a generated module may contain: the second wall, tried without the first."""

from pathlib import Path

import pytest

from signoff_contract.codegen import GenerationError
from signoff_contract.codegen.shape import refuse_strange, strange

CHECKOUT = Path(__file__).resolve().parents[2]
MODEL = '''from __future__ import annotations

from typing import Any, TypeVar, Literal

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Thing")


@_attrs_define
class Thing:
    """A thing."""

    name: str
    size: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update({"name": self.name})
        return field_dict
'''


def found(source: str, name: str = "models/thing.py") -> list[str]:
    return [what for _, what in strange(name, source.encode())]


def test_a_usual_model_is_not_strange() -> None:
    assert found(MODEL) == []


@pytest.mark.parametrize("package", sorted((CHECKOUT / "generated").glob("*_client")), ids=lambda path: path.name)
def test_no_committed_client_is_strange(package: Path) -> None:
    refuse_strange(package)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"""A thing."""', '"""A thing."""; import os; """x"""'),
        ('"""A thing."""', '"""A thing."""; __import__("os"); """x"""'),
        ('"""A thing."""', '"""A""" + __import__("os").name'),
        ('"""A thing."""', '"""A thing."""\n    print("x")'),
        ('"""A thing."""', '"""A thing."""  # type: ignore'),
        ("from ..types", "# ruff: noqa\nfrom ..types"),
        ("from ..types", "# harmless\nfrom ..types"),
        ("from ..types", "import os\nfrom ..types"),
        ("from ..types", "from os import system\nfrom ..types"),
        ("from ..types", "from typing import get_type_hints\nfrom ..types"),
        ("from ..types", "import httpx\nfrom ..types"),
        ("from ..types", "from builtins import eval as cast\nfrom ..types"),
        ("= UNSET", "= UNSET or exec('x')"),
        ("= UNSET", "= (lambda: 1)()"),
        ("= UNSET", "= [x for x in ()]"),
        ("= UNSET", "= f'{1 + 1}'"),
        ("factory=dict", "factory=eval"),
        ("float | Unset", "float | exec('x')"),
        ("float | Unset", "'exec(1)'"),
        ("float | Unset", "list['exec(1)']"),
        ("float | Unset", "().__class__"),
        ("@_attrs_define", "@print"),
        ("@_attrs_define", "@_attrs_define\n@exec"),
        ("class Thing:", "class Thing(metaclass=exec):"),
        ("class Thing:", "class Thing(exec('x')):"),
        ("def to_dict(self)", "def to_dict(self, x=exec('x'))"),
        ("return field_dict", "return eval('1')"),
        ("return field_dict", "return open('x')"),
        ("return field_dict", "return self.__class__.__mro__"),
        ("return field_dict", "return getattr(self, 'x')"),
        ("return field_dict", "return globals()"),
        ("return field_dict", "return (lambda: 1)()"),
        ("return field_dict", "return [] and (yield)"),
        ("return field_dict", "global T\n        return field_dict"),
        ("return field_dict", "while True: pass"),
        ("return field_dict", "with self: pass"),
        ("return field_dict", "return f'{self.name!r}'"),
        ("return field_dict", "return '{x.__class__}'.format(x=1)"),
        ("return field_dict", "return '{x!r}'.format(x=1)"),
        ("return field_dict", "return '{0}'.format(1)"),
        ("return field_dict", "return self.name.format(x=1)"),
        ("return field_dict", "return json.loads('x')"),
        ("T = TypeVar", "T.x = 1\nT = TypeVar"),
        ("T = TypeVar", "__builtins__ = {}\nT = TypeVar"),
        ("T = TypeVar", "if 1 > 0:\n    T = 1\nT = TypeVar"),
        ("T = TypeVar", "for x in (): pass\nT = TypeVar"),
        ("T = TypeVar", "assert True\nT = TypeVar"),
        ("T = TypeVar", "T = ().x()\nT = TypeVar"),
        ("A thing.", "A \u202e thing."),
        ("A thing.", "A \x0c thing."),
        ("A thing.", "A \u2028 thing."),
        ('"""A thing."""', '"""A thing.""'),
        ('"""A thing."""', "\x00"),
    ],
)
def test_what_no_client_needs_is_named(old: str, new: str) -> None:
    assert old in MODEL
    assert found(MODEL.replace(old, new, 1))


def test_the_builtins_of_one_module_are_not_those_of_all() -> None:
    source = "import builtins\n\n\ndef find(name: str) -> builtins.list[str]:\n    return getattr(globals(), name)\n"
    assert found(source, "models/__init__.py") == []
    assert found(source, "facade.py")


def test_a_strange_module_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "thing.py").write_text('"""A thing."""\n\nimport os\n', "utf-8")
    with pytest.raises(GenerationError, match=r"models/thing\.py, line 3, would hold the import 'import os'"):
        refuse_strange(tmp_path)


def test_a_source_that_is_no_text_is_refused() -> None:
    assert [what for _, what in strange("facade.py", b"# -*- coding: utf-7 -*-\n\xff")] == [
        "something that is not Python"
    ]
