"""What is kept of granted tokens: digests and ends."""

from datetime import timedelta

from signoff_contract.judge.grants import Grants, digest_of

from .made_up import Traffic, reachable


def test_a_token_lives_from_its_answer_to_its_end() -> None:
    traffic = Traffic()
    grants = Grants()
    first = traffic.grant("token-1", lifetime=60)
    # As long as no grant was seen, nothing can be held against a token.
    assert grants.is_live("any", traffic.at)
    for exchange in (first, traffic.grant("token-2", lifetime=None), traffic.grant("refused", status=401)):
        grants.learn(exchange)
    end = first.started + timedelta(seconds=first.seconds + 60)
    assert (grants.end_of("token-1"), grants.end_of("token-2"), grants.end_of("any")) == (end, None, None)
    assert [grants.knows(token) for token in ("token-1", "token-2", "refused")] == [True, True, False]
    later = end + timedelta(seconds=1)
    assert grants.is_live("token-1", end)
    assert not grants.is_live("token-1", later)
    assert grants.is_live("token-2", later)
    assert not grants.is_live("any", end)


def test_the_token_itself_is_not_kept() -> None:
    grants = Grants()
    grants.learn(Traffic().grant("token-1"))
    assert "token-1" not in list(reachable(grants))
    assert digest_of("token-1") in list(reachable(grants))
    assert "token-1" not in repr(grants)
