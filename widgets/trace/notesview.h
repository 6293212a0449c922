// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/items/annotationmodel.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/sidenotes.h"
#include "models/items/timeconductor.h"
#include "models/telemetry/clock.h"
#include "models/trace/tracecontents.h"
#include "widgets/incident/entryport.h"

#include <QWidget>

#include <memory>
#include <optional>

class QListView;
class QPushButton;

namespace common {
class ElidedLabel;
class EmptyState;
class MessageBar;
class SearchLine;
class Theme;
} // namespace common

namespace traceview {

class TraceSelection;

// Notes and bookmarks on what is chosen in the open trace: the step, the claim, the moment of the
// playback. Each is an entry of the timeline; what is taken back stays there and is not listed. A
// note stays in the line as a draft until it is written.
// GUI thread.
class NotesView final : public QWidget
{
    Q_OBJECT

public:
    // `port` may be null: then nothing can be written.
    NotesView(incident::EntryPort* port, items::RecordingQueries& queries,
              const items::TimeConductor& conductor, const telemetry::Clock& clock,
              TraceSelection& selection, const common::Theme& theme, QWidget* parent = nullptr);

    // Of a trace that is open; null: none is.
    void setContents(std::shared_ptr<const trace::TraceContents> contents,
                     const telemetry::TraceId& id);
    // Of the chosen generation; empty for other steps.
    void setClaims(std::shared_ptr<const claims::ClaimSet> claims);
    void refresh(); // as known at the cursor, which is now while live
    // Whether the page is. It follows a cursor that is moved; live, what is written here is listed
    // when it is. Not shown, only refresh() reads.
    void setShown(bool isShown);

    const std::vector<items::Annotation>& annotations() const { return m_annotations; }
    void focusNote();
    void addBookmark(); // on what is chosen

signals:
    void annotationsChanged();
    // The page selects it: step, claim and moment.
    void targetChosen(const items::AnnotationTarget& target);
    void left(); // the focus is to go back to where it was

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildInput(QWidget* input);
    items::AnnotationTarget target() const;
    void tellTarget();
    void takeEntries(telemetry::Result<items::TimelineEntries> entries);
    void addNote();
    void clearMessage();
    void write(items::Annotation::Kind kind, const QString& text);
    void takeAppended(const telemetry::TimelineEntry& entry);
    void takeFailure(const QString& reason);
    void takeBack();
    void choose(const QModelIndex& index);
    void showWhatThereIs();
    void restyle();

    incident::EntryPort* m_port;
    items::RecordingQueries& m_queries;
    const items::TimeConductor& m_conductor;
    const telemetry::Clock& m_clock;
    TraceSelection& m_selection;
    const common::Theme& m_theme;
    items::LatestQuery<items::TimelineEntries> m_query;
    items::RefreshPacer m_pacer;
    items::AnnotationModel m_model;
    std::vector<items::Annotation> m_annotations;
    std::shared_ptr<const trace::TraceContents> m_contents;
    telemetry::TraceId m_trace;
    std::shared_ptr<const claims::ClaimSet> m_claims; // null: none
    struct Asked
    {
        telemetry::TimelineEntry entry;
        QString draft; // the text of it, where it is a note
        bool isAnswered = false; // by a failure, which may be another's
    };
    std::vector<Asked> m_asked; // for, and not known to be written; oldest first
    bool m_isLive = false; // when it was due last
    bool m_isReadingTold = false; // what the message says is of a reading
    bool m_isRevealing = false; // what was just written is scrolled to when it is listed

    common::MessageBar* m_message;
    QListView* m_list;
    common::EmptyState* m_empty;
    QPushButton* m_takeBack;
    common::ElidedLabel* m_target = nullptr; // null without a port
    common::SearchLine* m_note = nullptr; // likewise
};

} // namespace traceview
