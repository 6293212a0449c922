// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/firedjournal.h"

#include <utility>

FiredJournal::FiredJournal(const QString& path, const runbook::LeverPlan& plan, bool isUndo)
    : m_plan(plan)
    , m_isUndo(isUndo)
{
    if (path.isEmpty() || plan.isNoChange)
        return;
    auto journal = commands::LeverJournal::open(path);
    note(journal);
    if (!journal)
        return;
    m_journal = std::move(*journal);
    if (isUndo)
        return;
    const auto begun = m_journal->begin(plan);
    note(begun);
    m_entry = begun.value_or(QString());
}

void FiredJournal::finish(const telemetry::Result<runbook::FireResult>& result)
{
    if (!m_journal)
        return;
    if (!m_entry.isEmpty())
        return note(result ? m_journal->finish(m_entry, m_plan, *result)
                           : m_journal->drop(m_entry));
    if (!m_isUndo || !result || result->outcome != runbook::FireOutcome::Verified)
        return;
    const auto undone = m_journal->newest();
    if (undone && undone->plan.lever.id == m_plan.lever.id
        && runbook::isOurs(undone->fired, m_plan.before, m_plan.lever.isVersionShared))
        note(m_journal->markUndone(undone->id));
}

template<typename Written>
void FiredJournal::note(const Written& written)
{
    if (!written)
        m_problem = written.error().message;
}
