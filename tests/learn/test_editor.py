"""Edits of hand-written YAML: what is not edited stays as it is, to the byte."""

import pytest
import yaml

from signoff_contract.learn.editor import EditError, Editor, scalar

TEXT = """\
# top
block: # behind
  first: 1
  'quoted': two # a remark

  # before the last
  last:
    deep: {a: x, b: [c, d]}
# after
flow: {one: 1, two: {three: 3}}
list:
  - a
  - b # of b
text: >-
  folded
  text

empty: {}
words: [x]
"""


def edited(change: str, *arguments: object, text: str = TEXT) -> str:
    editor = Editor(text)
    getattr(editor, change)(*arguments)
    result = editor.result()
    yaml.safe_load(result)
    return result


@pytest.mark.parametrize(
    ("change", "arguments", "before", "after"),
    [
        ("rename_key", ("/block/first", "other"), "  first: 1", "  other: 1"),
        ("rename_key", ("/block/quoted", "other"), "  'quoted': two # a remark", "  'other': two # a remark"),
        ("rename_key", ("/flow/two/three", "a b"), "{three: 3}", "{'a b': 3}"),
        ("replace", ("/block/last/deep/b", "[e]"), "b: [c, d]", "b: [e]"),
        ("replace", ("/block/last", "{deep: 1}"), "\n    deep: {a: x, b: [c, d]}\n", "\n    {deep: 1}\n"),
        ("replace", ("/text", "plain"), ">-\n  folded\n  text\n", "plain\n"),
        ("add_member", ("/block", "new", ["1"]), "b: [c, d]}\n", "b: [c, d]}\n  new: 1\n"),
        ("add_member", ("/block/last", "new", ["1"]), "b: [c, d]}\n", "b: [c, d]}\n    new: 1\n"),
        (
            "add_member",
            ("/block/last", "new", ["a: 1", "b:", "  c: 2"]),
            "d]}\n",
            "d]}\n    new:\n      a: 1\n      b:\n        c: 2\n",
        ),
        ("add_member", ("/flow", "new", ["1"]), "{three: 3}}", "{three: 3}, new: 1}"),
        ("add_member", ("/empty", "404", ["1"]), "empty: {}", "empty: {'404': 1}"),
        ("add_member", ("", "new", ["1"]), "words: [x]\n", "words: [x]\nnew: 1\n"),
        ("add_item", ("/list", "c"), "  - b # of b\n", "  - b # of b\n  - c\n"),
        ("add_item", ("/block/last/deep/b", "e"), "[c, d]", "[c, d, e]"),
        ("remove_item", ("/list", "b"), "  - b # of b\n", ""),
        ("remove_item", ("/block/last/deep/b", "c"), "[c, d]", "[d]"),
        ("remove_item", ("/block/last/deep/b", "d"), "[c, d]", "[c]"),
        ("remove_member", ("/block/quoted",), "  'quoted': two # a remark\n", ""),
        ("remove_member", ("/flow/one",), "{one: 1, two", "{two"),
        ("remove_member", ("/block/last/deep/b",), "{a: x, b: [c, d]}", "{a: x}"),
        ("replace_item", ("/list", "a", "'no'"), "  - a\n", "  - '''no'''\n"),
    ],
)
def test_an_edit_changes_that_and_nothing_else(
    change: str, arguments: tuple[object, ...], before: str, after: str
) -> None:
    assert TEXT.count(before) == 1
    assert edited(change, *arguments) == TEXT.replace(before, after)


def test_several_edits_at_one_place_keep_their_order_and_the_deeper_goes_first() -> None:
    editor = Editor(TEXT)
    editor.add_member("/block", "second", ["2"])
    editor.add_member("/block/last", "inner", ["1"])
    editor.add_member("/block", "third", ["3"])
    assert "d]}\n    inner: 1\n  second: 2\n  third: 3\n# after" in editor.result()


def test_parts_of_what_is_not_there_yet_are_put_together() -> None:
    editor = Editor(TEXT)
    editor.add_within("/block", "headers", "{}", "a: 1")
    editor.add_within("/block", "headers", "{}", "b: 2")
    editor.add_within("/block", "rows", "[]", "x")
    editor.add_within("/flow", "two", "{}", "four: 4")
    mark = editor.mark()
    editor.add_within("/block", "headers", "{}", "c: 3")
    editor.back_to(mark)
    result = editor.result()
    assert "\n  headers: {a: 1, b: 2}\n  rows: [x]\n# after" in result
    assert "two: {three: 3, four: 4}" in result


def test_a_member_is_added_once() -> None:
    editor = Editor(TEXT)
    with pytest.raises(EditError, match="has a member first"):
        editor.add_member("/block", "first", ["1"])
    editor.add_member("/block", "new", ["1"])
    with pytest.raises(EditError, match="has a member new"):
        editor.add_member("/block", "new", ["2"])
    for taken in ("last", "new"):
        with pytest.raises(EditError, match="has a member"):
            editor.rename_key("/block/first", taken)


def test_positions_count_characters_whatever_they_are() -> None:
    assert edited("rename_key", ("/b"), "c", text="a: å€😀\nb: 1\n") == "a: å€😀\nc: 1\n"


def test_what_stands_behind_an_anchor_is_left_alone() -> None:
    text = "a: &one\n  b: {c: 1}\nd: *one\ne:\n  f: 1\n"
    editor = Editor(text)
    for change, arguments in (
        ("add_member", ("/a", "x", ["1"])),
        ("add_member", ("/d", "x", ["1"])),
        ("replace", ("/d/b/c", "2")),
        ("rename_key", ("/a/b", "x")),
        ("remove_member", ("/a/b",)),
        ("add_within", ("/d", "x", "{}", "y: 1")),
    ):
        with pytest.raises(EditError, match=r"anchor|all there is"):
            getattr(editor, change)(*arguments)
    editor.rename_key("/d", "other")
    assert editor.result() == text.replace("d: *one", "other: *one")
    assert edited("add_member", "/a", "x", ["1"], text="a: &one\n  b: 1\n") == "a: &one\n  b: 1\n  x: 1\n"


def test_the_first_member_of_an_item_leaves_its_dash() -> None:
    text = "a:\n  - b: [x]\n    c: 1\n  - d: 1\n    e: 1\n"
    assert edited("remove_member", "/a/0/b", text=text) == text.replace("b: [x]\n    ", "")
    assert edited("remove_member", "/a/1/e", text=text) == text.replace("    e: 1\n", "")
    assert edited("add_member", "/a/0", "f", ["1"], text=text) == text.replace("    c: 1\n", "    c: 1\n    f: 1\n")


def test_line_ends_of_windows_stay() -> None:
    assert edited("add_member", "/a", "c", ["1"], text="a:\r\n  b: 1\r\n") == "a:\r\n  b: 1\r\n  c: 1\r\n"


def test_a_last_line_without_an_end() -> None:
    assert edited("add_member", "/a", "c", ["1"], text="a:\n  b: 1") == "a:\n  b: 1\n  c: 1"


def test_what_cannot_be_edited_is_said() -> None:
    editor = Editor(TEXT)
    for change, arguments in (
        ("replace", ("/none", "x")),
        ("rename_key", ("/none", "x")),
        ("rename_key", ("/list/0", "x")),
        ("add_member", ("/list", "x", ["1"])),
        ("add_member", ("/flow", "x", ["a: 1", "b: 2"])),
        ("add_item", ("/flow", "x")),
        ("remove_item", ("/words", "x")),
        ("remove_item", ("/list", "x")),
        ("remove_member", ("/text/none",)),
    ):
        with pytest.raises(EditError):
            getattr(editor, change)(*arguments)
    assert not editor.is_changed


def test_two_edits_of_the_same_text_are_refused_and_can_be_taken_back() -> None:
    editor = Editor(TEXT)
    editor.replace("/block/first", "2")
    mark = editor.mark()
    editor.replace("/list/0", "z")
    with pytest.raises(EditError, match="another edit"):
        editor.replace("/block", "gone")
    editor.back_to(mark)
    assert editor.result() == TEXT.replace("first: 1", "first: 2")


@pytest.mark.parametrize("text", ["no", "true", "12", "a: b", "it's", "", "a #b", "- a", "200"])
def test_a_text_is_read_as_itself(text: str) -> None:
    assert yaml.safe_load(f"a: {scalar(text)}") == {"a": text}
