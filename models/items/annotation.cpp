// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/annotation.h"

#include "models/items/entrypayload.h"
#include "models/items/sanitizedtext.h"
#include "models/items/sidenotes.h"
#include "models/telemetry/timerange.h"
#include "models/telemetry/utf8.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <set>
#include <string_view>

using namespace Qt::StringLiterals;

namespace items {

namespace {

using telemetry::TimelineEntry;

std::string stepSubject(const telemetry::SpanKey& step)
{
    return telemetry::toHex(step.trace) + '/' + telemetry::toHex(step.span);
}

std::optional<telemetry::SpanKey> stepOf(const std::string& subject)
{
    const std::size_t slash = subject.find('/');
    if (slash == std::string::npos)
        return std::nullopt;
    const auto trace = telemetry::traceIdFromHex(std::string_view(subject).substr(0, slash));
    const auto span = telemetry::spanIdFromHex(std::string_view(subject).substr(slash + 1));
    if (!trace || !span || !trace->isValid())
        return std::nullopt;
    return telemetry::SpanKey{.trace = *trace, .span = *span};
}

// Numbers of JSON are doubles: exact up to 2^53, which no output reaches.
std::optional<std::pair<std::int64_t, std::int64_t>> claimOf(const QJsonValue& value)
{
    const QJsonArray ends = value.toArray();
    if (ends.size() != 2 || !ends[0].isDouble() || !ends[1].isDouble())
        return std::nullopt;
    const std::pair claim(static_cast<std::int64_t>(ends[0].toInteger(-1)),
                          static_cast<std::int64_t>(ends[1].toInteger(-1)));
    return claim.first >= 0 && claim.first < claim.second ? std::optional(claim) : std::nullopt;
}

} // namespace

TimelineEntry annotationEntry(const Annotation& annotation, telemetry::Timestamp time)
{
    const bool isNote = annotation.kind == Annotation::Kind::Note;
    QJsonObject payload{{u"annotation"_s, isNote ? u"note"_s : u"bookmark"_s},
                        {u"about"_s, sanitizedText(annotation.about)},
                        {u"text"_s, sanitizedText(annotation.text)}};
    if (annotation.target.claim)
        payload.insert(u"claim"_s,
                       QJsonArray{static_cast<qint64>(annotation.target.claim->first),
                                  static_cast<qint64>(annotation.target.claim->second)});
    if (annotation.target.moment)
        payload.insert(u"moment_ns"_s,
                       QString::number(telemetry::toUnixNanos(*annotation.target.moment)));
    TimelineEntry entry;
    entry.time = annotation.target.moment.value_or(time);
    entry.kind = "note";
    entry.subject = stepSubject(annotation.target.step);
    entry.text = isNote           ? annotation.text
        : annotation.text.empty() ? "Bookmark"
                                  : "Bookmark: " + annotation.text;
    if (!annotation.about.empty())
        entry.text += " (on " + telemetry::sanitizedUtf8(annotation.about) + ")";
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return entry;
}

TimelineEntry withdrawalEntry(const Annotation& annotation, telemetry::Timestamp now)
{
    const QJsonObject payload{{u"annotation"_s, u"withdrawn"_s},
                              {u"of"_s, sanitizedText(annotation.hash)}};
    TimelineEntry entry;
    entry.time = now;
    entry.kind = "note";
    entry.subject = stepSubject(annotation.target.step);
    entry.text =
        (annotation.kind == Annotation::Kind::Note ? "Note taken back: " : "Bookmark taken back: ")
        + (annotation.text.empty() ? annotation.about : annotation.text);
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return entry;
}

std::optional<Annotation> annotationIn(const TimelineEntry& entry)
{
    const auto step = entry.kind == "note" ? stepOf(entry.subject) : std::nullopt;
    if (!step)
        return std::nullopt;
    const QJsonObject payload = payloadOf(entry);
    const QString kind = payload.value(u"annotation"_s).toString();
    if (kind != "note"_L1 && kind != "bookmark"_L1)
        return std::nullopt;
    Annotation annotation;
    annotation.kind = kind == "note"_L1 ? Annotation::Kind::Note : Annotation::Kind::Bookmark;
    annotation.target = {.step = *step, .claim = claimOf(payload.value(u"claim"_s))};
    bool hasMoment = false;
    const qint64 moment = payload.value(u"moment_ns"_s).toString().toLongLong(&hasMoment);
    if (hasMoment)
        annotation.target.moment = telemetry::fromUnixNanos(moment);
    annotation.about = payload.value(u"about"_s).toString().toStdString();
    annotation.text = payload.value(u"text"_s).toString().toStdString();
    annotation.actor = entry.actor;
    annotation.time = entry.time;
    annotation.recorded = entry.recorded;
    annotation.hash = entry.hash;
    annotation.isBeside = isBeside(entry);
    return annotation;
}

std::vector<Annotation> annotationsOf(const std::vector<TimelineEntry>& entries,
                                      const telemetry::TraceId& trace)
{
    const std::string prefix = telemetry::toHex(trace) + '/';
    std::set<std::string> withdrawn;
    std::vector<Annotation> found;
    for (const TimelineEntry& entry : entries) {
        if (entry.kind != "note" || entry.subject.rfind(prefix, 0) != 0)
            continue;
        if (auto annotation = annotationIn(entry)) {
            found.push_back(std::move(*annotation));
            continue;
        }
        const QJsonObject payload = payloadOf(entry);
        if (payload.value(u"annotation"_s).toString() == "withdrawn"_L1)
            withdrawn.insert(payload.value(u"of"_s).toString().toStdString());
    }
    std::erase_if(found, [&](const Annotation& one) { return withdrawn.contains(one.hash); });
    std::ranges::stable_sort(found, {}, &Annotation::time);
    return found;
}

QString annotationKindText(Annotation::Kind kind)
{
    return kind == Annotation::Kind::Note ? QCoreApplication::translate("items", "Note")
                                          : QCoreApplication::translate("items", "Bookmark");
}

} // namespace items
