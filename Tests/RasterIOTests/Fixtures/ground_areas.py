#!/usr/bin/env python3
"""Ground areas of grids as pyproj has them, for GroundAreaTests: areas of rows and of the whole are
those of geodesic polygons on the system's own ellipsoid (pyproj.Geod: Karney 2013) along densified edges,
sizes of pixels are geodesic distances between the middles of their sides.

    python3 ground_areas.py > ground-areas.json
"""
import json
import math

import numpy as np
import pyproj

# name, definition, width, height, transform in GDAL's order, rows to check
CASES = [
    ("UTM, central meridian", "EPSG:32633", 64, 48, (500000 - 960, 30, 0, 5500000, 0, -30)),
    ("UTM, whole scene", "EPSG:32633", 7800, 7800, (650000, 30, 0, 1000000, 0, -30)),
    ("UTM, turned by 30 degrees", "EPSG:32633", 40, 60,
     (700000, 300 * math.cos(.5236), 300 * math.sin(.5236), 5500000, 300 * math.sin(.5236), -300 * math.cos(.5236))),
    ("Web Mercator at 60 N", "EPSG:3857", 80, 60, (1113194.9, 300, 0, 8399737.9, 0, -300)),
    ("Web Mercator, the world", "EPSG:3857", 256, 256,
     (-20037508.342789, 156543.033928, 0, 20037508.342789, 0, -156543.033928)),
    ("Mercator", "EPSG:3395", 80, 60, (1113194.9, 300, 0, 8362698.5, 0, -300)),
    ("Mercator, south up", "EPSG:3395", 80, 60, (1113194.9, 300, 0, -8362698.5, 0, 300)),
    ("Antarctic polar stereographic", "EPSG:3031", 80, 60, (-2000000, 10000, 0, 500000, 0, -10000)),
    ("Arctic polar stereographic, pole inside", "EPSG:3413", 100, 100, (-500000, 10000, 0, 500000, 0, -10000)),
    ("Lambert conformal (France)", "EPSG:2154", 100, 100, (200000, 10000, 0, 7100000, 0, -10000)),
    ("Lambert conformal from Paris, grads", "EPSG:27572", 100, 100, (100000, 10000, 0, 2600000, 0, -10000)),
    ("State plane in feet", "EPSG:2264", 80, 60, (2000000, 1000, 0, 700000, 0, -1000)),
    ("State plane in feet with heights", "EPSG:2264+5703", 80, 60, (2000000, 1000, 0, 700000, 0, -1000)),
    ("equal areas, km", "+proj=laea +lat_0=52 +lon_0=10 +ellps=GRS80 +units=km", 80, 60, (0, 3, 0, 0, 0, -3)),
    ("equal areas, Europe", "EPSG:3035", 50, 50, (3000000, 20000, 0, 4000000, 0, -20000)),
    ("sinusoidal of MODIS", "+proj=sinu +R=6371007.181 +units=m", 40, 40, (10007554.677, 27798, 0, 6671703.118, 0, -27798)),
    ("plate carree", "EPSG:32662", 80, 60, (1113194.9, 3000, 0, 6679169.4, 0, -3000)),
    ("tmerc with a shift of datum", "+proj=tmerc +lat_0=0 +lon_0=9 +k=1 +x_0=3500000 +ellps=bessel "
     "+towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7 +units=m", 60, 40, (3700000, 300, 0, 5700000, 0, -300)),
    ("Robinson", "ESRI:54030", 100, 60, (2000000, 20000, 0, 5000000, 0, -20000)),
    ("degrees", "EPSG:4326", 80, 60, (10, .01, 0, 60, 0, -.01)),
    ("degrees, to the pole", "EPSG:4326", 80, 60, (10, .1, 0, 90, 0, -.1)),
    ("degrees, whole", "EPSG:4326", 360, 180, (0, 1, 0, 90, 0, -1)),
    ("degrees, south up", "EPSG:4326", 80, 60, (10, .01, 0, -60.6, 0, .01)),
    ("degrees, turned", "EPSG:4326", 40, 40, (10, .01, .005, 60, .005, -.01)),
    ("grads", "EPSG:4807", 80, 60, (0, .01, 0, 54, 0, -.01)),
    ("Mars, degrees", "IAU_2015:49900", 80, 60, (77, .01, 0, 18.5, 0, -.01)),
    ("Moon, degrees", "IAU_2015:30100", 80, 60, (77, .01, 0, 18.5, 0, -.01)),
    ("Mars, plate carree", "+proj=eqc +lat_ts=0 +lat_0=0 +lon_0=0 +R=3396190 +units=m", 80, 60,
     (4000000, 1000, 0, 1000000, 0, -1000)),
    ("Mars, degrees of the ellipsoid", "IAU_2015:49901", 80, 60, (77, .01, 0, 48.5, 0, -.01)),
    ("Mars, planetocentric degrees", "IAU_2015:49902", 80, 60, (77, .01, 0, 48.5, 0, -.01)),
    ("Mars, planetocentric, north pole", "IAU_2015:49932", 80, 60, (-1400000, 10000, 0, 1300000, 0, -10000)),
    ("Mars, north pole", "IAU_2015:49930", 80, 60, (-400000, 10000, 0, 300000, 0, -10000)),
    ("Moon, Mercator", "+proj=merc +R=1737400 +units=m", 80, 60, (1000000, 1000, 0, 2000000, 0, -1000)),
]


def places(crs, transform):
    """From pixel coordinates to longitude and latitude in degrees."""
    g = transform
    if crs.is_bound:
        crs = crs.source_crs
    if "Ocentric" in crs.name and crs.ellipsoid.inverse_flattening:
        # To the latitudes of the vertical (pyproj takes these axes for one another).
        a, b = crs.ellipsoid.semi_major_metre, crs.ellipsoid.semi_minor_metre
        if crs.is_projected:
            p = pyproj.Proj(f"+proj=stere +lat_0=90 +a={a} +b={b}")
            return lambda c, r: p(g[0] + c * g[1] + r * g[2], g[3] + c * g[4] + r * g[5], inverse=True)
        return lambda c, r: (g[0] + c * g[1] + r * g[2], np.degrees(np.arctan(
            np.tan(np.radians(g[3] + c * g[4] + r * g[5])) * (a / b) ** 2)))
    if crs.is_geographic:
        unit = math.degrees(crs.axis_info[0].unit_conversion_factor)
        return lambda c, r: ((g[0] + c * g[1] + r * g[2]) * unit, (g[3] + c * g[4] + r * g[5]) * unit)
    # GDAL names the horizontal part of a compound system.
    part = crs.sub_crs_list[0] if crs.sub_crs_list else crs
    t = pyproj.Transformer.from_crs(part, part.geodetic_crs, always_xy=True)
    unit = math.degrees(part.geodetic_crs.axis_info[0].unit_conversion_factor)

    def place(c, r):
        x, y = t.transform(g[0] + c * g[1] + r * g[2], g[3] + c * g[4] + r * g[5])
        return np.asarray(x) * unit, np.asarray(y) * unit

    return place


def polygon(geod, place, c0, c1, r0, r1, n):
    t = np.linspace(0, 1, n, endpoint=False)
    c = np.concatenate([c0 + (c1 - c0) * t, np.full(n, c1), c1 + (c0 - c1) * t, np.full(n, c0)])
    r = np.concatenate([np.full(n, r0), r0 + (r1 - r0) * t, np.full(n, r1), r1 + (r0 - r1) * t])
    lon, lat = place(c.astype(float), r.astype(float))
    return abs(geod.polygon_area_perimeter(lon, lat)[0])


def main():
    out = []
    for name, definition, width, height, transform in CASES:
        crs = pyproj.CRS.from_user_input(definition)
        # As GDAL writes it of a file, where that has a form.
        has_old_form = "planetocentric degrees" in name
        wkt, body = crs.to_wkt("WKT1_GDAL" if has_old_form else "WKT2_2019"), crs.ellipsoid
        geod = pyproj.Geod(a=body.semi_major_metre, b=body.semi_minor_metre)
        place = places(crs, transform)
        strips = 4 if width % 4 == 0 and width < 1000 else 10
        rows, total = [], 0
        for row in sorted({0, height // 3, height // 2, height - 1}):
            # Pieces of a row, so that no polygon is too long for geodesics.
            parts = [polygon(geod, place, width * k / strips, width * (k + 1) / strips, row, row + 1, 3000)
                     for k in range(strips)]
            rows.append({"row": row, "hectares": sum(parts) / 1e4, "firstPart": parts[0] / 1e4})
        bands = 12 if height >= 12 else 1
        for b in range(bands):
            for k in range(strips):
                total += polygon(geod, place, width * k / strips, width * (k + 1) / strips,
                                 height * b / bands, height * (b + 1) / bands, 1000)
        c, r = width / 2, height / 2
        ends = [place(c - .5, r), place(c + .5, r), place(c, r - .5), place(c, r + .5)]
        across = geod.inv(*ends[0], *ends[1])[2]
        down = geod.inv(*ends[2], *ends[3])[2]
        out.append({"name": name, "wkt": wkt, "width": width, "height": height, "transform": list(transform),
                    "parts": strips, "rows": rows, "hectares": total / 1e4,
                    "across": float(across), "down": float(down)})
    print("[" + ",\n".join(json.dumps(case) for case in out) + "]")


main()
