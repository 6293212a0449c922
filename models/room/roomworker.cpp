// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roomworker.h"

#include "models/room/roomhandover.h"

#include <algorithm>
#include <utility>

namespace room {

namespace {

constexpr int kFirstPause = 1000; // ms
constexpr int kLongestPause = 30000;
constexpr int kTellAfter = 150;
constexpr int kPoll = 500; // of a store that cannot tell news
constexpr int kLookAnyway = 5000; // of one that can: a notification may be lost

} // namespace

RoomWorker::RoomWorker(RoomOptions options, std::shared_ptr<RoomPublisher> publisher)
    : m_options(std::move(options))
    , m_publisher(std::move(publisher))
    , m_beat(this)
    , m_sync(this)
    , m_tell(this)
    , m_handOver(this)
{
    m_handOver.setSingleShot(true);
    connect(&m_handOver, &QTimer::timeout, this, &RoomWorker::handOver);
    m_sync.setSingleShot(true);
    m_tell.setSingleShot(true);
    connect(&m_tell, &QTimer::timeout, this, &RoomWorker::tell);
    m_beat.setInterval(kHeartbeatSeconds * 1000);
    connect(&m_sync, &QTimer::timeout, this, [this] { (void)syncNow(); });
    connect(&m_beat, &QTimer::timeout, this, &RoomWorker::beat);
}

RoomWorker::~RoomWorker() = default;

void RoomWorker::begin()
{
    const auto thread = std::make_shared<JournalThread>();
    auto journals = openJournals(thread, m_options->journals, m_options->url.place(),
                                 m_options->url.room, m_options->who);
    if (!journals) {
        m_publisher->fail(journals.error());
        Q_EMIT failed(QString::fromStdString(journals.error().message));
        return;
    }
    const auto journal = journals->journal;
    m_session =
        std::make_unique<RoomSession>(std::move(*m_options), thread, std::move(*journals));
    m_options.reset();
    m_publisher->setOnKept([this](const telemetry::Result<void>& kept) {
        QMetaObject::invokeMethod(
            this, [this, kept] { takeKept(kept); }, Qt::QueuedConnection);
    });
    m_publisher->open(journal);
    m_session->setOnEntries([this](const std::vector<RoomEntry>& page) {
        Q_EMIT entriesRead(std::make_shared<const std::vector<RoomEntry>>(page));
    });
    m_session->setOnReset([this] { Q_EMIT entriesVoided(); });
    m_session->setNews([this] { syncSoon(0); });
    (void)syncNow();
    m_beat.start();
    beat();
}

void RoomWorker::end()
{
    m_publisher->setOnKept(nullptr); // it outlives this
    m_beat.stop();
    m_sync.stop();
    m_tell.stop();
    m_handOver.stop();
    if (m_session)
        m_session->leave();
    m_session.reset();
}

void RoomWorker::takeKept(const telemetry::Result<void>& kept)
{
    if (!m_session)
        return;
    if (!kept)
        Q_EMIT notKept(QString::fromStdString(kept.error().message));
    else if (m_pause == 0) // while the store is away it is tried at its own pace
        syncSoon(0);
    tellSoon();
}

void RoomWorker::setView(const std::string& view)
{
    if (view == m_view)
        return;
    m_view = view;
    if (m_session && m_pause == 0)
        beat();
}

void RoomWorker::syncSoon(int milliseconds)
{
    if (!m_sync.isActive() || m_sync.remainingTime() > milliseconds)
        m_sync.start(milliseconds);
}

telemetry::Result<SyncReport> RoomWorker::syncNow()
{
    if (!m_session)
        return telemetry::failure(telemetry::ErrorKind::Refused, "The room's journal is not open.");
    auto report = m_session->sync();
    if (report) {
        m_pause = 0;
        m_sync.start(m_session->tellsNews() ? kLookAnyway : kPoll);
    } else {
        m_pause = std::clamp(m_pause * 2, kFirstPause, kLongestPause);
        m_sync.start(m_pause);
    }
    if (!report || report->sent > 0 || report->received > 0)
        tellSoon();
    return report;
}

void RoomWorker::beat()
{
    if (m_session && m_session->isConnected()) {
        if (!m_session->beat(m_view)) // found out before any sync did
            syncSoon(kFirstPause);
    }
    tellSoon();
}

void RoomWorker::tellSoon()
{
    if (!m_tell.isActive())
        m_tell.start(kTellAfter);
}

void RoomWorker::tell()
{
    if (m_session)
        Q_EMIT pictureChanged(picture());
}

void RoomWorker::handOverSoon()
{
    if (!m_handOver.isActive())
        m_handOver.start(kTellAfter);
}

void RoomWorker::handOver()
{
    if (!m_session)
        return;
    const auto now = picture();
    const auto& entries = m_session->entries();
    const bool isWhole = entries.empty() || entries.front().sequence == 1;
    Q_EMIT handoverRead(QString::fromStdString(
        toText(handoverOf(entries, now->present, now->locks, now->conflicts, isWhole))));
}

RoomPicturePtr RoomWorker::picture()
{
    auto picture = std::make_shared<RoomPicture>();
    if (m_session->isConnected()) {
        if (auto present = m_session->presences())
            picture->present = std::move(*present);
        if (auto locks = m_session->locks())
            picture->locks = std::move(*locks);
    }
    picture->self = m_session->identity();
    picture->url = m_session->url();
    picture->isConnected = m_session->isConnected();
    picture->provesLogins = m_session->provesLogins();
    picture->trouble = m_session->trouble();
    picture->waiting = m_session->waiting();
    picture->conflicts = m_session->conflicts();
    return picture;
}

} // namespace room
