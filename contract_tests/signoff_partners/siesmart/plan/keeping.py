"""Whether a read gives back what was sent, where names are only proposed."""

from signoff_contract.description.source import follow

from .context import SieSmartContext
from .story import Reading


def expect_kept(context: SieSmartContext, lost: list[str], reading: Reading) -> None:
    """Nothing of what was sent and accepted may be lost; what the server calls otherwise may be there, and is for review."""
    guessed = context.dialect.guessed_names
    sure = [
        pointer
        for pointer in lost
        if guessed.isdisjoint(pointer.split("/")) and not _may_be_otherwise(context, pointer, reading)
    ]
    message = f"the read does not give back {', '.join((sure or lost)[:6])}"
    if lost and not sure:
        context.review(
            "SIE-PROP-014", f"{message}; the server may call that otherwise: the name is our proposal", reading.exchange
        )
    else:
        context.expect("SIE-PROP-014", not sure, message, reading.exchange)


def _may_be_otherwise(context: SieSmartContext, pointer: str, reading: Reading) -> bool:
    """Whether a member is absent whose name is only our proposal."""
    if not context.dialect.guesses:
        return False
    try:
        follow(dict(reading.body), pointer)
    except (KeyError, IndexError, ValueError, TypeError):
        places = context.dialect.elements.places
        whole = places.schema(context.description.resolve("#/components/schemas/Proposal"))
        provenance = places.at(whole, pointer).provenance
        # A place that the description has elsewhere by now has no provenance, and what traffic showed of the whole was not
        # shown of a member that no answer has.
        stated = provenance is not None and provenance.confidence in {"documented", "conflict"}
        return not stated and pointer.count("/") > 1
    return False
