from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Document")


@_attrs_define
class Document:
    """A document of a proposal and what may be done with it. More members may exist; the source is cut off.

    Attributes:
        id (DocumentId): Identifies a document of a proposal: the pair of both members.
        document_type (DocumentType | Unset): Kind of document.
        print_options (list[PrintOption] | Unset):
        download_allowed (bool | Unset):
        download_signed_allowed (bool | Unset):
        download_uploaded_allowed (bool | Unset):
        send_by_email_allowed (bool | Unset):
        required (bool | Unset):
        received (bool | Unset):
        valid (bool | Unset):
        received_date (datetime.datetime | Unset):
        validation_date (datetime.datetime | Unset):
        signatories (list[Signatory] | Unset): Those who sign, each with the state of the own signature.
    """

    id: DocumentId
    document_type: DocumentType | Unset = UNSET
    print_options: list[PrintOption] | Unset = UNSET
    download_allowed: bool | Unset = UNSET
    download_signed_allowed: bool | Unset = UNSET
    download_uploaded_allowed: bool | Unset = UNSET
    send_by_email_allowed: bool | Unset = UNSET
    required: bool | Unset = UNSET
    received: bool | Unset = UNSET
    valid: bool | Unset = UNSET
    received_date: datetime.datetime | Unset = UNSET
    validation_date: datetime.datetime | Unset = UNSET
    signatories: list[Signatory] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id.to_dict()

        document_type: dict[str, Any] | Unset = UNSET
        if not isinstance(self.document_type, Unset):
            document_type = self.document_type.to_dict()

        print_options: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.print_options, Unset):
            print_options = []
            for print_options_item_data in self.print_options:
                print_options_item = print_options_item_data.to_dict()
                print_options.append(print_options_item)

        download_allowed = self.download_allowed

        download_signed_allowed = self.download_signed_allowed

        download_uploaded_allowed = self.download_uploaded_allowed

        send_by_email_allowed = self.send_by_email_allowed

        required = self.required

        received = self.received

        valid = self.valid

        received_date: str | Unset = UNSET
        if not isinstance(self.received_date, Unset):
            received_date = self.received_date.isoformat()

        validation_date: str | Unset = UNSET
        if not isinstance(self.validation_date, Unset):
            validation_date = self.validation_date.isoformat()

        signatories: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.signatories, Unset):
            signatories = []
            for signatories_item_data in self.signatories:
                signatories_item = signatories_item_data.to_dict()
                signatories.append(signatories_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if document_type is not UNSET:
            field_dict["documentType"] = document_type
        if print_options is not UNSET:
            field_dict["printOptions"] = print_options
        if download_allowed is not UNSET:
            field_dict["downloadAllowed"] = download_allowed
        if download_signed_allowed is not UNSET:
            field_dict["downloadSignedAllowed"] = download_signed_allowed
        if download_uploaded_allowed is not UNSET:
            field_dict["downloadUploadedAllowed"] = download_uploaded_allowed
        if send_by_email_allowed is not UNSET:
            field_dict["sendByEmailAllowed"] = send_by_email_allowed
        if required is not UNSET:
            field_dict["required"] = required
        if received is not UNSET:
            field_dict["received"] = received
        if valid is not UNSET:
            field_dict["valid"] = valid
        if received_date is not UNSET:
            field_dict["receivedDate"] = received_date
        if validation_date is not UNSET:
            field_dict["validationDate"] = validation_date
        if signatories is not UNSET:
            field_dict["signatories"] = signatories

        return field_dict

    @classmethod
    @_reading(
        {
            "id": "id",
            "document_type": "documentType",
            "print_options": "printOptions",
            "download_allowed": "downloadAllowed",
            "download_signed_allowed": "downloadSignedAllowed",
            "download_uploaded_allowed": "downloadUploadedAllowed",
            "send_by_email_allowed": "sendByEmailAllowed",
            "required": "required",
            "received": "received",
            "valid": "valid",
            "received_date": "receivedDate",
            "validation_date": "validationDate",
            "signatories": "signatories",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = DocumentId.from_dict(d.pop("id"))

        _document_type = d.pop("documentType", UNSET)
        document_type: DocumentType | Unset
        if isinstance(_document_type, Unset):
            document_type = UNSET
        else:
            document_type = DocumentType.from_dict(_document_type)

        _print_options = d.pop("printOptions", UNSET)
        print_options: list[PrintOption] | Unset = UNSET
        if _print_options is not UNSET:
            print_options = []
            for print_options_item_data in _print_options:
                print_options_item = PrintOption.from_dict(print_options_item_data)

                print_options.append(print_options_item)

        download_allowed = d.pop("downloadAllowed", UNSET)

        download_signed_allowed = d.pop("downloadSignedAllowed", UNSET)

        download_uploaded_allowed = d.pop("downloadUploadedAllowed", UNSET)

        send_by_email_allowed = d.pop("sendByEmailAllowed", UNSET)

        required = d.pop("required", UNSET)

        received = d.pop("received", UNSET)

        valid = d.pop("valid", UNSET)

        _received_date = d.pop("receivedDate", UNSET)
        received_date: datetime.datetime | Unset
        if isinstance(_received_date, Unset):
            received_date = UNSET
        else:
            received_date = datetime.datetime.fromisoformat(_received_date)

        _validation_date = d.pop("validationDate", UNSET)
        validation_date: datetime.datetime | Unset
        if isinstance(_validation_date, Unset):
            validation_date = UNSET
        else:
            validation_date = datetime.datetime.fromisoformat(_validation_date)

        _signatories = d.pop("signatories", UNSET)
        signatories: list[Signatory] | Unset = UNSET
        if _signatories is not UNSET:
            signatories = []
            for signatories_item_data in _signatories:
                signatories_item = Signatory.from_dict(signatories_item_data)

                signatories.append(signatories_item)

        document = cls(
            id=id,
            document_type=document_type,
            print_options=print_options,
            download_allowed=download_allowed,
            download_signed_allowed=download_signed_allowed,
            download_uploaded_allowed=download_uploaded_allowed,
            send_by_email_allowed=send_by_email_allowed,
            required=required,
            received=received,
            valid=valid,
            received_date=received_date,
            validation_date=validation_date,
            signatories=signatories,
        )

        document.additional_properties = d
        return document

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties


from ..models.document_id import DocumentId  # noqa: E402
from ..models.document_type import DocumentType  # noqa: E402
from ..models.print_option import PrintOption  # noqa: E402
from ..models.signatory import Signatory  # noqa: E402
