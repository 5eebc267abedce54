"""An earlier name of `signoff.smartbusiness.errors`, kept for the applications that import it."""

from signoff.smartbusiness.errors import (
    BadListOption,
    ContentTooLarge,
    EntityNotFound,
    FeatureNotInPlan,
    FieldError,
    MethodNotAllowed,
    Offline,
    PermissionMissing,
    PlanLimit,
    ScopeMissing,
    TokenRefused,
    UnknownListKey,
    ValidationFailed,
)

__all__ = [
    "BadListOption",
    "ContentTooLarge",
    "EntityNotFound",
    "FeatureNotInPlan",
    "FieldError",
    "MethodNotAllowed",
    "Offline",
    "PermissionMissing",
    "PlanLimit",
    "ScopeMissing",
    "TokenRefused",
    "UnknownListKey",
    "ValidationFailed",
]
