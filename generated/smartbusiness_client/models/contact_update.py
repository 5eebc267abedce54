from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="ContactUpdate")


@_attrs_define
class ContactUpdate:
    """What can be changed of a contact. The main address is changed through the contact's addresses, the groups by the two
    actions.

        Attributes:
            number (str | Unset): Number of the customer, unique. The next free one, when left out of a new contact.
            relation (list[str] | Unset): CL: customer. CR: creditor.
            type_ (str | Unset): C: company. P: person.
            gender (None | str | Unset): Needed where the contact is a person.
            gender_salutation_active (bool | Unset): Whether Mr or Ms is printed before a person's name. False, when left
                out of a new contact.
            name (str | Unset): Name of the company or of the person.
            name_addition (None | str | Unset): Second line of the name.
            salutation (None | str | Unset): How letters begin.
            phone (None | str | Unset): Text, or null where none is stored. Some members come back as empty text instead.
            fax (None | str | Unset): Text, or null where none is stored. Some members come back as empty text instead.
            email (None | str | Unset):
            website (None | str | Unset): Text, or null where none is stored. Some members come back as empty text instead.
            notes (None | str | Unset): Not printed.
            communication_language (str | Unset): Language of documents. The company's, when left out of a new contact.
            communication_channel (str | Unset): U: no preference, as in a new contact that leaves it out. E: e-mail. P:
                post.
            communication_newsletter (str | Unset): A: main address and people, as in a new contact that leaves it out. M:
                main address only. N: nobody. A copy of the vendor's schema from 2021 says that N is assumed; recorded contacts
                say A.
            currency (None | str | Unset):
            ebill_account_id (None | str | Unset): Number with which it takes part in eBill.
            vat_identification (None | str | Unset): VAT number.
            vat_rate (float | None | Unset): Percent of VAT on its documents.
            discount_rate (float | Unset): 0, when left out of a new contact.
            discount_type (str | Unset): P, when left out of a new contact.
            payment_grace (int | None | Unset): Days until an invoice is due.
            hourly_rate (float | None | Unset):
            custom_fields (list[CustomFieldInput] | Unset):
    """

    number: str | Unset = UNSET
    relation: list[str] | Unset = UNSET
    type_: str | Unset = UNSET
    gender: None | str | Unset = UNSET
    gender_salutation_active: bool | Unset = UNSET
    name: str | Unset = UNSET
    name_addition: None | str | Unset = UNSET
    salutation: None | str | Unset = UNSET
    phone: None | str | Unset = UNSET
    fax: None | str | Unset = UNSET
    email: None | str | Unset = UNSET
    website: None | str | Unset = UNSET
    notes: None | str | Unset = UNSET
    communication_language: str | Unset = UNSET
    communication_channel: str | Unset = UNSET
    communication_newsletter: str | Unset = UNSET
    currency: None | str | Unset = UNSET
    ebill_account_id: None | str | Unset = UNSET
    vat_identification: None | str | Unset = UNSET
    vat_rate: float | None | Unset = UNSET
    discount_rate: float | Unset = UNSET
    discount_type: str | Unset = UNSET
    payment_grace: int | None | Unset = UNSET
    hourly_rate: float | None | Unset = UNSET
    custom_fields: list[CustomFieldInput] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        relation: list[str] | Unset = UNSET
        if not isinstance(self.relation, Unset):
            relation = self.relation

        type_ = self.type_

        gender: None | str | Unset
        if isinstance(self.gender, Unset):
            gender = UNSET
        else:
            gender = self.gender

        gender_salutation_active = self.gender_salutation_active

        name = self.name

        name_addition: None | str | Unset
        if isinstance(self.name_addition, Unset):
            name_addition = UNSET
        else:
            name_addition = self.name_addition

        salutation: None | str | Unset
        if isinstance(self.salutation, Unset):
            salutation = UNSET
        else:
            salutation = self.salutation

        phone: None | str | Unset
        if isinstance(self.phone, Unset):
            phone = UNSET
        else:
            phone = self.phone

        fax: None | str | Unset
        if isinstance(self.fax, Unset):
            fax = UNSET
        else:
            fax = self.fax

        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        website: None | str | Unset
        if isinstance(self.website, Unset):
            website = UNSET
        else:
            website = self.website

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        communication_language = self.communication_language

        communication_channel = self.communication_channel

        communication_newsletter = self.communication_newsletter

        currency: None | str | Unset
        if isinstance(self.currency, Unset):
            currency = UNSET
        else:
            currency = self.currency

        ebill_account_id: None | str | Unset
        if isinstance(self.ebill_account_id, Unset):
            ebill_account_id = UNSET
        else:
            ebill_account_id = self.ebill_account_id

        vat_identification: None | str | Unset
        if isinstance(self.vat_identification, Unset):
            vat_identification = UNSET
        else:
            vat_identification = self.vat_identification

        vat_rate: float | None | Unset
        if isinstance(self.vat_rate, Unset):
            vat_rate = UNSET
        else:
            vat_rate = self.vat_rate

        discount_rate = self.discount_rate

        discount_type = self.discount_type

        payment_grace: int | None | Unset
        if isinstance(self.payment_grace, Unset):
            payment_grace = UNSET
        else:
            payment_grace = self.payment_grace

        hourly_rate: float | None | Unset
        if isinstance(self.hourly_rate, Unset):
            hourly_rate = UNSET
        else:
            hourly_rate = self.hourly_rate

        custom_fields: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.custom_fields, Unset):
            custom_fields = []
            for custom_fields_item_data in self.custom_fields:
                custom_fields_item = custom_fields_item_data.to_dict()
                custom_fields.append(custom_fields_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if number is not UNSET:
            field_dict["number"] = number
        if relation is not UNSET:
            field_dict["relation"] = relation
        if type_ is not UNSET:
            field_dict["type"] = type_
        if gender is not UNSET:
            field_dict["gender"] = gender
        if gender_salutation_active is not UNSET:
            field_dict["gender_salutation_active"] = gender_salutation_active
        if name is not UNSET:
            field_dict["name"] = name
        if name_addition is not UNSET:
            field_dict["name_addition"] = name_addition
        if salutation is not UNSET:
            field_dict["salutation"] = salutation
        if phone is not UNSET:
            field_dict["phone"] = phone
        if fax is not UNSET:
            field_dict["fax"] = fax
        if email is not UNSET:
            field_dict["email"] = email
        if website is not UNSET:
            field_dict["website"] = website
        if notes is not UNSET:
            field_dict["notes"] = notes
        if communication_language is not UNSET:
            field_dict["communication_language"] = communication_language
        if communication_channel is not UNSET:
            field_dict["communication_channel"] = communication_channel
        if communication_newsletter is not UNSET:
            field_dict["communication_newsletter"] = communication_newsletter
        if currency is not UNSET:
            field_dict["currency"] = currency
        if ebill_account_id is not UNSET:
            field_dict["ebill_account_id"] = ebill_account_id
        if vat_identification is not UNSET:
            field_dict["vat_identification"] = vat_identification
        if vat_rate is not UNSET:
            field_dict["vat_rate"] = vat_rate
        if discount_rate is not UNSET:
            field_dict["discount_rate"] = discount_rate
        if discount_type is not UNSET:
            field_dict["discount_type"] = discount_type
        if payment_grace is not UNSET:
            field_dict["payment_grace"] = payment_grace
        if hourly_rate is not UNSET:
            field_dict["hourly_rate"] = hourly_rate
        if custom_fields is not UNSET:
            field_dict["custom_fields"] = custom_fields

        return field_dict

    @classmethod
    @_reading(
        {
            "number": "number",
            "relation": "relation",
            "type_": "type",
            "gender": "gender",
            "gender_salutation_active": "gender_salutation_active",
            "name": "name",
            "name_addition": "name_addition",
            "salutation": "salutation",
            "phone": "phone",
            "fax": "fax",
            "email": "email",
            "website": "website",
            "notes": "notes",
            "communication_language": "communication_language",
            "communication_channel": "communication_channel",
            "communication_newsletter": "communication_newsletter",
            "currency": "currency",
            "ebill_account_id": "ebill_account_id",
            "vat_identification": "vat_identification",
            "vat_rate": "vat_rate",
            "discount_rate": "discount_rate",
            "discount_type": "discount_type",
            "payment_grace": "payment_grace",
            "hourly_rate": "hourly_rate",
            "custom_fields": "custom_fields",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number", UNSET)

        relation = cast(list[str], d.pop("relation", UNSET))

        type_ = d.pop("type", UNSET)

        def _parse_gender(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        gender = _parse_gender(d.pop("gender", UNSET))

        gender_salutation_active = d.pop("gender_salutation_active", UNSET)

        name = d.pop("name", UNSET)

        def _parse_name_addition(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name_addition = _parse_name_addition(d.pop("name_addition", UNSET))

        def _parse_salutation(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        salutation = _parse_salutation(d.pop("salutation", UNSET))

        def _parse_phone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        phone = _parse_phone(d.pop("phone", UNSET))

        def _parse_fax(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        fax = _parse_fax(d.pop("fax", UNSET))

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_website(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        website = _parse_website(d.pop("website", UNSET))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        communication_language = d.pop("communication_language", UNSET)

        communication_channel = d.pop("communication_channel", UNSET)

        communication_newsletter = d.pop("communication_newsletter", UNSET)

        def _parse_currency(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        currency = _parse_currency(d.pop("currency", UNSET))

        def _parse_ebill_account_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        ebill_account_id = _parse_ebill_account_id(d.pop("ebill_account_id", UNSET))

        def _parse_vat_identification(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        vat_identification = _parse_vat_identification(d.pop("vat_identification", UNSET))

        def _parse_vat_rate(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        vat_rate = _parse_vat_rate(d.pop("vat_rate", UNSET))

        discount_rate = d.pop("discount_rate", UNSET)

        discount_type = d.pop("discount_type", UNSET)

        def _parse_payment_grace(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        payment_grace = _parse_payment_grace(d.pop("payment_grace", UNSET))

        def _parse_hourly_rate(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        hourly_rate = _parse_hourly_rate(d.pop("hourly_rate", UNSET))

        _custom_fields = d.pop("custom_fields", UNSET)
        custom_fields: list[CustomFieldInput] | Unset = UNSET
        if _custom_fields is not UNSET:
            custom_fields = []
            for custom_fields_item_data in _custom_fields:
                custom_fields_item = CustomFieldInput.from_dict(custom_fields_item_data)

                custom_fields.append(custom_fields_item)

        contact_update = cls(
            number=number,
            relation=relation,
            type_=type_,
            gender=gender,
            gender_salutation_active=gender_salutation_active,
            name=name,
            name_addition=name_addition,
            salutation=salutation,
            phone=phone,
            fax=fax,
            email=email,
            website=website,
            notes=notes,
            communication_language=communication_language,
            communication_channel=communication_channel,
            communication_newsletter=communication_newsletter,
            currency=currency,
            ebill_account_id=ebill_account_id,
            vat_identification=vat_identification,
            vat_rate=vat_rate,
            discount_rate=discount_rate,
            discount_type=discount_type,
            payment_grace=payment_grace,
            hourly_rate=hourly_rate,
            custom_fields=custom_fields,
        )

        contact_update.additional_properties = d
        return contact_update

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


from ..models.custom_field_input import CustomFieldInput  # noqa: E402
