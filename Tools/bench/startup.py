"""The command's own start; beside it GDAL's, whose libraries both load."""
import measuring
from rows import Row


def rows(bench):
    yield Row("start", "facies --help",
              [("facies", lambda: measuring.run([bench.facies, "--help"])[0]),
               ("gdalinfo --version", lambda: measuring.run(["gdalinfo", "--version"])[0])],
              seconds=0.03, repeats=15)
