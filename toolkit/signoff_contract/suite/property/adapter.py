"""The generating engine behind one door: the only module that imports schemathesis.

It generates and sends; it judges nothing. Its verdicts rest on what it thought of a case before anything was put into
it, some of them are wrong for an API with preconditions, and none is evidence of anything. All of its checks are off.

Its interfaces move with every release, so exactly one version is accepted. Everything is configured here and nothing
is read from disk. What is changed from the defaults, and why:

* Links are the description's own. Inference takes every header that looks like an id for one, request identifiers
  among them, and follows links that do not exist.
* No shrinking: nothing fails here, and a server that remembers would answer a repetition differently.
* No database, no cache, no health checks, one worker: a campaign repeats from its seed.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from threading import Event
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import define, field, frozen

from signoff_contract.install import how_to_install

from .dispatcher import CourierSession, Dispatcher
from .resource_pool import CURRENT, REAL_ID, REAL_REFERENCE, ResourcePool

if TYPE_CHECKING:
    from schemathesis.config import SchemathesisConfig
    from schemathesis.generation.case import Case
    from schemathesis.specs.openapi.schemas import OpenApiSchema

PINNED: Final = "4.32.5"


class UnsupportedEngine(Exception):
    """Another version of the engine is installed than the one this module was written for."""


@frozen
class Generation:
    """How much is generated, and of what kind.

    `max_examples` counts per operation (fuzzing) and per campaign (sequences). `positive_only` leaves out what breaks
    the description on purpose. `operations` limits the campaign to some operation ids. Sequences follow links.
    """

    seed: int
    max_examples: int
    positive_only: bool = False
    operations: tuple[str, ...] | None = None
    coverage: bool = True
    sequences: bool = True
    steps: int = 8


@define
class Tally:
    """What the engine did: how many requests it generated, and what stood in its way."""

    cases: int = 0
    trouble: list[str] = field(factory=list)


def check_version() -> None:
    """Raises UnsupportedEngine unless the pinned version is installed."""
    try:
        installed = version("schemathesis")
    except PackageNotFoundError:
        installed = "none"
    if installed != PINNED:
        raise UnsupportedEngine(
            f"the property tests need schemathesis {PINNED}, installed is {installed}; "
            f"install it {how_to_install('contract')}"
        )


def generate(
    view: Mapping[str, Any],
    dispatcher: Dispatcher,
    pool: ResourcePool | None,
    generation: Generation,
    on_phase: Callable[[str, str, Tally], None],
) -> Tally:
    """Run the engine over a view, every request through the dispatcher. `on_phase` hears of each finished scenario.

    Raises UnsupportedEngine.
    """
    check_version()
    from schemathesis import openapi
    from schemathesis.engine.context import EngineContext

    schema = openapi.from_dict(dict(view), config=_config(generation, dispatcher.base_url))
    _route(schema, dispatcher)
    if generation.operations is not None:
        schema = cast("OpenApiSchema", schema.include(operation_id=list(generation.operations)))
    _authenticate(schema, dispatcher)
    tally = Tally()
    with _prepared(schema, pool, dispatcher):
        context = EngineContext(schema=schema, stop_event=Event())
        dispatcher.spent = context.control.stop
        for event in _plan(schema, generation).execute(context):
            _take(event, tally, dispatcher, on_phase)
    if dispatcher.sent >= dispatcher.budget:
        tally.trouble.append(f"ended after {dispatcher.budget} requests, as many as this campaign may send")
    return tally


def _config(generation: Generation, base_url: str) -> "SchemathesisConfig":
    from schemathesis.config import SchemathesisConfig

    return SchemathesisConfig.from_dict(
        {
            "seed": generation.seed,
            "cache": {"enabled": False},
            "suppress-health-check": ["all"],
            "base-url": base_url,
            "workers": 1,
            "continue-on-failure": True,
            "analysis": {"constants": {"enabled": False}},
            "generation": {
                "mode": "positive" if generation.positive_only else "all",
                "max-examples": generation.max_examples,
                "no-shrink": True,
                "database": "none",
            },
            "phases": {
                "coverage": {"enabled": generation.coverage, "extra-data-sources": {"responses": False}},
                "examples": {"extra-data-sources": {"responses": False}},
                "fuzzing": {"extra-data-sources": {"responses": False}, "error-feedback": {"enabled": False}},
                "stateful": {
                    "enabled": generation.sequences,
                    "max-steps": generation.steps,
                    "inference": {"algorithms": []},
                },
            },
            "checks": {"enabled": False},
        }
    )


def _authenticate(schema: "OpenApiSchema", dispatcher: Dispatcher) -> None:
    class Provider:
        def get(self, _case: Any, _context: Any) -> str:
            return dispatcher.token()

        def set(self, case: Any, data: str, _context: Any) -> None:
            case.headers["Authorization"] = f"Bearer {data}"

    # Kept with this schema alone; the engine's registering functions are for the whole process.
    schema.auth.providers.append(Provider())


def _route(schema: "OpenApiSchema", dispatcher: Dispatcher) -> None:
    """Let every request of this schema go through the dispatcher.

    The engine would take a session for the cases themselves, but the probes of its checks open their own; the
    transport of the schema is the one place that all of them pass.
    """
    from schemathesis.transport.requests import REQUESTS_TRANSPORT, RequestsTransport

    through = CourierSession(dispatcher)

    class Transport(RequestsTransport):
        def send(self, case: Any, *, session: Any = None, **kwargs: Any) -> Any:  # noqa: ARG002
            return super().send(case, session=through, **kwargs)

    transport = Transport()
    transport._copy_serializers_from(REQUESTS_TRANSPORT)  # noqa: SLF001 - pinned; without it bodies go out empty
    schema.__class__ = type("RoutedSchema", (type(schema),), {"transport": property(lambda _self: transport)})


def _plan(schema: "OpenApiSchema", generation: Generation) -> Any:
    # The engine's plan begins with probes of the server, which no introducer would send.
    from schemathesis.engine.core import Engine, ExecutionPlan
    from schemathesis.engine.run import PhaseName

    engine = Engine(schema=schema)
    names = [PhaseName.EXAMPLES, PhaseName.COVERAGE, PhaseName.FUZZING]
    phases = [engine.get_phase_config(name, is_supported=True, requires_transitions=False) for name in names]
    if generation.sequences:
        phases.append(engine.get_phase_config(PhaseName.STATEFUL_TESTING, is_supported=True, requires_transitions=True))
    return ExecutionPlan(phases)


@contextmanager
def _prepared(schema: "OpenApiSchema", pool: ResourcePool | None, dispatcher: Dispatcher) -> Iterator[None]:
    """While this lasts, cases of this schema name what exists. The engine has such hooks for the whole process only."""
    if pool is None:
        yield
        return
    from schemathesis.hooks import GLOBAL_HOOK_DISPATCHER

    def before_call(context: Any, case: Any, kwargs: Any) -> None:  # noqa: ARG001
        if case.operation.schema is schema:
            _prepare(case, pool, dispatcher)

    GLOBAL_HOOK_DISPATCHER.register_hook_with_name(before_call, "before_call")
    try:
        yield
    finally:
        GLOBAL_HOOK_DISPATCHER.unregister(before_call)


def _prepare(case: "Case[Any]", pool: ResourcePool, dispatcher: Dispatcher) -> None:
    from schemathesis.core import NOT_SET
    from schemathesis.core.parameters import ParameterLocation
    from schemathesis.generation.meta import TestPhase

    meta = case.meta
    if meta is None:
        return

    def negative(location: ParameterLocation) -> bool:
        component = meta.components.get(location)
        return component is not None and component.mode.is_negative

    def condition(version: str | None) -> None:
        if version is not None and "If-Match" in case.headers and not negative(ParameterLocation.HEADER):
            case.headers["If-Match"] = version

    operation = pool.description.operation(_operation_id(case))
    is_example = meta.phase.name == TestPhase.EXAMPLES
    # Each of its requests comes once, so none is wasted on a thing that is not there.
    is_coverage = meta.phase.name == TestPhase.COVERAGE
    real = not case.path_parameters
    if case.path_parameters and dispatcher.knows(operation, case.path_parameters):
        # A link led here from something made in this sequence. Its entity tag may be an earlier one by now.
        real = True
        if operation.needs_precondition and pool.chooses(CURRENT):
            condition(dispatcher.current(operation, case.path_parameters))
    elif is_example or ((case.path_parameters or case.query) and (is_coverage or pool.chooses(REAL_ID))):
        instance = pool.target(operation, fresh=is_example)
        if case.path_parameters and not negative(ParameterLocation.PATH):
            real = pool.name(operation, instance, case.path_parameters)
        if instance is not None:
            condition(pool.version(instance, case.headers.get("If-Match"), current=is_example))
        if not negative(ParameterLocation.QUERY):
            if is_example:
                case.query = {**dict.fromkeys(pool.named_by_query(operation)), **(case.query or {})}
            pool.ask(operation, case.query or {})
    if is_example and real and case.body is not NOT_SET and operation.id not in pool.preparation.elsewhere:
        dispatcher.examples.add(case.id)
    referred = is_example or pool.chooses(REAL_REFERENCE)
    if referred and case.body is not NOT_SET and not negative(ParameterLocation.BODY):
        case.body = pool.refer(case.body, operation)


def _operation_id(case: "Case[Any]") -> str:
    return str(case.operation.definition.raw.get("operationId", case.operation.label))


def _take(event: Any, tally: Tally, dispatcher: Dispatcher, on_phase: Callable[[str, str, Tally], None]) -> None:
    from schemathesis.engine import events

    if isinstance(event, events.ScenarioFinished):
        nodes = event.recorder.cases.values()
        tally.cases += sum(1 for node in nodes if node.parent_id is None or node.transition is not None)
        on_phase(event.phase.value, event.label or "sequences", tally)
    elif isinstance(event, events.NonFatalError) and dispatcher.sent < dispatcher.budget:
        # Only the kind of error: its text may hold a value. Operations without links make no sequences; that is no loss.
        kind = type(event.value).__name__
        if kind != "NoLinksFound":
            tally.trouble.append(f"{event.label}: {kind} in {event.phase and event.phase.value}")
    elif isinstance(event, events.FatalError):
        tally.trouble.append(f"the engine gave up: {type(event.exception).__name__}")
