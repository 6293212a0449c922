// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/training/momentlist.h"

#include <algorithm>
#include <cstddef>
#include <utility>

using namespace Qt::StringLiterals;

namespace trainingview {

namespace {

constexpr int kFewestLines = 8; // of text
constexpr int kMostLines = 24;

} // namespace

MomentList::MomentList(const common::Theme& theme, QWidget* parent)
    : QListWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Moments of the drill"));
    setWordWrap(true);
    setTextElideMode(Qt::ElideNone);
    setResizeMode(QListView::Adjust); // lines are broken anew when it becomes wider
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    // Some styles activate by a click, which has gone there already: it is the same moment.
    connect(this, &QListWidget::itemClicked, this, &MomentList::choose);
    connect(this, &QListWidget::itemActivated, this, &MomentList::choose);
    connect(&theme, &common::Theme::changed, this, &MomentList::restyle);
    restyle();
}

void MomentList::setMoments(std::vector<MomentText> moments)
{
    m_moments = std::move(moments);
    clear();
    for (const MomentText& moment : m_moments) {
        const QString what =
            moment.isAct ? tr("■ You: %1").arg(moment.what) : u"○ "_s + moment.what;
        addItem(moment.when + u'\n' + what);
    }
    restyle();
    if (count() > 0)
        setCurrentRow(0);
    updateGeometry();
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
}

QSize MomentList::minimumSizeHint() const
{
    return {0, fontMetrics().lineSpacing() * kFewestLines};
}

QSize MomentList::sizeHint() const
{
    const int lines = std::clamp(3 * count(), kFewestLines, kMostLines);
    return {QListWidget::sizeHint().width(), fontMetrics().lineSpacing() * lines};
}

} // namespace trainingview
