// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/followers.h"
#include "models/items/timeconductor.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/healthpage.h"

#include <string>

namespace pagetest {

// The health page on a recording, at the end of a range, shown.
struct ShownPage
{
    ShownPage(const std::string& path, const telemetry::TimeRange& bounds, telemetry::Duration span,
              const common::Theme& theme)
        : queries(path)
        , conductor(clockAt(bounds.end), false)
        , fleet((place(bounds, span), queries), conductor)
        , page(queries, conductor, fleet, theme)
    {
        page.resize(1000, 900);
        page.show();
    }

    ManualClock clock;
    items::RecordingQueries queries;
    items::TimeConductor conductor;
    items::FleetFollower fleet;
    dashboard::HealthPage page;

private:
    const ManualClock& clockAt(telemetry::Timestamp time)
    {
        clock.time = time;
        return clock;
    }
    void place(const telemetry::TimeRange& bounds, telemetry::Duration span)
    {
        conductor.setBounds(bounds);
        conductor.setSpan(span);
        conductor.seek(bounds.end);
    }
};

} // namespace pagetest
