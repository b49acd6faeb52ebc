"""What trying the mutants came to: how many were noticed, what survived and why, which primaries are of another's."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from accordant.proving.declared import Declared, _read, reason_of
from mutation.trial import Trial

SURVIVORS = Path(__file__).parent / "survivors.yaml"
NOTICED = 97
FOREIGN = 2
"""The goals, in percent: so many mutants are noticed, at most so many primaries belong to another obligation."""


class Report(NamedTuple):
    """The trials, and the figures they come to."""

    trials: tuple[Trial, ...]

    @property
    def survivors(self) -> tuple[Trial, ...]:
        """Give the mutants that no rule noticed whose obligation names a harmed type."""
        return tuple(one for one in self.trials if not one.noticed)

    @property
    def unexplained(self) -> tuple[str, ...]:
        """Give the ids of survivors without a declared reason."""
        reasons = declared()
        return tuple(one.id for one in self.survivors if not reason_of(one.id, reasons))

    @property
    def noticed(self) -> float:
        """Give the share of mutants noticed, in percent; what is explained counts as not noticed."""
        return 100 * (len(self.trials) - len(self.survivors)) / len(self.trials)

    @property
    def primaries(self) -> int:
        """Give how many primaries were raised by mutants that the whole rulebook judged."""
        return sum(len(one.fitting) + len(one.foreign) for one in self._whole)

    @property
    def _whole(self) -> tuple[Trial, ...]:
        return tuple(one for one in self.trials if one.whole)

    @property
    def foreign(self) -> float:
        """Give the share of the primaries that belong to an obligation that names no harmed type, in percent."""
        return 100 * sum(len(one.foreign) for one in self._whole) / max(self.primaries, 1)

    @property
    def holds(self) -> bool:
        """Say whether the goals are held and each survivor has its reason."""
        return self.noticed >= NOTICED and self.foreign <= FOREIGN and not self.unexplained


def declared() -> tuple[Declared, ...]:
    """Give the declared reasons, in order."""
    return _read(SURVIVORS)


def told(report: Report) -> str:
    """Tell a report in lines."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    lost = len(report.survivors)
    yield f"{len(report.trials)} mutants: {len(report.trials) - lost} noticed ({report.noticed:.1f} %), {lost} survived"
    tried, survived = (Counter(one.harm for one in some) for some in (report.trials, report.survivors))
    yield from (f"  {harm}: {number} tried, {survived[harm]} survived" for harm, number in sorted(tried.items()))
    whole = sum(one.whole for one in report.trials)
    yield f"{whole} judged by the whole rulebook"
    yield f"{report.primaries} primaries: {report.foreign:.2f} % of an obligation that names no harmed type"
    foreign = Counter(said.partition(" @ ")[0] for one in report.trials for said in one.foreign)
    yield from (f"  {rule}: {number}" for rule, number in foreign.most_common())
    reasons = declared()
    for reason in (*dict.fromkeys(one.reason for one in reasons), ""):
        ids = [one.id for one in report.survivors if reason_of(one.id, reasons) == reason]
        if ids:
            yield f"{len(ids)} survived: {reason or 'NO REASON DECLARED'}"
            yield from (f"  {identity}" for identity in ids)
