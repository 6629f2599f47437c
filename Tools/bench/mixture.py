"""A Gaussian mixture of 200,000 pixels of ten bands with full covariances."""
import inputs
import measuring
from rows import Row


def rows(bench):
    raster = inputs.scene(bench, 500, 400)
    scene = inputs.recipe(
        bench, "mixture", raster, recipe="k-means", units=12, sample=200_000, smoothing="none",
        clusterer="{method: gaussian-mixture, starts: 1, fit-samples: 200000, tolerance: 0.001, "
                  "shrinkage: 0}")

    def fitted():
        sample = measuring.facies(bench, "fit", scene, "--model", bench.folder / "g.safetensors",
                                  "--overwrite", stage="fit clusterer")
        sample.facts = sample.facts["clusterer"]["facts"]
        return sample

    yield Row("Gaussian mixture", "200,000 x 10, k = 12, full, one k-means start, tolerance 1e-3",
              [("facies", fitted),
               ("scikit-learn", lambda: measuring.peer(
                   bench, "mixture", "sklearn_fits", raster=str(raster)))],
              least=10, note=("iterations", lambda series: f"{series.facts['iterations']:.0f}"))


def sklearn_fits(raster, threads):
    from sklearn.mixture import GaussianMixture

    pixels = inputs.scaled_pixels(raster)
    watch = measuring.Stopwatch()
    model = GaussianMixture(12, n_init=1, random_state=0).fit(pixels)
    return {**watch.laps(), "iterations": model.n_iter_,
            "mean log likelihood": float(model.score(pixels))}
