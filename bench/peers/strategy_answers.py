"""Makes reference answers of classifier chains (by scikit-learn) and of ML-KNN (by its paper's formulas, on NumPy):

    python3 bench/peers/strategy_answers.py --seed 7 --out /tmp/answers
    GENREKIT_ORACLES=/tmp/answers npm run test:unit -- -t oracle

They are of the same form as `fixtures/reference/chain.json` and `mlknn.json`.
"""
import argparse
import json
import os

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.multioutput import ClassifierChain


def draw(random, rows, columns, labels, queries):
    """Rows of which two fifths are zeros, and labels that lean on them and on each other."""
    X = random.random((rows + queries, columns)) * (random.random((rows + queries, columns)) < 0.6)
    leaning = random.normal(size=(columns, labels)) * 2
    scores = X @ leaning + random.normal(size=(rows + queries, labels))
    Y = (scores > np.median(scores, axis=0)).astype(int)
    return X[:rows], Y[:rows], X[rows:]


def chain(random, rows, columns, labels, C):
    X, Y, Q = draw(random, rows, columns, labels, 20)
    order = random.permutation(labels)
    learner = LogisticRegression(solver="liblinear", C=C, tol=1e-12, max_iter=100_000)
    fitted = ClassifierChain(learner, order=order).fit(X, Y)
    return dict(
        X=X.tolist(), Y=Y.tolist(), Q=Q.tolist(), C=C, order=order.tolist(),
        probabilities=fitted.predict_proba(Q).tolist(), labels=fitted.predict(Q).astype(int).tolist(),
    )


def neighbours_of(similarities, k):
    """The k most similar rows; ties by lower row."""
    return np.argsort(-np.round(similarities, 12), kind="stable")[:k]


def ml_knn(random, rows, columns, labels, k, s):
    X, Y, Q = draw(random, rows, columns, labels, 15)
    unit = lambda M: M / np.maximum(np.linalg.norm(M, axis=1, keepdims=True), 1e-300)
    priors = (s + Y.sum(axis=0)) / (2 * s + rows)
    own = unit(X) @ unit(X).T
    np.fill_diagonal(own, -np.inf)
    has, has_not = np.zeros((labels, k + 1)), np.zeros((labels, k + 1))
    for row in range(rows):
        counts = Y[neighbours_of(own[row], k)].sum(axis=0)
        for label in range(labels):
            (has if Y[row, label] else has_not)[label, counts[label]] += 1
    likely = (s + has) / (s * (k + 1) + has.sum(axis=1, keepdims=True))
    unlikely = (s + has_not) / (s * (k + 1) + has_not.sum(axis=1, keepdims=True))
    found, posteriors = [], []
    for similarities in unit(Q) @ unit(X).T:
        nearest = neighbours_of(similarities, k)
        counts = Y[nearest].sum(axis=0)
        each = np.arange(labels)
        yes, no = priors * likely[each, counts], (1 - priors) * unlikely[each, counts]
        found.append(nearest.tolist())
        posteriors.append((yes / (yes + no)).tolist())
    return dict(
        X=X.tolist(), Y=Y.tolist(), Q=Q.tolist(), k=k, smoothing=s,
        priors=priors.tolist(), neighbours=found, posteriors=posteriors,
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    random = np.random.default_rng(args.seed)
    made = f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}, seed {args.seed}."
    files = {
        "chain": dict(
            about=f"{made} ClassifierChain over LIBLINEAR logistic regression, true labels when fitting, hard labels "
            "when predicting; columns in label order. Tolerance 1e-5.",
            cases=[chain(random, 80, 10, 4, 2.0), chain(random, 120, 16, 6, 2.0), chain(random, 100, 8, 5, 0.5)],
        ),
        "mlknn": dict(
            about=f"{made} ML-KNN of Zhang and Zhou 2007 by cosine similarity, a row not its own neighbour, ties by "
            "lower row. Tolerance 1e-9.",
            cases=[
                ml_knn(random, 40, 8, 4, 5, 1.0),
                ml_knn(random, 120, 20, 7, 10, 1.0),
                ml_knn(random, 60, 10, 3, 3, 0.5),
            ],
        ),
    }
    os.makedirs(args.out, exist_ok=True)
    for name, answers in files.items():
        with open(os.path.join(args.out, f"{name}.json"), "w") as file:
            json.dump(answers, file)


main()
