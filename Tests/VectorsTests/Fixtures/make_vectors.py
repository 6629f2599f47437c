"""Makes vectors/*: curves, surfaces, fields and layers in the formats that are read.

    python3 make_vectors.py       (in this folder; osgeo of GDAL 3.5 or newer)

All lie in EPSG:32754 with the corner of their pixels of 30 m at (500000, 6500000). The disc has a radius of 10
pixels around the corner of pixel (20, 20): which pixel centres it holds is worked out in the tests.
"""
from pathlib import Path

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
folder = Path(__file__).parent / "vectors"
for old in folder.glob("*"):
    old.unlink()
gdal.SetConfigOption("OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z")
srs = osr.SpatialReference()
srs.ImportFromEPSG(32754)
srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
x = lambda column: 500000 + 30 * column
y = lambda row: 6500000 - 30 * row


def points(places):
    return "(" + ",".join(f"{x(c)} {y(r)}" for c, r in places) + ")"


def box(c, r, side):
    return points([(c, r), (c + side, r), (c + side, r + side), (c, r + side), (c, r)])


arc = points([(10, 20), (20, 10), (30, 20), (20, 30), (10, 20)])
disc = f"CURVEPOLYGON(CIRCULARSTRING{arc})"


def layer(ds, name, kind, wkts, fields=(), rows=()):
    out = ds.CreateLayer(name, srs if kind != ogr.wkbNone else None, kind)
    for field in fields:
        definition = ogr.FieldDefn(field[0], field[1])
        if len(field) > 2:
            definition.SetSubType(field[2])
        if len(field) > 3:
            definition.SetWidth(field[3])
            definition.SetPrecision(field[4])
        out.CreateField(definition)
    for index, wkt in enumerate(wkts):
        feature = ogr.Feature(out.GetLayerDefn())
        if wkt:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        for field, value in zip(fields, rows[index] if rows else ()):
            if value is not None:
                feature.SetField(field[0], value)
        out.CreateFeature(feature)


def make(name, driver, *layers, options=()):
    ds = ogr.GetDriverByName(driver).CreateDataSource(str(folder / name), list(options))
    for each in layers:
        layer(ds, *each)
    ds = None


make("disc.fgb", "FlatGeobuf", ("disc", ogr.wkbCurvePolygon, [disc]))
make("disc.gml", "GML", ("disc", ogr.wkbCurvePolygon, [disc]), options=["FORMAT=GML3"])
make("tin.fgb", "FlatGeobuf", ("tin", ogr.wkbTIN, [
    f"TIN({'(' + points([(10, 10), (30, 10), (30, 30), (10, 10)]) + ')'},"
    f"{'(' + points([(10, 10), (30, 30), (10, 30), (10, 10)]) + ')'})"]))
boxes = [f"POLYGON({box(6 * i, 2, 4)})" for i in range(6)]
text = ("c", ogr.OFTString)
values = {
    "integer": (("c", ogr.OFTInteger), [1, None, 2, 1, 0, -3]),
    "integer64": (("c", ogr.OFTInteger64), [1, 2**53 + 1, 2**53, 2**63 - 1, None, -2**63 + 1]),
    "real": (("c", ogr.OFTReal), [1.0, 2.5, 0.1 + 0.2, 0.3, 1e20, float("nan")]),
    "single": (("c", ogr.OFTReal, ogr.OFSTFloat32), [0.5, 1.5, 0.10000000149011612, 2, 2, None]),
    "text": (text, ["a", None, "b", " a ", "", "  "]),
    "date": (("c", ogr.OFTDate), ["2020-01-02", "2020-01-03", None, "2020-01-02", "1999-12-31", None]),
    "boolean": (("c", ogr.OFTInteger, ogr.OFSTBoolean), [1, 0, None, 1, 1, 0]),
}
for name, (field, column) in values.items():
    if name == "date":
        make(name + ".gpkg", "GPKG", ("l", ogr.wkbPolygon, boxes, [field], [[v] for v in column]))
        continue
    make(name + ".fgb", "FlatGeobuf", ("l", ogr.wkbPolygon, boxes, [field], [[v] for v in column]))
make("real.shp", "ESRI Shapefile", ("real", ogr.wkbPolygon, boxes, [("c", ogr.OFTReal, ogr.OFSTNone, 20, 4)],
                                     [[v] for v in [1.0, 2.5, 2.0, 1.0, 0.25, None]]))
make("long.shp", "ESRI Shapefile", ("long", ogr.wkbPolygon, boxes, [("c", ogr.OFTReal, ogr.OFSTNone, 20, 0)],
                                     [[v] for v in [1.0, 2.0**53 + 2, 2.0, 1.0, 2.0**60, None]]))
make("layers.gpkg", "GPKG",
     ("info", ogr.wkbNone, [None], [("k", ogr.OFTString)], [["x"]]),
     ("roads", ogr.wkbLineString, [f"LINESTRING{points([(0, 35.5), (39, 35.5)])}"], [("kind", ogr.OFTString)], [["track"]]),
     ("areas", ogr.wkbUnknown, boxes[:2], [text], [["a"], ["b"]]),
     ("others", ogr.wkbPolygon, boxes[3:5], [("rock", ogr.OFTString)], [["u"], ["v"]]),
     ("empty", ogr.wkbPolygon, [], [text]),
     ("layer_styles", ogr.wkbNone, [None], [("styleName", ogr.OFTString)], [["s"]]))
make("one.gpkg", "GPKG",
     ("info", ogr.wkbNone, [None], [("k", ogr.OFTString)], [["x"]]),
     ("roads", ogr.wkbUnknown, [f"LINESTRING{points([(0, 35.5), (39, 35.5)])}"], [("kind", ogr.OFTString)], [["track"]]),
     ("areas", ogr.wkbUnknown, [None, "POLYGON EMPTY", f"LINESTRING{points([(0, 0), (9, 9)])}", *boxes[:2]], [text],
      [["z"], ["z"], ["line"], ["a"], ["b"]]))
