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

    void setEntry(const telemetry::TimelineEntry& entry);

signals:
    void momentAsked();
    void settingAsked();
    void stateAsked(const items::ViewState& state);
    void traceAsked(const trace::TraceLink& link);

private:
    void restyle();

    const common::Theme& m_theme;
    trace::TraceLink m_link;
    items::ViewState m_state;
    QLabel* m_title;
    QLabel* m_facts;
    common::PlainTextView* m_payload;
    QPushButton* m_trace;
    QPushButton* m_setting;
    QPushButton* m_screen;
    QPushButton* m_seek;
};

// A JSON object with one member a line and indented; other text as it is.
QString payloadText(const std::string& payload);

} // namespace incident
