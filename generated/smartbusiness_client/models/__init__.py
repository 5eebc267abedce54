"""Contains all the data models used in inputs/outputs; each is loaded when it is first asked for."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .activity import Activity as Activity
    from .activity_item import ActivityItem as ActivityItem
    from .activity_list import ActivityList as ActivityList
    from .bank_account import BankAccount as BankAccount
    from .bank_account_create import BankAccountCreate as BankAccountCreate
    from .bank_account_item import BankAccountItem as BankAccountItem
    from .bank_account_list import BankAccountList as BankAccountList
    from .bank_account_update import BankAccountUpdate as BankAccountUpdate
    from .catalog_category import CatalogCategory as CatalogCategory
    from .catalog_category_create import CatalogCategoryCreate as CatalogCategoryCreate
    from .catalog_category_item import CatalogCategoryItem as CatalogCategoryItem
    from .catalog_category_list import CatalogCategoryList as CatalogCategoryList
    from .catalog_category_update import CatalogCategoryUpdate as CatalogCategoryUpdate
    from .contact import Contact as Contact
    from .contact_account import ContactAccount as ContactAccount
    from .contact_account_create import ContactAccountCreate as ContactAccountCreate
    from .contact_account_item import ContactAccountItem as ContactAccountItem
    from .contact_account_list import ContactAccountList as ContactAccountList
    from .contact_account_update import ContactAccountUpdate as ContactAccountUpdate
    from .contact_address import ContactAddress as ContactAddress
    from .contact_address_create import ContactAddressCreate as ContactAddressCreate
    from .contact_address_item import ContactAddressItem as ContactAddressItem
    from .contact_address_list import ContactAddressList as ContactAddressList
    from .contact_address_update import ContactAddressUpdate as ContactAddressUpdate
    from .contact_create import ContactCreate as ContactCreate
    from .contact_group import ContactGroup as ContactGroup
    from .contact_group_create import ContactGroupCreate as ContactGroupCreate
    from .contact_group_item import ContactGroupItem as ContactGroupItem
    from .contact_group_list import ContactGroupList as ContactGroupList
    from .contact_group_ref import ContactGroupRef as ContactGroupRef
    from .contact_group_update import ContactGroupUpdate as ContactGroupUpdate
    from .contact_item import ContactItem as ContactItem
    from .contact_list import ContactList as ContactList
    from .contact_person import ContactPerson as ContactPerson
    from .contact_person_create import ContactPersonCreate as ContactPersonCreate
    from .contact_person_item import ContactPersonItem as ContactPersonItem
    from .contact_person_list import ContactPersonList as ContactPersonList
    from .contact_person_update import ContactPersonUpdate as ContactPersonUpdate
    from .contact_update import ContactUpdate as ContactUpdate
    from .cost_unit import CostUnit as CostUnit
    from .cost_unit_create import CostUnitCreate as CostUnitCreate
    from .cost_unit_item import CostUnitItem as CostUnitItem
    from .cost_unit_list import CostUnitList as CostUnitList
    from .cost_unit_update import CostUnitUpdate as CostUnitUpdate
    from .custom_field_input import CustomFieldInput as CustomFieldInput
    from .custom_field_value import CustomFieldValue as CustomFieldValue
    from .delivery_note import DeliveryNote as DeliveryNote
    from .delivery_note_create import DeliveryNoteCreate as DeliveryNoteCreate
    from .delivery_note_item import DeliveryNoteItem as DeliveryNoteItem
    from .delivery_note_list import DeliveryNoteList as DeliveryNoteList
    from .delivery_note_status_change import DeliveryNoteStatusChange as DeliveryNoteStatusChange
    from .delivery_note_update import DeliveryNoteUpdate as DeliveryNoteUpdate
    from .delivery_notes_get_preview_size import DeliveryNotesGetPreviewSize as DeliveryNotesGetPreviewSize
    from .document_position import DocumentPosition as DocumentPosition
    from .document_position_input import DocumentPositionInput as DocumentPositionInput
    from .document_text import DocumentText as DocumentText
    from .document_text_input import DocumentTextInput as DocumentTextInput
    from .effort import Effort as Effort
    from .effort_create import EffortCreate as EffortCreate
    from .effort_item import EffortItem as EffortItem
    from .effort_list import EffortList as EffortList
    from .effort_update import EffortUpdate as EffortUpdate
    from .email_recipient import EmailRecipient as EmailRecipient
    from .error import Error as Error
    from .error_401 import Error401 as Error401
    from .error_401_meta import Error401Meta as Error401Meta
    from .error_402 import Error402 as Error402
    from .error_402_meta import Error402Meta as Error402Meta
    from .error_403 import Error403 as Error403
    from .error_403_meta import Error403Meta as Error403Meta
    from .error_404 import Error404 as Error404
    from .error_404_meta import Error404Meta as Error404Meta
    from .error_422 import Error422 as Error422
    from .error_422_meta import Error422Meta as Error422Meta
    from .exchange_rate import ExchangeRate as ExchangeRate
    from .exchange_rate_create import ExchangeRateCreate as ExchangeRateCreate
    from .exchange_rate_item import ExchangeRateItem as ExchangeRateItem
    from .exchange_rate_list import ExchangeRateList as ExchangeRateList
    from .exchange_rate_update import ExchangeRateUpdate as ExchangeRateUpdate
    from .free_text import FreeText as FreeText
    from .invoice import Invoice as Invoice
    from .invoice_create import InvoiceCreate as InvoiceCreate
    from .invoice_item import InvoiceItem as InvoiceItem
    from .invoice_list import InvoiceList as InvoiceList
    from .invoice_send_by_email import InvoiceSendByEmail as InvoiceSendByEmail
    from .invoice_send_by_email_from import InvoiceSendByEmailFrom as InvoiceSendByEmailFrom
    from .invoice_status_change import InvoiceStatusChange as InvoiceStatusChange
    from .invoice_text import InvoiceText as InvoiceText
    from .invoice_text_input import InvoiceTextInput as InvoiceTextInput
    from .invoice_update import InvoiceUpdate as InvoiceUpdate
    from .invoice_workflow import InvoiceWorkflow as InvoiceWorkflow
    from .invoice_workflow_input import InvoiceWorkflowInput as InvoiceWorkflowInput
    from .invoices_get_preview_size import InvoicesGetPreviewSize as InvoicesGetPreviewSize
    from .isr import Isr as Isr
    from .isr_item import IsrItem as IsrItem
    from .isr_list import IsrList as IsrList
    from .letter import Letter as Letter
    from .letter_create import LetterCreate as LetterCreate
    from .letter_item import LetterItem as LetterItem
    from .letter_list import LetterList as LetterList
    from .letter_status_change import LetterStatusChange as LetterStatusChange
    from .letter_update import LetterUpdate as LetterUpdate
    from .letters_get_preview_size import LettersGetPreviewSize as LettersGetPreviewSize
    from .offer import Offer as Offer
    from .offer_create import OfferCreate as OfferCreate
    from .offer_item import OfferItem as OfferItem
    from .offer_list import OfferList as OfferList
    from .offer_status_change import OfferStatusChange as OfferStatusChange
    from .offer_update import OfferUpdate as OfferUpdate
    from .offers_get_preview_size import OffersGetPreviewSize as OffersGetPreviewSize
    from .order_confirmation import OrderConfirmation as OrderConfirmation
    from .order_confirmation_create import OrderConfirmationCreate as OrderConfirmationCreate
    from .order_confirmation_item import OrderConfirmationItem as OrderConfirmationItem
    from .order_confirmation_list import OrderConfirmationList as OrderConfirmationList
    from .order_confirmation_status_change import OrderConfirmationStatusChange as OrderConfirmationStatusChange
    from .order_confirmation_update import OrderConfirmationUpdate as OrderConfirmationUpdate
    from .order_confirmations_get_preview_size import (
        OrderConfirmationsGetPreviewSize as OrderConfirmationsGetPreviewSize,
    )
    from .owner import Owner as Owner
    from .owner_item import OwnerItem as OwnerItem
    from .pagination import Pagination as Pagination
    from .payment import Payment as Payment
    from .payment_create import PaymentCreate as PaymentCreate
    from .payment_item import PaymentItem as PaymentItem
    from .payment_list import PaymentList as PaymentList
    from .payment_update import PaymentUpdate as PaymentUpdate
    from .product import Product as Product
    from .product_create import ProductCreate as ProductCreate
    from .product_item import ProductItem as ProductItem
    from .product_list import ProductList as ProductList
    from .product_update import ProductUpdate as ProductUpdate
    from .profile import Profile as Profile
    from .profile_item import ProfileItem as ProfileItem
    from .project import Project as Project
    from .project_create import ProjectCreate as ProjectCreate
    from .project_item import ProjectItem as ProjectItem
    from .project_list import ProjectList as ProjectList
    from .project_update import ProjectUpdate as ProjectUpdate
    from .reminder import Reminder as Reminder
    from .reminder_create import ReminderCreate as ReminderCreate
    from .reminder_item import ReminderItem as ReminderItem
    from .reminder_list import ReminderList as ReminderList
    from .reminder_update import ReminderUpdate as ReminderUpdate
    from .send_by_email import SendByEmail as SendByEmail
    from .send_by_email_from import SendByEmailFrom as SendByEmailFrom
    from .send_by_post import SendByPost as SendByPost
    from .send_by_post_palette import SendByPostPalette as SendByPostPalette
    from .send_by_post_print import SendByPostPrint as SendByPostPrint
    from .send_by_post_speed import SendByPostSpeed as SendByPostSpeed
    from .service import Service as Service
    from .service_create import ServiceCreate as ServiceCreate
    from .service_item import ServiceItem as ServiceItem
    from .service_list import ServiceList as ServiceList
    from .service_update import ServiceUpdate as ServiceUpdate
    from .unit import Unit as Unit
    from .unit_item import UnitItem as UnitItem
    from .unit_list import UnitList as UnitList
    from .validation_error_item import ValidationErrorItem as ValidationErrorItem
    from .working_hours import WorkingHours as WorkingHours
    from .working_hours_create import WorkingHoursCreate as WorkingHoursCreate
    from .working_hours_item import WorkingHoursItem as WorkingHoursItem
    from .working_hours_list import WorkingHoursList as WorkingHoursList
    from .working_hours_update import WorkingHoursUpdate as WorkingHoursUpdate
else:
    _MODULES = {
        "Activity": "activity",
        "ActivityItem": "activity_item",
        "ActivityList": "activity_list",
        "BankAccount": "bank_account",
        "BankAccountCreate": "bank_account_create",
        "BankAccountItem": "bank_account_item",
        "BankAccountList": "bank_account_list",
        "BankAccountUpdate": "bank_account_update",
        "CatalogCategory": "catalog_category",
        "CatalogCategoryCreate": "catalog_category_create",
        "CatalogCategoryItem": "catalog_category_item",
        "CatalogCategoryList": "catalog_category_list",
        "CatalogCategoryUpdate": "catalog_category_update",
        "Contact": "contact",
        "ContactAccount": "contact_account",
        "ContactAccountCreate": "contact_account_create",
        "ContactAccountItem": "contact_account_item",
        "ContactAccountList": "contact_account_list",
        "ContactAccountUpdate": "contact_account_update",
        "ContactAddress": "contact_address",
        "ContactAddressCreate": "contact_address_create",
        "ContactAddressItem": "contact_address_item",
        "ContactAddressList": "contact_address_list",
        "ContactAddressUpdate": "contact_address_update",
        "ContactCreate": "contact_create",
        "ContactGroup": "contact_group",
        "ContactGroupCreate": "contact_group_create",
        "ContactGroupItem": "contact_group_item",
        "ContactGroupList": "contact_group_list",
        "ContactGroupRef": "contact_group_ref",
        "ContactGroupUpdate": "contact_group_update",
        "ContactItem": "contact_item",
        "ContactList": "contact_list",
        "ContactPerson": "contact_person",
        "ContactPersonCreate": "contact_person_create",
        "ContactPersonItem": "contact_person_item",
        "ContactPersonList": "contact_person_list",
        "ContactPersonUpdate": "contact_person_update",
        "ContactUpdate": "contact_update",
        "CostUnit": "cost_unit",
        "CostUnitCreate": "cost_unit_create",
        "CostUnitItem": "cost_unit_item",
        "CostUnitList": "cost_unit_list",
        "CostUnitUpdate": "cost_unit_update",
        "CustomFieldInput": "custom_field_input",
        "CustomFieldValue": "custom_field_value",
        "DeliveryNote": "delivery_note",
        "DeliveryNoteCreate": "delivery_note_create",
        "DeliveryNoteItem": "delivery_note_item",
        "DeliveryNoteList": "delivery_note_list",
        "DeliveryNoteStatusChange": "delivery_note_status_change",
        "DeliveryNoteUpdate": "delivery_note_update",
        "DeliveryNotesGetPreviewSize": "delivery_notes_get_preview_size",
        "DocumentPosition": "document_position",
        "DocumentPositionInput": "document_position_input",
        "DocumentText": "document_text",
        "DocumentTextInput": "document_text_input",
        "Effort": "effort",
        "EffortCreate": "effort_create",
        "EffortItem": "effort_item",
        "EffortList": "effort_list",
        "EffortUpdate": "effort_update",
        "EmailRecipient": "email_recipient",
        "Error": "error",
        "Error401": "error_401",
        "Error401Meta": "error_401_meta",
        "Error402": "error_402",
        "Error402Meta": "error_402_meta",
        "Error403": "error_403",
        "Error403Meta": "error_403_meta",
        "Error404": "error_404",
        "Error404Meta": "error_404_meta",
        "Error422": "error_422",
        "Error422Meta": "error_422_meta",
        "ExchangeRate": "exchange_rate",
        "ExchangeRateCreate": "exchange_rate_create",
        "ExchangeRateItem": "exchange_rate_item",
        "ExchangeRateList": "exchange_rate_list",
        "ExchangeRateUpdate": "exchange_rate_update",
        "FreeText": "free_text",
        "Invoice": "invoice",
        "InvoiceCreate": "invoice_create",
        "InvoiceItem": "invoice_item",
        "InvoiceList": "invoice_list",
        "InvoiceSendByEmail": "invoice_send_by_email",
        "InvoiceSendByEmailFrom": "invoice_send_by_email_from",
        "InvoiceStatusChange": "invoice_status_change",
        "InvoiceText": "invoice_text",
        "InvoiceTextInput": "invoice_text_input",
        "InvoiceUpdate": "invoice_update",
        "InvoiceWorkflow": "invoice_workflow",
        "InvoiceWorkflowInput": "invoice_workflow_input",
        "InvoicesGetPreviewSize": "invoices_get_preview_size",
        "Isr": "isr",
        "IsrItem": "isr_item",
        "IsrList": "isr_list",
        "Letter": "letter",
        "LetterCreate": "letter_create",
        "LetterItem": "letter_item",
        "LetterList": "letter_list",
        "LetterStatusChange": "letter_status_change",
        "LetterUpdate": "letter_update",
        "LettersGetPreviewSize": "letters_get_preview_size",
        "Offer": "offer",
        "OfferCreate": "offer_create",
        "OfferItem": "offer_item",
        "OfferList": "offer_list",
        "OfferStatusChange": "offer_status_change",
        "OfferUpdate": "offer_update",
        "OffersGetPreviewSize": "offers_get_preview_size",
        "OrderConfirmation": "order_confirmation",
        "OrderConfirmationCreate": "order_confirmation_create",
        "OrderConfirmationItem": "order_confirmation_item",
        "OrderConfirmationList": "order_confirmation_list",
        "OrderConfirmationStatusChange": "order_confirmation_status_change",
        "OrderConfirmationUpdate": "order_confirmation_update",
        "OrderConfirmationsGetPreviewSize": "order_confirmations_get_preview_size",
        "Owner": "owner",
        "OwnerItem": "owner_item",
        "Pagination": "pagination",
        "Payment": "payment",
        "PaymentCreate": "payment_create",
        "PaymentItem": "payment_item",
        "PaymentList": "payment_list",
        "PaymentUpdate": "payment_update",
        "Product": "product",
        "ProductCreate": "product_create",
        "ProductItem": "product_item",
        "ProductList": "product_list",
        "ProductUpdate": "product_update",
        "Profile": "profile",
        "ProfileItem": "profile_item",
        "Project": "project",
        "ProjectCreate": "project_create",
        "ProjectItem": "project_item",
        "ProjectList": "project_list",
        "ProjectUpdate": "project_update",
        "Reminder": "reminder",
        "ReminderCreate": "reminder_create",
        "ReminderItem": "reminder_item",
        "ReminderList": "reminder_list",
        "ReminderUpdate": "reminder_update",
        "SendByEmail": "send_by_email",
        "SendByEmailFrom": "send_by_email_from",
        "SendByPost": "send_by_post",
        "SendByPostPalette": "send_by_post_palette",
        "SendByPostPrint": "send_by_post_print",
        "SendByPostSpeed": "send_by_post_speed",
        "Service": "service",
        "ServiceCreate": "service_create",
        "ServiceItem": "service_item",
        "ServiceList": "service_list",
        "ServiceUpdate": "service_update",
        "Unit": "unit",
        "UnitItem": "unit_item",
        "UnitList": "unit_list",
        "ValidationErrorItem": "validation_error_item",
        "WorkingHours": "working_hours",
        "WorkingHoursCreate": "working_hours_create",
        "WorkingHoursItem": "working_hours_item",
        "WorkingHoursList": "working_hours_list",
        "WorkingHoursUpdate": "working_hours_update",
    }

    def __getattr__(name: str) -> Any:
        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f".{module}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_MODULES})


__all__ = (
    "Activity",
    "ActivityItem",
    "ActivityList",
    "BankAccount",
    "BankAccountCreate",
    "BankAccountItem",
    "BankAccountList",
    "BankAccountUpdate",
    "CatalogCategory",
    "CatalogCategoryCreate",
    "CatalogCategoryItem",
    "CatalogCategoryList",
    "CatalogCategoryUpdate",
    "Contact",
    "ContactAccount",
    "ContactAccountCreate",
    "ContactAccountItem",
    "ContactAccountList",
    "ContactAccountUpdate",
    "ContactAddress",
    "ContactAddressCreate",
    "ContactAddressItem",
    "ContactAddressList",
    "ContactAddressUpdate",
    "ContactCreate",
    "ContactGroup",
    "ContactGroupCreate",
    "ContactGroupItem",
    "ContactGroupList",
    "ContactGroupRef",
    "ContactGroupUpdate",
    "ContactItem",
    "ContactList",
    "ContactPerson",
    "ContactPersonCreate",
    "ContactPersonItem",
    "ContactPersonList",
    "ContactPersonUpdate",
    "ContactUpdate",
    "CostUnit",
    "CostUnitCreate",
    "CostUnitItem",
    "CostUnitList",
    "CostUnitUpdate",
    "CustomFieldInput",
    "CustomFieldValue",
    "DeliveryNote",
    "DeliveryNoteCreate",
    "DeliveryNoteItem",
    "DeliveryNoteList",
    "DeliveryNoteStatusChange",
    "DeliveryNoteUpdate",
    "DeliveryNotesGetPreviewSize",
    "DocumentPosition",
    "DocumentPositionInput",
    "DocumentText",
    "DocumentTextInput",
    "Effort",
    "EffortCreate",
    "EffortItem",
    "EffortList",
    "EffortUpdate",
    "EmailRecipient",
    "Error",
    "Error401",
    "Error401Meta",
    "Error402",
    "Error402Meta",
    "Error403",
    "Error403Meta",
    "Error404",
    "Error404Meta",
    "Error422",
    "Error422Meta",
    "ExchangeRate",
    "ExchangeRateCreate",
    "ExchangeRateItem",
    "ExchangeRateList",
    "ExchangeRateUpdate",
    "FreeText",
    "Invoice",
    "InvoiceCreate",
    "InvoiceItem",
    "InvoiceList",
    "InvoiceSendByEmail",
    "InvoiceSendByEmailFrom",
    "InvoiceStatusChange",
    "InvoiceText",
    "InvoiceTextInput",
    "InvoiceUpdate",
    "InvoiceWorkflow",
    "InvoiceWorkflowInput",
    "InvoicesGetPreviewSize",
    "Isr",
    "IsrItem",
    "IsrList",
    "Letter",
    "LetterCreate",
    "LetterItem",
    "LetterList",
    "LetterStatusChange",
    "LetterUpdate",
    "LettersGetPreviewSize",
    "Offer",
    "OfferCreate",
    "OfferItem",
    "OfferList",
    "OfferStatusChange",
    "OfferUpdate",
    "OffersGetPreviewSize",
    "OrderConfirmation",
    "OrderConfirmationCreate",
    "OrderConfirmationItem",
    "OrderConfirmationList",
    "OrderConfirmationStatusChange",
    "OrderConfirmationUpdate",
    "OrderConfirmationsGetPreviewSize",
    "Owner",
    "OwnerItem",
    "Pagination",
    "Payment",
    "PaymentCreate",
    "PaymentItem",
    "PaymentList",
    "PaymentUpdate",
    "Product",
    "ProductCreate",
    "ProductItem",
    "ProductList",
    "ProductUpdate",
    "Profile",
    "ProfileItem",
    "Project",
    "ProjectCreate",
    "ProjectItem",
    "ProjectList",
    "ProjectUpdate",
    "Reminder",
    "ReminderCreate",
    "ReminderItem",
    "ReminderList",
    "ReminderUpdate",
    "SendByEmail",
    "SendByEmailFrom",
    "SendByPost",
    "SendByPostPalette",
    "SendByPostPrint",
    "SendByPostSpeed",
    "Service",
    "ServiceCreate",
    "ServiceItem",
    "ServiceList",
    "ServiceUpdate",
    "Unit",
    "UnitItem",
    "UnitList",
    "ValidationErrorItem",
    "WorkingHours",
    "WorkingHoursCreate",
    "WorkingHoursItem",
    "WorkingHoursList",
    "WorkingHoursUpdate",
)
