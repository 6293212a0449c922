// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/benchcompare.h"

#include <algorithm>
#include <string>

namespace bench {

namespace {

using Kind = BenchChange::Kind;

bool isSpread(const Measured& measured)
{
    return measured.most > measured.least;
}

Kind kindOf(const Measured& before, const Measured& after, bool isMoreBetter)
{
    const bool isMore = after.least > before.most && after.median > before.median * (1 + kTold);
    const bool isLess = after.most < before.least && after.median < before.median * (1 - kTold);
    if (!isMore && !isLess)
        return Kind::Same;
    return isMore == isMoreBetter ? Kind::Better : Kind::Worse;
}

BenchChange changeOf(const BenchFigure& before, const BenchFigure* after)
{
    BenchChange change{.kind = Kind::Untold,
                       .bench = before.bench,
                       .name = before.name,
                       .isOfRatio = false,
                       .before = {},
                       .after = {},
                       .why = {}};
    const auto untold = [&change](const std::string& why) {
        change.why = why;
        return change;
    };
    const auto failed = [&change](const std::string& why) {
        change.kind = Kind::Failed;
        change.why = why;
        return change;
    };
    if (!before.figure)
        return untold("not measured before: " + before.note);
    if (after == nullptr)
        return failed("measured before, and there is no such row now");
    if (after->isFailed())
        return failed(after->note);
    if (!after->figure)
        return failed("measured before, and not now: " + after->note);
    if (!before.isSteady && before.ratio && !after->ratio)
        return failed("its anchor was measured before, and not now"
                      + (after->note.empty() ? std::string() : ": " + after->note));
    change.isOfRatio = !before.isSteady && before.ratio && after->ratio;
    if (!change.isOfRatio && !before.isSteady)
        return untold(before.anchor.empty()
                          ? "there is no anchor, and times of other runs say little"
                          : "the anchor was not measured before");
    change.before = change.isOfRatio ? *before.ratio : *before.figure;
    change.after = change.isOfRatio ? *after->ratio : *after->figure;
    if (!before.isSteady && (!isSpread(change.before) || !isSpread(change.after)))
        return untold("a single round has no spread");
    change.kind = kindOf(change.before, change.after, before.isMoreBetter);
    return change;
}

} // namespace

std::vector<BenchChange> benchChanges(const std::vector<BenchFigure>& before,
                                      const std::vector<BenchFigure>& after)
{
    std::vector<BenchChange> changes;
    for (const BenchFigure& row : before) {
        const auto found = std::ranges::find_if(after, [&row](const BenchFigure& one) {
            return one.bench == row.bench && one.name == row.name;
        });
        changes.push_back(changeOf(row, found == after.end() ? nullptr : &*found));
    }
    return changes;
}

bool hasWorsened(const std::vector<BenchChange>& changes)
{
    return std::ranges::any_of(changes, [](const BenchChange& change) {
        return change.kind == Kind::Worse || change.kind == Kind::Failed;
    });
}

const char* toString(BenchChange::Kind kind)
{
    switch (kind) {
    case Kind::Worse:
        return "worse";
    case Kind::Better:
        return "better";
    case Kind::Same:
        return "same";
    case Kind::Failed:
        return "failed";
    case Kind::Untold:
        break;
    }
    return "cannot be told";
}

} // namespace bench
