"""Which secrets the sender configured, what each is called, and what is said of a file that cannot be read."""

from pathlib import Path

import pytest

from signoff_contract.evidence.seal.configured import CanaryFileError, configured_secrets
from signoff_contract.traffic.scrub import Secret

PREFIXES = ("SIGNOFF_", "PARCELS_")


def test_variables_that_hold_secrets_are_told_by_their_name() -> None:
    variables = {
        "PARCELS_CLIENT_SECRET": "secret-1",
        "PARCELS_SECRET": "secret-2",
        "PARCELS_REFRESH_TOKEN": "secret-3",
        "SIGNOFF_KEY_PASSPHRASE": "secret-4",
        "PARCELS_DB_PASSWORD": "secret-5",
        "PARCELS_CLIENT_ID": "an id",
        "PARCELS_TOKEN_URL": "https://login.parcels.example/token",
        "PARCELS_TOKEN_FILE": "/run/consent.json",
        "OTHERS_CLIENT_SECRET": "not ours",
        "PARCELS_EMPTY_SECRET": " ",
    }
    found = configured_secrets(variables, PREFIXES)
    assert sorted(secret.value for secret in found) == [f"secret-{number}" for number in range(1, 6)]
    assert Secret("the variable PARCELS_CLIENT_SECRET", "secret-1") in found


def test_canaries_come_one_on_each_line(tmp_path: Path) -> None:
    path = tmp_path / "canaries"
    path.write_text("\n  Zoë Canary \r\nwith, comma\n\n", encoding="utf-8")
    found = configured_secrets({"SIGNOFF_CANARIES": "one\ntwo"}, PREFIXES, path)
    assert found == [
        Secret("the variable SIGNOFF_CANARIES, line 1", "one"),
        Secret("the variable SIGNOFF_CANARIES, line 2", "two"),
        Secret("the file of canaries, line 2", "Zoë Canary"),
        Secret("the file of canaries, line 3", "with, comma"),
    ]
    assert "Canary" not in repr(found)


def test_a_file_of_canaries_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CanaryFileError, match="nothing cannot be read: No such file"):
        configured_secrets({}, PREFIXES, tmp_path / "nothing")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    with pytest.raises(CanaryFileError, match="it is not UTF-8"):
        configured_secrets({}, PREFIXES, tmp_path / "binary")
