// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/notify/event.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace notify {

// Reads the entries of a timeline in their order and tells what people are to hear of, with what
// earlier entries said of the same incident: its severity and services. That it has another
// commander is told only where it has: of a closed one nobody takes the command. One thread.
class EventReader
{
public:
    // `servicesOf` names those of an alarm by its id; empty: not known.
    using AlarmServices = std::function<std::vector<std::string>(const std::string& alarm)>;
    EventReader(std::string recording, AlarmServices servicesOf);

    std::optional<Event> take(const telemetry::TimelineEntry& entry);

private:
    struct Known
    {
        int severity = 0;
        std::vector<std::string> services;
        bool isOpen = true;
        std::string commander; // empty: nobody is
    };
    // Whether another one commands it than before, as far as that is known.
    bool note(const telemetry::TimelineEntry& entry);

    const std::string m_recording;
    const AlarmServices m_servicesOf;
    std::map<std::string, Known> m_incidents;
};

} // namespace notify
