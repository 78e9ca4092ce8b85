"""Makes reference answers of decision trees by scikit-learn, for the parity tests:

    python3 bench/peers/tree_answers.py --seed 7 --out /tmp/answers
    GENREKIT_ORACLES=/tmp/answers npm run test:unit -- -t oracle

`fixtures/reference/tree.json` holds those of seed 1. scikit-learn breaks ties by chance, so a case is kept only when
all of many seeds grow the same tree.
"""
import argparse
import json
import os

import numpy as np
import sklearn
from scipy.sparse import csr_matrix
from sklearn.tree import DecisionTreeClassifier

# name, rows, columns, labels, density, has negative values, has sample weights, options
SHAPES = [
    ("dense", 120, 5, 3, 1.0, False, False, dict(max_depth=4, min_samples_leaf=6)),
    ("dense, both signs", 150, 6, 4, 1.0, True, False, dict(max_depth=5, min_samples_leaf=5, min_samples_split=20)),
    ("sparse", 200, 12, 4, 0.4, False, False, dict(max_depth=5, min_samples_leaf=6)),
    ("sparse, both signs", 220, 10, 5, 0.4, True, False, dict(max_depth=6, min_samples_leaf=7)),
    ("sparse, one label", 260, 10, 1, 0.5, True, False, dict(max_depth=3, min_samples_leaf=12)),
    ("sparse, weighted", 180, 9, 4, 0.5, True, True, dict(max_depth=4, min_impurity_decrease=0.006)),
    ("sparse, decrease", 240, 14, 6, 0.3, False, False, dict(min_samples_leaf=3, min_impurity_decrease=0.004)),
]


def grow(X, Y, weights, options):
    trees = [
        DecisionTreeClassifier(random_state=seed, **options).fit(csr_matrix(X), Y, sample_weight=weights)
        for seed in range(25)
    ]
    first = trees[0].tree_
    for other in (tree.tree_ for tree in trees[1:]):
        if not (np.array_equal(first.feature, other.feature) and np.array_equal(first.threshold, other.threshold)):
            return None
    return trees[0]


def case(random, name, rows, columns, labels, density, is_signed, is_weighted, options):
    while True:
        # Multiples of 1/256 are exact in single precision, which scikit-learn splits in.
        X = np.round(random.random((rows, columns)) * 255 + 1) / 256 * (random.random((rows, columns)) < density)
        if is_signed:
            X *= np.where(random.random((rows, columns)) < 0.5, -1, 1)
        Y = (X @ random.normal(size=(columns, labels)) + 0.4 * random.normal(size=(rows, labels)) > 0.3).astype(int)
        weights = random.integers(1, 4, rows).astype(float) if is_weighted else None
        model = grow(X, Y, weights, options)
        if model is None or not (0 < Y.mean(axis=0)).all() or not (Y.mean(axis=0) < 1).all():
            continue
        tree = model.tree_
        if tree.node_count < 9:
            continue
        query = np.round(random.random((30, columns)) * 256) / 256 * (random.random((30, columns)) < density)
        answer = model.predict_proba(query)
        shares = np.stack([part[:, 1] for part in (answer if labels > 1 else [answer])], axis=1)
        return {
            "name": name,
            "X": X.tolist(),
            "Y": Y.tolist(),
            "sampleWeights": None if weights is None else weights.tolist(),
            "options": {
                "maxDepth": options.get("max_depth", 10_000),
                "minSamplesSplit": options.get("min_samples_split", 2),
                "minSamplesLeaf": options.get("min_samples_leaf", 1),
                "minImpurityDecrease": options.get("min_impurity_decrease", 0),
            },
            # Both number nodes in pre-order; a leaf has the feature -1.
            "features": np.where(tree.feature < 0, -1, tree.feature).tolist(),
            "thresholds": np.where(tree.feature < 0, 0, tree.threshold).tolist(),
            "query": query.tolist(),
            "shares": shares.round(12).tolist(),
        }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)
    random = np.random.default_rng(arguments.seed)
    content = {
        "about": f"scikit-learn {sklearn.__version__}, seed {arguments.seed}",
        "cases": [case(random, *shape) for shape in SHAPES],
    }
    with open(os.path.join(arguments.out, "tree.json"), "w", encoding="utf8") as file:
        json.dump(content, file)
