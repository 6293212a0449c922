// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/viewstate.h"
#include "models/telemetry/clock.h"
#include "widgets/incident/entryport.h"

#include <QJsonArray>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// Writes into the timeline what was looked at, and what was on the screen when something was
// decided, so that it can be gone back to. Kind `view`: {"view": items::toJson(ViewState)}, of what
// was looked at for two seconds and is another page, service, filter or trace than the last one
// kept; at most one in two seconds. Kind `screen`: {"of": {"kind", "subject"}, "view": {...},
// "said": {"panel": ["text", ...]}}, at most kLargest bytes, without secrets. GUI thread.
class ScreenKeeper final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kLargest = 8 * 1024; // bytes of a payload

    // All must outlive it. `port` null: nothing is written by itself.
    ScreenKeeper(incident::EntryPort* port, const telemetry::Clock& clock,
                 std::function<items::ViewState()> state, QObject* parent = nullptr);

    // Whether `view` entries are written; `screen` entries always are.
    void setKeepsViews(bool on) { m_keepsViews = on; }
    // What it shows is kept with each decision, in the order in which panels were added.
    void addPanel(const QString& name, QWidget* panel);
    // Something was decided: `kind` and `subject` of the entry that says so, `text` in words.
    void decided(const QString& kind, const QString& subject, const QString& text);
    // What that would write, for whoever keeps it elsewhere: the payload.
    std::string screenOf(const QString& kind, const QString& subject) const;
    void look(); // at what is shown; called by a timer

private:
    incident::EntryPort* const m_port;
    const telemetry::Clock& m_clock;
    const std::function<items::ViewState()> m_state;
    std::vector<std::pair<QString, QPointer<QWidget>>> m_panels;
    bool m_keepsViews = true;
    items::ViewState m_seen; // at the last look, without the time
    telemetry::Timestamp m_seenSince;
    std::optional<items::ViewState> m_kept; // the newest that was written
    telemetry::Timestamp m_keptAt;
    QTimer m_timer;
};

// What a panel says to who looks at it: labels, what is chosen and typed, rows of lists, from top
// to bottom. Secrets are taken out. At most `most` bytes of UTF-8; what does not fit is left out
// and told by "…".
QJsonArray saidBy(const QWidget& panel, int most);
