// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/roomport.h"

#include "app/commands/firingroom.h"
#include "models/items/roomentries.h"
#include "models/room/roomhandover.h"
#include "models/runbook/person.h"
#include "models/telemetry/clock.h"
#include "widgets/common/plaintext.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <deque>
#include <future>
#include <iterator>
#include <numeric>
#include <set>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr auto kKeepWithin = std::chrono::seconds(3); // a decision, while the window waits
constexpr int kLongestRoomText = 200;
constexpr std::size_t kMostOthers = 2000;
constexpr auto kNews = std::chrono::minutes(2); // and what two clocks may differ by
constexpr const char* kToldPayload = R"({"said_in":"room"})";

QString safeRoomText(const std::string& text)
{
    return common::safeLine(text, kLongestRoomText);
}

QJsonObject payloadOf(const room::RoomEntry& entry)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(entry.entry.payload)).object();
}

// A number is its console's own: under this one's name it would be taken for this one's incident.
void tellWhose(telemetry::TimelineEntry& shown, const room::RoomEntry& entry)
{
    shown.subject += " of " + entry.author();
    const std::string summary = payloadOf(entry)[u"what"_s].toString() == u"handover"_s
        ? payloadOf(entry)[u"summary"_s].toString().toStdString()
        : std::string();
    shown.text = shown.subject + ": " + shown.text + (summary.empty() ? "" : ": " + summary);
}

} // namespace

RoomPort::RoomPort(room::RoomOptions options, const std::string& recording, commands::Operator who,
                   std::shared_ptr<const runbook::Roles> roles, QObject* parent)
    : ApprovalPort(parent)
    , m_who(std::move(who))
    , m_roles(std::move(roles))
    , m_room(std::move(options))
    , m_share(std::make_shared<RoomShare>(m_room.publisher(), recording))
{
    connect(&m_room, &room::Room::pictureChanged, this, [this](room::RoomPicturePtr picture) {
        const bool isFirst = !std::exchange(m_picture, std::move(picture));
        emit changed();
        if (isFirst) // which console this is
            emit othersChanged();
    });
    connect(&m_room, &room::Room::entriesRead, this, [this](const room::RoomEntriesPtr& entries) {
        for (const room::RoomEntry& entry : *entries) {
            m_entries.add(entry);
            tellHandover(entry);
        }
        emit changed();
        emit othersChanged();
    });
    connect(&m_room, &room::Room::entriesVoided, this, [this] {
        m_entries.clear();
        emit changed();
        emit othersChanged();
    });
    connect(&m_room, &room::Room::notKept, this, [this](const QString& why) {
        ++m_unkept;
        m_whyUnkept = why;
        emit changed();
    });
    connect(&m_room, &room::Room::handoverRead, this, &RoomPort::handoverRead);
    connect(&m_room, &room::Room::failed, this, [this](const QString& why) {
        m_failure = why;
        emit changed();
    });
}

RoomPort::~RoomPort() = default;

room::FiringLeave RoomPort::mayFire(const runbook::LeverPlan& plan, const std::string& breakGlass)
{
    return commands::askRoom(m_room, commands::firingAsk(plan, breakGlass));
}

room::FiringLeave RoomPort::mayStillFire(const runbook::LeverPlan& plan,
                                         const std::string& breakGlass,
                                         const room::FiringLeave& leave)
{
    return commands::askStill(m_room, commands::firingAsk(plan, breakGlass), leave);
}

void RoomPort::release(const runbook::LeverPlan& plan)
{
    m_room.release(commands::lockOf(plan));
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
    if (const std::int64_t waiting = waitingIn(*m_picture); waiting > 0)
        parts << tr("%1 not told yet").arg(waiting);
    if (m_unkept > 0)
        parts << tr("✕ %1 never told").arg(m_unkept);
    const auto open = std::ranges::count_if(
        m_picture->conflicts, [](const room::Conflict& each) { return !each.isSettled; });
    if (open > 0)
        parts << (open == 1 ? tr("▲ 1 conflict") : tr("▲ %1 conflicts").arg(open));
    return parts.join(u" · "_s);
}

bool RoomPort::isTroubled() const
{
    return !m_failure.isEmpty() || m_unkept > 0
        || (m_picture
            && (!m_picture->trouble.empty() || !m_picture->isConnected
                || std::ranges::any_of(m_picture->conflicts,
                                       [](const auto& each) { return !each.isSettled; })));
}

QString RoomPort::whoText() const
{
    if (!m_failure.isEmpty())
        return safeRoomText(m_failure.toStdString());
    if (!m_picture)
        return {};
    QStringList lines{safeRoomText(m_picture->url.text())};
    if (!m_picture->trouble.empty())
        lines << safeRoomText(m_picture->trouble);
    for (const room::Waiting& each : m_picture->waiting) {
        const QString file = safeRoomText(each.journal.toStdString());
        lines << (each.isOwn ? tr("%1 said here and not told yet, kept in %2")
                             : tr("%1 said at a console of yours that ended, not told yet, kept "
                                  "in %2"))
                     .arg(each.count)
                     .arg(file);
    }
    if (m_unkept > 0)
        lines << tr("%1 could not be kept, and the room is never told of them: %2")
                     .arg(m_unkept)
                     .arg(safeRoomText(m_whyUnkept.toStdString()));
    if (m_picture->isConnected && !m_picture->provesLogins)
        lines << tr("The room proves nobody's account: it is a file.");
    for (const room::Presence& each : m_picture->present) {
        QString line = safeRoomText(each.who.text());
        if (each.who.console == m_picture->self.console)
            line += tr(" (this console)");
        line += each.page.empty() ? QString() : tr(", looks at %1").arg(safeRoomText(each.page));
        if (each.isStale())
            line += tr(", not heard of for %1 s").arg(static_cast<int>(each.ageSeconds));
        lines << line;
    }
    return lines.join(u'\n');
}

std::int64_t RoomPort::waitingIn(const room::RoomPicture& picture)
{
    return std::accumulate(
        picture.waiting.begin(), picture.waiting.end(), std::int64_t{0},
        [](std::int64_t sum, const room::Waiting& each) { return sum + each.count; });
}

void RoomPort::requestHandover()
{
    m_room.requestHandover();
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

std::vector<telemetry::TimelineEntry> RoomPort::others() const
{
    std::vector<telemetry::TimelineEntry> found;
    if (!m_picture)
        return found;
    const auto& all = m_entries.all();
    for (auto entry = all.rbegin(); entry != all.rend() && found.size() < kMostOthers; ++entry) {
        const std::string& kind = entry->entry.kind;
        const bool isShown = entry->console == m_picture->self.console
            ? entry->entry.payload == kToldPayload // the rest is in the recording
            : kind == "message" || kind == "note" || kind == "action" || kind == "undo"
                || kind == "incident";
        if (!isShown)
            continue;
        telemetry::TimelineEntry& shown = found.emplace_back(entry->entry);
        shown.sequence = items::roomNumber(entry->sequence);
        shown.hash = entry->hash;
        shown.actor = entry->author() + items::kOfRoom;
        shown.recorded = entry->recorded;
        shown.time = std::min(shown.time, entry->recorded); // a clock that is ahead hides nothing
        if (kind == "incident")
            tellWhose(shown, *entry);
    }
    std::ranges::reverse(found);
    return found;
}

QStringList RoomPort::openIncidents() const
{
    QStringList lines;
    if (!m_picture)
        return lines;
    std::deque<room::RoomEntry> theirs;
    std::ranges::copy_if(m_entries.all(), std::back_inserter(theirs),
                         [](const auto& entry) { return entry.entry.kind == "incident"; });
    std::set<std::string> own; // a console and a command beside it may speak of one and the same
    for (const room::RoomEntry& entry : theirs) {
        if (entry.console == m_picture->self.console)
            own.insert(room::incidentOf(entry, payloadOf(entry)));
    }
    std::erase_if(theirs, [&own](const room::RoomEntry& entry) {
        return own.contains(room::incidentOf(entry, payloadOf(entry)));
    });
    for (const std::string& line : room::openIncidentsOf(theirs))
        lines << safeRoomText(line);
    return lines;
}

// One that was said before this window looked is no news.
void RoomPort::tellHandover(const room::RoomEntry& entry)
{
    if (entry.entry.kind != "incident" || (m_picture && entry.console == m_picture->self.console)
        || telemetry::SystemClock().now() - entry.recorded > kNews)
        return;
    const QJsonObject payload = payloadOf(entry);
    const std::string to = runbook::personKey(payload[u"to"_s].toString().toStdString());
    if (payload[u"what"_s].toString() != u"handover"_s || to.empty()
        || (to != runbook::personKey(m_who.account) && to != runbook::personKey(m_who.name)
            && to != runbook::personKey(m_who.text())))
        return;
    emit handedOver(tr("%1 handed %2 over to you")
                        .arg(safeRoomText(entry.author()), safeRoomText(entry.entry.subject)));
}

telemetry::Result<void> RoomPort::tell(const std::string& text)
{
    telemetry::TimelineEntry entry;
    entry.time = telemetry::SystemClock().now();
    entry.kind = "message";
    entry.actor = m_who.text();
    entry.text = text;
    entry.payload = kToldPayload;
    return keep(std::move(entry));
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
        .arg(safeRoomText(m_who.account),
             QLatin1String(runbook::toString(m_roles->roleOf(m_who.account))));
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
    return keep(std::move(entry));
}

telemetry::Result<void> RoomPort::keep(telemetry::TimelineEntry entry)
{
    auto kept = m_room.publish(std::move(entry));
    if (kept.wait_for(kKeepWithin) != std::future_status::ready)
        return telemetry::failure(telemetry::ErrorKind::Unreachable,
                                  "It is not known yet whether it could be kept for the room: the "
                                  "disk takes its time. See whether it comes up here.");
    return kept.get();
}
