// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/notifywatch.h"

#include "app/commands/userfiles.h"
#include "models/items/viewstate.h"
#include "models/telemetry/actors.h"
#include "models/telemetry/clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

constexpr std::chrono::milliseconds kNotifyEvery(500);
constexpr std::chrono::seconds kLastWait(3);
constexpr auto kStillNews = std::chrono::hours(1);

telemetry::TimelineEntry messageEntry(const std::string& text, const QJsonObject& payload)
{
    telemetry::TimelineEntry entry;
    entry.time = telemetry::SystemClock().now();
    entry.kind = "message";
    entry.actor = telemetry::actors::kNotify;
    entry.subject = payload.value(u"target"_s).toString().toStdString();
    entry.text = text;
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return entry;
}

// Services of alarms, as their transitions tell them; read anew for one that is not known.
class AlarmBook
{
public:
    explicit AlarmBook(const store::Reader& reader)
        : m_reader(reader)
    {
    }

    std::vector<std::string> servicesOf(const std::string& alarm)
    {
        if (!m_services.contains(alarm)) {
            const auto alarms = m_reader.alarms({});
            for (const telemetry::AlarmTransition& each :
                 alarms.value_or(std::vector<telemetry::AlarmTransition>()))
                m_services[each.alarm] = each.service;
        }
        const std::string service = m_services[alarm]; // not asked for again
        return service.empty() ? std::vector<std::string>{} : std::vector<std::string>{service};
    }

private:
    const store::Reader& m_reader;
    std::map<std::string, std::string> m_services;
};

} // namespace

// What the thread reads with. A reader that failed is opened anew, and what was read stays read.
struct NotifyWatch::Following
{
    std::unique_ptr<store::Reader> reader;
    std::unique_ptr<AlarmBook> alarms; // reads with it
    std::optional<notify::EventReader> events;
    std::int64_t last = 0; // sequence
};

void addNotifyOption(CLI::App& command, std::string& file)
{
    command
        .add_option("--notify", file,
                    "Webhooks that are told of alarms, incidents and levers; see "
                    "resources/notify/README.md")
        ->type_name("FILE");
}

telemetry::Result<std::vector<notify::Sender::Address>> webhooksOf(const std::string& file)
{
    std::vector<notify::Sender::Address> addresses;
    if (file.empty())
        return addresses;
    auto targets = notify::loadTargets(file);
    if (!targets)
        return tl::make_unexpected(targets.error());
    for (notify::Target& target : *targets) {
        auto url = notify::resolveUrl(target);
        if (!url)
            return tl::make_unexpected(url.error());
        addresses.push_back({.target = std::move(target), .url = std::move(*url)});
    }
    return addresses;
}

std::string ownNotifyFile()
{
    return userFile("notify.yaml");
}

std::string eventLink(const notify::Event& event)
{
    items::ViewState state;
    state.recording = event.recording;
    // At its own time it is not in view, and before it was recorded nobody knew of it.
    state.cursor = std::max(event.time, event.recorded) + std::chrono::nanoseconds(1);
    const bool isOfAlarm = event.kind == notify::EventKind::AlarmRaised
        || event.kind == notify::EventKind::AlarmCleared;
    state.page = isOfAlarm ? "health" : "incident";
    if (event.services.size() == 1 && event.services.front().size() <= items::kLongestName)
        state.service = event.services.front();
    if (isOfAlarm)
        state.alarm = event.subject;
    else
        state.entry = event.entry;
    if (event.subject.compare(0, 4, "INC-") == 0)
        state.incident = event.subject;
    return items::toLink(state);
}

NotifyWatch::NotifyWatch(std::vector<notify::Sender::Address> addresses, ingest::Pipeline& pipeline)
    : m_pipeline(pipeline)
{
    if (addresses.empty())
        return;
    for (const notify::Sender::Address& address : addresses) {
        m_targets.push_back(address.target.name);
        noteLink(address.target.name, telemetry::LinkState::Waiting);
    }
    m_sender = std::make_unique<notify::Sender>(
        std::move(addresses), [this](const notify::Delivery& delivery) { record(delivery); });
    m_thread = std::thread([this] { run(); });
}

NotifyWatch::~NotifyWatch()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    if (m_sender)
        m_sender->drain(kLastWait);
}

std::vector<notify::TargetState> NotifyWatch::states() const
{
    return m_sender ? m_sender->states() : std::vector<notify::TargetState>{};
}

bool NotifyWatch::waitForMore()
{
    std::unique_lock lock(m_mutex);
    return !m_wake.wait_for(lock, kNotifyEvery, [this] { return m_isStopping; });
}

void NotifyWatch::noteLink(const std::string& target, telemetry::LinkState state,
                           const std::string& problem)
{
    telemetry::LinkStatus status;
    status.source = "notify " + target;
    status.state = state;
    status.reason = problem;
    status.since = telemetry::SystemClock().now();
    m_pipeline.noteLink(std::move(status));
}

void NotifyWatch::record(const notify::Delivery& delivery)
{
    const bool isSent = delivery.state == notify::Delivery::State::Sent;
    noteLink(delivery.target,
             isSent ? telemetry::LinkState::Connected : telemetry::LinkState::Failing,
             delivery.reason);
    const std::string head = notify::headline(delivery.event);
    const std::string attempts =
        delivery.attempts > 1 ? " in " + std::to_string(delivery.attempts) + " attempts" : "";
    const std::string text = isSent ? "Told " + delivery.target + attempts + ": " + head
        : delivery.state == notify::Delivery::State::Failing
        ? "Could not tell " + delivery.target + " yet, " + delivery.reason + ": " + head
        : (delivery.mayHaveArrived ? "May or may not have told " : "Did not tell ")
            + delivery.target + ", " + delivery.reason + ": " + head;
    QJsonObject payload{{u"what"_s, u"notify"_s},
                        {u"state"_s, QLatin1String(notify::toString(delivery.state))},
                        {u"target"_s, QString::fromStdString(delivery.target)},
                        {u"event"_s, QLatin1String(notify::toString(delivery.event.kind))},
                        {u"of"_s, static_cast<qint64>(delivery.event.entry)},
                        {u"attempts"_s, delivery.attempts}};
    if (delivery.status > 0)
        payload[u"status"_s] = delivery.status;
    if (delivery.mayHaveArrived)
        payload[u"may_have_arrived"_s] = true;
    if (!delivery.reason.empty())
        payload[u"reason"_s] = QString::fromStdString(delivery.reason);
    m_pipeline.record(messageEntry(text, payload));
}

void NotifyWatch::submit(const notify::Event& event, const std::vector<std::string>& without)
{
    notify::Event told = event;
    told.link = eventLink(event);
    m_sender->submit(told, without);
}

// What was to be told by a console before this one, and was not.
void NotifyWatch::takeHistory(const std::vector<telemetry::TimelineEntry>& entries,
                              notify::EventReader& events)
{
    std::map<std::string, std::int64_t> onSince; // sequence, by target
    std::map<std::string, std::set<std::int64_t>> done;
    for (const telemetry::TimelineEntry& entry : entries) {
        if (entry.kind != "message")
            continue;
        const QJsonObject payload =
            QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
        const QString state = payload.value(u"state"_s).toString();
        if (payload.value(u"what"_s).toString() != u"notify"_s)
            continue;
        if (state == u"on"_s)
            onSince.emplace(entry.subject, entry.sequence);
        else if (state == u"sent"_s || state == u"given_up"_s)
            done[entry.subject].insert(payload.value(u"of"_s).toInteger());
    }
    const telemetry::Timestamp now = telemetry::SystemClock().now();
    for (const telemetry::TimelineEntry& entry : entries) {
        const auto event = events.take(entry);
        if (!event || now - entry.recorded > kStillNews)
            continue;
        std::vector<std::string> without;
        for (const std::string& target : m_targets) {
            const auto since = onSince.find(target);
            if (since == onSince.end() || entry.sequence < since->second
                || done[target].contains(entry.sequence))
                without.push_back(target);
        }
        submit(*event, without);
    }
}

void NotifyWatch::noteReading(const std::string& problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    for (const std::string& target : m_targets)
        noteLink(target,
                 problem.empty() ? telemetry::LinkState::Waiting : telemetry::LinkState::Failing,
                 problem.empty() ? std::string()
                                 : "the recording cannot be read, nobody is told: " + problem);
}

void NotifyWatch::look(Following& following)
{
    if (!following.reader) {
        auto reader = store::Reader::open(m_pipeline.recordingPath());
        if (!reader) {
            noteReading(reader.error().message);
            return;
        }
        following.reader = std::move(*reader);
        following.alarms = std::make_unique<AlarmBook>(*following.reader);
    }
    const store::Reader& reader = *following.reader;
    auto entries = reader.timelineAfter(following.last, telemetry::Timestamp::max());
    const auto id = reader.recordingId();
    if (!entries || !id) {
        noteReading(entries ? id.error().message : entries.error().message);
        // A connection that has failed may fail for good.
        following.alarms.reset();
        following.reader.reset();
        return;
    }
    if (id->empty()) // nothing is written yet
        return;
    noteReading({});
    if (!following.events) {
        following.events.emplace(*id, [&following](const std::string& alarm) {
            return following.alarms->servicesOf(alarm);
        });
        takeHistory(*entries, *following.events);
        following.last = entries->empty() ? 0 : entries->back().sequence;
        for (const std::string& target : m_targets)
            m_pipeline.record(
                messageEntry("Webhook " + target + " is told of what happens from now on",
                             {{u"what"_s, u"notify"_s},
                              {u"state"_s, u"on"_s},
                              {u"target"_s, QString::fromStdString(target)}}));
        return;
    }
    for (const telemetry::TimelineEntry& entry : *entries) {
        following.last = entry.sequence;
        if (const auto event = following.events->take(entry))
            submit(*event);
    }
}

// What cannot be read now is looked at again with the next turn.
void NotifyWatch::run()
{
    Following following;
    bool isEnding = false;
    for (;;) {
        look(following);
        if (isEnding)
            return;
        isEnding = !waitForMore(); // then a last look
    }
}

} // namespace commands
