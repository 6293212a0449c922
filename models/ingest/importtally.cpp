// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/importtally.h"

#include <utility>

namespace ingest {

namespace {

constexpr std::size_t kMostProblems = 1000;

} // namespace

ReceiptHandler ImportTally::expect(std::string place, const ImportPosition& end)
{
    const std::scoped_lock lock(m_mutex);
    ++m_outstanding;
    m_deliveries.push_back({.end = end});
    const std::uint64_t number = m_firstNumber + m_deliveries.size() - 1;
    return [tally = shared_from_this(), place = std::move(place), number](const Receipt& receipt) {
        tally->add(receipt, place, number);
    };
}

// One that could not be written stays the first for good: nothing after it counts as done.
void ImportTally::add(const Receipt& receipt, const std::string& place, std::uint64_t number)
{
    {
        const std::scoped_lock lock(m_mutex);
        --m_outstanding;
        m_report.rejected += receipt.rejected;
        if (receipt.outcome == Receipt::Outcome::Committed) {
            ++m_report.deliveries;
            m_report.accepted += receipt.accepted;
            m_report.duplicates += receipt.duplicates;
        } else if (receipt.outcome == Receipt::Outcome::Failed) {
            ++m_report.failed;
        }
        if (!receipt.message.empty())
            addProblemLocked(place + ": " + receipt.message);
        m_deliveries.at(number - m_firstNumber).isCommitted =
            receipt.outcome != Receipt::Outcome::Failed;
        while (!m_deliveries.empty() && m_deliveries.front().isCommitted) {
            m_committed = m_deliveries.front().end;
            m_deliveries.pop_front();
            ++m_firstNumber;
        }
    }
    m_settled.notify_all();
}

ImportPosition ImportTally::committed()
{
    const std::scoped_lock lock(m_mutex);
    return m_committed;
}

void ImportTally::addProblem(std::string problem)
{
    const std::scoped_lock lock(m_mutex);
    ++m_report.rejected;
    addProblemLocked(std::move(problem));
}

void ImportTally::addProblemLocked(std::string problem)
{
    if (m_report.problems.size() < kMostProblems)
        m_report.problems.push_back(std::move(problem));
    else
        ++m_moreProblems;
}

ImportReport ImportTally::wait()
{
    std::unique_lock lock(m_mutex);
    m_settled.wait(lock, [this] { return m_outstanding == 0; });
    ImportReport report = m_report;
    if (m_moreProblems > 0)
        report.problems.push_back("... and " + std::to_string(m_moreProblems) + " more problems");
    return report;
}

} // namespace ingest
