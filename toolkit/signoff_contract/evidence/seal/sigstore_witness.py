"""Sigstore: an identity provider vouches for who signed, and a public log for when.

It publishes the identity (an address or a workflow) and the digest of the envelope for good. It needs the extra
`sigstore` and a network to sign; to verify it needs the trust root that the library keeps.
"""

from importlib import import_module
from typing import Any

from signoff_contract.install import how_to_install

from .witness import Refuted, WitnessError

MISSING = f"sigstore is not installed; to sign with an identity, install it {how_to_install('sigstore')}"


def _library(name: str) -> Any:
    # By name, because type checkers see it only where the extra is installed.
    try:
        return import_module(f"sigstore.{name}")
    except ModuleNotFoundError as error:
        raise WitnessError(MISSING) from error


def ask_sigstore(envelope: bytes) -> bytes:
    """Has an envelope signed with the identity of the surroundings (a pipeline's), else of a person in a browser.

    Raises WitnessError.
    """
    errors, models, oidc, sign = (_library(name) for name in ("errors", "models", "oidc", "sign"))
    try:
        trust = models.ClientTrustConfig.production()
        ambient = oidc.detect_credential()
        token = (
            oidc.IdentityToken(ambient)
            if ambient
            else oidc.Issuer(trust.signing_config.get_oidc_url()).identity_token()
        )
        with sign.SigningContext.from_trust_config(trust).signer(token) as signer:
            found: str = signer.sign_artifact(envelope).to_json()
    except (errors.Error, oidc.IssuerError, oidc.ExpiredIdentity) as error:
        raise WitnessError(
            f"Sigstore did not sign ({type(error).__name__}): it needs an identity, from the pipeline or in a browser, "
            "and its servers"
        ) from error
    return found.encode()


def check_sigstore(content: bytes, envelope: bytes, identity: str | None = None, issuer: str | None = None) -> str:
    """What the file shows about an envelope; without an `identity` to expect it shows nothing."""
    if identity is None:
        return "not verified: say whose identity is expected (--sigstore-identity, --sigstore-issuer)"
    errors, models, verifying, policy = (_library(name) for name in ("errors", "models", "verify", "verify.policy"))
    try:
        bundle = models.Bundle.from_json(content)
    except (errors.Error, ValueError) as error:
        raise Refuted("is no Sigstore bundle that can be read") from error
    try:
        verifier = verifying.Verifier.production(offline=True)
    except errors.Error as error:
        raise WitnessError(
            "Sigstore's trust root is not on this machine; let the sigstore command fetch it once"
        ) from error
    try:
        verifier.verify_artifact(envelope, bundle, policy.Identity(identity=identity, issuer=issuer))
    except errors.VerificationError as error:
        raise Refuted(f"does not vouch for {identity} and this envelope") from error
    return f"{identity} signed it, as Sigstore vouches"
