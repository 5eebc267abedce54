from typing import Literal

LettersGetPreviewSize = Literal[240, 595, 600, 972, 1240]

LETTERS_GET_PREVIEW_SIZE_VALUES: set[LettersGetPreviewSize] = {
    240,
    595,
    600,
    972,
    1240,
}


def check_letters_get_preview_size(value: int) -> LettersGetPreviewSize:
    if value in LETTERS_GET_PREVIEW_SIZE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LETTERS_GET_PREVIEW_SIZE_VALUES!r}")
