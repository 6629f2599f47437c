"""The command's own start."""
import measuring
from rows import Row


def rows(bench):
    yield Row("start", "facies --help",
              [("facies", lambda: measuring.run([bench.facies, "--help"])[0])], seconds=0.03,
              repeats=9)
