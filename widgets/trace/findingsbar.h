// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/tracefindings.h"

#include <QAbstractButton>
#include <QWidget>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

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
    // Whether it may take a second line where one has no room for all of it.
    void setMayWrap(bool mayWrap);
    int lines() const { return m_lines; } // it takes, 1 or 2
    const QString& words() const { return m_words; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int textWidth() const;
    void fit();

    const common::Theme& m_theme;
    bool m_mayWrap = false;
    int m_lines = 1;
    items::FindingWeight m_weight = items::FindingWeight::Doubt;
    QString m_words; // no text(): that would make mnemonics of what came from outside
};

// What is wrong in a trace, at a glance: at most three lines, worst first, and a menu of the
// others. Where nothing is, it says which checks ran, and what nobody can tell. GUI thread.
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

signals:
    void findingChosen(const items::TraceFinding& finding);

private:
    void choose(int index);
    void openMenu();
    void fillMenu();
    void layOut();
    void restyle();

    const common::Theme& m_theme;
    items::LatestQuery<items::TraceFindings> m_query;
    std::shared_ptr<const trace::TraceContents> m_contents; // that are read, or were
    std::shared_ptr<std::atomic<bool>> m_isDropped; // of the reading that goes on; null: none does
    std::optional<items::TraceFindings> m_findings;
    int m_lines = kMostLines;
    int m_shown = 0; // findings in lines
    std::vector<FindingLine*> m_rows;
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
