// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/measured.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace bench {

// What a figure, or its ratio to the anchor, should reach: at most, or at least where more is
// better.
struct BenchAim
{
    double bound = 0;
    bool isOfRatio = false; // else of the figure itself
    bool operator==(const BenchAim&) const = default;
};

// One row of `bench all`: a figure beside its anchor, both measured in the same run.
struct BenchFigure
{
    std::string bench; // "ingest"; with the name it is what a row is known by
    std::string name;
    std::string unit;
    bool isMoreBetter = false;
    bool isSteady = false; // a share or a size: on another machine it would be the same
    std::optional<Measured> figure;
    std::string anchor; // its name; empty: the figure stands alone
    std::optional<Measured> anchorFigure;
    std::optional<Measured> ratio; // figure / anchor
    std::optional<BenchAim> aim;
    std::string note; // "skipped: why", "failed: why"; or why there is no anchor

    bool isFailed() const { return note.starts_with("failed: "); }
};

// Nothing where there is no aim, or where it cannot be told.
std::optional<bool> isMet(const BenchFigure& figure);

// Rows of several runs of the same benchmarks as one row each: the medians of the runs are its
// rounds. A row of which there is one run keeps the rounds that it has; a note is the last one's.
std::vector<BenchFigure> mergedRuns(const std::vector<std::vector<BenchFigure>>& runs);

QJsonObject figureJson(const BenchFigure& figure);
// Nothing of what is no row.
std::optional<BenchFigure> figureFromJson(const QJsonObject& object);

} // namespace bench
