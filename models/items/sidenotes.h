// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace items {

// Notes about a recording that nobody writes any more: they stand in a file of their own beside it
// ("today.plumb.notes", a JSON object a line, mode 0600), so that the recording and its audit chain
// stay as they are. They are no part of the chain: whoever shows them says so. Any thread; several
// programs may append at a time.
class SideNotes
{
public:
    explicit SideNotes(const std::string& recording);

    struct Entries
    {
        // By time. Sequences count down from -1 in the order of the file; `hash` tells one entry
        // from another and chains nothing.
        std::vector<telemetry::TimelineEntry> entries;
        std::int64_t unreadable = 0; // lines that are none of ours, or longer than kLongestLine
        bool isCut = false; // what stands beyond kMostBytes was not read
    };
    static constexpr std::int64_t kLongestLine = 4LL * 1024 * 1024; // bytes
    static constexpr std::int64_t kMostBytes = 512LL * 1024 * 1024; // of the file

    // Nothing where there is no file. Line by line: beside the entries one line is held at a time.
    telemetry::Result<Entries> read() const;
    // `recorded` is filled in with `now`; the sequence is some number below 0. Refused error where
    // the folder cannot be written to, and for what read() would not show: a line that is too long,
    // a file that is full. Waits up to 2 s for other programs that write: not for the GUI thread.
    telemetry::Result<telemetry::TimelineEntry> append(telemetry::TimelineEntry entry,
                                                       telemetry::Timestamp now) const;

    const QString& path() const { return m_path; }

private:
    QString m_path;
};

inline bool isBeside(const telemetry::TimelineEntry& entry)
{
    return entry.sequence < 0;
}

// The timeline, oldest first, with the notes beside the recording. These were written afterwards,
// about a time: they are in it whatever was known then. A file of notes that cannot be read is no
// reason to show nothing: `problem` says so.
struct TimelineEntries
{
    std::vector<telemetry::TimelineEntry> entries;
    std::string problem;
};
TimelineEntries withSideNotes(std::vector<telemetry::TimelineEntry> entries,
                              const std::string& recording, const telemetry::TimeRange& range);

} // namespace items
