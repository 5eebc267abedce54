"""Tamperings drawn at random from a seed, a thousand in a campaign: each has to be found."""

from collections import Counter
from random import Random

import pytest
from tests.evidence.signed import KEY, TOOL, packed, signed
from tests.evidence.tampering import SOMEWHERE, TAMPERINGS, Tampered, all_anew_without_a_signature

from signoff_contract.evidence.gate.verify import verify
from signoff_contract.evidence.seal.reading import Bundle, NotABundle, read_content

SEED = 20260131


def exit_code(tampered: Tampered) -> int:
    if tampered.archive is not None:
        bundle = read_content(SOMEWHERE, tampered.archive)
    else:
        assert tampered.files is not None
        bundle = Bundle(SOMEWHERE.with_suffix(""), SOMEWHERE.stem, tampered.files)
    try:
        return verify(bundle, KEY.public.key_id, tool=TOOL).exit_code
    except NotABundle:
        return 2


def test_what_nobody_touched_is_intact() -> None:
    assert exit_code(Tampered(signed())) == 0
    assert exit_code(Tampered(archive=packed())) == 0


@pytest.mark.parametrize("runs", [160, pytest.param(1000, marks=pytest.mark.campaign)])
def test_every_tampering_is_found(runs: int) -> None:
    random = Random(SEED)
    found: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for number in range(runs):
        tampering = TAMPERINGS[number % len(TAMPERINGS)]
        code = exit_code(tampering(random))
        # What is made anew without any signature need not be altered: it is unconfirmed, or of a form that is not known.
        right = {1, 2, 3} if tampering is all_anew_without_a_signature else {1}
        (found if code in right else missed)[tampering.__name__] += 1
    assert dict(missed) == {}
    assert found.total() == runs
    assert min(found.values()) > runs // len(TAMPERINGS) - 1
