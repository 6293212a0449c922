// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"
#include "models/runbook/runbookrun.h"

#include <QAbstractListModel>

#include <set>
#include <string>
#include <vector>

namespace items {

// The steps of one run of a runbook, with their state. Owns the run. GUI thread.
class RunbookModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        NumberRole = Qt::UserRole + 1, // from 1
        StateRole, // int, runbook::StepState
        KindRole, // int, runbook::StepKind
        IsCurrentRole, // the first pending step
        DetailRole, // who settled it and the note; empty while pending
        WhenRole, // qlonglong, nanoseconds since the epoch; 0 while pending
    };

    explicit RunbookModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    // Another runbook or run is a reset. Usage error, and nothing changes, when a step names a
    // parameter that is not optional and that the run does not give, or the run is of another
    // runbook.
    telemetry::Result<void> setRun(runbook::Runbook runbook, runbook::RunbookRun run);
    void clear();

    const runbook::Runbook& runbook() const { return m_runbook; }
    const runbook::RunbookRun& run() const { return m_run; }
    // With the run's parameters put in.
    const runbook::Step& step(int row) const { return m_steps[static_cast<std::size_t>(row)]; }
    // The same for people: of a runbook that ships with the program in the window's language.
    const runbook::Step& shown(int row) const { return m_shown[static_cast<std::size_t>(row)]; }
    const runbook::StepProgress& progress(int row) const
    {
        return m_run.steps[static_cast<std::size_t>(row)];
    }
    // Optional parameters that the run does not give and this step needs: it cannot be carried out.
    const std::set<std::string>& missing(int row) const
    {
        return m_missing[static_cast<std::size_t>(row)];
    }
    int currentRow() const; // -1 when all are settled
    int rowOf(const std::string& step) const; // -1 when there is none
    telemetry::Result<void> settle(const runbook::StepProgress& progress);
    // Not of a lever step: its lever is fired again, which settles it.
    telemetry::Result<void> repeat(const runbook::StepProgress& progress);
    telemetry::Result<void> abort(const runbook::RunAbort& abort);

private:
    void tellSettled(int row, int before);

    runbook::Runbook m_runbook;
    runbook::RunbookRun m_run;
    std::vector<runbook::Step> m_steps;
    std::vector<runbook::Step> m_shown; // one for each step
    std::vector<std::set<std::string>> m_missing; // one for each step
};

QString stepStateText(runbook::StepState state);
QString stepKindText(runbook::StepKind kind);

} // namespace items
