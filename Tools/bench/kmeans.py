"""k-means of a million pixels of ten bands, 20 units, ten restarts."""
import inputs
import measuring
from rows import Row


def rows(bench):
    raster = inputs.scene(bench, 1000)
    scene = inputs.recipe(bench, "k-means-20", raster, recipe="k-means", units=20, sample=1_000_000,
                          smoothing="none")

    def fitted():
        sample = measuring.facies(bench, "fit", scene, "--model", bench.folder / "k.safetensors",
                                  "--overwrite", stage="fit clusterer")
        sample.facts = {"inertia": sample.facts["clusterer"]["facts"]["inertia"]}
        return sample

    yield Row("k-means fit", "1,000,000 x 10, k = 20, 10 restarts",
              [("facies", fitted)] + [
                  (name, lambda function=function: measuring.peer(
                      bench, "kmeans", function, raster=str(raster)))
                  for name, function in (("scikit-learn", "sklearn_fits"),
                                         ("faiss (once)", "faiss_fits"))],
              least=3, note=("inertia", lambda series: f"{series.facts['inertia']:.5g}"))


def sklearn_fits(raster, threads):
    from sklearn.cluster import KMeans

    pixels = inputs.scaled_pixels(raster)
    watch = measuring.Stopwatch()
    model = KMeans(20, n_init=10, random_state=0).fit(pixels)
    return {**watch.laps(), "inertia": float(model.inertia_)}


def faiss_fits(raster, threads):
    import faiss

    faiss.omp_set_num_threads(threads)
    pixels = inputs.scaled_pixels(raster)
    watch = measuring.Stopwatch()
    model = faiss.Kmeans(pixels.shape[1], 20, niter=100, nredo=10, max_points_per_centroid=10**9)
    model.train(pixels)
    return {**watch.laps(), "inertia": float(model.obj[-1])}
