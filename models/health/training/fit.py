#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains the groundedness model and writes resources/health/groundedness.txt.

    fit.py LABELLED_DIR --tools build/.../models/health --out resources/health/groundedness.txt

LABELLED_DIR holds ragtruth_qa.jsonl (RAGTruth, MIT), summedits.jsonl (SummEdits, Apache-2.0), quintd.jsonl (Quintd-1, MIT) and
begin.jsonl (BEGIN, CC BY 4.0), one JSON object a line with task, context, prompt, output, label and spans. Nothing of the sets
goes into the product but numbers. The tools are plumbline_dumpfeatures and plumbline_boost. Needs numpy, for development only.

Five members, each trained without one fifth of the documents (by the hash of the context): a forest that scores tokens, with a
lexicon of how often each word was unsupported, and for each task a ridge logistic regression on what the scores come to, scaled
to a probability. The product takes the mean of the members. What is reported here, and by `plumbline bench validators`, is each
answer judged by the member that has seen nothing of its document.
"""

import argparse
import collections
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

SETS = {"qa": "ragtruth_qa.jsonl", "summary": "summedits.jsonl", "data2txt": "quintd.jsonl", "dialogue": "begin.jsonl"}
MEMBERS = 5
# Weight of a token of each set in the forest. BEGIN marks no spans.
TOKEN_WEIGHT = {"qa": 1.0, "summary": 8.0, "data2txt": 1.5}
NO_CLAIM = {"misleading", "other"}  # spans of Quintd that are not about support
FOREST = {"trees": 80, "depth": 6, "rate": 0.1, "l2": 10, "least": 30, "rows": 0.3, "columns": 0.35}
LEAF_SCALE = 1000  # leaves are whole thousandths
LEXICON_PRIOR = 20  # tokens of the average kind that every word begins with
LEXICON_LEAST = 15  # rarer words are as the average
# A byte of the lexicon: (log-odds + 5.5) * 8, 0..63.
LEXICON_SHIFT, LEXICON_STEPS, LEXICON_MOST = 5.5, 8, 63
WINDOW = 5  # tokens on either side whose lexicon values are averaged
RIDGE = {"qa": 100.0, "summary": 30.0, "data2txt": 10.0, "dialogue": 5.0, "general": 100.0}
UNUSED = {"context_words"}  # nobody gains suspicion by being judged with many words of context


def escaped(text):
    return (text or "").replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


class LabelledSet:
    """The rows of one set and what the dumper says of them."""

    def __init__(self, path, tool):
        self.rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        self.tool = tool
        self.label = np.array([float(row["label"]) for row in self.rows])
        self.length = np.array([len(row["output"]) for row in self.rows])
        self.dump(None)
        self.fold = (self.document % np.uint64(MEMBERS)).astype(int)
        self.token_fold = self.fold[self.owner]

    def dump(self, scores):
        lines = "".join("\t".join(escaped(row[key]) for key in ("task", "context", "prompt", "output")) + "\n" for row in self.rows)
        with tempfile.NamedTemporaryFile() as file:
            if scores is not None:
                file.write(scores.astype("<f4").tobytes())
                file.flush()
            command = [self.tool] + ([file.name] if scores is not None else [])
            data = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
        answer_end = data.index(b"\n")
        token_end = data.index(b"\n", answer_end + 1)
        self.answer_names = data[:answer_end].decode().split()
        self.token_names = data[answer_end + 1:token_end].decode().split()
        head = np.dtype([("document", "<u8"), ("rows", "<u4"), ("answer", "<f4", (len(self.answer_names),))])
        token = np.dtype([("start", "<u4"), ("end", "<u4"), ("key", "<u8"), ("features", "u1", (len(self.token_names),))])
        heads, tokens, at = [], [], token_end + 1
        for _ in self.rows:
            heads.append(np.frombuffer(data, head, 1, at)[0])
            at += head.itemsize
            tokens.append(np.frombuffer(data, token, int(heads[-1]["rows"]), at))
            at += token.itemsize * len(tokens[-1])
        assert at == len(data), "the dumper's output has another shape"
        self.document = np.array([head["document"] for head in heads])
        self.answer = np.array([head["answer"] for head in heads], float)
        self.answer[:, [self.answer_names.index(name) for name in UNUSED]] = 0
        self.counts = np.array([len(part) for part in tokens])
        self.owner = np.repeat(np.arange(len(self.rows)), self.counts)
        all_tokens = np.concatenate(tokens)
        self.features, self.key = all_tokens["features"], all_tokens["key"]
        self.novel = self.column("novel").astype(np.uint64)
        self.extents = [code_points(row["output"], part) for row, part in zip(self.rows, tokens)]

    def column(self, name):
        return self.features[:, self.token_names.index(name)]

    def by_row(self, values):
        return np.split(values, np.cumsum(self.counts)[:-1])

    def spans(self, row):
        return [(span["start"], span["end"]) for span in self.rows[row]["spans"] if span.get("type") not in NO_CLAIM]


def code_points(text, tokens):
    extents = np.stack([tokens["start"], tokens["end"]], 1).astype(int)
    if text.isascii() or not len(extents):
        return extents
    place = np.concatenate([np.full(len(c.encode()), i) for i, c in enumerate(text)] + [[len(text)]])
    return place[extents]


def span_targets(data):
    targets = []
    for row, extents in enumerate(data.extents):
        spans = data.spans(row)
        targets.append(np.array([any(a < e and b > s for s, e in spans) for a, b in extents], float))
    return np.concatenate(targets)


def edit_targets(data):
    """SummEdits marks no spans: what an inconsistent version has and neither its consistent siblings nor most of them have."""
    keys, siblings = data.by_row(data.key), collections.defaultdict(list)
    for i, row in enumerate(data.rows):
        siblings[row["source_id"]].append(i)
    targets = [np.zeros(len(part)) for part in keys]
    for group in siblings.values():
        held, count = set(), collections.Counter()
        for i in group:
            count.update(set(keys[i].tolist()))
            if data.label[i] == 0:
                held |= set(keys[i].tolist())
        held |= {key for key, n in count.items() if n >= 0.5 * len(group)}
        for i in group:
            if data.label[i] == 1:
                targets[i] = np.array([key not in held for key in keys[i].tolist()], float)
    return np.concatenate(targets)


class Lexicon:
    """Of each word, known or novel, how often it was unsupported: a byte."""

    def __init__(self, keys, novel, target, weight):
        mean = np.average(target, weights=weight)
        combined = keys * np.uint64(2) + novel
        self.keys, inverse = np.unique(combined, return_inverse=True)
        n, bad = np.bincount(inverse, weight), np.bincount(inverse, weight * target)
        value = np.log((bad + LEXICON_PRIOR * mean) / (n - bad + LEXICON_PRIOR * (1 - mean)))
        self.bytes = self.to_byte(value)
        self.usual = int(self.to_byte(np.array([np.log(mean / (1 - mean))]))[0])
        self.bytes[n < LEXICON_LEAST] = self.usual

    @staticmethod
    def to_byte(value):
        return np.clip((value + LEXICON_SHIFT) * LEXICON_STEPS, 0, LEXICON_MOST).astype(np.uint8)

    def columns(self, keys, novel, counts):
        """The word's own value, and the mean of those around it in the same answer."""
        combined = keys * np.uint64(2) + novel
        place = np.clip(np.searchsorted(self.keys, combined), 0, len(self.keys) - 1)
        own = np.where(self.keys[place] == combined, self.bytes[place], self.usual).astype(np.uint8)
        near = np.zeros(len(own), np.uint8)
        begin = 0
        for count in counts:
            total = np.concatenate([[0], np.cumsum(own[begin:begin + count], dtype=int)])
            i = np.arange(count)
            low, high = np.maximum(0, i - WINDOW), np.minimum(count, i + WINDOW + 1)
            near[begin:begin + count] = (total[high] - total[low]) // (high - low)
            begin += count
        return np.stack([own, near], 1)


def boost(tool, x, y, weight, offset, seed):
    data = (np.array(x.shape, "<u4").tobytes() + np.ascontiguousarray(x.T).tobytes() + y.astype("<f4").tobytes()
            + weight.astype("<f4").tobytes() + np.full(len(y), offset, "<f4").tobytes())
    arguments = [str(FOREST[name]) for name in ("trees", "depth", "rate", "l2", "least", "rows", "columns")] + [str(seed)]
    printed = subprocess.run([tool] + arguments, input=data, stdout=subprocess.PIPE, check=True).stdout.decode()
    depth, forest = FOREST["depth"], []
    for line in printed.splitlines():
        words = line.split()
        questions = [(int(words[2 * i]), int(words[2 * i + 1])) for i in range(depth)]
        forest.append((questions, np.array([round(float(word) * LEAF_SCALE) for word in words[2 * depth:]])))
    return forest


def scored(forest, base, x):
    score = np.full(len(x), base, int)
    for questions, leaves in forest:
        leaf = np.zeros(len(x), int)
        for column, threshold in questions:
            leaf = leaf * 2 + (x[:, column] > threshold)
        score += leaves[leaf]
    return score / LEAF_SCALE


def train_tokens(sets, tool):
    """A lexicon and a forest for each member; gives every set its scores by the member that has not seen the document."""
    parts = [(data, edit_targets(data) if task == "summary" else span_targets(data), TOKEN_WEIGHT[task])
             for task, data in sets.items() if task in TOKEN_WEIGHT]
    keys = np.concatenate([data.key for data, _, _ in parts])
    novel = np.concatenate([data.novel for data, _, _ in parts])
    x = np.concatenate([data.features for data, _, _ in parts])
    y = np.concatenate([target for _, target, _ in parts])
    weight = np.concatenate([np.full(len(data.key), w) for data, _, w in parts])
    fold = np.concatenate([data.token_fold for data, _, _ in parts])
    counts = np.concatenate([data.counts for data, _, _ in parts])
    members = []
    for data in sets.values():
        data.scores = np.zeros(len(data.key))
    for member in range(MEMBERS):
        kept = fold != member
        # No token may be told its own answer: each is looked up in what the other folds say.
        columns = np.zeros((len(keys), 2), np.uint8)
        for other in set(range(MEMBERS)) - {member}:
            taught = kept & (fold != other)
            looked = Lexicon(keys[taught], novel[taught], y[taught], weight[taught]).columns(keys, novel, counts)
            columns[fold == other] = looked[fold == other]
        lexicon = Lexicon(keys[kept], novel[kept], y[kept], weight[kept])
        mean = np.average(y[kept], weights=weight[kept])
        base = np.log(mean / (1 - mean))
        forest = boost(tool, np.hstack([x, columns])[kept], y[kept], weight[kept], base, member + 1)
        members.append((lexicon, round(base * LEAF_SCALE), forest))
        for data in sets.values():
            mine = data.token_fold == member
            seen = np.hstack([data.features, lexicon.columns(data.key, data.novel, data.counts)])[mine]
            data.scores[mine] = scored(forest, members[-1][1], seen)
        print(f"member {member}: {len(forest)} trees, {int((lexicon.bytes != lexicon.usual).sum())} words", file=sys.stderr)
    for data, target, _ in parts:
        data.target = target
    return members


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))


def regress(x, y, ridge, weight=None):
    """Ridge logistic regression by Newton's method; returns coefficients on the raw scale, intercept last."""
    mean, scale = x.mean(0), x.std(0)
    scale[scale < 1e-9] = 1e12
    z = np.hstack([(x - mean) / scale, np.ones((len(x), 1))])
    penalty = np.diag([ridge] * x.shape[1] + [0.0])
    w = np.zeros(z.shape[1])
    weight = np.ones(len(y)) if weight is None else weight
    for _ in range(50):
        p = sigmoid(z @ w)
        gradient = z.T @ (weight * (p - y)) + penalty @ w
        hessian = (z * (weight * np.maximum(p * (1 - p), 1e-6))[:, None]).T @ z + penalty
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    raw = w[:-1] / scale
    return np.append(raw, w[-1] - raw @ mean)


def apply(w, x):
    return x @ w[:-1] + w[-1]


def train_answers(x, y, fold, weight, ridge):
    """Coefficients of each member, flattened to a probability by what the members say of answers they have not seen. The
    middle stays where it is: fitted anew for each member, it would be low where the other documents happen to hold few wrong
    answers, and members would rank answers of different documents by that."""
    raw = [regress(x[fold != m], y[fold != m], ridge, weight[fold != m]) for m in range(MEMBERS)]
    z = np.zeros(len(y))
    for m in range(MEMBERS):
        z[fold == m] = apply(raw[m], x[fold == m])
    members = []
    for m in range(MEMBERS):
        taught = fold != m
        slope = regress(z[taught, None], y[taught], 1e-3, weight[taught])[0]
        members.append(raw[m] * slope)
        members[m][-1] += (1 - slope) * np.average(z[taught], weights=weight[taught])
    for m in range(MEMBERS):
        z[fold == m] = apply(members[m], x[fold == m])
    return members, z


def train_tasks(sets):
    models = {}
    for task, data in sets.items():
        models[task], data.log_odds = train_answers(data.answer, data.label, data.fold, np.ones(len(data.label)), RIDGE[task])
    everything = list(sets.values())
    size = sum(len(data.label) for data in everything) / len(everything)
    weight = np.concatenate([np.full(len(data.label), size / len(data.label)) for data in everything])
    y = np.concatenate([data.label for data in everything])
    models["general"], z = train_answers(np.vstack([data.answer for data in everything]), y,
                                         np.concatenate([data.fold for data in everything]), weight, RIDGE["general"])
    begin = 0
    for data in everything:
        data.general = z[begin:begin + len(data.label)]
        begin += len(data.label)
    return models


def ranks_of(score):
    order = np.argsort(score, kind="stable")
    _, inverse, counts = np.unique(score[order], return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = np.empty(len(score))
    ranks[order] = ((ends - counts + 1 + ends) / 2)[inverse]
    return ranks


def auroc(score, y):
    n1 = (y == 1).sum()
    return (ranks_of(score)[y == 1].sum() - n1 * (n1 + 1) / 2) / (n1 * (len(y) - n1))


def matched_auroc(score, y, length, bins=10):
    """Over pairs of answers of about one length: the same tenth of lengths."""
    tenth = np.minimum((ranks_of(length) - 1) * bins // len(y), bins - 1)
    won = pairs = 0.0
    for t in np.unique(tenth):
        inside = tenth == t
        n = (y[inside] == 1).sum() * (y[inside] == 0).sum()
        if n:
            won += auroc(score[inside], y[inside]) * n
            pairs += n
    return won / pairs


def average_precision(score, y):
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(y[order])
    return float((hits / np.arange(1, len(y) + 1))[y[order] == 1].mean())


def balanced(flagged, y):
    return (flagged[y == 1].mean() + (~flagged)[y == 0].mean()) / 2


def f1(flagged, y):
    return 2 * (flagged & (y == 1)).sum() / max(flagged.sum() + (y == 1).sum(), 1)


def at_best(score, y, fold, value):
    """The threshold comes from the other folds."""
    flagged = np.zeros(len(y), bool)
    for m in range(MEMBERS):
        taught = fold != m
        candidates = np.quantile(score[taught], np.linspace(0, 1, 200))
        best = max(candidates, key=lambda t: value(score[taught] >= t, y[taught]))
        flagged[~taught] = score[~taught] >= best
    return value(flagged, y)


def calibration_error(p, y, bins=10):
    at = np.minimum((p * bins).astype(int), bins - 1)
    return sum((at == b).mean() * abs(p[at == b].mean() - y[at == b].mean()) for b in range(bins) if (at == b).any())


def report(name, score, data, p=None):
    y = data.label
    ece = f"{calibration_error(p, y):.3f}" if p is not None else "    -"
    print(f"{name:24s} n {len(y):5d}  AUROC {auroc(score, y):.3f}  matched {matched_auroc(score, y, data.length):.3f}  "
          f"AP {average_precision(score, y):.3f}  bal.acc {at_best(score, y, data.fold, balanced):.3f}  "
          f"F1 {at_best(score, y, data.fold, f1):.3f}  ECE {ece}", file=sys.stderr)


def covered(data, row, flags):
    """Characters of the tokens that are flagged, and of what stands between two of them that follow each other."""
    marks, last = np.zeros(data.length[row], bool), None
    for (start, end), flag in zip(data.extents[row], flags):
        if flag:
            marks[last if last is not None else start:end] = True
        last = end if flag else None
    return marks


def span_counts(data, threshold, rows):
    hit = said = true = 0
    scores = data.by_row(data.scores)
    for row in rows:
        marks, wanted = covered(data, row, scores[row] >= threshold), np.zeros(data.length[row], bool)
        for start, end in data.spans(row):
            wanted[start:end] = True
        hit, said, true = hit + (marks & wanted).sum(), said + marks.sum(), true + wanted.sum()
    return np.array([hit, said, true])


def span_threshold(data):
    """The log-odds from which a token is told; and the F1 of characters when it comes from the other folds."""
    thresholds = np.arange(-2.5, 0.1, 0.5)
    counts = np.array([[span_counts(data, t, np.flatnonzero(data.fold == m)) for m in range(MEMBERS)] for t in thresholds])
    value = lambda c: 2 * c[..., 0] / np.maximum(c[..., 1] + c[..., 2], 1)
    held = sum(counts[int(np.argmax(value(counts.sum(1) - counts[:, m])))][m] for m in range(MEMBERS))
    print(f"spans of {len(data.rows)} answers: characters F1 {value(held):.3f}", file=sys.stderr)
    return float(thresholds[int(np.argmax(value(counts.sum(1))))])


DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def model_lines(sets, members, models, threshold):
    """The text form that modelreader.cpp reads."""
    data = sets["qa"]
    yield from ["# Written by models/health/training/fit.py; not to be edited.",
                "# Numbers fitted on RAGTruth (ParticleMedia, MIT), SummEdits (Salesforce, Apache-2.0), Quintd-1 (MIT) and BEGIN",
                "# (Google, CC BY 4.0; its Topical-Chat part CDLA-Sharing 1.0). No text of these sets is in here: words and documents",
                "# are parts of their hashes."]
    yield from (f"# {task}: {SETS[task]}, {len(part.rows)} answers, {int(part.label.sum())} of them unsupported"
                for task, part in sets.items())
    yield "features " + " ".join(data.token_names + data.answer_names)
    yield f"span {threshold:g}"
    yield "base " + " ".join(str(base) for _, base, _ in members)
    usual = [lexicon.usual for lexicon, _, _ in members]
    yield "usual " + "".join(DIGITS[value] for value in usual)
    values = collections.defaultdict(dict)
    for m, (lexicon, _, _) in enumerate(members):
        for key, value in zip(lexicon.keys.tolist(), lexicon.bytes.tolist()):
            if value != lexicon.usual:
                values[key][m] = value
    for key in sorted(values):
        digits = "".join(DIGITS[values[key].get(m, usual[m])] for m in range(MEMBERS))
        yield f"word {key >> 32:08x} {'novel' if key & 1 else 'known'} {digits}"
    for m, (_, _, forest) in enumerate(members):
        for questions, leaves in forest:
            yield f"tree {m} " + " ".join(f"{c} {t}" for c, t in questions) + " " + " ".join(str(leaf) for leaf in leaves.tolist())
    for task, coefficients in models.items():
        for m, weights in enumerate(coefficients):
            yield f"task {task} {m} " + " ".join(f"{w:.5g}" for w in weights)
    shares = {task: float(data.label.mean()) for task, data in sets.items()}
    shares["general"] = sum(shares.values()) / len(shares)  # every set weighs the same
    yield from (f"share {task} {share:.4f}" for task, share in shares.items())
    documents = {int(key) >> 32 for part in sets.values() for key in part.document}
    yield from (f"document {key:08x}" for key in sorted(documents))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tools", required=True, type=Path, help="where plumbline_dumpfeatures and plumbline_boost are")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()

    sets = {task: LabelledSet(arguments.folder / file, arguments.tools / "plumbline_dumpfeatures") for task, file in SETS.items()}
    members = train_tokens(sets, arguments.tools / "plumbline_boost")
    for data in sets.values():
        data.dump(data.scores)
    for task, data in sets.items():
        if task in TOKEN_WEIGHT:
            print(f"tokens of {task}: AUROC {auroc(data.scores, data.target):.3f}", file=sys.stderr)
    models = train_tasks(sets)
    for task, data in sets.items():
        report(task, data.log_odds, data, sigmoid(data.log_odds))
        report(task + ", general", data.general, data, sigmoid(data.general))
        report(task + ", novel words", data.answer[:, data.answer_names.index("novel_words")], data)
    for task in ("data2txt", "qa"):
        threshold = span_threshold(sets[task])
    if arguments.out:
        arguments.out.parent.mkdir(parents=True, exist_ok=True)
        arguments.out.write_text("\n".join(model_lines(sets, members, models, threshold)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
