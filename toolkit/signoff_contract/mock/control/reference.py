"""A partner's description with the addresses of its mock, for whoever reads it or tries calls out."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from signoff_contract.description.errors import DescriptionError
from signoff_contract.mock.described import described

from .errors import unknown

_AT_TOKEN_URL = ("tokenUrl", "refreshUrl")


def with_addresses(partner: str, base_url: str, token_url: str, origin: str | None) -> Mapping[str, Any]:
    """The document of a partner's description. Raises ControlError 404 when there is none."""
    try:
        document = described(partner).document
    except DescriptionError as error:
        raise unknown("DESCRIPTION", f"There is no description of {partner}") from error
    components = document.get("components", {})
    schemes = components.get("securitySchemes", {})
    moved = {name: _moved(each, token_url, origin) for name, each in schemes.items()}
    return {
        **document,
        "servers": [{"url": base_url}],
        "components": {**components, **({"securitySchemes": moved} if moved else {})},
    }


def _moved(scheme: Mapping[str, Any], token_url: str, origin: str | None) -> Mapping[str, Any]:
    if "flows" not in scheme:
        return scheme
    flows = {name: _flow(flow, token_url, origin) for name, flow in scheme["flows"].items()}
    return {**scheme, "flows": flows}


def _flow(flow: Mapping[str, Any], token_url: str, origin: str | None) -> Mapping[str, Any]:
    found = {**flow, **{name: token_url for name in _AT_TOKEN_URL if name in flow}}
    if origin is not None and "authorizationUrl" in flow:
        found["authorizationUrl"] = f"{origin}{urlsplit(flow['authorizationUrl']).path}"
    return found
