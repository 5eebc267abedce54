"""Documents into files: complete or not there, never in memory, never behind the event loop's back."""

import os
from pathlib import Path
from typing import Any

import httpx2
import pytest

from signoff import CallOptions, ConfigurationError, ConnectionFailed, SieSmart, SignoffError, UnexpectedResponse
from signoff.downloads import download
from signoff.smartbusiness.errors import EntityNotFound

from .conftest import FakeClock, Stream, World as SieSmartWorld, settle
from .smartbusiness_world import REQUEST_ID, World, refusal

pytestmark = pytest.mark.anyio

PDF = {"Content-Type": "application/pdf", "X-Request-Id": REQUEST_ID}


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


def document(*chunks: bytes, breaks: Exception | None = None, kind: str = "application/pdf") -> httpx2.Response:
    return httpx2.Response(200, stream=Stream(*chunks, breaks=breaks), headers={**PDF, "Content-Type": kind})


def files(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


async def test_a_document_arrives_in_its_file(world: World, tmp_path: Path) -> None:
    world.books.script = [document(b"%PDF", b"-1.7 ", b"end")]
    client = world.client()
    saved = await settle(download(tmp_path / "a.pdf").of(client.invoices.get_pdf, 7))
    assert saved.value == tmp_path / "a.pdf"
    assert (saved.status, saved.trace_id) == (200, REQUEST_ID)
    assert saved.value.read_bytes() == b"%PDF-1.7 end"
    assert files(tmp_path) == ["a.pdf"]
    assert world.books.requests[0].url.path == "/v2/receivables/invoices/7/pdf"


async def test_arguments_and_options_reach_the_call(world: World, tmp_path: Path) -> None:
    world.books.script = [document(b"\x89PNG", kind="image/png")]
    client = world.client()
    call = download(str(tmp_path / "a.png")).of(
        client.invoices.get_preview, 7, page=2, size=600, options=CallOptions(deadline=5)
    )
    await settle(call)
    assert world.books.requests[0].url.query == b"page=2&size=600"
    assert world.books.requests[0].extensions["timeout"]["read"] <= 5


async def test_what_had_the_name_is_replaced_in_one_step(world: World, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    seen: list[bytes] = []
    stream = Stream(b"%PDF", b"-", each=lambda: seen.append(target.read_bytes()))
    world.books.script = [httpx2.Response(200, stream=stream, headers=PDF)]
    await settle(download(target).of(world.client().invoices.get_pdf, 7))
    assert seen == [b"old", b"old"]
    assert target.read_bytes() == b"%PDF-"


@pytest.mark.parametrize(
    ("response", "error"),
    [
        (refusal(404, 3000), EntityNotFound),
        (httpx2.Response(200, html="<p>"), UnexpectedResponse),
        (httpx2.Response(200, content=b"", headers=PDF), UnexpectedResponse),
        (httpx2.Response(201, content=b"%PDF-", headers=PDF), UnexpectedResponse),
    ],
    ids=str,
)
async def test_what_is_no_document_leaves_no_file(
    world: World, tmp_path: Path, response: httpx2.Response, error: type[Exception]
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    world.books.script = [response]
    with pytest.raises(error):
        await settle(download(tmp_path / "a.pdf").of(world.client().invoices.get_pdf, 7))
    assert files(tmp_path) == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == b"old"


async def test_a_document_that_breaks_off_is_asked_for_again_from_its_beginning(world: World, tmp_path: Path) -> None:
    broken = document(b"%PDF-xxxxxxxxx", breaks=httpx2.ReadError("gone"))
    world.books.script = [broken, document(b"%PDF", b"-ok")]
    await settle(download(tmp_path / "a.pdf").of(world.client().invoices.get_pdf, 7))
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF-ok"


async def test_in_the_end_nothing_is_left(world: World, tmp_path: Path) -> None:
    world.books.script = [document(b"%PDF-x", breaks=httpx2.ReadError("gone")) for _ in range(3)]
    with pytest.raises(ConnectionFailed):
        await settle(download(tmp_path / "a.pdf").of(world.client().invoices.get_pdf, 7))
    assert files(tmp_path) == []


async def test_the_limit_ends_it(world: World, tmp_path: Path) -> None:
    stream = Stream(*[b"%PDF-" + b"x" * 5] * 100)
    world.books.script = [httpx2.Response(200, stream=stream, headers=PDF)]
    with pytest.raises(UnexpectedResponse, match="longer than 25 bytes"):
        await settle(download(tmp_path / "a.pdf", limit=25).of(world.client().invoices.get_pdf, 7))
    assert files(tmp_path) == []
    assert stream.taken <= 4
    assert stream.closed


async def test_exactly_the_limit_is_fine(world: World, tmp_path: Path) -> None:
    world.books.script = [document(b"%PDF-", b"12345")]
    await settle(download(tmp_path / "a.pdf", limit=10).of(world.client().invoices.get_pdf, 7))
    assert (tmp_path / "a.pdf").stat().st_size == 10


async def test_more_than_memory_would_take(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signoff._pipeline.commands.LARGEST_SUCCESS", 1000)
    world.books.script = [document(b"%PDF-" + b"x" * 5000)]
    await settle(download(tmp_path / "a.pdf").of(world.client().invoices.get_pdf, 7))
    assert (tmp_path / "a.pdf").stat().st_size == 5005


async def test_a_place_that_cannot_be_written_is_found_first(world: World, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        await settle(download(tmp_path / "absent" / "a.pdf").of(world.client().invoices.get_pdf, 7))
    assert world.books.requests == []


@pytest.mark.parametrize("limit", [0, -1, 1.5, True])
def test_a_senseless_limit_is_refused(limit: Any) -> None:
    with pytest.raises(ConfigurationError, match="limit"):
        download("a.pdf", limit=limit)


def test_options_have_to_be_options() -> None:
    client = World("sync").client()
    with pytest.raises(ConfigurationError, match="options must be CallOptions, not dict"):
        download("a.pdf").of(client.invoices.get_pdf, 7, options={"deadline": 5})


def test_nobody_else_reads_a_file_on_its_way(tmp_path: Path) -> None:
    previous = os.umask(0)
    modes: list[int] = []
    try:
        world = World("sync")
        stream = Stream(b"%PDF-", each=lambda: modes.extend(p.stat().st_mode & 0o777 for p in tmp_path.iterdir()))
        world.books.script = [httpx2.Response(200, stream=stream, headers=PDF)]
        download(tmp_path / "a.pdf").of(world.client().invoices.get_pdf, 7)
    finally:
        os.umask(previous)
    assert modes == [0o600]


async def test_the_first_partner_has_it_too(tmp_path: Path, world: World) -> None:
    siesmart = SieSmartWorld(world.kind)
    siesmart.partner.script = [httpx2.Response(200, content=b"%PDF-d", headers={"Content-Type": "application/pdf"})]
    client: SieSmart = siesmart.client()
    await settle(download(tmp_path / "d.pdf").of(client.decision.download, 7))
    assert (tmp_path / "d.pdf").read_bytes() == b"%PDF-d"


async def test_a_deadline_in_the_middle_leaves_nothing(world: World, tmp_path: Path) -> None:
    clock: FakeClock = world.clock
    stream = Stream(b"%PDF-", b"x", b"y", each=lambda: clock.advance(100))
    world.books.script = [httpx2.Response(200, stream=stream, headers=PDF)]
    with pytest.raises(SignoffError):
        await settle(download(tmp_path / "a.pdf").of(world.client().invoices.get_pdf, 7))
    assert files(tmp_path) == []


PERMISSIONS = pytest.mark.skipif(os.name != "posix", reason="permissions and links of a POSIX system")


async def get(world: World, path: Any) -> Path:
    world.books.script = [document(b"%PDF-new")]
    result = await settle(download(path).of(world.client().invoices.get_pdf, 7))
    found: Path = result.value
    return found


@PERMISSIONS
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
async def test_a_new_file_has_the_permissions_that_any_new_file_has(
    world: World, tmp_path: Path, umask: int, mode: int
) -> None:
    before = os.umask(umask)
    try:
        made = await get(world, tmp_path / "a.pdf")
    finally:
        os.umask(before)
    assert made.stat().st_mode & 0o777 == mode
    assert sorted(tmp_path.glob("*")) == [made]  # noqa: ASYNC240


@PERMISSIONS
async def test_a_file_that_is_replaced_keeps_its_permissions(world: World, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    (tmp_path / "a.pdf").chmod(0o664)
    made = await get(world, tmp_path / "a.pdf")
    assert made.stat().st_mode & 0o777 == 0o664
    assert made.read_bytes() == b"%PDF-new"


@PERMISSIONS
@pytest.mark.parametrize("exists", [True, False])
async def test_a_link_stays_one_and_the_file_behind_it_is_written(world: World, tmp_path: Path, exists: bool) -> None:
    real, link = tmp_path / "elsewhere" / "real.pdf", tmp_path / "link.pdf"
    real.parent.mkdir()
    if exists:
        real.write_bytes(b"old")
    link.symlink_to(real)
    assert await get(world, link) == link
    assert link.is_symlink()
    assert real.read_bytes() == b"%PDF-new"


async def test_a_name_may_be_as_long_as_names_can_be(world: World, tmp_path: Path) -> None:
    name = "x" * 251 + ".pdf"
    assert (await get(world, tmp_path / name)).read_bytes() == b"%PDF-new"
    with pytest.raises(OSError, match="too long"):
        await get(world, tmp_path / ("x" + name))
    assert len(world.books.requests) == 1


async def test_the_home_directory_can_be_meant(world: World, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert await get(world, "~/a.pdf") == tmp_path / "a.pdf"


@pytest.mark.parametrize("path", ["", 5, None])
def test_a_path_that_is_none_is_refused(path: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"^path must"):
        download(path)


@PERMISSIONS
async def test_only_plain_files_are_replaced(world: World, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place, words in ((tmp_path, "not of a folder"), (tmp_path / "pipe", "plain file")):
        with pytest.raises(OSError, match=words):
            await get(world, place)
    assert world.books.requests == []
    assert (tmp_path / "pipe").is_fifo()
