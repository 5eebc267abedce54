from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.calculation_request import CalculationRequest
from ...models.calculation_result import CalculationResult
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: CalculationRequest,
    proposal_id: int | Unset = UNSET,
    office_id: int | Unset = UNSET,
    amount_financed: float | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["proposal-id"] = proposal_id

    params["office-id"] = office_id

    params["amount-financed"] = amount_financed

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/calculation",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CalculationResult | None:
    if response.status_code == 200:
        response_200 = CalculationResult.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CalculationResult]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CalculationRequest,
    proposal_id: int | Unset = UNSET,
    office_id: int | Unset = UNSET,
    amount_financed: float | Unset = UNSET,
) -> Response[CalculationResult]:
    """Calculate and store nothing

     Carries out a finance calculation and returns the result. Nothing is stored, so no precondition is
    needed.
    It rests on the given proposal; without one on the given office; without both on the first office of
    the
    user. Without a proposal the financed amount is mandatory; with one it is not considered.

    Args:
        proposal_id (int | Unset):
        office_id (int | Unset):
        amount_financed (float | Unset):
        body (CalculationRequest): A finance calculation to carry out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CalculationResult]
    """

    kwargs = _get_kwargs(
        body=body,
        proposal_id=proposal_id,
        office_id=office_id,
        amount_financed=amount_financed,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: CalculationRequest,
    proposal_id: int | Unset = UNSET,
    office_id: int | Unset = UNSET,
    amount_financed: float | Unset = UNSET,
) -> CalculationResult | None:
    """Calculate and store nothing

     Carries out a finance calculation and returns the result. Nothing is stored, so no precondition is
    needed.
    It rests on the given proposal; without one on the given office; without both on the first office of
    the
    user. Without a proposal the financed amount is mandatory; with one it is not considered.

    Args:
        proposal_id (int | Unset):
        office_id (int | Unset):
        amount_financed (float | Unset):
        body (CalculationRequest): A finance calculation to carry out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CalculationResult
    """

    return sync_detailed(
        client=client,
        body=body,
        proposal_id=proposal_id,
        office_id=office_id,
        amount_financed=amount_financed,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CalculationRequest,
    proposal_id: int | Unset = UNSET,
    office_id: int | Unset = UNSET,
    amount_financed: float | Unset = UNSET,
) -> Response[CalculationResult]:
    """Calculate and store nothing

     Carries out a finance calculation and returns the result. Nothing is stored, so no precondition is
    needed.
    It rests on the given proposal; without one on the given office; without both on the first office of
    the
    user. Without a proposal the financed amount is mandatory; with one it is not considered.

    Args:
        proposal_id (int | Unset):
        office_id (int | Unset):
        amount_financed (float | Unset):
        body (CalculationRequest): A finance calculation to carry out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CalculationResult]
    """

    kwargs = _get_kwargs(
        body=body,
        proposal_id=proposal_id,
        office_id=office_id,
        amount_financed=amount_financed,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: CalculationRequest,
    proposal_id: int | Unset = UNSET,
    office_id: int | Unset = UNSET,
    amount_financed: float | Unset = UNSET,
) -> CalculationResult | None:
    """Calculate and store nothing

     Carries out a finance calculation and returns the result. Nothing is stored, so no precondition is
    needed.
    It rests on the given proposal; without one on the given office; without both on the first office of
    the
    user. Without a proposal the financed amount is mandatory; with one it is not considered.

    Args:
        proposal_id (int | Unset):
        office_id (int | Unset):
        amount_financed (float | Unset):
        body (CalculationRequest): A finance calculation to carry out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CalculationResult
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            proposal_id=proposal_id,
            office_id=office_id,
            amount_financed=amount_financed,
        )
    ).parsed
