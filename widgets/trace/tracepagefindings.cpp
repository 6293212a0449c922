// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the trace page that leads from what is wrong to where it is seen, and puts it on the
// incident's timeline.

#include "models/items/findingentry.h"
#include "models/items/formats.h"
#include "widgets/common/keymap.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/incident/entrycarrying.h"
#include "widgets/incident/entryport.h"
#include "widgets/trace/findingsbar.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/tracepage.h"

namespace traceview {

void TracePage::connectFindings(incident::EntryPort* notes)
{
    connect(m_findings, &FindingsBar::findingChosen, this,
            [this](const items::TraceFinding& found) {
                open(trace::TraceLink{.step = {.trace = m_open.key().trace, .span = found.span},
                                      .claim = found.claim,
                                      .view = findingViewName(found.view)});
            });
    m_findings->setCanPut(notes != nullptr);
    if (notes == nullptr)
        return;
    m_writer = new incident::EntryWriter(*notes, this);
    connect(m_findings, &FindingsBar::timelineAsked, this, &TracePage::putOnTimeline);
    connect(m_writer, &incident::EntryWriter::written, this,
            [this, notes](const telemetry::TimelineEntry& entry) {
                const QString time = items::utcTimeText(entry.time);
                tell(notes->isBesideRecording()
                         ? tr("The finding stands at %1, in a file beside the recording.").arg(time)
                         : tr("The finding stands in the incident's timeline, at %1.").arg(time));
            });
    connect(m_writer, &incident::EntryWriter::failed, this, [this](const QString& reason) {
        m_news->say(common::MessageBar::Kind::Error,
                    tr("The finding is not in the timeline: %1")
                        .arg(common::safeLine(reason.toStdString())));
    });
}

void TracePage::putFinding()
{
    if (m_writer == nullptr)
        tell(tr("Nothing can be written here."));
    else if (!m_findings->put(m_open.key().span))
        tell(tr("No finding is about the chosen step. Choose one of those above, or its step."));
}

void TracePage::putOnTimeline(const items::TraceFinding& finding)
{
    const auto entry = m_findings->entryOf(finding);
    if (m_writer == nullptr || !entry)
        tell(tr("What the finding is about is not read yet."));
    else if (items::isNoted(m_notes->annotations(), *entry))
        tell(tr("The finding stands in the timeline already."));
    else
        m_writer->write(*entry);
}

} // namespace traceview
