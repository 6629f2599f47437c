"""Training an autoencoder 10-64-32-4-32-64-10, per million sample passes."""
import inputs
import measuring
import recipe
from rows import Row

SAMPLE = 200_000


def rows(bench):
    raster = inputs.scene(bench, 1000)
    for batch, epochs, passes, least in ((1024, 40, 1_000_000, 6), (64, 20, 100_000, 20)):
        scene = inputs.recipe(
            bench, f"train-{batch}", raster, recipe="autoencoder", units=2, sample=SAMPLE,
            encoder=f"{{method: autoencoder, epochs: {epochs}, batch: {batch}, patience: 0, "
                    "validation: 0}",
            clusterer="{method: k-means, restarts: 1, max-iterations: 1}")
        yield Row(f"training, batch {batch}", "10-64-32-4, a million sample passes, Adam",
                  [("facies", lambda scene=scene, epochs=epochs: trained(bench, scene, epochs)),
                   ("PyTorch", lambda batch=batch, passes=passes: torch(
                       bench, raster, batch, passes, bench.threads)),
                   ("PyTorch, 1 thread", lambda batch=batch, passes=passes: torch(
                       bench, raster, batch, passes, 1))], least=least)


def trained(bench, scene, epochs):
    sample = measuring.facies(bench, "fit", scene, "--model", bench.folder / "train.safetensors",
                              "--overwrite", stage="fit encoder")
    for name in ("seconds", "cpu"):
        setattr(sample, name, getattr(sample, name) / (epochs * SAMPLE / 1e6))
    return sample


def torch(bench, raster, batch, passes, threads):
    """Small steps are no faster on two threads, and on a busy machine much slower."""
    return measuring.peer(bench, "training", "torch_trains", used=threads, raster=str(raster),
                          batch=batch, passes=passes)


def torch_trains(raster, batch, passes, used, threads):
    import torch

    torch.manual_seed(0)
    torch.set_num_threads(used)
    samples = torch.from_numpy(inputs.scaled_pixels(raster)[:SAMPLE])
    widths = (samples.shape[1], 64, 32, 4, 32, 64, samples.shape[1])
    layers = []
    for count, width in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(count, width), torch.nn.ReLU()]
    network = torch.nn.Sequential(*layers[:-1])
    recipe.train(network, samples, 1, batch, passes=20 * batch)
    watch = measuring.Stopwatch()
    seen = recipe.train(network, samples, 1000, batch, passes=passes)
    return {key: value / (seen / 1e6) for key, value in watch.laps().items()}
