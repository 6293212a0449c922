// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/viewstate.h"
#include "models/telemetry/timelineentry.h"
#include "models/trace/tracelink.h"

#include <QWidget>

#include <string>

class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace common {
class PlainTextView;
class Theme;
} // namespace common

namespace incident {

// One entry of the timeline in full, with what it leads to: the moment it is of, the answer it is
// on or has a link to, the setting of the exploring page that it keeps, what was on the screen. No
// other link than one of ours is followed. GUI thread.
class EntryDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit EntryDetails(const common::Theme& theme, QWidget* parent = nullptr);

    // What an alarm's entry, or an alert's, is to incidents; of any other it is nothing.
    struct Part
    {
        QString incident = {}; // id of the one that it is part of, and that is not shown
        QString shown = {}; // id of the one that is; empty: none
        bool canOpen = false; // one from it
        bool canTakeOut = false; // of the one that is shown
        bool canPutIn = false; // likewise
    };
    // `mark`: why it is marked; null: it is not.
    void setEntry(const telemetry::TimelineEntry& entry, const QString& mark, const Part& part);
    void showPart(const Part& part); // of the entry that is shown

signals:
    void incidentAsked();
    void incidentShown(const QString& id);
    void partAsked(bool isPart); // to be taken out, else put in
    void closeAsked(); // nothing is to be shown
    void momentAsked();
    void settingAsked();
    void stateAsked(const items::ViewState& state);
    void traceAsked(const trace::TraceLink& link);

private:
    void showPayload();
    void restyle();

    const common::Theme& m_theme;
    trace::TraceLink m_link;
    items::ViewState m_state;
    QLabel* m_title;
    QLabel* m_facts;
    QLabel* m_mark;
    common::PlainTextView* m_payload;
    QPushButton* m_trace;
    QPushButton* m_setting;
    QPushButton* m_screen;
    QPushButton* m_seek;
    QPushButton* m_incident;
    QPushButton* m_goTo;
    QPushButton* m_part;
    QPushButton* m_raw;
    QString m_told; // the payload in words
    QString m_recorded; // as JSON
    QToolButton* m_close;
    QScrollArea* m_scroll;
    std::string m_hash; // of the entry that is shown
    Part m_toPart;
};

} // namespace incident
