"""What the modules of a generated client may consist of. Whatever is not listed here is refused."""

from collections.abc import Mapping

NODES_AT_IMPORT = frozenset(
    {"Attribute", "BinOp", "BitOr", "Constant", "Dict", "List", "Load", "Name", "Set", "Subscript", "Tuple"}
    | {"UnaryOp", "USub", "keyword"}
)
"""Expressions that may be evaluated while a module is imported."""

NODES = NODES_AT_IMPORT | frozenset(
    {"AnnAssign", "Assign", "AsyncFunctionDef", "ClassDef", "Delete", "ExceptHandler", "Expr", "For", "FunctionDef"}
    | {"If", "Import", "ImportFrom", "Module", "Pass", "Raise", "Return", "Try"}
    | {"Await", "BoolOp", "Call", "Compare", "DictComp", "FormattedValue", "IfExp", "JoinedStr", "Starred"}
    | {"And", "Or", "Eq", "In", "Is", "IsNot", "LtE", "Not", "NotEq"}
    | {"Del", "Store", "alias", "arg", "arguments", "comprehension"}
)
"""Constructs of any place."""

IMPORTS: Mapping[str, frozenset[str]] = {
    "__future__": frozenset({"annotations"}),
    "attrs": frozenset({"define", "evolve", "field"}),
    "collections.abc": frozenset({"Mapping", "MutableMapping"}),
    "enum": frozenset({"IntEnum", "StrEnum"}),
    "http": frozenset({"HTTPStatus"}),
    "importlib": frozenset({"import_module"}),
    "io": frozenset({"BytesIO"}),
    "signoff._calls": frozenset({"AsyncCaller", "CallOptions", "Caller", "Operation", "arguments_of"}),
    "signoff._reading": frozenset({"reading"}),
    "signoff.values": frozenset({"UNSET", "Unset"}),
    "signoff.versions": frozenset({"Result", "VersionLike", "Versioned", "entity_tag"}),
    "typing": frozenset(
        {"Any", "BinaryIO", "Generator", "Generic", "IO", "Literal", "Self", "TYPE_CHECKING", "TextIO", "TypeVar"}
        | {"cast"}
    ),
    "urllib.parse": frozenset({"quote"}),
    "uuid": frozenset({"UUID"}),
}
"""What may be imported from outside of the package, by module."""

PLAIN_IMPORTS = frozenset(
    {("builtins", None), ("datetime", None), ("httpx2", "httpx"), ("json", None), ("ssl", None), ("types", None)}
)
"""Modules that may be imported as a whole, with the name that they get."""

BUILTINS = frozenset(
    {"AttributeError", "Exception", "False", "KeyError", "None", "NotImplemented", "True", "TypeError", "ValueError"}
    | {"bool", "bytes", "classmethod", "dict", "float", "frozenset", "id", "int", "isinstance", "list", "object"}
    | {"property", "range", "set", "str", "tuple", "type"}
)
"""Builtins that may be named."""

OF_THE_CLIENT = frozenset({"super"})
OF_THE_INDEX = frozenset({"getattr", "globals", "sorted"})
"""Builtins that one module needs beside them: it has no text of the description in it."""

CALLED_AT_IMPORT = frozenset({"Operation", "TypeVar", "Unset", "_attrs_field", "field", "frozenset", "range"})
"""What may be called while a module is imported."""

DECORATORS = frozenset({"_attrs_define", "classmethod", "define", "property"})

SPECIAL_METHODS = frozenset({"__aenter__", "__aexit__", "__enter__", "__exit__", "__init__"})

METHODS = frozenset(
    {"AsyncClient", "Client", "UnexpectedStatus", "get_async_httpx_client", "get_httpx_client", "request"}
    | {"append", "decode", "dumps", "encode", "format", "get", "items", "keys", "pop", "update"}
    | {"from_dict", "fromisoformat", "isoformat", "json", "to_dict", "to_multipart", "to_tuple"}
    | {"_get_kwargs", "_parse_response", "content", "nothing", "result", "versioned"}
    | SPECIAL_METHODS
)
"""Methods that may be called on whatever it is."""

COMMENTS = frozenset(
    {
        "# noqa: E402",
        "# noqa: PLC0415",
        "# The types that `httpx.Client(files=)` can accept, copied from that library.",
        "# (filename, file (or bytes), content_type)",
        "# (filename, file (or bytes), content_type, headers)",
    }
)
"""Comments of the generator's templates."""
