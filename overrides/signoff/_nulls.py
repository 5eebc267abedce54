"""A second reading of a body whose null members its description does not foresee.

Partners answer null for what is absent, also where no document says so. A generated parser then refuses the whole
body, although nothing in it is wrong. Leaving such members out reads it; nothing else is forgiven.
"""

from collections.abc import Container
from typing import Any

import httpx2
from attrs import frozen

from signoff._calls import Parse


@frozen
class _ParserClient:
    """Stands in for the generated client, of which a parser reads this one setting."""

    raise_on_unexpected_status: bool = False


PARSER_CLIENT = _ParserClient()


@frozen
class _Reread:
    """Stands in for the answer, as far as a parser of a JSON body looks at it."""

    status_code: int
    body: Any

    def json(self) -> Any:
        return self.body


def parse_without_nulls(parse: Parse, response: httpx2.Response) -> Any:
    """Parse the body again, members whose value is null left out.

    A member that the description requires and allows to be null is missed by the parser then: its name tells, and it
    is put back. Whatever else is wrong with the body is raised as the parser raises it.
    """
    body = response.json()
    kept: set[str] = set()
    absent = _names_of_nulls(body)
    while True:
        try:
            return parse(client=PARSER_CLIENT, response=_Reread(response.status_code, _without_nulls(body, kept)))
        except KeyError as problem:
            name = problem.args[0] if problem.args else None
            if name not in absent or name in kept:
                raise
            kept.add(name)


def _without_nulls(value: Any, kept: Container[str]) -> Any:
    if isinstance(value, dict):
        return {
            name: _without_nulls(member, kept) for name, member in value.items() if member is not None or name in kept
        }
    if isinstance(value, list):
        return [_without_nulls(element, kept) for element in value]
    return value


def _names_of_nulls(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {name for name, member in value.items() if member is None}
        return own.union(*map(_names_of_nulls, value.values()))
    if isinstance(value, list):
        return set[str]().union(*map(_names_of_nulls, value))
    return set()
