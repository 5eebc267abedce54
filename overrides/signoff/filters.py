"""An earlier name of `signoff.smartbusiness.filters`, kept for the applications that import it."""

from signoff.smartbusiness.filters import Field, Filter, FilterError, Sort, With, ids

__all__ = ["Field", "Filter", "FilterError", "Sort", "With", "ids"]
