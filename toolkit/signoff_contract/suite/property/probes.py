"""Requests of the campaign's own: what no generator thinks of, and one good request where none was accepted yet."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from signoff_contract.description import Operation
from signoff_contract.traffic.exchange import READS

from .dispatcher import Dispatcher
from .resource_pool import NotPrepared, ResourcePool, find

ALTERED = "signoff-probe-token-that-was-never-granted"


def send_unauthorised(dispatcher: Dispatcher, operations: Iterable[Operation]) -> None:
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
            dispatcher.call(operation, path, {} if operation.bodies else None, token=token)


def reach(dispatcher: Dispatcher, pool: ResourcePool, operations: Iterable[Operation]) -> None:
    """Call each operation that was never accepted as well as the description allows: with ids that exist, with the
    body of its first example, with the thing in each of its states until one will do. Raises NotPrepared."""
    for operation in operations:
        named = dispatcher.named_by(operation)
        for state in range(len(pool.preparation.resource(named.name).states) if named is not None else 1):
            if operation.id not in dispatcher.watch.accepted:
                _call(dispatcher, pool, operation, state)


def own_changes(dispatcher: Dispatcher) -> tuple[Operation, ...]:
    """The operations that change only what a campaign has made, or make something; none that reaches people."""
    plan = dispatcher.watch.preparation

    def is_own(operation: Operation) -> bool:
        resource = dispatcher.named_by(operation)
        if operation.method in READS or operation.id in {*plan.left_out, *plan.unreached, *plan.reaching}:
            return False
        if resource is None:
            return not operation.path_names
        return all(each.create is not None for each in (resource, *dispatcher.above(resource)))

    return tuple(each for each in dispatcher.description if is_own(each))


def change_own(dispatcher: Dispatcher, pool: ResourcePool) -> list[str]:
    """Call each operation of `own_changes` as `reach` does, and say where that was not possible."""
    trouble = []
    for operation in own_changes(dispatcher):
        try:
            reach(dispatcher, pool, [operation])
        except NotPrepared as error:
            trouble.append(f"{operation.id}: {error}")
    return trouble


def _call(dispatcher: Dispatcher, pool: ResourcePool, operation: Operation, state: int) -> None:
    instance = pool.target(operation, fresh=True, state=state)
    values: dict[str, Any] = dict.fromkeys(operation.path_names)
    pool.name(operation, instance, values)
    path = operation.path
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(str(_or_example(dispatcher, operation, name, value)), safe=""))
    version = instance.versions[-1] if instance is not None and instance.versions else None
    body = pool.refer(_example(dispatcher, operation), operation)
    dispatcher.call(operation, path, body, version if operation.needs_precondition else None)


def _or_example(dispatcher: Dispatcher, operation: Operation, name: str, value: Any) -> Any:
    if value is not None:
        return value
    raw = find(dispatcher.description.document, operation.pointer)
    item = find(dispatcher.description.document, operation.pointer.rpartition("/")[0])
    for each in (*raw.get("parameters", ()), *item.get("parameters", ())):
        described = dispatcher.description.deref(each)
        if described.get("name") == name and "example" in described:
            return described["example"]
    raise NotPrepared(f"nothing that is prepared or described gives {name} of {operation.path}")


def _example(dispatcher: Dispatcher, operation: Operation) -> Any:
    raw = find(dispatcher.description.document, operation.pointer)
    content = dispatcher.description.deref(raw.get("requestBody", {})).get("content", {})
    for described in content.values():
        for each in described.get("examples", {}).values():
            return dispatcher.description.deref(each).get("value")
        if "example" in described:
            return described["example"]
    return None
