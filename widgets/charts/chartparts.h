// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/seriessnapshot.h"
#include "widgets/charts/chartdata.h"

#include <cstddef>
#include <set>
#include <string>

namespace charts {

// What the charts of a snapshot have in common.

inline constexpr std::int64_t kNameLength = 40;

// Translated; the text has to be marked: QT_TRANSLATE_NOOP("Charts", "…").
QString chartText(const char* text);

common::ColorRole seriesRole(std::size_t index);
// The same name has the same colour in every chart of a snapshot, and keeps it while the set of
// names does.
std::size_t placeOf(const std::set<std::string>& names, const std::string& name);
std::set<std::string> volumeNames(const items::SeriesSnapshot& snapshot);

// How long a bucket has run; zero: not long enough to be shown. The only one there is is shown all
// the same.
telemetry::Duration shownWidth(const items::SeriesSnapshot& snapshot, telemetry::Timestamp start,
                               bool isAlone);
telemetry::Duration shownWidth(const telemetry::TimeRange& range, telemetry::Duration step,
                               telemetry::Timestamp start, bool isAlone);

Point pointOf(telemetry::Timestamp start, telemetry::Duration width, double value,
              std::int64_t count);

// Telemetry that ends within a bucket, as at the end of a recording, leaves a handful of answers in
// it, whose 0 % would be taken for the newest level: such a last one is left out. Told by how many
// the one before holds, at the same rate.
void dropPartFilled(Line& line);

// The failed share with its interval, in percent.
Line failedShare(const std::vector<store::SeriesPoint>& points,
                 const items::SeriesSnapshot& snapshot);

// Alarms of the check, changes and gaps. An empty check means all.
void addMarks(ChartData& data, const items::SeriesSnapshot& snapshot, const std::string& check);

} // namespace charts
