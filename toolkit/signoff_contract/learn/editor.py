"""Edits a hand-written YAML file at the places of its nodes: comments, order and layout stay as they are."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import yaml
from attrs import define, field, frozen

from signoff_contract.description.source import escape

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_PLAIN = re.compile(r"^[A-Za-z_/$][A-Za-z0-9_/.{}$-]*$")
_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


class EditError(Exception):
    """The text cannot be edited there; the message says why."""


@frozen
class Edit:
    """Characters `start` to `end` give way to `text`. Of added lines at one place, those that are indented more go first."""

    start: int
    end: int
    text: str
    indent: int = 0


@define(eq=False)
class Editor:
    """One file. Pointers are those inside the file; positions count characters of the text before any edit."""

    text: str
    _nodes: dict[str, tuple[yaml.Node | None, yaml.Node]] = field(factory=dict, init=False)
    _seen: set[int] = field(factory=set, init=False)
    _shared: set[int] = field(factory=set, init=False)
    _edits: list[Edit] = field(factory=list, init=False)
    _keys: list[tuple[str, str]] = field(factory=list, init=False)
    _new: list[tuple[str, str, str, str]] = field(factory=list, init=False)
    """Parts of mappings and lists that are not there yet: of what, its name, its brackets, the part."""

    def __attrs_post_init__(self) -> None:
        root = yaml.compose(self.text, Loader=_Loader)
        if root is not None:
            self._index(root, "", None)

    def _index(self, node: yaml.Node, pointer: str, key: yaml.Node | None) -> None:
        self._nodes[pointer] = (key, node)
        # A node that is met again stands behind an anchor: an edit would change all places that use it.
        (self._shared if id(node) in self._seen else self._seen).add(id(node))
        if isinstance(node, yaml.MappingNode):
            for inner_key, value in node.value:
                self._index(value, f"{pointer}/{escape(str(inner_key.value))}", inner_key)
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                self._index(value, f"{pointer}/{index}", None)

    def has(self, pointer: str) -> bool:
        """Whether there is a node."""
        return pointer in self._nodes

    def is_flow(self, pointer: str) -> bool:
        """Whether a mapping or list is written in braces or brackets."""
        return bool(getattr(self._node(pointer), "flow_style", False))

    def rename_key(self, pointer: str, name: str, together: Collection[str] = ()) -> None:
        """Another key in the place of the one that the pointer ends with; quotes stay.

        `together` are the pointers of all that are renamed alike: where an anchor is used by these alone, it is edited.
        """
        key, _ = self._nodes.get(pointer, (None, None))
        if key is None:
            raise EditError(f"{pointer} is no member")
        owner = pointer.rpartition("/")[0]
        same = {other for other, (each, _) in self._nodes.items() if each is key} if together else set()
        if not same or not same <= set(together):
            self._node(owner)
        if self.has(f"{owner}/{escape(name)}") or (owner, name) in self._keys:
            raise EditError(f"{owner} has a member {name}")
        self._keys.append((owner, name))
        start, end = key.start_mark.index, key.end_mark.index
        quote = self.text[start] if self.text[start] in "'\"" else ""
        self._add(start, end, f"{quote}{name}{quote}" if quote else scalar(name))

    def value(self, pointer: str) -> Any:
        """The value of a node as it was before any edit. Raises EditError for one that anchors or aliases are in."""
        node = self._node(pointer)
        start, end = node.start_mark.index, self._content_end(node)
        try:
            return yaml.load(" " * node.start_mark.column + self.text[start:end], Loader=_Loader)  # noqa: S506 - safe
        except yaml.YAMLError as error:
            raise EditError(f"{pointer} cannot be taken out of where it stands") from error

    def replace(self, pointer: str, text: str) -> None:
        """Another value, given as YAML text that fits where it stands; a block gives way as a whole."""
        node = self._node(pointer)
        self._add(node.start_mark.index, self._content_end(node), text)

    def add_member(self, pointer: str, name: str, lines: list[str]) -> None:
        """One more member at the end of a mapping.

        `lines` is its value: one line is written behind the name, several below it, indented by what they have
        themselves. In a mapping in braces only one line fits. Raises EditError for another kind of node.
        """
        node = self._node(pointer)
        if not isinstance(node, yaml.MappingNode):
            raise EditError(f"{pointer} is no mapping")
        if self.has(f"{pointer}/{escape(name)}") or (pointer, name) in self._keys:
            raise EditError(f"{pointer} has a member {name}")
        if node.flow_style and len(lines) > 1:
            raise EditError(f"{pointer} is written in braces; several lines do not fit")
        self._keys.append((pointer, name))
        if node.flow_style:
            last = self._content_end(node.value[-1][1]) if node.value else node.start_mark.index + 1
            self._add(last, last, f"{', ' if node.value else ''}{scalar(name)}: {lines[0]}")
            return
        indent = " " * node.value[0][0].start_mark.column
        below = "".join(f"\n{indent}  {line}" for line in lines) if len(lines) > 1 else f" {lines[0]}"
        self._add_line(node, f"{scalar(name)}:{below}")

    def add_within(self, pointer: str, container: str, brackets: str, text: str) -> None:
        """One more part of the mapping (`{}`) or list (`[]`) `container` of a mapping, which is made where there is none.

        `text` is a member with its name, or an item. Raises EditError for another kind of node.
        """
        inside = f"{pointer}/{escape(container)}"
        if not self.has(inside):
            self._node(pointer)
            self._new.append((pointer, container, brackets, text))
        elif brackets == "[]":
            self.add_item(inside, text)
        else:
            name, _, value = text.partition(": ")
            self.add_member(inside, name, [value])

    def add_item(self, pointer: str, text: str) -> None:
        """One more item at the end of a list. Raises EditError for another kind of node."""
        node = self._node(pointer)
        if not isinstance(node, yaml.SequenceNode):
            raise EditError(f"{pointer} is no list")
        if node.flow_style:
            last = self._content_end(node.value[-1]) if node.value else node.start_mark.index + 1
            self._add(last, last, f"{', ' if node.value else ''}{text}")
            return
        self._add_line(node, f"- {text}")

    def remove_item(self, pointer: str, value: str) -> None:
        """The list without one of its texts. Raises EditError when it has no such text or would become empty."""
        node = self._node(pointer)
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        position = next((index for index, item in enumerate(items) if item.value == value), None)
        if position is None or len(items) == 1:
            raise EditError(f"{pointer} would be empty, or has no {value}")
        item = items[position]
        if self.is_flow(pointer):
            if position:
                self._add(items[position - 1].end_mark.index, item.end_mark.index, "")
            else:
                self._add(item.start_mark.index, items[1].start_mark.index, "")
            return
        start = self.text.rindex("\n", 0, item.start_mark.index) + 1
        self._add(start, self._line_end(item.end_mark.index) + 1, "")

    def remove_member(self, pointer: str) -> None:
        """The mapping without the member that the pointer ends with. Raises EditError when nothing else is in it."""
        key, node = self._nodes.get(pointer, (None, None))
        owner = self._node(pointer.rpartition("/")[0])
        if key is None or node is None or len(owner.value) == 1:
            raise EditError(f"{pointer} is all there is")
        position = next(index for index, (each, _) in enumerate(owner.value) if each is key)
        start = self.text.rfind("\n", 0, key.start_mark.index) + 1
        if not self.is_flow(pointer.rpartition("/")[0]) and not self.text[start : key.start_mark.index].strip():
            self._add(start, self._line_end(self._content_end(node)) + 1, "")
        elif position:
            self._add(self._content_end(owner.value[position - 1][1]), self._content_end(node), "")
        else:
            self._add(key.start_mark.index, owner.value[1][0].start_mark.index, "")

    def replace_item(self, pointer: str, value: str, name: str) -> None:
        """Another text in the place of one of a list's."""
        node = self._node(pointer)
        for index, item in enumerate(node.value if isinstance(node, yaml.SequenceNode) else ()):
            if item.value == value:
                self.replace(f"{pointer}/{index}", scalar(name))

    def _node(self, pointer: str) -> yaml.Node:
        if pointer not in self._nodes:
            raise EditError(f"{pointer} is not in the file")
        above = pointer
        while above:
            if id(self._nodes[above][1]) in self._shared:
                raise EditError(f"{pointer} stands behind an anchor that other places use too")
            above = above.rpartition("/")[0]
        return self._nodes[pointer][1]

    def _add_line(self, node: yaml.Node, line: str) -> None:
        end = self._line_end(self._content_end(node))
        first = node.value[0][0] if isinstance(node, yaml.MappingNode) else node
        column = first.start_mark.column
        self._add(end, end, f"\n{' ' * column}{line}", column)

    def _line_end(self, index: int) -> int:
        found = self.text.find("\n", index)
        end = len(self.text) if found < 0 else found
        return end - 1 if end and self.text[end - 1] == "\r" else end

    def _content_end(self, node: yaml.Node) -> int:
        """Where the last written character of a node ends; a block's own end lies behind the comments after it."""
        if getattr(node, "flow_style", True) and not _is_block_text(node):
            return int(node.end_mark.index)
        last = node
        while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
            last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
        end = int(last.end_mark.index)
        if _is_block_text(last):
            end = last.start_mark.index + len(self.text[last.start_mark.index : end].rstrip())
        return end

    def _add(self, start: int, end: int, text: str, indent: int = 0) -> None:
        edit = Edit(start, end, text, indent)
        if edit in self._edits:
            return
        for other in self._edits:
            if start < other.end and other.start < end:
                raise EditError("another edit changes the same text")
        self._edits.append(edit)

    @property
    def is_changed(self) -> bool:
        return bool(self._edits or self._new)

    def mark(self) -> tuple[int, int, int]:
        """How far the edits have come, for `back_to`."""
        return len(self._edits), len(self._keys), len(self._new)

    def back_to(self, mark: tuple[int, int, int]) -> None:
        """Forgets the edits made since `mark`."""
        for made, length in zip((self._edits, self._keys, self._new), mark, strict=True):
            del made[length:]  # type: ignore[attr-defined]

    def result(self) -> str:
        """The text with all edits; what was added at one place stands there in the order in which it was added."""
        made = dict.fromkeys((pointer, container, brackets) for pointer, container, brackets, _ in self._new)
        for pointer, container, brackets in made:
            inside = [text for *of, text in self._new if tuple(of) == (pointer, container, brackets)]
            self.add_member(pointer, container, [f"{brackets[0]}{', '.join(dict.fromkeys(inside))}{brackets[1]}"])
        self._new.clear()
        parts: list[str] = []
        position = 0
        for edit in sorted(self._edits, key=lambda edit: (edit.start, edit.end, -edit.indent)):
            parts += (self.text[position : edit.start], edit.text)
            position = edit.end
        newline = "\r\n" if "\r\n" in self.text else "\n"
        inserted = [part.replace("\n", newline) if index % 2 else part for index, part in enumerate(parts)]
        return "".join((*inserted, self.text[position:]))


def _is_block_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}


def scalar(text: str) -> str:
    """A text as YAML writes it, in quotes where it would be read as something else."""
    if _PLAIN.match(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    return "'" + text.replace("'", "''") + "'"


def flow(value: Any, more: Mapping[str, str], without: tuple[str, ...] = ()) -> str:
    """A mapping in braces, in one line; `more` are members that are added."""
    kept = {name: inner for name, inner in value.items() if name not in without}
    text: str = yaml.safe_dump(
        {**kept, **more}, default_flow_style=True, sort_keys=False, width=10**6, allow_unicode=True
    )
    return text.strip()


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text with their ends; only line feeds divide, as in a patch."""
    yield from re.findall(r"[^\n]*\n|[^\n]+$", text)
