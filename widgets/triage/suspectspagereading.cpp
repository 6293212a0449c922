// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page that is about the one suspect that is read: what is known of it, and the
// verdict on it.

#include "widgets/common/plaintext.h"
#include "widgets/triage/suspectpane.h"
#include "widgets/triage/suspectspage.h"
#include "widgets/triage/verdictbar.h"

#include <QListView>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace triage {

namespace {

telemetry::SpanKey keyOf(const suspects::QueueRow& suspect)
{
    return {.trace = suspect.suspicion.trace, .span = suspect.suspicion.span};
}

} // namespace

const suspects::Cluster* SuspectsPage::currentCluster() const
{
    const QModelIndex index = m_clusterList->currentIndex();
    return m_isGrouped && index.isValid() ? &m_clusters.row(index.row()) : nullptr;
}

std::optional<suspects::QueueRow> SuspectsPage::current() const
{
    if (const suspects::Cluster* cluster = currentCluster())
        return cluster->medoid;
    const QModelIndex index = m_list->currentIndex();
    return !m_isGrouped && index.isValid() ? std::optional(m_model.row(index.row())) : std::nullopt;
}

std::vector<suspects::Judged> SuspectsPage::toJudge() const
{
    if (const suspects::Cluster* cluster = currentCluster())
        return cluster->members;
    const auto suspect = current();
    if (!suspect)
        return {};
    return {suspects::judgedFrom(*suspect)};
}

void SuspectsPage::showCurrent()
{
    const std::optional<suspects::QueueRow> suspect = current();
    if (!suspect || m_isUpdating)
        return;
    const std::size_t answers = toJudge().size();
    if (m_verdictBar != nullptr && m_shown != keyOf(*suspect))
        m_verdictBar->setSubject(answers);
    else if (m_verdictBar != nullptr)
        m_verdictBar->setAnswers(answers);
    m_shown = keyOf(*suspect);
    m_pane->setSuspect(*suspect, m_verdicts);
    readCurrent();
}

void SuspectsPage::readCurrent()
{
    const telemetry::SpanKey key = m_shown;
    std::vector<telemetry::SpanKey> all;
    if (m_verdictBar != nullptr)
        std::ranges::transform(toJudge(), std::back_inserter(all), &suspects::Judged::answer);
    m_readingQuery.request(
        [key, all = std::move(all), view = m_conductor.view(), queue = m_queue,
         people = m_peopleToConfirm, actor = m_port != nullptr ? m_port->actor() : std::string()](
            const store::Reader& reader) -> telemetry::Result<SuspectReading> {
            const auto said = queue->verdicts(reader, view.knownAt, people);
            if (!said)
                return tl::make_unexpected(said.error());
            return readSuspect(reader, key, all, view, *said, actor);
        },
        [this, key](telemetry::Result<SuspectReading> reading) {
            if (key != m_shown)
                return;
            if (!reading) {
                m_pane->setProblem(common::safeLine(reading.error().message));
                return;
            }
            m_pane->setSnapshot(reading->step);
            m_pane->setVerdict(reading->verdict);
            if (m_verdictBar != nullptr)
                m_verdictBar->setStanding(std::move(reading->standing));
        });
}

void SuspectsPage::stopAsking()
{
    if (m_verdictBar != nullptr)
        m_verdictBar->stopAsking();
}

void SuspectsPage::judge(suspects::Opinion opinion, const std::vector<suspects::Judged>& answers,
                         const QString& note)
{
    if (m_port == nullptr)
        return;
    stopAsking();
    const std::vector<telemetry::SpanKey> standing = m_verdictBar->standing();
    for (const suspects::Judged& answer : answers) {
        const bool stands = std::ranges::find(standing, answer.answer) != standing.end();
        if (opinion == suspects::Opinion::Withdrawn && !stands)
            continue; // of those of a group
        m_port->append(suspects::verdictEntry(answer, opinion, note.toStdString(), m_clock.now()));
    }
}

} // namespace triage
