// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/practice/scorecard.h"
#include "tests/models/practice/practicestory.h"
#include "tests/models/suspects/suspectsrecording.h"

#include <QtGlobal>

#include <memory>
#include <optional>

namespace practicetest {

inline practice::Truth planted()
{
    practice::Truth truth;
    truth.name = "planted";
    truth.incidentClass = "bad_model_version";
    truth.cures = {{"pin:shop", "m1"}, {"breaker:shop", "tripped"}};
    truth.brought = {"model-2"};
    return truth;
}

// Six answers in the seconds 1 to 6, five of the shop.
class PracticeDrill
{
public:
    PracticeDrill()
        : story(storetest::at(0))
    {
        writer = recording.writer();
        suspectstest::writeSuspects(*writer);
    }

    practice::Scorecard card(const practice::Truth& truth,
                             std::optional<telemetry::Timestamp> fault = {}) const
    {
        return of(story.record(100), truth, fault);
    }
    practice::Scorecard of(const incident::IncidentRecord& record, const practice::Truth& truth,
                           std::optional<telemetry::Timestamp> fault = {}) const
    {
        auto result = practice::scorecardOf(*recording.reader(), record, truth, fault);
        if (!result)
            qFatal("%s", result.error().message.c_str());
        return *result;
    }

    storetest::Recording recording;
    std::unique_ptr<store::Writer> writer;
    Story story;
};

} // namespace practicetest
