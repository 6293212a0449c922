// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page that is about the one suspect that is read: what is known of it, and the
// verdict on it.

#include "models/items/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/triage/suspectpane.h"
#include "widgets/triage/suspectspage.h"
#include "widgets/triage/verdictbar.h"

#include <QListView>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

constexpr int kNoteLength = 400;

telemetry::SpanKey keyOf(const suspects::QueueRow& suspect)
{
    return {.trace = suspect.suspicion.trace, .span = suspect.suspicion.span};
}

QString saidText(const suspects::Said& said)
{
    const QString who =
        said.who.empty() ? SuspectsPage::tr("somebody") : common::safeLine(said.who, 60);
    QString text = SuspectsPage::tr("%1, by %2 at %3")
                       .arg(QString::fromLatin1(suspects::toString(said.opinion)), who,
                            items::utcTimeText(said.time));
    if (said.isFromTelemetry)
        text += SuspectsPage::tr(" (in the telemetry)");
    if (!said.note.empty())
        text += u": "_s + common::safeLine(said.note, kNoteLength);
    return text;
}

// "Verdict: confirmed. Wrong, by ada at 10:09:07: no such function".
QString verdictText(const suspects::Verdict& verdict)
{
    if (verdict.said.empty())
        return {};
    QStringList lines;
    for (const suspects::Said& said : verdict.said)
        lines << saidText(said);
    return SuspectsPage::tr("Verdict: %1 — %2")
        .arg(items::standingText(verdict.standing), lines.join(u"; "_s));
}

} // namespace

telemetry::Result<SuspectsPage::Reading>
SuspectsPage::readSuspect(const store::Reader& reader, const telemetry::SpanKey& key,
                          const store::View& view, const suspects::VerdictBook& said,
                          const std::string& actor)
{
    auto step = traceview::readStep(reader, key, view);
    if (!step)
        return tl::make_unexpected(step.error());
    const suspects::Verdict verdict = said.of(key);
    Reading reading{.step = std::move(*step), .verdict = verdictText(verdict)};
    // What others said is theirs to take back.
    reading.stands = std::ranges::any_of(verdict.said, [&](const suspects::Said& one) {
        return !one.isFromTelemetry && (actor.empty() || one.who == actor);
    });
    return reading;
}

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
    if (m_shown != keyOf(*suspect)) {
        stopAsking();
        if (m_verdictBar != nullptr)
            m_verdictBar->setStands(false); // until its own verdict is read
    }
    m_shown = keyOf(*suspect);
    m_pane->setSuspect(*suspect, m_verdicts);
    readCurrent();
}

void SuspectsPage::readCurrent()
{
    const telemetry::SpanKey key = m_shown;
    m_readingQuery.request(
        [key, view = m_conductor.view(), queue = m_queue, people = m_peopleToConfirm,
         actor = m_port != nullptr ? m_port->actor() : std::string()](
            const store::Reader& reader) -> telemetry::Result<Reading> {
            const auto said = queue->verdicts(reader, view.knownAt, people);
            if (!said)
                return tl::make_unexpected(said.error());
            return readSuspect(reader, key, view, *said, actor);
        },
        [this, key](telemetry::Result<Reading> reading) {
            if (key != m_shown)
                return;
            if (!reading) {
                m_pane->setProblem(common::safeLine(reading.error().message));
                return;
            }
            m_pane->setSnapshot(reading->step);
            m_pane->setVerdict(reading->verdict);
            if (m_verdictBar != nullptr)
                m_verdictBar->setStands(reading->stands);
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
    for (const suspects::Judged& answer : answers)
        m_port->append(suspects::verdictEntry(answer, opinion, note.toStdString(), m_clock.now()));
}

} // namespace triage
