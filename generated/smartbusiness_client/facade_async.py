"""SmartBusiness API: resources and their operations, awaited.

Made from the description by `signoff generate`. Change the description, not this file.
"""

from __future__ import annotations

from signoff._calls import AsyncCaller, CallOptions, Operation, arguments_of
from signoff.versions import Result

from . import models
from .types import UNSET

__all__ = [
    "AsyncOwnerResource",
    "AsyncProfileResource",
    "AsyncUnitsResource",
    "AsyncProductCategoriesResource",
    "AsyncProductsResource",
    "AsyncServiceCategoriesResource",
    "AsyncServicesResource",
    "AsyncBankAccountsResource",
    "AsyncExchangeRatesResource",
    "AsyncContactAccountsResource",
    "AsyncContactAddressesResource",
    "AsyncContactGroupsResource",
    "AsyncContactsResource",
    "AsyncLettersResource",
    "AsyncContactPeopleResource",
    "AsyncRemindersResource",
    "AsyncIsrsResource",
    "AsyncDeliveryNotesResource",
    "AsyncInvoicesResource",
    "AsyncOffersResource",
    "AsyncOrderConfirmationsResource",
    "AsyncPaymentsResource",
    "AsyncActivitiesResource",
    "AsyncCostUnitsResource",
    "AsyncEffortsResource",
    "AsyncProjectsResource",
    "AsyncWorkingHoursResource",
    "AsyncSmartBusinessResources",
]

_OWNER_GET = Operation(
    id="owner_get",
    method="GET",
    path="/auth/owner",
    statuses=frozenset({200}),
    modifies=False,
)
_PROFILE_GET = Operation(
    id="profile_get",
    method="GET",
    path="/auth/profile",
    statuses=frozenset({200}),
    modifies=False,
)
_UNITS_LIST = Operation(
    id="units_list",
    method="GET",
    path="/catalog/configuration/units",
    statuses=frozenset({200}),
    modifies=False,
)
_UNITS_GET = Operation(
    id="units_get",
    method="GET",
    path="/catalog/configuration/units/{unitId}",
    statuses=frozenset({200}),
    modifies=False,
)
_PRODUCT_CATEGORIES_LIST = Operation(
    id="product_categories_list",
    method="GET",
    path="/catalog/products/categories",
    statuses=frozenset({200}),
    modifies=False,
)
_PRODUCT_CATEGORIES_CREATE = Operation(
    id="product_categories_create",
    method="POST",
    path="/catalog/products/categories",
    statuses=frozenset({201}),
    modifies=False,
)
_PRODUCT_CATEGORIES_GET = Operation(
    id="product_categories_get",
    method="GET",
    path="/catalog/products/categories/{categoryId}",
    statuses=frozenset({200}),
    modifies=False,
)
_PRODUCT_CATEGORIES_UPDATE = Operation(
    id="product_categories_update",
    method="PUT",
    path="/catalog/products/categories/{categoryId}",
    statuses=frozenset({200}),
    modifies=False,
)
_PRODUCT_CATEGORIES_DELETE = Operation(
    id="product_categories_delete",
    method="DELETE",
    path="/catalog/products/categories/{categoryId}",
    statuses=frozenset({204}),
    modifies=False,
)
_PRODUCTS_LIST = Operation(
    id="products_list",
    method="GET",
    path="/catalog/products",
    statuses=frozenset({200}),
    modifies=False,
)
_PRODUCTS_CREATE = Operation(
    id="products_create",
    method="POST",
    path="/catalog/products",
    statuses=frozenset({201}),
    modifies=False,
)
_PRODUCTS_GET = Operation(
    id="products_get",
    method="GET",
    path="/catalog/products/{productId}",
    statuses=frozenset({200}),
    modifies=False,
)
_PRODUCTS_UPDATE = Operation(
    id="products_update",
    method="PUT",
    path="/catalog/products/{productId}",
    statuses=frozenset({200}),
    modifies=False,
)
_PRODUCTS_DELETE = Operation(
    id="products_delete",
    method="DELETE",
    path="/catalog/products/{productId}",
    statuses=frozenset({204}),
    modifies=False,
)
_SERVICE_CATEGORIES_LIST = Operation(
    id="service_categories_list",
    method="GET",
    path="/catalog/services/categories",
    statuses=frozenset({200}),
    modifies=False,
)
_SERVICE_CATEGORIES_CREATE = Operation(
    id="service_categories_create",
    method="POST",
    path="/catalog/services/categories",
    statuses=frozenset({201}),
    modifies=False,
)
_SERVICE_CATEGORIES_GET = Operation(
    id="service_categories_get",
    method="GET",
    path="/catalog/services/categories/{categoryId}",
    statuses=frozenset({200}),
    modifies=False,
)
_SERVICE_CATEGORIES_UPDATE = Operation(
    id="service_categories_update",
    method="PUT",
    path="/catalog/services/categories/{categoryId}",
    statuses=frozenset({200}),
    modifies=False,
)
_SERVICE_CATEGORIES_DELETE = Operation(
    id="service_categories_delete",
    method="DELETE",
    path="/catalog/services/categories/{categoryId}",
    statuses=frozenset({204}),
    modifies=False,
)
_SERVICES_LIST = Operation(
    id="services_list",
    method="GET",
    path="/catalog/services",
    statuses=frozenset({200}),
    modifies=False,
)
_SERVICES_CREATE = Operation(
    id="services_create",
    method="POST",
    path="/catalog/services",
    statuses=frozenset({201}),
    modifies=False,
)
_SERVICES_GET = Operation(
    id="services_get",
    method="GET",
    path="/catalog/services/{serviceId}",
    statuses=frozenset({200}),
    modifies=False,
)
_SERVICES_UPDATE = Operation(
    id="services_update",
    method="PUT",
    path="/catalog/services/{serviceId}",
    statuses=frozenset({200}),
    modifies=False,
)
_SERVICES_DELETE = Operation(
    id="services_delete",
    method="DELETE",
    path="/catalog/services/{serviceId}",
    statuses=frozenset({204}),
    modifies=False,
)
_BANK_ACCOUNTS_LIST = Operation(
    id="bank_accounts_list",
    method="GET",
    path="/configuration/bank-accounts",
    statuses=frozenset({200}),
    modifies=False,
)
_BANK_ACCOUNTS_CREATE = Operation(
    id="bank_accounts_create",
    method="POST",
    path="/configuration/bank-accounts",
    statuses=frozenset({201}),
    modifies=False,
)
_BANK_ACCOUNTS_GET = Operation(
    id="bank_accounts_get",
    method="GET",
    path="/configuration/bank-accounts/{accountId}",
    statuses=frozenset({200}),
    modifies=False,
)
_BANK_ACCOUNTS_UPDATE = Operation(
    id="bank_accounts_update",
    method="PUT",
    path="/configuration/bank-accounts/{accountId}",
    statuses=frozenset({200}),
    modifies=False,
)
_BANK_ACCOUNTS_DELETE = Operation(
    id="bank_accounts_delete",
    method="DELETE",
    path="/configuration/bank-accounts/{accountId}",
    statuses=frozenset({204}),
    modifies=False,
)
_EXCHANGE_RATES_LIST = Operation(
    id="exchange_rates_list",
    method="GET",
    path="/configuration/exchange-rates",
    statuses=frozenset({200}),
    modifies=False,
)
_EXCHANGE_RATES_CREATE = Operation(
    id="exchange_rates_create",
    method="POST",
    path="/configuration/exchange-rates",
    statuses=frozenset({201}),
    modifies=False,
)
_EXCHANGE_RATES_GET = Operation(
    id="exchange_rates_get",
    method="GET",
    path="/configuration/exchange-rates/{exchangeId}",
    statuses=frozenset({200}),
    modifies=False,
)
_EXCHANGE_RATES_UPDATE = Operation(
    id="exchange_rates_update",
    method="PUT",
    path="/configuration/exchange-rates/{exchangeId}",
    statuses=frozenset({200}),
    modifies=False,
)
_EXCHANGE_RATES_DELETE = Operation(
    id="exchange_rates_delete",
    method="DELETE",
    path="/configuration/exchange-rates/{exchangeId}",
    statuses=frozenset({204}),
    modifies=False,
)
_CONTACT_ACCOUNTS_LIST = Operation(
    id="contact_accounts_list",
    method="GET",
    path="/contacts/{contactId}/accounts",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACT_ACCOUNTS_CREATE = Operation(
    id="contact_accounts_create",
    method="POST",
    path="/contacts/{contactId}/accounts",
    statuses=frozenset({201}),
    modifies=False,
)
_CONTACT_ACCOUNTS_GET = Operation(
    id="contact_accounts_get",
    method="GET",
    path="/contacts/{contactId}/accounts/{accountId}",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACT_ACCOUNTS_UPDATE = Operation(
    id="contact_accounts_update",
    method="PUT",
    path="/contacts/{contactId}/accounts/{accountId}",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACT_ACCOUNTS_DELETE = Operation(
    id="contact_accounts_delete",
    method="DELETE",
    path="/contacts/{contactId}/accounts/{accountId}",
    statuses=frozenset({204}),
    modifies=False,
)
_CONTACT_ADDRESSES_LIST = Operation(
    id="contact_addresses_list",
    method="GET",
    path="/contacts/{contactId}/addresses",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACT_ADDRESSES_CREATE = Operation(
    id="contact_addresses_create",
    method="POST",
    path="/contacts/{contactId}/addresses",
    statuses=frozenset({201}),
    modifies=False,
)
_CONTACT_ADDRESSES_GET = Operation(
    id="contact_addresses_get",
    method="GET",
    path="/contacts/{contactId}/addresses/{addressId}",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACT_ADDRESSES_UPDATE = Operation(
    id="contact_addresses_update",
    method="PUT",
    path="/contacts/{contactId}/addresses/{addressId}",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACT_ADDRESSES_DELETE = Operation(
    id="contact_addresses_delete",
    method="DELETE",
    path="/contacts/{contactId}/addresses/{addressId}",
    statuses=frozenset({204}),
    modifies=False,
)
_CONTACT_GROUPS_LIST = Operation(
    id="contact_groups_list",
    method="GET",
    path="/contacts/configuration/groups",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACT_GROUPS_CREATE = Operation(
    id="contact_groups_create",
    method="POST",
    path="/contacts/configuration/groups",
    statuses=frozenset({201}),
    modifies=False,
)
_CONTACT_GROUPS_GET = Operation(
    id="contact_groups_get",
    method="GET",
    path="/contacts/configuration/groups/{groupId}",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACT_GROUPS_UPDATE = Operation(
    id="contact_groups_update",
    method="PUT",
    path="/contacts/configuration/groups/{groupId}",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACT_GROUPS_DELETE = Operation(
    id="contact_groups_delete",
    method="DELETE",
    path="/contacts/configuration/groups/{groupId}",
    statuses=frozenset({204}),
    modifies=False,
)
_CONTACTS_LIST = Operation(
    id="contacts_list",
    method="GET",
    path="/contacts",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACTS_CREATE = Operation(
    id="contacts_create",
    method="POST",
    path="/contacts",
    statuses=frozenset({201}),
    modifies=False,
)
_CONTACTS_GET = Operation(
    id="contacts_get",
    method="GET",
    path="/contacts/{contactId}",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACTS_UPDATE = Operation(
    id="contacts_update",
    method="PUT",
    path="/contacts/{contactId}",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACTS_DELETE = Operation(
    id="contacts_delete",
    method="DELETE",
    path="/contacts/{contactId}",
    statuses=frozenset({204}),
    modifies=False,
)
_CONTACTS_ASSIGN_GROUPS = Operation(
    id="contacts_assign_groups",
    method="PATCH",
    path="/contacts/{contactId}/assign-groups/{groupsIds}",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACTS_REMOVE_GROUPS = Operation(
    id="contacts_remove_groups",
    method="PATCH",
    path="/contacts/{contactId}/remove-groups/{groupsIds}",
    statuses=frozenset({200}),
    modifies=False,
)
_LETTERS_LIST = Operation(
    id="letters_list",
    method="GET",
    path="/contacts/letters",
    statuses=frozenset({200}),
    modifies=False,
)
_LETTERS_CREATE = Operation(
    id="letters_create",
    method="POST",
    path="/contacts/letters",
    statuses=frozenset({201}),
    modifies=False,
)
_LETTERS_GET = Operation(
    id="letters_get",
    method="GET",
    path="/contacts/letters/{letterId}",
    statuses=frozenset({200}),
    modifies=False,
)
_LETTERS_UPDATE = Operation(
    id="letters_update",
    method="PUT",
    path="/contacts/letters/{letterId}",
    statuses=frozenset({200}),
    modifies=False,
)
_LETTERS_DELETE = Operation(
    id="letters_delete",
    method="DELETE",
    path="/contacts/letters/{letterId}",
    statuses=frozenset({204}),
    modifies=False,
)
_LETTERS_GET_PDF = Operation(
    id="letters_get_pdf",
    method="GET",
    path="/contacts/letters/{letterId}/pdf",
    statuses=frozenset({200}),
    modifies=False,
)
_LETTERS_GET_PREVIEW = Operation(
    id="letters_get_preview",
    method="GET",
    path="/contacts/letters/{letterId}/preview",
    statuses=frozenset({200}),
    modifies=False,
)
_LETTERS_CHANGE_STATUS = Operation(
    id="letters_change_status",
    method="PATCH",
    path="/contacts/letters/{letterId}/change-status",
    statuses=frozenset({200}),
    modifies=False,
)
_LETTERS_SEND_BY_POST = Operation(
    id="letters_send_by_post",
    method="PATCH",
    path="/contacts/letters/{letterId}/send-by-post",
    statuses=frozenset({204}),
    modifies=False,
)
_LETTERS_SEND_BY_EMAIL = Operation(
    id="letters_send_by_email",
    method="PATCH",
    path="/contacts/letters/{letterId}/send-by-email",
    statuses=frozenset({204}),
    modifies=False,
)
_CONTACT_PEOPLE_LIST = Operation(
    id="contact_people_list",
    method="GET",
    path="/contacts/{contactId}/people",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACT_PEOPLE_CREATE = Operation(
    id="contact_people_create",
    method="POST",
    path="/contacts/{contactId}/people",
    statuses=frozenset({201}),
    modifies=False,
)
_CONTACT_PEOPLE_GET = Operation(
    id="contact_people_get",
    method="GET",
    path="/contacts/{contactId}/people/{personId}",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACT_PEOPLE_UPDATE = Operation(
    id="contact_people_update",
    method="PUT",
    path="/contacts/{contactId}/people/{personId}",
    statuses=frozenset({200}),
    modifies=False,
)
_CONTACT_PEOPLE_DELETE = Operation(
    id="contact_people_delete",
    method="DELETE",
    path="/contacts/{contactId}/people/{personId}",
    statuses=frozenset({204}),
    modifies=False,
)
_REMINDERS_LIST = Operation(
    id="reminders_list",
    method="GET",
    path="/contacts/reminders",
    statuses=frozenset({200}),
    modifies=False,
)
_REMINDERS_CREATE = Operation(
    id="reminders_create",
    method="POST",
    path="/contacts/reminders",
    statuses=frozenset({201}),
    modifies=False,
)
_REMINDERS_GET = Operation(
    id="reminders_get",
    method="GET",
    path="/contacts/reminders/{reminderId}",
    statuses=frozenset({200}),
    modifies=False,
)
_REMINDERS_UPDATE = Operation(
    id="reminders_update",
    method="PUT",
    path="/contacts/reminders/{reminderId}",
    statuses=frozenset({200}),
    modifies=False,
)
_REMINDERS_DELETE = Operation(
    id="reminders_delete",
    method="DELETE",
    path="/contacts/reminders/{reminderId}",
    statuses=frozenset({204}),
    modifies=False,
)
_ISRS_LIST = Operation(
    id="isrs_list",
    method="GET",
    path="/receivables/configuration/isrs",
    statuses=frozenset({200}),
    modifies=False,
)
_ISRS_GET = Operation(
    id="isrs_get",
    method="GET",
    path="/receivables/configuration/isrs/{isrId}",
    statuses=frozenset({200}),
    modifies=False,
)
_DELIVERY_NOTES_LIST = Operation(
    id="delivery_notes_list",
    method="GET",
    path="/receivables/delivery-notes",
    statuses=frozenset({200}),
    modifies=False,
)
_DELIVERY_NOTES_CREATE = Operation(
    id="delivery_notes_create",
    method="POST",
    path="/receivables/delivery-notes",
    statuses=frozenset({201}),
    modifies=False,
)
_DELIVERY_NOTES_GET = Operation(
    id="delivery_notes_get",
    method="GET",
    path="/receivables/delivery-notes/{deliveryNoteId}",
    statuses=frozenset({200}),
    modifies=False,
)
_DELIVERY_NOTES_UPDATE = Operation(
    id="delivery_notes_update",
    method="PUT",
    path="/receivables/delivery-notes/{deliveryNoteId}",
    statuses=frozenset({200}),
    modifies=False,
)
_DELIVERY_NOTES_DELETE = Operation(
    id="delivery_notes_delete",
    method="DELETE",
    path="/receivables/delivery-notes/{deliveryNoteId}",
    statuses=frozenset({204}),
    modifies=False,
)
_DELIVERY_NOTES_GET_PDF = Operation(
    id="delivery_notes_get_pdf",
    method="GET",
    path="/receivables/delivery-notes/{deliveryNoteId}/pdf",
    statuses=frozenset({200}),
    modifies=False,
)
_DELIVERY_NOTES_GET_PREVIEW = Operation(
    id="delivery_notes_get_preview",
    method="GET",
    path="/receivables/delivery-notes/{deliveryNoteId}/preview",
    statuses=frozenset({200}),
    modifies=False,
)
_DELIVERY_NOTES_CHANGE_STATUS = Operation(
    id="delivery_notes_change_status",
    method="PATCH",
    path="/receivables/delivery-notes/{deliveryNoteId}/change-status",
    statuses=frozenset({200}),
    modifies=False,
)
_DELIVERY_NOTES_SEND_BY_POST = Operation(
    id="delivery_notes_send_by_post",
    method="PATCH",
    path="/receivables/delivery-notes/{deliveryNoteId}/send-by-post",
    statuses=frozenset({204}),
    modifies=False,
)
_DELIVERY_NOTES_SEND_BY_EMAIL = Operation(
    id="delivery_notes_send_by_email",
    method="PATCH",
    path="/receivables/delivery-notes/{deliveryNoteId}/send-by-email",
    statuses=frozenset({204}),
    modifies=False,
)
_INVOICES_LIST = Operation(
    id="invoices_list",
    method="GET",
    path="/receivables/invoices",
    statuses=frozenset({200}),
    modifies=False,
)
_INVOICES_CREATE = Operation(
    id="invoices_create",
    method="POST",
    path="/receivables/invoices",
    statuses=frozenset({201}),
    modifies=False,
)
_INVOICES_GET = Operation(
    id="invoices_get",
    method="GET",
    path="/receivables/invoices/{invoiceId}",
    statuses=frozenset({200}),
    modifies=False,
)
_INVOICES_UPDATE = Operation(
    id="invoices_update",
    method="PUT",
    path="/receivables/invoices/{invoiceId}",
    statuses=frozenset({200}),
    modifies=False,
)
_INVOICES_DELETE = Operation(
    id="invoices_delete",
    method="DELETE",
    path="/receivables/invoices/{invoiceId}",
    statuses=frozenset({204}),
    modifies=False,
)
_INVOICES_GET_PDF = Operation(
    id="invoices_get_pdf",
    method="GET",
    path="/receivables/invoices/{invoiceId}/pdf",
    statuses=frozenset({200}),
    modifies=False,
)
_INVOICES_GET_PREVIEW = Operation(
    id="invoices_get_preview",
    method="GET",
    path="/receivables/invoices/{invoiceId}/preview",
    statuses=frozenset({200}),
    modifies=False,
)
_INVOICES_CHANGE_STATUS = Operation(
    id="invoices_change_status",
    method="PATCH",
    path="/receivables/invoices/{invoiceId}/change-status",
    statuses=frozenset({200}),
    modifies=False,
)
_INVOICES_SEND_BY_POST = Operation(
    id="invoices_send_by_post",
    method="PATCH",
    path="/receivables/invoices/{invoiceId}/send-by-post",
    statuses=frozenset({204}),
    modifies=False,
)
_INVOICES_SEND_BY_EMAIL = Operation(
    id="invoices_send_by_email",
    method="PATCH",
    path="/receivables/invoices/{invoiceId}/send-by-email",
    statuses=frozenset({204}),
    modifies=False,
)
_OFFERS_LIST = Operation(
    id="offers_list",
    method="GET",
    path="/receivables/offers",
    statuses=frozenset({200}),
    modifies=False,
)
_OFFERS_CREATE = Operation(
    id="offers_create",
    method="POST",
    path="/receivables/offers",
    statuses=frozenset({201}),
    modifies=False,
)
_OFFERS_GET = Operation(
    id="offers_get",
    method="GET",
    path="/receivables/offers/{offerId}",
    statuses=frozenset({200}),
    modifies=False,
)
_OFFERS_UPDATE = Operation(
    id="offers_update",
    method="PUT",
    path="/receivables/offers/{offerId}",
    statuses=frozenset({200}),
    modifies=False,
)
_OFFERS_DELETE = Operation(
    id="offers_delete",
    method="DELETE",
    path="/receivables/offers/{offerId}",
    statuses=frozenset({204}),
    modifies=False,
)
_OFFERS_GET_PDF = Operation(
    id="offers_get_pdf",
    method="GET",
    path="/receivables/offers/{offerId}/pdf",
    statuses=frozenset({200}),
    modifies=False,
)
_OFFERS_GET_PREVIEW = Operation(
    id="offers_get_preview",
    method="GET",
    path="/receivables/offers/{offerId}/preview",
    statuses=frozenset({200}),
    modifies=False,
)
_OFFERS_CHANGE_STATUS = Operation(
    id="offers_change_status",
    method="PATCH",
    path="/receivables/offers/{offerId}/change-status",
    statuses=frozenset({200}),
    modifies=False,
)
_OFFERS_SEND_BY_POST = Operation(
    id="offers_send_by_post",
    method="PATCH",
    path="/receivables/offers/{offerId}/send-by-post",
    statuses=frozenset({204}),
    modifies=False,
)
_OFFERS_SEND_BY_EMAIL = Operation(
    id="offers_send_by_email",
    method="PATCH",
    path="/receivables/offers/{offerId}/send-by-email",
    statuses=frozenset({204}),
    modifies=False,
)
_ORDER_CONFIRMATIONS_LIST = Operation(
    id="order_confirmations_list",
    method="GET",
    path="/receivables/order-confirmations",
    statuses=frozenset({200}),
    modifies=False,
)
_ORDER_CONFIRMATIONS_CREATE = Operation(
    id="order_confirmations_create",
    method="POST",
    path="/receivables/order-confirmations",
    statuses=frozenset({201}),
    modifies=False,
)
_ORDER_CONFIRMATIONS_GET = Operation(
    id="order_confirmations_get",
    method="GET",
    path="/receivables/order-confirmations/{orderConfirmationId}",
    statuses=frozenset({200}),
    modifies=False,
)
_ORDER_CONFIRMATIONS_UPDATE = Operation(
    id="order_confirmations_update",
    method="PUT",
    path="/receivables/order-confirmations/{orderConfirmationId}",
    statuses=frozenset({200}),
    modifies=False,
)
_ORDER_CONFIRMATIONS_DELETE = Operation(
    id="order_confirmations_delete",
    method="DELETE",
    path="/receivables/order-confirmations/{orderConfirmationId}",
    statuses=frozenset({204}),
    modifies=False,
)
_ORDER_CONFIRMATIONS_GET_PDF = Operation(
    id="order_confirmations_get_pdf",
    method="GET",
    path="/receivables/order-confirmations/{orderConfirmationId}/pdf",
    statuses=frozenset({200}),
    modifies=False,
)
_ORDER_CONFIRMATIONS_GET_PREVIEW = Operation(
    id="order_confirmations_get_preview",
    method="GET",
    path="/receivables/order-confirmations/{orderConfirmationId}/preview",
    statuses=frozenset({200}),
    modifies=False,
)
_ORDER_CONFIRMATIONS_CHANGE_STATUS = Operation(
    id="order_confirmations_change_status",
    method="PATCH",
    path="/receivables/order-confirmations/{orderConfirmationId}/change-status",
    statuses=frozenset({200}),
    modifies=False,
)
_ORDER_CONFIRMATIONS_SEND_BY_POST = Operation(
    id="order_confirmations_send_by_post",
    method="PATCH",
    path="/receivables/order-confirmations/{orderConfirmationId}/send-by-post",
    statuses=frozenset({204}),
    modifies=False,
)
_ORDER_CONFIRMATIONS_SEND_BY_EMAIL = Operation(
    id="order_confirmations_send_by_email",
    method="PATCH",
    path="/receivables/order-confirmations/{orderConfirmationId}/send-by-email",
    statuses=frozenset({204}),
    modifies=False,
)
_PAYMENTS_LIST = Operation(
    id="payments_list",
    method="GET",
    path="/receivables/invoices/{invoiceId}/payments",
    statuses=frozenset({200}),
    modifies=False,
)
_PAYMENTS_CREATE = Operation(
    id="payments_create",
    method="POST",
    path="/receivables/invoices/{invoiceId}/payments",
    statuses=frozenset({201}),
    modifies=False,
)
_PAYMENTS_GET = Operation(
    id="payments_get",
    method="GET",
    path="/receivables/invoices/{invoiceId}/payments/{paymentId}",
    statuses=frozenset({200}),
    modifies=False,
)
_PAYMENTS_UPDATE = Operation(
    id="payments_update",
    method="PUT",
    path="/receivables/invoices/{invoiceId}/payments/{paymentId}",
    statuses=frozenset({200}),
    modifies=False,
)
_PAYMENTS_DELETE = Operation(
    id="payments_delete",
    method="DELETE",
    path="/receivables/invoices/{invoiceId}/payments/{paymentId}",
    statuses=frozenset({204}),
    modifies=False,
)
_ACTIVITIES_LIST = Operation(
    id="activities_list",
    method="GET",
    path="/reporting/activities",
    statuses=frozenset({200}),
    modifies=False,
)
_ACTIVITIES_GET = Operation(
    id="activities_get",
    method="GET",
    path="/reporting/activities/{activityId}",
    statuses=frozenset({200}),
    modifies=False,
)
_COST_UNITS_LIST = Operation(
    id="cost_units_list",
    method="GET",
    path="/reporting/cost-units",
    statuses=frozenset({200}),
    modifies=False,
)
_COST_UNITS_CREATE = Operation(
    id="cost_units_create",
    method="POST",
    path="/reporting/cost-units",
    statuses=frozenset({201}),
    modifies=False,
)
_COST_UNITS_GET = Operation(
    id="cost_units_get",
    method="GET",
    path="/reporting/cost-units/{costUnitId}",
    statuses=frozenset({200}),
    modifies=False,
)
_COST_UNITS_UPDATE = Operation(
    id="cost_units_update",
    method="PUT",
    path="/reporting/cost-units/{costUnitId}",
    statuses=frozenset({200}),
    modifies=False,
)
_COST_UNITS_DELETE = Operation(
    id="cost_units_delete",
    method="DELETE",
    path="/reporting/cost-units/{costUnitId}",
    statuses=frozenset({204}),
    modifies=False,
)
_EFFORTS_LIST = Operation(
    id="efforts_list",
    method="GET",
    path="/reporting/efforts",
    statuses=frozenset({200}),
    modifies=False,
)
_EFFORTS_CREATE = Operation(
    id="efforts_create",
    method="POST",
    path="/reporting/efforts",
    statuses=frozenset({201}),
    modifies=False,
)
_EFFORTS_GET = Operation(
    id="efforts_get",
    method="GET",
    path="/reporting/efforts/{effortId}",
    statuses=frozenset({200}),
    modifies=False,
)
_EFFORTS_UPDATE = Operation(
    id="efforts_update",
    method="PUT",
    path="/reporting/efforts/{effortId}",
    statuses=frozenset({200}),
    modifies=False,
)
_EFFORTS_DELETE = Operation(
    id="efforts_delete",
    method="DELETE",
    path="/reporting/efforts/{effortId}",
    statuses=frozenset({204}),
    modifies=False,
)
_PROJECTS_LIST = Operation(
    id="projects_list",
    method="GET",
    path="/reporting/projects",
    statuses=frozenset({200}),
    modifies=False,
)
_PROJECTS_CREATE = Operation(
    id="projects_create",
    method="POST",
    path="/reporting/projects",
    statuses=frozenset({201}),
    modifies=False,
)
_PROJECTS_GET = Operation(
    id="projects_get",
    method="GET",
    path="/reporting/projects/{projectId}",
    statuses=frozenset({200}),
    modifies=False,
)
_PROJECTS_UPDATE = Operation(
    id="projects_update",
    method="PUT",
    path="/reporting/projects/{projectId}",
    statuses=frozenset({200}),
    modifies=False,
)
_PROJECTS_DELETE = Operation(
    id="projects_delete",
    method="DELETE",
    path="/reporting/projects/{projectId}",
    statuses=frozenset({204}),
    modifies=False,
)
_PROJECTS_CHANGE_STATUS = Operation(
    id="projects_change_status",
    method="PATCH",
    path="/reporting/projects/{projectId}/change-status/{status}",
    statuses=frozenset({200}),
    modifies=False,
)
_WORKING_HOURS_LIST = Operation(
    id="working_hours_list",
    method="GET",
    path="/reporting/working-hours",
    statuses=frozenset({200}),
    modifies=False,
)
_WORKING_HOURS_CREATE = Operation(
    id="working_hours_create",
    method="POST",
    path="/reporting/working-hours",
    statuses=frozenset({201}),
    modifies=False,
)
_WORKING_HOURS_GET = Operation(
    id="working_hours_get",
    method="GET",
    path="/reporting/working-hours/{timeId}",
    statuses=frozenset({200}),
    modifies=False,
)
_WORKING_HOURS_UPDATE = Operation(
    id="working_hours_update",
    method="PUT",
    path="/reporting/working-hours/{timeId}",
    statuses=frozenset({200}),
    modifies=False,
)
_WORKING_HOURS_DELETE = Operation(
    id="working_hours_delete",
    method="DELETE",
    path="/reporting/working-hours/{timeId}",
    statuses=frozenset({204}),
    modifies=False,
)


class AsyncOwnerResource:
    """The user whose data a token gives access to."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def get(
        self,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.OwnerItem]:
        """Read the owner.

        Names no scope: any valid token will do.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of owner; SWAGGER, their forms and status codes (documented).
        """
        from .api.owner import owner_get as _endpoint

        return await self._caller.result(
            _OWNER_GET,
            arguments_of(
                _OWNER_GET,
                _endpoint._get_kwargs,
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncProfileResource:
    """The user and the company behind a token."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def get(
        self,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ProfileItem]:
        """Read the profile.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of profile; SWAGGER, their forms and status codes (documented).
        """
        from .api.profile import profile_get as _endpoint

        return await self._caller.result(
            _PROFILE_GET,
            arguments_of(
                _PROFILE_GET,
                _endpoint._get_kwargs,
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncUnitsResource:
    """Units of measure."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.UnitList]:
        """List units.

        Sorted by `custom,name` where the call does not say otherwise. Names come in the language that the header
        Accept-Language asks for, as far as is known.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of units; SWAGGER, their forms and status codes (documented).
        """
        from .api.units import units_list as _endpoint

        return await self._caller.result(
            _UNITS_LIST,
            arguments_of(
                _UNITS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        unit_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.UnitItem]:
        """Read a unit.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of units; SWAGGER, their forms and status codes (documented).
        """
        from .api.units import units_get as _endpoint

        return await self._caller.result(
            _UNITS_GET,
            arguments_of(
                _UNITS_GET,
                _endpoint._get_kwargs,
                unit_id=unit_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncProductCategoriesResource:
    """Categories of products."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.CatalogCategoryList]:
        """List categories of products.

        Sorted by `name` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of product categories; SWAGGER, their forms and status codes (documented).
        """
        from .api.product_categories import product_categories_list as _endpoint

        return await self._caller.result(
            _PRODUCT_CATEGORIES_LIST,
            arguments_of(
                _PRODUCT_CATEGORIES_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.CatalogCategoryCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.CatalogCategoryItem]:
        """Create a category of products.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of product categories; SWAGGER, their forms and status codes (documented).
        """
        from .api.product_categories import product_categories_create as _endpoint

        return await self._caller.result(
            _PRODUCT_CATEGORIES_CREATE,
            arguments_of(
                _PRODUCT_CATEGORIES_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        category_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.CatalogCategoryItem]:
        """Read a category of products.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of product categories; SWAGGER, their forms and status codes (documented).
        """
        from .api.product_categories import product_categories_get as _endpoint

        return await self._caller.result(
            _PRODUCT_CATEGORIES_GET,
            arguments_of(
                _PRODUCT_CATEGORIES_GET,
                _endpoint._get_kwargs,
                category_id=category_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        category_id: int,
        body: models.CatalogCategoryUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.CatalogCategoryItem]:
        """Change a category of products.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of product categories; SWAGGER, their forms and status codes (documented).
        """
        from .api.product_categories import product_categories_update as _endpoint

        return await self._caller.result(
            _PRODUCT_CATEGORIES_UPDATE,
            arguments_of(
                _PRODUCT_CATEGORIES_UPDATE,
                _endpoint._get_kwargs,
                category_id=category_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        category_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete categories of products.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. What is still referred to is taken to be refused with 400.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of product categories; SWAGGER, their forms and status codes (documented).
        """
        from .api.product_categories import product_categories_delete as _endpoint

        return await self._caller.nothing(
            _PRODUCT_CATEGORIES_DELETE,
            arguments_of(
                _PRODUCT_CATEGORIES_DELETE,
                _endpoint._get_kwargs,
                category_ids=category_ids,
            ),
            options,
        )


class AsyncProductsResource:
    """Products of the catalogue."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ProductList]:
        """List products.

        Sorted by `name` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of products; SWAGGER, their forms and status codes (documented).
        """
        from .api.products import products_list as _endpoint

        return await self._caller.result(
            _PRODUCTS_LIST,
            arguments_of(
                _PRODUCTS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.ProductCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ProductItem]:
        """Create a product.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of products; SWAGGER, their forms and status codes (documented).
        """
        from .api.products import products_create as _endpoint

        return await self._caller.result(
            _PRODUCTS_CREATE,
            arguments_of(
                _PRODUCTS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        product_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ProductItem]:
        """Read a product.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of products; SWAGGER, their forms and status codes (documented).
        """
        from .api.products import products_get as _endpoint

        return await self._caller.result(
            _PRODUCTS_GET,
            arguments_of(
                _PRODUCTS_GET,
                _endpoint._get_kwargs,
                product_id=product_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        product_id: int,
        body: models.ProductUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ProductItem]:
        """Change a product.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of products; SWAGGER, their forms and status codes (documented).
        """
        from .api.products import products_update as _endpoint

        return await self._caller.result(
            _PRODUCTS_UPDATE,
            arguments_of(
                _PRODUCTS_UPDATE,
                _endpoint._get_kwargs,
                product_id=product_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        product_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete products.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. What is still referred to is taken to be refused with 400.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of products; SWAGGER, their forms and status codes (documented).
        """
        from .api.products import products_delete as _endpoint

        return await self._caller.nothing(
            _PRODUCTS_DELETE,
            arguments_of(
                _PRODUCTS_DELETE,
                _endpoint._get_kwargs,
                product_ids=product_ids,
            ),
            options,
        )


class AsyncServiceCategoriesResource:
    """Categories of services."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.CatalogCategoryList]:
        """List categories of services.

        Sorted by `name` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of service categories; SWAGGER, their forms and status codes (documented).
        """
        from .api.service_categories import service_categories_list as _endpoint

        return await self._caller.result(
            _SERVICE_CATEGORIES_LIST,
            arguments_of(
                _SERVICE_CATEGORIES_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.CatalogCategoryCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.CatalogCategoryItem]:
        """Create a category of services.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of service categories; SWAGGER, their forms and status codes (documented).
        """
        from .api.service_categories import service_categories_create as _endpoint

        return await self._caller.result(
            _SERVICE_CATEGORIES_CREATE,
            arguments_of(
                _SERVICE_CATEGORIES_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        category_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.CatalogCategoryItem]:
        """Read a category of services.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of service categories; SWAGGER, their forms and status codes (documented).
        """
        from .api.service_categories import service_categories_get as _endpoint

        return await self._caller.result(
            _SERVICE_CATEGORIES_GET,
            arguments_of(
                _SERVICE_CATEGORIES_GET,
                _endpoint._get_kwargs,
                category_id=category_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        category_id: int,
        body: models.CatalogCategoryUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.CatalogCategoryItem]:
        """Change a category of services.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of service categories; SWAGGER, their forms and status codes (documented).
        """
        from .api.service_categories import service_categories_update as _endpoint

        return await self._caller.result(
            _SERVICE_CATEGORIES_UPDATE,
            arguments_of(
                _SERVICE_CATEGORIES_UPDATE,
                _endpoint._get_kwargs,
                category_id=category_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        category_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete categories of services.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. What is still referred to is taken to be refused with 400.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of service categories; SWAGGER, their forms and status codes (documented).
        """
        from .api.service_categories import service_categories_delete as _endpoint

        return await self._caller.nothing(
            _SERVICE_CATEGORIES_DELETE,
            arguments_of(
                _SERVICE_CATEGORIES_DELETE,
                _endpoint._get_kwargs,
                category_ids=category_ids,
            ),
            options,
        )


class AsyncServicesResource:
    """Services of the catalogue."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ServiceList]:
        """List services.

        Sorted by `name` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of services; SWAGGER, their forms and status codes (documented).
        """
        from .api.services import services_list as _endpoint

        return await self._caller.result(
            _SERVICES_LIST,
            arguments_of(
                _SERVICES_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.ServiceCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ServiceItem]:
        """Create a service.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of services; SWAGGER, their forms and status codes (documented).
        """
        from .api.services import services_create as _endpoint

        return await self._caller.result(
            _SERVICES_CREATE,
            arguments_of(
                _SERVICES_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        service_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ServiceItem]:
        """Read a service.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of services; SWAGGER, their forms and status codes (documented).
        """
        from .api.services import services_get as _endpoint

        return await self._caller.result(
            _SERVICES_GET,
            arguments_of(
                _SERVICES_GET,
                _endpoint._get_kwargs,
                service_id=service_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        service_id: int,
        body: models.ServiceUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ServiceItem]:
        """Change a service.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of services; SWAGGER, their forms and status codes (documented).
        """
        from .api.services import services_update as _endpoint

        return await self._caller.result(
            _SERVICES_UPDATE,
            arguments_of(
                _SERVICES_UPDATE,
                _endpoint._get_kwargs,
                service_id=service_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        service_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete services.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. What is still referred to is taken to be refused with 400.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of services; SWAGGER, their forms and status codes (documented).
        """
        from .api.services import services_delete as _endpoint

        return await self._caller.nothing(
            _SERVICES_DELETE,
            arguments_of(
                _SERVICES_DELETE,
                _endpoint._get_kwargs,
                service_ids=service_ids,
            ),
            options,
        )


class AsyncBankAccountsResource:
    """Bank accounts of the company."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.BankAccountList]:
        """List bank accounts of the company.

        Sorted by `id` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of bank accounts; SWAGGER, their forms and status codes (documented).
        """
        from .api.bank_accounts import bank_accounts_list as _endpoint

        return await self._caller.result(
            _BANK_ACCOUNTS_LIST,
            arguments_of(
                _BANK_ACCOUNTS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.BankAccountCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.BankAccountItem]:
        """Create a bank account of the company.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of bank accounts; SWAGGER, their forms and status codes (documented).
        """
        from .api.bank_accounts import bank_accounts_create as _endpoint

        return await self._caller.result(
            _BANK_ACCOUNTS_CREATE,
            arguments_of(
                _BANK_ACCOUNTS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        account_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.BankAccountItem]:
        """Read a bank account of the company.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of bank accounts; SWAGGER, their forms and status codes (documented).
        """
        from .api.bank_accounts import bank_accounts_get as _endpoint

        return await self._caller.result(
            _BANK_ACCOUNTS_GET,
            arguments_of(
                _BANK_ACCOUNTS_GET,
                _endpoint._get_kwargs,
                account_id=account_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        account_id: int,
        body: models.BankAccountUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.BankAccountItem]:
        """Change a bank account of the company.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of bank accounts; SWAGGER, their forms and status codes (documented).
        """
        from .api.bank_accounts import bank_accounts_update as _endpoint

        return await self._caller.result(
            _BANK_ACCOUNTS_UPDATE,
            arguments_of(
                _BANK_ACCOUNTS_UPDATE,
                _endpoint._get_kwargs,
                account_id=account_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        accounts_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete bank accounts of the company.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of bank accounts; SWAGGER, their forms and status codes (documented).
        """
        from .api.bank_accounts import bank_accounts_delete as _endpoint

        return await self._caller.nothing(
            _BANK_ACCOUNTS_DELETE,
            arguments_of(
                _BANK_ACCOUNTS_DELETE,
                _endpoint._get_kwargs,
                accounts_ids=accounts_ids,
            ),
            options,
        )


class AsyncExchangeRatesResource:
    """Rates between currencies."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ExchangeRateList]:
        """List exchange rates.

        Sorted by `currency_from,currency_to` where the call does not say otherwise. Takes no `with`.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of exchange rates; SWAGGER, their forms and status codes (documented).
        """
        from .api.exchange_rates import exchange_rates_list as _endpoint

        return await self._caller.result(
            _EXCHANGE_RATES_LIST,
            arguments_of(
                _EXCHANGE_RATES_LIST,
                _endpoint._get_kwargs,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.ExchangeRateCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ExchangeRateItem]:
        """Create an exchange rate.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of exchange rates; SWAGGER, their forms and status codes (documented).
        """
        from .api.exchange_rates import exchange_rates_create as _endpoint

        return await self._caller.result(
            _EXCHANGE_RATES_CREATE,
            arguments_of(
                _EXCHANGE_RATES_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        exchange_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ExchangeRateItem]:
        """Read an exchange rate.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of exchange rates; SWAGGER, their forms and status codes (documented).
        """
        from .api.exchange_rates import exchange_rates_get as _endpoint

        return await self._caller.result(
            _EXCHANGE_RATES_GET,
            arguments_of(
                _EXCHANGE_RATES_GET,
                _endpoint._get_kwargs,
                exchange_id=exchange_id,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        exchange_id: int,
        body: models.ExchangeRateUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ExchangeRateItem]:
        """Change an exchange rate.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of exchange rates; SWAGGER, their forms and status codes (documented).
        """
        from .api.exchange_rates import exchange_rates_update as _endpoint

        return await self._caller.result(
            _EXCHANGE_RATES_UPDATE,
            arguments_of(
                _EXCHANGE_RATES_UPDATE,
                _endpoint._get_kwargs,
                exchange_id=exchange_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        exchange_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete exchange rates.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of exchange rates; SWAGGER, their forms and status codes (documented).
        """
        from .api.exchange_rates import exchange_rates_delete as _endpoint

        return await self._caller.nothing(
            _EXCHANGE_RATES_DELETE,
            arguments_of(
                _EXCHANGE_RATES_DELETE,
                _endpoint._get_kwargs,
                exchange_ids=exchange_ids,
            ),
            options,
        )


class AsyncContactAccountsResource:
    """Bank accounts of a contact."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        contact_id: int,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ContactAccountList]:
        """List bank accounts of a contact.

        Sorted by `description` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contact accounts; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_accounts import contact_accounts_list as _endpoint

        return await self._caller.result(
            _CONTACT_ACCOUNTS_LIST,
            arguments_of(
                _CONTACT_ACCOUNTS_LIST,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        contact_id: int,
        body: models.ContactAccountCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ContactAccountItem]:
        """Create a bank account of a contact.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of contact accounts; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_accounts import contact_accounts_create as _endpoint

        return await self._caller.result(
            _CONTACT_ACCOUNTS_CREATE,
            arguments_of(
                _CONTACT_ACCOUNTS_CREATE,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        contact_id: int,
        account_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ContactAccountItem]:
        """Read a bank account of a contact.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contact accounts; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_accounts import contact_accounts_get as _endpoint

        return await self._caller.result(
            _CONTACT_ACCOUNTS_GET,
            arguments_of(
                _CONTACT_ACCOUNTS_GET,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                account_id=account_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        contact_id: int,
        account_id: int,
        body: models.ContactAccountUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ContactAccountItem]:
        """Change a bank account of a contact.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of contact accounts; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_accounts import contact_accounts_update as _endpoint

        return await self._caller.result(
            _CONTACT_ACCOUNTS_UPDATE,
            arguments_of(
                _CONTACT_ACCOUNTS_UPDATE,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                account_id=account_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        contact_id: int,
        accounts_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete bank accounts of a contact.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contact accounts; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_accounts import contact_accounts_delete as _endpoint

        return await self._caller.nothing(
            _CONTACT_ACCOUNTS_DELETE,
            arguments_of(
                _CONTACT_ACCOUNTS_DELETE,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                accounts_ids=accounts_ids,
            ),
            options,
        )


class AsyncContactAddressesResource:
    """Addresses of a contact."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        contact_id: int,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ContactAddressList]:
        """List addresses of a contact.

        Sorted by `street` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contact addresses; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_addresses import contact_addresses_list as _endpoint

        return await self._caller.result(
            _CONTACT_ADDRESSES_LIST,
            arguments_of(
                _CONTACT_ADDRESSES_LIST,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        contact_id: int,
        body: models.ContactAddressCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ContactAddressItem]:
        """Create an address of a contact.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of contact addresses; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_addresses import contact_addresses_create as _endpoint

        return await self._caller.result(
            _CONTACT_ADDRESSES_CREATE,
            arguments_of(
                _CONTACT_ADDRESSES_CREATE,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        contact_id: int,
        address_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ContactAddressItem]:
        """Read an address of a contact.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contact addresses; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_addresses import contact_addresses_get as _endpoint

        return await self._caller.result(
            _CONTACT_ADDRESSES_GET,
            arguments_of(
                _CONTACT_ADDRESSES_GET,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                address_id=address_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        contact_id: int,
        address_id: int,
        body: models.ContactAddressUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ContactAddressItem]:
        """Change an address of a contact.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer. Making it
        the default makes it the contact's main address.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of contact addresses; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_addresses import contact_addresses_update as _endpoint

        return await self._caller.result(
            _CONTACT_ADDRESSES_UPDATE,
            arguments_of(
                _CONTACT_ADDRESSES_UPDATE,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                address_id=address_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        contact_id: int,
        addresses_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete addresses of a contact.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. The main address cannot be deleted; that is refused with 400.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contact addresses; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_addresses import contact_addresses_delete as _endpoint

        return await self._caller.nothing(
            _CONTACT_ADDRESSES_DELETE,
            arguments_of(
                _CONTACT_ADDRESSES_DELETE,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                addresses_ids=addresses_ids,
            ),
            options,
        )


class AsyncContactGroupsResource:
    """Groups of contacts."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ContactGroupList]:
        """List groups of contacts.

        Sorted by `name` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contact groups; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_groups import contact_groups_list as _endpoint

        return await self._caller.result(
            _CONTACT_GROUPS_LIST,
            arguments_of(
                _CONTACT_GROUPS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.ContactGroupCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ContactGroupItem]:
        """Create a group of contacts.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of contact groups; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_groups import contact_groups_create as _endpoint

        return await self._caller.result(
            _CONTACT_GROUPS_CREATE,
            arguments_of(
                _CONTACT_GROUPS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        group_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ContactGroupItem]:
        """Read a group of contacts.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contact groups; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_groups import contact_groups_get as _endpoint

        return await self._caller.result(
            _CONTACT_GROUPS_GET,
            arguments_of(
                _CONTACT_GROUPS_GET,
                _endpoint._get_kwargs,
                group_id=group_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        group_id: int,
        body: models.ContactGroupUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ContactGroupItem]:
        """Change a group of contacts.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of contact groups; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_groups import contact_groups_update as _endpoint

        return await self._caller.result(
            _CONTACT_GROUPS_UPDATE,
            arguments_of(
                _CONTACT_GROUPS_UPDATE,
                _endpoint._get_kwargs,
                group_id=group_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        groups_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete groups of contacts.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. What is still referred to is taken to be refused with 400.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contact groups; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_groups import contact_groups_delete as _endpoint

        return await self._caller.nothing(
            _CONTACT_GROUPS_DELETE,
            arguments_of(
                _CONTACT_GROUPS_DELETE,
                _endpoint._get_kwargs,
                groups_ids=groups_ids,
            ),
            options,
        )


class AsyncContactsResource:
    """Customers and creditors."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ContactList]:
        """List contacts.

        Sorted by `name` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contacts; SWAGGER, their forms and status codes (documented).
        """
        from .api.contacts import contacts_list as _endpoint

        return await self._caller.result(
            _CONTACTS_LIST,
            arguments_of(
                _CONTACTS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.ContactCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ContactItem]:
        """Create a contact.

        Optional members are left out of the answer. The main address is created with it.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of contacts; SWAGGER, their forms and status codes (documented).
        """
        from .api.contacts import contacts_create as _endpoint

        return await self._caller.result(
            _CONTACTS_CREATE,
            arguments_of(
                _CONTACTS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        contact_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ContactItem]:
        """Read a contact.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contacts; SWAGGER, their forms and status codes (documented).
        """
        from .api.contacts import contacts_get as _endpoint

        return await self._caller.result(
            _CONTACTS_GET,
            arguments_of(
                _CONTACTS_GET,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        contact_id: int,
        body: models.ContactUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ContactItem]:
        """Change a contact.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer. Main
        address and groups are not changed here.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of contacts; SWAGGER, their forms and status codes (documented).
        """
        from .api.contacts import contacts_update as _endpoint

        return await self._caller.result(
            _CONTACTS_UPDATE,
            arguments_of(
                _CONTACTS_UPDATE,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        contact_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete contacts.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. What is still referred to is taken to be refused with 400.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contacts; SWAGGER, their forms and status codes (documented).
        """
        from .api.contacts import contacts_delete as _endpoint

        return await self._caller.nothing(
            _CONTACTS_DELETE,
            arguments_of(
                _CONTACTS_DELETE,
                _endpoint._get_kwargs,
                contact_ids=contact_ids,
            ),
            options,
        )

    async def assign_groups(
        self,
        contact_id: int,
        groups_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ContactItem]:
        """Put a contact into groups.

        Takes one id or several with commas between them. There is no body.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contacts; SWAGGER, their forms and status codes (documented).
        """
        from .api.contacts import contacts_assign_groups as _endpoint

        return await self._caller.result(
            _CONTACTS_ASSIGN_GROUPS,
            arguments_of(
                _CONTACTS_ASSIGN_GROUPS,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                groups_ids=groups_ids,
            ),
            _endpoint._parse_response,
            options,
        )

    async def remove_groups(
        self,
        contact_id: int,
        groups_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ContactItem]:
        """Take a contact out of groups.

        Takes one id or several with commas between them. There is no body.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contacts; SWAGGER, their forms and status codes (documented).
        """
        from .api.contacts import contacts_remove_groups as _endpoint

        return await self._caller.result(
            _CONTACTS_REMOVE_GROUPS,
            arguments_of(
                _CONTACTS_REMOVE_GROUPS,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                groups_ids=groups_ids,
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncLettersResource:
    """Letters to contacts."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.LetterList]:
        """List letters.

        Sorted by `title` where the call does not say otherwise. What is marked as deleted by its status stays in the
        list.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of letters; SWAGGER, their forms and status codes (documented).
        """
        from .api.letters import letters_list as _endpoint

        return await self._caller.result(
            _LETTERS_LIST,
            arguments_of(
                _LETTERS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.LetterCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.LetterItem]:
        """Create a letter.

        Optional members are left out of the answer. A limit of the plan is answered with 402.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, UnexpectedResponse, Forbidden, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of letters; SWAGGER, their forms and status codes (documented).
        """
        from .api.letters import letters_create as _endpoint

        return await self._caller.result(
            _LETTERS_CREATE,
            arguments_of(
                _LETTERS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        letter_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.LetterItem]:
        """Read a letter.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of letters; SWAGGER, their forms and status codes (documented).
        """
        from .api.letters import letters_get as _endpoint

        return await self._caller.result(
            _LETTERS_GET,
            arguments_of(
                _LETTERS_GET,
                _endpoint._get_kwargs,
                letter_id=letter_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        letter_id: int,
        body: models.LetterUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.LetterItem]:
        """Change a letter.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of letters; SWAGGER, their forms and status codes (documented).
        """
        from .api.letters import letters_update as _endpoint

        return await self._caller.result(
            _LETTERS_UPDATE,
            arguments_of(
                _LETTERS_UPDATE,
                _endpoint._get_kwargs,
                letter_id=letter_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        letter_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete letters.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. Whether the object goes or only gets the status D is not documented; it is taken to go.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of letters; SWAGGER, their forms and status codes (documented).
        """
        from .api.letters import letters_delete as _endpoint

        return await self._caller.nothing(
            _LETTERS_DELETE,
            arguments_of(
                _LETTERS_DELETE,
                _endpoint._get_kwargs,
                letter_ids=letter_ids,
            ),
            options,
        )

    async def get_pdf(
        self,
        letter_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[bytes]:
        """Read a letter as a PDF file.

        The file as it would be sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of letters; SWAGGER, their forms and status codes (documented).
        """
        from .api.letters import letters_get_pdf as _endpoint

        return await self._caller.content(
            _LETTERS_GET_PDF,
            arguments_of(
                _LETTERS_GET_PDF,
                _endpoint._get_kwargs,
                letter_id=letter_id,
            ),
            options,
        )

    async def get_preview(
        self,
        letter_id: int,
        *,
        page: int | None = None,
        size: models.LettersGetPreviewSize | None = None,
        options: CallOptions | None = None,
    ) -> Result[bytes]:
        """Read a page of a letter as a picture.

        One page as a picture in the proportions of A4.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of letters; SWAGGER, their forms and status codes (documented).
        """
        from .api.letters import letters_get_preview as _endpoint

        return await self._caller.content(
            _LETTERS_GET_PREVIEW,
            arguments_of(
                _LETTERS_GET_PREVIEW,
                _endpoint._get_kwargs,
                letter_id=letter_id,
                page=UNSET if page is None else page,
                size=UNSET if size is None else size,
            ),
            options,
        )

    async def change_status(
        self,
        letter_id: int,
        body: models.LetterStatusChange,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.LetterItem]:
        """Change the status of a letter.

        Which changes are allowed is not documented; all are taken to be, except into and out of D twice. Effects on
        payments are not documented.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of letters; SWAGGER, their forms and status codes (documented).
        """
        from .api.letters import letters_change_status as _endpoint

        return await self._caller.result(
            _LETTERS_CHANGE_STATUS,
            arguments_of(
                _LETTERS_CHANGE_STATUS,
                _endpoint._get_kwargs,
                letter_id=letter_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def send_by_post(
        self,
        letter_id: int,
        body: models.SendByPost,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Send a letter by post.

        Has the paper printed and carried by the vendor's letter service; demonstration accounts are refused. A draft is
        taken to become sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of letters; SWAGGER, their forms and status codes (documented).
        """
        from .api.letters import letters_send_by_post as _endpoint

        return await self._caller.nothing(
            _LETTERS_SEND_BY_POST,
            arguments_of(
                _LETTERS_SEND_BY_POST,
                _endpoint._get_kwargs,
                letter_id=letter_id,
                body=body,
            ),
            options,
        )

    async def send_by_email(
        self,
        letter_id: int,
        body: models.SendByEmail,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Send a letter by e-mail.

        Sends the message at once. A draft is taken to become sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of letters; SWAGGER, their forms and status codes (documented).
        """
        from .api.letters import letters_send_by_email as _endpoint

        return await self._caller.nothing(
            _LETTERS_SEND_BY_EMAIL,
            arguments_of(
                _LETTERS_SEND_BY_EMAIL,
                _endpoint._get_kwargs,
                letter_id=letter_id,
                body=body,
            ),
            options,
        )


class AsyncContactPeopleResource:
    """People who work for a contact."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        contact_id: int,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ContactPersonList]:
        """List people of a contact.

        Sorted by `surname` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contact people; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_people import contact_people_list as _endpoint

        return await self._caller.result(
            _CONTACT_PEOPLE_LIST,
            arguments_of(
                _CONTACT_PEOPLE_LIST,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        contact_id: int,
        body: models.ContactPersonCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ContactPersonItem]:
        """Create a person of a contact.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of contact people; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_people import contact_people_create as _endpoint

        return await self._caller.result(
            _CONTACT_PEOPLE_CREATE,
            arguments_of(
                _CONTACT_PEOPLE_CREATE,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        contact_id: int,
        person_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ContactPersonItem]:
        """Read a person of a contact.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contact people; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_people import contact_people_get as _endpoint

        return await self._caller.result(
            _CONTACT_PEOPLE_GET,
            arguments_of(
                _CONTACT_PEOPLE_GET,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                person_id=person_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        contact_id: int,
        person_id: int,
        body: models.ContactPersonUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ContactPersonItem]:
        """Change a person of a contact.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of contact people; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_people import contact_people_update as _endpoint

        return await self._caller.result(
            _CONTACT_PEOPLE_UPDATE,
            arguments_of(
                _CONTACT_PEOPLE_UPDATE,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                person_id=person_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        contact_id: int,
        people_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete people of a contact.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of contact people; SWAGGER, their forms and status codes (documented).
        """
        from .api.contact_people import contact_people_delete as _endpoint

        return await self._caller.nothing(
            _CONTACT_PEOPLE_DELETE,
            arguments_of(
                _CONTACT_PEOPLE_DELETE,
                _endpoint._get_kwargs,
                contact_id=contact_id,
                people_ids=people_ids,
            ),
            options,
        )


class AsyncRemindersResource:
    """Reminders of events with contacts."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ReminderList]:
        """List reminders.

        Sorted by `date_time` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of reminders; SWAGGER, their forms and status codes (documented).
        """
        from .api.reminders import reminders_list as _endpoint

        return await self._caller.result(
            _REMINDERS_LIST,
            arguments_of(
                _REMINDERS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.ReminderCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ReminderItem]:
        """Create a reminder.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of reminders; SWAGGER, their forms and status codes (documented).
        """
        from .api.reminders import reminders_create as _endpoint

        return await self._caller.result(
            _REMINDERS_CREATE,
            arguments_of(
                _REMINDERS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        reminder_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ReminderItem]:
        """Read a reminder.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of reminders; SWAGGER, their forms and status codes (documented).
        """
        from .api.reminders import reminders_get as _endpoint

        return await self._caller.result(
            _REMINDERS_GET,
            arguments_of(
                _REMINDERS_GET,
                _endpoint._get_kwargs,
                reminder_id=reminder_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        reminder_id: int,
        body: models.ReminderUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ReminderItem]:
        """Change a reminder.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of reminders; SWAGGER, their forms and status codes (documented).
        """
        from .api.reminders import reminders_update as _endpoint

        return await self._caller.result(
            _REMINDERS_UPDATE,
            arguments_of(
                _REMINDERS_UPDATE,
                _endpoint._get_kwargs,
                reminder_id=reminder_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        reminders_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete reminders.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of reminders; SWAGGER, their forms and status codes (documented).
        """
        from .api.reminders import reminders_delete as _endpoint

        return await self._caller.nothing(
            _REMINDERS_DELETE,
            arguments_of(
                _REMINDERS_DELETE,
                _endpoint._get_kwargs,
                reminders_ids=reminders_ids,
            ),
            options,
        )


class AsyncIsrsResource:
    """Settings of payment slips."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.IsrList]:
        """List settings of payment slips.

        Sorted by `delivery_number` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of isrs; SWAGGER, their forms and status codes (documented).
        """
        from .api.isrs import isrs_list as _endpoint

        return await self._caller.result(
            _ISRS_LIST,
            arguments_of(
                _ISRS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        isr_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.IsrItem]:
        """Read settings of a payment slip.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of isrs; SWAGGER, their forms and status codes (documented).
        """
        from .api.isrs import isrs_get as _endpoint

        return await self._caller.result(
            _ISRS_GET,
            arguments_of(
                _ISRS_GET,
                _endpoint._get_kwargs,
                isr_id=isr_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncDeliveryNotesResource:
    """Delivery notes."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.DeliveryNoteList]:
        """List delivery notes.

        Sorted by `-number` where the call does not say otherwise. What is marked as deleted by its status stays in the
        list.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of delivery notes; SWAGGER, their forms and status codes (documented).
        """
        from .api.delivery_notes import delivery_notes_list as _endpoint

        return await self._caller.result(
            _DELIVERY_NOTES_LIST,
            arguments_of(
                _DELIVERY_NOTES_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.DeliveryNoteCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.DeliveryNoteItem]:
        """Create a delivery note.

        Optional members are left out of the answer. A limit of the plan is answered with 402.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, UnexpectedResponse, Forbidden, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of delivery notes; SWAGGER, their forms and status codes (documented).
        """
        from .api.delivery_notes import delivery_notes_create as _endpoint

        return await self._caller.result(
            _DELIVERY_NOTES_CREATE,
            arguments_of(
                _DELIVERY_NOTES_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        delivery_note_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.DeliveryNoteItem]:
        """Read a delivery note.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of delivery notes; SWAGGER, their forms and status codes (documented).
        """
        from .api.delivery_notes import delivery_notes_get as _endpoint

        return await self._caller.result(
            _DELIVERY_NOTES_GET,
            arguments_of(
                _DELIVERY_NOTES_GET,
                _endpoint._get_kwargs,
                delivery_note_id=delivery_note_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        delivery_note_id: int,
        body: models.DeliveryNoteUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.DeliveryNoteItem]:
        """Change a delivery note.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of delivery notes; SWAGGER, their forms and status codes (documented).
        """
        from .api.delivery_notes import delivery_notes_update as _endpoint

        return await self._caller.result(
            _DELIVERY_NOTES_UPDATE,
            arguments_of(
                _DELIVERY_NOTES_UPDATE,
                _endpoint._get_kwargs,
                delivery_note_id=delivery_note_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        delivery_note_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete delivery notes.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. Whether the object goes or only gets the status D is not documented; it is taken to go.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of delivery notes; SWAGGER, their forms and status codes (documented).
        """
        from .api.delivery_notes import delivery_notes_delete as _endpoint

        return await self._caller.nothing(
            _DELIVERY_NOTES_DELETE,
            arguments_of(
                _DELIVERY_NOTES_DELETE,
                _endpoint._get_kwargs,
                delivery_note_ids=delivery_note_ids,
            ),
            options,
        )

    async def get_pdf(
        self,
        delivery_note_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[bytes]:
        """Read a delivery note as a PDF file.

        The file as it would be sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of delivery notes; SWAGGER, their forms and status codes (documented).
        """
        from .api.delivery_notes import delivery_notes_get_pdf as _endpoint

        return await self._caller.content(
            _DELIVERY_NOTES_GET_PDF,
            arguments_of(
                _DELIVERY_NOTES_GET_PDF,
                _endpoint._get_kwargs,
                delivery_note_id=delivery_note_id,
            ),
            options,
        )

    async def get_preview(
        self,
        delivery_note_id: int,
        *,
        page: int | None = None,
        size: models.DeliveryNotesGetPreviewSize | None = None,
        options: CallOptions | None = None,
    ) -> Result[bytes]:
        """Read a page of a delivery note as a picture.

        One page as a picture in the proportions of A4.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of delivery notes; SWAGGER, their forms and status codes (documented).
        """
        from .api.delivery_notes import delivery_notes_get_preview as _endpoint

        return await self._caller.content(
            _DELIVERY_NOTES_GET_PREVIEW,
            arguments_of(
                _DELIVERY_NOTES_GET_PREVIEW,
                _endpoint._get_kwargs,
                delivery_note_id=delivery_note_id,
                page=UNSET if page is None else page,
                size=UNSET if size is None else size,
            ),
            options,
        )

    async def change_status(
        self,
        delivery_note_id: int,
        body: models.DeliveryNoteStatusChange,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.DeliveryNoteItem]:
        """Change the status of a delivery note.

        Which changes are allowed is not documented; all are taken to be, except into and out of D twice. Effects on
        payments are not documented.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of delivery notes; SWAGGER, their forms and status codes (documented).
        """
        from .api.delivery_notes import delivery_notes_change_status as _endpoint

        return await self._caller.result(
            _DELIVERY_NOTES_CHANGE_STATUS,
            arguments_of(
                _DELIVERY_NOTES_CHANGE_STATUS,
                _endpoint._get_kwargs,
                delivery_note_id=delivery_note_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def send_by_post(
        self,
        delivery_note_id: int,
        body: models.SendByPost,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Send a delivery note by post.

        Has the paper printed and carried by the vendor's letter service; demonstration accounts are refused. A draft is
        taken to become sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of delivery notes; SWAGGER, their forms and status codes (documented).
        """
        from .api.delivery_notes import delivery_notes_send_by_post as _endpoint

        return await self._caller.nothing(
            _DELIVERY_NOTES_SEND_BY_POST,
            arguments_of(
                _DELIVERY_NOTES_SEND_BY_POST,
                _endpoint._get_kwargs,
                delivery_note_id=delivery_note_id,
                body=body,
            ),
            options,
        )

    async def send_by_email(
        self,
        delivery_note_id: int,
        body: models.SendByEmail,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Send a delivery note by e-mail.

        Sends the message at once. A draft is taken to become sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of delivery notes; SWAGGER, their forms and status codes (documented).
        """
        from .api.delivery_notes import delivery_notes_send_by_email as _endpoint

        return await self._caller.nothing(
            _DELIVERY_NOTES_SEND_BY_EMAIL,
            arguments_of(
                _DELIVERY_NOTES_SEND_BY_EMAIL,
                _endpoint._get_kwargs,
                delivery_note_id=delivery_note_id,
                body=body,
            ),
            options,
        )


class AsyncInvoicesResource:
    """Invoices."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.InvoiceList]:
        """List invoices.

        Sorted by `-number` where the call does not say otherwise. What is marked as deleted by its status stays in the
        list.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of invoices; SWAGGER, their forms and status codes (documented).
        """
        from .api.invoices import invoices_list as _endpoint

        return await self._caller.result(
            _INVOICES_LIST,
            arguments_of(
                _INVOICES_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.InvoiceCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.InvoiceItem]:
        """Create an invoice.

        Optional members are left out of the answer. A limit of the plan is answered with 402.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, UnexpectedResponse, Forbidden, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of invoices; SWAGGER, their forms and status codes (documented).
        """
        from .api.invoices import invoices_create as _endpoint

        return await self._caller.result(
            _INVOICES_CREATE,
            arguments_of(
                _INVOICES_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        invoice_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.InvoiceItem]:
        """Read an invoice.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of invoices; SWAGGER, their forms and status codes (documented).
        """
        from .api.invoices import invoices_get as _endpoint

        return await self._caller.result(
            _INVOICES_GET,
            arguments_of(
                _INVOICES_GET,
                _endpoint._get_kwargs,
                invoice_id=invoice_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        invoice_id: int,
        body: models.InvoiceUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.InvoiceItem]:
        """Change an invoice.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of invoices; SWAGGER, their forms and status codes (documented).
        """
        from .api.invoices import invoices_update as _endpoint

        return await self._caller.result(
            _INVOICES_UPDATE,
            arguments_of(
                _INVOICES_UPDATE,
                _endpoint._get_kwargs,
                invoice_id=invoice_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        invoice_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete invoices.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. Whether the object goes or only gets the status D is not documented; it is taken to go.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of invoices; SWAGGER, their forms and status codes (documented).
        """
        from .api.invoices import invoices_delete as _endpoint

        return await self._caller.nothing(
            _INVOICES_DELETE,
            arguments_of(
                _INVOICES_DELETE,
                _endpoint._get_kwargs,
                invoice_ids=invoice_ids,
            ),
            options,
        )

    async def get_pdf(
        self,
        invoice_id: int,
        *,
        options_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[bytes]:
        """Read an invoice as a PDF file.

        The file as it would be sent. The slip for the payment is a page of its own unless the invoice says otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of invoices; SWAGGER, their forms and status codes (documented).
        """
        from .api.invoices import invoices_get_pdf as _endpoint

        return await self._caller.content(
            _INVOICES_GET_PDF,
            arguments_of(
                _INVOICES_GET_PDF,
                _endpoint._get_kwargs,
                invoice_id=invoice_id,
                options=UNSET if options_ is None else options_,
            ),
            options,
        )

    async def get_preview(
        self,
        invoice_id: int,
        *,
        page: int | None = None,
        size: models.InvoicesGetPreviewSize | None = None,
        options: CallOptions | None = None,
    ) -> Result[bytes]:
        """Read a page of an invoice as a picture.

        One page as a picture in the proportions of A4.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of invoices; SWAGGER, their forms and status codes (documented).
        """
        from .api.invoices import invoices_get_preview as _endpoint

        return await self._caller.content(
            _INVOICES_GET_PREVIEW,
            arguments_of(
                _INVOICES_GET_PREVIEW,
                _endpoint._get_kwargs,
                invoice_id=invoice_id,
                page=UNSET if page is None else page,
                size=UNSET if size is None else size,
            ),
            options,
        )

    async def change_status(
        self,
        invoice_id: int,
        body: models.InvoiceStatusChange,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.InvoiceItem]:
        """Change the status of an invoice.

        Which changes are allowed is not documented; all are taken to be, except into and out of D twice. Effects on
        payments are not documented.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of invoices; SWAGGER, their forms and status codes (documented).
        """
        from .api.invoices import invoices_change_status as _endpoint

        return await self._caller.result(
            _INVOICES_CHANGE_STATUS,
            arguments_of(
                _INVOICES_CHANGE_STATUS,
                _endpoint._get_kwargs,
                invoice_id=invoice_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def send_by_post(
        self,
        invoice_id: int,
        body: models.SendByPost,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Send an invoice by post.

        Has the paper printed and carried by the vendor's letter service; demonstration accounts are refused. A draft is
        taken to become sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of invoices; SWAGGER, their forms and status codes (documented).
        """
        from .api.invoices import invoices_send_by_post as _endpoint

        return await self._caller.nothing(
            _INVOICES_SEND_BY_POST,
            arguments_of(
                _INVOICES_SEND_BY_POST,
                _endpoint._get_kwargs,
                invoice_id=invoice_id,
                body=body,
            ),
            options,
        )

    async def send_by_email(
        self,
        invoice_id: int,
        body: models.InvoiceSendByEmail,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Send an invoice by e-mail.

        Sends the message at once. A draft is taken to become sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of invoices; SWAGGER, their forms and status codes (documented).
        """
        from .api.invoices import invoices_send_by_email as _endpoint

        return await self._caller.nothing(
            _INVOICES_SEND_BY_EMAIL,
            arguments_of(
                _INVOICES_SEND_BY_EMAIL,
                _endpoint._get_kwargs,
                invoice_id=invoice_id,
                body=body,
            ),
            options,
        )


class AsyncOffersResource:
    """Offers."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.OfferList]:
        """List offers.

        Sorted by `-number` where the call does not say otherwise. What is marked as deleted by its status stays in the
        list.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of offers; SWAGGER, their forms and status codes (documented).
        """
        from .api.offers import offers_list as _endpoint

        return await self._caller.result(
            _OFFERS_LIST,
            arguments_of(
                _OFFERS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.OfferCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.OfferItem]:
        """Create an offer.

        Optional members are left out of the answer. A limit of the plan is answered with 402.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, UnexpectedResponse, Forbidden, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of offers; SWAGGER, their forms and status codes (documented).
        """
        from .api.offers import offers_create as _endpoint

        return await self._caller.result(
            _OFFERS_CREATE,
            arguments_of(
                _OFFERS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        offer_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.OfferItem]:
        """Read an offer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of offers; SWAGGER, their forms and status codes (documented).
        """
        from .api.offers import offers_get as _endpoint

        return await self._caller.result(
            _OFFERS_GET,
            arguments_of(
                _OFFERS_GET,
                _endpoint._get_kwargs,
                offer_id=offer_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        offer_id: int,
        body: models.OfferUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.OfferItem]:
        """Change an offer.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of offers; SWAGGER, their forms and status codes (documented).
        """
        from .api.offers import offers_update as _endpoint

        return await self._caller.result(
            _OFFERS_UPDATE,
            arguments_of(
                _OFFERS_UPDATE,
                _endpoint._get_kwargs,
                offer_id=offer_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        offer_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete offers.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. Whether the object goes or only gets the status D is not documented; it is taken to go.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of offers; SWAGGER, their forms and status codes (documented).
        """
        from .api.offers import offers_delete as _endpoint

        return await self._caller.nothing(
            _OFFERS_DELETE,
            arguments_of(
                _OFFERS_DELETE,
                _endpoint._get_kwargs,
                offer_ids=offer_ids,
            ),
            options,
        )

    async def get_pdf(
        self,
        offer_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[bytes]:
        """Read an offer as a PDF file.

        The file as it would be sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of offers; SWAGGER, their forms and status codes (documented).
        """
        from .api.offers import offers_get_pdf as _endpoint

        return await self._caller.content(
            _OFFERS_GET_PDF,
            arguments_of(
                _OFFERS_GET_PDF,
                _endpoint._get_kwargs,
                offer_id=offer_id,
            ),
            options,
        )

    async def get_preview(
        self,
        offer_id: int,
        *,
        page: int | None = None,
        size: models.OffersGetPreviewSize | None = None,
        options: CallOptions | None = None,
    ) -> Result[bytes]:
        """Read a page of an offer as a picture.

        One page as a picture in the proportions of A4.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of offers; SWAGGER, their forms and status codes (documented).
        """
        from .api.offers import offers_get_preview as _endpoint

        return await self._caller.content(
            _OFFERS_GET_PREVIEW,
            arguments_of(
                _OFFERS_GET_PREVIEW,
                _endpoint._get_kwargs,
                offer_id=offer_id,
                page=UNSET if page is None else page,
                size=UNSET if size is None else size,
            ),
            options,
        )

    async def change_status(
        self,
        offer_id: int,
        body: models.OfferStatusChange,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.OfferItem]:
        """Change the status of an offer.

        Which changes are allowed is not documented; all are taken to be, except into and out of D twice. Effects on
        payments are not documented.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of offers; SWAGGER, their forms and status codes (documented).
        """
        from .api.offers import offers_change_status as _endpoint

        return await self._caller.result(
            _OFFERS_CHANGE_STATUS,
            arguments_of(
                _OFFERS_CHANGE_STATUS,
                _endpoint._get_kwargs,
                offer_id=offer_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def send_by_post(
        self,
        offer_id: int,
        body: models.SendByPost,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Send an offer by post.

        Has the paper printed and carried by the vendor's letter service; demonstration accounts are refused. A draft is
        taken to become sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of offers; SWAGGER, their forms and status codes (documented).
        """
        from .api.offers import offers_send_by_post as _endpoint

        return await self._caller.nothing(
            _OFFERS_SEND_BY_POST,
            arguments_of(
                _OFFERS_SEND_BY_POST,
                _endpoint._get_kwargs,
                offer_id=offer_id,
                body=body,
            ),
            options,
        )

    async def send_by_email(
        self,
        offer_id: int,
        body: models.SendByEmail,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Send an offer by e-mail.

        Sends the message at once. A draft is taken to become sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of offers; SWAGGER, their forms and status codes (documented).
        """
        from .api.offers import offers_send_by_email as _endpoint

        return await self._caller.nothing(
            _OFFERS_SEND_BY_EMAIL,
            arguments_of(
                _OFFERS_SEND_BY_EMAIL,
                _endpoint._get_kwargs,
                offer_id=offer_id,
                body=body,
            ),
            options,
        )


class AsyncOrderConfirmationsResource:
    """Order confirmations."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.OrderConfirmationList]:
        """List order confirmations.

        Sorted by `-number` where the call does not say otherwise. What is marked as deleted by its status stays in the
        list.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of order confirmations; SWAGGER, their forms and status codes (documented).
        """
        from .api.order_confirmations import order_confirmations_list as _endpoint

        return await self._caller.result(
            _ORDER_CONFIRMATIONS_LIST,
            arguments_of(
                _ORDER_CONFIRMATIONS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.OrderConfirmationCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.OrderConfirmationItem]:
        """Create an order confirmation.

        Optional members are left out of the answer. A limit of the plan is answered with 402.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, UnexpectedResponse, Forbidden, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of order confirmations; SWAGGER, their forms and status codes (documented).
        """
        from .api.order_confirmations import order_confirmations_create as _endpoint

        return await self._caller.result(
            _ORDER_CONFIRMATIONS_CREATE,
            arguments_of(
                _ORDER_CONFIRMATIONS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        order_confirmation_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.OrderConfirmationItem]:
        """Read an order confirmation.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of order confirmations; SWAGGER, their forms and status codes (documented).
        """
        from .api.order_confirmations import order_confirmations_get as _endpoint

        return await self._caller.result(
            _ORDER_CONFIRMATIONS_GET,
            arguments_of(
                _ORDER_CONFIRMATIONS_GET,
                _endpoint._get_kwargs,
                order_confirmation_id=order_confirmation_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        order_confirmation_id: int,
        body: models.OrderConfirmationUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.OrderConfirmationItem]:
        """Change an order confirmation.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of order confirmations; SWAGGER, their forms and status codes (documented).
        """
        from .api.order_confirmations import order_confirmations_update as _endpoint

        return await self._caller.result(
            _ORDER_CONFIRMATIONS_UPDATE,
            arguments_of(
                _ORDER_CONFIRMATIONS_UPDATE,
                _endpoint._get_kwargs,
                order_confirmation_id=order_confirmation_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        order_confirmation_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete order confirmations.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. Whether the object goes or only gets the status D is not documented; it is taken to go.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of order confirmations; SWAGGER, their forms and status codes (documented).
        """
        from .api.order_confirmations import order_confirmations_delete as _endpoint

        return await self._caller.nothing(
            _ORDER_CONFIRMATIONS_DELETE,
            arguments_of(
                _ORDER_CONFIRMATIONS_DELETE,
                _endpoint._get_kwargs,
                order_confirmation_ids=order_confirmation_ids,
            ),
            options,
        )

    async def get_pdf(
        self,
        order_confirmation_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[bytes]:
        """Read an order confirmation as a PDF file.

        The file as it would be sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of order confirmations; SWAGGER, their forms and status codes (documented).
        """
        from .api.order_confirmations import order_confirmations_get_pdf as _endpoint

        return await self._caller.content(
            _ORDER_CONFIRMATIONS_GET_PDF,
            arguments_of(
                _ORDER_CONFIRMATIONS_GET_PDF,
                _endpoint._get_kwargs,
                order_confirmation_id=order_confirmation_id,
            ),
            options,
        )

    async def get_preview(
        self,
        order_confirmation_id: int,
        *,
        page: int | None = None,
        size: models.OrderConfirmationsGetPreviewSize | None = None,
        options: CallOptions | None = None,
    ) -> Result[bytes]:
        """Read a page of an order confirmation as a picture.

        One page as a picture in the proportions of A4.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of order confirmations; SWAGGER, their forms and status codes (documented).
        """
        from .api.order_confirmations import order_confirmations_get_preview as _endpoint

        return await self._caller.content(
            _ORDER_CONFIRMATIONS_GET_PREVIEW,
            arguments_of(
                _ORDER_CONFIRMATIONS_GET_PREVIEW,
                _endpoint._get_kwargs,
                order_confirmation_id=order_confirmation_id,
                page=UNSET if page is None else page,
                size=UNSET if size is None else size,
            ),
            options,
        )

    async def change_status(
        self,
        order_confirmation_id: int,
        body: models.OrderConfirmationStatusChange,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.OrderConfirmationItem]:
        """Change the status of an order confirmation.

        Which changes are allowed is not documented; all are taken to be, except into and out of D twice. Effects on
        payments are not documented.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of order confirmations; SWAGGER, their forms and status codes (documented).
        """
        from .api.order_confirmations import order_confirmations_change_status as _endpoint

        return await self._caller.result(
            _ORDER_CONFIRMATIONS_CHANGE_STATUS,
            arguments_of(
                _ORDER_CONFIRMATIONS_CHANGE_STATUS,
                _endpoint._get_kwargs,
                order_confirmation_id=order_confirmation_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def send_by_post(
        self,
        order_confirmation_id: int,
        body: models.SendByPost,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Send an order confirmation by post.

        Has the paper printed and carried by the vendor's letter service; demonstration accounts are refused. A draft is
        taken to become sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of order confirmations; SWAGGER, their forms and status codes (documented).
        """
        from .api.order_confirmations import order_confirmations_send_by_post as _endpoint

        return await self._caller.nothing(
            _ORDER_CONFIRMATIONS_SEND_BY_POST,
            arguments_of(
                _ORDER_CONFIRMATIONS_SEND_BY_POST,
                _endpoint._get_kwargs,
                order_confirmation_id=order_confirmation_id,
                body=body,
            ),
            options,
        )

    async def send_by_email(
        self,
        order_confirmation_id: int,
        body: models.SendByEmail,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Send an order confirmation by e-mail.

        Sends the message at once. A draft is taken to become sent.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of order confirmations; SWAGGER, their forms and status codes (documented).
        """
        from .api.order_confirmations import order_confirmations_send_by_email as _endpoint

        return await self._caller.nothing(
            _ORDER_CONFIRMATIONS_SEND_BY_EMAIL,
            arguments_of(
                _ORDER_CONFIRMATIONS_SEND_BY_EMAIL,
                _endpoint._get_kwargs,
                order_confirmation_id=order_confirmation_id,
                body=body,
            ),
            options,
        )


class AsyncPaymentsResource:
    """Payments of an invoice."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        invoice_id: int,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.PaymentList]:
        """List payments of an invoice.

        Sorted by `-date` where the call does not say otherwise. Takes `with`, though a payment has no optional member.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of payments; SWAGGER, their forms and status codes (documented).
        """
        from .api.payments import payments_list as _endpoint

        return await self._caller.result(
            _PAYMENTS_LIST,
            arguments_of(
                _PAYMENTS_LIST,
                _endpoint._get_kwargs,
                invoice_id=invoice_id,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        invoice_id: int,
        body: models.PaymentCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.PaymentItem]:
        """Create a payment of an invoice.

        Optional members are left out of the answer. Raises what is paid of the invoice. Its status follows: PP when
        paid in part, P when paid in full.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of payments; SWAGGER, their forms and status codes (documented).
        """
        from .api.payments import payments_create as _endpoint

        return await self._caller.result(
            _PAYMENTS_CREATE,
            arguments_of(
                _PAYMENTS_CREATE,
                _endpoint._get_kwargs,
                invoice_id=invoice_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        invoice_id: int,
        payment_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.PaymentItem]:
        """Read a payment of an invoice.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of payments; SWAGGER, their forms and status codes (documented).
        """
        from .api.payments import payments_get as _endpoint

        return await self._caller.result(
            _PAYMENTS_GET,
            arguments_of(
                _PAYMENTS_GET,
                _endpoint._get_kwargs,
                invoice_id=invoice_id,
                payment_id=payment_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        invoice_id: int,
        payment_id: int,
        body: models.PaymentUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.PaymentItem]:
        """Change a payment of an invoice.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer. Only the
        notes can be changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of payments; SWAGGER, their forms and status codes (documented).
        """
        from .api.payments import payments_update as _endpoint

        return await self._caller.result(
            _PAYMENTS_UPDATE,
            arguments_of(
                _PAYMENTS_UPDATE,
                _endpoint._get_kwargs,
                invoice_id=invoice_id,
                payment_id=payment_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        invoice_id: int,
        payment_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete payments of an invoice.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted. What is paid of the invoice, and its status, follow.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of payments; SWAGGER, their forms and status codes (documented).
        """
        from .api.payments import payments_delete as _endpoint

        return await self._caller.nothing(
            _PAYMENTS_DELETE,
            arguments_of(
                _PAYMENTS_DELETE,
                _endpoint._get_kwargs,
                invoice_id=invoice_id,
                payment_ids=payment_ids,
            ),
            options,
        )


class AsyncActivitiesResource:
    """Kinds of work."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ActivityList]:
        """List activities.

        Sorted by `name` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of activities; SWAGGER, their forms and status codes (documented).
        """
        from .api.activities import activities_list as _endpoint

        return await self._caller.result(
            _ACTIVITIES_LIST,
            arguments_of(
                _ACTIVITIES_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        activity_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ActivityItem]:
        """Read an activity.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of activities; SWAGGER, their forms and status codes (documented).
        """
        from .api.activities import activities_get as _endpoint

        return await self._caller.result(
            _ACTIVITIES_GET,
            arguments_of(
                _ACTIVITIES_GET,
                _endpoint._get_kwargs,
                activity_id=activity_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncCostUnitsResource:
    """What work inside the company is booked on."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.CostUnitList]:
        """List cost units.

        Sorted by `name` where the call does not say otherwise. Takes no `with`.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of cost units; SWAGGER, their forms and status codes (documented).
        """
        from .api.cost_units import cost_units_list as _endpoint

        return await self._caller.result(
            _COST_UNITS_LIST,
            arguments_of(
                _COST_UNITS_LIST,
                _endpoint._get_kwargs,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.CostUnitCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.CostUnitItem]:
        """Create a cost unit.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of cost units; SWAGGER, their forms and status codes (documented).
        """
        from .api.cost_units import cost_units_create as _endpoint

        return await self._caller.result(
            _COST_UNITS_CREATE,
            arguments_of(
                _COST_UNITS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        cost_unit_id: int,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.CostUnitItem]:
        """Read a cost unit.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of cost units; SWAGGER, their forms and status codes (documented).
        """
        from .api.cost_units import cost_units_get as _endpoint

        return await self._caller.result(
            _COST_UNITS_GET,
            arguments_of(
                _COST_UNITS_GET,
                _endpoint._get_kwargs,
                cost_unit_id=cost_unit_id,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        cost_unit_id: int,
        body: models.CostUnitUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.CostUnitItem]:
        """Change a cost unit.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of cost units; SWAGGER, their forms and status codes (documented).
        """
        from .api.cost_units import cost_units_update as _endpoint

        return await self._caller.result(
            _COST_UNITS_UPDATE,
            arguments_of(
                _COST_UNITS_UPDATE,
                _endpoint._get_kwargs,
                cost_unit_id=cost_unit_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        cost_unit_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete cost units.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of cost units; SWAGGER, their forms and status codes (documented).
        """
        from .api.cost_units import cost_units_delete as _endpoint

        return await self._caller.nothing(
            _COST_UNITS_DELETE,
            arguments_of(
                _COST_UNITS_DELETE,
                _endpoint._get_kwargs,
                cost_unit_ids=cost_unit_ids,
            ),
            options,
        )


class AsyncEffortsResource:
    """Work that was done."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.EffortList]:
        """List efforts.

        Sorted by `-date,-duration` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of efforts; SWAGGER, their forms and status codes (documented).
        """
        from .api.efforts import efforts_list as _endpoint

        return await self._caller.result(
            _EFFORTS_LIST,
            arguments_of(
                _EFFORTS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.EffortCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.EffortItem]:
        """Create an effort.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of efforts; SWAGGER, their forms and status codes (documented).
        """
        from .api.efforts import efforts_create as _endpoint

        return await self._caller.result(
            _EFFORTS_CREATE,
            arguments_of(
                _EFFORTS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        effort_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.EffortItem]:
        """Read an effort.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of efforts; SWAGGER, their forms and status codes (documented).
        """
        from .api.efforts import efforts_get as _endpoint

        return await self._caller.result(
            _EFFORTS_GET,
            arguments_of(
                _EFFORTS_GET,
                _endpoint._get_kwargs,
                effort_id=effort_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        effort_id: int,
        body: models.EffortUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.EffortItem]:
        """Change an effort.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer. What the
        effort was done for cannot be changed.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of efforts; SWAGGER, their forms and status codes (documented).
        """
        from .api.efforts import efforts_update as _endpoint

        return await self._caller.result(
            _EFFORTS_UPDATE,
            arguments_of(
                _EFFORTS_UPDATE,
                _endpoint._get_kwargs,
                effort_id=effort_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        effort_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete efforts.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of efforts; SWAGGER, their forms and status codes (documented).
        """
        from .api.efforts import efforts_delete as _endpoint

        return await self._caller.nothing(
            _EFFORTS_DELETE,
            arguments_of(
                _EFFORTS_DELETE,
                _endpoint._get_kwargs,
                effort_ids=effort_ids,
            ),
            options,
        )


class AsyncProjectsResource:
    """Work for a customer."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ProjectList]:
        """List projects.

        Sorted by `name` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of projects; SWAGGER, their forms and status codes (documented).
        """
        from .api.projects import projects_list as _endpoint

        return await self._caller.result(
            _PROJECTS_LIST,
            arguments_of(
                _PROJECTS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.ProjectCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ProjectItem]:
        """Create a project.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of projects; SWAGGER, their forms and status codes (documented).
        """
        from .api.projects import projects_create as _endpoint

        return await self._caller.result(
            _PROJECTS_CREATE,
            arguments_of(
                _PROJECTS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        project_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.ProjectItem]:
        """Read a project.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of projects; SWAGGER, their forms and status codes (documented).
        """
        from .api.projects import projects_get as _endpoint

        return await self._caller.result(
            _PROJECTS_GET,
            arguments_of(
                _PROJECTS_GET,
                _endpoint._get_kwargs,
                project_id=project_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        project_id: int,
        body: models.ProjectUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ProjectItem]:
        """Change a project.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of projects; SWAGGER, their forms and status codes (documented).
        """
        from .api.projects import projects_update as _endpoint

        return await self._caller.result(
            _PROJECTS_UPDATE,
            arguments_of(
                _PROJECTS_UPDATE,
                _endpoint._get_kwargs,
                project_id=project_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        project_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete projects.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of projects; SWAGGER, their forms and status codes (documented).
        """
        from .api.projects import projects_delete as _endpoint

        return await self._caller.nothing(
            _PROJECTS_DELETE,
            arguments_of(
                _PROJECTS_DELETE,
                _endpoint._get_kwargs,
                project_ids=project_ids,
            ),
            options,
        )

    async def change_status(
        self,
        project_id: int,
        status: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.ProjectItem]:
        """Change the status of a project.

        The new status is the last segment of the path; there is no body.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of projects; SWAGGER, their forms and status codes (documented).
        """
        from .api.projects import projects_change_status as _endpoint

        return await self._caller.result(
            _PROJECTS_CHANGE_STATUS,
            arguments_of(
                _PROJECTS_CHANGE_STATUS,
                _endpoint._get_kwargs,
                project_id=project_id,
                status=status,
            ),
            _endpoint._parse_response,
            options,
        )


class AsyncWorkingHoursResource:
    """When somebody was at work."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def list(
        self,
        *,
        with_: str | None = None,
        q: str | None = None,
        filter_: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.WorkingHoursList]:
        """List working hours.

        Sorted by `-date,-time_start` where the call does not say otherwise.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of working hours; SWAGGER, their forms and status codes (documented).
        """
        from .api.working_hours import working_hours_list as _endpoint

        return await self._caller.result(
            _WORKING_HOURS_LIST,
            arguments_of(
                _WORKING_HOURS_LIST,
                _endpoint._get_kwargs,
                with_=UNSET if with_ is None else with_,
                q=UNSET if q is None else q,
                filter_=UNSET if filter_ is None else filter_,
                sort=UNSET if sort is None else sort,
                limit=UNSET if limit is None else limit,
                offset=UNSET if offset is None else offset,
            ),
            _endpoint._parse_response,
            options,
        )

    async def create(
        self,
        body: models.WorkingHoursCreate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.WorkingHoursItem]:
        """Create working hours.

        Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of working hours; SWAGGER, their forms and status codes (documented).
        """
        from .api.working_hours import working_hours_create as _endpoint

        return await self._caller.result(
            _WORKING_HOURS_CREATE,
            arguments_of(
                _WORKING_HOURS_CREATE,
                _endpoint._get_kwargs,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def get(
        self,
        time_id: int,
        *,
        with_: str | None = None,
        options: CallOptions | None = None,
    ) -> Result[models.WorkingHoursItem]:
        """Read working hours.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of working hours; SWAGGER, their forms and status codes (documented).
        """
        from .api.working_hours import working_hours_get as _endpoint

        return await self._caller.result(
            _WORKING_HOURS_GET,
            arguments_of(
                _WORKING_HOURS_GET,
                _endpoint._get_kwargs,
                time_id=time_id,
                with_=UNSET if with_ is None else with_,
            ),
            _endpoint._parse_response,
            options,
        )

    async def update(
        self,
        time_id: int,
        body: models.WorkingHoursUpdate,
        *,
        options: CallOptions | None = None,
    ) -> Result[models.WorkingHoursItem]:
        """Change working hours.

        Changes what the body names and leaves the rest as it is. Optional members are left out of the answer.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, UnprocessableContent, RateLimited, ServerError,
            ServiceUnavailable.

        Source: CLIENT, endpoints of working hours; SWAGGER, their forms and status codes (documented).
        """
        from .api.working_hours import working_hours_update as _endpoint

        return await self._caller.result(
            _WORKING_HOURS_UPDATE,
            arguments_of(
                _WORKING_HOURS_UPDATE,
                _endpoint._get_kwargs,
                time_id=time_id,
                body=body,
            ),
            _endpoint._parse_response,
            options,
        )

    async def delete(
        self,
        time_ids: str,
        *,
        options: CallOptions | None = None,
    ) -> Result[None]:
        """Delete working hours.

        Takes one id or several with commas between them. One that does not exist is taken to fail the whole call with
        nothing deleted.

        :raises signoff.SignoffError: the call failed, or its answer cannot be read. For described statuses: BadRequest,
            Unauthorized, Forbidden, NotFound, UnexpectedResponse, RateLimited, ServerError, ServiceUnavailable.

        Source: CLIENT, endpoints of working hours; SWAGGER, their forms and status codes (documented).
        """
        from .api.working_hours import working_hours_delete as _endpoint

        return await self._caller.nothing(
            _WORKING_HOURS_DELETE,
            arguments_of(
                _WORKING_HOURS_DELETE,
                _endpoint._get_kwargs,
                time_ids=time_ids,
            ),
            options,
        )


class AsyncSmartBusinessResources:
    """All resources of the SmartBusiness API, version 2.0.0 of its description."""

    def __init__(self, caller: AsyncCaller) -> None:
        self.owner = AsyncOwnerResource(caller)
        self.profile = AsyncProfileResource(caller)
        self.units = AsyncUnitsResource(caller)
        self.product_categories = AsyncProductCategoriesResource(caller)
        self.products = AsyncProductsResource(caller)
        self.service_categories = AsyncServiceCategoriesResource(caller)
        self.services = AsyncServicesResource(caller)
        self.bank_accounts = AsyncBankAccountsResource(caller)
        self.exchange_rates = AsyncExchangeRatesResource(caller)
        self.contact_accounts = AsyncContactAccountsResource(caller)
        self.contact_addresses = AsyncContactAddressesResource(caller)
        self.contact_groups = AsyncContactGroupsResource(caller)
        self.contacts = AsyncContactsResource(caller)
        self.letters = AsyncLettersResource(caller)
        self.contact_people = AsyncContactPeopleResource(caller)
        self.reminders = AsyncRemindersResource(caller)
        self.isrs = AsyncIsrsResource(caller)
        self.delivery_notes = AsyncDeliveryNotesResource(caller)
        self.invoices = AsyncInvoicesResource(caller)
        self.offers = AsyncOffersResource(caller)
        self.order_confirmations = AsyncOrderConfirmationsResource(caller)
        self.payments = AsyncPaymentsResource(caller)
        self.activities = AsyncActivitiesResource(caller)
        self.cost_units = AsyncCostUnitsResource(caller)
        self.efforts = AsyncEffortsResource(caller)
        self.projects = AsyncProjectsResource(caller)
        self.working_hours = AsyncWorkingHoursResource(caller)
