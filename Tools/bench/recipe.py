"""The peer of a whole job: what a user would write today with rasterio, PyTorch and
scikit-learn, with the pixels of the whole scene in memory."""
import inputs
import measuring

SAMPLE = 200_000


def whole_job(raster, out, encoder, threads, units=8, window=7):
    import numpy as np
    import rasterio
    from sklearn.cluster import KMeans

    watch = measuring.Stopwatch()
    with rasterio.open(raster) as source:
        profile, shape = source.profile, source.shape
    pixels = inputs.scaled_pixels(raster)
    random = np.random.default_rng(0)
    codes = encoded(pixels, random, threads) if encoder else pixels
    chosen = random.choice(len(codes), SAMPLE, replace=False)
    means = KMeans(units, n_init=10, random_state=0).fit(codes[chosen])
    labels = majority(means.predict(codes).reshape(shape), units, window)
    profile.update(count=1, dtype="uint8", nodata=0, driver="COG", compress="deflate")
    for key in ("tiled", "blockxsize", "blockysize", "interleave", "predictor"):
        profile.pop(key, None)
    with rasterio.open(out, "w", **profile, num_threads=threads) as target:
        target.write(labels, 1)
    return watch.laps()


def majority(labels, units, window):
    """Labels from 1: the commonest in a window of every pixel."""
    import numpy as np
    from scipy.ndimage import uniform_filter

    best = np.full(labels.shape, -1, "f4")
    out = np.zeros(labels.shape, "u1")
    for unit in range(units):
        share = uniform_filter((labels == unit).astype("f4"), window)
        wins = share > best
        out[wins] = unit + 1
        best[wins] = share[wins]
    return out


def encoded(pixels, random, threads, widths=(64, 32, 4)):
    """Codes of a stacked autoencoder: ten epochs for every layer, ten for the whole."""
    import numpy as np
    import torch

    torch.manual_seed(0)
    torch.set_num_threads(threads)
    sample = torch.from_numpy(pixels[random.choice(len(pixels), SAMPLE, replace=False)])
    encoders, decoders, codes = [], [], sample
    for count, width in zip((pixels.shape[1], *widths), widths):
        half = torch.nn.Linear(count, width), torch.nn.ReLU()
        back = torch.nn.Linear(width, count)
        train(torch.nn.Sequential(*half, back), codes, epochs=10, batch=1024)
        with torch.no_grad():
            codes = torch.nn.Sequential(*half)(codes)
        encoders += half
        decoders = [back] + ([torch.nn.ReLU()] if decoders else []) + decoders
    train(torch.nn.Sequential(*encoders, *decoders), sample, epochs=10, batch=1024)
    network, out = torch.nn.Sequential(*encoders), np.empty((len(pixels), widths[-1]), "f4")
    with torch.no_grad():
        for start in range(0, len(pixels), 1 << 20):
            rows = slice(start, start + (1 << 20))
            out[rows] = network(torch.from_numpy(pixels[rows])).numpy()
    return out


def train(network, samples, epochs, batch, passes=None):
    """Adam on the mean squared error; `passes`, if given, ends it after so many samples."""
    import torch

    optimiser = torch.optim.Adam(network.parameters(), 1e-3)
    seen = 0
    for _ in range(epochs):
        order = torch.randperm(len(samples))
        for start in range(0, len(samples), batch):
            rows = samples[order[start:start + batch]]
            loss = torch.nn.functional.mse_loss(network(rows), rows)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            seen += len(rows)
            if passes and seen >= passes:
                return seen
    return seen
