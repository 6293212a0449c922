// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTreeWidget>

#include <vector>

namespace traceview {

// Rows of one column that show all of their text, in as many lines as it takes, with stretches of
// it in bold. As high as its rows, up to a bound; beyond, it scrolls.
class MeaningsTree final : public QTreeWidget
{
    Q_OBJECT

public:
    explicit MeaningsTree(QWidget* parent = nullptr);

    struct Stretch
    {
        int start = 0; // UTF-16, of the row's text
        int length = 0;
    };
    static void setMarked(QTreeWidgetItem* item, const std::vector<Stretch>& stretches);
    static std::vector<Stretch> markedIn(const QModelIndex& index);

    // Pixels that the text of a row has across.
    int textWidth(const QModelIndex& index) const;

protected:
    void doItemsLayout() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitHeight();
};

} // namespace traceview
