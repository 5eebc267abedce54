from pathlib import Path

import pytest

from signoff_contract.description import DescriptionError
from signoff_contract.description.source import escape, read_source, unescape


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_values_are_those_of_yaml_1_2(tmp_path: Path) -> None:
    source = read_source(
        write(tmp_path, "a: no\nb: 2023-06-15\nc: 010\nd: 1_000\ne: 12:30\nf: true\ng: 3\nh: 1.5\ni: ~\nj: 1e3\n")
    )
    assert source.value == {
        "a": "no",
        "b": "2023-06-15",
        "c": "010",
        "d": "1_000",
        "e": "12:30",
        "f": True,
        "g": 3,
        "h": 1.5,
        "i": None,
        "j": 1000.0,
    }


def test_every_pointer_has_the_line_of_its_key(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, "a:\n  /b/{c}:\n    - x\n    - y: 1\n"))
    lines = {pointer: place.line for pointer, place in source.places.items()}
    assert lines == {"": 1, "/a": 1, "/a/~1b~1{c}": 2, "/a/~1b~1{c}/0": 3, "/a/~1b~1{c}/1": 4, "/a/~1b~1{c}/1/y": 4}


@pytest.mark.parametrize("token", ["a/b", "a~b", "~1", "/~0", ""])
def test_pointer_tokens_survive_escaping(token: str) -> None:
    assert unescape(escape(token)) == token
    assert "/" not in escape(token)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "a.yaml:2: the key 'a' stands here twice"),
        ("a: [1\n", "not YAML"),
        ("", "is empty"),
        (b"a: \xff\n", "not YAML"),
        ("? [x]\n: 1\n", "a key must be a plain word"),
        ("a: &x\n  b: *x\n", "contains itself"),
        ("a: !!python/name:os.system x\n", "not YAML"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(DescriptionError, match=r"a\.yaml") as caught:
        read_source(write(tmp_path, text))
    assert message in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DescriptionError, match=r"nothing\.yaml: No such file"):
        read_source(tmp_path / "nothing.yaml")
