"""Writes wcs.json: places on images and on the sky as astropy's WCS pairs
them, for headers made here and for the images of FACIES_TEST_DATA.

    python3 make_wcs.py FOLDER_OF_OPTIONAL_TEST_DATA > wcs.json

Positions of systems other than ICRS and FK5 of J2000 are brought to ICRS by astropy.coordinates.
"""

import json
import sys
import warnings

import astropy.units as u
import numpy as np
from astropy import log
from astropy.coordinates import (
    FK4, FK5, BarycentricMeanEcliptic, FK4NoETerms, Galactic, SkyCoord, Supergalactic,
)
from astropy.io import fits
from astropy.time import Time
from astropy.wcs import WCS

warnings.simplefilter("ignore")
log.setLevel("ERROR")


def header(width, height, ctype, crval, crpix, cd, more=()):
    out = fits.Header()
    out["NAXIS"], out["NAXIS1"], out["NAXIS2"] = 2, width, height
    out["CTYPE1"], out["CTYPE2"] = ctype
    out["CRVAL1"], out["CRVAL2"] = crval
    out["CRPIX1"], out["CRPIX2"] = crpix
    if cd is not None:
        (out["CD1_1"], out["CD1_2"]), (out["CD2_1"], out["CD2_2"]) = cd
    for key, value in more:
        out[key] = value
    return out


TAN = ("RA---TAN", "DEC--TAN")
SIP = [
    ("A_ORDER", 3), ("B_ORDER", 3),
    ("A_2_0", 2.1e-6), ("A_1_1", -1.3e-6), ("A_0_2", 3.3e-6), ("A_3_0", 4e-10),
    ("B_2_0", -1.7e-6), ("B_1_1", 2.9e-6), ("B_0_2", 1.1e-6), ("B_0_3", -5e-10),
]
PV = [
    ("PV1_0", 1e-4), ("PV1_1", 1.002), ("PV1_2", -3e-4), ("PV1_4", 0.011), ("PV1_5", -0.007),
    ("PV1_7", 0.02), ("PV2_0", -2e-4), ("PV2_1", 0.998), ("PV2_2", 2e-4), ("PV2_4", 0.006),
    ("PV2_6", -0.004), ("PV2_10", 0.03),
]
COEFFICIENTS = "3. 3. 3. 2. -0.3 0.3 -0.3 0.3 1.E-4 2.E-4 3.E-4 1.E-4 -2.E-4 5.E-4 "
WAT = [
    ("WAT0_001", "system=image"),
    ("WAT1_001", f"wtype=tnx axtype=ra lngcor = \"{COEFFICIENTS}"[:68]),
    ("WAT1_002", f"wtype=tnx axtype=ra lngcor = \"{COEFFICIENTS}\""[68:]),
    ("WAT2_001", f"wtype=tnx axtype=dec latcor = \"{COEFFICIENTS}"[:68]),
    ("WAT2_002", f"wtype=tnx axtype=dec latcor = \"{COEFFICIENTS}\""[68:]),
]

PROJECTION = "projp0=0. projp1=1. projp2=0. projp3=337.74 projp5=632052. "


def cards_of(axis, text):
    """A text cut into cards WATn_001, WATn_002 … of at most 68 letters. None
    ends with a blank: FITS would take it away."""
    parts = []
    while text:
        end = min(len(text), 68)
        while text[end - 1] == " " and end < len(text):
            end -= 1
        parts.append(text[:end])
        text = text[end:]
    return [(f"WAT{axis}_{number + 1:03d}", part) for number, part in enumerate(parts)]


ZPX = (
    [("WAT0_001", "system=image")]
    + cards_of(1, f"wtype=zpx axtype=ra {PROJECTION}lngcor = \"{COEFFICIENTS}\"")
    + cards_of(2, f"wtype=zpx axtype=dec {PROJECTION}latcor = \"{COEFFICIENTS}\"")
)
CD = ((-1e-4, 2e-6), (3e-6, 1e-4))

MADE = {
    "north up": header(300, 200, TAN, (150.1, 2.2), (150.5, 100.5), ((-1e-4, 0), (0, 1e-4))),
    "turned": header(300, 200, TAN, (150.1, 2.2), (20, 190), ((6e-5, 8e-5), (8e-5, -6e-5))),
    "east to the right": header(300, 200, TAN, (10, -45), (1, 1), ((1e-4, 0), (0, 1e-4))),
    "swapped axes": header(
        300, 200, ("DEC--TAN", "RA---TAN"), (-28.4, 52.9), (200, 20), ((1e-4, 1e-5), (-2e-5, 1e-4))
    ),
    "CDELT and CROTA2": header(
        300, 200, TAN, (80, 60), (30, 40), None,
        [("CDELT1", -2e-4), ("CDELT2", 2e-4), ("CROTA2", 33.0)],
    ),
    "PC and CDELT": header(
        300, 200, TAN, (80, -60), (30, 40), None,
        [("CDELT1", -2e-4), ("CDELT2", 2e-4), ("PC1_1", 0.8), ("PC1_2", -0.6),
         ("PC2_1", 0.6), ("PC2_2", 0.8)],
    ),
    "PC of 2000 (PC001001)": header(
        300, 200, TAN, (80, -60), (30, 40), None,
        [("CDELT1", -2e-4), ("CDELT2", 2e-4), ("PC001001", 0.8), ("PC001002", -0.6),
         ("PC002001", 0.6), ("PC002002", 0.8)],
    ),
    "CD of three digits": header(
        300, 200, TAN, (80, -60), (30, 40), None,
        [("CD001001", -1.6e-4), ("CD001002", 1.2e-4), ("CD002001", 1.2e-4), ("CD002002", 1.6e-4)],
    ),
    "PC001001 among four axes": header(
        300, 200, TAN, (80, -60), (30, 40), None,
        [("CDELT1", -2e-4), ("CDELT2", 2e-4), ("PC001001", 0.8), ("PC001002", -0.6),
         ("PC002001", 0.6), ("PC002002", 0.8), ("PC003003", 1.0), ("PC004004", 1.0),
         ("CTYPE3", "FREQ"), ("CRVAL3", 1.4e9), ("CRPIX3", 1.0), ("CDELT3", 1e6),
         ("CTYPE4", "STOKES"), ("CRVAL4", 1.0), ("CRPIX4", 1.0), ("CDELT4", 1.0)],
    ),
    "radians": header(
        300, 200, TAN, (1.4, -1.0), (30, 40), ((-3e-6, 1e-6), (1e-6, 3e-6)),
        [("CUNIT1", "rad"), ("CUNIT2", "rad")],
    ),
    "seconds of arc": header(
        300, 200, TAN, (288000, -216000), (30, 40), ((-0.4, 0.1), (0.1, 0.4)),
        [("CUNIT1", "arcsec"), ("CUNIT2", "arcsec")],
    ),
    "LONPOLE": header(
        300, 200, TAN, (80, -60), (30, 40), CD, [("LONPOLE", 160.0), ("LATPOLE", 10.0)],
    ),
    "SIP": header(
        2000, 1500, ("RA---TAN-SIP", "DEC--TAN-SIP"), (210, 54), (1000, 750), CD, SIP
    ),
    "SIP that CTYPE does not name": header(2000, 1500, TAN, (210, 54), (1000, 750), CD, SIP),
    "TPV": header(2000, 1500, ("RA---TPV", "DEC--TPV"), (52.5, -28.4), (-900, 2100), CD, PV),
    "TNX": header(
        2000, 1500, ("RA---TNX", "DEC--TNX"), (270, 10), (900, 800), ((-1e-4, 0), (0, 1e-4)), WAT,
    ),
    "ZPX": header(
        2000, 1500, ("RA---ZPX", "DEC--ZPX"), (230, -15), (950, 700), ((0, 1e-4), (1e-4, 0)), ZPX,
    ),
    "over 0 h": header(300, 200, TAN, (0.0, 5), (150, 100), ((-1e-4, 0), (0, 1e-4))),
    "at the pole": header(300, 200, TAN, (120, 90), (150, 100), ((-1e-3, 0), (0, 1e-3))),
    "all sky": header(
        360, 180, ("RA---AIT", "DEC--AIT"), (0, 0), (180, 90), ((-0.5, 0), (0, 0.5))
    ),
}



def axes(longitude, latitude, projection="TAN", crval=(123.4, -31.5), more=()):
    names = (f"{longitude.ljust(4, '-')}-{projection}", f"{latitude.ljust(4, '-')}-{projection}")
    return header(300, 200, names, crval, (140, 90), ((-1e-2, 2e-4), (3e-4, 1e-2)), more)


PLATE = dict(
    PLTRAH=10, PLTRAM=0, PLTRAS=24.0, PLTDECSN="+", PLTDECD=2, PLTDECM=12, PLTDECS=0.0, PPO1=0.0,
    PPO2=0.0, PPO3=177500.0, PPO4=0.0, PPO5=0.0, PPO6=177500.0, CNPIX1=7000, CNPIX2=6900,
    XPIXELSZ=25.28445, YPIXELSZ=25.28445,
)
AMDX = [67.2, 0.1, -10.0, 1e-3, 2e-3, 1e-3, 0.0, 1e-6, 2e-6, 3e-6, 0.0, 0.0, 0.0]
AMDY = [67.2, -0.1, 12.0, 2e-3, 1e-3, -1e-3, 0.0, 2e-6, -1e-6, 1e-6, 0.0, 0.0, 0.0]


def plate(head):
    for key, value in PLATE.items():
        head[key] = value
    for index, (x, y) in enumerate(zip(AMDX, AMDY)):
        head[f"AMDX{index + 1}"], head[f"AMDY{index + 1}"] = x, y
    return head


def bare(width, height):
    out = fits.Header()
    out["NAXIS"], out["NAXIS1"], out["NAXIS2"] = 2, width, height
    return out


RA = ("RA", "DEC")
MADE |= {
    "galactic": axes("GLON", "GLAT"),
    "galactic, all sky": header(
        340, 170, ("GLON-CAR", "GLAT-CAR"), (0, 0), (170.5, 85.5), ((-1.0, 0), (0, 1.0))),
    "galactic, swapped": header(
        300, 200, ("GLAT-SIN", "GLON-SIN"), (61, 12), (140, 90), ((1e-2, 0), (0, -1e-2))),
    "galactic with RADESYS": axes("GLON", "GLAT", more=[("RADESYS", "FK5"), ("EQUINOX", 2000.0)]),
    "supergalactic": axes("SLON", "SLAT"),
    "ecliptic": axes("ELON", "ELAT"),
    "ecliptic of 2000": axes("ELON", "ELAT", "ZEA", more=[("EQUINOX", 2000.0)]),
    "FK4": axes(*RA, more=[("RADESYS", "FK4"), ("EQUINOX", 1950.0)]),
    "FK4 without equinox": axes(*RA, more=[("RADESYS", "FK4")]),
    "EPOCH 1950": axes(*RA, crval=(350, 75), more=[("EPOCH", 1950.0)]),
    "EQUINOX 1950": axes(*RA, crval=(3, -80), more=[("EQUINOX", 1950.0)]),
    "FK4 B1900": axes(*RA, more=[("RADESYS", "FK4"), ("EQUINOX", 1900.0)]),
    "FK4-NO-E": axes(*RA, more=[("RADESYS", "FK4-NO-E"), ("EQUINOX", 1950.0)]),
    "FK5 J1975": axes(*RA, more=[("RADESYS", "FK5"), ("EQUINOX", 1975.0)]),
    "FK5 J2015.5": axes(*RA, crval=(10, 89), more=[("EQUINOX", 2015.5)]),
    "FK5 J2000": axes(*RA, more=[("RADESYS", "FK5"), ("EQUINOX", 2000.0)]),
    "old name of the system": axes(*RA, more=[("RADECSYS", "FK4"), ("EQUINOX", 1950.0)]),
    "plate of DSS": plate(bare(300, 200)),
    "plate of DSS beside TAN": plate(
        header(300, 200, TAN, (150.1, 2.2), (150.5, 100.5), ((-4.7e-4, 0), (0, 4.7e-4)))),
}

FILES = {
    "fits_sdss_ngc6976/reprojected_sdss_r.fits.bz2": 0,
    "fits_misc/wcs_tpv.fits": 0,
    "fits_misc/wcs_tanflip.fits": 0,
    "fits_misc/scarlet_Cut_HSC.fits": 0,
}


def frame_of(wcs):
    """The system of the axes; None where it is as good as ICRS."""
    kind = wcs.ctype[wcs.lng][:4].rstrip("-")
    if kind != "RA":
        return {
            "GLON": Galactic(), "SLON": Supergalactic(),
            "ELON": BarycentricMeanEcliptic(equinox="J2000"),
        }[kind]
    equinox = wcs.equinox
    system = wcs.radesys
    if not system:
        system = "ICRS" if np.isnan(equinox) else "FK4" if equinox < 1984 else "FK5"
    if system.startswith("FK4"):
        kind = FK4 if system == "FK4" else FK4NoETerms
        return kind(equinox=Time(1950 if np.isnan(equinox) else equinox, format="byear"))
    if system == "FK5" and not np.isnan(equinox) and equinox != 2000:
        return FK5(equinox=Time(equinox, format="jyear"))
    return None


def pairs(head, count):
    wcs = WCS(head, naxis=2) if head["NAXIS"] == 2 else WCS(head).celestial
    rng = np.random.default_rng(7)
    size = [head["NAXIS1"], head["NAXIS2"]]
    pixels = np.concatenate([
        [[1, 1], [size[0], 1], [1, size[1]], size, [0.5, 0.5]],
        rng.uniform(1, size, (count, 2)),
    ])
    world = wcs.all_pix2world(pixels, 1)
    on_sky = np.isfinite(world).all(axis=1)
    pixels, world = pixels[on_sky], world[on_sky]
    sky = np.empty_like(world)
    sky[:, 0] = world[:, wcs.wcs.lng] % 360
    sky[:, 1] = world[:, wcs.wcs.lat]
    frame = frame_of(wcs.wcs)
    if frame is not None:
        own = SkyCoord(sky[:, 0] * u.deg, sky[:, 1] * u.deg, frame=frame).icrs
        sky[:, 0], sky[:, 1] = own.ra.deg, own.dec.deg
    return {"pixels": pixels.tolist(), "sky": sky.tolist()}


def main(folder):
    out = {"made": [], "files": []}
    for name, head in MADE.items():
        cards = [card.image for card in head.cards]
        out["made"].append({"name": name, "cards": cards, **pairs(head, 12)})
    for path, hdu in FILES.items():
        head = fits.getheader(f"{folder}/{path}", hdu)
        out["files"].append({"name": path, "cards": [], **pairs(head, 10)})
    json.dump(out, sys.stdout, indent=1)
    print()


main(sys.argv[1])
