"""Training the convolutional autoencoder of cutouts, per pass over a thousand of them."""
import inputs
import measuring
from rows import Row

SIDE, IMAGES, EPOCHS, BATCH = 64, 1000, 4, 32


def rows(bench):
    stack = inputs.stack(bench, IMAGES, SIDE)
    survey = bench.folder / "autoencoder.yaml"
    survey.write_text(
        f"survey: {stack}\n"
        f"view: {{side: {SIDE}, crop: 1, stretch: linear}}\n"
        f"encoder: {{method: autoencoder, symmetry: none, latent: 40, epochs: {EPOCHS}, "
        f"sample: {IMAGES}}}\n"
        "vote: {groups: 5}\n"
        "measurements: false\n", encoding="utf-8")

    def trained():
        sample = measuring.facies(bench, "run", survey, "--out", bench.folder / "autoencoder",
                                  "--overwrite", stage="fit")
        for name in ("seconds", "cpu"):
            setattr(sample, name, getattr(sample, name) / (EPOCHS * IMAGES / 1000))
        return sample

    yield Row("cutout autoencoder, training", f"1000 cutouts of {SIDE}x{SIDE}, two 5x5x16, code of 40, batch {BATCH}",
              [("facies", trained),
               ("PyTorch", lambda: measuring.peer(
                   bench, "autoencoder", "torch_trains", stack=str(stack), used=bench.threads)),
               ("PyTorch, 1 thread", lambda: measuring.peer(
                   bench, "autoencoder", "torch_trains", stack=str(stack), used=1))])


def torch_trains(stack, used, threads):
    import numpy as np
    import torch
    from torch import nn

    torch.manual_seed(0)
    torch.set_num_threads(used)
    images = torch.from_numpy(np.load(stack))[:, None]
    quarter = SIDE // 4
    network = nn.Sequential(
        nn.Conv2d(1, 16, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 16, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(16 * quarter * quarter, 40),
        nn.Linear(40, 16 * quarter * quarter), nn.ReLU(), nn.Unflatten(1, (16, quarter, quarter)),
        nn.Upsample(scale_factor=2), nn.Conv2d(16, 16, 5, padding=2), nn.ReLU(),
        nn.Upsample(scale_factor=2), nn.Conv2d(16, 1, 5, padding=2))
    optimiser = torch.optim.Adam(network.parameters(), 1e-3)

    def step(batch):
        loss = nn.functional.mse_loss(network(batch), batch)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

    for _ in range(3):
        step(images[:BATCH])
    watch = measuring.Stopwatch()
    for _ in range(EPOCHS):
        for rows_ in torch.randperm(len(images)).split(BATCH):
            step(images[rows_])
    return {key: value / (EPOCHS * len(images) / 1000) for key, value in watch.laps().items()}
