"""What `import signoff` offers, and how little it loads."""

import subprocess
import sys
from importlib import import_module

import pytest

import signoff
import signoff.runtime

NAMES = [
    "ANY_VERSION",
    "ApiError",
    "AsyncSieSmart",
    "AsyncSimutek",
    "AsyncSmartBusiness",
    "BadRequest",
    "CallError",
    "CallOptions",
    "ClientCredentials",
    "Clock",
    "ConfigurationError",
    "Conflict",
    "ConnectionFailed",
    "ConsentDenied",
    "ConsentFailed",
    "ConsentLack",
    "ConsentRequired",
    "DeadlineExceeded",
    "DecodeError",
    "EditClosed",
    "FileTokenStore",
    "Forbidden",
    "InterleavedChange",
    "InvalidValue",
    "MemoryTokenStore",
    "NoAnswer",
    "NotFound",
    "OutcomeUnknown",
    "OwnAccount",
    "PaginationError",
    "PermitWindow",
    "PreconditionRequired",
    "RateLimited",
    "RawResponse",
    "Result",
    "ServerError",
    "ServiceUnavailable",
    "SieSmart",
    "SieSmartEnvironment",
    "SignoffError",
    "Simutek",
    "SimutekEnvironment",
    "SmartBusiness",
    "SmartBusinessEnvironment",
    "StoredGrant",
    "Timeouts",
    "TokenError",
    "TokenStore",
    "TokenStoreError",
    "Unauthorized",
    "UnexpectedResponse",
    "UnprocessableContent",
    "UserAccount",
    "VersionConflict",
    "VersionLike",
    "UNSET",
    "Unset",
    "VersionRequired",
    "Versioned",
    "download",
    "entity_tag",
    "run_consent_flow",
    "run_consent_flow_async",
]

FOR_TOOLS = [
    "ClientCredentials",
    "Clock",
    "HeaderView",
    "PermitWindow",
    "Permits",
    "Scrubber",
    "SystemClock",
    "Unlimited",
    "check_url",
    "is_loopback",
]


def test_exported_names() -> None:
    assert sorted(signoff.__all__) == sorted(NAMES)


def test_every_name_loads_and_is_listed() -> None:
    for name in NAMES:
        assert getattr(signoff, name) is not None
        assert name in dir(signoff)


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="'signoff' has no attribute 'SieSmort'"):
        _ = signoff.SieSmort
    with pytest.raises(AttributeError, match=r"'signoff\.runtime' has no attribute 'Clok'"):
        _ = signoff.runtime.Clok


def test_names_for_tools_load_are_listed_and_are_told_in_the_docstring() -> None:
    assert sorted(signoff.runtime.__all__) == FOR_TOOLS
    for name in FOR_TOOLS:
        assert getattr(signoff.runtime, name) is not None
        assert name in dir(signoff.runtime)
        assert f"``{name}``" in str(signoff.runtime.__doc__)


def test_a_tool_that_only_scrubs_loads_no_http_library() -> None:
    assert not loaded_by("from signoff.runtime import Clock, HeaderView, Scrubber") & {"httpx2", "pyrate_limiter"}


def loaded_by(statement: str) -> set[str]:
    program = f"import sys; {statement}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_no_http_library_and_no_partner() -> None:
    loaded = loaded_by("import signoff")
    assert "signoff" in loaded
    assert not loaded & {"httpx2", "siesmart_client", "attr", "signoff.siesmart", "pyrate_limiter", "environ"}


def test_errors_and_versions_load_no_http_library() -> None:
    loaded = loaded_by("from signoff import VersionConflict, Versioned, CallOptions")
    assert not loaded & {"httpx2", "siesmart_client"}


def test_the_client_loads_no_model_and_no_rate_limiter_before_they_are_used() -> None:
    loaded = loaded_by("from signoff import SieSmart")
    assert "siesmart_client.facade" in loaded
    assert not {name for name in loaded if name.startswith("siesmart_client.models.")}
    assert "pyrate_limiter" not in loaded


def test_the_second_partner_is_loaded_by_its_own_name_only() -> None:
    assert "smartbusiness_client" not in loaded_by("from signoff import SieSmart")
    loaded = loaded_by("from signoff import SmartBusiness")
    assert "smartbusiness_client.facade" in loaded
    assert not {name for name in loaded if name.startswith(("smartbusiness_client.models.", "siesmart_client"))}
    assert not loaded & {"http.server", "pyrate_limiter"}


def test_the_third_partner_is_loaded_by_its_own_name_only() -> None:
    loaded = loaded_by("from signoff import Simutek")
    assert "simutek_client.facade" in loaded
    others = ("simutek_client.models.", "siesmart_client", "smartbusiness_client")
    assert not {name for name in loaded if name.startswith(others)}
    assert not loaded & {"http.server", "pyrate_limiter", "signoff.consent"}


@pytest.mark.parametrize(
    ("earlier", "now"), [("smartbusiness_errors", "errors"), ("filters", "filters"), ("moments", "moments")]
)
def test_earlier_names_offer_what_the_module_offers_now(earlier: str, now: str) -> None:
    alias, module = import_module(f"signoff.{earlier}"), import_module(f"signoff.smartbusiness.{now}")
    assert sorted(alias.__all__) == sorted(module.__all__)
    for name in module.__all__:
        assert getattr(alias, name) is getattr(module, name)


def test_partners_have_modules_of_the_same_names() -> None:
    """Where they have the thing at all."""
    for partner in ("siesmart", "simutek", "smartbusiness"):
        found = import_module(f"signoff.{partner}")
        settings, client = (import_module(f"signoff.{partner}.{name}") for name in ("settings", "client"))
        assert found.read_environment is settings.read_environment
        assert all(getattr(client, name) is getattr(found, name) for name in client.__all__)
