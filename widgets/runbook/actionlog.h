// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/entryfilter.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/timeconductor.h"
#include "models/runbook/pastrun.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QListView;
class QPushButton;

namespace common {
class Theme;
} // namespace common

namespace runbookview {

// What was done up to the cursor, from the timeline: armed, fired, the rungs, undone, steps. Only
// shows. GUI thread.
class ActionLog final : public QWidget
{
    Q_OBJECT

public:
    ActionLog(items::RecordingQueries& queries, const items::TimeConductor& conductor,
              const common::Theme& theme, QWidget* parent = nullptr);

    void setExplanation(const QString& text); // why nothing can be pressed
    // The recording is written elsewhere: while the cursor stands at its end, what was done is read
    // twice a second as the newest of it is, telemetry or not.
    void setFollowing(bool isFollowing);
    bool isAtNewest() const; // the cursor is live, or stands at the end

    // The one thing that can be pressed here: back to the present. Made only where there is one.
    void setOffersLive(bool offers);

signals:
    void liveRequested();
    void pastRead(const runbook::PastRun& run); // how far a runbook was at the cursor
    void momentChosen(telemetry::Timestamp event, telemetry::Timestamp recorded);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Past
    {
        std::vector<telemetry::TimelineEntry> entries;
        runbook::PastRun run;
    };
    static telemetry::Result<Past> readPast(const store::Reader& reader, const store::View& view);

    void read();
    void take(telemetry::Result<Past> past);
    void restyle();

    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
    items::TimelineModel m_timeline;
    items::EntryFilter m_entries;
    items::LatestQuery<Past> m_query;
    items::RefreshPacer m_pacer;
    QTimer m_following;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_live = nullptr; // null where there is no present
    QListView* m_list;
    QLabel* m_empty;
};

} // namespace runbookview
