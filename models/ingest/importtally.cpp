// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/importtally.h"

#include <utility>

namespace ingest {

namespace {

constexpr std::size_t kMostProblems = 1000;

} // namespace

ReceiptHandler ImportTally::expect(std::string place)
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_outstanding;
    }
    return [tally = shared_from_this(), place = std::move(place)](const Receipt& receipt) {
        tally->add(receipt, place);
    };
}

void ImportTally::add(const Receipt& receipt, const std::string& place)
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
    }
    m_settled.notify_all();
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
