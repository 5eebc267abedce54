"""Which mocks a command line asks for: partners, switches, clients."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from attrs import evolve, frozen

from .output import WrongUse, wrong_use

if TYPE_CHECKING:
    from signoff_contract.mock.registry import Mock, Switch
    from signoff_contract.mock.tokens import Client

_CLIENT: Final = re.compile(r"(?P<id>[ -9;-~]+):(?P<secret>[ -9;-~]+)(?::(?P<scopes>[ -~]*))?")
_CLIENT_FORM: Final = "ID:SECRET or ID:SECRET:SCOPES, with scopes divided by blanks"


def served_partners(names: Sequence[str] | None) -> tuple[str, ...]:
    """The partners named, each once, or all of Signoff's own that have a mock."""
    from signoff_contract.description import descriptions_root, partners
    from signoff_contract.partners import having

    if names:
        return tuple(dict.fromkeys(names))
    own = partners(descriptions_root())
    return tuple(name for name in having("mock") if name in own)


@frozen
class Chosen:
    """The partners to serve, with the switches of their mocks and the clients that these have by themselves."""

    switches: "Mapping[str, Mapping[str, Switch]]"
    clients: "Mapping[str, tuple[Client, ...]]"

    @classmethod
    def of(cls, names: Iterable[str]) -> "Chosen":
        """Raises partners.MissingPart when a partner has no mock."""
        from signoff_contract.mock.registry import default_clients, switches_of

        known = tuple(names)
        return cls({name: switches_of(name) for name in known}, {name: default_clients(name) for name in known})

    def printed(self) -> Iterator[str]:
        """Each switch with its default, as `--switch` takes it."""
        for partner, switches in self.switches.items():
            prefix = f"{partner}." if len(self.switches) > 1 else ""
            for name, each in switches.items():
                plain = each.default is None or isinstance(each.default, bool)
                yield f"{prefix}{name}={str(each.default).lower() if plain else each.default}"


Given = Mapping[str, Mapping[str, Any]]
"""What is said of each mock: the values of switches, and clients."""


def given_of(chosen: Chosen, switches: Iterable[str], clients: Iterable[str], redirect: str | None) -> Given:
    """What a command line says of the mocks. Raises WrongUse."""
    given: dict[str, dict[str, Any]] = {name: {} for name in chosen.switches}
    for text in switches:
        for partner, name, value in _switch(text, chosen):
            given[partner][name] = value
    for partner, theirs in _clients(chosen, clients, redirect).items():
        given[partner]["clients"] = theirs
    return given


def builds(given: Given, seed: int) -> "dict[str, Mock]":
    """The mocks, built. Raises WrongUse."""
    from signoff_contract.mock.registry import build

    mocks = {}
    for partner, values in given.items():
        try:
            mocks[partner] = build(partner, seed=seed, **values)
        except (ValueError, TypeError) as error:
            raise WrongUse(f"--switch: {error}") from error
    return mocks


def _switch(text: str, chosen: Chosen) -> Iterator[tuple[str, str, Any]]:
    name, equals, value = text.partition("=")
    partner, dot, rest = name.partition(".")
    if dot and partner in chosen.switches:
        whose, name = [partner], rest
    else:
        whose = list(chosen.switches)
    having = [each for each in whose if name in chosen.switches[each]]
    if not equals or not having:
        known = "; ".join(f"{each}: {', '.join(chosen.switches[each]) or 'none'}" for each in whose)
        raise WrongUse(f"--switch {text}: give NAME=VALUE with a switch of the mock. There are, of {known}")
    for each in having:
        try:
            yield each, name, chosen.switches[each][name].read(value)
        except ValueError as error:
            raise WrongUse(f"--switch {text}: {error}") from error


# Clients


def _clients(chosen: Chosen, texts: Iterable[str], redirect: str | None) -> "dict[str, tuple[Client, ...]]":
    """The clients of each mock that has others than by itself."""
    found = {partner: list(theirs) for partner, theirs in chosen.clients.items()}
    own: dict[str, list[Client]] = {partner: [] for partner in found}
    for text in texts:
        partner, rest = _whose(text, chosen)
        made = _client(partner, rest, chosen.clients[partner], consents=redirect is not None)
        if any(each.client_id == made.client_id for each in own[partner]):
            raise WrongUse(f"--client: two of {partner}'s are called {made.client_id}; give each an id of its own")
        own[partner].append(made)
    changed = {partner for partner, made in own.items() if made}
    for partner in changed:
        others = [each for each in found[partner] if each.client_id not in {made.client_id for made in own[partner]}]
        # Whom users consent to cannot ask for a token alone, so it does not stand first.
        place = 1 if any(_consents(each) for each in own[partner]) else 0
        found[partner] = [*others[:place], *own[partner], *others[place:]]
    if redirect is not None:
        changed |= _redirected(found, redirect)
    return {partner: tuple(found[partner]) for partner in changed}


def _whose(text: str, chosen: Chosen) -> tuple[str, str]:
    """The partner that a client is one of, and the rest of the text."""
    partner, equals, rest = text.partition("=")
    if equals and partner in chosen.clients:
        return partner, rest
    if len(chosen.clients) == 1:
        return next(iter(chosen.clients)), text
    raise WrongUse(f"--client: say whose client it is, for example {next(iter(chosen.clients))}={_CLIENT_FORM}")


def _client(partner: str, text: str, defaults: "tuple[Client, ...]", *, consents: bool) -> "Client":
    """One more client, like the first that the mock has by itself; with `consents`, like the first that users consent to."""
    parts = _CLIENT.fullmatch(text)
    if parts is None:
        raise WrongUse(f"--client of {partner}: give {_CLIENT_FORM}; id and secret are in ASCII and have no colon")
    if not defaults:
        raise WrongUse(f"--client: the mock of {partner} takes no other clients than its own")
    like = next((each for each in defaults if consents and _consents(each)), defaults[0])
    rights = frozenset((parts["scopes"] or "").replace(",", " ").split())
    known = frozenset[str]().union(*(each.rights for each in defaults))
    if rights - known:
        raise WrongUse(
            f"--client {parts['id']}: {partner} has no scope {', '.join(sorted(rights - known))}; "
            f"there are: {', '.join(sorted(known))}"
        )
    return evolve(like, client_id=parts["id"], client_secret=parts["secret"], rights=rights or like.rights)


def _consents(client: "Client") -> bool:
    return bool(getattr(client, "redirect_uri", ""))


def _redirected(found: "dict[str, list[Client]]", url: str) -> set[str]:
    """Sets the address to which users come back; the partners that have such clients."""
    with wrong_use(ValueError):
        parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.fragment or not url.isascii():
        raise WrongUse(f"--redirect {url}: give an absolute http or https address without a fragment")
    partners = {partner for partner, theirs in found.items() if any(map(_consents, theirs))}
    if not partners:
        raise WrongUse(f"--redirect: users consent to no client of {', '.join(found)}; leave it out")
    for partner in partners:
        # Clients of any kind, of which some have the member.
        theirs: list[Any] = found[partner]
        found[partner] = [evolve(each, redirect_uri=url) if _consents(each) else each for each in theirs]
    return partners
