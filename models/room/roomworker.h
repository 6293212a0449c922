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
    RoomWorker(RoomOptions options, std::shared_ptr<RoomPublisher> publisher);
    ~RoomWorker() override;

    void begin();
    void end();
    void takeKept(const telemetry::Result<void>& kept); // an entry, into the journal
    void setView(const std::string& view);
    telemetry::Result<SyncReport> syncNow();
    RoomSession* session() { return m_session.get(); } // null: the journal cannot be had
    void tellSoon(); // the picture, once for all that happens meanwhile
    void handOverSoon(); // likewise

Q_SIGNALS:
    void pictureChanged(room::RoomPicturePtr picture);
    void entriesRead(room::RoomEntriesPtr entries);
    void entriesVoided();
    void handoverRead(const QString& text);
    void failed(const QString& why);
    void notKept(const QString& why);

private:
    void tell();
    void handOver();
    RoomPicturePtr picture();
    void syncSoon(int milliseconds);
    void beat();

    std::optional<RoomOptions> m_options; // until begin()
    const std::shared_ptr<RoomPublisher> m_publisher;
    std::unique_ptr<RoomSession> m_session;
    std::string m_view = "{}";
    QTimer m_beat;
    QTimer m_sync;
    QTimer m_tell;
    QTimer m_handOver;
    int m_pause = 0; // ms until it is tried again; 0: the store is there
};

} // namespace room
