"""Vectorises movies and scores them with scikit-learn, timed: as many features of the same kinds as a model of genrekit.

Reads one JSON object from standard input: {"train": [{title, plot}], "test": [...], "blocks": [{field, termCount, ngrams,
weight, stopWords, prefixLength}], "labelCount": 22, "repeats": 5}; writes the seconds of each repeat to standard output.
The weights are drawn at random: how long a product takes does not depend on them. One thread, as in genrekit.
"""
import json
import sys
import time
import warnings

import numpy as np
import scipy.sparse as sp
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

warnings.filterwarnings("ignore")
task = json.load(sys.stdin)


def vectorizer(block):
    settings = dict(sublinear_tf=True, ngram_range=tuple(block["ngrams"]), max_features=block["termCount"])
    if block["prefixLength"]:
        settings["token_pattern"] = r"(?u)\b(\w{2,%d})\w*\b" % block["prefixLength"]
    return TfidfVectorizer(stop_words=block["stopWords"], **settings)


blocks = [(block["field"], block["weight"], vectorizer(block)) for block in task["blocks"]]
for field, _, block in blocks:
    block.fit([row[field] for row in task["train"]])
width = sum(len(block.vocabulary_) for _, _, block in blocks)
model = LinearSVC()
generator = np.random.default_rng(1)
model.coef_ = generator.normal(size=(task["labelCount"], width))
model.intercept_ = generator.normal(size=task["labelCount"])
model.classes_ = np.arange(task["labelCount"])

seconds = []
for repeat in range(task["repeats"] + 1):
    start = time.perf_counter()
    X = sp.hstack([weight * block.transform([row[field] for row in task["test"]]) for field, weight, block in blocks])
    model.decision_function(X.tocsr())
    seconds.append(time.perf_counter() - start)

json.dump({"version": sklearn.__version__, "featureCount": width, "seconds": seconds[1:]}, sys.stdout)
