// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the sources page that says how a service that is being connected comes in.

#include "models/items/sourcessnapshot.h"
#include "widgets/common/plaintext.h"
#include "widgets/sources/mappingview.h"
#include "widgets/sources/setupwords.h"
#include "widgets/sources/sourcespage.h"

#include <QTabWidget>
#include <QTableView>

#include <algorithm>
#include <cstdint>
#include <functional>

using namespace Qt::StringLiterals;

namespace sources {

namespace {

constexpr std::size_t kMostProblems = 2; // the newest
constexpr qsizetype kMostMissing = 4; // the rest stands in the mapping report
constexpr int kLongestName = 80; // characters

bool isSendingNow(const telemetry::LinkStatus& link)
{
    return link.state == telemetry::LinkState::Connected
        || link.state == telemetry::LinkState::Lagging;
}

std::string senderKey(const telemetry::LinkStatus& link)
{
    return items::LinkModel::keyFor(link.source, link.service);
}

// A link that fails because of what it sends away: that is told from the refusals themselves.
bool isOfRefusal(const std::string& reason)
{
    return reason.starts_with("deliveries are sent away")
        || reason.starts_with(telemetry::refusal::kQueueFull);
}

std::uint64_t countIn(const std::vector<telemetry::Refusal>& refusals,
                      const telemetry::Refusal& wanted)
{
    const auto found = std::ranges::find_if(refusals, [&wanted](const telemetry::Refusal& each) {
        return each.source == wanted.source && each.reason == wanted.reason;
    });
    return found == refusals.end() ? 0 : found->count;
}

} // namespace

std::map<std::string, SourcesPage::Sender> SourcesPage::senders() const
{
    std::map<std::string, Sender> found;
    for (int row = 0; row < m_links.rowCount(); ++row) {
        const telemetry::LinkStatus& link = m_links.row(row);
        if (!link.service.empty())
            found[senderKey(link)] = {.isSending = isSendingNow(link), .lastData = link.lastData};
    }
    return found;
}

// Of the present only: what the cursor shows of the past is not what is being connected.
void SourcesPage::updateSetup()
{
    const bool isLive = m_conductor.mode() == items::TimeConductor::Mode::Live;
    if (!m_setup->isVisibleTo(this) || !isLive || !(m_hasRead || m_live))
        return;
    if (!m_sendersBefore)
        return noteBefore();
    if (!m_arrived)
        findArrived();
    if (m_arrived)
        tellArrived();
    tellProblems();
}

void SourcesPage::noteBefore()
{
    m_sendersBefore = senders();
    m_reasonsBefore.clear();
    QStringList sending;
    for (int row = 0; row < m_links.rowCount(); ++row) {
        const telemetry::LinkStatus& link = m_links.row(row);
        if (link.service.empty())
            m_reasonsBefore[link.source] = link.reason;
        else if (isSendingNow(link))
            sending << common::safeLine(link.service, kLongestName);
    }
    m_setup->setWaiting(sending);
}

// A service has arrived when it is new among the rows, or sends again after it had stopped: which
// one of those that never stopped is meant cannot be told.
void SourcesPage::findArrived()
{
    for (int row = 0; row < m_links.rowCount(); ++row) {
        const telemetry::LinkStatus& link = m_links.row(row);
        if (link.service.empty() || !isSendingNow(link))
            continue;
        const auto before = m_sendersBefore->find(senderKey(link));
        const bool hasArrived = before == m_sendersBefore->end()
            || (!before->second.isSending && link.lastData > before->second.lastData);
        if (!hasArrived)
            continue;
        m_arrived = Arrived{.source = link.source,
                            .service = link.service,
                            .at = link.lastData.value_or(m_conductor.cursor())};
        m_table->selectRow(row); // what was understood of it stands below
        m_parts->setCurrentWidget(m_mapping);
        updateParts();
        return;
    }
}

void SourcesPage::tellArrived()
{
    const store::SourceMapping* mapping =
        items::mappingOf(m_snapshot, m_arrived->source, m_arrived->service);
    QStringList notes;
    for (int row = 0; row < m_links.rowCount(); ++row) {
        const telemetry::LinkStatus& link = m_links.row(row);
        if (link.source != m_arrived->source || link.service != m_arrived->service
            || !link.instance.empty())
            continue;
        if (const QString clock = clockText(link); !clock.isEmpty())
            notes << clock;
    }
    if (mapping != nullptr)
        notes << missingTexts(*mapping, m_setup->contentSwitch()).mid(0, kMostMissing);
    m_setup->setArrived(
        arrivedText(m_arrived->service, mapping, m_conductor.cursor() - m_arrived->at), notes);
}

void SourcesPage::tellProblems()
{
    std::vector<telemetry::Refusal> fresh;
    for (const telemetry::Refusal& refusal : m_refusals) {
        const bool isNew = refusal.count > countIn(m_refusalsBefore, refusal);
        if (isNew && (!m_arrived || refusal.last > m_arrived->at))
            fresh.push_back(refusal);
    }
    std::ranges::sort(fresh, std::ranges::greater(), &telemetry::Refusal::last);
    fresh.resize(std::min(fresh.size(), kMostProblems));
    QStringList problems;
    for (const telemetry::Refusal& refusal : fresh)
        problems << refusalText(refusal, m_endpoints, m_refusalsAt);
    for (int row = 0; row < m_links.rowCount(); ++row) {
        const telemetry::LinkStatus& link = m_links.row(row);
        const auto before = m_reasonsBefore.find(link.source);
        const bool isFailing = link.service.empty() && link.state == telemetry::LinkState::Failing
            && before != m_reasonsBefore.end() && link.reason != before->second;
        if (isFailing && !isOfRefusal(link.reason))
            problems << tr("✕ Something came and could not be read: %1")
                            .arg(common::safeLine(link.reason));
    }
    m_setup->setProblems(problems);
}

} // namespace sources
