"""Random servers, canaries everywhere: either redaction keeps them out or nothing is written; and either alone counts."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from tests.evidence.canary_runs import bundle_of_canaries, draw_canaries, surviving
from tests.suite.parcels import KEY, description

from signoff_contract.description.sensitivity import Place
from signoff_contract.evidence import LeakError, refuse_leaks
from signoff_contract.evidence.seal.scan import scan
from signoff_contract.traffic import redaction
from signoff_contract.traffic.exchange import RecordedBody
from signoff_contract.traffic.redaction import Redactor
from signoff_contract.traffic.scrub import Scrubber

SEEDS = range(100, 112)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_bundle_that_may_be_written_holds_a_canary(seed: int) -> None:
    files, canaries = bundle_of_canaries(seed)
    found = set(surviving(files, canaries))
    if not scan(files, canaries.all):
        assert found == set()
        return
    assert found
    with pytest.raises(LeakError) as caught:
        refuse_leaks(files, canaries.all)
    assert not [canary for canary in canaries.all if canary.value in str(caught.value)]


def test_redaction_alone_keeps_nearly_all_of_them_out() -> None:
    refused = [seed for seed in SEEDS if scan(*_watched(seed))]
    # What it cannot keep out is a personal value that a free text holds in an encoding of its own.
    assert len(refused) <= 2


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_people_where_the_description_promises_none_keep_the_bundle_from_being_written(seed: int) -> None:
    files, canaries = bundle_of_canaries(seed, careless=True)
    assert set(surviving(files, canaries))
    with pytest.raises(LeakError, match=r"results\.json: line \d+, byte \d+: canary"):
        refuse_leaks(files, canaries.all)


def _watched(seed: int, redactor: Redactor | None = None) -> tuple[dict[str, bytes], list[Any]]:
    files, canaries = bundle_of_canaries(seed, redactor=redactor)
    return files, canaries.all


def keep_text(redactor: Redactor, content: bytes, content_type: str | None, place: Place, **_: Any) -> RecordedBody:
    return RecordedBody("text/plain", len(content), json=content.decode(errors="replace"))


def as_it_is(_redactor: Redactor, value: Any, *_arguments: Any, **_named: Any) -> Any:
    return value


MUTATIONS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "personal values are shown": lambda patch: patch.setattr(redaction, "SHOWN", {"public", "internal", "personal"}),
    "every header is shown": lambda patch: patch.setattr(
        redaction, "SHOWN_HEADERS", redaction.SHOWN_HEADERS | {"x-key", "x-customer", "set-cookie", "location", "link"}
    ),
    "names are shown": lambda patch: patch.setattr(Redactor, "_name", as_it_is),
    "bodies are kept as they are": lambda patch: patch.setattr(Redactor, "body", keep_text),
    "placeholders are the values": lambda patch: patch.setattr(Redactor, "_placeholder", as_it_is),
    "paths are kept": lambda patch: patch.setattr(Redactor, "path", as_it_is),
    "queries are kept": lambda patch: patch.setattr(
        Redactor, "_query_value", lambda _redactor, _operation, _name, value, _origin: value
    ),
    "credentials are shown": lambda patch: patch.setattr(
        Redactor, "_credentials", lambda _redactor, _name, value: value
    ),
    "texts are not gone over": lambda patch: patch.setattr(Scrubber, "scrub", lambda _scrubber, text: text),
    "secrets are left in texts": lambda patch: patch.setattr(Scrubber, "_without_secrets", as_it_is),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_rule_that_is_turned_off_is_found_by_the_last_look(mutation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = next(seed for seed in SEEDS if not scan(*_watched(seed, Redactor(description(), KEY))))
    MUTATIONS[mutation](monkeypatch)
    hits = scan(*_watched(clean, Redactor(description(), KEY)))
    assert "results.json" in {hit.file for hit in hits}


def test_canaries_are_of_many_kinds_and_repeat_with_the_seed() -> None:
    one, again, other = (draw_canaries(random.Random(seed)) for seed in (1, 1, 2))
    assert one == again
    assert not {secret.value for secret in one.all} & {secret.value for secret in other.all}
    assert any(not secret.value.isascii() for secret in one.all)
    assert any(secret.value.isdigit() for secret in one.all)
