"""The work of `GenreClassifier.fit` and `predict` done with scikit-learn, timed.

Reads one JSON object from standard input: {"train": [{title, plot, genres}], "test": [...], "tolerance": 1e-4,
"rows": 200}; writes one JSON object with seconds and microF1 to standard output. One thread, as in genrekit.
"""
import json
import pickle
import statistics
import sys
import time
import warnings

import numpy as np
import scipy.sparse as sp
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_recall_curve
from sklearn.model_selection import KFold
from sklearn.preprocessing import MultiLabelBinarizer
from sklearn.svm import LinearSVC

warnings.filterwarnings("ignore")
task = json.load(sys.stdin)
train, test = task["train"], task["test"]
binarizer = MultiLabelBinarizer()
Y = binarizer.fit_transform([row["genres"] for row in train])


def vectorizers():
    words = dict(sublinear_tf=True, ngram_range=(1, 2))
    return [
        ("title", 0.7, TfidfVectorizer(**words)),
        ("title", 0.7, TfidfVectorizer(analyzer="char_wb", sublinear_tf=True, ngram_range=(3, 5), min_df=2)),
        ("plot", 1.0, TfidfVectorizer(**words, stop_words="english", min_df=2)),
    ]


def learner():
    return LinearSVC(C=0.1, tol=task["tolerance"])


def fit_all(X, Y):
    return [learner().fit(X, Y[:, label]) for label in range(Y.shape[1])]


def decide(models, X):
    return np.column_stack([model.decision_function(X) for model in models])


class Pipeline:
    """Vectorise, out-of-fold scores, Platt, thresholds for F1, refit."""

    def fit(self, rows, Y):
        self.blocks = vectorizers()
        X = sp.hstack([w * v.fit_transform([row[field] for row in rows]) for field, w, v in self.blocks]).tocsr()
        scores = np.zeros(Y.shape)
        for fitted, held_out in KFold(5, shuffle=True, random_state=1).split(X):
            scores[held_out] = decide(fit_all(X[fitted], Y[fitted]), X[held_out])
        self.platt, self.thresholds = [], []
        for label in range(Y.shape[1]):
            platt = LogisticRegression(C=1e6).fit(scores[:, [label]], Y[:, label])
            probability = platt.predict_proba(scores[:, [label]])[:, 1]
            precision, recall, thresholds = precision_recall_curve(Y[:, label], probability)
            f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
            self.platt.append(platt)
            self.thresholds.append(thresholds[min(int(np.argmax(f1)), len(thresholds) - 1)])
        self.models = fit_all(X, Y)
        return self

    def predict(self, rows):
        X = sp.hstack([w * v.transform([row[field] for row in rows]) for field, w, v in self.blocks]).tocsr()
        scores = decide(self.models, X)
        P = np.column_stack([self.platt[l].predict_proba(scores[:, [l]])[:, 1] for l in range(scores.shape[1])])
        return P >= np.array(self.thresholds)


start = time.perf_counter()
pipeline = Pipeline().fit(train, Y)
fit_seconds = time.perf_counter() - start

truth = binarizer.transform([row["genres"] for row in test])
start = time.perf_counter()
predicted = pipeline.predict(test)
batch_seconds = time.perf_counter() - start

singles = []
for row in test[: task["rows"]]:
    start = time.perf_counter()
    pipeline.predict([row])
    singles.append(time.perf_counter() - start)

pickled = pickle.dumps(pipeline)
start = time.perf_counter()
pickle.loads(pickled)
load_seconds = time.perf_counter() - start

json.dump(
    {
        "version": sklearn.__version__,
        "fit": fit_seconds,
        "batch": batch_seconds,
        "single": statistics.median(singles),
        "load": load_seconds,
        "bytes": len(pickled),
        "microF1": f1_score(truth, predicted, average="micro"),
    },
    sys.stdout,
)
