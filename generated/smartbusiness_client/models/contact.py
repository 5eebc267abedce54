from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from signoff._reading import reading as _reading

from ..types import UNSET, Unset

T = TypeVar("T", bound="Contact")


@_attrs_define
class Contact:
    """A customer, a creditor, or both.

    Attributes:
        number (str): Number of the customer, unique. The next free one, when left out of a new contact.
        relation (list[str]): CL: customer. CR: creditor.
        type_ (str): C: company. P: person.
        gender (None | str): Needed where the contact is a person.
        gender_salutation_active (bool): Whether Mr or Ms is printed before a person's name. False, when left out of a
            new contact.
        name (str): Name of the company or of the person.
        name_addition (None | str): Second line of the name.
        salutation (None | str): How letters begin.
        phone (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        fax (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        email (None | str):
        website (None | str): Text, or null where none is stored. Some members come back as empty text instead.
        notes (None | str): Not printed.
        communication_language (str): Language of documents. The company's, when left out of a new contact.
        communication_channel (str): U: no preference, as in a new contact that leaves it out. E: e-mail. P: post.
        communication_newsletter (str): A: main address and people, as in a new contact that leaves it out. M: main
            address only. N: nobody. A copy of the vendor's schema from 2021 says that N is assumed; recorded contacts say
            A.
        currency (None | str):
        ebill_account_id (None | str): Number with which it takes part in eBill.
        vat_identification (None | str): VAT number.
        vat_rate (float | None): Percent of VAT on its documents.
        discount_rate (float): 0, when left out of a new contact.
        discount_type (str): P, when left out of a new contact.
        payment_grace (int | None): Days until an invoice is due.
        hourly_rate (float | None):
        id (int): Identifies an object. Not sequential; nine digits for what users create, few for built-in units.
        created (str): Date and time of day with a blank between them and no zone; not the form of RFC 3339. The zone is
            not documented; Swiss local time is likely. Unset times of old data come as the impossible -0001-11-30 00:00:00.
        main_address_id (int): The address that is the contact's default.
        custom_fields (list[CustomFieldValue] | None | Unset):
        main_address (ContactAddress | None | Unset):
        groups (list[ContactGroupRef] | None | Unset):
        permissions (list[str] | None | Unset): What the caller may do with the object. Null inside an object that was
            itself asked for through `with`.
    """

    number: str
    relation: list[str]
    type_: str
    gender: None | str
    gender_salutation_active: bool
    name: str
    name_addition: None | str
    salutation: None | str
    phone: None | str
    fax: None | str
    email: None | str
    website: None | str
    notes: None | str
    communication_language: str
    communication_channel: str
    communication_newsletter: str
    currency: None | str
    ebill_account_id: None | str
    vat_identification: None | str
    vat_rate: float | None
    discount_rate: float
    discount_type: str
    payment_grace: int | None
    hourly_rate: float | None
    id: int
    created: str
    main_address_id: int
    custom_fields: list[CustomFieldValue] | None | Unset = UNSET
    main_address: ContactAddress | None | Unset = UNSET
    groups: list[ContactGroupRef] | None | Unset = UNSET
    permissions: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        relation = self.relation

        type_ = self.type_

        gender: None | str
        gender = self.gender

        gender_salutation_active = self.gender_salutation_active

        name = self.name

        name_addition: None | str
        name_addition = self.name_addition

        salutation: None | str
        salutation = self.salutation

        phone: None | str
        phone = self.phone

        fax: None | str
        fax = self.fax

        email: None | str
        email = self.email

        website: None | str
        website = self.website

        notes: None | str
        notes = self.notes

        communication_language = self.communication_language

        communication_channel = self.communication_channel

        communication_newsletter = self.communication_newsletter

        currency: None | str
        currency = self.currency

        ebill_account_id: None | str
        ebill_account_id = self.ebill_account_id

        vat_identification: None | str
        vat_identification = self.vat_identification

        vat_rate: float | None
        vat_rate = self.vat_rate

        discount_rate = self.discount_rate

        discount_type = self.discount_type

        payment_grace: int | None
        payment_grace = self.payment_grace

        hourly_rate: float | None
        hourly_rate = self.hourly_rate

        id = self.id

        created = self.created

        main_address_id = self.main_address_id

        custom_fields: list[dict[str, Any]] | None | Unset
        if isinstance(self.custom_fields, Unset):
            custom_fields = UNSET
        elif isinstance(self.custom_fields, list):
            custom_fields = []
            for componentsschemas_custom_field_values_type_0_item_data in self.custom_fields:
                componentsschemas_custom_field_values_type_0_item = (
                    componentsschemas_custom_field_values_type_0_item_data.to_dict()
                )
                custom_fields.append(componentsschemas_custom_field_values_type_0_item)

        else:
            custom_fields = self.custom_fields

        main_address: dict[str, Any] | None | Unset
        if isinstance(self.main_address, Unset):
            main_address = UNSET
        elif isinstance(self.main_address, ContactAddress):
            main_address = self.main_address.to_dict()
        else:
            main_address = self.main_address

        groups: list[dict[str, Any]] | None | Unset
        if isinstance(self.groups, Unset):
            groups = UNSET
        elif isinstance(self.groups, list):
            groups = []
            for groups_type_0_item_data in self.groups:
                groups_type_0_item = groups_type_0_item_data.to_dict()
                groups.append(groups_type_0_item)

        else:
            groups = self.groups

        permissions: list[str] | None | Unset
        if isinstance(self.permissions, Unset):
            permissions = UNSET
        elif isinstance(self.permissions, list):
            permissions = self.permissions

        else:
            permissions = self.permissions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "relation": relation,
                "type": type_,
                "gender": gender,
                "gender_salutation_active": gender_salutation_active,
                "name": name,
                "name_addition": name_addition,
                "salutation": salutation,
                "phone": phone,
                "fax": fax,
                "email": email,
                "website": website,
                "notes": notes,
                "communication_language": communication_language,
                "communication_channel": communication_channel,
                "communication_newsletter": communication_newsletter,
                "currency": currency,
                "ebill_account_id": ebill_account_id,
                "vat_identification": vat_identification,
                "vat_rate": vat_rate,
                "discount_rate": discount_rate,
                "discount_type": discount_type,
                "payment_grace": payment_grace,
                "hourly_rate": hourly_rate,
                "id": id,
                "created": created,
                "main_address_id": main_address_id,
            }
        )
        if custom_fields is not UNSET:
            field_dict["custom_fields"] = custom_fields
        if main_address is not UNSET:
            field_dict["main_address"] = main_address
        if groups is not UNSET:
            field_dict["groups"] = groups
        if permissions is not UNSET:
            field_dict["permissions"] = permissions

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
            "id": "id",
            "created": "created",
            "main_address_id": "main_address_id",
            "custom_fields": "custom_fields",
            "main_address": "main_address",
            "groups": "groups",
            "permissions": "permissions",
        }
    )
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        relation = cast(list[str], d.pop("relation"))

        type_ = d.pop("type")

        def _parse_gender(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        gender = _parse_gender(d.pop("gender"))

        gender_salutation_active = d.pop("gender_salutation_active")

        name = d.pop("name")

        def _parse_name_addition(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name_addition = _parse_name_addition(d.pop("name_addition"))

        def _parse_salutation(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        salutation = _parse_salutation(d.pop("salutation"))

        def _parse_phone(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        phone = _parse_phone(d.pop("phone"))

        def _parse_fax(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        fax = _parse_fax(d.pop("fax"))

        def _parse_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email = _parse_email(d.pop("email"))

        def _parse_website(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        website = _parse_website(d.pop("website"))

        def _parse_notes(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        notes = _parse_notes(d.pop("notes"))

        communication_language = d.pop("communication_language")

        communication_channel = d.pop("communication_channel")

        communication_newsletter = d.pop("communication_newsletter")

        def _parse_currency(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        currency = _parse_currency(d.pop("currency"))

        def _parse_ebill_account_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ebill_account_id = _parse_ebill_account_id(d.pop("ebill_account_id"))

        def _parse_vat_identification(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        vat_identification = _parse_vat_identification(d.pop("vat_identification"))

        def _parse_vat_rate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        vat_rate = _parse_vat_rate(d.pop("vat_rate"))

        discount_rate = d.pop("discount_rate")

        discount_type = d.pop("discount_type")

        def _parse_payment_grace(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        payment_grace = _parse_payment_grace(d.pop("payment_grace"))

        def _parse_hourly_rate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        hourly_rate = _parse_hourly_rate(d.pop("hourly_rate"))

        id = d.pop("id")

        created = d.pop("created")

        main_address_id = d.pop("main_address_id")

        def _parse_custom_fields(data: object) -> list[CustomFieldValue] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                componentsschemas_custom_field_values_type_0 = []
                _componentsschemas_custom_field_values_type_0 = data
                for (
                    componentsschemas_custom_field_values_type_0_item_data
                ) in _componentsschemas_custom_field_values_type_0:
                    componentsschemas_custom_field_values_type_0_item = CustomFieldValue.from_dict(
                        componentsschemas_custom_field_values_type_0_item_data
                    )

                    componentsschemas_custom_field_values_type_0.append(
                        componentsschemas_custom_field_values_type_0_item
                    )

                return componentsschemas_custom_field_values_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[CustomFieldValue] | None | Unset, data)

        custom_fields = _parse_custom_fields(d.pop("custom_fields", UNSET))

        def _parse_main_address(data: object) -> ContactAddress | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                main_address_type_0 = ContactAddress.from_dict(data)

                return main_address_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ContactAddress | None | Unset, data)

        main_address = _parse_main_address(d.pop("main_address", UNSET))

        def _parse_groups(data: object) -> list[ContactGroupRef] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                groups_type_0 = []
                _groups_type_0 = data
                for groups_type_0_item_data in _groups_type_0:
                    groups_type_0_item = ContactGroupRef.from_dict(groups_type_0_item_data)

                    groups_type_0.append(groups_type_0_item)

                return groups_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ContactGroupRef] | None | Unset, data)

        groups = _parse_groups(d.pop("groups", UNSET))

        def _parse_permissions(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                componentsschemas_permissions_type_0 = cast(list[str], data)

                return componentsschemas_permissions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        permissions = _parse_permissions(d.pop("permissions", UNSET))

        contact = cls(
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
            id=id,
            created=created,
            main_address_id=main_address_id,
            custom_fields=custom_fields,
            main_address=main_address,
            groups=groups,
            permissions=permissions,
        )

        contact.additional_properties = d
        return contact

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


from ..models.contact_address import ContactAddress  # noqa: E402
from ..models.contact_group_ref import ContactGroupRef  # noqa: E402
from ..models.custom_field_value import CustomFieldValue  # noqa: E402
