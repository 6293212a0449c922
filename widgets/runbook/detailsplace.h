// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QScrollArea;
class QVBoxLayout;

namespace runbookview {

class LeverPanel;

// Where what a lever step will send and what became of it stands: above the buttons, which never
// scroll, as long as the page has room for it and for some of the step; else at the end of what
// scrolls, so that there is one thing to scroll and the buttons stay whole. GUI thread.
class DetailsPlace final : public QObject
{
    Q_OBJECT

public:
    // `scrolled` lays out what `scroll` shows; its last item is the stretch. `page` holds the
    // scroll area and the panel's footer.
    DetailsPlace(LeverPanel& lever, QScrollArea& scroll, QVBoxLayout& scrolled, QWidget& page);

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void lessRoom(); // for what is scrolled, while the details stand in the footer

private:
    void place();

    LeverPanel& m_lever;
    QScrollArea& m_scroll;
    QVBoxLayout& m_scrolled;
    QWidget& m_page;
    bool m_isWaiting = false; // place() is on its way
};

} // namespace runbookview
