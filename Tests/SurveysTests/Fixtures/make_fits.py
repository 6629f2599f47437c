"""Writes fits.json: FITS files card by card, with the pixels and places that
astropy reads of the image that is meant; and catalogues.json: tables with the
positions that their units and texts mean.

    python3 make_fits.py    (needs astropy)
"""

import base64
import gzip
import io
import json
import sys
import warnings

import numpy as np
from astropy import units as u
from astropy.coordinates import Angle
from astropy.io import fits
from astropy import units as u
from astropy.coordinates import FK4, SkyCoord
from astropy.wcs import WCS

warnings.simplefilter("ignore")
HEIGHT, WIDTH = 4, 6
RAMP = np.arange(HEIGHT * WIDTH).reshape(HEIGHT, WIDTH)
PLACES = [(1.0, 1.0), (6.0, 4.0), (2.5, 3.25)]
COSINE, SINE = np.cos(np.radians(30)), np.sin(np.radians(30))


def sky(**more):
    out = fits.Header()
    base = dict(CTYPE1="RA---TAN", CTYPE2="DEC--TAN", CRPIX1=3.5, CRPIX2=2.5, CRVAL1=150.1,
                CRVAL2=2.2, CDELT1=-0.001, CDELT2=0.001, CUNIT1="deg", CUNIT2="deg")
    for key, value in {**base, **more}.items():
        if value is not None:
            out[key] = value
    return out


def image(data, header=None, name=None, version=None, primary=False, **keys):
    hdu = (fits.PrimaryHDU if primary else fits.ImageHDU)(data, header)
    if name:
        hdu.header["EXTNAME"] = name
    if version:
        hdu.header["EXTVER"] = version
    for key, value in keys.items():
        hdu.header[key] = value
    return hdu


def content(hdus):
    """Bytes of a file."""
    out = io.BytesIO()
    fits.HDUList(hdus).writeto(out, output_verify="silentfix")
    return out.getvalue()


def parts(file):
    """Cards and data of every part of a file, as they stand in it."""
    out = []
    with fits.open(io.BytesIO(file), do_not_scale_image_data=True) as hdus:
        for hdu in hdus:
            info = hdu.fileinfo()
            size = hdu.size
            head = file[info["hdrLoc"]:info["datLoc"]].decode()
            cards = [head[k:k + 80] for k in range(0, len(head), 80)]
            cards = cards[:[c.rstrip() for c in cards].index("END")]
            data = file[info["datLoc"]:info["datLoc"] + size]
            out.append(dict(cards=[c.rstrip() for c in cards], data=data.hex()))
    return out


found = []


def icrs(place, header):
    """A place in degrees, from FK4 where the header says so."""
    if header.get("RADESYS") != "FK4":
        return [float(v) for v in place]
    frame = FK4(equinox=f"B{header['EQUINOX']}")
    own = SkyCoord(place[0] * u.deg, place[1] * u.deg, frame=frame).icrs
    return [float(own.ra.deg), float(own.dec.deg)]


def add(name, hdus, part=0, typed="", inherited=None, packed=None, wholes=False, unit=None):
    """`part` is the HDU that is meant by the name with `typed` behind it."""
    file = content(hdus)
    with fits.open(io.BytesIO(file)) as opened:
        hdu = opened[part]
        data, header = np.asarray(hdu.data), hdu.header.copy()
        for key, value in (inherited or {}).items():
            if key not in header:
                header[key] = value
    planes = data.reshape(-1, *data.shape[-2:])
    if wholes:
        values = [[str(v) for v in plane.ravel()] for plane in planes]
    else:
        values = [[None if np.isnan(v) else float(v) for v in plane.ravel()]
                  for plane in planes.astype(float)]
    places = None
    if header.get("CTYPE1", "").startswith("RA"):
        wcs = WCS(header, naxis=2)
        places = [[x, y, *icrs(wcs.all_pix2world([[x, y]], 1)[0], header)] for x, y in PLACES]
    entry = dict(name=name, typed=typed, wholes=wholes, values=values, places=places, unit=unit)
    if packed:
        entry["packed"] = base64.b64encode(packed(file)).decode()
    else:
        entry["parts"] = parts(file)
    found.append(entry)


def blank(data, **keys):
    hdu = image(data, primary=True, **keys)
    hdu.header["BLANK"] = -99
    return hdu


REALS = (RAMP / 4).astype("f4")
NOISE = np.full((HEIGHT, WIDTH), 9, "f4")
SHORTS = np.where(RAMP % 5 == 0, -99, RAMP).astype("i2")
EMPTY = fits.PrimaryHDU()

add("BLANK", [blank(SHORTS)])
scaled = blank(SHORTS)
scaled.header["BSCALE"], scaled.header["BZERO"] = 0.5, 100.0
add("BLANK and BSCALE", [scaled])
add("unsigned 16 bits", [image((RAMP + 40000).astype("u2"), primary=True)])
add("signed bytes", [image((RAMP - 12).astype("i1"), primary=True)])
add("bytes", [image(RAMP.astype("u1"), primary=True)])
add("unsigned 32 bits", [image((RAMP + 3_000_000_000).astype("u4"), primary=True)])
add("64 bits", [image(RAMP.astype("i8") + 2**53, primary=True)], wholes=True)
add("unsigned 64 bits", [image(RAMP.astype("u8") + 2**62, primary=True)], wholes=True)
add("four axes", [image(REALS[None, None], sky(), primary=True)])
add("an axis of one in the middle", [image(np.stack([REALS, REALS + 1])[:, None], primary=True)])
add("image and weights", [image(REALS, sky(), primary=True), image(NOISE, name="IVAR")])
add("SCI and ERR", [EMPTY, image(REALS, sky(), "SCI"), image(NOISE, name="ERR")], 1)
add("a table first", [
    EMPTY, fits.BinTableHDU.from_columns([fits.Column("a", "D", array=[1.0])]),
    image(REALS, name="SCI")], 2)
add("a line first", [image(np.arange(5.0), primary=True), image(REALS)], 1)
chips = [EMPTY] + [image(REALS + 10 * k, sky(CRVAL1=150.0 + k), "SCI", k) for k in (1, 2, 3)]
add("version", chips, 2, "[SCI,2]")
add("version with a blank", chips, 3, "[sci, 3]")
add("name", chips, 1, "[SCI]")
add("position", chips, 3, "[3]")
add("comma in the name", [EMPTY, image(REALS, name="A"), image(NOISE, name="A,2")], 2, "[A,2]")

head = fits.PrimaryHDU(header=sky(EQUINOX=2000.0, RADESYS="FK5", BUNIT="nJy"))
head_cards = {key: head.header[key] for key in sky(EQUINOX=0, RADESYS="")}
add("place of the whole file", [head, image(REALS, INHERIT=True)], 1, inherited=head_cards,
    unit="nJy")
add("not inherited", [head, image(REALS, INHERIT=False)], 1)
add("unsaid", [head, image(REALS)], 1)
own = sky(CDELT1=None, CDELT2=None, CD1_1=-2e-3 * COSINE, CD1_2=2e-3 * SINE, CD2_1=2e-3 * SINE,
          CD2_2=2e-3 * COSINE)
crota = fits.PrimaryHDU(header=sky(CROTA2=12.0, EQUINOX=1950.0, RADESYS="FK4"))
add("a place of its own", [crota, image(REALS, own, INHERIT=True)], 1,
    inherited=dict(EQUINOX=1950.0, RADESYS="FK4"))
add("moved pixels only", [head, image(REALS, INHERIT=True, CRPIX1=1.25)], 1, inherited=head_cards,
    unit="nJy")

add("gzip", [image(REALS, sky(), primary=True)], packed=lambda file: gzip.compress(file, mtime=0))
add("tiles", [EMPTY, fits.CompImageHDU(RAMP.astype("i4"), sky(), compression_type="RICE_1")], 1,
    packed=lambda file: file)

with open("fits.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(entry) for entry in found) + "\n]\n")

# Catalogues.
RA = np.array([0.25, 150.123456789, 359.75])
DEC = np.array([-89.5, 2.25, 41.26875])
tables = []


def table(ra, dec, ra_unit=None, dec_unit=None, names=("RA", "DEC"), kind="D", extra=()):
    columns = [fits.Column(names[0], kind, array=ra, unit=ra_unit),
               fits.Column(names[1], kind, array=dec, unit=dec_unit)]
    return fits.BinTableHDU.from_columns(columns + list(extra))


def catalogue(name, hdus, typed="", refused=None, sky=True):
    tables.append(dict(
        name=name, typed=typed, parts=parts(content([fits.PrimaryHDU(), *hdus])), refused=refused,
        sky=[[float(a), float(d)] for a, d in zip(RA, DEC)] if sky and not refused else None))


for unit, word in [(u.rad, "rad"), (u.arcsec, "arcsec"), (u.arcmin, "arcmin"), (u.mas, "mas"),
                   (u.deg, "deg"), (u.deg, "degrees"), (u.deg, "DEG"), (u.deg, None)]:
    catalogue(str(word or "no unit"), [table((RA * u.deg).to_value(unit), (DEC * u.deg).to_value(unit),
                                             word, word)])
for word in ("hourangle", "h", "hours", "hr"):
    catalogue(word, [table((RA * u.deg).to_value(u.hourangle), DEC, word, "deg")])
catalogue("hours and radians", [table((RA * u.deg).to_value(u.hourangle), np.radians(DEC), "h", "rad")])
texts = (Angle(RA * u.deg).to_string(u.hourangle, sep=":", precision=8),
         Angle(DEC * u.deg).to_string(u.deg, sep=":", precision=8))
catalogue("sexagesimal", [table(*texts, '"h:m:s"', '"d:m:s"', kind="24A")])
catalogue("sexagesimal, unsaid", [table(*texts, kind="24A")])
catalogue("sexagesimal in a column of radians", [table(*texts, "rad", "rad", kind="24A")])
catalogue("no angle", [table(RA, DEC, "mm", "mm")], refused="is no angle")

ldac_head = fits.BinTableHDU.from_columns(
    [fits.Column("Field Header Card", "80A", array=["SIMPLE  = T"])], name="LDAC_IMHEAD")
objects = table(RA, DEC, "deg", "deg", names=("ALPHA_J2000", "DELTA_J2000"))
objects.name = "LDAC_OBJECTS"
catalogue("FITS_LDAC", [ldac_head, objects])
catalogue("FITS_LDAC by name", [ldac_head, objects], "[LDAC_OBJECTS]")
other = fits.BinTableHDU.from_columns([fits.Column("energy", "D", array=[1.0, 2.0])], name="EBOUNDS")
catalogue("second table", [other, table(RA, DEC, "deg", "deg")])
catalogue("behind an image", [image(REALS), table(RA, DEC, "deg", "deg")])
shifted = table(RA, -DEC, "deg", "deg")
shifted.name = "OTHER"
named = table(RA, DEC, "deg", "deg")
named.name = "MAIN"
catalogue("two tables", [shifted, named], refused="2 tables of positions")
catalogue("two tables by name", [shifted, named], "[main]")
catalogue("two tables by number", [shifted, named], "[2]")
catalogue("no such table", [named], "[x]", refused="no such table")

with open("catalogues.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(entry) for entry in tables) + "\n]\n")
