// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/leverjournal.h"
#include "models/runbook/lever.h"
#include "models/telemetry/result.h"

#include <QString>

#include <optional>
#include <string>

// What the window fires, in the journal that the command line undoes from: written before it is
// sent, so that it can be put back when no window is left. Any thread.
class FiredJournal
{
public:
    // Begins the entry, but of what changes nothing, or without a path (no journal). An undo names
    // the firing that it takes back.
    FiredJournal(const QString& path, const runbook::LeverPlan& plan, bool isUndo);

    // What came of it. A verified undo marks what it undid as undone.
    void finish(const telemetry::Result<runbook::FireResult>& result);
    const std::string& problem() const { return m_problem; } // what could not be written; or empty

private:
    template<typename Written>
    void note(const Written& written);

    runbook::LeverPlan m_plan;
    std::optional<commands::LeverJournal> m_journal;
    QString m_entry; // empty: none was begun
    std::string m_problem;
};
