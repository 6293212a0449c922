// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/overview.h"

#include "models/items/formats.h"
#include "widgets/charts/axes.h"
#include "widgets/common/formats.h"
#include "widgets/common/stylepainting.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/timelinecoordinates.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

using namespace Qt::StringLiterals;

namespace timeline {

namespace {

constexpr int kOverviewHeight = 52;
constexpr double kMargin = 6;
constexpr double kMarkRow = 14;
constexpr double kLabelRow = 14;
constexpr double kMarkSize = 9;
constexpr double kCrowdTick = 3; // above the signs
constexpr double kSmallestWindow = 8;
constexpr double kLoopLine = 2;
constexpr double kLoopFoot = 6;
constexpr int kPixelsPerTick = 110;
constexpr telemetry::Duration kSmallestZoom = std::chrono::seconds(30);

QColor faint(QColor color, float alpha)
{
    color.setAlphaF(alpha);
    return color;
}

} // namespace

Overview::Overview(items::TimeConductor& conductor, items::OverviewFollower& follower,
                   const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_conductor(conductor)
    , m_follower(follower)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Overview of the recording"));
    connect(&conductor, &items::TimeConductor::cursorMoved, this, [this] {
        updateBounds();
        update();
    });
    connect(&conductor, &items::TimeConductor::boundsChanged, this, &Overview::updateBounds);
    connect(&conductor, &items::TimeConductor::transportChanged, this, [this] {
        describe();
        update();
    });
    connect(&conductor, &items::TimeConductor::modeChanged, this, &Overview::describe);
    connect(&follower, &items::OverviewFollower::updated, this, &Overview::updateSnapshot);
    connect(&theme, &common::Theme::changed, this, [this] {
        m_background = {};
        update();
    });
    updateBounds();
    updateSnapshot();
}

QSize Overview::sizeHint() const
{
    return {480, m_theme.scaled(kOverviewHeight)};
}

QSize Overview::minimumSizeHint() const
{
    return {160, m_theme.scaled(kOverviewHeight)};
}

void Overview::updateSnapshot()
{
    m_marks = overviewMarks(m_follower.snapshot());
    m_background = {};
    describe();
    update();
}

void Overview::updateBounds()
{
    const telemetry::TimeRange bounds = zoomed(m_conductor.bounds());
    // The picture is drawn anew only when something would move by a pixel.
    const auto pixel = pixelDuration(m_bounds, std::max(1.0, strip().width()));
    const bool isSame = bounds.start == m_bounds.start && bounds.end >= m_bounds.end
        && bounds.end - m_bounds.end < pixel && !m_bounds.isEmpty();
    if (isSame)
        return;
    m_bounds = bounds;
    m_background = {};
    update();
}

// The zoomed part moves along with a cursor that leaves it.
telemetry::TimeRange Overview::zoomed(const telemetry::TimeRange& whole) const
{
    if (!m_zoom || m_zoom->duration() >= whole.duration())
        return whole;
    const telemetry::Duration length = m_zoom->duration();
    telemetry::Timestamp start = m_zoom->start;
    const telemetry::Timestamp cursor = m_conductor.cursor();
    if (cursor > start + length)
        start = cursor - length;
    else if (cursor < start)
        start = cursor;
    start = std::clamp(start, whole.start, whole.end - length);
    return {.start = start, .end = start + length};
}

void Overview::zoom(double factor, telemetry::Timestamp around)
{
    if (m_bounds.isEmpty() || factor <= 0)
        return;
    const telemetry::TimeRange whole = m_conductor.bounds();
    const auto length = std::clamp(
        std::chrono::duration_cast<telemetry::Duration>(m_bounds.duration() / factor),
        std::min<telemetry::Duration>(kSmallestZoom, whole.duration()), whole.duration());
    // What is under the pointer stays there.
    const double share = timeToX(around, m_bounds, 1.0);
    const auto start = around
        - std::chrono::duration_cast<telemetry::Duration>(length * std::clamp(share, 0.0, 1.0));
    if (length >= whole.duration())
        m_zoom.reset();
    else
        m_zoom = telemetry::TimeRange{.start = start, .end = start + length};
    m_bounds = {}; // drawn anew
    updateBounds();
    describe();
}

void Overview::fit()
{
    m_zoom.reset();
    m_bounds = {};
    updateBounds();
    describe();
}

QString Overview::outsideText() const
{
    const items::OverviewSnapshot& snapshot = m_follower.snapshot();
    if (snapshot.outside == 0 || m_conductor.bounds().duration() >= snapshot.whole.duration())
        return {};
    return snapshot.outside == 1
        ? tr("1 item dated outside")
        : tr("%1 items dated outside").arg(common::countText(snapshot.outside));
}

QString Overview::outsideDetails() const
{
    const items::OverviewSnapshot& snapshot = m_follower.snapshot();
    const QString text = outsideText();
    if (text.isEmpty())
        return {};
    QStringList when;
    if (snapshot.whole.start < snapshot.bounds.start)
        when << tr("from %1").arg(common::utcDateTimeText(snapshot.whole.start));
    if (snapshot.whole.end > snapshot.bounds.end)
        when << tr("up to %1").arg(common::utcDateTimeText(snapshot.whole.end));
    return u"%1: %2"_s.arg(text, when.join(u", "_s));
}

void Overview::describe()
{
    const auto alarms = std::ranges::count(m_marks, common::TimeMark::Alarm, &OverviewMark::kind);
    const QString outside = outsideDetails();
    const auto range = m_conductor.loop();
    const QString looped = range ? u", "_s
            + tr("looping from %1 to %2")
                  .arg(common::utcTimeText(range->start), common::utcTimeText(range->end))
                                 : QString();
    setAccessibleDescription(tr("%1 to %2, cursor at %3, %4")
                                 .arg(common::utcDateTimeText(m_bounds.start),
                                      common::utcDateTimeText(m_bounds.end),
                                      common::utcDateTimeText(m_conductor.cursor()),
                                      items::countedText(alarms, tr("1 alarm"), tr("%1 alarms")))
                             + looped + (outside.isEmpty() ? QString() : u". "_s + outside));
}

QRectF Overview::strip() const
{
    return QRectF(rect()).adjusted(kMargin, 0, -kMargin, 0);
}

double Overview::xOf(telemetry::Timestamp time) const
{
    return strip().left() + timeToX(time, m_bounds, strip().width());
}

telemetry::Timestamp Overview::timeAt(double x) const
{
    return xToTime(std::clamp(x - strip().left(), 0.0, strip().width()), m_bounds, strip().width());
}

void Overview::setAheadHidden(bool hidden)
{
    m_isAheadHidden = hidden;
    m_background = {};
    update();
}

telemetry::Timestamp Overview::knownEnd() const
{
    const bool isAllShown = m_conductor.isAsKnownNow() && !m_isAheadHidden;
    return isAllShown ? m_bounds.end : std::min(m_bounds.end, m_conductor.cursor());
}

QRectF Overview::windowRect() const
{
    const auto handle =
        handleOf(m_conductor.visibleRange(), m_bounds, strip().width(), kSmallestWindow);
    return {strip().left() + handle.left, 1, handle.right - handle.left,
            height() - m_theme.scaled(kLabelRow) - 1};
}

QRectF Overview::loopRect() const
{
    const auto range = m_conductor.loop();
    if (!range || m_bounds.isEmpty() || range->end < m_bounds.start || range->start > m_bounds.end)
        return {};
    const double left = std::max(xOf(range->start), strip().left());
    const double right = std::min(xOf(range->end), strip().right());
    return {left, 1, std::max(right - left, 2.0), height() - m_theme.scaled(kLabelRow) - 1};
}

void Overview::resizeEvent(QResizeEvent*)
{
    m_background = {};
}

void Overview::paintEvent(QPaintEvent*)
{
    if (m_background.isNull() || m_background.devicePixelRatio() != devicePixelRatioF())
        renderBackground();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_background);
    if (m_bounds.isEmpty())
        return;
    paintUnknownFuture(painter);
    paintLoop(painter);
    paintWindow(painter);
    if (hasFocus())
        common::paintFocusRing(painter, rect(), palette());
}

void Overview::renderBackground()
{
    m_background = QPixmap(size() * devicePixelRatioF());
    m_background.setDevicePixelRatio(devicePixelRatioF());
    m_background.fill(m_theme.color(common::ColorRole::Surface1));
    QPainter painter(&m_background);
    painter.setFont(m_theme.font(common::TextSize::Small));
    if (m_bounds.isEmpty()) {
        painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
        painter.drawText(rect(), Qt::AlignCenter, tr("Nothing is recorded yet."));
        return;
    }
    painter.fillRect(QRectF(strip().left(), kMarkRow, strip().width(),
                            height() - kMarkRow - m_theme.scaled(kLabelRow)),
                     m_theme.color(common::ColorRole::Surface0));
    painter.save();
    painter.setClipRect(strip());
    paintDensity(painter);
    painter.restore();
    paintMarks(painter);
    paintLabels(painter);
}

void Overview::paintDensity(QPainter& painter) const
{
    const auto& snapshot = m_follower.snapshot();
    const double bottom = height() - m_theme.scaled(kLabelRow);
    const double room = bottom - kMarkRow - 2;
    std::int64_t most = 1;
    for (const auto& bucket : snapshot.density)
        most = std::max(most, bucket.generations);
    const QColor color = faint(m_theme.color(common::ColorRole::Series8), 0.7F);
    for (const auto& bucket : snapshot.density) {
        const double left = xOf(bucket.start);
        const double right = std::max(xOf(bucket.start + snapshot.step), left + 1);
        // The square root keeps quiet times visible beside a burst.
        const double share =
            std::sqrt(static_cast<double>(bucket.generations) / static_cast<double>(most));
        const double size = std::max(1.0, room * share);
        painter.fillRect(QRectF(left, bottom - size, right - left, size), color);
    }
    for (const auto& gap : snapshot.gaps) {
        const QRectF rect(QPointF(xOf(gap.range.start), kMarkRow),
                          QPointF(xOf(gap.range.end), bottom));
        painter.fillRect(rect, QBrush(m_theme.color(common::ColorRole::Unknown), Qt::BDiagPattern));
    }
}

void Overview::paintMarks(QPainter& painter) const
{
    for (const auto& alarm : m_follower.snapshot().alarms) {
        const QColor color = m_theme.color(common::severityRole(alarm.severity));
        const double left = xOf(alarm.range.start);
        const double right = std::max(xOf(alarm.isOpen ? knownEnd() : alarm.range.end), left + 2);
        painter.fillRect(QRectF(left, kMarkRow, right - left, 2), color);
    }
    std::vector<OverviewMark> marks;
    std::ranges::copy_if(m_marks, std::back_inserter(marks), [this](const OverviewMark& mark) {
        return mark.time >= m_bounds.start && mark.time <= m_bounds.end;
    });
    std::vector<double> places; // whole even at the very edge
    for (const OverviewMark& mark : marks)
        places.push_back(
            std::clamp(std::round(xOf(mark.time)), kMarkSize / 2, width() - kMarkSize / 2));
    const auto colorOf = [this](const OverviewMark& mark) {
        return m_theme.color(mark.kind == common::TimeMark::Alarm
                                 ? common::severityRole(mark.severity)
                                 : common::markRole(mark.kind));
    };
    // No sign lies over another: of those that crowd the others are but ticks above it.
    for (std::size_t i = 0; i < marks.size(); ++i)
        painter.fillRect(QRectF(places[i] - 0.5, 0, 1, kCrowdTick), colorOf(marks[i]));
    for (const std::size_t i : wholeMarks(marks, places, kMarkSize))
        common::paintMark(painter,
                          QRectF(places[i] - kMarkSize / 2, kCrowdTick, kMarkSize, kMarkSize),
                          marks[i].kind, colorOf(marks[i]), marks[i].severity);
}

void Overview::paintLabels(QPainter& painter) const
{
    painter.setPen(m_theme.color(common::ColorRole::TextSecondary));
    const QString outside = outsideText();
    const double end = outside.isEmpty() ? this->width()
                                         : this->width() - kMargin
            - common::tabularWidth(QFontMetricsF(painter.font()), outside + u"  "_s);
    if (!outside.isEmpty())
        painter.drawText(QRectF(end, height() - m_theme.scaled(kLabelRow),
                                this->width() - kMargin - end, m_theme.scaled(kLabelRow)),
                         Qt::AlignRight | Qt::AlignVCenter, outside);
    const int most = std::max(1, static_cast<int>(strip().width()) / kPixelsPerTick);
    const auto ticks = charts::timeTicks(m_bounds, most);
    for (const auto time : ticks.times) {
        const QString text = charts::tickText(time, ticks.step);
        const double width = common::tabularWidth(QFontMetricsF(painter.font()), text) + 2;
        const QRectF label(xOf(time) - width / 2, height() - m_theme.scaled(kLabelRow), width,
                           m_theme.scaled(kLabelRow));
        if (label.left() >= 0 && label.right() <= end)
            common::drawTabular(painter, label, Qt::AlignHCenter | Qt::AlignVCenter, text);
    }
}

// Also hides what an older snapshot knew until the next one is read.
void Overview::paintUnknownFuture(QPainter& painter) const
{
    const auto end = knownEnd();
    if (end >= m_bounds.end)
        return;
    const double left = std::floor(xOf(end)) + 1;
    const double bottom = height() - m_theme.scaled(kLabelRow);
    painter.fillRect(QRectF(left, 0, width() - left, bottom),
                     m_theme.color(common::ColorRole::Surface1));
    painter.fillRect(QRectF(left, bottom - 1, strip().right() - left, 1),
                     m_theme.color(common::ColorRole::Line));
}

// Brackets at both ends and a line below: nothing in the colour of the window, which moves in it.
void Overview::paintLoop(QPainter& painter) const
{
    const QRectF range = loopRect();
    if (range.isNull())
        return;
    const QColor color = m_theme.color(common::ColorRole::ModeReplay);
    painter.fillRect(range, faint(color, 0.10F));
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double foot = std::min(kLoopFoot, range.width() / 2);
    const double width = kLoopLine;
    painter.fillRect(QRectF(range.left(), range.top(), width, range.height()), color);
    painter.fillRect(QRectF(range.right() - width, range.top(), width, range.height()), color);
    for (const double y : {range.top(), range.bottom() - width}) {
        painter.fillRect(QRectF(range.left(), y, foot, width), color);
        painter.fillRect(QRectF(range.right() - foot, y, foot, width), color);
    }
}

void Overview::paintWindow(QPainter& painter) const
{
    const QRectF window = windowRect();
    const QColor accent = m_theme.color(common::ColorRole::Accent);
    painter.fillRect(window, faint(accent, 0.16F));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(window.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    // The right edge is the cursor.
    painter.setPen(Qt::NoPen);
    painter.setBrush(accent);
    painter.drawRoundedRect(QRectF(window.right() - 2, window.top(), 3, window.height()), 1.5, 1.5);
}

} // namespace timeline
