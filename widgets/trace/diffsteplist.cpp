// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/diffsteplist.h"

#include "models/items/formats.h"
#include "models/items/spantext.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/trace/diffkeys.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;
using comparison::Comparison;
using comparison::Pairing;
using comparison::StepPair;
using comparison::Weight;

constexpr int kLevelIndent = 14;
constexpr int kDeepest = 8; // levels that are indented
constexpr double kGlyphRadius = 9;
constexpr std::int64_t kNameCharacters = 120;

bool isAlone(const StepPair& pair)
{
    return !pair.here || !pair.there;
}

bool hasDifference(const StepPair& pair)
{
    return pair.pairing != Pairing::Matched
        || std::ranges::any_of(pair.differences, [](const comparison::Difference& one) {
               return one.weight != Weight::Natural;
           });
}

// What the row is by its worst; shape first, colour second.
enum class Spine
{
    Same,
    Other,
    Diverging,
    Consequence,
    Missing,
    Extra,
    Repeated,
    Moved,
};

Spine spineOf(const StepPair& pair)
{
    switch (pair.pairing) {
    case Pairing::Missing:
        return Spine::Missing;
    case Pairing::Extra:
        return Spine::Extra;
    case Pairing::Repeated:
        return Spine::Repeated;
    case Pairing::Moved:
        return Spine::Moved;
    case Pairing::Matched:
        break;
    }
    if (pair.isDiverging)
        return Spine::Diverging;
    if (pair.isConsequence)
        return Spine::Consequence;
    return hasDifference(pair) ? Spine::Other : Spine::Same;
}

QString nameOf(const comparison::ComparedStep& step)
{
    return common::safeLine(step.name.empty() ? step.row->name : step.name, kNameCharacters);
}

QString kindOf(const comparison::ComparedStep& step)
{
    return step.kind == telemetry::StepKind::Other
        ? QString()
        : QString::fromLatin1(telemetry::toString(step.kind));
}

QString stepText(const comparison::ComparedStep& step)
{
    QStringList parts{DiffStepModel::tr("step %1").arg(step.number)};
    if (const QString kind = kindOf(step); !kind.isEmpty())
        parts << kind;
    parts << nameOf(step);
    return parts.join(u' ');
}

void drawGlyph(QPainter& painter, const QPointF& at, Spine spine)
{
    const double x = at.x();
    const double y = at.y();
    switch (spine) {
    case Spine::Same:
    case Spine::Diverging:
        painter.drawLine(QPointF(x - 4, y - 2), QPointF(x + 4, y - 2));
        painter.drawLine(QPointF(x - 4, y + 2), QPointF(x + 4, y + 2));
        if (spine == Spine::Diverging)
            painter.drawLine(QPointF(x - 2.5, y + 5.5), QPointF(x + 2.5, y - 5.5));
        break;
    case Spine::Consequence:
        painter.drawLine(QPointF(x, y - 5), QPointF(x, y + 4));
        painter.drawPolyline(
            QPolygonF{QPointF(x - 3.5, y + 1), QPointF(x, y + 4.5), QPointF(x + 3.5, y + 1)});
        break;
    case Spine::Other: {
        QPainterPath wave(QPointF(x - 5, y + 1));
        wave.cubicTo(QPointF(x - 2, y - 5), QPointF(x + 2, y + 5), QPointF(x + 5, y - 1));
        painter.drawPath(wave);
        break;
    }
    case Spine::Extra:
        painter.drawLine(QPointF(x, y - 4), QPointF(x, y + 4));
        [[fallthrough]];
    case Spine::Missing:
        painter.drawLine(QPointF(x - 4, y), QPointF(x + 4, y));
        break;
    case Spine::Repeated:
        painter.drawArc(QRectF(x - 4.5, y - 4.5, 9, 9), 40 * 16, 280 * 16);
        painter.drawPolyline(
            QPolygonF{QPointF(x + 1, y - 4), QPointF(x + 4.2, y - 3.2), QPointF(x + 4.2, y - 6.5)});
        break;
    case Spine::Moved:
        painter.drawLine(QPointF(x, y - 5), QPointF(x, y + 5));
        painter.drawPolyline(
            QPolygonF{QPointF(x - 3, y - 2), QPointF(x, y - 5), QPointF(x + 3, y - 2)});
        painter.drawPolyline(
            QPolygonF{QPointF(x - 3, y + 2), QPointF(x, y + 5), QPointF(x + 3, y + 2)});
        break;
    }
}

ColorRole roleOf(Spine spine, bool isDiverging)
{
    if (isDiverging)
        return ColorRole::Severity1;
    switch (spine) {
    case Spine::Same:
        return ColorRole::TextDisabled;
    case Spine::Other:
    case Spine::Moved:
        return ColorRole::TextSecondary;
    default:
        return ColorRole::Severity2;
    }
}

} // namespace

QString spineText(const Comparison& all, std::size_t index)
{
    const StepPair& pair = all.pairs[index];
    QString text;
    switch (spineOf(pair)) {
    case Spine::Same:
        text = DiffStepModel::tr("the same but for natural variation");
        break;
    case Spine::Other:
        text = DiffStepModel::tr("differs, without a seen effect");
        break;
    case Spine::Diverging:
        text = DiffStepModel::tr("diverges here");
        break;
    case Spine::Consequence:
        text = DiffStepModel::tr("differs as a consequence");
        break;
    case Spine::Missing:
        text = DiffStepModel::tr("missing in the suspect");
        break;
    case Spine::Extra:
        text = DiffStepModel::tr("only in the suspect");
        break;
    case Spine::Repeated:
        text = DiffStepModel::tr("repeated in the suspect");
        break;
    case Spine::Moved:
        text = DiffStepModel::tr("stands elsewhere in the good run");
        break;
    }
    if (all.first == index)
        text += all.isDivergenceSeen() ? DiffStepModel::tr(", the first diverging step")
                                       : DiffStepModel::tr(", the step that is left");
    else if (pair.isConsequence && isAlone(pair))
        text += DiffStepModel::tr(", as a consequence");
    return text;
}

int DiffStepModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_all ? 0 : static_cast<int>(m_all->pairs.size());
}

QVariant DiffStepModel::data(const QModelIndex& index, int role) const
{
    if (!m_all || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto place = static_cast<std::size_t>(index.row());
    const StepPair& pair = m_all->pairs[place];
    if (role == Qt::ToolTipRole)
        return common::plainToolTip(spineText(*m_all, place));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const QString here = pair.here ? stepText(m_all->here[*pair.here]) : tr("no step");
    const QString there = pair.there ? stepText(m_all->there[*pair.there]) : tr("no step");
    return tr("Suspect: %1. Good run: %2. %3.").arg(here, there, spineText(*m_all, place));
}

void DiffStepModel::setComparison(std::shared_ptr<const Comparison> all)
{
    beginResetModel();
    m_all = std::move(all);
    endResetModel();
}

int DiffStepModel::rowOf(telemetry::SpanId span) const
{
    if (!m_all || span == telemetry::SpanId::None)
        return -1;
    const auto found = std::ranges::find_if(m_all->pairs, [&](const StepPair& pair) {
        return pair.here && m_all->here[*pair.here].span == span;
    });
    return found == m_all->pairs.end() ? -1 : static_cast<int>(found - m_all->pairs.begin());
}

int DiffStepModel::nextDifference(int from, int direction) const
{
    for (int row = from + direction; row >= 0 && row < rowCount(); row += direction)
        if (hasDifference(m_all->pairs[static_cast<std::size_t>(row)]))
            return row;
    return -1;
}

DiffStepDelegate::DiffStepDelegate(const DiffStepModel& model, const common::Theme& theme,
                                   QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

QSize DiffStepDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {320, m_rowHeight};
}

void DiffStepDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    const Comparison& all = *m_model.all();
    const auto place = static_cast<std::size_t>(index.row());
    const StepPair& pair = all.pairs[place];
    const bool isFirst = all.first == place;
    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect;
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(row, m_theme.color(ColorRole::Surface3));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(row, m_theme.color(ColorRole::Surface2));
    if (isFirst && all.isDivergenceSeen())
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height()),
                          m_theme.color(ColorRole::Severity1));
    const int half = (row.width() - kSpine) / 2;
    const QRect left(row.left() + common::kSpace3, row.top(), half - common::kSpace3, row.height());
    const QRect spine(row.left() + half, row.top(), kSpine, row.height());
    const QRect right(spine.right() + 1, row.top(), half - common::kSpace3, row.height());
    paintStep(*painter, left, pair.here ? &all.here[*pair.here] : nullptr, pair.depth, isFirst);
    paintSpine(*painter, spine, place);
    paintStep(*painter, right, pair.there ? &all.there[*pair.there] : nullptr, pair.depth, isFirst);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setPen(m_theme.focusPen());
        painter->drawRect(row.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

void DiffStepDelegate::paintStep(QPainter& painter, const QRect& box,
                                 const comparison::ComparedStep* step, int depth,
                                 bool isStrong) const
{
    QRect rest = box.adjusted(std::min(depth, kDeepest) * kLevelIndent, 0, 0, 0);
    painter.setFont(m_theme.font(common::TextSize::Body, isStrong && step != nullptr));
    if (step == nullptr) {
        painter.setPen(QPen(m_theme.color(ColorRole::Line), 1, Qt::DashLine));
        const int y = rest.center().y();
        painter.drawLine(rest.left(), y, rest.right(), y);
        return;
    }
    const auto draw = [&](const QString& text, ColorRole role, int width) {
        painter.setPen(m_theme.color(role));
        painter.drawText(QRect(rest.left(), rest.top(), width, rest.height()),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, width));
        rest.setLeft(rest.left() + std::min(width, painter.fontMetrics().horizontalAdvance(text))
                     + common::kSpace2);
    };
    if (const auto duration = trace::durationOf(*step->row)) {
        const QString text = items::durationText(*duration);
        painter.setPen(m_theme.color(ColorRole::TextSecondary));
        const int width =
            static_cast<int>(common::tabularWidth(QFontMetricsF(painter.font()), text) + 2);
        if (width < rest.width() / 2) {
            common::drawTabular(painter,
                                QRect(rest.right() - width, rest.top(), width, rest.height()),
                                Qt::AlignRight | Qt::AlignVCenter, text);
            rest.setRight(rest.right() - width - common::kSpace2);
        }
    }
    draw(QString::number(step->number), ColorRole::TextSecondary, std::min(40, rest.width()));
    draw(nameOf(*step), step->row->isFailed ? ColorRole::Severity1 : ColorRole::TextPrimary,
         rest.width());
    if (rest.width() > 30)
        draw(kindOf(*step), ColorRole::TextSecondary, rest.width());
}

void DiffStepDelegate::paintSpine(QPainter& painter, const QRect& box, std::size_t index) const
{
    const Comparison& all = *m_model.all();
    const StepPair& pair = all.pairs[index];
    const Spine spine = spineOf(pair);
    const QPointF middle = QRectF(box).center();
    painter.setPen(QPen(m_theme.color(ColorRole::Line), 1));
    painter.drawLine(QPointF(middle.x(), box.top()), QPointF(middle.x(), box.bottom() + 1));
    if (pair.here)
        painter.drawLine(QPointF(box.left() + 4, middle.y()), middle);
    if (pair.there)
        painter.drawLine(middle, QPointF(box.right() - 4, middle.y()));
    const bool isNamed = all.first == index && all.isDivergenceSeen();
    const QColor color = m_theme.color(roleOf(spine, pair.isDiverging));
    painter.setPen(QPen(color, isNamed ? 2 : 1));
    painter.setBrush(m_theme.color(ColorRole::Surface0));
    painter.drawEllipse(middle, kGlyphRadius, kGlyphRadius);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    drawGlyph(painter, middle, spine);
}

DiffStepList::DiffStepList(const common::Theme& theme, QWidget* parent)
    : QListView(parent)
    , m_delegate(new DiffStepDelegate(m_model, theme, this))
{
    setModel(&m_model);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setAccessibleName(tr("Steps of the suspect beside those of the good run"));
    setAccessibleDescription(
        tr("n and p go to the next and the previous difference, Enter opens the step."));
    connect(this, &QListView::doubleClicked, this,
            [this](const QModelIndex& index) { emit opened(index.row()); });
    connect(&theme, &common::Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void DiffStepList::setComparison(std::shared_ptr<const Comparison> all)
{
    m_model.setComparison(std::move(all));
}

void DiffStepList::setRowHeight(int pixels)
{
    const bool wasSeen = isCurrentSeen(*this, viewport()->size());
    m_delegate->setRowHeight(pixels);
    scheduleDelayedItemsLayout();
    if (wasSeen)
        showCurrent();
}

void DiffStepList::chooseRow(int row)
{
    const QModelIndex index = m_model.index(row, 0);
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void DiffStepList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        emit chosen(current.row());
}

bool DiffStepList::event(QEvent* event)
{
    return acceptsDifferenceKey(*event) || QListView::event(event);
}

void DiffStepList::goToDifference(int direction)
{
    const int from = currentRow() < 0 && direction < 0 ? m_model.rowCount() : currentRow();
    chooseRow(m_model.nextDifference(from, direction));
}

void DiffStepList::resizeEvent(QResizeEvent* event)
{
    const bool wasSeen = isCurrentSeen(*this, event->oldSize());
    QListView::resizeEvent(event);
    if (wasSeen)
        showCurrent();
}

void DiffStepList::showCurrent()
{
    executeDelayedItemsLayout();
    scrollTo(currentIndex());
}

void DiffStepList::keyPressEvent(QKeyEvent* event)
{
    if (const int direction = differenceDirection(*event); direction != 0)
        return goToDifference(direction);
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentRow() >= 0)
            emit opened(currentRow());
        return;
    default:
        QListView::keyPressEvent(event);
    }
}

} // namespace traceview
