"""Which server the property tests speak to, and what is said when something about it is missing."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

CREDENTIALS = {"SIESMART_CLIENT_ID": "me", "SIESMART_CLIENT_SECRET": "hidden-secret"}
LOOPBACK = {"SIGNOFF_TARGET": "http://127.0.0.1:8080/siesmart/b2b/v1", "SIGNOFF_TOKEN_URL": "http://127.0.0.1:8080/t"}


@pytest.fixture(scope="module")
def conftest() -> ModuleType:
    path = Path(__file__).parents[3] / "contract_tests" / "conftest.py"
    spec = importlib.util.spec_from_file_location("property_conftest", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_mock_is_the_default(conftest: ModuleType) -> None:
    assert conftest.choose({}) is None
    assert conftest.choose({"SIGNOFF_TARGET": "mock"}) is None
    assert conftest.choose_seed({}) == 0


def test_another_server_is_named_by_its_addresses(conftest: ModuleType) -> None:
    chosen = conftest.choose({**CREDENTIALS, **LOOPBACK})
    assert chosen.environment.base_url == LOOPBACK["SIGNOFF_TARGET"]
    assert chosen.environment.token_url == LOOPBACK["SIGNOFF_TOKEN_URL"]
    assert "hidden-secret" not in repr(chosen)
    assert conftest.choose({**CREDENTIALS, "SIGNOFF_TARGET": "test"}).name == "test"


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"SIGNOFF_TARGET": "live"}, "refused"),
        ({"SIGNOFF_TARGET": "test"}, "SIESMART_CLIENT_ID, SIESMART_CLIENT_SECRET"),
        ({"SIGNOFF_TARGET": "test", "SIESMART_CLIENT_ID": "me"}, "also needs SIESMART_CLIENT_SECRET"),
        ({**CREDENTIALS, "SIGNOFF_TARGET": "https://siesmart.example.com/v1"}, "also needs SIGNOFF_TOKEN_URL"),
        ({**CREDENTIALS, **LOOPBACK, "SIGNOFF_TARGET": "http://siesmart.example.com/v1"}, "must be https"),
        ({**CREDENTIALS, **LOOPBACK, "SIGNOFF_TARGET": "nonsense"}, "SIGNOFF_TARGET"),
    ],
)
def test_what_is_missing_is_named(variables: dict[str, str], said: str, conftest: ModuleType) -> None:
    with pytest.raises(pytest.UsageError, match=said) as caught:
        conftest.choose(variables)
    assert "hidden-secret" not in str(caught.value)


def test_a_seed_is_a_whole_number(conftest: ModuleType) -> None:
    assert conftest.choose_seed({"SIGNOFF_SEED": "7"}) == 7
    with pytest.raises(pytest.UsageError, match="whole number"):
        conftest.choose_seed({"SIGNOFF_SEED": "-1"})
