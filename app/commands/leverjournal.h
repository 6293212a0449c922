// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/httplevergateway.h"
#include "models/runbook/lever.h"
#include "models/runbook/undorule.h"
#include "models/telemetry/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace commands {

// What was fired at one lever, written before it is sent, so that `lever undo` can put back what
// was there even when this process dies in between. One JSON file a lever, for its owner only.
// Several processes may use it at once: each change takes a lock beside the file, reads what the
// others have written, and touches its own entry alone. At most 50 entries, and about 8 MiB, are
// kept: what is settled goes first, the oldest of it, and what is open last.
class LeverJournal
{
public:
    // Without a file: nothing is kept. For a trip whose journal cannot be read.
    LeverJournal() = default;

    // Where a lever of a control plane is journalled by default:
    // $XDG_STATE_HOME/plumbline/levers/<lever>-<hash of control plane and lever>.json
    static QString defaultPath(const std::string& baseUrl, const std::string& place,
                               const std::string& lever);

    // That of a gateway as it is set up; `baseUrl` as it was given in place of the profile's.
    static QString defaultPath(const actuation::HttpLeverGateway& gateway,
                               const std::string& baseUrl, const std::string& lever);

    // Reads what is there; a missing file is an empty journal. Unreadable when it is no journal.
    static telemetry::Result<LeverJournal> open(const QString& path);

    struct Entry
    {
        runbook::LeverState before;
        runbook::LeverPlan plan; // lever id, to, rawAfter, isRemoval
        std::optional<runbook::LeverState> after;
        std::string writtenVersion;
        std::string outcome; // empty: it was about to be sent, and nothing is known since
        runbook::Fired fired; // the same, for the rule of the undo
        QString id; // names the entry among those of all processes
    };
    // The newest firing that may have had an effect and was not undone yet, of those that were
    // there at the last load or change; of one lever, or of any. An undo is none.
    std::optional<Entry> newest() const;
    std::optional<Entry> newestOf(const runbook::LeverDescription& lever) const;

    // Before sending; returns the new entry's id. `undoes`: the entry that this puts back, which is
    // undone once this is seen in effect, also when a later reading tells; empty: it is a firing.
    telemetry::Result<QString> begin(const runbook::LeverPlan& plan, const QString& undoes = {});
    telemetry::Result<void> finish(const QString& id, const runbook::LeverPlan& plan,
                                   const runbook::FireResult& result);
    telemetry::Result<void> drop(const QString& id); // nothing was sent
    telemetry::Result<void> markUndone(const QString& id);
    // Firings and undos of which nobody knows what became, oldest first: not undone and not
    // settled.
    std::vector<Entry> openWrites() const;
    telemetry::Result<void> settle(const QString& id, runbook::WriteFate fate); // not Open
    // A person takes the entry for one that does not count any more: it is open no longer.
    telemetry::Result<void> setAside(const QString& id);

    const QString& path() const { return m_path; }

private:
    telemetry::Result<void> load();
    telemetry::Result<void> change(const std::function<void(QJsonArray& entries)>& edit);
    telemetry::Result<void> save() const;
    std::optional<Entry> newest(const runbook::LeverDescription* lever) const;

    QString m_path;
    QJsonArray m_entries; // oldest first
};

// Whether two names of levers, as the journal and a profile have them, are one lever: the same
// target in the same environment. What a journal of before did not keep is not compared.
bool isLeverOf(const runbook::LeverDescription& journalled, const runbook::LeverDescription& lever);

} // namespace commands
