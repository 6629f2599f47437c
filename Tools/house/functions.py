"""How long the functions are, and how many parameters they have."""

MOST_LINES, MOST_PARAMETERS = 40, 7


def report(package):
    found = [
        (lines, count, name, "%s:%d" % (file.path.relative_to(package.root), first))
        for module in package.swift.values() for file in module.files
        for name, first, lines, count in file.functions()]
    lengths = sorted(function[0] for function in found)
    print("%d functions; lines: median %d, nine in ten at most %d, longest %d" % (
        len(found), lengths[len(found) // 2], lengths[len(found) * 9 // 10], lengths[-1]))
    for lines, count, name, place in sorted(found, reverse=True):
        if lines > MOST_LINES or count > MOST_PARAMETERS:
            print("%4d lines %3d parameters  %s  %s" % (lines, count, place, name))
