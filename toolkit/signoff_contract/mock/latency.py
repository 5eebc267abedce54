"""How long a mock holds its answers back: spans drawn from distributions, the same ones with the same seed."""

import hashlib
import math
from collections.abc import Iterable
from statistics import NormalDist
from typing import TypeAlias

from attrs import define, field, frozen

LONGEST = 300_000.0
"""No answer is held back for longer than so many milliseconds."""


@frozen
class Fixed:
    """Always the same span, in milliseconds."""

    milliseconds: float
    operation: str | None = None

    def __attrs_post_init__(self) -> None:
        _check(milliseconds=self.milliseconds)

    def milliseconds_at(self, lot: float) -> float:  # noqa: ARG002 - there is nothing to draw
        """The span."""
        return self.milliseconds


@frozen
class Uniform:
    """Any span from `least` to `most` milliseconds, all alike."""

    least: float
    most: float
    operation: str | None = None

    def __attrs_post_init__(self) -> None:
        _check(least=self.least, most=self.most)
        if self.least > self.most:
            raise ValueError(f"least is {self.least:g} and more than most, {self.most:g}")

    def milliseconds_at(self, lot: float) -> float:
        """The span below which the share `lot` of all spans are."""
        return self.least + (self.most - self.least) * lot


@frozen
class Normal:
    """Spans around `mean` milliseconds with a standard deviation; none below nothing."""

    mean: float
    deviation: float
    operation: str | None = None

    def __attrs_post_init__(self) -> None:
        _check(mean=self.mean, deviation=self.deviation)

    def milliseconds_at(self, lot: float) -> float:
        """The span below which the share `lot` of all spans are."""
        return self.mean + self.deviation * _STANDARD.inv_cdf(lot)


@frozen
class Lognormal:
    """Spans half of which are below `median` milliseconds, with a long tail; `sigma` is the deviation of the logarithm."""

    median: float
    sigma: float
    operation: str | None = None

    def __attrs_post_init__(self) -> None:
        _check(median=self.median)
        if not 0 <= self.sigma <= 5:
            raise ValueError(f"sigma is from 0 to 5, not {self.sigma:g}")

    def milliseconds_at(self, lot: float) -> float:
        """The span below which the share `lot` of all spans are."""
        return self.median * math.exp(self.sigma * _STANDARD.inv_cdf(lot))


Delay: TypeAlias = Fixed | Uniform | Normal | Lognormal
DISTRIBUTIONS: dict[str, type[Delay]] = {
    "fixed": Fixed,
    "uniform": Uniform,
    "normal": Normal,
    "lognormal": Lognormal,
}
_STANDARD = NormalDist()


@define(eq=False)
class Latency:
    """The delays of a mock: the first for the operation of a call holds its answer back, else the first for any.

    `drawn` says how many spans were drawn with `seed` so far.
    """

    seed: int = 0
    delays: tuple[Delay, ...] = field(default=(), converter=tuple[Delay, ...])
    drawn: int = 0

    def set(self, delays: Iterable[Delay]) -> None:
        """Hold answers back by these delays from now on, drawn from the beginning."""
        self.delays, self.drawn = tuple(delays), 0

    def draw(self, operation: str) -> float:
        """Seconds by which the answer to a call of the operation is held back."""
        found = self._for(operation)
        if found is None:
            return 0.0
        self.drawn += 1
        digest = hashlib.sha256(f"{self.seed}\0latency\0{self.drawn}".encode()).digest()
        # Never 0 and never 1, where a distribution with tails has no value.
        lot = (int.from_bytes(digest[:6]) + 0.5) / 2**48
        return min(max(found.milliseconds_at(lot), 0.0), LONGEST) / 1000

    def _for(self, operation: str) -> Delay | None:
        general = None
        for delay in self.delays:
            if delay.operation == operation:
                return delay
            if delay.operation is None and general is None:
                general = delay
        return general


def _check(**spans: float) -> None:
    for name, value in spans.items():
        if not 0 <= value <= LONGEST:
            raise ValueError(f"{name} is from 0 to {LONGEST:.0f} milliseconds, not {value:g}")
