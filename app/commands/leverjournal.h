// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/telemetry/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <string>

namespace commands {

// What was fired at one lever, written before it is sent, so that `lever undo` can put back what
// was there even when this process dies in between. One JSON file a lever, for its owner only.
class LeverJournal
{
public:
    // Where a lever of a control plane is journalled by default:
    // $XDG_STATE_HOME/plumbline/levers/<lever>-<hash of control plane and lever>.json
    static QString defaultPath(const std::string& baseUrl, const std::string& place,
                               const std::string& lever);

    // Reads what is there; a missing file is an empty journal. Unreadable when it is no journal.
    static telemetry::Result<LeverJournal> open(const QString& path);

    struct Entry
    {
        runbook::LeverState before;
        runbook::LeverPlan plan; // lever id, to, rawAfter, isRemoval
        std::optional<runbook::LeverState> after;
        std::string writtenVersion;
        std::string outcome; // empty: it was about to be sent, and nothing is known since
    };
    // The newest that may have had an effect and was not undone yet.
    std::optional<Entry> newest() const;

    telemetry::Result<void> begin(const runbook::LeverPlan& plan); // before sending
    telemetry::Result<void> finish(const runbook::LeverPlan& plan,
                                   const runbook::FireResult& result);
    telemetry::Result<void> drop(); // the entry begun last: nothing was sent
    telemetry::Result<void> markUndone(); // the newest

    const QString& path() const { return m_path; }

private:
    int newestIndex() const; // -1 when there is none
    telemetry::Result<void> save() const;

    QString m_path;
    QJsonArray m_entries; // oldest first
};

} // namespace commands
