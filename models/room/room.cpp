// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/room.h"

#include "models/room/roomworker.h"
#include "models/telemetry/clock.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace room {

namespace {

constexpr std::size_t kMostApprovals = 1000;

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
    , m_worker(new RoomWorker(std::move(options), m_publisher))
{
    qRegisterMetaType<room::RoomPicturePtr>();
    qRegisterMetaType<room::RoomEntriesPtr>();
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &RoomWorker::pictureChanged, this, &Room::pictureChanged);
    // On the room's thread: whoever is told of entries finds their decisions.
    connect(m_worker, &RoomWorker::entriesRead, m_worker, [this](const RoomEntriesPtr& entries) {
        takeApprovals(*entries);
        Q_EMIT entriesRead(entries);
    });
    connect(m_worker, &RoomWorker::entriesVoided, m_worker, [this] {
        {
            const std::scoped_lock lock(m_mutex);
            m_approvals.clear();
        }
        Q_EMIT entriesVoided();
    });
    connect(m_worker, &RoomWorker::handoverRead, this, &Room::handoverRead);
    connect(m_worker, &RoomWorker::notKept, this, &Room::notKept);
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

void Room::setView(const std::string& view)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, view] { worker->setView(view); }, Qt::QueuedConnection);
}

std::future<FiringLeave> Room::askToFire(const FiringAsk& asked)
{
    return ask<FiringLeave>(m_worker, [worker = m_worker, asked] {
        if (worker->session() == nullptr) {
            FiringLeave leave;
            leave.reason = "The room's journal cannot be had.";
            leave.isBroken = !asked.isTrip && !asked.breakGlass.empty();
            leave.isAllowed = asked.isTrip || leave.isBroken;
            return leave;
        }
        const FiringLeave leave = worker->session()->askToFire(asked);
        worker->tellSoon();
        return leave;
    });
}

std::future<FiringLeave> Room::confirmFiring(const FiringAsk& asked, const FiringLeave& leave)
{
    return ask<FiringLeave>(m_worker, [worker = m_worker, asked, leave] {
        if (worker->session() == nullptr) // nothing was held, and no approval spent
            return leave;
        const FiringLeave confirmed = worker->session()->confirmFiring(asked, leave);
        worker->tellSoon();
        return confirmed;
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

void Room::requestHandover()
{
    QMetaObject::invokeMethod(m_worker, &RoomWorker::handOverSoon, Qt::QueuedConnection);
}

void Room::takeApprovals(const std::vector<RoomEntry>& entries)
{
    for (const RoomEntry& entry : entries) {
        auto approval = approvalOf(entry);
        if (!approval)
            continue;
        const std::scoped_lock lock(m_mutex);
        m_approvals.push_back(std::move(*approval));
        if (m_approvals.size() > kMostApprovals)
            m_approvals.pop_front();
    }
}

std::vector<runbook::Approval> Room::approvalsOf(const std::string& plan) const
{
    const auto now = telemetry::SystemClock().now();
    std::vector<runbook::Approval> found;
    const std::scoped_lock lock(m_mutex);
    std::ranges::copy_if(m_approvals, std::back_inserter(found), [&](const auto& each) {
        return each.plan == plan && now - each.when <= runbook::kApprovalHolds;
    });
    return found;
}

std::optional<runbook::Approval> approvalOf(const RoomEntry& entry)
{
    auto approval =
        entry.entry.kind == "approval" ? runbook::approvalFrom(entry.entry) : std::nullopt;
    if (!approval)
        return approval;
    approval->person = entry.login.empty() ? entry.account : entry.login;
    approval->account = entry.account;
    approval->name = entry.person;
    approval->when = std::min(entry.recorded, entry.entry.time);
    return approval;
}

} // namespace room
