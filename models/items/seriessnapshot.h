// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/activity.h"
#include "models/items/levermarks.h"
#include "models/items/narrowing.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <optional>
#include <string>
#include <vector>

namespace items {

// One check's series, of one service.
struct CheckSeries
{
    std::string service;
    std::string check;
    std::vector<store::SeriesPoint> points; // buckets without data are absent
    telemetry::Timestamp lastEvent; // newest observation known, of any time
    std::optional<telemetry::AlarmTransition> alarm; // the newest one that is open
    std::optional<double> usual; // failed share before the newest alarm on it
};

// Answers a bucket, of one model (one service chosen) or of one service (the fleet).
struct VolumeSeries
{
    std::string name;
    std::vector<store::SeriesPoint> points; // only sum.count counts
};

// One check's series on the answers of one model and version of the service.
struct VersionSeries
{
    std::string name; // model, and the version where several run the same model
    Narrowing answers; // those it is of
    std::vector<store::SeriesPoint> points;
};

// A stretch during which an alarm was open.
struct AlarmSpan
{
    std::string alarm;
    std::string service;
    std::string check;
    int severity = 2;
    bool isOpen = false; // goes on beyond the end of what is known
    telemetry::Timestamp known; // when the first of its transitions that were given was recorded
    telemetry::TimeRange range; // from the estimated onset
};

// A service went back to a model that it had been served by before.
struct ModelReturn
{
    telemetry::Timestamp time; // of the bucket in which it did
    std::string model;
    std::string previous; // that it went back from
};

// Seen in single answers only, when the cause of an alarm was looked for: a level of load, a value
// that came back or took more of the traffic. First sights are ChangeRows.
struct FoundChange
{
    telemetry::Timestamp time;
    std::string field; // as of ChangeRow, or "load"
    std::string value;
    bool isReturn = false; // else there is more of it

    friend bool operator==(const FoundChange&, const FoundChange&) = default;
};

// All that the charts of the health page show, read in one go.
struct SeriesSnapshot
{
    std::string service; // empty: the fleet
    telemetry::TimeRange range; // somewhat wider than what is visible, so that charts can slide
    telemetry::Duration step = std::chrono::seconds(1);
    std::vector<CheckSeries> checks; // by check, then by service
    std::vector<VolumeSeries> volumes; // largest first
    std::vector<AlarmSpan> alarms;
    std::vector<store::ChangeRow> changes;
    std::vector<ModelReturn> returns; // of one service; in order of time
    std::vector<FoundChange> found; // of the open alarm's service
    std::optional<FoundChange> likeliest; // the change that is its likeliest cause
    std::vector<LeverMark> levers; // that concern the service; of the fleet all
    std::vector<store::Gap> gaps;
    std::vector<telemetry::AlarmTransition> openAlarms; // of the service, worst first
    std::vector<telemetry::AlarmTransition> quietAlarms; // shelved or suppressed, worst first
    // Of the service, the one that was over last, before those of shifts; where none is open.
    std::optional<telemetry::AlarmTransition> clearedAlarm;
    bool isTooLarge = false; // a fleet of more services than lines can be told apart: nothing read
    // Of one service only.
    Activity activity;
    std::string versionCheck; // the check that `versions` are of; empty without any
    std::vector<VersionSeries> versions; // by name; empty where there is only one
};

// Pool thread. `service` empty: all services. Without `activity` nothing is told of speed and size.
// Alarms as they stood at `then`, see alarmsThen().
telemetry::Result<SeriesSnapshot>
readSeries(const store::Reader& reader, const store::View& view, const std::string& service,
           ActivityReader* activity = nullptr,
           telemetry::Timestamp then = telemetry::Timestamp::max());

// All signals of one check of one service, added up.
store::SeriesQuery seriesQuery(const std::string& service, const std::string& check,
                               telemetry::Duration step);

// Width of a bucket for a range: about sixty buckets, in round numbers of seconds, minutes or
// hours.
telemetry::Duration bucketStep(telemetry::Duration span);
// Coarser where so many results a second would leave fewer than ten in a bucket, as far as a dozen
// buckets are left.
telemetry::Duration bucketStep(telemetry::Duration span, double rate);

// Somewhat more than the view, so that charts can slide, from the beginning of a bucket: one that
// is cut by the edge would look like a dip.
store::View wholeBuckets(store::View view, telemetry::Duration step);

// One for each alarm, from its transitions in order of time: the newest counts; open ones end at
// `now`.
std::vector<AlarmSpan> alarmSpans(const std::vector<telemetry::AlarmTransition>& alarms,
                                  telemetry::Timestamp now);

} // namespace items
