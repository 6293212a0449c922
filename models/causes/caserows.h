// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/caseanswer.h"
#include "models/store/judgerow.h"
#include "models/store/query.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/goldenset.h"
#include "models/telemetry/link.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace store {
class Reader;
}

namespace causes {

// What went wrong where and when, as far as it is known before looking.
struct CaseQuestion
{
    std::string service;
    std::string check; // signal's name; empty: whatever moved most
    std::string alarm; // id; empty: none was raised
    // Of the alarm; absent: to be found in the range. The interval is where it may lie.
    std::optional<telemetry::Timestamp> onset = {};
    std::optional<telemetry::Timestamp> onsetLow = {};
    std::optional<telemetry::Timestamp> onsetHigh = {};
    telemetry::TimeRange range; // what is looked at: some time before the onset, and since
    // "The last minutes" are those before it; absent: before the end of the range.
    std::optional<telemetry::Timestamp> cursor = {};
};

// Everything that is read of a case. A value.
struct CaseRows
{
    CaseQuestion question;
    std::vector<std::string> checks; // signals' names, by place
    std::vector<CaseAnswer> answers; // of the service, by when they began
    std::vector<CaseAnswer> others; // of all other services, likewise
    std::vector<store::ChangeRow> changes; // of any service, first seen in the range or before it
    std::vector<store::JudgeRow> judgesBefore; // of what is said about the service's answers
    std::vector<store::JudgeRow> judgesAfter;
    bool hasGolden = false; // there is a golden set: the judges' agreement with it was looked for
    std::vector<telemetry::LinkStatus> links; // as they were at the cursor
    bool isShort = false; // there were more answers than are looked at
};

// Without what its trace tells: CaseTraces::fill().
CaseAnswer caseAnswer(const telemetry::Generation& generation);

struct ReadLimits
{
    std::int64_t before = 3000; // answers of the service, the newest before the onset
    std::int64_t after = 3000; // the first since
    std::int64_t others = 2000; // of other services, before and after each
    // Evaluations in a row, of later answers, after which no more of these are looked for.
    std::size_t beyond = 20'000;
};

// Pool thread. Of an alarm as it was known at the view's cursor: half an hour before its onset to
// the cursor, or until it was over. Usage error when there is no such alarm.
telemetry::Result<CaseQuestion> questionOf(const store::Reader& reader, const std::string& alarm,
                                           telemetry::Timestamp knownAt);
CaseQuestion questionOf(const telemetry::AlarmTransition& alarm, telemetry::Timestamp knownAt);

// Pool thread. As known at `knownAt`. `golden`: what judges are held against; null: there is none.
telemetry::Result<CaseRows> readCase(const store::Reader& reader, CaseQuestion question,
                                     telemetry::Timestamp knownAt, const ReadLimits& limits = {},
                                     const telemetry::GoldenSet* golden = nullptr);

} // namespace causes
