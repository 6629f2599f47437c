"""Small networks with random weights, and what timm and torch make of images with them.

Run in this folder: python3 make_networks.py (torch 2.15, torchvision 0.30, timm 1.0.31, safetensors)
"""

import json
import pathlib

import numpy as np
import timm
import torch
import torchvision
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
MEAN = torch.tensor([0.485, 0.456, 0.406])[:, None, None]
STD = torch.tensor([0.229, 0.224, 0.225])[:, None, None]


def shaken(model):
    """Every parameter away from its initial value, so that none is idle."""
    generator = torch.Generator().manual_seed(7)
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if not value.is_floating_point():
                continue
            noise = torch.randn(value.shape, generator=generator)
            if name.endswith("running_var"):
                value.copy_(1 + 0.3 * noise.abs())
            elif value.ndim >= 2:
                value.copy_(noise / np.sqrt(value[0].numel()))
            elif "grn" in name:
                value.copy_(0.5 * noise)
            elif name.endswith("weight") or name.endswith("gamma"):
                value.copy_(1 + 0.2 * noise)
            else:
                value.copy_(0.1 * noise)
    return model.eval()


def prepared(images, side):
    resized = torch.nn.functional.interpolate(
        images, (side, side), mode="bilinear", antialias=True, align_corners=False)
    return (resized - MEAN) / STD


class Lite(torch.nn.Module):
    """EfficientNet-Lite as efficientnet-lite-pytorch has it: SAME borders, ReLU6, no squeezing."""

    def __init__(self, stages):
        super().__init__()
        self.kernels = {}
        self.blocks = 0
        width = 8
        self.layer("_conv_stem", "_bn0", 3, width, 3, 2)
        for expansion, outputs, repeats, stride, kernel in stages:
            for repeat in range(repeats):
                prefix, hidden = f"_blocks.{self.blocks}.", width * expansion
                if expansion > 1:
                    self.layer(prefix + "_expand_conv", prefix + "_bn0", width, hidden)
                self.layer(prefix + "_depthwise_conv", prefix + "_bn1", hidden, hidden, kernel,
                           stride if repeat == 0 else 1, hidden)
                self.layer(prefix + "_project_conv", prefix + "_bn2", hidden, outputs)
                self.blocks += 1
                width = outputs
        self.layer("_conv_head", "_bn1", width, 24)

    def layer(self, convolution, norm, inputs, outputs, kernel=1, stride=1, groups=1):
        self.kernels[convolution] = (norm, kernel, stride, groups)
        place = self
        for name in (convolution, norm):
            *folders, last = name.split(".")
            place = self
            for folder in folders:
                if not hasattr(place, folder):
                    place.add_module(folder, torch.nn.Module())
                place = getattr(place, folder)
            place.add_module(last, torch.nn.BatchNorm2d(outputs, eps=1e-3) if name == norm else
                             torch.nn.Conv2d(inputs, outputs, kernel, stride, groups=groups, bias=False))

    def apply_layer(self, x, name):
        norm, kernel, stride, _ = self.kernels[name]
        size = x.shape[-1]
        rim = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        x = torch.nn.functional.pad(x, (rim // 2, rim - rim // 2) * 2)
        return self.get_submodule(norm)(self.get_submodule(name)(x))

    def forward(self, x):
        relu6 = torch.nn.functional.relu6
        x = relu6(self.apply_layer(x, "_conv_stem"))
        for block in range(self.blocks):
            prefix, y = f"_blocks.{block}.", x
            if prefix + "_expand_conv" in self.kernels:
                y = relu6(self.apply_layer(y, prefix + "_expand_conv"))
            y = relu6(self.apply_layer(y, prefix + "_depthwise_conv"))
            y = self.apply_layer(y, prefix + "_project_conv")
            x = x + y if x.shape == y.shape else y
        return relu6(self.apply_layer(x, "_conv_head")).mean((2, 3))


def half(tensors):
    """As half floats: files of half the size, and the same numbers everywhere."""
    return {k: v.half() if v.is_floating_point() else v for k, v in tensors.items()}


def write(name, model, images, side, drop=()):
    tensors = half({k: v.clone() for k, v in model.state_dict().items()})
    model.load_state_dict({k: v.float() if v.is_floating_point() else v for k, v in tensors.items()})
    tensors = {k: v for k, v in tensors.items() if not k.startswith(drop)}
    save_file(tensors, HERE / f"{name}.safetensors")
    with torch.no_grad():
        features = model(prepared(images, side))
    return {"side": side, "features": [round(v, 7) for v in features.flatten().tolist()]}


y, x = np.mgrid[0:20, 0:24] / 20.0
images = torch.tensor(
    np.stack([
        [0.5 + 0.4 * np.sin(5 * x + c + i) * np.cos(7 * y - i) for c in range(3)] for i in range(2)
    ]).round(4), dtype=torch.float32)

torch.manual_seed(1)
result = {"images": images.double().numpy().round(4).flatten().tolist()}
small = {"depths": (1, 1, 2, 1), "dims": (16, 20, 24, 40), "num_classes": 0}
first = shaken(timm.models.convnext.ConvNeXt(**small))
second = shaken(timm.models.convnext.ConvNeXt(**small, use_grn=True, ls_init_value=None, conv_mlp=True))
result["convnext"] = write("convnext", first, images, 64)
result["convnextv2"] = write("convnextv2", second, images, 96)
stages = [[1, 4, 1, 1], [2, 8, 2, 2], [2, 12, 3, 2], [2, 16, 4, 2], [2, 20, 3, 1], [2, 24, 3, 2], [2, 28, 1, 1]]
mobile = torchvision.models.MobileNetV2(inverted_residual_setting=stages, round_nearest=4)
mobile.features[18] = torchvision.ops.Conv2dNormActivation(
    28, 24, kernel_size=1, activation_layer=torch.nn.ReLU6)
mobile.classifier = torch.nn.Identity()
result["mobilenet"] = write("mobilenet", shaken(mobile), images, 70)
stages = [[1, 4, 1, 1, 3], [2, 8, 2, 2, 3], [2, 12, 2, 2, 5], [2, 16, 3, 2, 3], [2, 20, 3, 1, 5], [2, 24, 4, 2, 5], [2, 28, 1, 1, 3]]
result["lite"] = write("lite", shaken(Lite(stages)), images, 70)
result["resize"] = {
    str(side): torch.nn.functional.interpolate(
        images[:1], (side, side), mode="bilinear", antialias=True, align_corners=False
    ).flatten()[::7].double().numpy().round(6).tolist()
    for side in (13, 64)
}
(HERE / "networks.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
