from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.loan import Loan
from ...types import Response


def _get_kwargs(
    proposal_id: int,
    loan_id: int,
    *,
    body: Loan,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/proposals/{proposal_id}/loans/{loan_id}".format(
            proposal_id=quote(str(proposal_id), safe=""),
            loan_id=quote(str(loan_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Loan | None:
    if response.status_code == 200:
        response_200 = Loan.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Loan]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    proposal_id: int,
    loan_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: Loan,
    if_match: str,
) -> Response[Loan]:
    """Replace a loan

     Replaces the loan as a whole. What the request leaves out is removed from the stored loan.

    Args:
        proposal_id (int):
        loan_id (int):
        if_match (str):
        body (Loan): A loan. Request and answer have the same shape; the server sets `id`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Loan]
    """

    kwargs = _get_kwargs(
        proposal_id=proposal_id,
        loan_id=loan_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    proposal_id: int,
    loan_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: Loan,
    if_match: str,
) -> Loan | None:
    """Replace a loan

     Replaces the loan as a whole. What the request leaves out is removed from the stored loan.

    Args:
        proposal_id (int):
        loan_id (int):
        if_match (str):
        body (Loan): A loan. Request and answer have the same shape; the server sets `id`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Loan
    """

    return sync_detailed(
        proposal_id=proposal_id,
        loan_id=loan_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    proposal_id: int,
    loan_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: Loan,
    if_match: str,
) -> Response[Loan]:
    """Replace a loan

     Replaces the loan as a whole. What the request leaves out is removed from the stored loan.

    Args:
        proposal_id (int):
        loan_id (int):
        if_match (str):
        body (Loan): A loan. Request and answer have the same shape; the server sets `id`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Loan]
    """

    kwargs = _get_kwargs(
        proposal_id=proposal_id,
        loan_id=loan_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    proposal_id: int,
    loan_id: int,
    *,
    client: AuthenticatedClient | Client,
    body: Loan,
    if_match: str,
) -> Loan | None:
    """Replace a loan

     Replaces the loan as a whole. What the request leaves out is removed from the stored loan.

    Args:
        proposal_id (int):
        loan_id (int):
        if_match (str):
        body (Loan): A loan. Request and answer have the same shape; the server sets `id`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Loan
    """

    return (
        await asyncio_detailed(
            proposal_id=proposal_id,
            loan_id=loan_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
