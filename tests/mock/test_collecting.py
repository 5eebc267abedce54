"""While mocks are served, what they remember is not looked through for cycles."""

import gc

from signoff_contract.mock.serving.collecting import only_what_is_new


class Remembered:
    """Something that is tracked."""


def test_only_what_is_new_is_looked_through() -> None:
    frozen, callbacks = gc.get_freeze_count(), len(gc.callbacks)
    before = [Remembered() for _ in range(10)]
    with only_what_is_new():
        at_first = gc.get_freeze_count()
        assert at_first > frozen
        assert not any(each is before for each in gc.get_objects())
        new = [Remembered() for _ in range(10)]
        assert any(each is new for each in gc.get_objects())
        gc.collect()
        assert not any(each is new for each in gc.get_objects())
        assert gc.get_freeze_count() > at_first
    assert (gc.get_freeze_count(), len(gc.callbacks)) == (0, callbacks)


def test_cycles_among_what_is_new_go() -> None:
    with only_what_is_new():
        made = Remembered()
        made.itself = made  # type: ignore[attr-defined]
        known = id(made)
        del made
        assert gc.collect() > 0
        assert not any(id(each) == known and isinstance(each, Remembered) for each in gc.get_objects())
