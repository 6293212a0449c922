// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/runbookmodel.h"

#include "models/items/ownwords.h"
#include "models/items/runbookwords.h"

#include <algorithm>
#include <utility>

namespace items {

QString stepStateText(runbook::StepState state)
{
    switch (state) {
    case runbook::StepState::Pending:
        return RunbookModel::tr("to do");
    case runbook::StepState::Done:
        return RunbookModel::tr("done");
    case runbook::StepState::Skipped:
        return RunbookModel::tr("skipped");
    case runbook::StepState::Failed:
        return RunbookModel::tr("failed");
    case runbook::StepState::Undone:
        return RunbookModel::tr("undone");
    }
    return {};
}

QString stepKindText(runbook::StepKind kind)
{
    switch (kind) {
    case runbook::StepKind::Manual:
        return RunbookModel::tr("by hand");
    case runbook::StepKind::Check:
        return RunbookModel::tr("check");
    case runbook::StepKind::Wait:
        return RunbookModel::tr("wait");
    case runbook::StepKind::Decide:
        return RunbookModel::tr("decide");
    case runbook::StepKind::Lever:
        return RunbookModel::tr("lever");
    case runbook::StepKind::Notify:
        return RunbookModel::tr("notify");
    case runbook::StepKind::Probe:
        return RunbookModel::tr("probe");
    }
    return {};
}

RunbookModel::RunbookModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

int RunbookModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_steps.size());
}

QVariant RunbookModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const runbook::Step& here = shown(index.row());
    const runbook::StepProgress& state = progress(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(here.title);
    case Qt::AccessibleTextRole:
        return tr("Step %1, %2: %3, %4")
            .arg(index.row() + 1)
            .arg(stepKindText(here.kind), QString::fromStdString(here.title),
                 stepStateText(state.state));
    case NumberRole:
        return index.row() + 1;
    case StateRole:
        return static_cast<int>(state.state);
    case KindRole:
        return static_cast<int>(here.kind);
    case IsCurrentRole:
        return index.row() == currentRow();
    case DetailRole:
        if (state.state == runbook::StepState::Pending)
            return QString();
        return (state.times > 1 ? tr("%1 times, last by ").arg(state.times) : QString())
            + (state.note.empty()
                   ? QString::fromStdString(state.who)
                   : tr("%1: %2").arg(QString::fromStdString(state.who),
                                      QString::fromStdString(noteWords(state.note))));
    case WhenRole:
        return static_cast<qlonglong>(telemetry::toUnixNanos(state.when));
    default:
        return {};
    }
}

telemetry::Result<void> RunbookModel::setRun(runbook::Runbook runbook, runbook::RunbookRun run)
{
    if (run.runbook != runbook.id || run.steps.size() != runbook.steps.size())
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "The run is not one of runbook \"" + runbook.id + "\".");
    std::vector<runbook::Step> steps;
    std::vector<runbook::Step> shown;
    std::vector<std::set<std::string>> missing;
    for (std::size_t i = 0; i < runbook.steps.size(); ++i) {
        if (run.steps[i].step != runbook.steps[i].id)
            return telemetry::failure(telemetry::ErrorKind::Usage,
                                      "The run's steps are not those of runbook \"" + runbook.id
                                          + "\".");
        shown.push_back(shownStep(runbook, i, run.parameters));
        auto needed = runbook::missingParameters(runbook.steps[i], run.parameters);
        if (!needed.empty() && std::ranges::includes(runbook.optional, needed)) {
            steps.push_back(runbook::withKnownParameters(runbook.steps[i], run.parameters));
            missing.push_back(std::move(needed));
            continue;
        }
        auto step = runbook::withParameters(runbook.steps[i], run.parameters);
        if (!step)
            return tl::make_unexpected(step.error());
        steps.push_back(std::move(*step));
        missing.emplace_back();
    }
    beginResetModel();
    m_runbook = std::move(runbook);
    m_run = std::move(run);
    m_steps = std::move(steps);
    m_shown = std::move(shown);
    m_missing = std::move(missing);
    endResetModel();
    return {};
}

void RunbookModel::clear()
{
    beginResetModel();
    m_runbook = {};
    m_run = {};
    m_steps.clear();
    m_shown.clear();
    m_missing.clear();
    endResetModel();
}

int RunbookModel::currentRow() const
{
    const auto* current = m_run.current();
    return current == nullptr ? -1 : static_cast<int>(current - m_run.steps.data());
}

int RunbookModel::rowOf(const std::string& step) const
{
    const auto* found = m_run.find(step);
    return found == nullptr ? -1 : static_cast<int>(found - m_run.steps.data());
}

telemetry::Result<void> RunbookModel::settle(const runbook::StepProgress& progress)
{
    const int before = currentRow();
    const int row = rowOf(progress.step);
    auto settled = m_run.settle(progress);
    if (settled)
        tellSettled(row, before);
    return settled;
}

telemetry::Result<void> RunbookModel::repeat(const runbook::StepProgress& progress)
{
    const int before = currentRow();
    const int row = rowOf(progress.step);
    if (row >= 0 && step(row).kind == runbook::StepKind::Lever)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "Step \"" + progress.step
                                      + "\" moves a lever: it is repeated by firing it again.");
    auto repeated = m_run.repeat(progress);
    if (repeated)
        tellSettled(row, before);
    return repeated;
}

telemetry::Result<void> RunbookModel::abort(const runbook::RunAbort& abort)
{
    auto aborted = m_run.abort(abort);
    if (aborted && !m_steps.empty())
        emit dataChanged(index(0), index(rowCount() - 1));
    return aborted;
}

void RunbookModel::tellSettled(int row, int before)
{
    emit dataChanged(index(row), index(row));
    // The mark of the current step may have left one row and come to another.
    const int after = currentRow();
    for (const int moved : {before, after}) {
        if (before != after && moved >= 0 && moved != row)
            emit dataChanged(index(moved), index(moved), {IsCurrentRole});
    }
}

} // namespace items
