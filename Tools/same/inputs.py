"""The inputs of the jobs, made once by the old command and shared by both."""

import json
import random
import shutil
import sqlite3
import struct
import subprocess

SIMULATED = {
    "simulated": "--sensor landsat8 --size 400",
    "small": "--sensor landsat8 --size 200 --units 5 --seed 2",
    "sentinel2": "--sensor sentinel2 --size 300",
    "simulated-sentinel2": "--sensor sentinel2 --size 300 --seed 6",
    "aster": "--sensor aster --size 200",
    "simulated-aster": "--sensor aster --size 300 --seed 5",
    "landsat": "--sensor landsat8 --size 300 --clouds 0.15 --product",
    "sky": "--survey --size 700x500 --sources 90",
}
LEFT, TOP = 618705, 6569725  # the upper left corner of what is simulated


class Maker:
    def __init__(self, facies, folder, scenes):
        self.facies, self.folder, self.scenes = facies, folder, scenes

    def make(self):
        for name, options in SIMULATED.items():
            self.run("simulate", *options.split(), "--out", self.folder / ".data" / name)
        self.copy_scenes()
        self.write_scenes()
        self.write_vectors()
        self.write_terrain()
        self.write_tables()
        self.write_stamp()
        self.make_results()
        self.visit_samples()

    def run(self, *arguments):
        subprocess.run(
            [self.facies, *map(str, arguments), "--quiet"], check=True, cwd=self.folder,
            stdout=subprocess.DEVNULL)

    def copy_scenes(self):
        """The scene files as they are, but for a window that fits the smaller scene."""
        shutil.copytree(self.scenes, self.folder / "scenes")
        file = self.folder / "scenes" / "every-key.yaml"
        text = file.read_text()
        assert "window: [100, 100, 800, 700]" in text
        file.write_text(text.replace("[100, 100, 800, 700]", "[40, 40, 320, 280]"))

    def write_scenes(self):
        small = "input: .data/small/scene.tif\n"
        steps = "encoder: {method: %s, epochs: 3}\nunits: 5\noutputs: [map, statistics, model, anomaly]\n"
        texts = {
            "autoencoder.yaml": small + "recipe: autoencoder\n" + steps % "autoencoder",
            "stacked.yaml": small + "recipe: stacked-autoencoder\n" + steps % "stacked-autoencoder",
            "nagar2024.yaml": small + "recipe: nagar2024\nsample: 4000\n",
            "pooled.yaml": small,
            "wrong.yaml": small + "unit: 5\nrecipe: standrad\nseed: x\n",
            "template.yaml": "recipe: k-means\nunits: 4\n",
            "batch/one.yaml": "input: ../.data/small/scene.tif\nrecipe: pca\nunits: 4\n",
            "batch/two.yaml": "input: ../.data/aster/scene.tif\nrecipe: k-means\nunits: 3\n",
            "batch/three.yaml": "input: ../.data/small/scene.tif\nrecipe: k-means\nunits: 5\n",
        }
        (self.folder / "batch").mkdir()
        for name, text in texts.items():
            (self.folder / name).write_text(text)

    def write_vectors(self):
        """Boxes of pixels of the small scene with a class each, and an area."""
        places = [
            ("sandstone", 10, 20, 12), ("sandstone", 60, 30, 12), ("sandstone", 120, 150, 12),
            ("basalt", 150, 40, 12), ("basalt", 30, 140, 12), ("basalt", 90, 90, 12),
        ]
        features = [self.box(name, x, y, side) for name, x, y, side in places]
        self.write_geojson("known.geojson", features)
        self.write_geojson("area.geojson", [self.box("area", 20, 20, 150)])

    def box(self, name, column, row, side):
        west, north, size = LEFT + 30 * column, TOP - 30 * row, 30 * side
        ring = [[west, north], [west + size, north], [west + size, north - size],
                [west, north - size], [west, north]]
        return {"type": "Feature", "properties": {"lithology": name},
                "geometry": {"type": "Polygon", "coordinates": [ring]}}

    def write_geojson(self, name, features):
        system = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32754"}}
        collection = {"type": "FeatureCollection", "crs": system, "features": features}
        (self.folder / name).write_text(json.dumps(collection))

    def write_terrain(self):
        """A terrain model: a GeoTIFF of floats with a reference system, no more."""
        side, cell, generator = 140, 100.0, random.Random(3)
        heights = [300 + 40 * (x % 23) * (y % 17) / 20 + generator.random()
                   for y in range(side) for x in range(side)]
        pixels = struct.pack("<%df" % len(heights), *heights)
        keys = [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32754]
        doubles = {33550: [cell, cell, 0], 33922: [0, 0, 0, LEFT - 500, TOP + 500, 0]}
        write_tiff(self.folder / ".data" / "dem.tif", side, pixels, doubles, keys)

    def write_tables(self):
        """Five clouds of points in three columns, as .csv and .npy."""
        generator = random.Random(7)
        rows = [[generator.gauss(3 * (i % 5), 0.6), generator.gauss((i % 5) ** 2, 0.8),
                 generator.gauss(-2 * (i % 3), 0.5)] for i in range(400)]
        lines = ["id,a,b,c"] + ["%d,%.6f,%.6f,%.6f" % (i, *row) for i, row in enumerate(rows)]
        (self.folder / "table.csv").write_text("\n".join(lines) + "\n")
        header = "{'descr': '<f4', 'fortran_order': False, 'shape': (400, 3), }"
        header = header.ljust(117) + "\n"
        values = struct.pack("<1200f", *(value for row in rows for value in row))
        (self.folder / "table.npy").write_bytes(
            b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + values)

    def write_stamp(self):
        """An image of three galaxies, and their labels."""
        side, generator = 120, random.Random(11)
        centres = [(30, 32, 5.0), (80, 40, 7.0), (60, 90, 6.0)]
        image, labels = [], []
        for y in range(side):
            for x in range(side):
                distances = [(((x - u) ** 2 + 1.6 * (y - v) ** 2) ** 0.5, r) for u, v, r in centres]
                light = sum(3 * 2.718281828 ** (-d / r * 1.7) for d, r in distances)
                image.append(light + generator.gauss(0, 0.01))
                nearest = min(range(3), key=lambda index: distances[index][0])
                labels.append(nearest + 1 if distances[nearest][0] < 20 else 0)
        folder = self.folder / "stamp"
        folder.mkdir()
        write_fits(folder / "stamp.fits", side, -32, struct.pack(">%df" % len(image), *image))
        write_fits(folder / "labels.fits", side, 32, struct.pack(">%di" % len(labels), *labels))

    def make_results(self):
        """Maps and cutouts that later commands begin with."""
        scene = self.folder / ".data" / "simulated" / "scene.tif"
        small = self.folder / ".data" / "small" / "scene.tif"
        sky = self.folder / ".data" / "sky"
        self.run("run", scene, "--units", 8, "--threads", 2, "--out", self.folder / "map")
        self.run("run", scene, "--units", 4, "--recipe", "pca", "--out", self.folder / "map-4")
        self.run("run", small, "--units", 3, "--recipe", "k-means", "--out", self.folder / "small")
        self.run("cutouts", sky / "sky_r.fits", "--detect", "--size", 32, "--format", "fits",
                 "--out", self.folder / "cutouts")

    def visit_samples(self):
        """Fills in what was found at the samples of a map: mostly what it says."""
        file = self.folder / "visited.gpkg"
        self.run("design", self.folder / "map" / "units.tif", "--samples", 600, "--out", file)
        with sqlite3.connect(file) as database:
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'samples'"
            for name, in database.execute(triggers).fetchall():  # they call GDAL's functions
                database.execute('DROP TRIGGER "%s"' % name)
            database.execute("""
                UPDATE samples SET reference = CASE WHEN id % 7 = 0 THEN 2 ELSE
                  (SELECT unit FROM design WHERE design.id = samples.id) END""")


def write_tiff(path, side, pixels, doubles, keys):
    """One band of floats, uncompressed, in one strip."""
    entries = [(256, 4, [side]), (257, 4, [side]), (258, 3, [32]), (259, 3, [1]), (262, 3, [1]),
               (273, 4, [0]), (277, 3, [1]), (278, 4, [side]), (279, 4, [len(pixels)]),
               (339, 3, [3])]
    entries += [(tag, 12, values) for tag, values in doubles.items()] + [(34735, 3, keys)]
    offset, beyond, directory = 8 + 2 + 12 * len(entries) + 4, b"", b""
    codes = {3: "H", 4: "I", 12: "d"}
    beyond_size = sum(len(v) * struct.calcsize(codes[k]) for _, k, v in entries
                      if len(v) * struct.calcsize(codes[k]) > 4)
    for tag, kind, values in entries:
        if tag == 273:
            values = [offset + beyond_size]
        packed = struct.pack("<%d%s" % (len(values), codes[kind]), *values)
        if len(packed) > 4:
            packed, beyond = struct.pack("<I", offset + len(beyond)), beyond + packed
        directory += struct.pack("<HHI", tag, kind, len(values)) + packed.ljust(4, b"\0")
    path.write_bytes(b"II*\0" + struct.pack("<IH", 8, len(entries)) + directory + b"\0\0\0\0"
                     + beyond + pixels)


def write_fits(path, side, bits, pixels):
    cards = [("SIMPLE", "T"), ("BITPIX", bits), ("NAXIS", 2), ("NAXIS1", side), ("NAXIS2", side)]
    header = "".join(("%-8s= %20s" % card).ljust(80) for card in cards) + "END"
    pad = -len(pixels) % 2880
    path.write_bytes(header.ljust(2880).encode() + pixels + b"\0" * pad)
