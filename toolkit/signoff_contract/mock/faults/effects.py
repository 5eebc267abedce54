"""What faults do to a request and its answer: before it is looked at, instead of an answer, or to the answer.

Each is a function of a scene. None, or False, says that there was nothing to do it to: then the call is as it would be, and
the fault waits for the next one.
"""

from typing import Final

from attrs import evolve

from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.http import Answer, Refusal
from signoff_contract.traffic.relay.hooks import Wire

from .scene import Scene

HTML: Final = (("Content-Type", "text/html; charset=utf-8"),)
_OF_THE_OBJECT: Final = frozenset({"content-type", "content-disposition", "etag", "last-modified"})


def page(status: int, title: str, words: str) -> Answer:
    """A page of something that stands before the API: HTML, and no identifier of the request."""
    body = (
        f"<!DOCTYPE html>\n<html><head><title>{title}</title></head>\n"
        f"<body><h1>{title}</h1><p>{words}</p></body></html>\n"
    )
    return Answer(status, HTML, body.encode())


# Instead of an answer


def server_error(scene: Scene) -> Delivery:
    """The partner's own 500."""
    return Delivery(scene.refused(Refusal(500, "INTERNAL_ERROR", "Internal server error")))


def bad_gateway(scene: Scene) -> Delivery:  # noqa: ARG001 - the page is the same for all
    """The page of a proxy that does not reach the API."""
    return Delivery(page(502, "502 Bad Gateway", "The server behind this proxy gave no answer."))


def unavailable(scene: Scene) -> Delivery:
    """503, as the partner says it or as a page, with or without Retry-After."""
    seconds = scene.parameters.get("seconds")
    headers = () if seconds is None else (("Retry-After", str(seconds)),)
    if scene.parameters["page"]:
        answer = page(503, "Maintenance", "The service is being maintained. Please come back later.")
        return Delivery(evolve(answer, headers=(*answer.headers, *headers)))
    return Delivery(scene.refused(Refusal(503, "SERVICE_UNAVAILABLE", "The service is not available", headers=headers)))


def too_many(scene: Scene) -> Delivery:
    """429, as the partner says it."""
    return Delivery(scene.paced(scene.parameters["seconds"]))


def html_with_200(scene: Scene) -> Delivery:  # noqa: ARG001 - the page is the same for all
    """A success that is none: the page of a portal or a login in front of the API."""
    return Delivery(page(200, "Welcome", "Please sign in to go on."))


def reset(scene: Scene) -> Delivery:
    """The connection ends before the request is looked at."""
    return Delivery(None, reset=scene.parameters["reset"])


# Before it is looked at


def expire_token(scene: Scene) -> bool:
    """The access token of the call has come to its end."""
    scheme, _, token = (scene.request.header("authorization") or "").strip().partition(" ")
    return scene.hooks.expire is not None and scheme.lower() == "bearer" and scene.hooks.expire(token.strip())


def interleave(scene: Scene) -> bool:
    """Another user changes the object first."""
    return scene.hooks.interleave is not None and scene.hooks.interleave(scene.call)


# To the answer


def lose(scene: Scene, answer: Answer) -> Delivery:  # noqa: ARG001 - what is lost does not matter
    """The connection ends without the answer."""
    return Delivery(None, reset=scene.parameters["reset"])


def delay(scene: Scene, answer: Answer) -> Delivery:
    """The answer begins late."""
    return Delivery(answer, Wire(delay=float(scene.parameters["seconds"])))


def drip(scene: Scene, answer: Answer) -> Delivery | None:
    """The head comes at once, the body slowly."""
    if not _has_body(scene, answer):
        return None
    return Delivery(answer, Wire(rate=float(scene.parameters["bytes_per_second"]), body_only=True))


def cut(scene: Scene, answer: Answer) -> Delivery | None:
    """The connection ends in the middle of the body."""
    if not _has_body(scene, answer):
        return None
    wanted = scene.parameters["bytes"]
    size = len(answer.body) // 2 if wanted is None else min(wanted, len(answer.body) - 1)
    return Delivery(answer, Wire(cut=size, reset=scene.parameters["reset"], body_only=True))


def wrong_media_type(scene: Scene, answer: Answer) -> Delivery | None:
    """The body as it is, announced as something else."""
    if not _has_body(scene, answer):
        return None
    headers = tuple(
        (name, scene.parameters["media_type"]) if name.lower() == "content-type" else (name, value)
        for name, value in answer.headers
    )
    return Delivery(evolve(answer, headers=headers))


def stale(scene: Scene, answer: Answer) -> Delivery | None:
    """What the same read was answered with before, under the identifiers of this request."""
    before = scene.before()
    if before is None:
        return None
    of_this = tuple(each for each in answer.headers if each[0].lower() not in _OF_THE_OBJECT)
    of_before = tuple(each for each in before.headers if each[0].lower() in _OF_THE_OBJECT)
    return Delivery(evolve(answer, headers=(*of_before, *of_this), body=before.body))


def _has_body(scene: Scene, answer: Answer) -> bool:
    return bool(answer.body) and scene.request.method != "HEAD" and answer.status not in {204, 304}
