"""Makes netcdf-values.json: small netCDF files (scipy) and what counts in them.

    python3 netcdf-values.py > netcdf-values.json

'values' are the stored values from the top left, null where there is none by the attributes of the NetCDF Users Guide
(appendix A): _FillValue, missing_value, valid_range or valid_min and valid_max (both ends are valid; bytes have a sign
unless _Unsigned says otherwise).
"""
import base64
import io
import json

import numpy as np
from scipy.io import netcdf_file

stored = np.array([[-6, -5, 3, 5, 6]])


def file(kind, attributes):
    out = io.BytesIO()
    with netcdf_file(out, "w") as f:
        f.createDimension("y", 1)
        f.createDimension("x", 5)
        f.createVariable("y", "f8", ("y",))[:] = [0]
        f.createVariable("x", "f8", ("x",))[:] = np.arange(5) * 30.0
        v = f.createVariable("v", np.dtype(kind).char, ("y", "x"))
        v[:] = stored.astype(kind)
        for key, value in attributes.items():
            setattr(v, key, value if isinstance(value, str) else np.array(value, kind))
        f.flush()
        return base64.b64encode(out.getvalue()).decode()


def counts(value, a):
    low, high = a.get("valid_range", (a.get("valid_min", -np.inf), a.get("valid_max", np.inf)))
    if "_Unsigned" in a:
        value, low, high = (x + 256 if -256 < x < 0 else x for x in (value, low, high))
    isin = low > high or low <= value <= high
    return value if isin and value != a.get("_FillValue") and value != a.get("missing_value") else None


cases = [
    ("i2", {"valid_min": -5}), ("i2", {"valid_max": 5}), ("i2", {"valid_min": -5, "valid_max": 5}),
    ("i2", {"valid_range": [-5, 5]}), ("i2", {"valid_range": [-5, 5], "_FillValue": 3}),
    ("i2", {"valid_min": 9, "valid_max": 1}), ("i2", {"missing_value": 5, "_FillValue": 3}),
    ("f4", {"valid_max": 5}), ("f8", {"valid_range": [-5, 5]}), ("i4", {"valid_range": [-5, 5]}),
    ("i1", {}), ("i1", {"_FillValue": -5}), ("i1", {"valid_min": -5}), ("i1", {"valid_range": [-5, 5]}),
    ("i1", {"valid_min": -5, "valid_max": 5}), ("i1", {"_Unsigned": "true"}),
    ("i1", {"_Unsigned": "true", "valid_range": [4, -6]}),
]
print(json.dumps([{
    "what": f"{kind} {attributes}", "file": file(kind, attributes),
    "values": [counts(int(v), attributes) for v in stored[0]],
} for kind, attributes in cases], indent=1))
