from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.document_mail import DocumentMail
from ...types import Response


def _get_kwargs(
    proposal_id: int,
    document_type: str,
    document_value: int,
    *,
    body: DocumentMail,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/proposals/{proposal_id}/documents/{document_type}/{document_value}/email".format(
            proposal_id=quote(str(proposal_id), safe=""),
            document_type=quote(str(document_type), safe=""),
            document_value=quote(str(document_value), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | None:
    if response.status_code == 204:
        return None

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    proposal_id: int,
    document_type: str,
    document_value: int,
    *,
    client: AuthenticatedClient | Client,
    body: DocumentMail,
    if_match: str,
) -> Response[Any]:
    """Send a document by e-mail

     Sends one document to the given addresses.

    Args:
        proposal_id (int):
        document_type (str):
        document_value (int):
        if_match (str):
        body (DocumentMail): A message that carries a document.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = _get_kwargs(
        proposal_id=proposal_id,
        document_type=document_type,
        document_value=document_value,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


async def asyncio_detailed(
    proposal_id: int,
    document_type: str,
    document_value: int,
    *,
    client: AuthenticatedClient | Client,
    body: DocumentMail,
    if_match: str,
) -> Response[Any]:
    """Send a document by e-mail

     Sends one document to the given addresses.

    Args:
        proposal_id (int):
        document_type (str):
        document_value (int):
        if_match (str):
        body (DocumentMail): A message that carries a document.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any]
    """

    kwargs = _get_kwargs(
        proposal_id=proposal_id,
        document_type=document_type,
        document_value=document_value,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)
