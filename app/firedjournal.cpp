// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/firedjournal.h"

#include <utility>

using namespace Qt::StringLiterals;

FiredJournal::FiredJournal(const QString& path, const runbook::LeverPlan& plan, bool isUndo)
    : m_plan(plan)
{
    if (path.isEmpty() || plan.isNoChange)
        return;
    auto journal = commands::LeverJournal::open(path);
    note(journal);
    if (!journal)
        return;
    m_journal = std::move(*journal);
    // The firing that is put back is undone once this one is seen in effect, whoever sees it.
    const auto undone = isUndo ? m_journal->newestOf(plan.lever) : std::nullopt;
    const bool isKnown =
        undone && runbook::isOurs(undone->fired, plan.before, plan.lever.isVersionShared);
    const auto begun = m_journal->begin(plan,
                                        !isUndo       ? QString()
                                            : isKnown ? undone->id
                                                      : u"of the window"_s);
    note(begun);
    m_entry = begun.value_or(QString());
}

void FiredJournal::finish(const telemetry::Result<runbook::FireResult>& result)
{
    if (!m_journal)
        return;
    if (m_entry.isEmpty()) // it could not be begun
        return;
    note(result ? m_journal->finish(m_entry, m_plan, *result) : m_journal->drop(m_entry));
}

template<typename Written>
void FiredJournal::note(const Written& written)
{
    if (!written)
        m_problem = written.error().message;
}
