// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/tracefindings.h"
#include "models/telemetry/timelineentry.h"

#include <QAbstractButton>
#include <QPoint>
#include <QWidget>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QAction;
class QGridLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace common {
class Theme;
}

namespace traceview {

// One finding on one line: how grave it is as a shape, what it is in words, cut at the end where
// there is no room; all of it in the tooltip. A button: click, Enter or Space.
class FindingLine final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit FindingLine(const common::Theme& theme, QWidget* parent = nullptr);

    void setFinding(const items::TraceFinding& finding);
    // By which ways it can be put elsewhere, one of them dragging; empty: by none.
    void setWays(const QString& ways);
    // Whether it may take a second line where one has no room for all of it.
    void setMayWrap(bool mayWrap);
    int lines() const { return m_lines; } // it takes, 1 or 2
    const QString& words() const { return m_words; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void dragged(); // the button is still held; it will be no click

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int textWidth() const;
    void fit();
    void tell();

    const common::Theme& m_theme;
    QString m_ways;
    std::optional<QPoint> m_pressed; // where; nothing: not by the left button
    bool m_isDragged = false; // since it was pressed
    bool m_mayWrap = false;
    int m_lines = 1;
    items::FindingWeight m_weight = items::FindingWeight::Doubt;
    QString m_words; // no text(): that would make mnemonics of what came from outside
};

// What is wrong in a trace, at a glance: at most three lines, worst first, and a menu of the
// others. Where nothing is, it says which checks ran, and what nobody can tell. A line can be
// dragged onto the incident's timeline, where that can be written. GUI thread.
class FindingsBar final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kMostLines = 3;

    explicit FindingsBar(items::RecordingQueries& queries, const common::Theme& theme,
                         QWidget* parent = nullptr);
    ~FindingsBar() override;

    // Of an open trace, on a thread of the pool; what is shown stays until that is done. Null
    // contents: of none, and the bar is hidden.
    void read(std::shared_ptr<const trace::TraceContents> contents,
              std::shared_ptr<const trace::LoopGroups> loops = nullptr,
              const store::View& view = {});
    // nullopt: not known yet; the bar is hidden.
    void setFindings(std::optional<items::TraceFindings> findings);
    // As many as the page has room for, 1 to kMostLines.
    void setLines(int lines);
    // Whether there is a timeline that they can be put on.
    void setCanPut(bool can);
    // What a finding becomes there; nothing: what it is about is not read.
    std::optional<telemetry::TimelineEntry> entryOf(const items::TraceFinding& finding) const;
    // Asks for the one whose line has the focus, else for the first about that step; false: neither
    // is there.
    bool put(telemetry::SpanId step);

signals:
    void findingChosen(const items::TraceFinding& finding);
    void timelineAsked(const items::TraceFinding& finding); // it is to be put there

private:
    std::optional<items::TraceFinding> finding(int index) const; // of the line
    void drag(int index);
    void teachWays();
    void choose(int index);
    void openMenu();
    void fillMenu();
    void layOut();
    void restyle();

    const common::Theme& m_theme;
    items::LatestQuery<items::TraceFindings> m_query;
    std::shared_ptr<const trace::TraceContents> m_contents; // that are read, or were
    std::shared_ptr<const trace::TraceContents> m_about; // of m_findings; null: not known
    bool m_canPut = false;
    std::shared_ptr<std::atomic<bool>> m_isDropped; // of the reading that goes on; null: none does
    std::optional<items::TraceFindings> m_findings;
    int m_lines = kMostLines;
    int m_shown = 0; // findings in lines
    std::vector<FindingLine*> m_rows;
    std::vector<QAction*> m_puts; // likewise, in the lines' menus
    QGridLayout* m_grid;
    QToolButton* m_more;
    QMenu* m_menu; // of what is not shown in lines
    QLabel* m_nothing; // nothing was found, and what was not judged
};

// How grave, in a word: what the shape shows.
QString findingWeightText(items::FindingWeight weight);
// Of the view where it is seen, as links name it.
std::string findingViewName(items::FindingView view);

} // namespace traceview
