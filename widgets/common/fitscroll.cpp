// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/fitscroll.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLayout>
#include <QScrollBar>

#include <algorithm>

namespace common {

namespace {

constexpr int kLeastLines = 4; // of text that are seen at once

} // namespace

FitScroll::FitScroll(QWidget* content, QWidget* parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // text wraps at any width
    setFocusPolicy(Qt::NoFocus);
    setWidget(content);
    content->setAutoFillBackground(false); // as a scroll area would have it
    content->installEventFilter(this);
    // What a key leads to comes into view. What is partly in view already stays under the pointer.
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget*, QWidget* now) {
        if (now != nullptr && widget() != nullptr && widget()->isAncestorOf(now) && now->isVisible()
            && now->visibleRegion().isEmpty())
            ensureWidgetVisible(now, 0, 0);
    });
}

QSize FitScroll::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
            kLeastLines * fontMetrics().lineSpacing()};
}

QSize FitScroll::sizeHint() const
{
    return widget()->sizeHint().expandedTo(minimumSizeHint());
}

void FitScroll::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

// Arrows are the content's own, or the page's around it.
void FitScroll::keyPressEvent(QKeyEvent* event)
{
    const bool isPage = event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown;
    if (isPage && verticalScrollBar()->maximum() > 0)
        QScrollArea::keyPressEvent(event);
    else
        event->ignore();
}

bool FitScroll::eventFilter(QObject* watched, QEvent* event)
{
    const bool isHandled = QScrollArea::eventFilter(watched, event);
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        fit();
    return isHandled;
}

// What stands at the content's right stays in sight. Wrapped text is the higher the narrower it is,
// which a scroll area does not ask for by itself.
void FitScroll::fit()
{
    widget()->setMaximumWidth(std::max(1, viewport()->width()));
    const QLayout* layout = widget()->layout();
    const int height = layout == nullptr ? 0
        : layout->hasHeightForWidth()    ? layout->minimumHeightForWidth(viewport()->width())
                                         : layout->minimumSize().height();
    if (widget()->minimumHeight() != height)
        widget()->setMinimumHeight(height);
}

} // namespace common
