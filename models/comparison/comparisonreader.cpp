// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/comparisonreader.h"

#include <utility>

namespace comparison {

namespace {

telemetry::Result<std::shared_ptr<const trace::TraceContents>>
contentsOf(const store::Reader& reader, const telemetry::TraceId& id, const store::View& view)
{
    auto contents = trace::readTraceContents(reader, id, view);
    if (!contents)
        return tl::make_unexpected(contents.error());
    if (contents->tree->isEmpty())
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "The recording has no trace " + telemetry::toHex(id) + '.');
    return std::make_shared<const trace::TraceContents>(std::move(*contents));
}

} // namespace

telemetry::Result<ComparedRuns> readComparison(const store::Reader& reader, const store::View& view,
                                               const ComparisonQuestion& question)
{
    auto here = contentsOf(reader, question.suspect.suspect.trace, view);
    if (!here)
        return tl::make_unexpected(here.error());
    ComparedRuns all;
    if (question.isPicking || !question.with) {
        auto runs = findGoodRuns(reader, view, question.suspect);
        if (!runs)
            return tl::make_unexpected(runs.error());
        all.runs = std::move(*runs);
    }
    if (question.with)
        all.good = *question.with;
    else if (!all.runs.runs.empty())
        all.good = all.runs.runs.front().key.trace;
    else
        return all;
    auto there = contentsOf(reader, all.good, view);
    if (!there)
        return tl::make_unexpected(there.error());
    all.result = std::make_shared<const Comparison>(
        compare({.suspect = *here, .good = *there, .suspectClaims = {}, .goodClaims = {}}));
    return all;
}

} // namespace comparison
