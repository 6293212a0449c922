// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/alarm.h"

namespace telemetry {

const char* toString(AlarmState state)
{
    switch (state) {
    case AlarmState::Raised:
        return "raised";
    case AlarmState::Acknowledged:
        return "acknowledged";
    case AlarmState::Latched:
        return "latched";
    case AlarmState::Shelved:
        return "shelved";
    case AlarmState::Cleared:
        return "cleared";
    case AlarmState::Suppressed:
        return "suppressed";
    }
    return "raised";
}

const char* toString(AlarmMeasure measure)
{
    switch (measure) {
    case AlarmMeasure::FailedShare:
        return "failed_share";
    case AlarmMeasure::MeanBadness:
        return "mean_badness";
    case AlarmMeasure::MovedShare:
        return "moved_share";
    }
    return "failed_share";
}

} // namespace telemetry
