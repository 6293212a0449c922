// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/alarmaround.h"
#include "models/health/incidents.h"
#include "models/store/judgerow.h"
#include "models/store/query.h"

#include <QJsonObject>
#include <QString>

#include <string>

namespace commands {

// The canonical rows of `query`, one JSON object each. Absent values are null; ids are lower-case
// hex; times are integer nanoseconds. Text is well-formed UTF-8, whatever came in.
QJsonObject toJson(const store::SpanRow& span);
QJsonObject toJson(const telemetry::Generation& generation);
// `span` is the step's own.
QJsonObject toJson(const telemetry::Step& step, const store::SpanRow& span);
QJsonObject toJson(const telemetry::Evaluation& evaluation);
// What a person said in the telemetry, as the timeline's entry of a verdict would tell it; of no
// sequence or hash, for it is no part of the chain.
QJsonObject verdictJson(const telemetry::Evaluation& evaluation);
// `start` is the call's; zero when not told.
QJsonObject toJson(const store::SuspectRow& suspect, telemetry::Timestamp start);
QJsonObject toJson(const telemetry::AlarmTransition& alarm, const AlarmAround& around);
QJsonObject toJson(const health::Incident& incident);
QJsonObject toJson(const store::JudgeRow& judge);
QJsonObject toJson(const telemetry::TimelineEntry& entry);
QJsonObject toJson(const telemetry::SignalKey& key, const store::SeriesPoint& point);
QJsonObject toJson(const store::RecordingInfo& info);

QString displayText(const std::string& utf8);

} // namespace commands
