"""The generated facade: its signatures, what it hands to the caller, and that both twins agree."""

import asyncio
import importlib
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest
from attrs import define, field

from signoff.versions import Result, Versioned
from signoff_contract.codegen.facade import docstring, literal

from .conftest import Generated

ETAG = '"2023-06-15T10:14:03.968Z"'


@define
class FakeCaller:
    """Answers every call with one response, parsed as the generated endpoint does it."""

    client: Any
    response: httpx2.Response
    calls: list[tuple[str, Any, dict[str, Any], Any]] = field(factory=list)

    def _answer(self, port: str, operation: Any, arguments: dict[str, Any], parse: Any, options: Any) -> Any:
        self.calls.append((port, operation, arguments, options))
        assert self.response.status_code in operation.statuses
        return parse(client=self.client, response=self.response) if parse else None

    def result(self, operation: Any, arguments: dict[str, Any], parse: Any, options: Any) -> Result[Any]:
        value = self._answer("result", operation, arguments, parse, options)
        return Result(value, None, self.response.status_code, self.response.headers)

    def versioned(self, operation: Any, arguments: dict[str, Any], parse: Any, options: Any) -> Versioned[Any]:
        value = self._answer("versioned", operation, arguments, parse, options)
        return Versioned(value, None, self.response.status_code, self.response.headers, self.response.headers["etag"])

    def content(self, operation: Any, arguments: dict[str, Any], options: Any) -> Result[bytes]:
        self._answer("content", operation, arguments, None, options)
        return Result(self.response.content, None, self.response.status_code, self.response.headers)

    def nothing(self, operation: Any, arguments: dict[str, Any], options: Any) -> Result[None]:
        self._answer("nothing", operation, arguments, None, options)
        return Result(None, None, self.response.status_code, self.response.headers)


@define
class FakeAsyncCaller:
    inner: FakeCaller

    def __getattr__(self, name: str) -> Any:
        async def call(*arguments: Any) -> Any:
            return getattr(self.inner, name)(*arguments)

        return call


@pytest.fixture
def models(importable: Generated) -> Any:
    return importlib.import_module("demo_client.models")


def fake(response: httpx2.Response) -> FakeCaller:
    client = importlib.import_module("demo_client").Client(base_url="https://demo.example.com")
    return FakeCaller(client, response)


def api(response: httpx2.Response) -> tuple[Any, FakeCaller]:
    caller = fake(response)
    return importlib.import_module("demo_client.facade").DemoResources(caller), caller


SIGNATURES = {
    "orders.create": "(body: OrderCreate, *, options: CallOptions | None = None) -> Versioned[Order]",
    "orders.list": (
        "(*, state: str, page_size: int | None = None, version_: str | None = None,"
        " options: CallOptions | None = None) -> Result[builtins.list[Order]]"
    ),
    "orders.get": "(order_id: int, *, options: CallOptions | None = None) -> Versioned[Order]",
    "orders.replace_line": (
        "(order_id: int, line_id: int, body: Line, *, version: VersionLike,"
        " options: CallOptions | None = None) -> Result[Line]"
    ),
    "papers.download": "(order_id: int, paper_name: str, *, options: CallOptions | None = None) -> Result[bytes]",
    "papers.remove": (
        "(order_id: int, paper_name: str, *, version: VersionLike | None = None,"
        " options: CallOptions | None = None) -> Result[None]"
    ),
}


def signature(function: Any) -> str:
    return re.sub(r"'([^']*)'", r"\1", str(inspect.signature(function))).replace("models.", "")


def methods(resources: Any) -> dict[str, Any]:
    return {
        f"{name}.{method}": function
        for name, resource in vars(resources).items()
        for method, function in inspect.getmembers(resource, inspect.ismethod)
        if not method.startswith("_")
    }


def test_the_signatures_are_these(importable: Generated) -> None:
    resources, _ = api(httpx2.Response(200))
    found = {name: signature(function) for name, function in methods(resources).items()}
    # Keyword-only arguments have no order that a caller could notice.
    assert {name: sorted(text.split(", ")) for name, text in found.items()} == {
        name: sorted(text.split(", ")) for name, text in SIGNATURES.items()
    }


def test_the_awaited_twin_has_the_same_methods_and_signatures(importable: Generated) -> None:
    resources, caller = api(httpx2.Response(200))
    twin = importlib.import_module("demo_client.facade_async").AsyncDemoResources(FakeAsyncCaller(caller))
    assert {name: signature(function) for name, function in methods(twin).items()} == {
        name: signature(function) for name, function in methods(resources).items()
    }
    assert all(inspect.iscoroutinefunction(function) for function in methods(twin).values())
    assert not any(inspect.iscoroutinefunction(function) for function in methods(resources).values())
    for name, function in methods(twin).items():
        assert function.__doc__ == methods(resources)[name].__doc__


def test_a_versioned_answer_carries_model_and_tag(models: Any) -> None:
    resources, caller = api(httpx2.Response(200, json={"id": 7, "lines": [{"amount": 1.5}]}, headers={"ETag": ETAG}))
    read = resources.orders.get(7)
    assert isinstance(read, Versioned)
    assert read.version == ETAG
    assert isinstance(read.value, models.Order)
    assert read.value.lines == [models.Line(amount=1.5)]
    port, operation, arguments, _ = caller.calls[0]
    assert (port, operation.id, operation.modifies) == ("versioned", "orders_get", False)
    assert (operation.method, operation.path) == ("GET", "/orders/{order-id}")
    assert arguments == {"method": "get", "url": "/orders/7"}


def test_both_success_statuses_are_parsed_as_the_same_model(models: Any) -> None:
    for status in (200, 201):
        resources, caller = api(httpx2.Response(status, json={"id": 1}, headers={"ETag": ETAG}))
        created = resources.orders.create(models.OrderCreate(label="press"))
        assert created.value == models.Order(id=1)
        assert caller.calls[0][1].statuses == {200, 201}
        assert caller.calls[0][2]["json"] == {"label": "press"}


def test_a_change_sends_the_version_that_was_read_byte_for_byte(models: Any) -> None:
    resources, caller = api(httpx2.Response(200, json={"amount": 2}))
    read = Versioned(models.Order(id=7), None, 200, {}, ETAG)
    changed = resources.orders.replace_line(7, 3, models.Line(amount=2), version=read, options="options")
    assert changed.value == models.Line(amount=2)
    port, operation, arguments, options = caller.calls[0]
    assert (port, operation.modifies, options) == ("result", True, "options")
    assert arguments["url"] == "/orders/7/lines/3"
    assert arguments["headers"]["If-Match"] == ETAG
    resources.orders.replace_line(7, 3, models.Line(amount=2), version="bare")
    assert caller.calls[1][2]["headers"]["If-Match"] == "bare"


def test_a_change_without_a_version_is_no_call(models: Any) -> None:
    resources, caller = api(httpx2.Response(200, json={}))
    with pytest.raises(TypeError, match="version"):
        resources.orders.replace_line(7, 3, models.Line(amount=2))
    with pytest.raises(ValueError, match="empty"):
        resources.orders.replace_line(7, 3, models.Line(amount=2), version="")
    assert caller.calls == []


def test_query_parameters_left_out_are_not_sent(models: Any) -> None:
    resources, caller = api(httpx2.Response(200, json=[{"id": 1}, {"id": 2}]))
    assert resources.orders.list(state="new").value == [models.Order(id=1), models.Order(id=2)]
    assert caller.calls[0][2]["params"] == {"state": "new"}
    resources.orders.list(state="new", page_size=5, version_="v")
    assert caller.calls[1][2]["params"] == {"state": "new", "page-size": 5, "version": "v"}


def test_a_document_is_bytes_and_an_empty_answer_is_none(importable: Generated) -> None:
    resources, caller = api(httpx2.Response(200, content=b"%PDF-1.7"))
    assert resources.papers.download(7, "a/b ").value == b"%PDF-1.7"
    assert caller.calls[0][0] == "content"
    assert caller.calls[0][2]["url"] == "/orders/7/papers/a%2Fb%20"
    resources, caller = api(httpx2.Response(204))
    assert resources.papers.remove(7, "a").value is None
    assert "If-Match" not in caller.calls[0][2]["headers"]
    resources.papers.remove(7, "a", version=ETAG)
    assert caller.calls[1][2]["headers"]["If-Match"] == ETAG
    assert [call[0] for call in caller.calls] == ["nothing", "nothing"]


def test_the_awaited_twin_makes_the_same_calls(models: Any) -> None:
    async def run(caller: FakeCaller) -> Any:
        twin = importlib.import_module("demo_client.facade_async").AsyncDemoResources(FakeAsyncCaller(caller))
        await twin.orders.replace_line(7, 3, models.Line(amount=2), version=ETAG)
        return await twin.orders.list(state="new")

    resources, caller = api(httpx2.Response(200, json=[]))
    twin_caller = fake(httpx2.Response(200, json=[]))
    caller.response = twin_caller.response = httpx2.Response(200, json={"amount": 2})
    resources.orders.replace_line(7, 3, models.Line(amount=2), version=ETAG)
    caller.response = httpx2.Response(200, json=[])
    resources.orders.list(state="new")

    class Switching(FakeCaller):
        def _answer(self, *given: Any) -> Any:
            self.response = httpx2.Response(200, json={"amount": 2} if given[1].modifies else [])
            return FakeCaller._answer(self, *given)

    twin_caller = Switching(caller.client, httpx2.Response(200))
    assert asyncio.run(run(twin_caller)).value == []
    assert [call[2] for call in twin_caller.calls] == [call[2] for call in caller.calls]
    assert [call[0] for call in twin_caller.calls] == [call[0] for call in caller.calls]


def test_docstrings_say_summary_version_errors_and_source(importable: Generated) -> None:
    resources, _ = api(httpx2.Response(200))
    text = resources.orders.replace_line.__doc__
    assert text.startswith("Replace a line.\n")
    assert "Needs the ``version``" in text
    assert "VersionConflict" in text
    assert ":raises ValueError:" in text
    assert "Source: Demo handbook (documented)." in text
    assert "Needs no version. The answer carries the version" in resources.orders.create.__doc__


def test_text_of_a_description_cannot_leave_its_docstring(importable: Generated) -> None:
    resources, _ = api(httpx2.Response(200))
    text = resources.orders.get.__doc__
    assert text.startswith('Read """ an order \\N{x}.\n')
    assert 'First "paragraph" with a \\U escape.' in text
    assert 'Source: Demo handbook, "orders" (inferred).' in text


@pytest.mark.parametrize(
    "hostile",
    [
        '"',
        '""',
        '"""',
        '\\"""',
        "\\",
        'a"""\nimport os',
        "x\x00\x1b[0m",
        '" * 3',
        "'''",
        'end\\"',
        "\\N{BULLET}",
        '""""',
    ],
)
def test_hostile_text_stays_text(hostile: str) -> None:
    source = f'def f():\n    """{docstring(hostile, 4)}"""\n'
    scope: dict[str, Any] = {}
    exec(compile(source, "hostile", "exec"), scope)  # noqa: S102 - that nothing but a docstring comes out is the test
    assert set(scope) == {"__builtins__", "f"}
    assert scope["f"].__code__.co_names == ()
    words = "".join(character for character in hostile if character.isprintable())
    assert "".join(scope["f"].__doc__.split()) == "".join(words.split())
    assert eval(literal(hostile), {}) == hostile  # noqa: S307


def test_importing_one_endpoint_loads_only_its_models(importable: Generated) -> None:
    program = (
        "import sys, demo_client.api.orders.orders_replace_line\n"
        "print(sorted(n for n in sys.modules if n.startswith('demo_client.models.')))\n"
        "from demo_client.models import Error\n"
        "import demo_client.models as m\n"
        "print(sorted(n for n in sys.modules if n.startswith('demo_client.models.')))\n"
        "print(Error.__name__, m.Error is Error, 'Order' in dir(m), m.__all__)\n"
        "print(getattr(m, 'Missing', 'no such model'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(importable.output)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "['demo_client.models.line']",
        "['demo_client.models.error', 'demo_client.models.line']",
        "Error True True ('Error', 'Line', 'Order', 'OrderCreate')",
        "no such model",
    ]


def test_importing_the_facade_loads_no_model_and_no_endpoint(importable: Generated) -> None:
    program = (
        "import sys, demo_client.facade, demo_client.facade_async\n"
        "print(sorted(n for n in sys.modules if n.startswith(('demo_client.models.', 'demo_client.api'))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(importable.output)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


USE = """
from typing import assert_type

from demo_client.facade import DemoResources
from demo_client.facade_async import AsyncDemoResources
from demo_client.models import Line, Order, OrderCreate
from signoff.versions import Result, Versioned


def use(api: DemoResources) -> None:
    order = api.orders.create(OrderCreate(label="press"))
    assert_type(order, Versioned[Order])
    assert_type(api.orders.replace_line(1, 2, Line(amount=1.0), version=order), Result[Line])
    assert_type(api.orders.list(state="new"), Result[list[Order]])
    assert_type(api.papers.download(1, "a"), Result[bytes])
    assert_type(api.papers.remove(1, "a"), Result[None])
    api.orders.replace_line(1, 2, Line(amount=1.0))  # type: ignore[call-arg]
    api.orders.get("1")  # type: ignore[arg-type]


async def use_async(api: AsyncDemoResources) -> None:
    assert_type(await api.orders.get(1), Versioned[Order])
    assert_type(await api.orders.list(state="new", page_size=1), Result[list[Order]])
"""


def test_mypy_strict_accepts_the_tree_and_knows_every_type(importable: Generated, tmp_path: Path) -> None:
    use = tmp_path / "use_demo.py"
    use.write_text(USE, "utf-8")
    checkout = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", "cache", use, importable.package],
        env={**os.environ, "MYPYPATH": os.pathsep.join([str(importable.output), str(checkout / "overrides")])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
