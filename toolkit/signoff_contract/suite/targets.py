"""Whom a partner's plan can speak to: its mock, its environments, any other server. The same for all, from data.

A plan module states what differs::

    TARGETS = Targets(
        partner="harbour",
        title="Harbour",
        variables="HARBOUR",
        read=read_environment,
        environments={"test": TEST, "live": LIVE},
        unlimited={"requests_per_minute": None},
    )
"""

from collections.abc import Callable, Mapping
from typing import Any, cast
from urllib.parse import urlsplit

from attrs import Factory, field, frozen

from signoff.errors import ConfigurationError
from signoff.runtime import check_url, is_loopback
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.registry import Mock, build, switches_of

from .target import EnvironmentLike, Target, TargetName, refuse_own_hosts

Variables = Mapping[str, str]


def _of_prefix(targets: "Targets") -> tuple[str, ...]:
    return (f"{targets.variables}_CLIENT_ID", f"{targets.variables}_CLIENT_SECRET")


@frozen
class Targets:
    """What differs between partners, and the targets that follow from it.

    * `title`: the partner's name in sentences.
    * `variables`: what its environment variables begin with. `<variables>_ENVIRONMENT`, `_BASE_URL` and `_TOKEN_URL`
      choose the server; a partner that has no such variable passes over it.
    * `read`: credentials and environment from environment variables. Raises ConfigurationError, which names what is
      missing. A rule of the partner's own belongs here.
    * `environments`: the environments that may be named, `test` or `live`, with their addresses; None for one that is
      at another address for everybody, which `<variables>_BASE_URL` says.
    * `unlimited`: the switches of the mock that let any pace pass, for property tests.
    * `credentials`: the variables that hold credentials. On loopback the mock's stand in when none of them is set.
    """

    partner: str
    title: str
    variables: str
    read: Callable[[Variables], tuple[Any, EnvironmentLike]]
    environments: Mapping[TargetName, EnvironmentLike | None] = field(factory=dict)
    unlimited: Mapping[str, Any] = field(factory=dict)
    credentials: tuple[str, ...] = field(default=Factory(_of_prefix, takes_self=True))

    def choose(
        self,
        name: str | None,
        base_url: str | None,
        token_url: str | None,
        environ: Variables,
        seed: int,
        *,
        allow_live: bool = False,
    ) -> Target:
        """The one door to a server: `mock` (also without a name), `test` or `live`, or any other by its two addresses.

        Raises ConfigurationError for what does not go together, for the live environment unless `allow_live`, and as
        `named` and `custom` do.
        """
        if name is not None and (base_url or token_url):
            raise ConfigurationError("give either --target or --base-url with --token-url, not both")
        if bool(base_url) != bool(token_url):
            missing = "--token-url" if base_url else "--base-url"
            raise ConfigurationError(f"{missing} is missing: API and token endpoint have an address each")
        if base_url and token_url:
            return self.custom(base_url, token_url, environ, seed)
        if name == "live" and not allow_live:
            raise ConfigurationError(
                "the live environment holds real data; docs/certification.md says what is done there. Add --allow-live "
                "when the partner has agreed to that"
            )
        return self.mock(seed) if name in {None, "mock"} else self.named(cast("TargetName", name), environ, seed)

    def mock(self, seed: int) -> Target:
        """The embedded mock, in this process: everything that it makes up follows from the seed."""
        return self.of_mock(build(self.partner, seed=seed, **self._plain()), seed)

    def campaign_mock(self, seed: int) -> Target:
        """The embedded mock for property tests: any pace, and a clock that stands still, so that a campaign repeats."""
        return self.of_mock(
            build(self.partner, seed=seed, clock=ManualClock(), **self._plain(), **self.unlimited), seed
        )

    def _plain(self) -> Mapping[str, bool]:
        """The switches that leave out what a mock tells beyond its partner: a run sees what the partner would show."""
        return {"explain": False} if "explain" in switches_of(self.partner) else {}

    def of_mock(self, mock: Mock, seed: int) -> Target:
        """A mock in this process that somebody has made."""
        return Target(
            name="mock",
            environment=mock.environment(),
            credentials=mock.credentials,
            transport=mock.transport(),
            seed=seed,
            clock=mock.clock,
            mock=mock,
        )

    def named(self, name: TargetName, environ: Variables, seed: int) -> Target:
        """The partner's environment `test` or `live`, with the credentials of the environment variables.

        Raises ConfigurationError when one is missing, when there is no such environment, and when the variables name
        another one: its credentials would be sent to the wrong host.
        """
        if name not in self.environments:
            others = "".join(f", or --target {other} with an account of your own" for other in self.environments)
            raise ConfigurationError(
                f"{self.title} publishes no {name} environment; use --target mock{others}, or --base-url and --token-url"
            )
        stated = self._variable("ENVIRONMENT", environ).lower()
        if stated and stated != name:
            raise ConfigurationError(
                f"{self.variables}_ENVIRONMENT says {stated}, but the target is {name}; the credentials would go to the "
                "wrong environment. Unset it, or set both to the same."
            )
        published = self.environments[name]
        chosen = {**environ, f"{self.variables}_ENVIRONMENT": name}
        if published is not None:
            for variable, address in (("BASE_URL", published.base_url), ("TOKEN_URL", published.token_url)):
                if self._variable(variable, environ).rstrip("/") not in {"", address.rstrip("/")}:
                    raise ConfigurationError(
                        f"{self.variables}_{variable} names another server than the {name} one; unset it, or give "
                        "--base-url and --token-url"
                    )
                chosen.pop(f"{self.variables}_{variable}", None)
        credentials, environment = self.read(chosen)
        return Target(name=name, environment=environment, credentials=credentials, seed=seed)

    def custom(self, base_url: str, token_url: str, environ: Variables, seed: int) -> Target:
        """Any server that speaks the partner's API; plain http only on loopback.

        On a loopback address without credentials in the environment, those of the mock are used: they are public.

        Raises ConfigurationError for an address that cannot be used or is one of the partner's own, or for missing
        credentials.
        """
        check_url("--base-url", base_url)
        check_url("--token-url", token_url)
        refuse_own_hosts((each for each in self.environments.values() if each is not None), base_url, token_url)
        chosen = {
            **environ,
            f"{self.variables}_ENVIRONMENT": "custom",
            f"{self.variables}_BASE_URL": base_url.rstrip("/"),
            f"{self.variables}_TOKEN_URL": token_url,
        }
        given = [name for name in self.credentials if environ.get(name, "").strip()]
        if not given and all(is_loopback(urlsplit(url).hostname or "") for url in (base_url, token_url)):
            public = build(self.partner, seed=seed).variables()
            chosen |= {name: public[name] for name in self.credentials}
        credentials, environment = self.read(chosen)
        if token_url.rstrip("/") != environment.token_url.rstrip("/"):
            raise ConfigurationError(
                f"{self.title}'s token address follows from the API's: with this --base-url it is {environment.token_url}"
            )
        return Target(name="custom", environment=environment, credentials=credentials, seed=seed)

    def _variable(self, name: str, environ: Variables) -> str:
        return environ.get(f"{self.variables}_{name}", "").strip()
