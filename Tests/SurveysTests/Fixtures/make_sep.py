"""Writes sep.json: sources of the SDSS mosaic as Python's sep finds them.

    python3 make_sep.py ../../../../shared/data > sep.json
"""

import json
import sys

import numpy as np
import sep
from astropy.io import fits

FILE = "fits_sdss_ngc6976/reprojected_sdss_r.fits.bz2"
data = np.ascontiguousarray(fits.getdata(f"{sys.argv[1]}/{FILE}").astype("f4"))
background = sep.Background(data)
found = sep.extract(data - background.back(), 5.0, err=background.globalrms)
found = found[np.lexsort((found["xpeak"], found["ypeak"]))]
print(json.dumps({
    "file": FILE,
    "x": [round(float(v) + 1, 6) for v in found["x"]],
    "y": [round(float(v) + 1, 6) for v in found["y"]],
    "flux": [float(f"{v:.7g}") for v in found["flux"]],
}))
