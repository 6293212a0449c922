// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/steplist.h"

#include "models/items/formats.h"
#include "models/items/runbookmodel.h"
#include "widgets/common/icons.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/incident/entrylist.h"

#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

using common::ColorRole;

constexpr int kStepRow = 32;
constexpr int kMark = 16;
constexpr int kStepTimeWidth = 56;

void paintMark(QPainter& painter, const QRect& box, runbook::StepState state, bool isCurrent,
               const common::Theme& theme)
{
    switch (state) {
    case runbook::StepState::Done:
        common::icon(theme, u"check"_s, ColorRole::Well).paint(&painter, box);
        return;
    case runbook::StepState::Failed:
        common::icon(theme, u"error"_s, ColorRole::Severity1).paint(&painter, box);
        return;
    case runbook::StepState::Skipped:
        common::icon(theme, u"stepforward"_s, ColorRole::TextDisabled).paint(&painter, box);
        return;
    case runbook::StepState::Undone:
        common::icon(theme, u"undo"_s, ColorRole::Severity2).paint(&painter, box);
        return;
    case runbook::StepState::Pending:
        break;
    }
    if (isCurrent) {
        common::icon(theme, u"play"_s, ColorRole::Accent).paint(&painter, box);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(ColorRole::TextDisabled), 1.2));
    painter.drawEllipse(QRectF(box).adjusted(3, 3, -3, -3));
}

} // namespace

StepDelegate::StepDelegate(const common::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize StepDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {200, m_theme.row(kStepRow)};
}

void StepDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    using items::RunbookModel;
    painter->save();
    painter->setClipRect(option.rect);
    incident::paintRowBackground(*painter, option, m_theme);
    const auto state = static_cast<runbook::StepState>(index.data(RunbookModel::StateRole).toInt());
    const bool isCurrent = index.data(RunbookModel::IsCurrentRole).toBool();
    QRect rest = option.rect.adjusted(common::kSpace3, 0, -common::kSpace2, -1);
    paintMark(*painter, QRect(rest.left(), rest.center().y() - kMark / 2, kMark, kMark), state,
              isCurrent, m_theme);
    rest.setLeft(rest.left() + kMark + common::kSpace2);

    const auto when = telemetry::fromUnixNanos(index.data(RunbookModel::WhenRole).toLongLong());
    painter->setFont(m_theme.font(common::TextSize::Small));
    painter->setPen(m_theme.color(ColorRole::TextSecondary));
    if (state != runbook::StepState::Pending) {
        common::drawTabular(*painter,
                            QRect(rest.right() - m_theme.scaled(kStepTimeWidth), rest.top(),
                                  m_theme.scaled(kStepTimeWidth), rest.height()),
                            Qt::AlignRight | Qt::AlignVCenter, items::utcTimeText(when));
        rest.setRight(rest.right() - m_theme.scaled(kStepTimeWidth) - common::kSpace2);
    }
    const bool isSettled =
        state == runbook::StepState::Done || state == runbook::StepState::Skipped;
    painter->setFont(m_theme.font(common::TextSize::Body, isCurrent));
    painter->setPen(m_theme.color(isSettled ? ColorRole::TextSecondary : ColorRole::TextPrimary));
    QString title = u"%1  %2"_s.arg(index.data(RunbookModel::NumberRole).toInt())
                        .arg(common::safeLine(index.data().toString().toStdString(), 200));
    if (state == runbook::StepState::Undone)
        title = StepList::tr("Undone: %1").arg(title);
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(title, Qt::ElideRight, rest.width()));
    painter->restore();
}

StepList::StepList(items::RunbookModel& model, const common::Theme& theme, QWidget* parent)
    : QListView(parent)
    , m_theme(theme)
{
    setModel(&model);
    setItemDelegate(new StepDelegate(theme, this));
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // it is shown in whole
    setMouseTracking(true);
    setAccessibleName(tr("Steps"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
}

QSize StepList::sizeHint() const
{
    return {320, std::max(model()->rowCount(), 1) * m_theme.row(kStepRow)};
}

QSize StepList::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

} // namespace runbookview
