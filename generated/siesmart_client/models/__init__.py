"""Contains all the data models used in inputs/outputs; each is loaded when it is first asked for."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .address import Address as Address
    from .asset import Asset as Asset
    from .asset_code import AssetCode as AssetCode
    from .bank_account import BankAccount as BankAccount
    from .calculation_configuration import CalculationConfiguration as CalculationConfiguration
    from .calculation_request import CalculationRequest as CalculationRequest
    from .calculation_result import CalculationResult as CalculationResult
    from .calculation_sheet import CalculationSheet as CalculationSheet
    from .commission import Commission as Commission
    from .commission_type import CommissionType as CommissionType
    from .company_reference import CompanyReference as CompanyReference
    from .country import Country as Country
    from .customer_manual import CustomerManual as CustomerManual
    from .customer_set import CustomerSet as CustomerSet
    from .decision import Decision as Decision
    from .decision_check import DecisionCheck as DecisionCheck
    from .decision_request import DecisionRequest as DecisionRequest
    from .document import Document as Document
    from .document_id import DocumentId as DocumentId
    from .document_mail import DocumentMail as DocumentMail
    from .document_type import DocumentType as DocumentType
    from .error import Error as Error
    from .fee import Fee as Fee
    from .fee_type import FeeType as FeeType
    from .job_title import JobTitle as JobTitle
    from .legal_form import LegalForm as LegalForm
    from .loan import Loan as Loan
    from .loan_purpose import LoanPurpose as LoanPurpose
    from .market_product import MarketProduct as MarketProduct
    from .office import Office as Office
    from .partner import Partner as Partner
    from .payment_method import PaymentMethod as PaymentMethod
    from .payment_profile import PaymentProfile as PaymentProfile
    from .precondition_violation import PreconditionViolation as PreconditionViolation
    from .price_per_unit import PricePerUnit as PricePerUnit
    from .price_per_unit_value import PricePerUnitValue as PricePerUnitValue
    from .pricelist import Pricelist as Pricelist
    from .print_option import PrintOption as PrintOption
    from .profession_type import ProfessionType as ProfessionType
    from .proposal import Proposal as Proposal
    from .proposal_create import ProposalCreate as ProposalCreate
    from .rate_card import RateCard as RateCard
    from .rate_card_entry import RateCardEntry as RateCardEntry
    from .region import Region as Region
    from .residual_value import ResidualValue as ResidualValue
    from .sales_contact import SalesContact as SalesContact
    from .sales_contact_role import SalesContactRole as SalesContactRole
    from .service_agreement import ServiceAgreement as ServiceAgreement
    from .signatory import Signatory as Signatory
    from .signing_request import SigningRequest as SigningRequest
    from .special_payment import SpecialPayment as SpecialPayment
    from .special_payment_type import SpecialPaymentType as SpecialPaymentType
    from .title import Title as Title
    from .uploaded_document import UploadedDocument as UploadedDocument
else:
    _MODULES = {
        "Address": "address",
        "Asset": "asset",
        "AssetCode": "asset_code",
        "BankAccount": "bank_account",
        "CalculationConfiguration": "calculation_configuration",
        "CalculationRequest": "calculation_request",
        "CalculationResult": "calculation_result",
        "CalculationSheet": "calculation_sheet",
        "Commission": "commission",
        "CommissionType": "commission_type",
        "CompanyReference": "company_reference",
        "Country": "country",
        "CustomerManual": "customer_manual",
        "CustomerSet": "customer_set",
        "Decision": "decision",
        "DecisionCheck": "decision_check",
        "DecisionRequest": "decision_request",
        "Document": "document",
        "DocumentId": "document_id",
        "DocumentMail": "document_mail",
        "DocumentType": "document_type",
        "Error": "error",
        "Fee": "fee",
        "FeeType": "fee_type",
        "JobTitle": "job_title",
        "LegalForm": "legal_form",
        "Loan": "loan",
        "LoanPurpose": "loan_purpose",
        "MarketProduct": "market_product",
        "Office": "office",
        "Partner": "partner",
        "PaymentMethod": "payment_method",
        "PaymentProfile": "payment_profile",
        "PreconditionViolation": "precondition_violation",
        "PricePerUnit": "price_per_unit",
        "PricePerUnitValue": "price_per_unit_value",
        "Pricelist": "pricelist",
        "PrintOption": "print_option",
        "ProfessionType": "profession_type",
        "Proposal": "proposal",
        "ProposalCreate": "proposal_create",
        "RateCard": "rate_card",
        "RateCardEntry": "rate_card_entry",
        "Region": "region",
        "ResidualValue": "residual_value",
        "SalesContact": "sales_contact",
        "SalesContactRole": "sales_contact_role",
        "ServiceAgreement": "service_agreement",
        "Signatory": "signatory",
        "SigningRequest": "signing_request",
        "SpecialPayment": "special_payment",
        "SpecialPaymentType": "special_payment_type",
        "Title": "title",
        "UploadedDocument": "uploaded_document",
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
    "Asset",
    "AssetCode",
    "BankAccount",
    "CalculationConfiguration",
    "CalculationRequest",
    "CalculationResult",
    "CalculationSheet",
    "Commission",
    "CommissionType",
    "CompanyReference",
    "Country",
    "CustomerManual",
    "CustomerSet",
    "Decision",
    "DecisionCheck",
    "DecisionRequest",
    "Document",
    "DocumentId",
    "DocumentMail",
    "DocumentType",
    "Error",
    "Fee",
    "FeeType",
    "JobTitle",
    "LegalForm",
    "Loan",
    "LoanPurpose",
    "MarketProduct",
    "Office",
    "Partner",
    "PaymentMethod",
    "PaymentProfile",
    "PreconditionViolation",
    "PricePerUnit",
    "PricePerUnitValue",
    "Pricelist",
    "PrintOption",
    "ProfessionType",
    "Proposal",
    "ProposalCreate",
    "RateCard",
    "RateCardEntry",
    "Region",
    "ResidualValue",
    "SalesContact",
    "SalesContactRole",
    "ServiceAgreement",
    "Signatory",
    "SigningRequest",
    "SpecialPayment",
    "SpecialPaymentType",
    "Title",
    "UploadedDocument",
)
