"""Writes HTTP archives (HAR 1.2), which browsers and most HTTP tools can open, of recorded exchanges in their record's form.

Members that begin with an underscore are ours, as HAR allows; `har_reader` knows them.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .wire import phrase_of


def archive_of(entries: Iterable[dict[str, Any]], creator: Mapping[str, Any], comment: str) -> dict[str, Any]:
    """The archive of these entries. `creator` has the name and the version of what has recorded them."""
    return {"log": {"version": "1.2", "creator": creator, "comment": comment, "entries": list(entries)}}


def entry_of(exchange: Mapping[str, Any]) -> dict[str, Any]:
    """The entry of an exchange as `record_form` writes it."""
    milliseconds = round(exchange["seconds"] * 1000, 3)
    return {
        "startedDateTime": exchange["started"],
        "time": milliseconds,
        "request": _request(exchange),
        "response": _response(exchange),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "_number": exchange["number"],
        "_kind": exchange["kind"],
        "_operation": exchange["operation"],
        "_traceId": exchange["trace_id"],
        "_labels": exchange["labels"],
        "_source": exchange["source"],
        "_error": exchange["error"],
    }


def _request(exchange: Mapping[str, Any]) -> dict[str, Any]:
    body = exchange["request"]["body"]
    request = {
        "method": exchange["method"],
        "url": exchange["url"],
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _headers(exchange["request"]["headers"]),
        "queryString": [
            {"name": name, "value": value}
            for name, value in parse_qsl(urlsplit(exchange["url"]).query, keep_blank_values=True)
        ],
        "headersSize": -1,
        "bodySize": body["size"],
    }
    if body["size"]:
        request["postData"] = {"mimeType": body["media_type"] or "", "text": _text(body)}
    return request


def _response(exchange: Mapping[str, Any]) -> dict[str, Any]:
    body = exchange["response"]["body"]
    status = exchange["status"] or 0
    headers = exchange["response"]["headers"]
    return {
        "status": status,
        "statusText": phrase_of(status),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _headers(headers),
        "content": {"size": body["size"], "mimeType": body["media_type"] or "", "text": _text(body)},
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": body["size"],
    }


def _text(body: Mapping[str, Any]) -> str:
    if body["note"] is not None:
        return f"[{body['note']}]"
    return json.dumps(body["json"], sort_keys=False, ensure_ascii=False) if body["size"] else ""


def _headers(pairs: list[list[str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]
