// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/detailsplace.h"

#include "widgets/runbook/leverpanel.h"

#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace runbookview {

namespace {

constexpr int kLeastOfStep = 120; // in sight; more than a scroll area takes at least

// Wrapped text may ask for more at least than it takes at this width; the page's least height
// counts that.
int heightOf(const QWidget& widget, int width)
{
    const QLayout* layout = widget.layout();
    const int wanted = layout->hasHeightForWidth() ? layout->totalHeightForWidth(width)
                                                   : layout->totalSizeHint().height();
    return std::max(wanted, layout->totalMinimumSize().height());
}

} // namespace

DetailsPlace::DetailsPlace(LeverPanel& lever, QScrollArea& scroll, QVBoxLayout& scrolled,
                           QWidget& page)
    : QObject(&page)
    , m_lever(lever)
    , m_scroll(scroll)
    , m_scrolled(scrolled)
    , m_page(page)
{
    m_page.installEventFilter(this);
    m_lever.details()->installEventFilter(this);
    m_scroll.viewport()->installEventFilter(this);
}

bool DetailsPlace::eventFilter(QObject* watched, QEvent* event)
{
    const bool isNews = event->type() == QEvent::LayoutRequest
        || (watched == &m_page && event->type() == QEvent::Resize);
    // Not from within the layout that asks.
    if (isNews && !std::exchange(m_isWaiting, true))
        QMetaObject::invokeMethod(this, &DetailsPlace::place, Qt::QueuedConnection);
    if (watched == m_scroll.viewport() && event->type() == QEvent::Resize) {
        const auto* resize = static_cast<QResizeEvent*>(event);
        if (m_lever.areDetailsPinned() && resize->size().height() < resize->oldSize().height())
            QMetaObject::invokeMethod(this, &DetailsPlace::lessRoom, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void DetailsPlace::place()
{
    m_isWaiting = false;
    QWidget* details = m_lever.details();
    const QLayoutItem* head = m_page.layout()->itemAt(0);
    const int needed = std::max(head->sizeHint().height(), head->minimumSize().height())
        + heightOf(*details, m_page.width()) + m_lever.buttonsHeight() + kLeastOfStep;
    const bool isToScroll = needed > m_page.height();
    if (isToScroll != m_lever.areDetailsPinned())
        return; // it stands there
    if (!isToScroll) {
        m_lever.pinDetails();
        return;
    }
    m_scrolled.insertWidget(m_scrolled.count() - 1, details);
    details->setVisible(!m_lever.footer()->isHidden()); // it was given another parent
    // Once it has its place: what is to be read before arming.
    QMetaObject::invokeMethod(
        this,
        [this, details] {
            if (!m_lever.areDetailsPinned())
                m_scroll.ensureWidgetVisible(details, 0, 0);
        },
        Qt::QueuedConnection);
}

} // namespace runbookview
