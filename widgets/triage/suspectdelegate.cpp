// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/suspectdelegate.h"

#include "models/items/formats.h"
#include "models/items/suspectmodel.h"
#include "models/items/timeconductor.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/incident/entrylist.h"
#include "widgets/triage/queuerow.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

using common::ColorRole;
using items::SuspectModel;

constexpr int kPercentWidth = 44; // at 100 % text
constexpr double kChipMargin = 12;

} // namespace

int severityOf(double probability)
{
    if (probability >= 0.8)
        return 1;
    if (probability >= 0.6)
        return 2;
    return probability >= 0.4 ? 3 : 4;
}

SuspectDelegate::SuspectDelegate(const items::TimeConductor& conductor, const common::Theme& theme,
                                 QObject* parent)
    : QStyledItemDelegate(parent)
    , m_conductor(conductor)
    , m_theme(theme)
{
}

QSize SuspectDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {240, queueRow(m_theme)};
}

bool SuspectDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                                const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString reasons = index.data(Qt::ToolTipRole).toString();
    QToolTip::showText(
        event->globalPos(),
        reasons.isEmpty() ? QString() : common::plainToolTip(safeRowText(reasons, kTipCharacters)),
        view);
    return true;
}

void SuspectDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    incident::paintRowBackground(*painter, option, m_theme);
    const QRectF inner = QRectF(option.rect)
                             .adjusted(common::kSpace3, m_theme.pad(kQueuePad), -common::kSpace3,
                                       -m_theme.pad(kQueuePad));
    const double probability = index.data(SuspectModel::ProbabilityRole).toDouble();
    const QColor color = m_theme.color(common::severityRole(severityOf(probability)));

    // The bar's height is the probability: shape beside colour.
    const QRectF track(inner.left(), inner.top(), kBarWidth, inner.height());
    painter->fillRect(track, m_theme.color(ColorRole::Line));
    const double height = track.height() * std::clamp(probability, 0.0, 1.0);
    painter->fillRect(QRectF(track.left(), track.bottom() - height, kBarWidth, height), color);

    const double left = track.right() + common::kSpace2;
    const QRectF first(left, inner.top(), inner.right() - left, queueLine(m_theme));
    paintHead(*painter, first, index);
    paintModel(*painter, first.translated(0, queueLine(m_theme)), index);
    paintChips(*painter, first.translated(0, 2 * queueLine(m_theme)),
               index.data(SuspectModel::ChipsRole).toStringList());
    const bool isExcerpt = index.data(SuspectModel::IsExcerptRole).toBool();
    QFont font = m_theme.font(common::TextSize::Body);
    font.setItalic(!isExcerpt);
    painter->setFont(font);
    painter->setPen(m_theme.color(ColorRole::TextSecondary));
    painter->drawText(first.translated(0, 3 * queueLine(m_theme)), Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(safeRowText(index.data().toString(), 200),
                                                        Qt::ElideRight,
                                                        static_cast<int>(first.width())));
    painter->restore();
}

void SuspectDelegate::paintHead(QPainter& painter, const QRectF& line,
                                const QModelIndex& index) const
{
    const double probability = index.data(SuspectModel::ProbabilityRole).toDouble();
    const auto time = telemetry::fromUnixNanos(index.data(SuspectModel::TimeRole).toLongLong());
    const int percent = m_theme.scaled(kPercentWidth);
    painter.setFont(m_theme.font(common::TextSize::Body, true));
    painter.setPen(m_theme.color(ColorRole::TextPrimary));
    common::drawTabular(painter, QRectF(line.left(), line.top(), percent, line.height()),
                        Qt::AlignLeft | Qt::AlignVCenter, u"%1 %"_s.arg(qRound(probability * 100)));
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    common::drawTabular(
        painter,
        QRectF(line.right() - queueAge(m_theme), line.top(), queueAge(m_theme), line.height()),
        Qt::AlignRight | Qt::AlignVCenter, items::ageText(m_conductor.cursor() - time));
    QRectF middle = line.adjusted(percent + 4, 0, -queueAge(m_theme) - 4, 0);
    const QString verdict = safeRowText(index.data(SuspectModel::VerdictRole).toString(), 20);
    const bool isMarked = index.data(SuspectModel::MarkedRole).toBool();
    const QString said = isMarked ? (verdict.isEmpty() ? u"✓"_s : u"✓ "_s + verdict) : verdict;
    if (!said.isEmpty()) {
        painter.setFont(m_theme.font(common::TextSize::Small, true));
        painter.setPen(m_theme.color(ColorRole::Accent));
        painter.drawText(middle, Qt::AlignRight | Qt::AlignVCenter, said);
        middle.setRight(middle.right() - QFontMetricsF(painter.font()).horizontalAdvance(said)
                        - common::kSpace2);
    }
    painter.setFont(m_theme.font(common::TextSize::Body));
    painter.setPen(m_theme.color(ColorRole::TextPrimary));
    painter.drawText(middle, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(
                         safeRowText(index.data(SuspectModel::ServiceRole).toString(), 60),
                         Qt::ElideMiddle, static_cast<int>(middle.width())));
}

// A line of its own, cut in the middle: versions differ at their end.
void SuspectDelegate::paintModel(QPainter& painter, const QRectF& line,
                                 const QModelIndex& index) const
{
    const QString model = index.data(SuspectModel::ModelRole).toString();
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(
                         model.isEmpty() ? tr("model unknown") : safeRowText(model, 120),
                         Qt::ElideMiddle, static_cast<int>(line.width())));
}

void SuspectDelegate::paintChips(QPainter& painter, const QRectF& line,
                                 const QStringList& chips) const
{
    painter.setFont(m_theme.font(common::TextSize::Small));
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetricsF metrics(painter.font());
    const auto restText = [&](qsizetype shown) {
        return chips.size() > shown ? u"+%1"_s.arg(chips.size() - shown) : QString();
    };
    double left = line.left();
    qsizetype shown = 0;
    // Whole chips only, the first one excepted; those that there is no room for are counted.
    for (; shown < chips.size(); ++shown) {
        const QString after = restText(shown + 1);
        const double restWidth =
            after.isEmpty() ? 0 : metrics.horizontalAdvance(after) + 2 * common::kSpace1;
        const double room = line.right() - restWidth - left - kChipMargin;
        const QString whole = safeRowText(chips[shown], 60);
        if (shown > 0 && metrics.horizontalAdvance(whole) > room)
            break;
        const QString text = metrics.elidedText(whole, Qt::ElideMiddle, room);
        const QRectF chip(left, line.top() + 2, metrics.horizontalAdvance(text) + kChipMargin,
                          line.height() - 4);
        painter.setPen(m_theme.color(ColorRole::Line));
        painter.setBrush(m_theme.color(ColorRole::Surface2));
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.setPen(m_theme.color(ColorRole::TextPrimary));
        painter.drawText(chip, Qt::AlignCenter, text);
        left = chip.right() + common::kSpace1;
    }
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    painter.drawText(QRectF(left, line.top(), line.right() - left, line.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, restText(shown));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace triage
