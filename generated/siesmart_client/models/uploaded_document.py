from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

T = TypeVar("T", bound="UploadedDocument")


@_attrs_define
class UploadedDocument:
    """A file and its type.

    Attributes:
        file_content (str): The file, presumably in base64.
        type_ (DocumentType): Kind of document.
    """

    file_content: str
    type_: DocumentType
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file_content = self.file_content

        type_ = self.type_.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "fileContent": file_content,
                "type": type_,
            }
        )

        return field_dict

    @classmethod
    @_reading({"file_content": "fileContent", "type_": "type"})
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file_content = d.pop("fileContent")

        type_ = DocumentType.from_dict(d.pop("type"))

        uploaded_document = cls(
            file_content=file_content,
            type_=type_,
        )

        uploaded_document.additional_properties = d
        return uploaded_document

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


from ..models.document_type import DocumentType  # noqa: E402
