"""The exchanges as an HTTP archive (HAR 1.2), which browsers and most HTTP tools can open. Redacted as recorded."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from signoff_contract.evidence.record.canonical import pretty
from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.record.subject import titled
from signoff_contract.traffic.wire import phrase_of


def render_har(core: Core) -> str:
    """Members that begin with an underscore are ours, as HAR allows: requirement ids, trace id, operation."""
    results = core.results
    shown: dict[int, list[str]] = {}
    for row in results["requirements"]:
        for number in row["exchanges"]:
            shown.setdefault(number, []).append(row["id"])
    archive = {
        "log": {
            "version": "1.2",
            "creator": results["tool"],
            "comment": f"{titled(results, core.environment)}. Redacted when recorded: placeholders in brackets stand for "
            "values that were not kept.",
            "entries": [_entry(exchange, shown.get(exchange["number"], [])) for exchange in results["exchanges"]],
        }
    }
    return pretty(archive).decode()


def _entry(exchange: dict[str, Any], requirements: list[str]) -> dict[str, Any]:
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
        "_requirements": requirements,
        "_labels": exchange["labels"],
        "_source": exchange["source"],
        "_error": exchange["error"],
    }


def _request(exchange: dict[str, Any]) -> dict[str, Any]:
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


def _response(exchange: dict[str, Any]) -> dict[str, Any]:
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


def _text(body: dict[str, Any]) -> str:
    if body["note"] is not None:
        return f"[{body['note']}]"
    return json.dumps(body["json"], sort_keys=False, ensure_ascii=False) if body["size"] else ""


def _headers(pairs: list[list[str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]
