"""What a correct server may write in more than one way accuses nobody, at any partner."""

import httpx2
import pytest

from . import blips

TOKEN_URLS = [blips.token_url(name) for name in blips.PARTNERS]


def relabelled(kind: str) -> blips.Wire:
    def wire(request: httpx2.Request, send: blips.Send) -> httpx2.Response:
        answer = send(request)
        is_plain = answer.headers.get("content-type", "").startswith("application/json")
        if not is_plain or request.url in TOKEN_URLS:
            return answer
        headers = [(name, value) for name, value in answer.headers.raw if name.lower() != b"content-type"]
        return httpx2.Response(
            answer.status_code, headers=[*headers, (b"Content-Type", kind.encode())], content=answer.content
        )

    return wire


SHAPES = {
    "a type of the vendor's, built on JSON": relabelled("application/vnd.partner.v1+json"),
    "letters and quotes in the type": relabelled('Application/JSON;Charset="UTF-8"'),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("partner", blips.PARTNERS)
def test_what_may_be_written_otherwise_accuses_nobody(partner: str, shape: str) -> None:
    kind = blips.Kind(shape, SHAPES[shape])
    record = blips.certify(partner, lambda inner: blips.Blip(inner, kind, 1, every=True))
    assert blips.accused(partner, record) == []
    assert record.verdict == blips.undisturbed(partner).verdict


@pytest.mark.parametrize("partner", ["siesmart", "smartbusiness"])
def test_what_is_not_announced_as_json_is_still_named(partner: str) -> None:
    kind = blips.Kind("text", relabelled("text/json"))
    record = blips.certify(partner, lambda inner: blips.Blip(inner, kind, 1, every=True))
    assert record.verdict == "failed"
