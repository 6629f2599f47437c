"""How long the functions are, and how many parameters they have."""

import re

MOST_LINES, MOST_PARAMETERS, MOST_OF_NINE_IN_TEN = 40, 7, 19

# Functions that are longer, or have more parameters, and why. Initialisers that only keep
# their arguments need no reason: a record has as many as it has columns.
ALLOWED = {
    "Sources/Kernels/Planar.swift": "hands pointers, strides and sizes on to one C kernel",
    "Sources/Kernels/Planar+Wide.swift": "the parameters of the kernels that these stand in for",
    "Sources/Kernels/Planar+Convolution.swift": "hands pointers, strides and sizes on to one C"
    " kernel",
    "Sources/Morphology/Numerics/NelderMead.swift:minimise": "one published algorithm, step by step",
    "Sources/Morphology/Numerics/BrentRoot.swift:find": "one published algorithm, step by step",
    "Sources/RasterIO/Strips/StripReader+Validity.swift:readVerdicts": "one pass over"
    " the rows of a strip, whose buffers it shares",
    "Sources/RasterIO/Datasets/RasterDataset.swift:read": "the arguments of GDALRasterIOEx",
    "Sources/RasterIO/Warping/WarpedResampling.swift:warp": "source and target grids and buffers of"
    " one call of GDAL's warper",
    "Sources/Cartography/Sheet/TextLine.swift:line": "place, anchor and looks of a line of text",
    "Sources/Reports/Page/PagePieces.swift:page": "the named parts of a page",
    "Sources/Learning/Models/ModelFile.swift:init": "every field of a model's description",
    "Sources/CodedCutouts/Cutting/CutoutSink.swift:init": "all that a folder of cutouts is made of",
}


def measured(package):
    """Lines, number of parameters, path, name and first line of every function."""
    for module in package.swift.values():
        for file in module.files:
            path = str(file.path.relative_to(package.root))
            text = file.code.split("\n")
            for name, first, lines, count in file.functions():
                body = text[first - 1:first - 1 + lines]
                yield lines, count, path, name, first, body


def keeps_arguments(name, body):
    """Whether an initialiser does nothing but keep its arguments."""
    if name != "init":
        return False
    code = "\n".join(body)
    depth, start = 0, code.find("(")
    for place in range(start, len(code)):
        depth += {"(": 1, ")": -1}.get(code[place], 0)
        if depth == 0:
            break
    lines = [line.strip() for line in code[code.find("{", place) + 1:].split("\n")]
    return all(
        re.fullmatch(r"(self\.)?\w+ = [\w.?! ()\[\]:,{}$]*|\(self\..*\) = \(.*\)|\(|\)|[\w., ]+|\}|", line)
        for line in lines)


def too_large(package):
    """Functions over the limits that no reason is given for."""
    used = set()
    for lines, count, path, name, first, body in measured(package):
        if lines <= MOST_LINES and count <= MOST_PARAMETERS:
            continue
        if keeps_arguments(name, body):
            continue
        reasons = {path, "%s:%s" % (path, name)} & ALLOWED.keys()
        used |= reasons
        if not reasons:
            yield lines, count, path, name, first
    for place in sorted(ALLOWED.keys() - used):
        yield 0, 0, place, "needs no reason any more", 0


def problems(package):
    lengths = sorted(found[0] for found in measured(package))
    ninth = lengths[len(lengths) * 9 // 10]
    if ninth > MOST_OF_NINE_IN_TEN:
        yield "one function in ten has more than %d lines, at most %d are meant" % (
            ninth - 1, MOST_OF_NINE_IN_TEN)
    for lines, count, path, name, first in too_large(package):
        if lines == 0:
            yield "Tools/house/functions.py: %s %s" % (path, name)
        else:
            yield "%s:%d: %s has %d lines and %d parameters (at most %d and %d, or a reason in" \
                " Tools/house/functions.py)" % (
                    path, first, name, lines, count, MOST_LINES, MOST_PARAMETERS)


def report(package):
    found = sorted(measured(package), key=lambda function: function[:4], reverse=True)
    lengths = sorted(function[0] for function in found)
    print("%d functions; lines: median %d, nine in ten at most %d, longest %d" % (
        len(found), lengths[len(found) // 2], lengths[len(found) * 9 // 10], lengths[-1]))
    for lines, count, path, name, first, _ in found:
        if lines > MOST_LINES or count > MOST_PARAMETERS:
            print("%4d lines %3d parameters  %s:%d  %s" % (lines, count, path, first, name))
