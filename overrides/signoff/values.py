"""What is not there, in one word for all partners: :data:`UNSET`.

A model's attribute is ``UNSET`` where the member was left out: of an answer, or of a request that shall not send it.
``None`` is something else: the null that some members may be. ``UNSET`` is false, and there is one of it: copies,
pickles and other processes give the same object, so ``is UNSET`` always answers.
"""

from typing import Any, Final, Literal, Self

__all__ = ["UNSET", "Unset"]


class Unset:
    """The type of :data:`UNSET`, its only value. Use it in annotations: ``int | Unset``."""

    __slots__ = ()

    def __new__(cls) -> Self:
        # Whoever makes one gets the one there is.
        only: Self = _ONLY.setdefault(cls, super().__new__(cls))
        return only

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        # The name of a global: unpickling, copy and deepcopy find the one object by it.
        return "UNSET"


_ONLY: dict[type, Any] = {}

UNSET: Final = Unset()
"""The value of an attribute whose member is left out."""
