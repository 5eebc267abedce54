"""The short reading gives what the long one gives, or none."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from signoff_contract.description import DescriptionError, core_yaml, descriptions_root, load, source
from signoff_contract.description.core_yaml import Surprise, read_at_once
from signoff_contract.description.source import read_source

ROOT = Path(__file__).parents[2]
FILES = sorted(
    [*descriptions_root().glob("*/*.yaml"), *(ROOT / "contract_tests").glob("signoff_partners/*/mock/*.yaml")]
)


def read_the_long_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> source.Source:
    def surprised(content: bytes) -> Any:
        raise Surprise

    with monkeypatch.context() as patch:
        patch.setattr(source, "read_at_once", surprised)
        return read_source(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_is_read_at_once_to_the_same_value(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    value = read_at_once(path.read_bytes())
    # Not `==`: 1, 1.0 and true are equal.
    assert repr(value) == repr(read_the_long_way(path, monkeypatch).value)


SCALARS = st.sampled_from(
    [
        "~",
        "null",
        "Null",
        "NULL",
        "nulls",
        "true",
        "True",
        "yes",
        "no",
        "on",
        "0",
        "-1",
        "+7",
        "010",
        "0x1F",
        "0b1",
        "0o7",
        "1_000",
        "12:30",
        "1.5",
        "-.5",
        "5.",
        ".5e3",
        "1e3",
        "1E-2",
        ".inf",
        ".nan",
        "2023-06-15",
        "=",
        "<<",
        "''",
        "'true'",
        '"1"',
        '"\\u00e9"',
        "a",
        "a:b",
        "#c",
        "!!str",
        "!x",
        "&",
        "*",
        "*a",
        "&a",
        "@",
        "-",
        "?",
        "|",
    ]
)
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(SCALARS, inner), max_size=3).map(
            lambda pairs: f"{{{', '.join(f'{name}: {value}' for name, value in pairs)}}}"
        ),
        st.tuples(st.sampled_from("ab"), inner).map(lambda pair: f"&{pair[0]} {pair[1]}"),
    ),
    max_leaves=8,
)


@given(st.lists(st.tuples(SCALARS, DOCUMENTS), min_size=1, max_size=4))
def test_read_at_once_or_the_long_way_it_is_the_same(pairs: list[tuple[str, str]]) -> None:
    text = "".join(f"{name}: {value}\n" for name, value in pairs).encode()
    try:
        value = read_at_once(text)
    except Surprise:
        return
    long, _ = source._read(Path("a.yaml"), text)
    assert repr(value) == repr(long)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: [1\n",
        "a: 1\na: 2\n",
        "? [x]\n: 1\n",
        "a: &x\n  b: *x\n",
        "a: *b\n",
        "a: &x 1\nb: &x 2\n",
        "a: !!python/name:os.system x\n",
        "a: !!set {b}\n",
        "--- 1\n--- 2\n",
        "[" * 65 + "]" * 65,
    ],
)
def test_what_is_out_of_the_ordinary_is_read_the_long_way(text: str) -> None:
    with pytest.raises(Surprise):
        read_at_once(text.encode())


def test_an_alias_is_the_value_that_its_anchor_has() -> None:
    value = read_at_once(b"a: &x {b: [1]}\nc: *x\n")
    assert value == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert value["a"] is value["c"]


def test_aliases_that_come_to_very_much_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"a: &x [1, 2, 3]\nb: [*x, *x, *x]\n"
    assert read_at_once(text) == {"a": [1, 2, 3], "b": [[1, 2, 3]] * 3}
    monkeypatch.setattr(core_yaml, "MOST_VALUES", 16)
    with pytest.raises(Surprise):
        read_at_once(text)


def test_lines_are_looked_for_when_somebody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> Any:
        raise AssertionError("nobody asked for a line")

    with monkeypatch.context() as patch:
        patch.setattr(source, "_read", never)
        descriptions = [load(partner) for partner in ("siesmart", "simutek", "smartbusiness")]
    for description in descriptions:
        for operation in description:
            place = description.place(operation.pointer)
            line = place.file.read_text("utf-8").splitlines()[place.line - 1]
            assert operation.method.lower() in line or "$ref" in line or operation.path in line


def test_a_fault_beside_a_line_that_is_asked_for_later_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text("paths:\n  /a: {$ref: 'b.yaml#/nothing'}\n")
    (tmp_path / "b.yaml").write_text("{}\n")
    from signoff_contract.description import load_file

    with pytest.raises(DescriptionError, match=r"openapi\.yaml:2: 'b\.yaml#/nothing' names nothing"):
        load_file(path)
