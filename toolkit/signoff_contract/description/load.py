"""Reads `openapi/<partner>/openapi.yaml` into a Description. The only reader of it."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .bundle import bundle
from .errors import DescriptionError
from .folders import DESCRIPTION, partner_folder
from .model import METHODS, Body, Description, Header, Operation, Parameter, Provenance, Response
from .source import Place, escape


def load(partner: str, root: Path | None = None) -> Description:
    """The description of one partner.

    Raises DescriptionError when there is none, or when it cannot be read; the message says which
    partners there are.
    """
    return load_file(partner_folder(partner, root) / DESCRIPTION, partner)


def load_file(path: Path, partner: str | None = None) -> Description:
    """The description in one file; the partner's name is its folder's unless given."""
    bundled = bundle(path)
    digest = hashlib.sha256()
    for text in bundled.sources.values():
        digest.update(text)
    description = Description(
        partner=partner or path.resolve().parent.name,
        path=path,
        document=bundled.document,
        operations=(),
        digest=digest.hexdigest(),
        sources=bundled.sources,
        places=bundled.places,
    )
    description.operations = tuple(_operations(description))
    return description


def _fail(place: Place, message: str) -> DescriptionError:
    return DescriptionError(f"{place}: {message}")


def _mapping(description: Description, value: Any, pointer: str, what: str) -> Mapping[str, Any]:
    try:
        found = description.deref(value)
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise _fail(description.place(pointer), f"the reference {value['$ref']!r} names nothing") from error
    if not isinstance(found, Mapping):
        raise _fail(description.place(pointer), f"{what} is a mapping")
    return found


def provenance_of(element: Mapping[str, Any], inherited: Provenance | None) -> Provenance | None:
    """The provenance an element states itself, or else the one of what encloses it."""
    stated = element.get("x-provenance")
    if isinstance(stated, Mapping):
        return Provenance(str(stated.get("confidence", "")), str(stated.get("source", "")))
    return inherited


def _operations(description: Description) -> Iterator[Operation]:
    document = description.document
    whole = provenance_of(document, None)
    for path, raw_item in (document.get("paths") or {}).items():
        pointer = f"/paths/{escape(path)}"
        item = _mapping(description, raw_item, pointer, "a path item")
        of_item = provenance_of(item, whole)
        for method in METHODS:
            if method in item:
                raw = _mapping(description, item[method], f"{pointer}/{method}", "an operation")
                yield _operation(description, path, method, item, raw, of_item)


def _operation(
    description: Description,
    path: str,
    method: str,
    item: Mapping[str, Any],
    raw: Mapping[str, Any],
    inherited: Provenance | None,
) -> Operation:
    pointer = f"/paths/{escape(path)}/{method}"
    own = provenance_of(raw, inherited)
    parameters: dict[tuple[str, str], Parameter] = {}
    for parameter in (
        *_parameters(description, item.get("parameters"), f"/paths/{escape(path)}/parameters", own),
        *_parameters(description, raw.get("parameters"), f"{pointer}/parameters", own),
    ):
        parameters[parameter.location, parameter.name] = parameter
    body = _mapping(description, raw.get("requestBody") or {}, f"{pointer}/requestBody", "a request body")
    responses = raw.get("responses") or {}
    security = raw.get("security", description.document.get("security", ()))
    tags = raw.get("tags") or [""]
    return Operation(
        id=str(raw.get("operationId", "")),
        method=method.upper(),
        path=path,
        tag=str(tags[0]),
        summary=str(raw.get("summary", "")),
        description=str(raw.get("description", "")),
        parameters=tuple(parameters.values()),
        bodies=tuple(_bodies(description, body.get("content"), f"{pointer}/requestBody/content")),
        body_required=bool(body.get("required", False)),
        responses=tuple(
            _response(description, str(status), value, f"{pointer}/responses/{escape(str(status))}", own)
            for status, value in responses.items()
        ),
        security=tuple(security),
        provenance=own,
        pointer=pointer,
        extensions={name: value for name, value in raw.items() if name.startswith("x-")},
    )


def _parameters(description: Description, raw: Any, pointer: str, inherited: Provenance | None) -> Iterator[Parameter]:
    for index, entry in enumerate(raw or ()):
        value = _mapping(description, entry, f"{pointer}/{index}", "a parameter")
        yield Parameter(
            name=str(value.get("name", "")),
            location=str(value.get("in", "")),
            required=bool(value.get("required", False)),
            schema=value.get("schema") or {},
            provenance=provenance_of(value, inherited),
            description=str(value.get("description", "")),
        )


def _bodies(description: Description, raw: Any, pointer: str) -> Iterator[Body]:
    for media_type, entry in (raw or {}).items():
        value = _mapping(description, entry, f"{pointer}/{escape(media_type)}", "a media type")
        example = value.get("example")
        if example is None and value.get("examples"):
            first = _mapping(description, next(iter(value["examples"].values())), pointer, "an example")
            example = first.get("value")
        yield Body(str(media_type), value.get("schema"), example)


def _response(description: Description, status: str, raw: Any, pointer: str, inherited: Provenance | None) -> Response:
    value = _mapping(description, raw, pointer, "a response")
    own = provenance_of(value, inherited)
    headers = []
    for name, entry in (value.get("headers") or {}).items():
        header = _mapping(description, entry, f"{pointer}/headers/{escape(name)}", "a header")
        headers.append(
            Header(
                name=str(name),
                required=bool(header.get("required", False)),
                schema=header.get("schema") or {},
                provenance=provenance_of(header, own),
            )
        )
    return Response(
        status=status,
        description=str(value.get("description", "")),
        headers=tuple(headers),
        bodies=tuple(_bodies(description, value.get("content"), f"{pointer}/content")),
        provenance=own,
        body_optional=value.get("x-body") == "optional",
    )
