"""Who is behind a token: the user, and the company."""

from .state import Call, Reply, State
from .tables import Resource


def owner(state: State, call: Call, _resource: Resource | None) -> Reply:
    """GET of the owner."""
    user = state.require("user", call.user_id).values
    return Reply(200, {"item": {name: user[name] for name in ("id", "name", "surname")}})


def profile(state: State, call: Call, _resource: Resource | None) -> Reply:
    """GET of the profile: the user and the company."""
    user = state.require("user", call.user_id).values
    return Reply(200, {"item": {**user, **state.company}})
