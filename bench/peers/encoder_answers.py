"""Makes reference answers of PyTorch for the encoder and its optimiser, for the parity tests:

    python3 bench/peers/encoder_answers.py --seed 7 --out /tmp/answers [--drawn 3]
    GENREKIT_ORACLES=/tmp/answers npm run test:unit -- -t oracle

With --drawn, so many encoders of drawn sizes follow the two of fixed ones.

Needs PyTorch alone (`apt-get install python3-torch`). `fixtures/reference` holds those of seed 1.
"""
import argparse
import json
import math
import os

import torch

torch.set_default_dtype(torch.float64)


def parameters(generator, c):
    d, f, n = c["dModel"], c["feedForward"], c["labels"]
    draw = lambda *size: (torch.randn(*size, generator=generator) * 0.3).requires_grad_()
    named = {"embedding": draw(c["vocabulary"], d)}

    def norm(name):
        named[f"{name}.gain"], named[f"{name}.bias"] = draw(d), draw(d)

    def linear(name, inputs, outputs):
        named[f"{name}.weight"], named[f"{name}.bias"] = draw(inputs, outputs), draw(outputs)

    for layer in range(c["layers"]):
        norm(f"layer{layer}.norm1")
        for part in ("query", "key", "value", "output"):
            linear(f"layer{layer}.{part}", d, d)
        norm(f"layer{layer}.norm2")
        linear(f"layer{layer}.feedForward1", d, f)
        linear(f"layer{layer}.feedForward2", f, d)
    norm("norm")
    linear("pool", d, d)
    named["pool.query"] = draw(d)
    for name, inputs, outputs in (("dense1", d, 2 * d), ("dense2", 2 * d, d), ("dense3", d, n)):
        linear(name, inputs, outputs)
    return named


def places(length, width):
    place = torch.arange(length)[:, None]
    frequency = torch.exp(torch.arange(0, width, 2) * (-math.log(10_000) / width))
    codes = torch.zeros(length, width)
    codes[:, 0::2], codes[:, 1::2] = torch.sin(place * frequency), torch.cos(place * frequency)
    return codes


def forward(c, p, ids):
    d, heads = c["dModel"], c["heads"]
    apply = lambda name, x: x @ p[f"{name}.weight"] + p[f"{name}.bias"]
    norm = lambda name, x: torch.nn.functional.layer_norm(x, (d,), p[f"{name}.gain"], p[f"{name}.bias"], 1e-5)
    padding = ids == 0
    rows, length = ids.shape
    x = p["embedding"][ids] + places(length, d)
    for layer in range(c["layers"]):
        name = f"layer{layer}"
        h = norm(f"{name}.norm1", x)
        split = lambda y: y.view(rows, length, heads, d // heads).transpose(1, 2)
        q, k, v = (split(apply(f"{name}.{part}", h)) for part in ("query", "key", "value"))
        scores = q @ k.transpose(2, 3) / math.sqrt(d // heads)
        shares = torch.softmax(scores.masked_fill(padding[:, None, None, :], -math.inf), -1)
        x = x + apply(f"{name}.output", (shares @ v).transpose(1, 2).reshape(rows, length, d))
        h = torch.relu(apply(f"{name}.feedForward1", norm(f"{name}.norm2", x)))
        x = x + apply(f"{name}.feedForward2", h)
    x = norm("norm", x)
    scores = torch.tanh(apply("pool", x)) @ p["pool.query"]
    shares = torch.softmax(scores.masked_fill(padding, -math.inf), -1)
    x = (shares[:, :, None] * x).sum(1)
    x = torch.relu(apply("dense2", torch.relu(apply("dense1", x))))
    return apply("dense3", x), shares


def encoder_case(generator, sizes, lengths, longest):
    whole = lambda low, high, size: torch.randint(low, high, size, generator=generator)
    p = parameters(generator, sizes)
    ids = torch.zeros(len(lengths), longest, dtype=torch.long)
    for row, length in enumerate(lengths):
        ids[row, :length] = whole(1, sizes["vocabulary"], (length,))
    truth = whole(0, 2, (len(lengths), sizes["labels"])).to(torch.get_default_dtype())
    logits, pooling = forward(sizes, p, ids)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, truth)
    loss.backward()
    return {
        **sizes,
        "ids": ids.tolist(),
        "truth": truth.tolist(),
        "parameters": {name: value.tolist() for name, value in p.items()},
        "logits": logits.tolist(),
        "pooling": pooling.tolist(),
        "loss": loss.item(),
        "gradients": {name: value.grad.tolist() for name, value in p.items()},
    }


def drawn_case(generator):
    """An encoder of drawn sizes, on one to six samples of one to twelve tokens."""
    whole = lambda low, high: torch.randint(low, high, (), generator=generator).item()
    heads = (1, 2, 3, 4)[whole(0, 4)]
    sizes = dict(
        vocabulary=whole(5, 60), dModel=2 * heads * whole(1, 5), heads=heads, feedForward=whole(1, 40),
        layers=whole(0, 5), labels=whole(1, 12),
    )
    lengths = [whole(1, 13) for _ in range(whole(1, 7))]
    return encoder_case(generator, sizes, lengths, max(lengths) + whole(0, 3))


def adamw(generator):
    weights = torch.randn(6, generator=generator).requires_grad_()
    optimiser = torch.optim.AdamW([weights], lr=0.01, weight_decay=0.05)
    answer = {"start": weights.tolist(), "gradients": [], "trajectory": []}
    for _ in range(5):
        weights.grad = torch.randn(6, generator=generator)
        answer["gradients"].append(weights.grad.tolist())
        optimiser.step()
        answer["trajectory"].append(weights.tolist())
    return answer


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--drawn", type=int, default=0)
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)
    generator = torch.Generator().manual_seed(arguments.seed)
    small = dict(vocabulary=20, dModel=8, heads=2, feedForward=12, layers=1, labels=3)
    deep = dict(vocabulary=20, dModel=8, heads=8, feedForward=12, layers=4, labels=5)
    cases = [encoder_case(generator, small, [2, 5, 7], 7), encoder_case(generator, deep, [4, 1, 6], 8)]
    about = f"PyTorch {torch.__version__}, seed {arguments.seed}, float64."
    walk = adamw(generator)
    cases += [drawn_case(generator) for _ in range(arguments.drawn)]
    for name, content in (
        ("attention", {"about": about + " Weights are [in, out]; id 0 is padding.", "cases": cases}),
        ("adamw", {"about": about + " lr .01, weight decay .05.", **walk}),
    ):
        with open(os.path.join(arguments.out, f"{name}.json"), "w", encoding="utf8") as file:
            json.dump({**content}, file)
