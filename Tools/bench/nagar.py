"""The published three-stage stack with its epochs and batches: whole scene, and its losses
beside PyTorch's on a sample."""
import inputs
import measuring
from rows import Row

SAMPLE = 20_000
AUTHORS = 4573.0  # seconds that the authors' log says, Keras; not run here


def rows(bench):
    raster = inputs.scene(bench, 2450, 2800)
    whole = inputs.recipe(bench, "nagar", raster, recipe="nagar2024", units=8, sample=6_860_000,
                          outputs="[]")
    sampled = inputs.recipe(bench, "nagar-sample", raster, recipe="nagar2024", units=8,
                            sample=SAMPLE, outputs="[]")

    def run(scene):
        return measuring.facies(bench, "run", scene, "--out", bench.folder / "nagar",
                                "--overwrite", "--memory", "8GB")

    def fitted():
        sample = measuring.facies(bench, "fit", sampled, "--model", bench.folder / "n.safetensors",
                                  "--overwrite", stage="fit encoder")
        curves = sample.facts["encoder"]["curves"]
        sample.facts = {"losses": [curve["values"][-1] for curve in curves
                                   if curve["name"].endswith("loss")]}
        return sample

    yield Row("nagar2024, whole scene",
              "2450x2800x10: 10, 5 and 5 passes over all pixels, batches 64, 32, 16 "
              f"(authors' log: {AUTHORS:.0f} s)",
              [("facies", lambda: run(whole))], seconds=60, repeats=1,
              note=("pixels fitted on", lambda series: f"{series.facts['samples']:,} pixels"))
    yield Row("nagar2024, training", f"{SAMPLE:,} pixels, batches 64, 32, 16",
              [("facies", fitted), ("PyTorch (once)", lambda: measuring.peer(
                  bench, "nagar", "torch_trains", raster=str(raster)))],
              note=("losses", lambda series: ", ".join(f"{v:.2g}" for v in series.facts["losses"])))


def torch_trains(raster, threads):
    """Networks, penalties, batches and Keras' first weights as published; losses with the
    penalties, as Keras says."""
    import numpy as np
    import rasterio
    import torch
    from torch import nn

    torch.manual_seed(0)
    torch.set_num_threads(1)  # batches of 16 to 64: a second thread makes it slower
    with rasterio.open(raster) as source:
        pixels = source.read().reshape(source.count, -1).T.astype("f4")
    pixels = (pixels - pixels.min(0)) / np.ptp(pixels, 0)
    chosen = np.random.default_rng(0).choice(len(pixels), SAMPLE, replace=False)
    inputs_ = torch.from_numpy(pixels[chosen])
    bands = inputs_.shape[1]
    losses = []

    def stack(*widths):
        layers = [nn.Sequential(nn.Linear(a, b), nn.SELU()) for a, b in zip(widths, widths[1:])]
        layers[-1][1] = nn.Sigmoid()
        for layer in layers:
            nn.init.xavier_uniform_(layer[0].weight)
            nn.init.zeros_(layer[0].bias)
        return nn.Sequential(*layers)

    def fit(network, samples, epochs, batch):
        optimiser = torch.optim.Adam(network.parameters(), 1e-3, eps=1e-7)
        for _ in range(epochs):
            total = 0.0
            for rows_ in torch.randperm(len(samples)).split(batch):
                values, penalty = samples[rows_], 0.0
                for layer in network:
                    values = layer(values)
                    penalty = penalty + 1e-4 * values.abs().sum() / len(rows_)
                loss = nn.functional.mse_loss(values, samples[rows_]) + penalty
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
                total += loss.item() * len(rows_)
        losses.append(total / len(samples))

    watch = measuring.Stopwatch()
    first = stack(bands, 6, 4, 2, 4, 6, bands)
    fit(first, inputs_, 10, 64)
    with torch.no_grad():
        second_in = torch.cat([first(inputs_), inputs_], 1)
    second = stack(2 * bands, 10, 5, 2, 5, 10, 2 * bands)
    fit(second, second_in, 5, 32)
    with torch.no_grad():
        third_in = torch.cat([second[:2](second_in), second_in], 1)
    wide = third_in.shape[1]
    fit(stack(wide, 15, 10, 5, 2, 5, 10, 15, wide), third_in, 5, 16)
    return {**watch.laps(), "losses": losses}
