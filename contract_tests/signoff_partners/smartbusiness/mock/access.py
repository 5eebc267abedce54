"""Applications, consents and pace, for the control plane: what all states have in common."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from attrs import define, evolve

from signoff_contract.mock.control.access import ClientForm
from signoff_contract.mock.control.parts import Commit, Large, Part, Rows
from signoff_contract.mock.control.plain import Unreadable, plain, typed

from .grants import (
    AUTHORIZATION_CODE,
    CLIENT_CREDENTIALS,
    CODE,
    PAGE,
    REFRESH_TOKEN,
    SCOPES,
    SPENT,
    Application,
    Consent,
    Grants,
    Request,
)

_GRANTS: Final = (CLIENT_CREDENTIALS, AUTHORIZATION_CODE)


def form(users: Collection[int], user_id: int) -> ClientForm:
    """How applications are registered: for the own account of a user unless something else is said."""

    def check(client: Any) -> None:
        if client.grant not in _GRANTS:
            raise ValueError(f"grant is {' or '.join(_GRANTS)}")
        if (client.grant == AUTHORIZATION_CODE) != bool(client.redirect_uri):
            raise ValueError(f"redirect_uri is for {AUTHORIZATION_CODE}, which needs one")
        if client.redirect_uri and not client.redirect_uri.startswith(("http://", "https://")):
            raise ValueError("redirect_uri is an address that begins with http:// or https://")
        if client.user_id not in users:
            raise ValueError(f"user_id is one of {', '.join(map(str, users))}")

    return ClientForm(Application, frozenset(SCOPES), check, {"user_id": user_id})


@define
class _Kept:
    """A code or a refresh token as a row."""

    application: Application
    redirect_uri: str
    until: float | None


def consents(grants: Grants) -> Part:
    """Open pages, codes, refresh tokens, and which of these were spent."""

    def write(rows: Rows, shift: float) -> Commit:
        found: Mapping[str, dict[str, Any]] = {PAGE: {}, CODE: {}, REFRESH_TOKEN: {}, SPENT: {}}
        for key, row in rows.items():
            kind, _, name = key.partition(" ")
            if kind not in found or not name:
                raise Unreadable("consents", f"must have keys that begin with {', '.join(found)}")
            found[kind][name] = _READERS[kind](row, f"consents/{kind}", shift)
        pages, codes, tokens, spent = (found[kind] for kind in (PAGE, CODE, REFRESH_TOKEN, SPENT))
        return lambda: grants.recall(pages, codes, tokens, spent)

    return Large(
        grants.changes,
        grants.kept,
        lambda key: grants.find(*key),
        write,
        lambda: grants.recall({}, {}, {}, ()),
        _form,
        lambda key: f"{key[0]} {key[1]}",
    )


def _form(value: Any) -> Any:
    if isinstance(value, Consent):
        until = None if value.until == float("inf") else value.until
        return plain(_Kept(value.application, value.redirect_uri, until))
    return True if value is None else plain(value)


def _read_page(row: Any, place: str, shift: float) -> Request:
    page = typed(Request, row, place)
    return evolve(page, until=page.until + shift)


def _read_consent(row: Any, place: str, shift: float) -> Consent:
    kept = typed(_Kept, row, place)
    until = float("inf") if kept.until is None else kept.until + shift
    return Consent(kept.application, kept.redirect_uri, until)


def _read_spent(row: Any, place: str, _shift: float) -> bool:
    if row is not True:
        raise Unreadable(place, "must be true")
    return True


_READERS: Final[Mapping[str, Callable[[Any, str, float], Any]]] = {
    PAGE: _read_page,
    CODE: _read_consent,
    REFRESH_TOKEN: _read_consent,
    SPENT: _read_spent,
}
