"""Makes galaxies.csv (recipes of simulated images) and statmorph.csv (what
statmorph 0.7.2 measures on them, and on its own test slice).

    pip install statmorph==0.7.2
    python make-galaxies.py [../../../../shared/data/fits_misc/statmorph_slice.fits]

The images are made anew from the recipes by SimulatedGalaxy.swift, with the
same formulas and the same integer noise; only the last bit of exp, pow, cos
and sin may differ."""
import csv, sys, time, warnings
import numpy as np
import statmorph
from scipy.special import gammaincinv

warnings.simplefilter("ignore")
SOURCES = 220
ODD = 80  # more of them, with odd segments, noise and masks


def noise(seed, count):
    """Irwin-Hall noise of unit variance from splitmix64, exact in any language."""
    total = np.zeros(count)
    with np.errstate(over="ignore"):
        for draw in range(4):
            z = (np.arange(count, dtype=np.uint64) * np.uint64(4) + np.uint64(draw + 1)
                 + np.uint64(seed) * np.uint64(1 << 32)) * np.uint64(0x9E3779B97F4A7C15)
            z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            z = z ^ (z >> np.uint64(31))
            total += (z >> np.uint64(11)).astype(np.float64) / 2.0**53
    return (total - 2.0) * np.sqrt(3.0)


def light(x, y, part):
    amplitude, radius, n, b, xc, yc, ellipticity, theta, core = part
    u = (x - xc) * np.cos(theta) + (y - yc) * np.sin(theta)
    v = (y - yc) * np.cos(theta) - (x - xc) * np.sin(theta)
    z = (u * u + (v / (1 - ellipticity))**2 + core * core) / (radius * radius)
    return amplitude * np.exp(-b * (z**(0.5 / n) - 1))


def part(amplitude, radius, n, xc, yc, ellipticity=0.0, theta=0.0, core=1.0):
    n = round(n, 6)
    return [round(v, 6) for v in (amplitude, radius, n)] + [float(gammaincinv(2 * n, 0.5))] + [
        round(v, 6) for v in (xc, yc, ellipticity, theta, core)]


def recipes():
    rng = np.random.default_rng(20250)
    kinds = (["single"] * 8 + ["double", "merger", "clumpy", "neighbour", "edge", "masked", "faint"])
    odd = ["tiny", "noise", "crowded", "weights", "box", "ring", "negative", "halfmasked"]
    for index in range(SOURCES + ODD):
        kind = kinds[index % len(kinds)] if index < SOURCES else odd[index % len(odd)]
        width, height = int(rng.integers(64, 110)), int(rng.integers(64, 110))
        xc, yc = width / 2 + rng.uniform(-4, 4), height / 2 + rng.uniform(-4, 4)
        n = float(rng.choice([0.5, 0.8, 1, 1.5, 2, 2.5, 3, 4]))
        radius = rng.uniform(3, 9) if n < 2 else rng.uniform(3, 6)
        ellipticity, theta = rng.uniform(0, 0.7), rng.uniform(0, np.pi)
        core = rng.uniform(0.7, 1.6)
        main = part(1, radius, n, xc, yc, ellipticity, theta, core)
        parts, others, sigma, extra = [main], [], 10**rng.uniform(-2.5, -1), "none"
        if kind == "double":
            d, a = rng.uniform(5, 9), rng.uniform(0, 2 * np.pi)
            parts.append(part(rng.uniform(.3, 1), radius * .6, 1, xc + d * np.cos(a), yc + d * np.sin(a)))
        elif kind == "merger":
            for _ in range(3):
                d, a = rng.uniform(3, 14), rng.uniform(0, 2 * np.pi)
                parts.append(part(rng.uniform(.1, .8), rng.uniform(2, 4), rng.uniform(.6, 2),
                                  xc + d * np.cos(a), yc + d * np.sin(a), rng.uniform(0, .8),
                                  rng.uniform(0, np.pi)))
        elif kind == "clumpy":
            for _ in range(8):
                d, a = rng.uniform(2, 10), rng.uniform(0, 2 * np.pi)
                parts.append(part(rng.uniform(.3, 1.5), 1.6, .5, xc + d * np.cos(a), yc + d * np.sin(a)))
        elif kind == "neighbour":
            others.append(part(rng.uniform(.5, 2), rng.uniform(2, 4), 1, xc + rng.uniform(14, 20), yc - 12))
        elif kind == "edge":
            main[4], main[5] = round(rng.uniform(2, 8), 6), round(rng.uniform(20, 40), 6)
        elif kind == "masked":
            extra = ["stripe", "corner", "nan", "hot"][int(rng.integers(4))]
        elif kind == "faint":
            sigma = rng.uniform(.2, .6)
        elif index >= SOURCES:
            extra = kind
            sigma = 10**rng.uniform(-2.5, 0)
            if kind == "noise":
                main[0] = 0.001
        threshold = max(1.0 * sigma, .004)
        sky = 0.0
        gain = float(np.round(10**rng.uniform(2, 4)))
        psf = 0.0 if index % 10 else round(rng.uniform(1, 2), 3)
        if SOURCES - 4 <= index < SOURCES:  # catastrophes
            kind, sky = "bad", [-5.0, 0.3, 0.0, -0.02][index - SOURCES + 4]
        if index == SOURCES - 2:
            parts[0][0] = -1.0
        yield dict(id=index + 1, kind=kind, width=width, height=height, seed=1000 + index,
                   sigma=round(sigma, 6), threshold=round(threshold, 6), sky=sky, gain=gain, psf=psf,
                   extra=extra, parts=parts, others=others)


def picture(r):
    y, x = np.mgrid[0:r["height"], 0:r["width"]].astype(float)
    own = sum(light(x, y, p) for p in r["parts"])
    other = sum((light(x, y, p) for p in r["others"]), np.zeros_like(own))
    image = own + other + r["sky"] + r["sigma"] * noise(r["seed"], own.size).reshape(own.shape)
    labels = np.where(np.abs(own + other) >= r["threshold"], np.where(np.abs(own) >= other, 1, 2), 0)
    mask = np.zeros(own.shape, bool)
    h, w = own.shape
    if r["extra"] == "stripe":
        mask[:, w // 2 + 3] = True
    elif r["extra"] == "corner":
        mask[h // 2 + 2:h // 2 + 8, w // 2 + 2:w // 2 + 8] = True
    elif r["extra"] == "nan":
        image[h // 2 + 4, w // 2 - 3] = np.nan
        image[3, 4] = np.nan
    elif r["extra"] == "hot":
        image[h // 2 - 5, w // 2 + 5] = 50.0
    weight = None
    distance = (x - w // 2)**2 + (y - h // 2)**2
    if r["extra"] == "tiny":
        labels = np.where((abs(x - w // 2) <= 1) & (abs(y - h // 2) <= 0.5), 1, 0)
    elif r["extra"] == "noise":
        labels = np.where(distance <= 81, 1, 0)
    elif r["extra"] == "crowded":
        labels = np.where(distance > 484, 3, labels)
    elif r["extra"] == "weights":
        weight = r["sigma"] * (1 + 0.5 * x / w)
        weight[5, :] = np.inf
    elif r["extra"] == "box":
        labels = np.where((abs(x - w // 2) <= 15) & (abs(y - h // 2) <= 6), 1, 0)
    elif r["extra"] == "ring":
        labels = np.where((distance > 30) & (distance < 200), 1, 0)
    elif r["extra"] == "negative":
        image = np.where(distance > 40, image - 2 * r["sigma"], image)
    elif r["extra"] == "halfmasked":
        mask[:, :w // 2] = True
    return image, labels, mask, weight


def point_spread(width):
    y, x = np.mgrid[-6:7, -6:7].astype(float)
    return np.exp(-(x * x + y * y) / (2 * width * width))


COLUMNS = ["flag", "flag_sersic"] + statmorph.statmorph._quantity_names


def row(name, s):
    return [name] + [format(float(s[c]), ".10g") for c in COLUMNS]


if __name__ == "__main__":
    out = csv.writer(open("statmorph.csv", "w"), lineterminator="\n")
    out.writerow(["id"] + COLUMNS)
    table = csv.writer(open("galaxies.csv", "w"), lineterminator="\n")
    table.writerow("id kind width height seed sigma threshold sky gain psf extra parts others".split())
    spent = 0.0
    for r in recipes():
        def listed(parts):
            return ";".join(" ".join(repr(float(v)) for v in p) for p in parts)
        image, labels, mask, weight = picture(r)
        psf = point_spread(r["psf"]) if r["psf"] else None
        start = time.time()
        try:
            s = statmorph.SourceMorphology(
                image, labels, 1, mask=mask, weightmap=weight, psf=psf,
                gain=r["gain"] if weight is None else None)
        except Exception as error:
            print("left out:", r["id"], r["kind"], type(error).__name__, error)
            continue
        spent += time.time() - start
        table.writerow([r[k] for k in "id kind width height seed sigma threshold sky gain psf extra".split()]
                       + [listed(r["parts"]), listed(r["others"])])
        out.writerow(row(r["id"], s))
    print("seconds", spent)
    if len(sys.argv) > 1:
        from astropy.io import fits
        hdus = fits.open(sys.argv[1])
        out.writerow(row("slice", statmorph.SourceMorphology(
            hdus[0].data.astype(float), hdus[1].data.astype(int), 1,
            mask=hdus[2].data.astype(bool), gain=1.0)))
