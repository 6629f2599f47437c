"""Features of ConvNeXt with random weights at 224 x 224 pixels, beside timm; per image."""
import inputs
import measuring
from rows import Row

IMAGES = {"convnext_tiny": 16, "convnext_large": 8}


def rows(bench):
    for name, least in (("convnext_tiny", None), ("convnext_large", 1.3)):
        count = IMAGES[name]
        weights = inputs.made(
            bench.folder / f"{name}.safetensors",
            lambda part, name=name: measuring.peer(
                bench, "convnext", "write_weights", name=name, path=str(part)))
        pictures = inputs.made(
            bench.folder / f"pictures-{count}",
            lambda part, count=count: measuring.peer(
                bench, "convnext", "write_pictures", folder=str(part), count=count))

        def encoded(weights=weights, pictures=pictures):
            sample, text = measuring.run(
                [bench.facies, "weights", weights, "--json", "--threads", bench.threads, "--try",
                 *sorted(pictures.glob("*.png"))])
            sample.facts = {}
            sample.seconds = 1 / measuring.json.loads(text)["trial"]["perSecond"]
            sample.cpu = float("nan")
            return sample

        yield Row(name.replace("convnext_", "ConvNeXt "), "features of one image of 224x224",
                  [("facies", encoded),
                   ("timm, PyTorch", lambda name=name, count=count: measuring.peer(
                       bench, "convnext", "timm_encodes", name=name, count=count))], least=least)


def write_weights(name, path, threads):
    import timm
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(0)
    save_file(timm.create_model(name, num_classes=0).state_dict(), path)
    return {}


def write_pictures(folder, count, threads):
    import pathlib

    import numpy as np
    from PIL import Image

    random = np.random.default_rng(1)
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    for index in range(count):
        coarse = Image.fromarray(random.integers(0, 256, (9, 9, 3), dtype=np.uint8))
        coarse.resize((224, 224), Image.Resampling.BICUBIC).save(f"{folder}/{index:02}.png")
    return {}


def timm_encodes(name, count, threads, batch=4):
    import timm
    import torch

    torch.set_num_threads(threads)
    model = timm.create_model(name, num_classes=0).eval()
    images = torch.randn(count, 3, 224, 224)
    with torch.inference_mode():
        model(images[:batch])
        watch = measuring.Stopwatch()
        for start in range(0, count, batch):
            model(images[start:start + batch])
        return {key: value / count for key, value in watch.laps().items()}
