#!/usr/bin/env python3
"""The modules of the package and what they import, as docs/architecture.md and .svg.

  Tools/architecture.py               writes both
  Tools/architecture.py --check       fails where they are out of date or a rule is broken
  Tools/architecture.py --folders M   which folders of a module use which names of which others
  Tools/architecture.py --functions   how long functions are, and which are too long
"""

import argparse
import pathlib
import sys

from house import checks, drawing, functions, page
from house.package import Package

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folders", metavar="MODULE")
    parser.add_argument("--functions", action="store_true")
    options = parser.parse_args()
    package = Package(ROOT)
    if options.functions:
        functions.report(package)
    elif options.folders:
        list_folders(package.swift[options.folders])
    elif options.check:
        sys.exit(check(package))
    else:
        for path, text in documents(package):
            path.write_text(text)


def documents(package):
    yield ROOT / "docs" / "architecture.md", page.text(package)
    yield ROOT / "docs" / "architecture.svg", drawing.Drawing(package).text()


def check(package):
    found = list(checks.problems(package))
    for path, text in documents(package):
        if not path.exists() or path.read_text() != text:
            found.append("docs/%s is out of date: make architecture" % path.name)
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


def list_folders(module):
    uses = checks.folder_uses(module)
    for first, second in sorted(uses):
        both = "<->" if (second, first) in uses else "->"
        print("%s %s %s" % (first, both, second))
        for user, name, owner in uses[first, second]:
            print("    %s uses %s of %s" % (user, name, owner))


if __name__ == "__main__":
    main()
