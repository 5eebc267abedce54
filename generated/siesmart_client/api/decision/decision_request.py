from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.decision_request import DecisionRequest
from ...models.proposal import Proposal
from ...types import Response


def _get_kwargs(
    proposal_id: int,
    *,
    body: DecisionRequest,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/proposals/{proposal_id}/decision".format(
            proposal_id=quote(str(proposal_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Proposal | None:
    if response.status_code == 200:
        response_200 = Proposal.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Proposal]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    proposal_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: DecisionRequest,
    if_match: str,
) -> Response[Proposal]:
    """Submit for a decision

     Submits the proposal for a credit decision. All preconditions must be fulfilled. The answer is the
    entire
    proposal; the decision may follow at once or after manual underwriting.

    Args:
        proposal_id (int):
        if_match (str):
        body (DecisionRequest): What accompanies a request for a decision. A table of the source
            calls every member optional, the footnote
            of its newer text calls the three booleans mandatory. Sending all three satisfies both.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Proposal]
    """

    kwargs = _get_kwargs(
        proposal_id=proposal_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    proposal_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: DecisionRequest,
    if_match: str,
) -> Proposal | None:
    """Submit for a decision

     Submits the proposal for a credit decision. All preconditions must be fulfilled. The answer is the
    entire
    proposal; the decision may follow at once or after manual underwriting.

    Args:
        proposal_id (int):
        if_match (str):
        body (DecisionRequest): What accompanies a request for a decision. A table of the source
            calls every member optional, the footnote
            of its newer text calls the three booleans mandatory. Sending all three satisfies both.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Proposal
    """

    return sync_detailed(
        proposal_id=proposal_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    proposal_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: DecisionRequest,
    if_match: str,
) -> Response[Proposal]:
    """Submit for a decision

     Submits the proposal for a credit decision. All preconditions must be fulfilled. The answer is the
    entire
    proposal; the decision may follow at once or after manual underwriting.

    Args:
        proposal_id (int):
        if_match (str):
        body (DecisionRequest): What accompanies a request for a decision. A table of the source
            calls every member optional, the footnote
            of its newer text calls the three booleans mandatory. Sending all three satisfies both.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Proposal]
    """

    kwargs = _get_kwargs(
        proposal_id=proposal_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    proposal_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: DecisionRequest,
    if_match: str,
) -> Proposal | None:
    """Submit for a decision

     Submits the proposal for a credit decision. All preconditions must be fulfilled. The answer is the
    entire
    proposal; the decision may follow at once or after manual underwriting.

    Args:
        proposal_id (int):
        if_match (str):
        body (DecisionRequest): What accompanies a request for a decision. A table of the source
            calls every member optional, the footnote
            of its newer text calls the three booleans mandatory. Sending all three satisfies both.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Proposal
    """

    return (
        await asyncio_detailed(
            proposal_id=proposal_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
