#!/usr/bin/python3
"""Opens a result in QGIS, without a screen, and checks that each way in shows
every unit with its name and colour: units.tif with its .qml, with its .aux.xml
alone, and by itself; units.gpkg with the style that it carries, and with the
SLD beside that.

  Tools/check-qgis.py [--renamed] RESULT [--shots FOLDER]

--renamed expects the names of units.yaml that `facies render` has brought to all
files. --shots writes a picture of each with the legend that QGIS makes. Needs
python3-qgis (Debian); exit code 77: there is no QGIS here.
"""

import argparse
import collections
import csv
import os
import shutil
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())

try:
    from qgis.core import (
        QgsApplication, QgsCategorizedSymbolRenderer, QgsLayerTree, QgsLayerTreeModel,
        QgsLegendRenderer, QgsLegendSettings, QgsMapRendererParallelJob,
        QgsMapSettings, QgsPalettedRasterRenderer, QgsRasterLayer,
        QgsRenderContext, QgsVectorLayer)
    from qgis.PyQt.QtCore import QPointF, QSize
    from qgis.PyQt.QtGui import QColor, QImage, QPainter
except ImportError:
    print("no QGIS here (python3-qgis): styles are not tried in it")
    sys.exit(77)


GUARDED = {"'" + sign for sign in "=+-@"}


class Judge:
    def __init__(self, units, shots):
        self.units = units
        self.shots = shots
        self.failures = []

    def expect(self, holds, text):
        if not holds:
            self.failures.append(text)

    def same(self, what, found, wanted):
        self.expect(found == wanted, "%s: QGIS has %s, not %s" % (what, found, wanted))

    def picture(self, layer, name, least=1.0):
        """The map as QGIS draws it; nothing is drawn where there are no data."""
        settings = QgsMapSettings()
        settings.setLayers([layer])
        settings.setDestinationCrs(layer.crs())
        settings.setExtent(layer.extent())
        settings.setOutputSize(QSize(700, 600))
        settings.setFlag(QgsMapSettings.Antialiasing, False)
        settings.setBackgroundColor(QColor(0, 0, 0, 0))
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        self.same(name + ": errors", [e.message for e in job.errors()], [])
        image = job.renderedImage()
        counts = collections.Counter()
        for y in range(0, image.height(), 3):
            for x in range(0, image.width(), 3):
                pixel = image.pixelColor(x, y)
                if pixel.alpha() == 255:
                    counts[pixel.name()] += 1
        known = {colour for _, colour in self.units.values()}
        drawn = sum(count for colour, count in counts.items() if colour in known)
        # Edges of polygons are drawn in mixed colours.
        self.expect(
            drawn >= least * sum(counts.values()) > 0,
            "%s: drawn in other colours %s" % (name, [c for c in counts if c not in known][:9]))
        if self.shots:
            self.with_legend(layer, image).save(os.path.join(self.shots, name + ".png"))

    def with_legend(self, layer, image):
        tree = QgsLayerTree()
        tree.addLayer(layer)
        model = QgsLayerTreeModel(tree)
        settings = QgsLegendSettings()
        legend = QgsLegendRenderer(model, settings)
        scale = 4.0
        context = QgsRenderContext()
        context.setScaleFactor(scale)
        size = legend.minimumSize(context)
        page = QImage(
            image.width() + int(size.width() * scale) + 20,
            max(image.height(), int(size.height() * scale) + 20), QImage.Format_RGB32)
        page.fill(QColor("white"))
        painter = QPainter(page)
        painter.drawImage(QPointF(0, 0), image)
        painter.translate(image.width() + 10, 10)
        painter.scale(scale, scale)
        context.setPainter(painter)
        legend.drawLegend(context)
        painter.end()
        return page

    def raster(self, path, name, named=True):
        layer = QgsRasterLayer(path, name, "gdal")
        self.expect(layer.isValid(), "%s does not open" % path)
        renderer = layer.renderer()
        if not isinstance(renderer, QgsPalettedRasterRenderer):
            self.failures.append("%s: shown as %s" % (name, renderer.type()))
            return
        found = {
            int(c.value): (c.label, c.color.name()) for c in renderer.classes()
            if int(c.value) in self.units or c.label not in ("", str(int(c.value)))}
        if named:
            found.pop(0, None)
            self.same(name, found, self.units)
        else:
            self.same(
                name, {v: c for v, (_, c) in found.items()},
                {v: c for v, (_, c) in self.units.items()})
        provider = layer.dataProvider()
        self.expect(
            provider.sourceHasNoDataValue(1) and provider.sourceNoDataValue(1) == 0,
            name + ": 0 is not no data")
        self.expect(layer.crs().isValid(), name + ": no reference system")
        self.picture(layer, name)

    def categories(self, layer, name):
        renderer = layer.renderer()
        if not isinstance(renderer, QgsCategorizedSymbolRenderer):
            self.failures.append("%s: shown as %s" % (name, renderer.type()))
            return
        found = [
            (int(c.value()), (c.label(), c.symbol().color().name()))
            for c in renderer.categories()]
        self.same(name, found, sorted(self.units.items()))
        self.same(name + ": field", renderer.classAttribute(), "unit")
        self.picture(layer, name, least=0.7)

    def described(self, layer, name):
        """The style in SLD: one rule a unit."""
        self.expect(layer.crs().isValid(), name + ": no reference system")
        ids = layer.listStylesInDatabase()[1]
        self.expect(len(ids) >= 1, name + ": no style in the file")
        rules = layer.renderer().rootRule().children()
        found = [(r.label(), r.symbol().color().name()) for r in rules]
        self.same(name, found, [self.units[v] for v in sorted(self.units)])
        self.picture(layer, name, least=0.7)

    def vectors(self, path):
        for table in ["units", "patches"]:
            layer = QgsVectorLayer("%s|layername=%s" % (path, table), table, "ogr")
            name = "gpkg-" + table
            self.expect(layer.isValid(), "%s: no layer %s" % (path, table))
            self.categories(layer, name)
            bad = [f.id() for f in layer.getFeatures() if not f.geometry().isGeosValid()]
            self.same(name + ": invalid geometries", bad, [])
            names = {f["unit"]: f["name"] for f in layer.getFeatures()}
            self.same(name + ": names", names, {v: n for v, (n, _) in self.units.items()})
            self.sld(path, table, layer)

    def sld(self, path, table, layer):
        import sqlite3

        with sqlite3.connect("file:%s?mode=ro" % path, uri=True) as database:
            row = database.execute(
                "SELECT styleSLD FROM layer_styles WHERE f_table_name = ?", (table,)).fetchone()
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "style.sld")
            with open(file, "w") as out:
                out.write(row[0])
            said, works = layer.loadSldStyle(file)
        self.expect(works, "%s: SLD: %s" % (table, said))
        if works:
            self.described(layer, "sld-" + table)


def units(folder):
    with open(os.path.join(folder, "units.csv"), newline="") as file:
        # An apostrophe keeps spreadsheets from taking a name for a formula.
        return {
            int(row["unit"]): (
                row["name"][1:] if row["name"][:2] in GUARDED else row["name"],
                row["colour"].lower())
            for row in csv.DictReader(file)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("result", help="folder of a run")
    parser.add_argument("--shots", help="folder for pictures")
    parser.add_argument(
        "--renamed", action="store_true",
        help="after facies render: the raster by itself keeps its first colours")
    given = parser.parse_args()
    if given.shots:
        os.makedirs(given.shots, exist_ok=True)
    folder = os.path.abspath(given.result)
    with tempfile.TemporaryDirectory() as home:
        QgsApplication.setPrefixPath("/usr", True)
        program = QgsApplication([], False, home)
        program.initQgis()
        judge = Judge(units(folder), given.shots)
        judge.raster(os.path.join(folder, "units.tif"), "tif-qml")
        with tempfile.TemporaryDirectory() as bare:
            shutil.copy(os.path.join(folder, "units.tif"), bare)
            if not given.renamed:
                judge.raster(os.path.join(bare, "units.tif"), "tif-alone", named=False)
            shutil.copy(os.path.join(folder, "units.tif.aux.xml"), bare)
            judge.raster(os.path.join(bare, "units.tif"), "tif-aux")
        judge.vectors(os.path.join(folder, "units.gpkg"))
        program.exitQgis()
    for failure in judge.failures:
        print(failure)
    # QGIS may crash while Python takes it apart.
    sys.stdout.flush()
    os._exit(1 if judge.failures else 0)


main()
