"""An earlier name of `signoff.smartbusiness.errors`, kept for the applications that import it."""

from signoff.smartbusiness import errors
from signoff.smartbusiness.errors import *  # noqa: F403 - whatever is there has this name too

__all__ = errors.__all__
