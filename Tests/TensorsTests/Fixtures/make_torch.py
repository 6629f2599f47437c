"""PyTorch checkpoints in both forms, and what is in them.

Run in this folder: python3 make_torch.py (torch 2.15)
"""

import collections
import json
import pathlib

import torch

HERE = pathlib.Path(__file__).parent

torch.manual_seed(4)
base = torch.arange(24, dtype=torch.float32)
content = {
    "model": collections.OrderedDict(
        plain=torch.randn(3, 2),
        turned=torch.randn(2, 3).t(),
        part=base.view(4, 6)[1:3, 2:5],
        half=torch.tensor([0.5, -2.0], dtype=torch.float16),
        brain=torch.tensor([1.0, -3.140625], dtype=torch.bfloat16),
        count=torch.tensor(77),
        parameter=torch.nn.Parameter(torch.ones(2)),
        empty=torch.zeros(0, 4),
    ),
    "epoch": 3,
    "rate": 0.5,
}
torch.save(content, HERE / "present.pth")
torch.save(content, HERE / "old.pth", _use_new_zipfile_serialization=False)
values = {
    "model." + name: {"shape": list(t.shape), "values": t.detach().double().flatten().tolist()}
    for name, t in content["model"].items()
}
(HERE / "torch.json").write_text(json.dumps(values, indent=1) + "\n")
