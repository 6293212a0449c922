#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Learns which kinds of words follow each other in English prose; writes models/health/wordordertable.h.

Usage: wordorder.py DUMPKINDS FOLDER OUT.h. DUMPKINDS is the program plumbline_dumpkinds. FOLDER holds ragtruth_qa.jsonl,
quintd.jsonl (both MIT) and begin.jsonl (CC BY 4.0): their answers are read, not their contexts, and none of those from which
an answer of degenerate.jsonl was made, so that this set can be reported on. What is kept is a table of 43 x 43 rounded
log-odds of kinds of words: no text, no word of the sets."""

import json
import math
import subprocess
import sys
from pathlib import Path

KINDS = 43
SCALE = 4  # steps a nat; "M" is 0
SMOOTHING = 2.0


def texts(folder: Path) -> list[str]:
    used = {json.loads(line)["id"].split("-", 2)[2] for line in (folder / "degenerate.jsonl").open(encoding="utf-8")}
    used = {name.split("-", 1)[1] if name.split("-", 1)[0].isdigit() else name for name in used}
    found = []
    for name in ("ragtruth_qa.jsonl", "quintd.jsonl", "begin.jsonl"):
        for line in (folder / name).open(encoding="utf-8"):
            row = json.loads(line)
            if row["id"] not in used:
                found.append(row["output"])
    return found


def main() -> int:
    program, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    answers = texts(folder)
    done = subprocess.run([program], input="\0".join(a.replace("\0", "") for a in answers), capture_output=True, text=True,
                          check=True)
    pairs = [[0.0] * KINDS for _ in range(KINDS)]
    for line in done.stdout.splitlines():
        kinds = [ord(letter) - ord("0") for letter in line]
        for before, kind in zip(kinds, kinds[1:]):
            pairs[before][kind] += 1
    total = sum(map(sum, pairs))
    share = [(sum(row[kind] for row in pairs) + SMOOTHING) / (total + SMOOTHING * KINDS) for kind in range(KINDS)]
    rows = []
    for row in pairs:
        seen = sum(row)
        odds = [math.log((row[kind] + SMOOTHING * KINDS * share[kind]) / (seen + SMOOTHING * KINDS) / share[kind])
                for kind in range(KINDS)]
        rows.append("".join(chr(ord("M") + max(-12, min(12, round(SCALE * value)))) for value in odds))
    lines = "\n".join(f'    "{row}",' for row in rows)
    out.write_text(f"""// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace health {{

// ln(P(kind | kind before) / P(kind)) in steps of 1 / kWordOrderScale, "M" is 0; a row for each
// kind before. Learnt by training/wordorder.py from {len(answers)} answers, {int(total)} pairs.
inline constexpr std::size_t kWordKinds = {KINDS};
inline constexpr double kWordOrderScale = {SCALE};
inline constexpr std::array<std::string_view, kWordKinds> kWordOrder{{
{lines}
}};

}} // namespace health
""", encoding="utf-8")
    print(f"{len(answers)} answers, {int(total)} pairs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
