"""Which names of a run may be told.

A name is told when it looks like a name of an interface and stands where names stand:

* it is an identifier, does not look like a key, and is equal to no text that stood as a value anywhere in the run; and
* our own client has sent it; or
* its object also has members that the description names, and it stood in two objects there or holds a word of the
  description; or
* it stood in every element of a list whose elements have several members; or
* it holds a word of the description and its object is no table: not all members alike.

Anything else is counted and stays out.
"""

from collections.abc import Mapping

from signoff_contract.description import Description
from signoff_contract.traffic.first_contact import IDENTIFIER, UNDESCRIBED, FirstContact, Place
from signoff_contract.traffic.notes import Notes, Objects, Spot, Types, plain
from signoff_contract.traffic.vocabulary import Vocabulary, looks_like_a_key, words_of


def noted(description: Description, notes: Notes) -> FirstContact:
    """What may be told of the notes of a run."""
    vocabulary = Vocabulary(description)
    told = {
        kept: name
        for kept, name in notes.names.items()
        if IDENTIFIER.fullmatch(name) and not looks_like_a_key(name)
        if plain(name) not in notes.values and _is_structural(kept, notes, vocabulary)
    }
    places = (_place(spot, types, told) for spot, types in notes.types.items())
    return FirstContact(
        partner=description.partner,
        digest=description.digest,
        names=told,
        withheld=len(notes.names) - len(told),
        places={place.key: place for place in places},
        queries={operation: dict(way.names) for operation, way in notes.ways.items() if way.names},
    )


def _is_structural(kept: str, notes: Notes, vocabulary: Vocabulary) -> bool:
    name = notes.names[kept]
    known = not vocabulary.words.isdisjoint(words_of(name))
    if kept in notes.sent:
        return True
    seen = [objects for objects in notes.objects.values() if kept in objects.names]
    return any(_stands(kept, objects, known=known) for objects in seen) and not any(map(_is_table, seen))


def _stands(kept: str, objects: Objects, *, known: bool) -> bool:
    often = objects.names[kept]
    if objects.described:
        return often > 1 or known
    if objects.in_list and often == objects.count and len(objects.names) > 1:
        return objects.count > 1 or known
    return known


def _is_table(objects: Objects) -> bool:
    """Whether the names are keys of data: several, all with the same inside, and none that the description names."""
    shapes = [frozenset(shapes) for shapes in objects.shapes.values()]
    if objects.described or objects.in_list or len(shapes) < 2:
        return False
    return len(set(shapes)) == 1


def _place(spot: Spot, types: Types, told: Mapping[str, str]) -> Place:
    call, pointer = (
        UNDESCRIBED.sub(lambda found: told.get(found.group(), found.group()), text)
        for text in (spot.call, spot.pointer)
    )
    return Place(
        call=call,
        part=spot.part,
        status=spot.status,
        pointer=pointer,
        types=tuple(sorted(types.types)),
        form=types.form,
    )
