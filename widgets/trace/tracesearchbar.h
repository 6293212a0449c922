// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/tracesearch.h"
#include "models/items/recordingqueries.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QLabel;
class QToolButton;

namespace common {
class SearchLine;
class Theme;
} // namespace common

namespace traceview {

class TraceSelection;

// One search over all of a trace: names, messages, passages, arguments and results. What is typed
// is marked in every view; Enter and F3 go to the next place, with Shift to the one before. GUI
// thread.
class TraceSearchBar final : public QWidget
{
    Q_OBJECT

public:
    TraceSearchBar(items::RecordingQueries& queries, TraceSelection& selection,
                   const common::Theme& theme, QWidget* parent = nullptr);
    ~TraceSearchBar() override;

    void setContents(std::shared_ptr<const trace::TraceContents> contents);
    void clear(); // what is typed, and all that was found
    void focusLine();
    void goOn(int hits); // forward, back where negative; round at the ends
    const claims::TraceHits& hits() const { return m_hits; }
    QString text() const; // "3 of 12", "12 places", "searching…"

signals:
    void hitChosen(const claims::TraceHit& hit);
    void hitsChanged(); // others are found, or none
    void left(); // the focus is to go back to what is searched

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search();
    void take(claims::TraceHits hits);
    bool isSearching() const; // what is typed is not found yet, or not in this trace
    void tell();
    void restyle();
    void teachKeys();

    const common::Theme& m_theme;
    TraceSelection& m_selection;
    items::LatestQuery<claims::TraceHits> m_query;
    std::shared_ptr<const trace::TraceContents> m_contents;
    claims::TraceHits m_hits;
    int m_current = -1;
    int m_going = 0; // hits to go on by, as soon as they are known
    QString m_searched; // what m_hits are of
    bool m_isKnown = false; // of the trace that is open
    QTimer m_delay;
    // Of the search that is under way: it may give up.
    std::shared_ptr<std::atomic<bool>> m_isDropped = std::make_shared<std::atomic<bool>>(false);

    common::SearchLine* m_line;
    QLabel* m_count;
    QToolButton* m_back;
    QToolButton* m_on;
};

} // namespace traceview
