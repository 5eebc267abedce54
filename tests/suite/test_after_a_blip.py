"""What a story makes of a change without an answer, of a single 429, and of a token endpoint that is asked wrongly."""

import json
from urllib.parse import parse_qsl, urlencode

import httpx2
import pytest

from signoff_contract.suite.model import RunRecord, State

from . import blips
from .test_blips import named


def ended(record: RunRecord, *states: State) -> list[str]:
    """The checks that ended in one of some states."""
    return [check.check for check in record.checks if check.state in states]


def lost(partner: str, kind: str, operation: str, *, nth: int = 0) -> list[str]:
    """The checks that one blip costs at the n-th change of an operation that is not made to be refused."""
    calls = [
        each for each in blips.undisturbed(partner).exchanges if each.operation_id == operation and not each.labels
    ]
    record = blips.disturbed(partner, named(partner, kind), calls[nth].number)
    assert blips.accused(partner, record) == []
    assert record.verdict == "inconclusive"
    calm = ended(blips.undisturbed(partner), State.INCONCLUSIVE, State.SKIP)
    return [check for check in ended(record, State.INCONCLUSIVE, State.SKIP) if check not in calm]


@pytest.mark.parametrize("kind", ["dropped, made", "reset before", "502 page, made"])
@pytest.mark.parametrize(
    ("operation", "nth", "check"),
    [
        ("customers_create", 0, "simutek.customers.create"),
        ("customers_create", 1, "simutek.customers.unnumbered"),
        ("sales_orders_create", 0, "simutek.orders.minimal"),
    ],
)
def test_one_dropped_answer_costs_one_check_at_simutek(kind: str, operation: str, nth: int, check: str) -> None:
    found = lost("simutek", kind, operation, nth=nth)
    # What compares two of a kind needs both, and the looking up may cost what comes last.
    assert set(found) - {"simutek.lasting.own-numbers", "simutek.lists.combined"} == {check}


@pytest.mark.parametrize("operation", ["assets_add", "calculation_attach"])
def test_one_dropped_answer_costs_one_check_at_siesmart(operation: str) -> None:
    assert len(lost("siesmart", "dropped, made", operation)) == 1


@pytest.mark.campaign
def test_a_deletion_that_was_not_made_is_made_before_what_it_is_part_of_goes() -> None:
    assert len(lost("smartbusiness", "520 page", "efforts_delete")) == 1


@pytest.mark.parametrize(("every", "state"), [(False, State.INCONCLUSIVE), (True, State.REVIEW)])
def test_a_single_429_is_nobodys_rule_of_pace(every: bool, state: State) -> None:
    record = blips.disturbed("simutek", named("simutek", "429, Retry-After"), 20, every=every)
    assert [row.state for row in record.requirements if row.requirement == "SIM-HDR-004"] == [state]


# Token endpoints that want to be asked otherwise.

TOKEN_URLS = [blips.token_url(name) for name in blips.PARTNERS]
DOCUMENTED = {"siesmart": "SIE-AUTH-001", "smartbusiness": "SMB-AUTH-007", "simutek": "SIM-AUTH-001"}
REFUSALS = {
    "415": httpx2.Response(415),
    "400, invalid_request": httpx2.Response(400, json={"error": "invalid_request"}),
    "400, a problem": httpx2.Response(400, json={"title": "Bad Request", "status": 400}),
}


def in_the_other_encoding(refusal: httpx2.Response, *, grants: bool) -> blips.Wire:
    """A token endpoint that refuses what is documented and, with `grants`, takes the other encoding."""

    def wire(request: httpx2.Request, send: blips.Send) -> httpx2.Response:
        if request.url not in TOKEN_URLS:
            return send(request)
        as_form = "form" in request.headers["content-type"]
        if as_form == ("simutek" in request.url.host) or not grants:
            return httpx2.Response(refusal.status_code, headers=refusal.headers, content=refusal.content)
        body = dict(parse_qsl(request.content.decode())) if as_form else json.loads(request.content)
        kind, content = (
            ("application/json", json.dumps(body))
            if as_form
            else ("application/x-www-form-urlencoded", urlencode(body))
        )
        return send(httpx2.Request("POST", request.url, headers={"content-type": kind}, content=content.encode()))

    return wire


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("partner", blips.PARTNERS)
def test_a_token_endpoint_that_takes_another_encoding_is_told_so(partner: str, refusal: str) -> None:
    kind = blips.Kind("other encoding", in_the_other_encoding(REFUSALS[refusal], grants=True))
    record = blips.certify(partner, lambda inner: blips.Blip(inner, kind, 1, every=True))
    row = next(row for row in record.requirements if row.requirement == DOCUMENTED[partner])
    assert row.state is State.FAIL
    assert "the same as" in row.reason
    assert "credentials were not accepted" not in (record.ended_early or "")


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("partner", blips.PARTNERS)
def test_a_token_endpoint_that_speaks_of_the_request_does_not_blame_the_credentials(partner: str, refusal: str) -> None:
    kind = blips.Kind("refuses", in_the_other_encoding(REFUSALS[refusal], grants=False))
    record = blips.certify(partner, lambda inner: blips.Blip(inner, kind, 1, every=True))
    assert record.verdict == "inconclusive"
    assert "not of the credentials" in (record.ended_early or "")


@pytest.mark.parametrize("partner", blips.PARTNERS)
def test_wrong_credentials_are_told_as_wrong_credentials(partner: str) -> None:
    answer = httpx2.Response(401, json={"error": "invalid_client"})
    kind = blips.Kind("refuses", in_the_other_encoding(answer, grants=True))
    record = blips.certify(partner, lambda inner: blips.Blip(inner, kind, 1, every=True))
    assert "credentials were not accepted" in (record.ended_early or "")
    assert record.requests_sent == 1


@pytest.mark.parametrize("partner", ["simutek", "smartbusiness"])
def test_a_token_probe_is_asked_again_when_a_gateway_answered(partner: str) -> None:
    probes = [each for each in blips.undisturbed(partner).exchanges if each.kind == "token" and each.labels]
    record = blips.disturbed(partner, named(partner, "502 page"), probes[0].number)
    assert record.verdict == blips.undisturbed(partner).verdict
