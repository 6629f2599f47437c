"""Writes columns.fits, a table of every kind of column, catalogue.ecsv and
sextractor.cat, and tables.json: their values as astropy reads them.

    python3 make_tables.py
"""

import json
import warnings

import numpy as np
from astropy import units
from astropy.io import ascii, fits
from astropy.table import MaskedColumn, Table

warnings.simplefilter("ignore")


def columns():
    null = {"null": -99}
    text = np.array(["a", "", "NGC 1"])
    return [
        fits.Column("BYTE", "B", array=np.array([0, 200, 255], "u1"), null=255),
        fits.Column("SBYTE", "B", bzero=-128, array=np.array([-128, -1, 127], "i1")),
        fits.Column("SHORT", "I", array=np.array([-99, 0, 32767], "i2"), **null),
        fits.Column("USHORT", "I", bzero=2**15, array=np.array([0, 40000, 65535], "u2")),
        fits.Column("INT", "J", array=np.array([7, -99, -(2**31)], "i4"), **null),
        fits.Column("UINT", "J", bzero=2**31, array=np.array([0, 3000000000, 2**32 - 1], "u4")),
        fits.Column("LONG", "K", array=np.array([2**53 + 1, -(2**63), -99], "i8"), **null),
        fits.Column("ULONG", "K", bzero=2**63, array=np.array([0, 2**53 + 1, 2**64 - 1], "u8")),
        fits.Column("REAL", "E", array=np.array([0.1, np.nan, -2.5e30], "f4")),
        fits.Column("DOUBLE", "D", array=np.array([1 / 3, np.nan, -1e300])),
        fits.Column("KNOWN", "L", array=np.array([True, False, True])),
        fits.Column("BIT", "1X", array=np.array([[True], [False], [True]])),
        fits.Column("TEXT", "8A", array=text),
        fits.Column("LETTERS", "PA()", array=np.array(["x", "long text", ""], dtype=object)),
        fits.Column("VECTOR", "3E", array=np.ones((3, 3), "f4")),
        fits.Column("FLAGS", "5X", array=np.ones((3, 5), bool)),
        fits.Column("LIST", "PJ()", array=np.array([np.arange(2), np.arange(3), np.arange(1)],
                                                    dtype=object)),
        fits.Column("COMPLEX", "C", array=np.ones(3, "c8")),
    ]


def text(value):
    if value is np.ma.masked or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (np.floating, float)):
        return repr(float(value))
    return str(value).strip() or None


def main():
    table = fits.BinTableHDU.from_columns(columns(), name="COLUMNS")
    # A column that is scaled, and texts of which a cell holds two, as astropy
    # does not make them by itself.
    more = fits.BinTableHDU.from_columns([
        *table.columns, fits.Column("SCALED", "J", array=np.array([0, 1, 3], "i4")),
        fits.Column("TEXTS", "8A", array=np.array(["ab", "cd", "ef"]))], name="COLUMNS")
    more.header["TSCAL19"], more.header["TZERO19"] = 0.25, 150.0
    more.writeto("columns.fits", overwrite=True)
    # A truth without a value is a zero byte, which astropy does not write.
    raw = bytearray(open("columns.fits", "rb").read())
    with fits.open("columns.fits") as file:
        offset = file[1].fileinfo()["datLoc"] + file[1].data.dtype.fields["KNOWN"][1]
        stride = file[1].data.dtype.itemsize
    raw[offset + stride] = 0
    raw = raw.replace(b"TFORM20 = '8A      '", b"TFORM20 = '8A4     '")
    open("columns.fits", "wb").write(raw)
    out = {}
    read = Table.read("columns.fits", hdu=1, mask_invalid=True)
    for name in read.colnames:
        if read[name].ndim > 1 and read[name].shape[1:] != (1,) or name in ("LIST", "COMPLEX", "TEXTS"):
            continue
        values = [v[0] if np.ndim(v) and name != "LETTERS" else v for v in read[name]]
        if name == "LETTERS":
            # Arrays of letters drop blanks.
            values = ["".join(letter or " " for letter in np.atleast_1d(v)) for v in values]
        out[name] = [text(v) for v in values]
    out["BIT"] = ["1" if v == "true" else "0" for v in out["BIT"]]
    out["SBYTE"] = [str(int(float(v))) for v in out["SBYTE"]]
    # astropy takes a truth without a value for false.
    out["KNOWN"] = ["true", None, "true"]
    ecsv = Table({
        "name": MaskedColumn(["a b", "", "x"], mask=[False, True, False]),
        "ra": MaskedColumn([10.5, 20.25, 359.9999], mask=[False, False, False], unit=units.deg),
        "dec": MaskedColumn([-1.5, 2.5, 90.0], mask=[False, True, False], unit=units.deg)})
    ecsv.write("catalogue.ecsv", format="ascii.ecsv", overwrite=True)
    open("sextractor.cat", "w").write(
        "#   1 NUMBER      Running object number\n"
        "#   2 X_IMAGE     Object position along x     [pixel]\n"
        "#   3 Y_IMAGE     Object position along y     [pixel]\n"
        "#   4 MAG_APER    Fixed aperture magnitudes   [mag]\n"
        "#   6 ALPHA_J2000 Right ascension             [deg]\n"
        "         1   30.5000   40.2500  18.1 18.0  150.1000000\n"
        "         2  100.0000    7.7500  19.1 19.0  150.2000000\n")
    for name, form in (("catalogue.ecsv", "ascii.ecsv"), ("sextractor.cat", "ascii.sextractor")):
        read = ascii.read(name, format=form.removeprefix("ascii."))
        out[name] = {c: [text(v) for v in read[c]] for c in read.colnames}
    json.dump(out, open("tables.json", "w"), indent=1)
    open("tables.json", "a").write("\n")


main()
