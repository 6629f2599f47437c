"""The vote of k-means, Ward and BIRCH over codes of 64 values, 20 groups."""
import inputs
import measuring
from rows import Row


def rows(bench):
    def voted(table, *options):
        return measuring.facies(bench, "group", table, "--groups", 20, "--scale", "none", "--out",
                                bench.folder / "groups", "--overwrite", *options)

    small = inputs.table(bench, 20_000, 64)
    yield Row("vote", "20,000 x 64, 20 groups: k-means, Ward, BIRCH (0.5, 50); facies as a process",
              [("facies", lambda: voted(small)),
               ("scikit-learn", lambda: measuring.peer(
                   bench, "voting", "sklearn_fits", table=str(small)))], least=10)
    middle = inputs.table(bench, 50_000, 64)
    yield Row("Ward", "50,000 x 64, exact, all of them fitted",
              [("facies", lambda: voted(middle, "--members", "ward", "--fit-samples", 50_000))],
              seconds=300, repeats=1)
    large = inputs.table(bench, 100_000, 64)
    yield Row("vote of many", "100,000 x 64: fitted on 20,000, assigned to all",
              [("facies", lambda: voted(large))], memory=2048, repeats=1)
    yield Row("vote of many, all fitted", "100,000 x 64: all members fitted on all",
              [("facies", lambda: voted(large, "--fit-samples", 100_000))], memory=2048, repeats=1)


def sklearn_fits(table, threads):
    import numpy as np
    from sklearn.cluster import AgglomerativeClustering, Birch, KMeans

    values = np.load(table)
    watch = measuring.Stopwatch()
    for model in (KMeans(20, n_init=10, random_state=0), AgglomerativeClustering(20),
                  Birch(n_clusters=20)):
        model.fit(values)
    return watch.laps()
