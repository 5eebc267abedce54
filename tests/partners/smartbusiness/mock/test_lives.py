"""The life of every resource, by one table: created, read, listed, changed, deleted; and what is refused."""

from typing import Any

import httpx2
import pytest

from signoff_partners.smartbusiness.mock.tables import Field

from .conftest import CREATED, TABLES, Account, Json, errors_of, minimal, path_of, sample

READ_ONLY = tuple(name for name, each in TABLES.resources.items() if each.path and "create" not in each.verbs)


def complete(name: str, account: Account) -> Json:
    """A body with every member that can be written."""
    resource = TABLES.resources[name]
    body = minimal(name, account)
    for field in resource.shape.fields.values():
        if field.writable(True) and field.name not in {"positions", "entity_type", "entity_id"}:
            body[field.name] = sample(field, resource, account, body)
    return body


@pytest.mark.parametrize("name", CREATED)
def test_from_creation_to_deletion(account: Account, name: str) -> None:
    path, shape = path_of(name, account), TABLES.resources[name].shape
    before = account.items(path)
    created = account.create(path, minimal(name, account))
    entity = f"{path}/{created['id']}"
    assert set(created) == set(shape.always)
    assert account.item(entity) == created
    assert [each for each in account.items(path) if each not in before] == [created]
    changed = account.update(entity, notes="neu") if "notes" in shape.fields else account.update(entity)
    moving = {"notes", "updated", "page_amount"}
    assert {k: v for k, v in changed.items() if k not in moving} == {
        k: v for k, v in created.items() if k not in moving
    }
    assert account.item(entity) == changed
    deleted = account.call("DELETE", entity)
    assert (deleted.status_code, deleted.content) == (204, b"")
    for gone in (account.get(entity), account.call("DELETE", entity), account.call("PUT", entity, {})):
        assert gone.status_code == 404
        assert (gone.json()["code"], gone.json()["meta"]) == (3000, {"entity_type": name})
    assert account.items(path) == before


@pytest.mark.parametrize("name", CREATED)
def test_every_member_comes_back_as_it_was_sent(account: Account, name: str) -> None:
    path, shape = path_of(name, account), TABLES.resources[name].shape
    body = complete(name, account)
    created = account.create(path, body)
    wanted = ",".join(sorted(shape.optional))
    read = account.item(f"{path}/{created['id']}", with_=wanted)
    takes_with = TABLES.resources[name].takes_with
    assert set(read) == set(shape.fields if takes_with else shape.always)
    for member, sent in body.items():
        if member in read:
            assert_stored(sent, read[member], member)
    if takes_with:
        [listed] = [each for each in account.items(path, with_=wanted) if each["id"] == created["id"]]
        assert listed == read


def assert_stored(sent: Any, read: Any, where: str) -> None:
    if isinstance(sent, dict):
        for name, value in sent.items():
            assert_stored(value, read[name], f"{where}.{name}")
    elif isinstance(sent, list) and sent and isinstance(sent[0], dict):
        assert len(sent) == len(read)
        for one, other in zip(sent, read, strict=True):
            assert_stored(one, other, where)
    else:
        assert read == sent, where
        assert type(read) is type(sent), where


@pytest.mark.parametrize("name", CREATED)
def test_a_change_leaves_alone_what_it_does_not_name(account: Account, name: str) -> None:
    path, shape = path_of(name, account), TABLES.resources[name].shape
    body = complete(name, account)
    entity = f"{path}/{account.create(path, minimal(name, account))['id']}"
    wanted = ",".join(sorted(shape.optional)) if TABLES.resources[name].takes_with else ""
    for field in shape.fields.values():
        if not field.writable(False) or field.name.startswith("contact_") or field.name == "positions":
            continue
        before = account.item(entity, with_=wanted)
        account.update(entity, **{field.name: body[field.name]})
        after = account.item(entity, with_=wanted)
        changed = {key for key, value in after.items() if value != before[key]}
        follows = {f"{field.name}_url", f"{field.name.removesuffix('_id')}_name", field.name.removesuffix("_id")}
        follows |= {"updated", "total", "page_amount", "positions"}
        assert changed <= {field.name} | follows, field.name
        if field.name in after:
            assert_stored(body[field.name], after[field.name], field.name)


@pytest.mark.parametrize("name", CREATED)
def test_several_are_deleted_together_or_not_at_all(account: Account, name: str) -> None:
    path = path_of(name, account)
    ids = [account.create(path, minimal(name, account))["id"] for _ in range(3)]
    before = account.mock.snapshot()
    refused = account.call("DELETE", f"{path}/{ids[0]},1,{ids[1]}")
    assert refused.status_code == 404
    assert account.mock.snapshot() == before
    assert account.call("DELETE", f"{path}/{ids[0]},{ids[2]},{ids[0]}").status_code == 204
    left = [each["id"] for each in account.items(path)]
    assert ids[1] in left
    assert not {ids[0], ids[2]} & set(left)


@pytest.mark.parametrize("name", CREATED)
def test_what_is_required_is_missed_by_its_key(account: Account, name: str) -> None:
    path, shape = path_of(name, account), TABLES.resources[name].shape
    required = {each.name for each in shape.fields.values() if each.required(True)}
    for body in (dict[str, Any](), list[Any]()):
        errors = errors_of(account.call("POST", path, body))
        assert {key: code for key, code in errors.items() if key in required} == dict.fromkeys(required, 1100)
    whole = minimal(name, account)
    before = account.mock.snapshot()
    for missing in required:
        errors = errors_of(account.call("POST", path, {k: v for k, v in whole.items() if k != missing}))
        assert errors[missing] == 1100
        errors = errors_of(account.call("POST", path, {**whole, missing: None}))
        assert errors[missing] == 1100
    assert account.mock.snapshot() == before


def wrong(field: Field) -> list[tuple[Any, int]]:
    """Values that a field cannot have, with the code that says why."""
    values: list[tuple[Any, int]] = [] if field.nullable or field.write.endswith("required") else [(None, 1101)]
    if field.type in {"string", "enum", "date", "datetime", "time"}:
        values += [(1, 1101), (True, 1101), ([], 1101)]
    if field.type in {"int", "float", "bool"}:
        values += [("1", 1101), ({}, 1101)]
    if field.type in {"int", "float"}:
        values += [(True, 1101), (10**10, 1102)]
    extra: dict[str, list[tuple[Any, int]]] = {
        "int": [(1.5, 1101)],
        "bool": [(1, 1101)],
        "enum": [("XX", 1102), ("", 1102)],
        "enums": [("CL", 1101), ([1], 1101), (["XX"], 1102), ([], 1100), (["CL", "CL"], 1102)],
        "date": [("2026-02-30", 1103), ("1.2.2026", 1103), ("2026-1-2", 1103), ("", 1103), ("0000-01-01", 1103)],
        "datetime": [("2026-02-01T08:00:00", 1103), ("2026-02-01", 1103), ("2026-02-01 25:00:00", 1103)],
        "time": [("24:00", 1103), ("8:00", 1103), ("08:00:00", 1103)],
        "list": [("x", 1101), ({}, 1101)],
        "object": [("x", 1101), (["x"], 1101)],
    }
    values += extra.get(field.type, [])
    return values + [
        (text, 1103)
        for text in {"email": ["nobody", "a@b", "a b@example.com"], "currency": ["chf", "C"]}.get(field.format, [])
    ]


@pytest.mark.parametrize("name", CREATED)
def test_every_wrong_value_is_refused_by_its_key(account: Account, name: str) -> None:
    path, shape = path_of(name, account), TABLES.resources[name].shape
    whole = minimal(name, account)
    entity = f"{path}/{account.create(path, whole)['id']}"
    before = account.mock.snapshot()
    for field in shape.fields.values():
        for value, code in wrong(field) if field.writable(True) else ():
            if field.unique and value is None:
                continue
            errors = errors_of(account.call("POST", path, {**whole, field.name: value}))
            assert errors.get(field.name) == code, (field.name, value, errors)
            if field.writable(False):
                errors = errors_of(account.call("PUT", entity, {field.name: value}))
                assert errors.get(field.name) == code, (field.name, value, errors)
        if field.refers and field.writable(True):
            assert errors_of(account.call("POST", path, {**whole, field.name: 1 if field.refers != "unit" else 99}))
    assert account.mock.snapshot() == before


@pytest.mark.parametrize("name", CREATED)
def test_what_the_server_sets_is_passed_over(account: Account, name: str) -> None:
    path, shape = path_of(name, account), TABLES.resources[name].shape
    foreign = {each.name: "x" for each in shape.fields.values() if not each.write} | {"nobody_knows": 1}
    created = account.create(path, {**minimal(name, account), **foreign})
    fixed = {each.name: "x" for each in shape.fields.values() if not each.writable(False)}
    changed = account.update(f"{path}/{created['id']}", **fixed)
    assert {k: v for k, v in changed.items() if k != "updated"} == {k: v for k, v in created.items() if k != "updated"}


@pytest.mark.parametrize("name", READ_ONLY)
def test_what_is_only_read(account: Account, name: str) -> None:
    resource = TABLES.resources[name]
    items = account.items(resource.path, with_="permissions")
    assert items
    for each in items:
        assert account.item(f"{resource.path}/{each['id']}", with_="permissions") == each
        assert each["permissions"] == ["view", "edit"]
    refused: list[httpx2.Response] = [
        account.call("POST", resource.path, {}),
        account.call("PUT", f"{resource.path}/{items[0]['id']}", {}),
        account.call("DELETE", f"{resource.path}/{items[0]['id']}"),
    ]
    assert [(each.status_code, each.json()["code"], each.headers["allow"]) for each in refused] == [
        (405, 7000, "GET, HEAD")
    ] * 3


def test_read_only_members_can_be_refused(make: Any, description: Any) -> None:
    strict = make(refuse_read_only=True)
    account = Account(strict, description, strict.clients[0])
    contact = account.contact()
    entity = f"/contacts/{contact['id']}"
    errors = errors_of(account.call("PUT", entity, {"id": 1, "created": "x", "main_address": {}, "name": "Neu"}))
    assert errors == {"id": 1104, "created": 1104, "main_address": 1104}
    assert account.item(entity) == contact
