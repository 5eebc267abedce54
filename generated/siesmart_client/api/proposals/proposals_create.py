from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.proposal import Proposal
from ...models.proposal_create import ProposalCreate
from ...types import Response


def _get_kwargs(
    *,
    body: ProposalCreate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/proposals",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Proposal | None:
    if response.status_code == 200:
        response_200 = Proposal.from_dict(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Proposal.from_dict(response.json())

        return response_201

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
    *,
    client: AuthenticatedClient | Client,
    body: ProposalCreate,
) -> Response[Proposal]:
    """Create a proposal

     Creates a proposal in an office. Either only the office is given and the rest follows by further
    calls, or
    the complete proposal is sent in one request, which is the more usual way.
    The answer carries the proposal's id and its first entity tag. This is the only modifying call that
    needs no
    precondition.
    The Postman collection posts to this path; the page on URLs shows `/proposals/proposal` instead.

    Args:
        body (ProposalCreate): A new proposal. Only the office is needed; the rest may follow step
            by step.
            Presumably either `customer` or `customerManual` is given.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Proposal]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: ProposalCreate,
) -> Proposal | None:
    """Create a proposal

     Creates a proposal in an office. Either only the office is given and the rest follows by further
    calls, or
    the complete proposal is sent in one request, which is the more usual way.
    The answer carries the proposal's id and its first entity tag. This is the only modifying call that
    needs no
    precondition.
    The Postman collection posts to this path; the page on URLs shows `/proposals/proposal` instead.

    Args:
        body (ProposalCreate): A new proposal. Only the office is needed; the rest may follow step
            by step.
            Presumably either `customer` or `customerManual` is given.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Proposal
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ProposalCreate,
) -> Response[Proposal]:
    """Create a proposal

     Creates a proposal in an office. Either only the office is given and the rest follows by further
    calls, or
    the complete proposal is sent in one request, which is the more usual way.
    The answer carries the proposal's id and its first entity tag. This is the only modifying call that
    needs no
    precondition.
    The Postman collection posts to this path; the page on URLs shows `/proposals/proposal` instead.

    Args:
        body (ProposalCreate): A new proposal. Only the office is needed; the rest may follow step
            by step.
            Presumably either `customer` or `customerManual` is given.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Proposal]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: ProposalCreate,
) -> Proposal | None:
    """Create a proposal

     Creates a proposal in an office. Either only the office is given and the rest follows by further
    calls, or
    the complete proposal is sent in one request, which is the more usual way.
    The answer carries the proposal's id and its first entity tag. This is the only modifying call that
    needs no
    precondition.
    The Postman collection posts to this path; the page on URLs shows `/proposals/proposal` instead.

    Args:
        body (ProposalCreate): A new proposal. Only the office is needed; the rest may follow step
            by step.
            Presumably either `customer` or `customerManual` is given.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Proposal
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
