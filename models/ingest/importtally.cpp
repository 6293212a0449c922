// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/importtally.h"

#include "models/telemetry/scarcememory.h"

#include <algorithm>
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
        std::string problem =
            receipt.message.empty() ? std::string() : place + ": " + receipt.message;
        std::vector<telemetry::Rejection> rejections = receipt.uncounted;
        telemetry::makeRoom(m_report.problems);
        // From here on nothing fails: it would be counted twice.
        --m_outstanding;
        m_report.rejected += receipt.rejected;
        if (receipt.outcome == Receipt::Outcome::Committed) {
            ++m_report.deliveries;
            m_report.accepted += receipt.accepted;
            m_report.duplicates += receipt.duplicates;
        } else if (receipt.outcome == Receipt::Outcome::Failed) {
            ++m_report.failed;
        }
        if (!problem.empty())
            addProblemLocked(std::move(problem));
        Delivery& delivery = m_deliveries.at(number - m_firstNumber);
        delivery.isCommitted = receipt.outcome != Receipt::Outcome::Failed;
        delivery.isKnown = receipt.accepted > 0 && receipt.duplicates == receipt.accepted;
        delivery.isNews = receipt.accepted > receipt.duplicates;
        delivery.rejections = std::move(rejections);
        settleLocked();
    }
    m_changed.notify_all();
}

void ImportTally::settleLocked()
{
    for (; !m_deliveries.empty() && m_deliveries.front().isCommitted; ++m_firstNumber) {
        const Delivery delivery = std::move(m_deliveries.front());
        m_deliveries.pop_front();
        if (delivery.isKnown || delivery.isNews) {
            m_isKnown = delivery.isKnown;
            if (delivery.isNews)
                add(m_due, m_undecided);
            m_undecided.clear();
        }
        if (m_isGoingOn || (m_isKnown && !*m_isKnown))
            add(m_due, delivery.rejections);
        else if (!m_isKnown)
            add(m_undecided, delivery.rejections);
        if (m_undecided.empty())
            m_settled = delivery.end;
    }
}

void ImportTally::add(std::vector<telemetry::Rejection>& to,
                      const std::vector<telemetry::Rejection>& rejections)
{
    for (const telemetry::Rejection& rejection : rejections) {
        const auto known = std::ranges::find_if(to, [&](const telemetry::Rejection& other) {
            return other.signal == rejection.signal && other.reason == rejection.reason;
        });
        if (known == to.end())
            telemetry::withPatience([&] { to.push_back(rejection); });
        else
            known->count += rejection.count;
    }
}

void ImportTally::reject(std::string problem, telemetry::Rejection rejection,
                         const ImportPosition& end)
{
    const std::scoped_lock lock(m_mutex);
    m_report.rejected += rejection.count;
    addProblemLocked(std::move(problem));
    m_deliveries.push_back({.end = end, .isCommitted = true});
    m_deliveries.back().rejections.push_back(std::move(rejection));
    settleLocked();
}

void ImportTally::goOn()
{
    const std::scoped_lock lock(m_mutex);
    m_isGoingOn = true;
}

ImportPosition ImportTally::settledUntil()
{
    const std::scoped_lock lock(m_mutex);
    return m_settled;
}

ImportTally::Settled ImportTally::take()
{
    const std::scoped_lock lock(m_mutex);
    return {.until = m_settled, .rejections = std::exchange(m_due, {})};
}

// Where nothing came that tells, nothing of the file is in the recording.
std::vector<telemetry::Rejection> ImportTally::takeAll()
{
    const std::scoped_lock lock(m_mutex);
    add(m_due, std::exchange(m_undecided, {}));
    return std::exchange(m_due, {});
}

void ImportTally::putBack(const std::vector<telemetry::Rejection>& rejections)
{
    const std::scoped_lock lock(m_mutex);
    add(m_due, rejections);
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
    m_changed.wait(lock, [this] { return m_outstanding == 0; });
    ImportReport report = m_report;
    if (m_moreProblems > 0)
        report.problems.push_back("... and " + std::to_string(m_moreProblems) + " more problems");
    return report;
}

} // namespace ingest
