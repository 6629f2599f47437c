"""One row of the table: work, its sides, its goal."""
from dataclasses import dataclass


@dataclass
class Row:
    name: str
    work: str
    # (name, callable that gives a Sample); facies first.
    sides: list
    # How many times as fast as the fastest other side facies is to be.
    least: float | None = None
    # Seconds and megabytes of facies that are to suffice.
    seconds: float | None = None
    memory: float | None = None
    # A fact of every side to show: (its name, Series -> text).
    note: object = None
    repeats: int | None = None
    # Only the clock says anything (of numbers of threads).
    clock_only: bool = False


@dataclass
class Result:
    row: Row
    series: list
    load: float

    @property
    def facies(self):
        return self.series[0]

    @property
    def fastest(self):
        return min(self.series[1:], key=lambda s: s.seconds, default=None)

    @property
    def ratio(self):
        """How many times as fast as the fastest other side facies is, by the clock."""
        return self.fastest.seconds / self.facies.seconds if self.fastest else None

    @property
    def cpu_ratio(self):
        return self.fastest.cpu / self.facies.cpu if self.fastest else None
