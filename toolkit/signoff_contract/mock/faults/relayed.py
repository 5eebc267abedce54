"""What becomes of a request, in the words of the relay: for requests that a relay answers itself, or passes on."""

from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.http import Answer
from signoff_contract.traffic.relay.heads import Fields, ResponseHead, phrase
from signoff_contract.traffic.relay.hooks import HangUp, Reply, Return, Wire


def as_reply(delivery: Delivery) -> Reply | HangUp:
    """What a hook gives before a request is passed on, so that its client gets this delivery."""
    answer = delivery.answer
    if answer is None:
        return HangUp(delivery.reset, delivery.wire.delay)
    return Reply(answer.status, answer.body, _fields(answer), wire=delivery.wire)


def as_return(delivery: Delivery, came: ResponseHead | None = None) -> Return:
    """What a hook gives when the upstream has answered, so that its client gets this delivery in its place.

    `came` is the head of that answer: how it said its length is kept, for the relay corrects it.
    """
    answer = delivery.answer
    if answer is None:
        return Return(wire=Wire(delivery.wire.delay, cut=0, reset=delivery.reset))
    length = () if came is None else tuple(each for each in came.fields if each[0].lower() in _LENGTHS)
    head = ResponseHead(answer.status, phrase(answer.status), (*_fields(answer), *length))
    return Return(head, delivery.wire, lambda _: answer.body)


_LENGTHS = frozenset({b"content-length", b"transfer-encoding", b"trailer"})


def _fields(answer: Answer) -> Fields:
    # A list at once: this is on the way of every answer of a served mock.
    return tuple([(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers])
