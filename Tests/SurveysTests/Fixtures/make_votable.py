"""Writes binary.vot and binary2.vot: one table of every kind of column, as
astropy serialises it.

    python3 make_votable.py
"""

import warnings

import numpy as np
from astropy.io.votable import writeto
from astropy.io.votable.tree import Field, Resource, TableElement, VOTableFile

warnings.simplefilter("ignore")


def main(kind):
    file = VOTableFile()
    resource = Resource()
    file.resources.append(resource)
    table = TableElement(file)
    resource.tables.append(table)
    fields = [
        ("name", "char", "*", None), ("label", "unicodeChar", "6", None),
        ("source_id", "long", None, None), ("ra", "double", None, "deg"),
        ("dec", "float", None, "deg"), ("group", "int", None, None), ("flag", "short", None, None),
        ("quality", "unsignedByte", None, None), ("known", "boolean", None, None),
        ("profile", "float", "3", None), ("more", "int", "*", None),
    ]
    for number, (name, datatype, size, unit) in enumerate(fields):
        extra = {"arraysize": size} if size else {}
        table.fields.append(
            Field(file, ID=f"c{number}", name=name, datatype=datatype, unit=unit, **extra))
    table.fields[5].values.null = -1
    table.create_arrays(3)
    rows = [
        ("007", "\u00e9toile", 1237648720693755918, 10.123456789012345, -1.5, 3, -7, 200, True,
         [1, 2, 3], [4, 5]),
        ("NGC 1", "", -5, 359.9999, 2.0, -1, 0, 0, False, [0, 0, 0], []),
        ("", "x", 2**63 - 1, np.nan, 90.0, 7, 32767, 1, True, [1, 1, 1], [9]),
    ]
    for index, row in enumerate(rows):
        table.array[index] = tuple(np.ma.array(v, dtype="i4", mask=False) if isinstance(v, list) else v for v in row)
    table.array.mask[1]["group"] = True
    table.format = kind
    file.version = "1.4"
    writeto(file, f"{kind}.vot", tabledata_format=kind)


main("binary")
main("binary2")
