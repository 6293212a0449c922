// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/incident/entrycarrying.h"

#include "widgets/incident/entryport.h"

#include <algorithm>
#include <utility>

namespace incident {

namespace {

// Who wrote it, when and as which number the port fills in.
bool isSameEntry(const telemetry::TimelineEntry& left, const telemetry::TimelineEntry& right)
{
    return left.kind == right.kind && left.time == right.time && left.subject == right.subject
        && left.text == right.text && left.payload == right.payload;
}

} // namespace

EntryMime::EntryMime(telemetry::TimelineEntry entry, const QString& words, const QWidget& source)
    : m_entry(std::move(entry))
    , m_window(source.window())
{
    setText(words);
}

const telemetry::TimelineEntry* EntryMime::entryIn(const QMimeData* data, const QWidget& target)
{
    const auto* mime = qobject_cast<const EntryMime*>(data);
    return mime != nullptr && !mime->m_window.isNull() && mime->m_window == target.window()
        ? &mime->m_entry
        : nullptr;
}

EntryWriter::EntryWriter(EntryPort& port, QObject* parent)
    : QObject(parent)
    , m_port(port)
{
    connect(&port, &EntryPort::appended, this, [this](const telemetry::TimelineEntry& entry) {
        if (forget(entry))
            emit written(entry);
    });
    connect(&port, &EntryPort::failed, this,
            [this](const QString& reason, const telemetry::TimelineEntry& entry) {
                if (forget(entry))
                    emit failed(reason);
            });
}

void EntryWriter::write(const telemetry::TimelineEntry& entry)
{
    const auto isIt = [&entry](const telemetry::TimelineEntry& one) {
        return isSameEntry(one, entry);
    };
    if (std::ranges::any_of(m_asked, isIt))
        return;
    m_asked.push_back(entry); // first: a port may answer at once
    m_port.append(entry);
}

bool EntryWriter::forget(const telemetry::TimelineEntry& entry)
{
    const auto isIt = [&entry](const telemetry::TimelineEntry& one) {
        return isSameEntry(one, entry);
    };
    const auto asked = std::ranges::find_if(m_asked, isIt);
    if (asked == m_asked.end())
        return false;
    m_asked.erase(asked);
    return true;
}

} // namespace incident
