// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/levermarks.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace items {

namespace {

// What was fired here is seen at the control plane within this.
constexpr telemetry::Duration kSeenLater = std::chrono::seconds(60);

std::string payloadText(const QJsonObject& payload, const QString& field)
{
    return payload[field].toString().toStdString();
}

LeverMark markOf(const telemetry::TimelineEntry& entry, const QJsonObject& payload)
{
    const bool isSeen = entry.kind == "lever";
    return {.time = entry.time,
            .lever = payloadText(payload, u"lever"_s),
            .target = payloadText(payload, u"target"_s),
            .to = isSeen ? payloadText(payload[u"after"_s].toObject(), u"value"_s)
                         : payloadText(payload, u"to"_s),
            .outcome = {},
            .isUndo = entry.kind == "undo",
            .isSeen = isSeen};
}

// The newest of the lever that we fired.
LeverMark* newestFired(std::vector<LeverMark>& marks, const std::string& lever)
{
    const auto found = std::find_if(marks.rbegin(), marks.rend(), [&lever](const LeverMark& mark) {
        return mark.lever == lever && !mark.isSeen;
    });
    return found == marks.rend() ? nullptr : &*found;
}

// Whether what was seen is what we fired; what was refused moved nothing.
bool explains(const LeverMark& fired, const LeverMark& seen)
{
    const bool wasRefused = fired.outcome == "refused" || fired.outcome == "conflict";
    return !wasRefused && seen.time - fired.time < kSeenLater
        && (fired.to == seen.to || fired.isUndo);
}

} // namespace

std::vector<LeverMark> leverMarks(const std::vector<telemetry::TimelineEntry>& entries)
{
    std::vector<LeverMark> marks;
    for (const telemetry::TimelineEntry& entry : entries) {
        const QJsonObject payload =
            QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
        LeverMark mark = markOf(entry, payload);
        if (mark.lever.empty())
            continue;
        LeverMark* fired = newestFired(marks, mark.lever);
        const std::string outcome = payloadText(payload, u"outcome"_s);
        if (!outcome.empty()) {
            if (fired != nullptr && fired->outcome.empty())
                fired->outcome = outcome;
            continue;
        }
        if (!mark.isSeen || fired == nullptr || !explains(*fired, mark))
            marks.push_back(std::move(mark));
    }
    return marks;
}

telemetry::Result<std::vector<LeverMark>> readLeverMarks(const store::Reader& reader,
                                                         const store::View& view,
                                                         const std::string& service,
                                                         const std::set<std::string>& services)
{
    const auto entries = reader.timeline(view, {"action", "undo", "lever"});
    if (!entries)
        return tl::make_unexpected(entries.error());
    auto marks = leverMarks(*entries);
    std::erase_if(marks, [&](const LeverMark& mark) {
        return !service.empty() && mark.target != service && services.contains(mark.target);
    });
    return marks;
}

} // namespace items
