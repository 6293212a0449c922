// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/training/momentlist.h"

#include <QResizeEvent>

#include <cstddef>
#include <utility>

using namespace Qt::StringLiterals;

namespace trainingview {

MomentList::MomentList(const common::Theme& theme, QWidget* parent)
    : QListWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Moments of the drill"));
    setWordWrap(true);
    setTextElideMode(Qt::ElideNone);
    setResizeMode(QListView::Adjust); // lines are broken anew when it becomes wider
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    // As high as all of them: the pane around it scrolls, and one box to scroll is enough.
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSpacing(common::kSpace1);
    // Some styles activate by a click, which has gone there already: it is the same moment.
    connect(this, &QListWidget::itemClicked, this, &MomentList::choose);
    connect(this, &QListWidget::itemActivated, this, &MomentList::choose);
    connect(&theme, &common::Theme::changed, this, &MomentList::restyle);
    restyle();
}

void MomentList::setMoments(std::vector<MomentText> moments)
{
    if (moments == m_moments)
        return; // what is chosen in it stays
    m_moments = std::move(moments);
    clear();
    for (const MomentText& moment : m_moments) {
        const QString what =
            moment.isAct ? tr("■ You: %1").arg(moment.what) : u"○ "_s + moment.what;
        addItem(moment.when + u"  "_s + what);
    }
    restyle();
    if (count() > 0)
        setCurrentRow(0);
    fit();
}

void MomentList::choose(const QListWidgetItem* item)
{
    const int at = row(item);
    if (at >= 0 && at < static_cast<int>(m_moments.size()))
        emit momentChosen(m_moments[static_cast<std::size_t>(at)].time);
}

void MomentList::restyle()
{
    setFont(m_theme.font(common::TextSize::Body));
    for (int i = 0; i < count(); ++i)
        item(i)->setFont(
            m_theme.font(common::TextSize::Body, m_moments[static_cast<std::size_t>(i)].isAct));
    fit();
}

// Lines are broken by the width: only laid out they tell how high they are.
void MomentList::fit()
{
    doItemsLayout();
    setFixedHeight(contentsSize().height() + 2 * frameWidth());
}

void MomentList::resizeEvent(QResizeEvent* event)
{
    QListWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

QSize MomentList::minimumSizeHint() const
{
    return {0, 0};
}

} // namespace trainingview
