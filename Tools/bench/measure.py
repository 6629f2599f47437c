"""Shapes of the sources of a simulated sky, beside statmorph; per 120 sources."""
import inputs
import measuring
from rows import Row

SOURCES = 120


def rows(bench):
    field = inputs.sky(bench, 240, "1200x900")
    image, labels = field / "sky_r.fits", bench.folder / "labels.fits"
    inputs.made(labels, lambda part: measuring.peer(
        bench, "measure", "write_labels", image=str(image), path=str(part)))

    def measured(*options):
        return measuring.facies(bench, "measure", image, "--segmentation", labels, "--gain", 1000,
                                "--out", bench.folder / "shapes.csv", "--overwrite", *options)

    def statmorph(sersic, psf=None):
        return measuring.peer(bench, "measure", "statmorph_measures", image=str(image),
                              labels=str(labels), sersic=sersic, psf=psf)

    psf = field / "psf.fits"
    for name, options, arguments, least in (
            ("measurement", ["--no-sersic"], (False,), 100),
            ("measurement with Sérsic", [], (True,), 30),
            ("measurement with Sérsic and PSF", ["--psf", psf], (True, str(psf)), None)):
        yield Row(name, f"{SOURCES} sources of a simulated field, two threads beside one process",
                  [("facies", lambda options=options: measured(*options)),
                   ("statmorph (once)", lambda arguments=arguments: statmorph(*arguments))],
                  least=least, repeats=3)


def write_labels(image, path, threads):
    """The brightest sources above the noise, from 1, as a FITS image."""
    import numpy as np
    from astropy.io import fits
    from scipy.ndimage import gaussian_filter, label, sum_labels

    values = fits.getdata(image).astype("f8")
    filled = np.nan_to_num(values)
    smooth = gaussian_filter(filled, 1.5)
    noise = 1.4826 * np.median(np.abs(smooth - np.median(smooth)))
    segments, count = label(smooth > np.median(smooth) + 6 * noise)
    light = sum_labels(filled, segments, np.arange(1, count + 1))
    out = np.zeros(segments.shape, "i4")
    for number, segment in enumerate(np.argsort(-light)[:SOURCES] + 1, 1):
        out[segments == segment] = number
    fits.PrimaryHDU(out).writeto(path)
    return {}


def statmorph_measures(image, labels, sersic, threads, psf=None):
    import warnings

    import numpy as np
    import statmorph
    from astropy.io import fits

    warnings.simplefilter("ignore")
    if not sersic:
        # Quantities are computed when asked for: not asked for, nothing is fitted.
        names = statmorph.statmorph._quantity_names
        names[:] = [name for name in names if "sersic" not in name]
    values = fits.getdata(image).astype("f8")
    point = fits.getdata(psf).astype("f8") if psf else None
    watch = measuring.Stopwatch()
    sources = statmorph.source_morphology(
        values, fits.getdata(labels), mask=~np.isfinite(values), gain=1000, psf=point)
    return {**watch.laps(), "sources": len(sources)}
