"""The generating engine behind one door: the only module that imports schemathesis.

Its interfaces move with every release, so exactly one version is accepted. Everything is configured here and nothing
is read from disk. What is changed from the defaults, and why:

* `positive_data_acceptance` also accepts 400 and 412. A request that fits every schema may still name an office that
  is not there or a version that is stale, and then a correct server refuses it. That well-chosen requests are
  accepted is judged by our own check on the description's examples.
* `negative_data_rejection` and `missing_required_header` also accept 412 and 428: a missing or wrong If-Match is
  refused so. Which of them a partner has promised is judged by our own check.
* `use_after_free`, `ensure_resource_availability`: off. They take withdrawing a decision for deleting a proposal.
* `object_level_authorization`: off. It needs several users.
* Links are the description's own. Inference takes every header that looks like an id for one, request identifiers
  among them, and follows links that do not exist.
* No shrinking: no value is ever shown, so there is no use for a smaller one, and a server that remembers would answer
  the repetition differently.
* No database, no cache, no health checks, one worker: a campaign repeats from its seed.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from threading import Event
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import define, field, frozen

from .courier import Courier, CourierSession
from .stand import CURRENT, REAL_ID, REAL_REFERENCE, Stand

if TYPE_CHECKING:
    from schemathesis.config import SchemathesisConfig
    from schemathesis.generation.case import Case
    from schemathesis.specs.openapi.schemas import OpenApiSchema

PINNED: Final = "4.32.5"

BUILT_IN: Final = {
    "not_a_server_error": "No request provokes a server error",
    "status_code_conformance": "Every status code is described",
    "content_type_conformance": "Every media type is described",
    "response_headers_conformance": "Every described header is there and fits",
    "response_schema_conformance": "Every body fits its schema",
    "negative_data_rejection": "What breaks the description is refused",
    "positive_data_acceptance": "What fits the description is accepted or refused for a reason",
    "missing_required_header": "A missing mandatory header is refused",
    "unsupported_method": "A method that is not described is refused with 405 and Allow",
    "allow_header_conformance": "Allow names exactly the described methods",
    "ignored_auth": "Authentication cannot be left out or faked",
}
_OFF: Final = ("use_after_free", "ensure_resource_availability", "object_level_authorization")


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


@frozen
class EngineFailure:
    """A failure of one of the engine's own checks. `title` is the engine's, without values."""

    check: str
    title: str
    operation: str
    status: int | None
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    number: int | None = None


@define
class Tally:
    """What the engine did: generated requests, how often each of its checks had something to judge, what failed."""

    cases: int = 0
    exercised: dict[str, int] = field(factory=dict)
    failed: dict[str, int] = field(factory=dict)
    failures: list[EngineFailure] = field(factory=list)
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
            f"install it with: pip install 'schemathesis=={PINNED}'"
        )


def generate(
    view: Mapping[str, Any],
    courier: Courier,
    stand: Stand | None,
    generation: Generation,
    on_phase: Callable[[str, str, Tally], None],
) -> Tally:
    """Run the engine over a view, every request through the courier. `on_phase` hears of each finished scenario.

    Raises UnsupportedEngine.
    """
    check_version()
    from schemathesis import openapi
    from schemathesis.checks import load_all_checks
    from schemathesis.engine.context import EngineContext

    load_all_checks()
    schema = openapi.from_dict(dict(view), config=_config(generation, courier.base_url))
    _route(schema, courier)
    if generation.operations is not None:
        schema = cast("OpenApiSchema", schema.include(operation_id=list(generation.operations)))
    _authenticate(schema, courier)
    tally = Tally()
    with _prepared(schema, stand, courier):
        context = EngineContext(schema=schema, stop_event=Event())
        courier.spent = context.control.stop
        for event in _plan(schema, generation).execute(context):
            _take(event, tally, courier, on_phase)
    if courier.sent >= courier.budget:
        tally.trouble.append(f"ended after {courier.budget} requests, as many as this campaign may send")
    tally.exercised["ignored_auth"] = len(context.auth_enforced_operations) + tally.failed.get("ignored_auth", 0)
    return tally


def _config(generation: Generation, base_url: str) -> "SchemathesisConfig":
    from schemathesis.config import SchemathesisConfig

    refused = ["400", "401", "403", "404", "405", "406", "409", "412", "415", "422", "428", "429", "503"]
    checks: dict[str, Any] = {name: {"enabled": False} for name in _OFF}
    checks["positive_data_acceptance"] = {
        "expected-statuses": ["2xx", "400", "401", "403", "404", "409", "412", "429", "5xx"]
    }
    checks["negative_data_rejection"] = {"expected-statuses": [*refused, "5xx"]}
    checks["missing_required_header"] = {"expected-statuses": refused}
    if generation.positive_only:
        # It sends requests without a token, which is no positive request.
        checks["ignored_auth"] = {"enabled": False}
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
            "checks": checks,
        }
    )


def _authenticate(schema: "OpenApiSchema", courier: Courier) -> None:
    class Provider:
        def get(self, _case: Any, _context: Any) -> str:
            return courier.token()

        def set(self, case: Any, data: str, _context: Any) -> None:
            case.headers["Authorization"] = f"Bearer {data}"

    # Kept with this schema alone; the engine's registering functions are for the whole process.
    schema.auth.providers.append(Provider())


def _route(schema: "OpenApiSchema", courier: Courier) -> None:
    """Let every request of this schema go through the courier.

    The engine would take a session for the cases themselves, but the probes of its checks open their own; the
    transport of the schema is the one place that all of them pass.
    """
    from schemathesis.transport.requests import REQUESTS_TRANSPORT, RequestsTransport

    through = CourierSession(courier)

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
def _prepared(schema: "OpenApiSchema", stand: Stand | None, courier: Courier) -> Iterator[None]:
    """While this lasts, cases of this schema name what exists. The engine has such hooks for the whole process only."""
    if stand is None:
        yield
        return
    from schemathesis.hooks import GLOBAL_HOOK_DISPATCHER

    def before_call(context: Any, case: Any, kwargs: Any) -> None:  # noqa: ARG001
        if case.operation.schema is schema:
            _prepare(case, stand, courier)

    GLOBAL_HOOK_DISPATCHER.register_hook_with_name(before_call, "before_call")
    try:
        yield
    finally:
        GLOBAL_HOOK_DISPATCHER.unregister(before_call)


def _prepare(case: "Case[Any]", stand: Stand, courier: Courier) -> None:
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

    is_example = meta.phase.name == TestPhase.EXAMPLES
    named = str((case.path_parameters or {}).get(stand.preparation.parameter))
    real = not case.path_parameters
    if named in courier.known:
        # A link led here from a resource made in this sequence. Its entity tag may be an earlier one by now.
        if stand.chooses(CURRENT):
            condition(courier.current(named))
    elif is_example or ((case.path_parameters or case.query) and stand.chooses(REAL_ID)):
        stand.ready(fresh=is_example)
        if case.path_parameters and not negative(ParameterLocation.PATH):
            real = stand.name(case.path_parameters)
        if not negative(ParameterLocation.QUERY):
            if is_example:
                case.query = {**dict.fromkeys(stand.named_by_query(_operation_id(case))), **(case.query or {})}
            stand.ask(case.query or {})
        condition(stand.version(case.headers.get("If-Match"), current=is_example))
    if is_example and real and case.body is not NOT_SET and _operation_id(case) not in stand.preparation.elsewhere:
        courier.examples.add(case.id)
    referred = is_example or stand.chooses(REAL_REFERENCE)
    if referred and case.body is not NOT_SET and not negative(ParameterLocation.BODY):
        case.body = stand.refer(case.body)


def _operation_id(case: "Case[Any]") -> str:
    return str(case.operation.definition.raw.get("operationId", case.operation.label))


def _take(event: Any, tally: Tally, courier: Courier, on_phase: Callable[[str, str, Tally], None]) -> None:
    from schemathesis.engine import events

    if isinstance(event, events.ScenarioFinished):
        _count(event.recorder, tally, courier)
        on_phase(event.phase.value, event.label or "sequences", tally)
    elif isinstance(event, events.NonFatalError) and courier.sent < courier.budget:
        # Only the kind of error: its text may hold a value.
        tally.trouble.append(f"{event.label}: {type(event.value).__name__} in {event.phase and event.phase.value}")
    elif isinstance(event, events.FatalError):
        tally.trouble.append(f"the engine gave up: {type(event.exception).__name__}")


def _count(recorder: Any, tally: Tally, courier: Courier) -> None:
    from schemathesis.engine import Status

    tally.cases += sum(1 for node in recorder.cases.values() if node.parent_id is None or node.transition is not None)
    for case_id, nodes in recorder.checks.items():
        case = recorder.cases[case_id].value
        for node in nodes:
            if node.name not in BUILT_IN:
                continue
            failed = node.status == Status.FAILURE
            if node.name != "ignored_auth" and (failed or _had_something_to_judge(node.name, case)):
                tally.exercised[node.name] = tally.exercised.get(node.name, 0) + 1
            if failed:
                tally.failed[node.name] = tally.failed.get(node.name, 0) + 1
                tally.failures.append(_failure(node, case, recorder, case_id, courier))


def _had_something_to_judge(name: str, case: "Case[Any]") -> bool:
    """The engine calls a check a success that had nothing to do with the case; this tells both apart."""
    from schemathesis.core.parameters import ParameterLocation
    from schemathesis.generation.meta import REQUEST_SHAPE_PROBES, CoverageScenario, coverage_scenario

    meta, scenario = case.meta, coverage_scenario(case)
    if meta is None:
        return False
    if name in {"unsupported_method", "allow_header_conformance"}:
        return scenario == CoverageScenario.UNSPECIFIED_HTTP_METHOD
    if name == "missing_required_header":
        location = getattr(meta.phase.data, "parameter_location", None)
        return scenario == CoverageScenario.MISSING_PARAMETER and location == ParameterLocation.HEADER
    if scenario in REQUEST_SHAPE_PROBES:
        return name == "not_a_server_error"
    if name == "positive_data_acceptance":
        return meta.generation.mode.is_positive
    if name == "negative_data_rejection":
        return meta.generation.mode.is_negative
    return True


def _failure(node: Any, case: "Case[Any]", recorder: Any, case_id: str, courier: Courier) -> EngineFailure:
    interaction = recorder.interactions.get(case_id)
    response = interaction.response if interaction is not None else None
    return EngineFailure(
        check=node.name,
        title=str(node.failure_info.failure.title),
        operation=_operation_id(case),
        status=response.status_code if response is not None else None,
        headers={name: values[0] for name, values in response.headers.items()} if response is not None else {},
        body=response.content if response is not None else b"",
        number=courier.number_of(response.request) if response is not None else None,
    )
