"""PyTorch's codes, images, loss and gradients of small convolutional autoencoders.

Needs torch, numpy and safetensors: python make_autoencoder.py
"""

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import nn
from torch.nn import functional as F


class Autoencoder(nn.Module):
    """channels, side, filters, kernel, latent and whether codes and output are cut at 0."""

    def __init__(self, channels, side, filters, kernel, latent, rectified):
        super().__init__()
        maps = [channels] + filters
        self.rectified = rectified
        self.last = (filters[-1], side >> len(filters), side >> len(filters))
        features = int(np.prod(self.last))
        pad = kernel // 2
        self.encoder = nn.ModuleList(
            nn.Conv2d(a, b, kernel, padding=pad) for a, b in zip(maps, maps[1:])
        )
        self.code = nn.Linear(features, latent)
        self.expand = nn.Linear(latent, features)
        self.decoder = nn.ModuleList(
            nn.Conv2d(b, a, kernel, padding=pad)
            for a, b in reversed(list(zip(maps, maps[1:])))
        )

    def encode(self, x):
        for layer in self.encoder:
            x = F.max_pool2d(F.relu(layer(x)), 2)
        z = self.code(x.flatten(1))
        return F.relu(z) if self.rectified else z

    def decode(self, z):
        x = F.relu(self.expand(z)).reshape(-1, *self.last)
        for number, layer in enumerate(self.decoder):
            x = layer(F.interpolate(x, scale_factor=2, mode="nearest"))
            if number + 1 < len(self.decoder) or self.rectified:
                x = F.relu(x)
        return x

    def forward(self, x):
        return self.decode(self.encode(x))


CASES = {
    "two": dict(channels=2, side=16, filters=[3, 4], kernel=5, latent=5, rectified=False),
    "one": dict(channels=1, side=16, filters=[2], kernel=3, latent=4, rectified=True),
    "three": dict(channels=1, side=24, filters=[3, 2, 5], kernel=7, latent=3, rectified=False),
}


def main():
    for number, (name, case) in enumerate(CASES.items()):
        torch.manual_seed(7 + number)
        network = Autoencoder(**case).double()
        images = torch.rand(3, case["channels"], case["side"], case["side"], dtype=torch.double)
        codes = network.encode(images)
        rebuilt = network.decode(codes)
        loss = 0.5 * F.mse_loss(rebuilt, images)
        loss.backward()
        tensors = {"images": images, "codes": codes, "rebuilt": rebuilt, "loss": loss[None]}
        for key, value in network.named_parameters():
            tensors["parameters." + key] = value
            tensors["gradients." + key] = value.grad
        arrays = {
            key: np.ascontiguousarray(value.detach().numpy().astype(np.float32))
            for key, value in tensors.items()
        }
        save_file(arrays, f"autoencoder-{name}.safetensors")


if __name__ == "__main__":
    main()
