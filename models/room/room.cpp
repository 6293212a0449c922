// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/room.h"

#include "models/room/roomworker.h"

#include <utility>

namespace room {

namespace {

std::size_t weightOf(const telemetry::TimelineEntry& entry)
{
    return entry.text.size() + entry.payload.size() + entry.subject.size() + entry.actor.size()
        + 256;
}

// Work for the room's thread, with an answer.
template<class Answer, class Work>
std::future<Answer> ask(RoomWorker* worker, Work work)
{
    auto promise = std::make_shared<std::promise<Answer>>();
    std::future<Answer> answer = promise->get_future();
    QMetaObject::invokeMethod(
        worker, [promise, work = std::move(work)] { promise->set_value(work()); },
        Qt::QueuedConnection);
    return answer;
}

} // namespace

Room::Room(RoomOptions options, QObject* parent)
    : QObject(parent)
    , m_worker(new RoomWorker(std::move(options)))
{
    qRegisterMetaType<room::RoomPicturePtr>();
    qRegisterMetaType<room::RoomEntriesPtr>();
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &RoomWorker::pictureChanged, this, &Room::pictureChanged);
    connect(m_worker, &RoomWorker::entriesRead, this, &Room::entriesRead);
    connect(m_worker, &RoomWorker::failed, this, &Room::failed);
    m_thread.setObjectName(QStringLiteral("room"));
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, &RoomWorker::begin, Qt::QueuedConnection);
}

Room::~Room()
{
    RoomWorker* worker = m_worker;
    QMetaObject::invokeMethod(
        worker,
        [worker] {
            worker->end();
            worker->thread()->quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

bool Room::publish(telemetry::TimelineEntry entry)
{
    const std::size_t weight = weightOf(entry);
    if (m_queued + weight > kMostQueued)
        return false;
    m_queued += weight;
    QMetaObject::invokeMethod(
        m_worker,
        [this, worker = m_worker, weight, entry = std::move(entry)]() mutable {
            worker->publish(std::move(entry));
            m_queued -= weight;
        },
        Qt::QueuedConnection);
    return true;
}

void Room::setView(const std::string& view)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, view] { worker->setView(view); }, Qt::QueuedConnection);
}

std::future<FiringLeave> Room::askToFire(const FiringAsk& asked, const std::string& intent)
{
    return ask<FiringLeave>(m_worker, [worker = m_worker, asked, intent] {
        if (worker->session() == nullptr) {
            FiringLeave leave;
            leave.reason = "The room's journal cannot be had.";
            leave.isBroken = !asked.isTrip && !asked.breakGlass.empty();
            leave.isAllowed = asked.isTrip || leave.isBroken;
            return leave;
        }
        const FiringLeave leave = worker->session()->askToFire(asked, intent);
        worker->tellSoon();
        return leave;
    });
}

std::future<bool> Room::isStillHeld(const std::string& name, std::int64_t fence)
{
    return ask<bool>(m_worker, [worker = m_worker, name, fence] {
        return worker->session() != nullptr && worker->session()->isStillHeld(name, fence);
    });
}

void Room::release(const std::string& name)
{
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, name] {
            if (worker->session() != nullptr)
                (void)worker->session()->releaseLock(name);
            worker->tellSoon();
        },
        Qt::QueuedConnection);
}

std::future<telemetry::Result<SyncReport>> Room::sync()
{
    return ask<telemetry::Result<SyncReport>>(m_worker,
                                              [worker = m_worker] { return worker->syncNow(); });
}

std::future<std::vector<RoomEntry>> Room::entries()
{
    return ask<std::vector<RoomEntry>>(m_worker, [worker = m_worker] {
        std::vector<RoomEntry> all;
        if (worker->session() != nullptr)
            all.assign(worker->session()->entries().begin(), worker->session()->entries().end());
        return all;
    });
}

} // namespace room
