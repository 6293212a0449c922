#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fits the groundedness models and prints models/health/groundcoefficients.h.

    fit.py LABELLED_DIR --features build/.../plumbline_dumpfeatures [--out groundcoefficients.h]

LABELLED_DIR holds ragtruth_qa.jsonl (RAGTruth, MIT), summedits.jsonl (SummEdits, Apache-2.0),
quintd.jsonl (Quintd-1, MIT) and begin.jsonl (BEGIN, CC BY 4.0), one JSON object a line with task,
context, prompt, output, label and source_id. Nothing of the sets goes into the product but the numbers
below. Ridge logistic regression on the features of groundfeatures.h, calibrated by Platt scaling on
out-of-fold predictions; five folds, split by source_id. Needs numpy.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

SETS = {"qa": "ragtruth_qa.jsonl", "summary": "summedits.jsonl", "data2txt": "quintd.jsonl", "dialogue": "begin.jsonl"}
RIDGE = 3.0
GENERAL_RIDGE = 100.0  # the pooled model is for tasks it was not trained on
FOLDS = 5
# Nobody gains suspicion by being judged with many words of context, or by being long.
UNUSED = {"context_words"}
# Weight of the QA rows in the fit of other tasks: one wrong detail in an extract (SummEdits) teaches nothing about
# words that came from nowhere. Chosen so that the task's own cross-validated AUROC does not fall.
BORROWED = {"summary": 0.02, "data2txt": 0.05}


def escaped(text):
    return (text or "").replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def features(tool, rows):
    lines = "".join("\t".join(escaped(row[key]) for key in ("task", "context", "prompt", "output")) + "\n" for row in rows)
    printed = subprocess.run([tool], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    names = printed[0].split()
    matrix = np.array([[float(v) for v in line.split()] for line in printed[1:]])
    for i, name in enumerate(names):
        if name in UNUSED:
            matrix[:, i] = 0
    return names, matrix


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))


def fit(x, y, ridge=RIDGE, weights=None):
    """Ridge logistic regression by Newton's method; returns coefficients on the raw scale, intercept last."""
    mean, scale = x.mean(0), x.std(0)
    scale[scale < 1e-9] = 1e12
    z = np.hstack([(x - mean) / scale, np.ones((len(x), 1))])
    penalty = np.diag([ridge] * x.shape[1] + [0.0])
    w = np.zeros(z.shape[1])
    sample = np.ones(len(y)) if weights is None else weights
    for _ in range(50):
        p = sigmoid(z @ w)
        gradient = z.T @ (sample * (p - y)) + penalty @ w
        hessian = (z * (sample * np.maximum(p * (1 - p), 1e-6))[:, None]).T @ z + penalty
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    raw = w[:-1] / scale
    return np.append(raw, w[-1] - raw @ mean)


def apply(w, x):
    return x @ w[:-1] + w[-1]


def folds_of(groups):
    unique = sorted(set(groups))
    np.random.default_rng(1).shuffle(unique)
    fold = {group: i % FOLDS for i, group in enumerate(unique)}
    return np.array([fold[group] for group in groups])


def fit_with(x, y, borrowed=None):
    """Rows of another task count with a small weight."""
    if borrowed is None:
        return fit(x, y)
    other_x, other_y, weight = borrowed
    weights = np.concatenate([np.ones(len(y)), np.full(len(other_y), weight)])
    return fit(np.vstack([x, other_x]), np.concatenate([y, other_y]), weights=weights)


def out_of_fold(x, y, groups, borrowed=None):
    fold = folds_of(groups)
    z = np.zeros(len(y))
    for f in range(FOLDS):
        z[fold == f] = apply(fit_with(x[fold != f], y[fold != f], borrowed), x[fold == f])
    # Platt scaling, itself held out: each fold is scaled by what the others say.
    p = np.zeros(len(y))
    for f in range(FOLDS):
        a = fit(z[fold != f, None], y[fold != f], ridge=1e-3)
        p[fold == f] = sigmoid(apply(a, z[fold == f, None]))
    return z, p


def auroc(score, y):
    order = np.argsort(score, kind="stable")
    ranks = np.empty(len(score))
    ranks[order] = np.arange(1, len(score) + 1)
    for value in np.unique(score):
        same = score == value
        ranks[same] = ranks[same].mean()
    positive = y == 1
    n1, n0 = positive.sum(), (~positive).sum()
    return (ranks[positive].sum() - n1 * (n1 + 1) / 2) / (n1 * n0)


def average_precision(score, y):
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(y[order])
    return float((hits / np.arange(1, len(y) + 1))[y[order] == 1].mean())


def best_balanced_accuracy(score, y, fold):
    """The threshold comes from the other folds."""
    right = np.zeros(len(y), bool)
    for f in range(FOLDS):
        train, test = fold != f, fold == f
        candidates = np.quantile(score[train], np.linspace(0, 1, 200))
        value = [((score[train] >= t)[y[train] == 1].mean() + (score[train] < t)[y[train] == 0].mean()) / 2 for t in candidates]
        right[test] = (score[test] >= candidates[int(np.argmax(value))]) == (y[test] == 1)
    return (right[y == 1].mean() + right[y == 0].mean()) / 2


def calibration_error(p, y, bins=10):
    at = np.minimum((p * bins).astype(int), bins - 1)
    return sum((at == b).mean() * abs(p[at == b].mean() - y[at == b].mean()) for b in range(bins) if (at == b).any())


def report(name, score, p, y, fold):
    ece = f"{calibration_error(p, y):.3f}" if p is not None else "    -"
    print(f"{name:28s} n {len(y):5d}  AUROC {auroc(score, y):.3f}  AP {average_precision(score, y):.3f}  "
          f"bal.acc {best_balanced_accuracy(score, y, fold):.3f}  ECE {ece}", file=sys.stderr)


def scaled(w, z, y):
    """Folds the Platt scale of the out-of-fold scores into the coefficients."""
    a = fit(z[:, None], y, ridge=1e-3)
    result = w * a[0]
    result[-1] += a[1]
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--features", required=True, help="the program built from dumpfeatures.cpp")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()

    models, everything = {}, []
    for task, file in SETS.items():
        rows = [json.loads(line) for line in (arguments.folder / file).read_text(encoding="utf-8").splitlines()]
        names, x = features(arguments.features, rows)
        y = np.array([row["label"] for row in rows], float)
        groups = [task + str(row["source_id"]) for row in rows]
        fold = folds_of(groups)
        borrowed = (everything[0][1], everything[0][2], BORROWED[task]) if task in BORROWED else None
        z, p = out_of_fold(x, y, groups, borrowed)
        report(task, p, p, y, fold)
        report(task + ", novel words only", x[:, names.index("novel_words")], None, y, fold)
        models[task] = scaled(fit_with(x, y, borrowed), z, y)
        everything.append((task, x, y, groups))
    x = np.vstack([part[1] for part in everything])
    y = np.concatenate([part[2] for part in everything])
    groups = sum((part[3] for part in everything), [])
    weights = np.concatenate([np.full(len(part[2]), len(y) / len(everything) / len(part[2])) for part in everything])
    z, p = out_of_fold(x, y, groups)
    report("general (pooled)", p, p, y, folds_of(groups))
    for held in everything:
        train = [part for part in everything if part[0] != held[0]]
        w = fit(np.vstack([part[1] for part in train]), np.concatenate([part[2] for part in train]), ridge=GENERAL_RIDGE)
        report(f"general, without {held[0]}", apply(w, held[1]), None, held[2], folds_of(held[3]))
    models["general"] = scaled(fit(x, y, ridge=GENERAL_RIDGE, weights=weights), z, y)

    lines = ["// SPDX-License-Identifier: GPL-3.0-or-later", "",
             "// Written by training/fit.py; see there for the sets and their licences. Not to be edited.", "",
             "#pragma once", "", '#include "models/health/groundfeatures.h"', "", "namespace health {", "",
             "struct GroundModel", "{", "    std::string_view task;", "    double intercept;", "    GroundVector weights;",
             "};", "", "// Weights in the order of GroundFeature; the result is a log-odds.",
             f"inline constexpr std::array<GroundModel, {len(models)}> kGroundModels{{{{"]
    for task, w in models.items():
        body = ", ".join(f"{v:.4f}" for v in w[:-1])
        lines.append(f'    {{"{task}", {w[-1]:.4f}, {{{body}}}}},')
    lines += ["}};", "", "} // namespace health", ""]
    text = "\n".join(lines)
    if arguments.out:
        arguments.out.write_text(text)
    else:
        print(text)


if __name__ == "__main__":
    main()
