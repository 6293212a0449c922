// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incident.h"
#include "models/incident/incidententries.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace commands {

// The incidents of a recording while nobody else can write there: what is decided on what was read
// holds when it is written. Or beside a window that writes there: then it is asked of that window,
// which decides by what stands when it writes (incidentrequests.h).
class IncidentWriting
{
public:
    // Refused while another program writes there that takes no requests: an incident goes on where
    // the recording does. Unreadable when it is no recording. Nothing is created.
    static telemetry::Result<IncidentWriting> open(const std::string& path);

    const std::vector<incident::Incident>& incidents() const { return m_incidents; }
    // By id; empty: the newest that is open, else the newest. Usage error when there is none.
    telemetry::Result<incident::Incident> meant(const std::string& id) const;
    // Usage error when there is no such alarm, alert or entry.
    telemetry::Result<incident::Opening> ofAlarm(const std::string& alarm) const;
    // With the other open alarms of its group, as a window takes them in.
    telemetry::Result<incident::Opening> ofGroup(const std::string& alarm) const;
    telemetry::Result<incident::Opening> ofAlert(const std::string& fingerprint) const;
    telemetry::Result<telemetry::Timestamp> timeOf(std::int64_t entry) const;
    telemetry::Result<incident::Leaving> leavingOf(const incident::Incident& incident,
                                                   const incident::Opening& opening) const;
    // On stderr, what asks for a second thought before the operator closes it.
    void tellAgainstClosing(const incident::Incident& incident) const;

    // Writes them as the operator's, or has them written, one after the other; prints what was
    // written, or reports why not, and then nothing after it is written. The exit status.
    int finish(const incident::Entry& entry, bool isJson)
    {
        return finish(std::vector<incident::Entry>{entry}, isJson);
    }
    int finish(const std::vector<incident::Entry>& entries, bool isJson);

private:
    incident::Entry write(telemetry::TimelineEntry entry);
    incident::Entry askFor(const telemetry::TimelineEntry& entry) const;

    std::string m_path;
    std::unique_ptr<store::Writer> m_writer; // null: beside a window
    std::unique_ptr<store::Reader> m_reader;
    std::vector<incident::Incident> m_incidents;
};

} // namespace commands
