// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/leverwatch.h"

#include "models/runbook/leverentries.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/utf8.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <new>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

QString cleanText(const std::string& utf8)
{
    return QString::fromStdString(telemetry::sanitizedUtf8(utf8));
}

QJsonObject toJson(const runbook::LeverState& state)
{
    return {{u"value"_s, cleanText(state.value)},
            {u"raw"_s, cleanText(state.raw)},
            {u"version"_s, cleanText(state.version)},
            {u"exists"_s, state.exists}};
}

std::string valueText(const runbook::LeverState& state)
{
    return state.exists ? (state.value.empty() ? "empty" : state.value) : "not set";
}

telemetry::TimelineEntry entry(std::string subject, std::string line, const QJsonObject& payload)
{
    telemetry::TimelineEntry result;
    result.time = telemetry::SystemClock().now();
    result.kind = "lever";
    result.actor = runbook::kControlPlaneActor;
    result.subject = std::move(subject);
    result.text = std::move(line);
    result.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return result;
}

} // namespace

LeverWatch::LeverWatch(runbook::LeverGateway& gateway, std::chrono::milliseconds interval,
                       Report report)
    : m_gateway(gateway)
    , m_interval(interval)
    , m_report(std::move(report))
    , m_thread([this](const std::stop_token& stop) { watch(stop); })
{
}

LeverWatch::~LeverWatch() = default;

std::optional<bool> LeverWatch::isReachable() const
{
    const int answers = m_answers;
    return answers < 0 ? std::nullopt : std::optional(answers == 1);
}

std::vector<LeverWatch::Standing> LeverWatch::standing() const
{
    const std::lock_guard lock(m_standingMutex);
    return m_standing;
}

void LeverWatch::keepStanding(const States& states, const Errors& errors)
{
    std::vector<Standing> now;
    for (runbook::LeverDescription& lever : m_gateway.levers()) {
        Standing each{.lever = std::move(lever), .state = {}, .problem = {}};
        const auto before = m_known.find(each.lever.id);
        if (const auto state = states.find(each.lever.id); state != states.end())
            each.state = state->second;
        else if (before != m_known.end())
            each.state = before->second.state;
        if (const auto error = errors.find(each.lever.id); error != errors.end())
            each.problem = error->second.message;
        now.push_back(std::move(each));
    }
    const std::lock_guard lock(m_standingMutex);
    m_standing = std::move(now);
}

void LeverWatch::watch(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        try {
            readAll(stop);
        } catch (const std::bad_alloc&) { // the next reading tells what this one could not
        }
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, m_interval, [] { return false; });
    }
}

void LeverWatch::readAll(const std::stop_token& stop)
{
    States states;
    Errors errors;
    for (const runbook::LeverDescription& lever : m_gateway.levers()) {
        if (stop.stop_requested())
            return;
        auto state = m_gateway.read(lever.id);
        if (state)
            states.emplace(lever.id, std::move(*state));
        else
            errors.emplace(lever.id, std::move(state.error()));
    }
    if (stop.stop_requested())
        return; // what failed may have been broken off for that
    const bool isSilent =
        states.empty() && !errors.empty() && std::ranges::all_of(errors, [](const auto& error) {
            return error.second.kind == telemetry::ErrorKind::Unreachable;
        });
    reportReachable(!isSilent, isSilent ? errors.begin()->second.message : std::string());
    if (!isSilent)
        reportErrors(errors);
    reportStates(states);
    keepStanding(states, errors);
}

void LeverWatch::reportStates(const States& states)
{
    std::vector<std::pair<runbook::LeverDescription, runbook::LeverState>> found;
    for (const runbook::LeverDescription& lever : m_gateway.levers()) {
        const auto read = states.find(lever.id);
        if (read == states.end())
            continue;
        Known& known = m_known[lever.id];
        const runbook::LeverState& now = read->second;
        if (known.isUnreadable)
            m_report(entry(lever.id, lever.id + " can be read again: " + valueText(now),
                           {{u"target"_s, cleanText(lever.target)}, {u"after"_s, toJson(now)}}));
        known.isUnreadable = false;
        if (!known.state) {
            found.emplace_back(lever, now);
            continue;
        }
        if (known.state->version != now.version || known.state->raw != now.raw
            || known.state->exists != now.exists) {
            telemetry::TimelineEntry moved =
                runbook::leverMovedEntry(lever, *known.state, now, telemetry::SystemClock().now());
            moved.actor = runbook::kControlPlaneActor;
            m_report(std::move(moved));
        }
        known.state = now;
    }
    if (found.empty())
        return;
    telemetry::TimelineEntry standing =
        runbook::leversFoundEntry(found, telemetry::SystemClock().now());
    standing.actor = runbook::kControlPlaneActor;
    m_report(std::move(standing));
    for (auto& [lever, now] : found) // once that was told
        m_known[lever.id].state = std::move(now);
}

void LeverWatch::reportErrors(const Errors& errors)
{
    for (const auto& [id, error] : errors) {
        bool& isUnreadable = m_known[id].isUnreadable;
        if (isUnreadable)
            continue;
        const bool isForbidden = error.kind == telemetry::ErrorKind::Refused;
        m_report(entry(id,
                       id + (isForbidden ? " may not be read" : " cannot be read")
                           + ": how it stands is unknown",
                       {{u"error"_s, cleanText(error.message)}}));
        isUnreadable = true; // once it was told
    }
}

void LeverWatch::reportReachable(bool isReachable, const std::string& why)
{
    m_answers = isReachable ? 1 : 0;
    if (m_isReachable == isReachable)
        return;
    if (isReachable)
        m_report(entry("", "The control plane can be reached again", {}));
    else
        m_report(entry("", "The control plane cannot be reached: how the levers stand is unknown",
                       {{u"error"_s, cleanText(why)}}));
    m_isReachable = isReachable;
}
