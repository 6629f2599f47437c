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

    @property
    def goals(self):
        """(words, whether it is met) of every goal."""
        row, out = self.row, []
        if row.least is not None and self.ratio is not None:
            words = f"≥ {row.least:.2g}x" if row.least >= 1 else f"≤ {1 / row.least:.2g}x its time"
            out.append((words, self.ratio >= row.least))
        if row.seconds is not None:
            words = f"≤ {row.seconds:g} s" if row.seconds >= 1 else f"≤ {1000 * row.seconds:g} ms"
            out.append((words, self.facies.seconds <= row.seconds))
        if row.memory is not None:
            out.append((f"≤ {row.memory / 1024:g} GB", self.facies.peak_mb <= row.memory))
        return out
