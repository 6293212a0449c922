// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/comparison.h"

#include <QTableWidget>

#include <vector>

namespace common {
class Theme;
}

namespace traceview {

// What a pair of steps differs in, the weightiest first; 500 rows at most. The chosen row stays in
// sight when the table gets another size. GUI thread.
class DiffTable final : public QTableWidget
{
    Q_OBJECT

public:
    explicit DiffTable(const common::Theme& theme, QWidget* parent = nullptr);

    void setDifferences(std::vector<comparison::Difference> differences);
    void setRoomy(bool on); // wider first columns, where nothing is beside it

signals:
    // N and P, as in the list of steps: to the next (1) or previous (-1) step that differs.
    void differenceAsked(int direction);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void restyle();

    const common::Theme& m_theme;
    std::vector<comparison::Difference> m_differences; // one a row
};

} // namespace traceview
