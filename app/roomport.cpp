// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/roomport.h"

#include "app/commands/leverfiring.h"
#include "models/room/roomhandover.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/uuid.h"
#include "widgets/common/plaintext.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostApprovals = 1000;
constexpr int kLongest = 200;

std::string lockOf(const runbook::LeverPlan& plan)
{
    return room::lockName(plan.lever.environment, plan.lever.target, plan.lever.id);
}

QString safe(const std::string& text)
{
    return common::safeLine(text, kLongest);
}

} // namespace

RoomPort::RoomPort(room::RoomOptions options, commands::Operator who,
                   std::shared_ptr<const runbook::Roles> roles, QObject* parent)
    : ApprovalPort(parent)
    , m_who(std::move(who))
    , m_roles(std::move(roles))
    , m_room(std::move(options))
{
    connect(&m_room, &room::Room::pictureChanged, this, [this](room::RoomPicturePtr picture) {
        m_picture = std::move(picture);
        emit changed();
    });
    connect(&m_room, &room::Room::entriesRead, this,
            [this](const room::RoomEntriesPtr& entries) { take(*entries); });
    connect(&m_room, &room::Room::failed, this, [this](const QString& why) {
        m_failure = why;
        emit changed();
    });
}

RoomPort::~RoomPort() = default;

void RoomPort::take(const std::vector<room::RoomEntry>& entries)
{
    for (const room::RoomEntry& entry : entries) {
        m_entries.add(entry);
        auto approval =
            entry.entry.kind == "approval" ? runbook::approvalFrom(entry.entry) : std::nullopt;
        if (!approval)
            continue;
        // Who says it is who the room knows, whatever stands in what was said.
        approval->person = entry.login.empty() ? entry.account : entry.login;
        approval->account = entry.account;
        approval->name = entry.person;
        approval->when = std::min(entry.recorded, entry.entry.time);
        const std::scoped_lock lock(m_mutex);
        m_approvals.push_back(std::move(*approval));
        if (m_approvals.size() > kMostApprovals)
            m_approvals.pop_front();
    }
    emit changed();
}

void RoomPort::share(const telemetry::TimelineEntry& entry)
{
    if (room::isShared(entry.kind))
        m_room.publish(entry);
}

std::vector<runbook::Approval> RoomPort::approvalsOf(const std::string& plan) const
{
    const auto now = telemetry::SystemClock().now();
    std::vector<runbook::Approval> found;
    const std::scoped_lock lock(m_mutex);
    std::ranges::copy_if(m_approvals, std::back_inserter(found), [&](const auto& each) {
        return each.plan == plan && now - each.when <= runbook::kApprovalHolds;
    });
    return found;
}

telemetry::Result<void> RoomPort::mayFire(const runbook::LeverPlan& plan,
                                          const std::string& breakGlass)
{
    const bool isTrip = commands::isTrip(plan);
    auto asked = m_room.askToFire({.lever = lockOf(plan),
                                   .plan = runbook::planHash(plan),
                                   .approvals = plan.lever.guard.approvals,
                                   .isTrip = isTrip,
                                   .breakGlass = breakGlass},
                                  telemetry::randomUuid());
    if (isTrip) // nothing holds it up, not even a room that takes its time
        return {};
    const room::FiringLeave leave = asked.get();
    if (!leave.isAllowed)
        return telemetry::failure(telemetry::ErrorKind::Refused, leave.reason);
    if (!leave.isBroken)
        return {};
    telemetry::TimelineEntry note;
    note.time = telemetry::SystemClock().now();
    note.kind = "note";
    note.actor = m_who.text();
    note.subject = plan.lever.id;
    note.text = "The glass was broken: " + breakGlass
        + ". The shared room stood in the way: " + leave.reason;
    note.payload = "{}";
    m_room.publish(std::move(note));
    return {};
}

void RoomPort::release(const runbook::LeverPlan& plan)
{
    m_room.release(lockOf(plan));
}

void RoomPort::setView(const QString& page)
{
    m_room.setView(
        QJsonDocument(QJsonObject{{u"page"_s, page}}).toJson(QJsonDocument::Compact).toStdString());
}

QString RoomPort::line() const
{
    if (!m_failure.isEmpty())
        return tr("✕ no room");
    if (!m_picture)
        return tr("room …");
    QStringList parts;
    if (m_picture->isConnected) {
        const auto here = std::ranges::count_if(m_picture->present,
                                                [](const auto& each) { return !each.isStale(); });
        parts << tr("%1 watching").arg(here);
    } else {
        parts << tr("✕ room away");
    }
    if (m_picture->pending > 0)
        parts << tr("%1 not told yet").arg(m_picture->pending);
    const auto open = std::ranges::count_if(
        m_picture->conflicts, [](const room::Conflict& each) { return !each.isSettled; });
    if (open > 0)
        parts << (open == 1 ? tr("▲ 1 conflict") : tr("▲ %1 conflicts").arg(open));
    return parts.join(u" · "_s);
}

bool RoomPort::isTroubled() const
{
    return !m_failure.isEmpty()
        || (m_picture
            && (!m_picture->trouble.empty() || !m_picture->isConnected
                || std::ranges::any_of(m_picture->conflicts,
                                       [](const auto& each) { return !each.isSettled; })));
}

QString RoomPort::whoText() const
{
    if (!m_failure.isEmpty())
        return safe(m_failure.toStdString());
    if (!m_picture)
        return {};
    QStringList lines{safe(m_picture->url.text())};
    if (!m_picture->trouble.empty())
        lines << safe(m_picture->trouble);
    if (m_picture->isConnected && !m_picture->provesLogins)
        lines << tr("The room proves nobody's account: it is a file.");
    for (const room::Presence& each : m_picture->present) {
        const QString page = QJsonDocument::fromJson(QByteArray::fromStdString(each.view))
                                 .object()[u"page"_s]
                                 .toString();
        QString line = safe(each.who.text());
        if (each.who.console == m_picture->self.console)
            line += tr(" (this console)");
        line += page.isEmpty() ? QString() : tr(", looks at %1").arg(safe(page.toStdString()));
        if (each.isStale())
            line += tr(", not heard of for %1 s").arg(static_cast<int>(each.ageSeconds));
        lines << line;
    }
    return lines.join(u'\n');
}

QString RoomPort::handoverText() const
{
    if (!m_picture)
        return {};
    const bool isWhole = m_entries.all().empty() || m_entries.all().front().sequence == 1;
    return QString::fromStdString(room::toText(room::handoverOf(
        m_entries.all(), m_picture->present, m_picture->locks, m_picture->conflicts, isWhole)));
}

std::vector<telemetry::TimelineEntry> RoomPort::decisions() const
{
    std::vector<telemetry::TimelineEntry> found;
    const auto since = telemetry::SystemClock().now() - runbook::kApprovalHolds;
    const auto& all = m_entries.all();
    for (auto entry = all.rbegin(); entry != all.rend() && entry->recorded >= since; ++entry) {
        const std::string& kind = entry->entry.kind;
        if (kind != "approval" && kind != "action" && kind != "undo")
            continue;
        found.push_back(entry->entry);
        found.back().actor = entry->login.empty() ? entry->account : entry->login;
        found.back().time = entry->recorded;
    }
    std::ranges::reverse(found);
    return found;
}

runbook::Approval RoomPort::who() const
{
    return {.person = m_who.account,
            .account = m_who.account,
            .plan = {},
            .when = {},
            .name = m_who.name};
}

QString RoomPort::obstacle() const
{
    if (!m_roles || m_roles->mayApprove(m_who.account))
        return {};
    return tr("%1 is %2, a role whose approval does not count.")
        .arg(safe(m_who.account), QLatin1String(runbook::toString(m_roles->roleOf(m_who.account))));
}

std::optional<runbook::Approval> RoomPort::said(const std::string& plan) const
{
    std::optional<runbook::Approval> newest;
    for (runbook::Approval& each : approvalsOf(plan)) {
        if (runbook::isSamePerson(each, who()))
            newest = std::move(each);
    }
    return newest;
}

telemetry::Result<void> RoomPort::say(const runbook::ApprovalRequest& request, bool isDeclined,
                                      const std::string& reason)
{
    runbook::Approval decision = who();
    decision.plan = request.plan;
    decision.when = telemetry::SystemClock().now();
    decision.isDeclined = isDeclined;
    decision.reason = reason;
    telemetry::TimelineEntry entry = runbook::decisionEntry(request, decision);
    entry.actor = m_who.account;
    if (m_room.publish(std::move(entry)))
        return {};
    return telemetry::failure(telemetry::ErrorKind::Refused,
                              "The room has too much to keep at the moment.");
}
