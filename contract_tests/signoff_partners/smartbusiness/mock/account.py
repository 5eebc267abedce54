"""Who is behind a token: the user, and the company."""

from .state import Call, Desk, Reply
from .tables import Resource


def owner(desk: Desk, call: Call, _resource: Resource | None) -> Reply:
    """GET of the owner."""
    user = desk.require("user", call.user_id).values
    return Reply(200, {"item": {name: user[name] for name in ("id", "name", "surname")}})


def profile(desk: Desk, call: Call, _resource: Resource | None) -> Reply:
    """GET of the profile: the user and the company."""
    user = desk.require("user", call.user_id).values
    return Reply(200, {"item": {**user, **desk.company}})
