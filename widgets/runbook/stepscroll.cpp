// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/stepscroll.h"

#include <QLayout>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace runbookview {

namespace {

constexpr int kBelowTitle = 72; // of a step's text, in sight when it is chosen

} // namespace

StepScroll::StepScroll(QScrollArea& scroll, const QWidget& body, const QWidget& title,
                       QObject* parent)
    : QObject(parent)
    , m_scroll(scroll)
    , m_body(body)
    , m_title(title)
{
}

// The list above may be longer than the room: at least the step's beginning is in sight.
void StepScroll::reveal()
{
    if (m_held)
        return;
    QScrollBar* bar = m_scroll.verticalScrollBar();
    const QPoint title = m_title.mapTo(m_scroll.widget(), QPoint(0, 0));
    const int end = title.y() + m_title.height() + kBelowTitle;
    if (end > bar->value() + m_scroll.viewport()->height())
        bar->setValue(end - m_scroll.viewport()->height());
    else if (title.y() < bar->value())
        bar->setValue(title.y());
}

void StepScroll::takeChoice()
{
    if (!m_held)
        m_scroll.widget()->setMinimumHeight(0);
    // Once the new text has its place.
    QMetaObject::invokeMethod(this, &StepScroll::reveal, Qt::QueuedConnection);
}

// The next step may say less, and where a button goes the focus moves, which scrolls, too.
void StepScroll::hold()
{
    m_held = m_scroll.verticalScrollBar()->value();
    m_scroll.widget()->setMinimumHeight(*m_held + m_scroll.viewport()->height());
}

void StepScroll::release()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_held)
                return;
            m_scroll.verticalScrollBar()->setValue(*m_held);
            m_held.reset();
            if (!isInSight())
                takeChoice();
        },
        Qt::QueuedConnection);
}

// By what it has to say: its layout may not be done yet, and what is held below it is empty.
bool StepScroll::isInSight() const
{
    const int top = m_body.mapTo(m_scroll.widget(), QPoint(0, 0)).y();
    const int height = std::min(m_body.height(),
                                m_body.layout()->hasHeightForWidth()
                                    ? m_body.layout()->totalHeightForWidth(m_body.width())
                                    : m_body.layout()->totalSizeHint().height());
    const int from = m_scroll.verticalScrollBar()->value();
    const int shown =
        std::min(top + height, from + m_scroll.viewport()->height()) - std::max(top, from);
    return shown >= m_title.fontMetrics().height();
}

} // namespace runbookview
