// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/whatif/whatifaxis.h"

#include "models/items/servicehealthmodel.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/timeline/timelinecoordinates.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_set>

namespace whatif {

using common::ColorRole;
using common::TextSize;

namespace {

constexpr int kLabels = 232; // px, names of the rows
constexpr int kRow = 56; // a name of two lines, and how many alarms
constexpr int kCourse = 88; // height of the wrong answers
constexpr int kTimes = 24;
constexpr int kMargin = common::kSpace3;
constexpr double kMark = 6; // half of a mark
constexpr double kReach = 8; // px that a click may miss by

// In two lines where one is too short, broken between two changes.
QStringList linesOf(const QString& name, const QFontMetrics& metrics, int width)
{
    QString first;
    const QString sign = QStringLiteral(", ");
    QStringList rest = name.split(sign);
    while (!rest.isEmpty()) {
        const QString longer = first.isEmpty() ? rest.front() : first + sign + rest.front();
        if (!first.isEmpty() && metrics.horizontalAdvance(longer) > width)
            break;
        first = longer;
        rest.removeFirst();
    }
    QStringList lines{metrics.elidedText(first, Qt::ElideRight, width)};
    if (!rest.isEmpty())
        lines.append(metrics.elidedText(rest.join(sign), Qt::ElideRight, width));
    return lines;
}

QString nameOf(const replay::WhatIf& answer, std::size_t row)
{
    return row == 0 ? WhatIfAxis::tr("in use")
                    : common::safeLine(replay::nameOf(answer.results[row].variant), 120);
}

} // namespace

WhatIfAxis::WhatIfAxis(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Alarms of the settings in use and of each variant, on one time axis"));
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
}

void WhatIfAxis::setAnswer(std::shared_ptr<const replay::WhatIf> answer)
{
    m_answer = std::move(answer);
    m_marks.clear();
    m_selected = -1;
    QStringList told;
    for (std::size_t row = 0; m_answer && row < m_answer->results.size(); ++row) {
        const replay::VariantResult& result = m_answer->results[row];
        std::unordered_set<std::string_view> firsts;
        std::unordered_set<std::string_view> falseOnes;
        for (const replay::Detection& detection : result.detections) {
            if (detection.variant)
                firsts.insert(detection.variant->raised.alarm);
        }
        for (const replay::AlarmCourse& alarm : result.falseAlarms)
            falseOnes.insert(alarm.raised.alarm);
        for (const replay::AlarmCourse& alarm : result.alarms) {
            Mark mark{.row = row, .time = alarm.raised.time, .text = {}};
            mark.isFirst = firsts.contains(alarm.raised.alarm);
            mark.isFalse = falseOnes.contains(alarm.raised.alarm);
            mark.text =
                tr("%1: %2 of %3, %4%5")
                    .arg(nameOf(*m_answer, row),
                         common::safeLine(items::checkTitle(alarm.raised.check).toStdString(), 60),
                         common::safeLine(alarm.raised.service, 60),
                         common::utcTimeText(alarm.raised.time),
                         mark.isFalse       ? tr(", false: nothing was wrong")
                             : mark.isFirst ? tr(", the first of what was wrong")
                                            : QString());
            m_marks.push_back(std::move(mark));
        }
        told.append(tr("%1: %2").arg(nameOf(*m_answer, row),
                                     common::countedText(static_cast<qint64>(result.alarms.size()),
                                                         tr("1 alarm"), tr("%1 alarms"))));
    }
    std::ranges::stable_sort(m_marks, {},
                             [](const Mark& one) { return std::pair(one.row, one.time); });
    setAccessibleDescription(told.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

QSize WhatIfAxis::sizeHint() const
{
    const std::size_t rows = m_answer ? m_answer->results.size() : 1;
    return {720,
            2 * kMargin + kCourse + m_theme.scaled(kTimes)
                + static_cast<int>(rows) * m_theme.scaled(kRow)};
}

QSize WhatIfAxis::minimumSizeHint() const
{
    return {kLabels + 200, sizeHint().height()};
}

QRectF WhatIfAxis::plotRect() const
{
    return {static_cast<double>(kLabels), static_cast<double>(kMargin),
            std::max(1.0, width() - kLabels - 2.0 * kMargin),
            height() - 2.0 * kMargin - m_theme.scaled(kTimes)};
}

QRectF WhatIfAxis::courseRect() const
{
    const QRectF plot = plotRect();
    return {plot.left(), plot.top(), plot.width(), static_cast<double>(kCourse - kMargin)};
}

QRectF WhatIfAxis::rowRect(std::size_t row) const
{
    const QRectF plot = plotRect();
    return {plot.left(), plot.top() + kCourse + static_cast<double>(row) * m_theme.scaled(kRow),
            plot.width(), static_cast<double>(m_theme.scaled(kRow))};
}

double WhatIfAxis::xOf(telemetry::Timestamp time) const
{
    const QRectF plot = plotRect();
    return std::clamp(plot.left() + timeline::timeToX(time, m_answer->range, plot.width()),
                      plot.left(), plot.right());
}

void WhatIfAxis::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_theme.color(ColorRole::Surface1));
    if (!m_answer || m_answer->results.empty() || m_answer->range.isEmpty())
        return;
    paintCourse(painter);
    for (std::size_t row = 0; row < m_answer->results.size(); ++row)
        paintRow(painter, row);
    paintMarks(painter);
    paintTimes(painter);
    if (hasFocus() && m_selected < 0) {
        painter.setPen(QPen(m_theme.color(ColorRole::Accent), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

// Of which answers, in which time: the same number is never said of something else.
QStringList WhatIfAxis::courseTexts() const
{
    const auto counted = [](std::int64_t number, bool isAtLeast) {
        return isAtLeast ? tr("at least %1").arg(common::countText(number))
                         : common::countText(number);
    };
    QStringList of;
    for (const std::string& service : m_answer->wrongServices)
        of.append(common::safeLine(service, 60));
    const auto& course = m_answer->wrongCourse;
    QStringList lines{of.isEmpty() ? tr("Wrong answers of all services")
                                   : tr("Wrong answers of %1").arg(of.join(QStringLiteral(", "))),
                      tr("%1 in the whole recording")
                          .arg(counted(course.empty() ? 0 : course.back(), m_answer->isCut))};
    const auto asked = std::ranges::find(m_answer->affairs, true, &replay::Affair::isAsked);
    if (std::ranges::count(m_answer->affairs, true, &replay::Affair::isAsked) == 1) {
        const replay::Counted& in =
            m_answer->counted[static_cast<std::size_t>(asked - m_answer->affairs.begin())];
        const QString id = common::safeLine(asked->id, 40);
        lines.append(in.judged == 0 ? tr("in %1 none was judged").arg(id)
                                    : tr("%1 in %2").arg(counted(in.wrong, in.isAtLeast), id));
    }
    return lines;
}

// How many answers were wrong by then: in steps, since between them nothing is known.
void WhatIfAxis::paintCourse(QPainter& painter) const
{
    const QRectF area = courseRect();
    const auto& course = m_answer->wrongCourse;
    const std::int64_t most = course.empty() ? 0 : course.back();
    painter.setFont(m_theme.font(TextSize::Small));
    const QStringList lines = courseTexts();
    for (qsizetype i = 0; i < lines.size(); ++i) {
        painter.setPen(m_theme.color(i == 0 ? ColorRole::TextPrimary : ColorRole::TextSecondary));
        const QRectF label(kMargin, area.top() + 16.0 * static_cast<double>(i),
                           kLabels - 2 * kMargin, 18);
        painter.drawText(label, Qt::AlignLeft,
                         painter.fontMetrics().elidedText(lines[i], Qt::ElideRight,
                                                          static_cast<int>(label.width())));
    }
    painter.setPen(m_theme.color(ColorRole::Line));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    if (most == 0)
        return;
    QPainterPath path(area.bottomLeft());
    const double step = area.width() / static_cast<double>(course.size());
    for (std::size_t i = 0; i < course.size(); ++i) {
        const double y = area.bottom()
            - static_cast<double>(course[i]) / static_cast<double>(most) * (area.height() - 2);
        path.lineTo(area.left() + static_cast<double>(i) * step, y);
        path.lineTo(area.left() + static_cast<double>(i + 1) * step, y);
    }
    QPainterPath filled = path;
    filled.lineTo(area.bottomRight());
    filled.closeSubpath();
    QColor fill = m_theme.color(ColorRole::Severity1);
    fill.setAlphaF(m_theme.isDark() ? 0.22F : 0.14F);
    painter.fillPath(filled, fill);
    painter.setPen(QPen(m_theme.color(ColorRole::Severity1), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

void WhatIfAxis::paintRow(QPainter& painter, std::size_t row) const
{
    const QRectF area = rowRect(row);
    const replay::VariantResult& result = m_answer->results[row];
    painter.setPen(m_theme.color(ColorRole::Line));
    painter.drawLine(QPointF(kMargin, area.top()), area.topRight());
    painter.setFont(m_theme.font(TextSize::Body, row == 0));
    painter.setPen(m_theme.color(ColorRole::TextPrimary));
    QRectF label(kMargin, area.top() + 3, kLabels - 2 * kMargin, 17);
    const QStringList lines =
        linesOf(nameOf(*m_answer, row), painter.fontMetrics(), static_cast<int>(label.width()));
    for (const QString& line : lines) {
        painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter, line);
        label.translate(0, 16);
    }
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter,
                     tr("%1, %2 false")
                         .arg(common::countedText(static_cast<qint64>(result.alarms.size()),
                                                  tr("1 alarm"), tr("%1 alarms")))
                         .arg(result.falseAlarms.size()));
    // What was wrong, from its onset on; open where it had not ended.
    const QRectF band = area.adjusted(0, 8, 0, -8);
    for (const replay::Affair& affair : m_answer->affairs) {
        const double left = xOf(affair.start);
        const double right = xOf(affair.end.value_or(m_answer->range.end));
        QColor fill = m_theme.color(ColorRole::Severity1);
        fill.setAlphaF(m_theme.isDark() ? 0.20F : 0.12F);
        painter.fillRect(QRectF(left, band.top(), std::max(right - left, 1.0), band.height()),
                         fill);
        painter.setPen(QPen(m_theme.color(ColorRole::Severity1), 1, Qt::DashLine));
        painter.drawLine(QPointF(left, band.top()), QPointF(left, band.bottom()));
    }
}

// The first alarm of what was wrong is a filled triangle, others are bars, false ones a cross:
// told apart by shape, not by colour alone.
void WhatIfAxis::paintMarks(QPainter& painter) const
{
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        const Mark& mark = m_marks[i];
        const QPointF at(xOf(mark.time), rowRect(mark.row).center().y());
        const bool isSelected = static_cast<int>(i) == m_selected;
        painter.setPen(Qt::NoPen);
        if (mark.isFalse) {
            painter.setPen(QPen(m_theme.color(ColorRole::Severity3), 2));
            painter.drawLine(at + QPointF(-4, -4), at + QPointF(4, 4));
            painter.drawLine(at + QPointF(-4, 4), at + QPointF(4, -4));
        } else if (mark.isFirst) {
            painter.setBrush(m_theme.color(ColorRole::Accent));
            const QPointF points[]{at + QPointF(-kMark, -kMark), at + QPointF(kMark, -kMark),
                                   at + QPointF(0, kMark + 1)};
            painter.drawPolygon(points, 3);
        } else {
            painter.setPen(QPen(m_theme.color(ColorRole::TextSecondary), 1.5));
            painter.drawLine(at + QPointF(0, -5), at + QPointF(0, 5));
        }
        if (isSelected && hasFocus()) {
            painter.setPen(QPen(m_theme.color(ColorRole::Accent), 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(at, kMark + 5, kMark + 5);
        }
    }
}

void WhatIfAxis::paintTimes(QPainter& painter) const
{
    const QRectF plot = plotRect();
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    const bool isLong = m_answer->range.duration() > std::chrono::hours(24);
    constexpr double kApart = 150;
    const int parts = std::max(1, static_cast<int>(plot.width() / kApart));
    for (int i = 0; i <= parts; ++i) {
        const double x = plot.left() + plot.width() * i / parts;
        const telemetry::Timestamp time =
            timeline::xToTime(x - plot.left(), m_answer->range, plot.width());
        const Qt::Alignment side = i == 0 ? Qt::AlignLeft
            : i == parts                  ? Qt::AlignRight
                                          : Qt::AlignHCenter;
        const double left = i == 0 ? x : i == parts ? x - kApart : x - kApart / 2;
        painter.drawText(QRectF(left, plot.bottom() + 4, kApart, m_theme.scaled(kTimes) - 6), side,
                         isLong ? common::utcDateTimeText(time) : common::utcTimeText(time));
    }
}

int WhatIfAxis::markAt(const QPointF& at) const
{
    int best = -1;
    double nearest = kReach;
    for (std::size_t i = 0; i < m_marks.size() && m_answer; ++i) {
        if (!rowRect(m_marks[i].row).contains(at))
            continue;
        const double distance = std::abs(xOf(m_marks[i].time) - at.x());
        if (distance <= nearest) {
            nearest = distance;
            best = static_cast<int>(i);
        }
    }
    return best;
}

// The whole of it, however little room its label has.
QString WhatIfAxis::nameAt(const QPointF& at) const
{
    for (std::size_t row = 0; m_answer && at.x() < kLabels && row < m_answer->results.size();
         ++row) {
        if (at.y() >= rowRect(row).top() && at.y() < rowRect(row).bottom())
            return nameOf(*m_answer, row);
    }
    return {};
}

void WhatIfAxis::select(int mark)
{
    if (m_marks.empty())
        return;
    m_selected = std::clamp(mark, 0, static_cast<int>(m_marks.size()) - 1);
    setAccessibleDescription(m_marks[static_cast<std::size_t>(m_selected)].text);
    accessible::tellChosen(*this, chosenPart());
    update();
}

void WhatIfAxis::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Right:
        select(m_selected + 1);
        break;
    case Qt::Key_Left:
        select(m_selected - 1);
        break;
    case Qt::Key_Home:
        select(0);
        break;
    case Qt::Key_End:
        select(static_cast<int>(m_marks.size()) - 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_selected >= 0)
            emit momentChosen(m_marks[static_cast<std::size_t>(m_selected)].time);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void WhatIfAxis::mousePressEvent(QMouseEvent* event)
{
    const int mark = markAt(event->position());
    if (mark < 0)
        return;
    select(mark);
    emit momentChosen(m_marks[static_cast<std::size_t>(mark)].time);
}

void WhatIfAxis::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

bool WhatIfAxis::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text = nameAt(help->pos());
    if (const int mark = markAt(help->pos()); mark >= 0)
        text = m_marks[static_cast<std::size_t>(mark)].text;
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), common::plainToolTip(text), this);
    return true;
}

} // namespace whatif
