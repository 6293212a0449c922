// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the bar by which a finding is put on the incident's timeline.

#include "models/items/annotation.h"
#include "models/items/findingentry.h"
#include "models/trace/tracelink.h"
#include "widgets/common/keymap.h"
#include "widgets/incident/entrycarrying.h"
#include "widgets/trace/findingsbar.h"

#include <QAction>
#include <QDrag>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr int kDraggedWidth = 320; // of a line, at most

} // namespace

void FindingsBar::setCanPut(bool can)
{
    m_canPut = can;
    teachWays();
}

void FindingsBar::teachWays()
{
    const common::Keymap& keys = common::keymap();
    const QString key = keys.text(common::KeyCommand::FindingToTimeline);
    const QString ways =
        keys.withKey(tr("Drag it to the tab Incident, and there onto the timeline, to keep it"),
                     common::KeyCommand::FindingToTimeline);
    for (FindingLine* row : m_rows) {
        row->setWays(m_canPut ? ways : QString());
        row->setContextMenuPolicy(m_canPut ? Qt::ActionsContextMenu : Qt::NoContextMenu);
    }
    for (QAction* put : m_puts)
        put->setText(tr("&Put on the Incident's Timeline")
                     + (key.isEmpty() ? QString() : u'\t' + key));
}

std::optional<telemetry::TimelineEntry>
FindingsBar::entryOf(const items::TraceFinding& finding) const
{
    return m_about ? items::findingEntry(finding, *m_about, findingViewName(finding.view))
                   : std::nullopt;
}

bool FindingsBar::put(telemetry::SpanId step)
{
    std::optional<items::TraceFinding> wanted;
    for (int i = 0; i < kMostLines; ++i) {
        if (m_rows[static_cast<std::size_t>(i)]->hasFocus())
            wanted = finding(i);
    }
    if (!wanted && m_findings && step != telemetry::SpanId::None) {
        const auto& all = m_findings->findings;
        const auto first = std::ranges::find(all, step, &items::TraceFinding::span);
        if (first != all.end())
            wanted = *first;
    }
    if (wanted)
        emit timelineAsked(*wanted);
    return wanted.has_value();
}

void FindingsBar::drag(int index)
{
    const auto dragged = finding(index);
    const auto entry = dragged ? entryOf(*dragged) : std::nullopt;
    const auto about = entry ? items::annotationIn(*entry) : std::nullopt;
    if (!m_canPut || !about)
        return;
    const trace::TraceLink link{.step = about->target.step,
                                .claim = about->target.claim,
                                .view = findingViewName(dragged->view)};
    FindingLine& row = *m_rows[static_cast<std::size_t>(index)];
    auto* drag = new QDrag(this);
    drag->setMimeData(new incident::EntryMime(
        *entry, dragged->text + u'\n' + QString::fromStdString(trace::toText(link)), *this));
    drag->setPixmap(row.grab(QRect(0, 0, std::min(row.width(), kDraggedWidth), row.height())));
    drag->exec(Qt::CopyAction);
}

} // namespace traceview
