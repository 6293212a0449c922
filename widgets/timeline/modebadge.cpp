// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/modebadge.h"

#include "widgets/common/formats.h"
#include "widgets/common/keymap.h"
#include "widgets/common/stylepainting.h"
#include "widgets/common/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace timeline {

namespace {

constexpr int kWidth = 96;
constexpr int kTextLeft = 30;
constexpr int kTextRight = 10;
constexpr int kBadgeHeight = 28;
constexpr int kLargestInOneLine = 115; // percent of text size
constexpr int kBadgeLines = 6; // pixels above and below two lines

common::ColorRole roleOf(items::TimeConductor::Mode mode)
{
    switch (mode) {
    case items::TimeConductor::Mode::Live:
        return common::ColorRole::ModeLive;
    case items::TimeConductor::Mode::Fixed:
        return common::ColorRole::ModeFixed;
    case items::TimeConductor::Mode::Replay:
        return common::ColorRole::ModeReplay;
    }
    return common::ColorRole::ModeReplay;
}

void paintShape(QPainter& painter, const QPointF& center, items::TimeConductor::Mode mode,
                const QColor& color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (mode) {
    case items::TimeConductor::Mode::Live:
        painter.drawEllipse(center, 5, 5);
        break;
    case items::TimeConductor::Mode::Fixed:
        painter.drawRect(QRectF(center.x() - 4, center.y() - 5, 3, 10));
        painter.drawRect(QRectF(center.x() + 1, center.y() - 5, 3, 10));
        break;
    case items::TimeConductor::Mode::Replay:
        painter.drawPolygon(
            QPolygonF{center + QPointF(5, -5), center + QPointF(5, 5), center + QPointF(0, 0)});
        painter.drawPolygon(
            QPolygonF{center + QPointF(0, -5), center + QPointF(0, 5), center + QPointF(-5, 0)});
        break;
    }
}

// Before the last word, which is the time.
QStringList inTwoLines(const QString& text)
{
    const qsizetype space = text.lastIndexOf(u' ');
    return space < 0 ? QStringList{text} : QStringList{text.left(space), text.mid(space + 1)};
}

QString wayBack()
{
    return common::keymap().withKey(ModeBadge::tr("Press to go back to live"),
                                    common::KeyCommand::BackToLive);
}

} // namespace

ModeBadge::ModeBadge(items::TimeConductor& conductor, const common::Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_conductor(conductor)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    connect(this, &QAbstractButton::clicked, &conductor, &items::TimeConductor::goLive);
    connect(&conductor, &items::TimeConductor::modeChanged, this, &ModeBadge::updateMode);
    connect(&conductor, &items::TimeConductor::cursorMoved, this, [this] {
        if (m_conductor.mode() == items::TimeConductor::Mode::Fixed)
            updateMode();
    });
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
    common::followKeys(this, [this] { updateMode(); });
}

void ModeBadge::setHasData(bool has)
{
    if (has == m_hasData)
        return;
    m_hasData = has;
    updateMode();
}

void ModeBadge::setSilentSince(std::optional<telemetry::Timestamp> since)
{
    if (since == m_silentSince)
        return;
    m_silentSince = since;
    updateMode();
}

QSize ModeBadge::sizeHint() const
{
    if (!m_conductor.canBeLive())
        return {m_theme.scaled(kWidth), m_theme.scaled(kBadgeHeight)};
    // As wide in every mode, so that nothing moves when it changes.
    const QFontMetrics metrics(m_theme.font(common::TextSize::Body, true));
    const bool isBroken = m_theme.textPercent() > kLargestInOneLine;
    int text = 0;
    for (const QString& said : {tr("TIME FIXED %1"), tr("NOTHING SINCE %1")}) {
        const QString whole = said.arg(u"00:00:00"_s);
        for (const QString& line : isBroken ? inTwoLines(whole) : QStringList{whole})
            text = std::max(text, metrics.horizontalAdvance(line));
    }
    return {std::max(m_theme.scaled(kWidth), text + kTextLeft + kTextRight),
            isBroken ? 2 * (metrics.lineSpacing() + kBadgeLines) : m_theme.scaled(kBadgeHeight)};
}

void ModeBadge::updateMode()
{
    switch (m_conductor.mode()) {
    case items::TimeConductor::Mode::Live:
        setText(m_silentSince ? tr("NOTHING SINCE %1").arg(common::utcTimeText(*m_silentSince))
                              : tr("LIVE"));
        setToolTip(m_silentSince ? tr("Live, but nothing is received since %1 UTC: what is shown "
                                      "is not how it stands now.")
                                       .arg(common::utcTimeText(*m_silentSince))
                       : m_hasData ? tr("The cursor is held at now.")
                                   : tr("The cursor is held at now. No answer has come yet."));
        break;
    case items::TimeConductor::Mode::Fixed:
        setText(tr("TIME FIXED %1").arg(common::utcTimeText(m_conductor.cursor())));
        setToolTip(tr("You look at the past: the time stands, telemetry goes on being recorded, "
                      "and nothing can be commanded. %1.")
                       .arg(wayBack()));
        break;
    case items::TimeConductor::Mode::Replay:
        setText(tr("REPLAY"));
        setToolTip(m_conductor.canBeLive()
                       ? tr("Playing the past: nothing can be commanded. %1.").arg(wayBack())
                       : tr("A recording: nothing can be commanded."));
        break;
    }
    setEnabled(m_conductor.canBeLive());
    setAccessibleName(tr("Mode: %1").arg(text()));
    setAccessibleDescription(toolTip());
    update();
}

void ModeBadge::paintEvent(QPaintEvent*)
{
    const auto mode = m_conductor.mode();
    const QColor color = m_theme.color(roleOf(mode));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QColor ink = m_theme.color(common::ColorRole::TextPrimary);
    const bool isEmpty = mode == items::TimeConductor::Mode::Live && !m_hasData;
    const bool isSilent = mode == items::TimeConductor::Mode::Live && m_silentSince.has_value();
    if (isSilent)
        ink = m_theme.color(common::ColorRole::ModeFixed);
    QColor shape = isSilent ? ink
        : isEmpty           ? m_theme.color(common::ColorRole::TextSecondary)
                            : color;
    if (mode == items::TimeConductor::Mode::Fixed) {
        // The one filled badge: nobody may take a time that stands for now.
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(box, common::kCornerRadius, common::kCornerRadius);
        ink = m_theme.color(common::ColorRole::Surface0);
        shape = ink;
    } else {
        const bool isHovered =
            underMouse() && isEnabled() && mode != items::TimeConductor::Mode::Live;
        painter.setPen(QPen(mode == items::TimeConductor::Mode::Live && !isSilent
                                ? m_theme.color(common::ColorRole::Line)
                                : isSilent ? ink
                                           : color,
                            1));
        painter.setBrush(
            m_theme.color(isHovered ? common::ColorRole::Surface2 : common::ColorRole::Surface1));
        painter.drawRoundedRect(box, common::kCornerRadius, common::kCornerRadius);
    }
    if (mode == items::TimeConductor::Mode::Replay) {
        QPainterPath clip;
        clip.addRoundedRect(box, common::kCornerRadius, common::kCornerRadius);
        QColor hatch = color;
        hatch.setAlphaF(0.30F);
        painter.fillPath(clip, QBrush(hatch, Qt::BDiagPattern));
    }
    const QPointF center(box.left() + 16, box.center().y());
    if (isEmpty || isSilent) {
        painter.setPen(QPen(shape, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(center, 4.25, 4.25);
    } else {
        paintShape(painter, center, mode, shape);
    }
    painter.setFont(m_theme.font(common::TextSize::Body, true));
    painter.setPen(ink);
    const QRectF room = box.adjusted(kTextLeft, 0, -kTextRight / 2.0, 0);
    const bool isOneLine = painter.fontMetrics().horizontalAdvance(text()) <= room.width();
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     isOneLine ? text() : inTwoLines(text()).join(u'\n'));
    if (hasFocus())
        common::paintFocusRing(painter, rect(), palette());
}

} // namespace timeline
