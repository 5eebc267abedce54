"""Sigstore, with stand-ins for its library: what is asked of it, and what is said when it declines."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest
from attrs import define, frozen

from signoff_contract.evidence.seal.sigstore_witness import ask_sigstore, check_sigstore
from signoff_contract.evidence.seal.witness import Refuted, WitnessError

ENVELOPE = b"envelope"


class StandInError(Exception):
    pass


class NotVerified(StandInError):
    pass


@frozen
class Bundle:
    text: str

    def to_json(self) -> str:
        return self.text

    @classmethod
    def from_json(cls, raw: bytes) -> "Bundle":
        if not raw.startswith(b"signed"):
            raise StandInError("no bundle")
        return cls(raw.decode())


@define
class Library:
    """What the stand-in does and has seen."""

    ambient: str | None = "token of the pipeline"
    trouble: type[Exception] | None = None
    asked: tuple[str, ...] = ()


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    library = Library()

    class Signer:
        def __init__(self, token: str) -> None:
            self.token = token

        def sign_artifact(self, content: bytes) -> Bundle:
            if library.trouble is not None:
                raise library.trouble("no")
            return Bundle(f"signed {content.decode()} with {self.token}")

    class Context:
        @classmethod
        def from_trust_config(cls, trust: Any) -> "Context":
            return cls()

        @contextmanager
        def signer(self, token: str) -> Iterator[Signer]:
            yield Signer(token)

    class Settings:
        def get_oidc_url(self) -> str:
            return "https://identity.example"

    class Trust:
        signing_config = Settings()

        @classmethod
        def production(cls) -> "Trust":
            return cls()

    class Issuer:
        def __init__(self, address: str) -> None:
            self.address = address

        def identity_token(self) -> str:
            return f"token of a person at {self.address}"

    class Verifier:
        @classmethod
        def production(cls, *, offline: bool) -> "Verifier":
            assert offline
            if library.trouble is not None:
                raise library.trouble("no root")
            return cls()

        def verify_artifact(self, content: bytes, bundle: Bundle, policy: tuple[str, str | None]) -> None:
            library.asked = (*library.asked, f"{policy}")
            if policy[0] != "ada@example.com" or bundle.text != f"signed {content.decode()}":
                raise NotVerified("no")

    def module(name: str, **members: Any) -> None:
        made = ModuleType(name)
        vars(made).update(members)
        monkeypatch.setitem(sys.modules, name, made)

    module("sigstore")
    module("sigstore.errors", Error=StandInError, VerificationError=NotVerified)
    module("sigstore.models", ClientTrustConfig=Trust, Bundle=Bundle)
    module(
        "sigstore.oidc",
        detect_credential=lambda: library.ambient,
        IdentityToken=lambda raw: raw,
        Issuer=Issuer,
        IssuerError=KeyError,
        ExpiredIdentity=EOFError,
    )
    module("sigstore.sign", SigningContext=Context)
    module("sigstore.verify", Verifier=Verifier)
    module("sigstore.verify.policy", Identity=lambda *, identity, issuer: (identity, issuer))
    return library


def test_the_identity_of_the_pipeline_goes_before_a_persons(library: Library) -> None:
    assert ask_sigstore(ENVELOPE) == b"signed envelope with token of the pipeline"
    library.ambient = None
    assert ask_sigstore(ENVELOPE) == b"signed envelope with token of a person at https://identity.example"


@pytest.mark.parametrize("trouble", [StandInError, KeyError, EOFError])
def test_a_refusal_says_what_is_needed(library: Library, trouble: type[Exception]) -> None:
    library.trouble = trouble
    with pytest.raises(WitnessError, match=r"Sigstore did not sign .* it needs an identity"):
        ask_sigstore(ENVELOPE)


def test_the_expected_identity_is_verified(library: Library) -> None:
    said = check_sigstore(b"signed envelope", ENVELOPE, "ada@example.com", "https://identity.example")
    assert said == "ada@example.com signed it, as Sigstore vouches"
    assert library.asked == ("('ada@example.com', 'https://identity.example')",)


def test_what_does_not_hold_is_refuted(library: Library) -> None:
    for content, identity in (
        (b"signed envelope", "eve@example.com"),
        (b"signed other", "ada@example.com"),
        (b"nothing", "ada@example.com"),
    ):
        with pytest.raises(Refuted):
            check_sigstore(content, ENVELOPE, identity)


def test_without_an_identity_to_expect_nothing_is_verified() -> None:
    assert "not verified" in check_sigstore(b"signed envelope", ENVELOPE)


def test_without_a_trust_root_that_is_said(library: Library) -> None:
    library.trouble = StandInError
    with pytest.raises(WitnessError, match="trust root"):
        check_sigstore(b"signed envelope", ENVELOPE, "ada@example.com")


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("sigstore", "sigstore.errors", "sigstore.models"):
        monkeypatch.setitem(sys.modules, name, None)
    for call in (lambda: ask_sigstore(ENVELOPE), lambda: check_sigstore(b"", ENVELOPE, "ada@example.com")):
        with pytest.raises(WitnessError, match=r"pip install '\.\[sigstore\]'"):
            call()
