// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/roompublisher.h"
#include "models/telemetry/timelineentry.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>

// Tells a room what was committed to a recording. It may outlive the room's port: a recording's
// writing thread does.
class RoomShare
{
public:
    RoomShare(std::shared_ptr<room::RoomPublisher> publisher, std::string recording);

    // Any thread but the GUI's: waits until the room's journal has it, which no store holds up.
    // Nothing where the kind is not for a room. What could not be kept is told by the room.
    void share(const telemetry::TimelineEntry& entry);

private:
    const std::string& recordingId();

    const std::shared_ptr<room::RoomPublisher> m_publisher;
    const std::string m_recording;
    std::once_flag m_isRead;
    std::string m_id; // of the recording; empty: not known
};
