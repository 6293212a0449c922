// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/annotationdelegate.h"

#include "models/items/formats.h"
#include "widgets/common/icons.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/textlines.h"
#include "widgets/common/theme.h"
#include "widgets/incident/entrylist.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;

constexpr int kAnnotationRow = 72;
constexpr int kIcon = 16;
constexpr int kLine = 20;
constexpr int kTextLines = 2;

} // namespace

AnnotationDelegate::AnnotationDelegate(const items::AnnotationModel& model,
                                       const common::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

QSize AnnotationDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {200, m_theme.scaled(kAnnotationRow)};
}

void AnnotationDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const
{
    const items::Annotation& annotation = m_model.row(index.row());
    painter->save();
    painter->setClipRect(option.rect);
    incident::paintRowBackground(*painter, option, m_theme);
    QRect rest =
        option.rect.adjusted(common::kSpace3, common::kSpace2, -common::kSpace3, -common::kSpace1);
    const bool isNote = annotation.kind == items::Annotation::Kind::Note;
    common::icon(m_theme, isNote ? u"note"_s : u"bookmark"_s,
                 isNote ? ColorRole::TextPrimary : ColorRole::Accent)
        .paint(painter,
               QRect(rest.left(), rest.top() + (m_theme.scaled(kLine) - kIcon) / 2, kIcon, kIcon));
    rest.setLeft(rest.left() + kIcon + common::kSpace2);

    // What was written comes first: of a low list only that is seen.
    painter->setFont(m_theme.font(common::TextSize::Body));
    painter->setPen(m_theme.color(ColorRole::TextPrimary));
    const QString text = annotation.text.empty() ? items::annotationKindText(annotation.kind)
                                                 : common::safeLine(annotation.text, 600);
    int top = rest.top();
    for (const QString& line :
         common::wrappedLines(text, painter->font(), rest.width(), kTextLines)) {
        painter->drawText(QRect(rest.left(), top, rest.width(), m_theme.scaled(kLine)),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, line);
        top += m_theme.scaled(kLine);
    }

    painter->setFont(m_theme.font(common::TextSize::Small));
    painter->setPen(m_theme.color(ColorRole::TextSecondary));
    QString written = items::utcTimeText(annotation.time);
    if (!annotation.actor.empty())
        written = common::safeLine(annotation.actor, 40) + u" · "_s + written;
    if (annotation.isBeside)
        written += u" · "_s + tr("beside the recording");
    const QFontMetrics metrics = painter->fontMetrics();
    const QRect foot(rest.left(), rest.bottom() + 1 - m_theme.scaled(kLine), rest.width(),
                     m_theme.scaled(kLine));
    const int width = std::min(metrics.horizontalAdvance(written), rest.width() * 2 / 3);
    painter->drawText(foot, Qt::AlignRight | Qt::AlignVCenter,
                      metrics.elidedText(written, Qt::ElideRight, width));
    painter->drawText(
        foot, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(common::safeLine(annotation.about, 200), Qt::ElideRight,
                           std::max(0, foot.width() - width - static_cast<int>(common::kSpace2))));
    painter->restore();
}

} // namespace traceview
