// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/room.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <string>

namespace room {

// What Room does on its thread; all there.
class RoomWorker final : public QObject
{
    Q_OBJECT

public:
    explicit RoomWorker(RoomOptions options);
    ~RoomWorker() override;

    void begin();
    void end();
    void publish(telemetry::TimelineEntry entry);
    void setView(const std::string& view);
    telemetry::Result<SyncReport> syncNow();
    RoomSession* session() { return m_session.get(); } // null: the journal cannot be had
    void tellSoon(); // the picture, once for all that happens meanwhile

Q_SIGNALS:
    void pictureChanged(room::RoomPicturePtr picture);
    void entriesRead(room::RoomEntriesPtr entries);
    void failed(const QString& why);

private:
    void tell();
    void syncSoon(int milliseconds);
    void beat();

    std::optional<RoomOptions> m_options; // until begin()
    std::unique_ptr<RoomSession> m_session;
    std::string m_view = "{}";
    QTimer m_beat;
    QTimer m_sync;
    QTimer m_tell;
    int m_pause = 0; // ms until it is tried again; 0: the store is there
};

} // namespace room
