// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace team {

// The team's configuration as it was read once.
struct TeamCopy
{
    QString source; // as team/source names it
    QString file; // path or URL of what was read
    QByteArray text;
    QString commit = {}; // lower-case hex; empty: of no git checkout
    bool isCommitted = false; // the file is as that commit has it
    telemetry::Timestamp readAt = {};

    // "1a2b3c4d", "1a2b3c4d, changed since", or the host of the URL, or the folder.
    QString label() const;
};

// The last good copies, each in a file of its own in `folder`. Reads and writes small files; any
// thread, one at a time for each folder. Unreadable error when it cannot be written.
telemetry::Result<void> keepCopy(const TeamCopy& copy, const QString& folder);
// None: there is no copy of that source, or it cannot be read.
std::optional<TeamCopy> keptCopy(const QString& source, const QString& folder);

} // namespace team
