// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/alarmaround.h"

#include <algorithm>
#include <chrono>

namespace commands {

telemetry::Result<void> addLatest(const store::Reader& reader, const store::View& known,
                                  const telemetry::AlarmTransition& alarm, AlarmAround& around)
{
    using namespace std::chrono_literals;
    store::SeriesQuery query;
    query.match.service = alarm.service;
    query.match.operation = alarm.operation.value_or(std::string());
    query.match.check = alarm.check;
    query.match.model = alarm.model;
    store::View view = known;
    view.range.start = alarm.onset;
    if (alarm.state == telemetry::AlarmState::Cleared)
        view.range.end = std::min(view.range.end, alarm.time);
    const auto sums = reader.sums(view, query.match, {});
    if (!sums)
        return tl::make_unexpected(sums.error());
    for (const store::SumRow& row : *sums)
        around.latest.merge(row.sum);
    // The newest second of the newest hour, without reading all seconds of a long alarm.
    around.range = {.start = alarm.onset, .end = alarm.onset};
    for (const telemetry::Duration step : {telemetry::Duration(1h), telemetry::Duration(1s)}) {
        query.step = step;
        const auto points = reader.series(view, query);
        if (!points)
            return tl::make_unexpected(points.error());
        if (points->empty())
            break;
        view.range.start = std::max(view.range.start, points->back().start);
        around.range.end = points->back().start + step;
    }
    return {};
}

} // namespace commands
