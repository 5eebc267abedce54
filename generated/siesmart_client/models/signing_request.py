from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="SigningRequest")


@_attrs_define
class SigningRequest:
    """Documents to sign and those who sign them.

    Attributes:
        document_ids (list[DocumentId]):
        signatories (list[Signatory]):
        emails_in_cc (str | Unset): Addresses that receive a copy. How several are separated is not known.
        uploaded_document (UploadedDocument | Unset): A file and its type.
    """

    document_ids: list[DocumentId]
    signatories: list[Signatory]
    emails_in_cc: str | Unset = UNSET
    uploaded_document: UploadedDocument | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        document_ids = []
        for document_ids_item_data in self.document_ids:
            document_ids_item = document_ids_item_data.to_dict()
            document_ids.append(document_ids_item)

        signatories = []
        for signatories_item_data in self.signatories:
            signatories_item = signatories_item_data.to_dict()
            signatories.append(signatories_item)

        emails_in_cc = self.emails_in_cc

        uploaded_document: dict[str, Any] | Unset = UNSET
        if not isinstance(self.uploaded_document, Unset):
            uploaded_document = self.uploaded_document.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "documentIds": document_ids,
                "signatories": signatories,
            }
        )
        if emails_in_cc is not UNSET:
            field_dict["emailsInCC"] = emails_in_cc
        if uploaded_document is not UNSET:
            field_dict["uploadedDocument"] = uploaded_document

        return field_dict

    @classmethod
    @_reading(
        {
            "document_ids": "documentIds",
            "signatories": "signatories",
            "emails_in_cc": "emailsInCC",
            "uploaded_document": "uploadedDocument",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        document_ids = []
        _document_ids = d.pop("documentIds")
        for document_ids_item_data in _document_ids:
            document_ids_item = DocumentId.from_dict(document_ids_item_data)

            document_ids.append(document_ids_item)

        signatories = []
        _signatories = d.pop("signatories")
        for signatories_item_data in _signatories:
            signatories_item = Signatory.from_dict(signatories_item_data)

            signatories.append(signatories_item)

        emails_in_cc = d.pop("emailsInCC", UNSET)

        _uploaded_document = d.pop("uploadedDocument", UNSET)
        uploaded_document: UploadedDocument | Unset
        if isinstance(_uploaded_document, Unset):
            uploaded_document = UNSET
        else:
            uploaded_document = UploadedDocument.from_dict(_uploaded_document)

        signing_request = cls(
            document_ids=document_ids,
            signatories=signatories,
            emails_in_cc=emails_in_cc,
            uploaded_document=uploaded_document,
        )

        signing_request.additional_properties = d
        return signing_request

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
from ..models.signatory import Signatory  # noqa: E402
from ..models.uploaded_document import UploadedDocument  # noqa: E402
