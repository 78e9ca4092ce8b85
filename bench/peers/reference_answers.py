"""Makes a folder of reference answers by scikit-learn, for the parity tests:

    python3 bench/peers/reference_answers.py --seed 7 --out /tmp/answers
    GENREKIT_ORACLES=/tmp/answers npm run test:unit -- -t oracle

`fixtures/reference` holds those of seed 1, which the tests use when no folder is named.
"""
import argparse
import json
import os
import warnings

import numpy as np
import sklearn
import sklearn.metrics as metrics
from scipy.special import expit
from sklearn.calibration import _SigmoidCalibration
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

warnings.filterwarnings("ignore")
WORDS = """murder love war police alien school wedding robot heist ghost family future detective house ship captain city
soldier summer boss crime dance Zürich café naïve ÉCOLE straße über the a of and to her his don't it's x-ray e_mail 007
1984 mother-in-law in with is Ray""".split()
OPTIONS = [
    {},
    {"sublinear_tf": True},
    {"ngram_range": [1, 2], "min_df": 2},
    {"ngram_range": [1, 2], "min_df": 2, "max_df": 0.9, "stop_words": "english"},
    {"max_df": 0.3, "min_df": 3},
    {"norm": None},
    {"norm": "l1", "smooth_idf": False},
    {"use_idf": False, "binary": True},
    {"analyzer": "char_wb", "ngram_range": [2, 4], "min_df": 2},
    {"strip_accents": "unicode", "ngram_range": [2, 3]},
    {"analyzer": "char", "ngram_range": [1, 3], "strip_accents": "ascii"},
    {"max_features": 10_000, "lowercase": False},
]


def tfidf(random):
    ends = ["", ".", "!", "…", "\n", "  "]
    documents = [
        " ".join(random.choice(WORDS, random.integers(3, 26))) + random.choice(ends) for _ in range(60)
    ]
    cases = []
    for options in OPTIONS:
        given = {k: tuple(v) if k == "ngram_range" else v for k, v in options.items()}
        vectorizer = TfidfVectorizer(**given).fit(documents[:40])
        matrix = vectorizer.transform(documents)
        cases.append({
            "options": options,
            "terms": list(vectorizer.get_feature_names_out()),
            "idf": vectorizer.idf_.tolist() if vectorizer.use_idf else None,
            "indptr": matrix.indptr.tolist(),
            "indices": matrix.indices.tolist(),
            "data": matrix.data.tolist(),
        })
    # Only the stop words that occur matter here.
    words = set(TfidfVectorizer().build_analyzer()(" ".join(documents)))
    return {"documents": documents, "englishStopWords": sorted(ENGLISH_STOP_WORDS & words), "cases": cases}


def table(random, rows, labels, digits, rate=0.25):
    truth = (random.random((rows, labels)) < rate).astype(int)
    scores = np.clip(0.35 * truth + 0.65 * random.random((rows, labels)), 0, 1)
    return truth, np.round(scores, digits)


def averages(truth, predicted, average, zero):
    options = dict(average=average, zero_division=zero)
    return {
        "precision": metrics.precision_score(truth, predicted, **options),
        "recall": metrics.recall_score(truth, predicted, **options),
        "f1": metrics.f1_score(truth, predicted, **options),
        "f2": metrics.fbeta_score(truth, predicted, beta=2, **options),
        "jaccard": metrics.jaccard_score(truth, predicted, **options),
    }


def metric_case(truth, scores, threshold):
    predicted = (scores >= threshold).astype(int)
    both = [l for l in range(truth.shape[1]) if 0 < truth[:, l].sum() < len(truth)]
    precision, recall, f1, support = metrics.precision_recall_fscore_support(truth, predicted, zero_division=0)
    clipped = np.clip(scores, 1e-15, 1 - 1e-15)
    expected = {
        "subsetAccuracy": metrics.accuracy_score(truth, predicted),
        "hammingLoss": metrics.hamming_loss(truth, predicted),
        "perLabel": {
            "precision": precision.tolist(),
            "recall": recall.tolist(),
            "f1": f1.tolist(),
            "support": support.tolist(),
        },
        "lrap": metrics.label_ranking_average_precision_score(truth, scores),
        "coverageError": metrics.coverage_error(truth, scores),
        "rankingLoss": metrics.label_ranking_loss(truth, scores),
        "averagePrecision": {
            str(l): metrics.average_precision_score(truth[:, l], scores[:, l])
            for l in range(truth.shape[1])
            if truth[:, l].sum() > 0
        },
        "rocAuc": {str(l): metrics.roc_auc_score(truth[:, l], scores[:, l]) for l in both},
        "microAveragePrecision": metrics.average_precision_score(truth, scores, average="micro"),
        "brier": float(np.mean((scores - truth) ** 2)),
        "logLoss": float(-np.mean(truth * np.log(clipped) + (1 - truth) * np.log(1 - clipped))),
        "multilabelConfusion": metrics.multilabel_confusion_matrix(truth, predicted).tolist(),
    }
    for zero in (0, 1):
        for average in ("micro", "macro", "weighted", "samples"):
            expected[f"{average}.zeroDivision{zero}"] = averages(truth, predicted, average, zero)
    return {"truth": truth.tolist(), "scores": scores.tolist(), "threshold": threshold, "expected": expected}


def metric_file(random):
    shapes = [(33, 5, 2, 0.25, 0.5), (150, 18, 17, 0.15, 0.35), (14, 4, 2, 0.3, 0.5), (45, 6, 2, 0.03, 0.9)]
    return {"cases": [metric_case(*table(random, n, l, d, r), t) for n, l, d, r, t in shapes]}


def threshold_case(random, rows, labels):
    truth, scores = table(random, rows, labels, 3)
    best = [
        max(metrics.f1_score(truth[:, l], scores[:, l] >= t) for t in np.unique(scores[:, l])) for l in range(labels)
    ]

    def micro(cuts):
        return metrics.f1_score(truth, scores >= cuts, average="micro")

    best_micro = 0.0
    for start in range(6):
        cuts = np.full(labels, 0.5) if start == 0 else random.random(labels)
        value = -1.0
        while micro(cuts) > value + 1e-15:
            value = micro(cuts)
            for l in range(labels):
                options = np.append(np.unique(scores[:, l]), 2.0)
                tried = [micro(np.where(np.arange(labels) == l, t, cuts)) for t in options]
                cuts[l] = options[int(np.argmax(tried))]
        best_micro = max(best_micro, value)
    return {"truth": truth.tolist(), "scores": scores.tolist(), "bestF1PerLabel": best, "bestMicroF1": best_micro}


def linear(random):
    cases = []
    for n, width in ((50, 10), (140, 36)):
        X = random.random((n, width)) * (random.random((n, width)) < 0.4)
        y = (X @ random.normal(size=width) + 0.3 * random.normal(size=n) > 0).astype(int)
        for index, (C, weight) in enumerate((c, w) for c in (0.1, 1.0, 10.0) for w in (None, "balanced")):
            options = dict(C=C, class_weight=weight, tol=1e-12, max_iter=1_000_000)
            logistic = LogisticRegression(solver="liblinear", **options).fit(X, y)
            hinge = LinearSVC(loss="squared_hinge", dual=False, **options).fit(X, y)
            fit = lambda m: {"weights": m.coef_[0].tolist(), "bias": float(m.intercept_[0])}
            case = {"n": n, "C": C, "classWeight": weight, "logistic": fit(logistic), "squaredHinge": fit(hinge)}
            if index == 0:
                case.update(X=X.tolist(), y=y.tolist())
            cases.append(case)
    return {"cases": cases}


def calibration(random):
    cases = []
    for n in (55, 380):
        scores = np.round(random.uniform(-3, 3, n), 3)
        truth = (random.random(n) < expit(1.2 * scores - 0.8)).astype(int)
        platt = _SigmoidCalibration().fit(scores, truth)
        isotonic = IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1).fit(scores, truth)
        query = np.arange(-3, 3.01, 0.25)
        cases.append({
            "scores": scores.tolist(),
            "truth": truth.tolist(),
            "platt": {"slope": -float(platt.a_), "intercept": -float(platt.b_)},
            "isotonic": {"query": query.tolist(), "expected": isotonic.predict(query).tolist()},
        })
    return {"cases": cases}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)
    random = np.random.default_rng(arguments.seed)
    files = {
        "tfidf": tfidf(random),
        "metrics": metric_file(random),
        "thresholds": {"cases": [threshold_case(random, 70, 4), threshold_case(random, 160, 9)]},
        "linear": linear(random),
        "calibration": calibration(random),
    }
    for name, content in files.items():
        about = f"scikit-learn {sklearn.__version__}, seed {arguments.seed}"
        with open(os.path.join(arguments.out, f"{name}.json"), "w", encoding="utf8") as file:
            json.dump({"about": about, **content}, file, ensure_ascii=False)
