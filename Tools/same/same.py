#!/usr/bin/env python3
"""Whether a new facies does what an old one did: both do a list of jobs (jobs.py) on the
same inputs, in a folder of the same path, and all that comes out is compared byte by byte.

  Tools/same/same.py --old OLD --new NEW [--data ../shared/data] [--only 'survey*']

Differences that are meant stand in expected.md; any other makes the exit code 1.
"""

import argparse
import fnmatch
import os
import pathlib
import shutil
import subprocess
import sys
import time

import comparison
import inputs
import jobs

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = HERE.parent.parent


def main():
    options = arguments()
    folder = options.folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "inputs").mkdir(parents=True)
    names, left_out = chosen(options)
    began = time.monotonic()
    inputs.Maker(options.old, folder / "inputs", SOURCES / "scenes").make()
    print("inputs made in %.0f s" % (time.monotonic() - began), flush=True)
    for side in ("old", "new"):
        began = time.monotonic()
        facies = folder / "facies"  # of the same path too, as logs name it
        shutil.copy(getattr(options, side), facies)
        for name in names:
            do(name, facies, folder, options.data)
        (folder / "work").mkdir(exist_ok=True)
        os.rename(folder / "work", folder / side)
        print("%s: %d jobs in %.0f s" % (side, len(names), time.monotonic() - began), flush=True)
    for name in left_out:
        print("%-20s left out: there are no test data in %s" % (name, options.data))
    compare = comparison.Comparison([version(options.old), version(options.new)])
    sys.exit(1 if report(names, folder, compare) else 0)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--old", type=executable, required=True)
    parser.add_argument("--new", type=executable, required=True)
    parser.add_argument("--data", type=lambda path: pathlib.Path(path).resolve(),
                        default=SOURCES.parent / "shared" / "data")
    parser.add_argument("--only", default="*", help="jobs to do, such as 'survey*'")
    parser.add_argument("--folder", type=pathlib.Path, default=SOURCES / ".build" / "same",
                        help="what is made stays here: inputs, old and new")
    return parser.parse_args()


def executable(path):
    path = os.path.abspath(path)
    if not os.access(path, os.X_OK) or os.path.isdir(path):
        raise argparse.ArgumentTypeError("%s is not a program" % path)
    return path


def chosen(options):
    names = [name for name in jobs.JOBS if fnmatch.fnmatch(name, options.only)]
    if not names:
        sys.exit("there is no job '%s': %s" % (options.only, ", ".join(jobs.JOBS)))
    left_out = [] if options.data.is_dir() else [n for n in names if jobs.needs_data(n)]
    return [name for name in names if name not in left_out], left_out


def do(name, facies, folder, data):
    """Runs a job's commands in work/NAME; what they say is kept beside what they write."""
    here = folder / "work" / name
    here.mkdir(parents=True)
    (here / "styles").symlink_to(SOURCES / "styles")
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1700000000", LC_ALL="C.UTF-8", COLUMNS="80")
    for number, words in enumerate(jobs.commands(name, folder / "inputs", data), 1):
        outcome = subprocess.run(
            [facies, *words], cwd=here, env=environment, capture_output=True, timeout=300,
            stdin=subprocess.DEVNULL)
        said = "%d-%s" % (number, words[0].lstrip("-"))
        (here / (said + ".stdout")).write_bytes(outcome.stdout)
        (here / (said + ".stderr")).write_bytes(outcome.stderr)
        (here / (said + ".exit")).write_text("%d\n" % outcome.returncode)
    (here / "styles").unlink()


def version(facies):
    said = subprocess.run([facies, "--version"], capture_output=True, text=True, check=True)
    return said.stdout.split()[1]


def report(names, folder, compare):
    """Prints a line a job and its differences; how many of them nobody expected."""
    expected, count = expectations(), 0
    for name in names:
        found = list(compare.differences(folder / "old" / name, folder / "new" / name))
        rows = {file: row(expected, name, file) for file, _ in found}
        places = {file: place(compare, folder, name, file, rows[file], where) for file, where in found}
        unexpected = [file for file, why in rows.items() if not why or places[file][1]]
        count += len(unexpected)
        print("%-20s %s" % (name, "DIFF" if unexpected else "OK"))
        for file, _ in found:
            why, (where, beyond) = rows[file], places[file]
            print("  %s: %s%s" % (file, "expected: %s; " % why["reason"] if why and not beyond else "", where))
    for line in (line for line in expected if not line["met"]):
        print("expected.md: %(job)s, %(file)s: no such difference any more" % line)
    print("%d differences that were not expected" % count if count else "all the same")
    return count


def expectations():
    """The rows of expected.md's table: | job | file | only | reason |, the first two with wildcards."""
    rows = []
    for line in (HERE / "expected.md").read_text().splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and not line.startswith(("| job", "|--", "| --")):
            rows.append(dict(zip(("job", "file", "only", "reason"), cells), met=False))
    return rows


def row(expected, job, file):
    for row in expected:
        if fnmatch.fnmatch(job, row["job"]) and fnmatch.fnmatch(file, row["file"]):
            row["met"] = True
            return row
    return None


def place(compare, folder, job, file, row, where):
    """Where a file differs, and whether that is beyond the only part that may."""
    old, new = folder / "old" / job, folder / "new" / job
    if not row or not row["only"] or where.startswith("is only in"):
        return where, False
    beyond = compare.differs_but_for(row["only"], old, new, file)
    return (beyond, True) if beyond else ("but for %s all the same" % row["only"], False)


if __name__ == "__main__":
    main()
