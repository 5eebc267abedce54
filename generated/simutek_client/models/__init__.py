"""Contains all the data models used in inputs/outputs; each is loaded when it is first asked for."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .address import Address as Address
    from .billing_company_info import BillingCompanyInfo as BillingCompanyInfo
    from .contact import Contact as Contact
    from .customer import Customer as Customer
    from .customer_create import CustomerCreate as CustomerCreate
    from .customer_list import CustomerList as CustomerList
    from .delivery import Delivery as Delivery
    from .delivery_address import DeliveryAddress as DeliveryAddress
    from .problem import Problem as Problem
    from .sales_order import SalesOrder as SalesOrder
    from .sales_order_created import SalesOrderCreated as SalesOrderCreated
    from .sales_order_language import SalesOrderLanguage as SalesOrderLanguage
    from .sales_order_line import SalesOrderLine as SalesOrderLine
    from .validation_errors import ValidationErrors as ValidationErrors
else:
    _MODULES = {
        "Address": "address",
        "BillingCompanyInfo": "billing_company_info",
        "Contact": "contact",
        "Customer": "customer",
        "CustomerCreate": "customer_create",
        "CustomerList": "customer_list",
        "Delivery": "delivery",
        "DeliveryAddress": "delivery_address",
        "Problem": "problem",
        "SalesOrder": "sales_order",
        "SalesOrderCreated": "sales_order_created",
        "SalesOrderLanguage": "sales_order_language",
        "SalesOrderLine": "sales_order_line",
        "ValidationErrors": "validation_errors",
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
    "Address",
    "BillingCompanyInfo",
    "Contact",
    "Customer",
    "CustomerCreate",
    "CustomerList",
    "Delivery",
    "DeliveryAddress",
    "Problem",
    "SalesOrder",
    "SalesOrderCreated",
    "SalesOrderLanguage",
    "SalesOrderLine",
    "ValidationErrors",
)
