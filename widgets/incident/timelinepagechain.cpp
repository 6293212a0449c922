// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page that walks the audit chain.

#include "models/items/formats.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/incident/timelinepage.h"

#include <QListView>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace incident {

std::int64_t TimelinePage::newestEntry() const
{
    std::int64_t newest = 0;
    for (int row = 0; row < m_timeline.rowCount(); ++row)
        newest = std::max(newest, m_timeline.row(row).sequence);
    return newest;
}

void TimelinePage::verify()
{
    m_report = {};
    m_badge->setIcon({});
    m_badge->setText(tr("Verifying…"));
    verifyOn({});
}

void TimelinePage::verifyOn(const store::VerifyReport& before)
{
    m_hasVerified = true;
    m_isVerifying = true;
    // Up to the cursor: how many entries follow is no news of that time.
    const telemetry::Timestamp knownAt = m_conductor.view().knownAt;
    m_verifyQuery.request(
        [knownAt, before](const store::Reader& reader) { return reader.verify(knownAt, before); },
        [this, at = m_conductor.cursor()](const telemetry::Result<store::VerifyReport>& report) {
            m_isVerifying = false;
            takeReport(report, at);
        });
}

void TimelinePage::takeReport(const telemetry::Result<store::VerifyReport>& report,
                              telemetry::Timestamp at)
{
    if (!report) {
        m_badge->setIcon(common::icon(m_theme, u"warning"_s, common::ColorRole::Unknown));
        m_badge->setText(tr("Chain could not be read"));
        m_message->say(common::MessageBar::Kind::Error, common::safeLine(report.error().message));
        return;
    }
    m_report = *report;
    if (report->firstBroken) {
        m_badge->setIcon(common::icon(m_theme, u"error"_s, common::ColorRole::Severity1));
        m_badge->setText(tr("Chain broken at entry %1").arg(*report->firstBroken));
        m_message->say(common::MessageBar::Kind::Error,
                       tr("The timeline was altered: %1").arg(common::safeLine(report->problem)));
        return;
    }
    m_badge->setIcon(common::icon(m_theme, u"check"_s, common::ColorRole::Well));
    m_badge->setToolTip(tr("Last walked on at %1. Walks the hash chain of all entries again.")
                            .arg(items::utcTimeText(at)));
    updateBadge();
    m_badge->setAccessibleDescription(
        tr("Newest hash %1").arg(QString::fromStdString(report->lastHash)));
}

// The chain is that of all entries; what the list shows of them is said beside it.
void TimelinePage::updateBadge()
{
    if (m_report.lastHash.empty() || m_report.firstBroken)
        return;
    const std::int64_t newest = newestEntry();
    const QString verified = newest > m_report.entries
        ? tr("Chain verified up to entry %1 of %2")
              .arg(items::countText(m_report.entries), items::countText(newest))
        : newest == 1 ? tr("Chain verified · 1 entry")
                      : tr("Chain verified · %1 entries").arg(items::countText(newest));
    const int shown = m_entries.rowCount();
    const int known = m_timeline.rowCount();
    m_badge->setText(shown == known
                         ? verified
                         : tr("%1 · %2 of %3 shown")
                               .arg(verified, items::countText(shown), items::countText(known)));
}

void TimelinePage::updateEmpty()
{
    const bool isEmpty = m_entries.rowCount() == 0;
    if (isEmpty && m_timeline.rowCount() > 0)
        m_empty->setContent(u"filter"_s, tr("No entry fits"),
                            tr("Choose other kinds, or search for something else."));
    else if (!m_hasRead && !m_message->text().isEmpty())
        m_empty->setContent(u"error"_s, tr("The timeline could not be read"),
                            tr("What went wrong stands above. It is read again as soon as the time "
                               "moves."));
    else if (!m_hasRead)
        m_empty->setContent(u"incident"_s, tr("Reading the timeline"),
                            tr("Alarms, actions and notes up to the cursor will stand here."));
    else
        m_empty->setContent(u"incident"_s, tr("Nothing happened yet"),
                            tr("Alarms, actions and notes up to the cursor will stand here."));
    updateBadge();
    m_empty->setVisible(isEmpty);
    m_list->parentWidget()->setVisible(!isEmpty);
    showDetails();
}

} // namespace incident
