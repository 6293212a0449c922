// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/roomshare.h"

#include "models/store/reader.h"

#include <utility>

RoomShare::RoomShare(std::shared_ptr<room::RoomPublisher> publisher, std::string recording)
    : m_publisher(std::move(publisher))
    , m_recording(std::move(recording))
{
}

void RoomShare::share(const telemetry::TimelineEntry& entry)
{
    if (!room::isShared(entry.kind))
        return;
    const bool isOfRecording = entry.kind == "incident";
    m_publisher->publish(isOfRecording ? room::ofRecording(entry, recordingId()) : entry).wait();
}

const std::string& RoomShare::recordingId()
{
    std::call_once(m_isRead, [this] {
        const auto reader = store::Reader::open(m_recording);
        const auto id = reader
            ? (*reader)->recordingId()
            : telemetry::Result<std::string>(tl::make_unexpected(reader.error()));
        m_id = id.value_or(std::string());
    });
    return m_id;
}
