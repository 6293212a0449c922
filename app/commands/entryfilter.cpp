// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/entryfilter.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

namespace commands {

using namespace Qt::StringLiterals;
using telemetry::Result;

namespace {

constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kSpanDigits = 16;

struct Subject
{
    telemetry::TraceId trace;
    std::optional<telemetry::SpanId> span;
};

// "<trace>" or "<trace>/<span>"; nullopt when the subject is something else.
std::optional<Subject> subjectOf(const std::string& text)
{
    const auto trace = telemetry::traceIdFromHex(text.substr(0, kTraceDigits));
    if (!trace || (text.size() > kTraceDigits && text[kTraceDigits] != '/'))
        return std::nullopt;
    Subject subject{.trace = *trace, .span = {}};
    if (text.size() == kTraceDigits + 1 + kSpanDigits)
        subject.span = telemetry::spanIdFromHex(text.substr(kTraceDigits + 1));
    return subject;
}

std::string stringOf(const QJsonValue& value)
{
    return value.toString().toStdString();
}

// The models that a lever's action moves between; empty for levers that choose none.
std::set<std::string> modelsOf(const QJsonObject& payload)
{
    const QString kind = payload[u"lever_kind"_s].toString();
    if (kind != u"pin"_s && kind != u"fallback"_s)
        return {};
    std::set<std::string> models{stringOf(payload[u"to"_s]),
                                 stringOf(payload[u"before"_s][u"value"_s]),
                                 stringOf(payload[u"after"_s][u"value"_s])};
    models.erase("");
    return models;
}

} // namespace

Result<EntryFilter> EntryFilter::create(const store::Reader& reader, const store::View& view,
                                        const store::GenerationFilter& filter)
{
    EntryFilter result(reader, filter);
    result.m_known.knownAt = view.knownAt;
    if (filter.service.empty() && filter.model.empty())
        return result;
    auto alarms = reader.alarms(result.m_known);
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    for (telemetry::AlarmTransition& alarm : *alarms)
        result.m_alarms.emplace(alarm.alarm, std::move(alarm));
    return result;
}

bool EntryFilter::fits(const std::string& service, const std::string& model) const
{
    return (m_filter.service.empty() || service == m_filter.service)
        && (m_filter.model.empty() || model == m_filter.model);
}

Result<bool> EntryFilter::keeps(const telemetry::TimelineEntry& entry) const
{
    const std::optional<Subject> subject = subjectOf(entry.subject);
    if (m_filter.trace && (!subject || subject->trace != *m_filter.trace))
        return false;
    if (m_filter.service.empty() && m_filter.model.empty())
        return true;
    if (const auto alarm = m_alarms.find(entry.subject); alarm != m_alarms.end())
        return fits(alarm->second.service, alarm->second.model);
    if (!subject)
        return keepsByPayload(entry.payload);
    if (subject->span) {
        const auto answer =
            m_reader->generation({.trace = subject->trace, .span = *subject->span}, m_known);
        if (!answer)
            return tl::make_unexpected(answer.error());
        return *answer
            && (fits((*answer)->service, (*answer)->modelServed)
                || fits((*answer)->service, (*answer)->modelRequested));
    }
    store::GenerationFilter ofTrace = m_filter;
    ofTrace.trace = subject->trace;
    ofTrace.limit = 1;
    const auto answers = m_reader->generations(m_known, ofTrace);
    if (!answers)
        return tl::make_unexpected(answers.error());
    return !answers->empty();
}

bool EntryFilter::keepsByPayload(const std::string& payload) const
{
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(payload)).object();
    const auto isAbout = [this](const QJsonObject& lever) {
        const std::set<std::string> models = modelsOf(lever);
        return (m_filter.service.empty() || stringOf(lever[u"target"_s]) == m_filter.service)
            && (m_filter.model.empty() || models.contains(m_filter.model));
    };
    if (json.contains(u"target"_s))
        return isAbout(json);
    // How all levers stood: one object each, by the lever's id.
    return std::ranges::any_of(json, [&isAbout](const QJsonValue& value) {
        return value.toObject().contains(u"target"_s) && isAbout(value.toObject());
    });
}

} // namespace commands
