// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/incident/entrylist.h"

#include "models/items/entryfilter.h"
#include "models/items/refreshpacer.h"
#include "models/items/roomentries.h"
#include "models/items/timeconductor.h"
#include "widgets/common/formats.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/icons.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"
#include "widgets/common/textlines.h"
#include "widgets/common/theme.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

using common::ColorRole;

constexpr int kRow = 36;
constexpr int kNarrow = 500; // list without kind and actor
constexpr int kExtraLine = 18;
constexpr int kTimeWidth = 60;
constexpr int kKindWidth = 76;
constexpr int kAgeWidth = 52;
constexpr int kIcon = 16;
constexpr int kLongestName = 40;
constexpr std::chrono::milliseconds kAgeInterval(1000);

struct Look
{
    QString icon;
    ColorRole role = ColorRole::TextSecondary;
};

// As the alarm was raised with; recordings made before it was kept do not tell.
ColorRole alarmRole(const QString& payload)
{
    const QJsonValue severity =
        QJsonDocument::fromJson(payload.toUtf8()).object().value(u"severity"_s);
    return severity.isDouble() ? common::severityRole(severity.toInt()) : ColorRole::TextPrimary;
}

Look lookOf(const QString& kind, const QString& subject, const QString& text,
            const QString& payload)
{
    // As the recorder words it.
    if (kind == "alarm"_L1 && text.startsWith(subject + u" cleared:"_s))
        return {u"check"_s, ColorRole::Well};
    if (kind == "alarm"_L1)
        return {u"alarm"_s, alarmRole(payload)};
    if ((kind == "action"_L1 || kind == "undo"_L1) && text.startsWith(u"Glass broken ("_s))
        return {u"warning"_s, ColorRole::Severity1}; // for good
    if (kind == "approval"_L1 && text.startsWith(u"Asked"_s)) // which is no approval
        return {u"info"_s, ColorRole::TextPrimary};
    if (kind == "approval"_L1)
        return text.startsWith(u"Declined"_s) ? Look{u"close"_s, ColorRole::TextPrimary}
                                              : Look{u"check"_s, ColorRole::TextPrimary};
    if (kind == "action"_L1 || kind == "lever"_L1)
        return {u"lever"_s, ColorRole::Accent};
    if (kind == "rung"_L1) {
        // "breaker:bot, recovered: failed (why)"
        const QString outcome = text.mid(subject.size()).section(u'(', 0, 0);
        if (outcome.contains(u": failed"_s))
            return {u"error"_s, ColorRole::Severity1};
        return outcome.contains(u": unknown"_s) ? Look{u"info"_s, ColorRole::Unknown}
                                                : Look{u"check"_s, ColorRole::Accent};
    }
    if (kind == "undo"_L1)
        return {u"undo"_s, ColorRole::Accent};
    if (kind == "arm"_L1)
        return {u"lock"_s, ColorRole::ModeFixed};
    if (kind == "disarm"_L1)
        return {u"close"_s, ColorRole::TextSecondary};
    if (kind == "note"_L1)
        return {u"note"_s, ColorRole::TextPrimary};
    if (kind == "verdict"_L1)
        return {u"suspects"_s, ColorRole::TextPrimary};
    if (kind == "step"_L1)
        return {u"runbook"_s, ColorRole::TextPrimary};
    if (kind == "probe"_L1)
        return {u"help"_s, ColorRole::TextSecondary};
    if (kind == "incident"_L1)
        return {u"incident"_s, ColorRole::TextPrimary};
    if (kind == "message"_L1)
        return {u"note"_s, ColorRole::TextSecondary};
    if (kind == "alert"_L1)
        return {u"alarm"_s, ColorRole::TextPrimary};
    if (kind == "gap"_L1)
        return {u"warning"_s, ColorRole::Severity3};
    if (kind == "mode"_L1)
        return {u"seek"_s, ColorRole::TextSecondary};
    return {u"info"_s, ColorRole::TextSecondary};
}

} // namespace

QString fittingActor(const QString& actor, const QFontMetrics& metrics, int width)
{
    const QString ofRoom = QString::fromUtf8(items::kOfRoom);
    const bool isOfRoom = actor.endsWith(ofRoom);
    const QString name = common::safeLine(
        (isOfRoom ? actor.chopped(ofRoom.size()) : actor).toStdString(), kLongestName);
    if (!isOfRoom)
        return metrics.elidedText(name, Qt::ElideRight, width);
    return metrics.elidedText(name, Qt::ElideRight, width - metrics.horizontalAdvance(ofRoom))
        + ofRoom;
}

void paintRowBackground(QPainter& painter, const QStyleOptionViewItem& option,
                        const common::Theme& theme)
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    if (isSelected || isHovered)
        painter.fillRect(option.rect,
                         theme.color(isSelected ? ColorRole::Surface3 : ColorRole::Surface2));
    painter.setPen(theme.color(ColorRole::Line));
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (isSelected)
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                         theme.color(option.state.testFlag(QStyle::State_HasFocus)
                                         ? ColorRole::Accent
                                         : ColorRole::Line));
    if (isSelected && theme.isHighContrast()) { // a fill alone is easily overlooked
        painter.setPen(QPen(theme.color(ColorRole::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
}

EntryDelegate::EntryDelegate(const items::TimeConductor& conductor, const common::Theme& theme,
                             int lines, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_conductor(conductor)
    , m_theme(theme)
    , m_lines(lines)
{
}

QSize EntryDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {200, m_theme.row(kRow) + (m_lines - 1) * m_theme.scaled(kExtraLine)};
}

void EntryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    paintRowBackground(*painter, option, m_theme);
    QRectF rest = QRectF(option.rect).adjusted(common::kSpace3, 0, -common::kSpace3, -1);
    const auto takeLeft = [&rest](double width) {
        const QRectF part(rest.left(), rest.top(), width, rest.height());
        rest.setLeft(rest.left() + width + common::kSpace2);
        return part;
    };
    const auto time =
        telemetry::fromUnixNanos(index.data(items::TimelineModel::TimeRole).toLongLong());
    const telemetry::Duration age = m_conductor.cursor() - time;
    const QString kind = index.data(items::TimelineModel::KindRole).toString();
    const Look look =
        lookOf(kind, index.data(items::TimelineModel::SubjectRole).toString(),
               index.siblingAtColumn(items::TimelineModel::TextColumn).data().toString(),
               index.data(items::TimelineModel::PayloadRole).toString());

    painter->setFont(m_theme.font(common::TextSize::Small));
    painter->setPen(m_theme.color(ColorRole::TextSecondary));
    common::drawTabular(*painter, takeLeft(m_theme.scaled(kTimeWidth)),
                        Qt::AlignLeft | Qt::AlignVCenter, common::utcTimeText(time));
    const QRectF iconBox = takeLeft(kIcon);
    common::icon(m_theme, look.icon, look.role)
        .paint(
            painter,
            QRect(qRound(iconBox.left()), qRound(iconBox.center().y()) - kIcon / 2, kIcon, kIcon));
    // In narrow lists the kind is told by the icon, and by the text itself.
    const bool isNarrow = option.rect.width() < kNarrow;
    if (!isNarrow)
        painter->drawText(takeLeft(m_theme.scaled(kKindWidth)), Qt::AlignLeft | Qt::AlignVCenter,
                          common::safeLine(items::entryKindText(kind).toStdString(), 24));
    const QRectF ageBox(rest.right() - m_theme.scaled(kAgeWidth), rest.top(),
                        m_theme.scaled(kAgeWidth), rest.height());
    common::drawTabular(*painter, ageBox, Qt::AlignRight | Qt::AlignVCenter, common::ageText(age));
    rest.setRight(ageBox.left() - common::kSpace2);
    const QString actor =
        index.siblingAtColumn(items::TimelineModel::ActorColumn).data().toString();
    if (!isNarrow && !actor.isEmpty()) {
        const QFontMetrics metrics = painter->fontMetrics();
        const double most = rest.width() / 4;
        const QString shown = fittingActor(actor, metrics, static_cast<int>(most) - 4);
        const double width = qMin(most, metrics.horizontalAdvance(shown) + 4.0);
        const QRectF actorBox(rest.right() - width, rest.top(), width, rest.height());
        painter->drawText(actorBox, Qt::AlignRight | Qt::AlignVCenter, shown);
        rest.setRight(actorBox.left() - common::kSpace2);
    }
    if (const QVariant mark = index.data(items::EntryFilter::MarkRole); mark.isValid()) {
        const QRectF place(rest.right() - kIcon, rest.top(), kIcon, rest.height());
        common::icon(m_theme, u"bookmark"_s, ColorRole::Accent)
            .paint(
                painter,
                QRect(qRound(place.left()), qRound(place.center().y()) - kIcon / 2, kIcon, kIcon));
        rest.setRight(place.left() - common::kSpace2);
    }
    painter->setFont(m_theme.font(common::TextSize::Body));
    painter->setPen(m_theme.color(ColorRole::TextPrimary));
    const QString text = common::safeLine(index.siblingAtColumn(items::TimelineModel::TextColumn)
                                              .data()
                                              .toString()
                                              .left(600)
                                              .toStdString());
    common::drawWrapped(*painter, rest, text, m_lines);
    painter->restore();
}

QListView* makeEntryList(items::EntryFilter& entries, const items::TimeConductor& conductor,
                         const common::Theme& theme, int lines, QWidget* parent)
{
    auto* list = new QListView(parent);
    list->setItemDelegate(new EntryDelegate(conductor, theme, lines, list));
    list->setModel(&entries);
    list->setModelColumn(items::TimelineModel::TextColumn);
    list->setUniformItemSizes(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setMouseTracking(true);
    // Ages are told as of the cursor, which moves on where the entries stay the same.
    auto* pacer = new items::RefreshPacer(conductor, kAgeInterval, list);
    QObject::connect(pacer, &items::RefreshPacer::due, list->viewport(),
                     qOverload<>(&QWidget::update));
    return list;
}

} // namespace incident
