// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/judgesnapshot.h"

#include "models/items/seriessnapshot.h"

#include <algorithm>
#include <tuple>

namespace items {

telemetry::Timestamp JudgeSnapshot::settled(const store::JudgeRow& judge) const
{
    if (knownAt == telemetry::Timestamp::max())
        return range.end;
    return std::min(range.end, knownAt - judge.delayWorst.value_or(telemetry::Duration::zero()));
}

telemetry::Result<JudgeSnapshot> readJudges(const store::Reader& reader, const store::View& view,
                                            const std::string& service,
                                            const telemetry::GoldenSet* golden)
{
    JudgeSnapshot snapshot;
    snapshot.service = service;
    snapshot.goldenItems = golden == nullptr ? 0 : golden->items().size();
    snapshot.step = bucketStep(view.range.duration());
    snapshot.knownAt = view.knownAt;
    const store::View wide = wholeBuckets(view, snapshot.step);
    snapshot.range = wide.range;
    if (service.empty())
        return snapshot;
    auto judges = reader.judges(wide,
                                {.service = service,
                                 .step = snapshot.step,
                                 .limit = JudgeSnapshot::kMost,
                                 .golden = golden});
    if (!judges)
        return tl::make_unexpected(judges.error());
    snapshot.judges = std::move(*judges);
    std::ranges::stable_sort(snapshot.judges, {}, [](const store::JudgeRow& judge) {
        return std::tuple(judge.check, judge.evaluator);
    });
    return snapshot;
}

} // namespace items
