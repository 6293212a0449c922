// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/viewstate.h"
#include "models/telemetry/timelineentry.h"
#include "models/trace/tracelink.h"

#include <QWidget>

class QLabel;
class QPushButton;

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

    // `mark`: why it is marked; null: it is not.
    void setEntry(const telemetry::TimelineEntry& entry, const QString& mark = {});
    // Only where an incident can be opened from an alarm or an alert.
    void setCanOpenIncident(bool can);

signals:
    void incidentAsked();
    void momentAsked();
    void settingAsked();
    void stateAsked(const items::ViewState& state);
    void traceAsked(const trace::TraceLink& link);

private:
    void restyle();

    const common::Theme& m_theme;
    bool m_canOpenIncident = false;
    bool m_isAlarm = false;
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
};

// A JSON object with one member a line and indented; other text as it is.
QString payloadText(const std::string& payload);

} // namespace incident
