from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.document import Document
from ...models.signing_request import SigningRequest
from ...types import Response


def _get_kwargs(
    proposal_id: int,
    *,
    body: SigningRequest,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/proposals/{proposal_id}/documents/signing".format(
            proposal_id=quote(str(proposal_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> list[Document] | None:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = Document.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[list[Document]]:
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
    body: SigningRequest,
    if_match: str,
) -> Response[list[Document]]:
    """Start electronic signing

     Requests electronic signatures for documents of the proposal. The answer lists the documents in
    their new
    state.

    Args:
        proposal_id (int):
        if_match (str):
        body (SigningRequest): Documents to sign and those who sign them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[Document]]
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
    body: SigningRequest,
    if_match: str,
) -> list[Document] | None:
    """Start electronic signing

     Requests electronic signatures for documents of the proposal. The answer lists the documents in
    their new
    state.

    Args:
        proposal_id (int):
        if_match (str):
        body (SigningRequest): Documents to sign and those who sign them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[Document]
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
    body: SigningRequest,
    if_match: str,
) -> Response[list[Document]]:
    """Start electronic signing

     Requests electronic signatures for documents of the proposal. The answer lists the documents in
    their new
    state.

    Args:
        proposal_id (int):
        if_match (str):
        body (SigningRequest): Documents to sign and those who sign them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[list[Document]]
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
    body: SigningRequest,
    if_match: str,
) -> list[Document] | None:
    """Start electronic signing

     Requests electronic signatures for documents of the proposal. The answer lists the documents in
    their new
    state.

    Args:
        proposal_id (int):
        if_match (str):
        body (SigningRequest): Documents to sign and those who sign them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        list[Document]
    """

    return (
        await asyncio_detailed(
            proposal_id=proposal_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
