"""Requests of the campaign's own: what no generator thinks of, and one good request where none was accepted yet."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from signoff_contract.description import Operation
from signoff_contract.traffic.exchange import READS

from .courier import Courier
from .stand import NotPrepared, Stand, find

ALTERED = "signoff-probe-token-that-was-never-granted"


def send_unauthorised(courier: Courier, operations: Iterable[Operation]) -> None:
    """Call each operation that is secured without a token and with one that was never granted.

    The path names nothing that is there: a server that lets the call in changes nothing.
    """
    for operation in operations:
        if not operation.security:
            continue
        path = operation.path
        for name in operation.path_names:
            path = path.replace(f"{{{name}}}", "1")
        for token in (None, ALTERED):
            courier.call(operation, path, {} if operation.bodies else None, token=token)


def reach(courier: Courier, stand: Stand, operations: Iterable[Operation]) -> None:
    """Call each operation that was never accepted as well as the description allows: with ids that exist, with the
    body of its first example, with the thing in each of its states until one will do. Raises NotPrepared."""
    for operation in operations:
        named = courier.named_by(operation)
        for state in range(len(stand.preparation.resource(named.name).states) if named is not None else 1):
            if operation.id not in courier.watch.accepted:
                _call(courier, stand, operation, state)


def own_changes(courier: Courier) -> tuple[Operation, ...]:
    """The operations that change only what a campaign has made, or make something; none that reaches people."""
    plan = courier.watch.preparation

    def is_own(operation: Operation) -> bool:
        resource = courier.named_by(operation)
        if operation.method in READS or operation.id in {*plan.left_out, *plan.unreached, *plan.reaching}:
            return False
        if resource is None:
            return not operation.path_names
        return all(each.create is not None for each in (resource, *courier.above(resource)))

    return tuple(each for each in courier.description if is_own(each))


def change_own(courier: Courier, stand: Stand) -> list[str]:
    """Call each operation of `own_changes` as `reach` does, and say where that was not possible."""
    trouble = []
    for operation in own_changes(courier):
        try:
            reach(courier, stand, [operation])
        except NotPrepared as error:
            trouble.append(f"{operation.id}: {error}")
    return trouble


def _call(courier: Courier, stand: Stand, operation: Operation, state: int) -> None:
    instance = stand.target(operation, fresh=True, state=state)
    values: dict[str, Any] = dict.fromkeys(operation.path_names)
    stand.name(operation, instance, values)
    path = operation.path
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(str(_or_example(courier, operation, name, value)), safe=""))
    version = instance.versions[-1] if instance is not None and instance.versions else None
    body = stand.refer(_example(courier, operation), operation)
    courier.call(operation, path, body, version if operation.needs_precondition else None)


def _or_example(courier: Courier, operation: Operation, name: str, value: Any) -> Any:
    if value is not None:
        return value
    raw = find(courier.description.document, operation.pointer)
    item = find(courier.description.document, operation.pointer.rpartition("/")[0])
    for each in (*raw.get("parameters", ()), *item.get("parameters", ())):
        described = courier.description.deref(each)
        if described.get("name") == name and "example" in described:
            return described["example"]
    raise NotPrepared(f"nothing that is prepared or described gives {name} of {operation.path}")


def _example(courier: Courier, operation: Operation) -> Any:
    raw = find(courier.description.document, operation.pointer)
    content = courier.description.deref(raw.get("requestBody", {})).get("content", {})
    for described in content.values():
        for each in described.get("examples", {}).values():
            return courier.description.deref(each).get("value")
        if "example" in described:
            return described["example"]
    return None
