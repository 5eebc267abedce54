"""Applying an edit again after a conflict: only when asked to, and never what was made already."""

from typing import Any

import httpx2
import pytest

from signoff import (
    BadRequest,
    ConfigurationError,
    InterleavedChange,
    RawResponse,
    VersionConflict,
)

from .conftest import World, settle
from .store import Store, asset

pytestmark = pytest.mark.anyio


@pytest.fixture(params=[False, True], ids=["no-etag", "etag"])
def store(world: World, request: pytest.FixtureRequest) -> Store:
    made = Store(world, etag_on_writes=request.param)
    world.handler = made
    return made


def adding(world: World, *codes: str, calls: list[str] | None = None) -> Any:
    """A function for `reapply` that adds assets, of the kind that the client wants."""

    def change(edit: Any) -> Any:
        if calls is not None:
            calls.append(edit.proposal.version)
        return [edit.assets.add(asset(code)) for code in codes]

    async def change_async(edit: Any) -> Any:
        if calls is not None:
            calls.append(edit.proposal.version)
        return [await edit.assets.add(asset(code)) for code in codes]

    return change_async if world.kind == "async" else change


async def test_reapplying_reads_again_and_calls_again(world: World, store: Store) -> None:
    store.before_change = [lambda: store.touch(label="rival 1"), lambda: store.touch(label="rival 2")]
    calls: list[str] = []
    (added,) = await settle(world.client().reapply(7, adding(world, "A", calls=calls)))
    assert added.value.asset_iac_code == "A"
    assert calls == ['"v1"', '"v2"', '"v3"']
    assert store.proposal["label"] == "rival 2"
    assert len(store.proposal["assets"]) == 1


async def test_reapplying_gives_up_with_both_versions(world: World, store: Store) -> None:
    store.before_change = [store.touch] * 5
    with pytest.raises(VersionConflict) as caught:
        await settle(world.client().reapply(7, adding(world, "A"), attempts=2))
    assert (caught.value.sent_version, caught.value.current_version) == ('"v2"', '"v3"')
    assert caught.value.__notes__ == ["gave up after 2 attempts"]
    assert "assets" not in store.proposal


async def test_what_was_partly_made_is_not_applied_again(world: World, store: Store) -> None:
    store.before_change = [lambda: None, lambda: store.touch(label="rival")]
    with pytest.raises(VersionConflict) as caught:
        await settle(world.client().reapply(7, adding(world, "A", "B")))
    assert "1 change(s) of this edit were already made" in caught.value.__notes__[0]
    assert [one["assetIacCode"] for one in store.proposal["assets"]] == ["A"]


async def test_a_repeatable_function_is_called_again(world: World, store: Store) -> None:
    store.before_change = [lambda: None, lambda: store.touch(label="rival")]

    def missing(edit: Any) -> list[str]:
        present = {one.asset_iac_code for one in edit.proposal.value.assets or []}
        return [code for code in ("A", "B") if code not in present]

    def change(edit: Any) -> None:
        for code in missing(edit):
            edit.assets.add(asset(code))

    async def change_async(edit: Any) -> None:
        for code in missing(edit):
            await edit.assets.add(asset(code))

    function: Any = change_async if world.kind == "async" else change
    await settle(world.client().reapply(7, function, repeatable=True))
    assert [one["assetIacCode"] for one in store.proposal["assets"]] == ["A", "B"]


async def test_a_change_that_was_made_is_not_applied_again(world: World, store: Store) -> None:
    store.etag_on_writes = False
    store.after_change = [lambda: store.touch(label=f"rival {store.number}")] * 5
    await settle(world.client().reapply(7, adding(world, "A")))
    with pytest.raises(InterleavedChange) as caught:
        await settle(world.client().reapply(7, adding(world, "B", "C")))
    assert "1 change(s) of this edit were already made" in caught.value.__notes__[0]
    assert [one["assetIacCode"] for one in store.proposal["assets"]] == ["A", "B"]


async def test_a_repeatable_function_is_called_again_after_an_interleaved_change(world: World, store: Store) -> None:
    store.etag_on_writes = False
    store.after_change = [lambda: store.touch(label="rival")]

    def missing(edit: Any) -> list[str]:
        present = {one.asset_iac_code for one in edit.proposal.value.assets or []}
        return [code for code in ("A", "B") if code not in present]

    def change(edit: Any) -> None:
        for code in missing(edit):
            edit.assets.add(asset(code))

    async def change_async(edit: Any) -> None:
        for code in missing(edit):
            await edit.assets.add(asset(code))

    function: Any = change_async if world.kind == "async" else change
    await settle(world.client().reapply(7, function, repeatable=True))
    assert [one["assetIacCode"] for one in store.proposal["assets"]] == ["A", "B"]


async def test_other_errors_are_not_reapplied(world: World, store: Store) -> None:
    store.override = [httpx2.Response(400)]
    calls: list[str] = []
    with pytest.raises(BadRequest):
        await settle(world.client().reapply(7, adding(world, "A", calls=calls)))
    assert len(calls) == 1
    with pytest.raises(ConfigurationError, match="attempts"):
        await settle(world.client().reapply(7, adding(world, "A"), attempts=0))


async def test_a_conflict_for_want_of_a_version_is_not_reapplied(world: World, store: Store) -> None:
    calls: list[str] = []

    def change(edit: Any) -> None:
        calls.append(edit.proposal.version)
        raise VersionConflict(status=412, method="PUT", path="/x", response=RawResponse(412))

    async def change_async(edit: Any) -> None:
        change(edit)

    function: Any = change_async if world.kind == "async" else change
    with pytest.raises(VersionConflict, match="no If-Match"):
        await settle(world.client().reapply(7, function))
    assert len(calls) == 1
