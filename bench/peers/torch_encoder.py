"""Trains the encoder of genrekit with PyTorch, on the same batches, and times it.

Reads one JSON object from standard input: {"folder", "vocabularySize", "labelCount", "width", "layers", "heads",
"feedForwardWidth", "queries", "hidden", "dropout", "learningRate", "embeddingLearningRate", "weightDecay", "clipNorm",
"threads", "warmUp"}. The folder holds ids.i32, offsets.i32, values.u8, known.u8, order.i32 (the rows of all batches, one
after the other) and batches.i32 (where each begins). Writes {"seconds", "tokens", "loss"} of the batches after the first
`warmUp` ones.

As is usual with PyTorch, sequences are padded to the longest of their batch, the embedding has sparse gradients, and
SparseAdam and AdamW take the steps.
"""
import json
import math
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

task = json.load(sys.stdin)
torch.set_num_threads(task["threads"])
torch.manual_seed(1)


def read(name, kind):
    return np.fromfile(f"{task['folder']}/{name}", dtype=kind)


class Layer(nn.Module):
    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.projection, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.inner1, self.inner2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, padding):
        rows, length, width = x.shape
        parts = self.projection(self.norm1(x)).view(rows, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) / math.sqrt(width // self.heads)
        shares = scores.masked_fill(padding[:, None, None, :], -1e9).softmax(-1)
        looked = (shares @ value).transpose(1, 2).reshape(rows, length, width)
        x = x + self.dropout(self.output(looked))
        return x + self.dropout(self.inner2(F.gelu(self.inner1(self.norm2(x)))))


class Encoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        width, labels, self.queries = c["width"], c["labelCount"], c["queries"]
        self.embedding = nn.Embedding(c["vocabularySize"], width, sparse=True)
        nn.init.uniform_(self.embedding.weight, -math.sqrt(3 / width), math.sqrt(3 / width))
        self.layers = nn.ModuleList(
            Layer(width, c["heads"], c["feedForwardWidth"], c["dropout"]) for _ in range(c["layers"])
        )
        self.norm = nn.LayerNorm(width) if c["layers"] > 0 else nn.Identity()
        self.pool = nn.Linear(width, width)
        self.query = nn.Linear(width, self.queries, bias=False)
        self.dropout = nn.Dropout(c["dropout"])
        sizes = [self.queries * width, *c["hidden"]]
        self.hidden = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.last, self.linear = nn.Linear(sizes[-1], labels), nn.Linear(sizes[0], labels)
        angles = torch.arange(512)[:, None] * torch.exp(torch.arange(0, width, 2) * (-math.log(10_000) / width))
        places = torch.zeros(512, width)
        places[:, 0::2], places[:, 1::2] = torch.sin(angles), torch.cos(angles)
        self.register_buffer("places", places)

    def forward(self, ids, padding):
        x = self.embedding(ids)
        if len(self.layers) > 0:
            x = x + self.places[: ids.shape[1]]
        x = self.dropout(x)
        for layer in self.layers:
            x = layer(x, padding)
        x = self.norm(x)
        scores = self.query(torch.tanh(self.pool(x))).masked_fill(padding[..., None], -1e9)
        pooled = self.dropout((scores.softmax(1).transpose(1, 2) @ x).flatten(1))
        y = pooled
        for dense in self.hidden:
            y = self.dropout(F.relu(dense(y)))
        return self.last(y) + self.linear(pooled)


model = Encoder(task)
dense = [p for name, p in model.named_parameters() if name != "embedding.weight"]
steps = [
    torch.optim.AdamW(dense, lr=task["learningRate"], weight_decay=task["weightDecay"]),
    torch.optim.SparseAdam([model.embedding.weight], lr=task["embeddingLearningRate"]),
]


def clip(limit):
    model.embedding.weight.grad = sparse = model.embedding.weight.grad.coalesce()
    gradients = [sparse.values(), *(p.grad for p in dense)]
    norm = torch.norm(torch.stack([torch.norm(g) for g in gradients]))
    if norm > limit:
        for gradient in gradients:
            gradient.mul_(limit / norm)


offsets, ids = read("offsets.i32", np.int32), torch.from_numpy(read("ids.i32", np.int32).astype(np.int64))
labels = task["labelCount"]
values = torch.from_numpy(read("values.u8", np.uint8).reshape(-1, labels).astype(np.float32))
known = torch.from_numpy(read("known.u8", np.uint8).reshape(-1, labels).astype(np.float32))
order, starts = read("order.i32", np.int32), read("batches.i32", np.int32)
model.train()
loss_sum = tokens = 0
for number, (start, end) in enumerate(zip(starts, starts[1:])):
    if number == task["warmUp"]:
        began, busy, loss_sum, tokens = time.perf_counter(), time.process_time(), 0, 0
    rows = order[start:end]
    sequences = [ids[offsets[row] : offsets[row + 1]] for row in rows]
    batch = nn.utils.rnn.pad_sequence(sequences, batch_first=True)
    lengths = torch.tensor([len(s) for s in sequences])
    padding = torch.arange(batch.shape[1])[None, :] >= lengths[:, None]
    for step in steps:
        step.zero_grad(set_to_none=True)
    chosen = torch.from_numpy(rows.astype(np.int64))
    cells = F.binary_cross_entropy_with_logits(model(batch, padding), values[chosen], reduction="none")
    loss = (cells * known[chosen]).sum() / len(rows)
    loss.backward()
    clip(task["clipNorm"])
    for step in steps:
        step.step()
    loss_sum += float(loss)
    tokens += int(lengths.sum())
seconds, cpu = time.perf_counter() - began, time.process_time() - busy
print(json.dumps({"seconds": seconds, "cpuSeconds": cpu, "tokens": tokens, "loss": loss_sum / (len(starts) - 1 - task["warmUp"])}))
