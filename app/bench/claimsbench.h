// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/labelledset.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace bench {

// How well a score tells sentences that are not supported from those that are.
struct ClaimSeparation
{
    std::string name;
    double auroc = 0;
    double low = 0; // of the AUROC: 95 % of 200 draws of documents
    double high = 0;
    double averagePrecision = 0;
    double balancedAccuracy = 0; // thresholds from other documents
    double f1 = 0;
};

// Characters that a way of marking and the labels agree on.
struct SpanAgreement
{
    std::string name;
    double precision = 0;
    double recall = 0;
    double f1 = 0;
};

struct ClaimFigures
{
    std::string name;
    std::string skipped; // why nothing was measured; else empty
    bool isBySentence = false; // else the set labels answers, and the worst sentence counts
    std::size_t answers = 0;
    std::size_t units = 0; // sentences or answers, of every other document
    std::size_t unjudged = 0; // sentences of these that state nothing, or of which nothing is known
    std::size_t unjudgedWrong = 0; // of the unjudged: hold a labelled span
    std::size_t wrong = 0; // of the units
    std::size_t documents = 0;
    std::vector<ClaimSeparation> separations; // ours first
    std::vector<SpanAgreement> spans; // of the same documents; empty where the set marks none
    // A sentence of the context with half of its words left out: how often it is the evidence.
    std::size_t planted = 0;
    double plantedFirst = 0; // share, ours
    double plantedBm25 = 0; // share, the best sentence by BM25
    double medianMicroseconds = 0; // of one answer
    double slowMicroseconds = 0; // p99
};

// Each answer by the member of the model that has not seen its document.
ClaimFigures measureClaims(const LabelledSet& set);

// Of all sets in the folder that mark support; says so where there are none. The exit status.
int runClaims(const std::string& folder, bool isJson);

} // namespace bench
