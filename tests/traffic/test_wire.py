"""What exchanges are made of: addresses, media types, the words of a status."""

import pytest

from signoff_contract.description import load
from signoff_contract.traffic.wire import phrase_of, trace_header


@pytest.mark.parametrize(("partner", "header"), [("siesmart", "X-B2B-TRACE-ID"), ("simutek", "")])
def test_a_partner_may_have_no_trace_header(partner: str, header: str) -> None:
    assert trace_header(load(partner)) == header


@pytest.mark.parametrize(("status", "phrase"), [(200, "OK"), (418, "I'm a Teapot"), (520, ""), (0, "")])
def test_a_status_that_nobody_registered_has_no_words(status: int, phrase: str) -> None:
    assert phrase_of(status) == phrase
