// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScrollArea>

namespace common {

// Gives its content the whole height where there is room, and scrolls where there is too little for
// what it needs at least: nothing of it is cut mid-line, as a squeezed layout would. The content is
// as wide as the area, whatever it asks for. GUI thread.
class FitScroll : public QScrollArea
{
    Q_OBJECT

public:
    explicit FitScroll(QWidget* content, QWidget* parent = nullptr); // takes the content

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();
};

} // namespace common
