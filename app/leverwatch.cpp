// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/leverwatch.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QJsonObject toJson(const runbook::LeverState& state)
{
    return {{u"value"_s, text(state.value)},
            {u"raw"_s, text(state.raw)},
            {u"version"_s, text(state.version)},
            {u"exists"_s, state.exists}};
}

std::string valueText(const runbook::LeverState& state)
{
    return state.exists ? (state.value.empty() ? "empty" : state.value) : "not set";
}

telemetry::TimelineEntry entry(std::string subject, std::string line, const QJsonObject& payload)
{
    telemetry::TimelineEntry result;
    result.time = std::chrono::system_clock::now();
    result.kind = "lever";
    result.actor = "control plane";
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

void LeverWatch::watch(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        readAll(stop);
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, m_interval, [] { return false; });
    }
}

void LeverWatch::readAll(const std::stop_token& stop)
{
    std::map<std::string, runbook::LeverState> states;
    const auto levers = m_gateway.levers();
    for (const auto& lever : levers) {
        if (stop.stop_requested())
            return;
        const auto state = m_gateway.read(lever.id);
        if (!state) {
            reportReachable(false, state.error().message);
            return;
        }
        states[lever.id] = *state;
    }
    reportReachable(true, {});
    if (!std::exchange(m_hasStarted, true))
        reportStart(states);
    else {
        for (const auto& lever : levers) {
            const auto& before = m_known[lever.id];
            const auto& after = states[lever.id];
            if (before.version != after.version || before.raw != after.raw
                || before.exists != after.exists)
                reportChange(lever, before, after);
        }
    }
    m_known = std::move(states);
}

void LeverWatch::reportStart(const std::map<std::string, runbook::LeverState>& states)
{
    std::string line = "Levers as found:";
    QJsonObject payload;
    for (const auto& [id, state] : states) {
        line += (payload.isEmpty() ? " " : ", ") + id + " " + valueText(state);
        payload.insert(text(id), toJson(state));
    }
    if (!states.empty())
        m_report(entry("", line, payload));
}

void LeverWatch::reportChange(const runbook::LeverDescription& lever,
                              const runbook::LeverState& before, const runbook::LeverState& after)
{
    m_report(entry(lever.id,
                   lever.id + " went from " + valueText(before) + " to " + valueText(after)
                       + " at the control plane",
                   {{u"target"_s, text(lever.target)},
                    {u"before"_s, toJson(before)},
                    {u"after"_s, toJson(after)}}));
}

void LeverWatch::reportReachable(bool isReachable, const std::string& why)
{
    if (std::exchange(m_isReachable, isReachable) == isReachable)
        return;
    if (isReachable)
        m_report(entry("", "The control plane can be reached again", {}));
    else
        m_report(entry("", "The control plane cannot be reached: how the levers stand is unknown",
                       {{u"error"_s, text(why)}}));
}
