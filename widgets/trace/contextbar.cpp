// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/contextbar.h"

#include "models/items/contextwords.h"
#include "models/items/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/traceselection.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr int kHeight = 80;
constexpr int kCompactHeight = 62; // without room below
constexpr int kHead = 18;
constexpr int kBar = 16;
constexpr int kMarks = 11;
constexpr double kMarkReach = 4; // pixels beside a mark that count as it

// Left to the words that a screen reader gets in one go.
constexpr int kTold = 24;

} // namespace

ContextBar::ContextBar(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Context window"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize ContextBar::sizeHint() const
{
    return {400, m_theme.scaled(m_isCompact ? kCompactHeight : kHeight)};
}

QSize ContextBar::minimumSizeHint() const
{
    return {160, m_theme.scaled(m_isCompact ? kCompactHeight : kHeight)};
}

void ContextBar::setCompact(bool isCompact)
{
    if (isCompact == m_isCompact)
        return;
    m_isCompact = isCompact;
    updateGeometry();
    update();
}

void ContextBar::setSelection(TraceSelection* selection)
{
    m_selection = selection;
}

void ContextBar::setContext(const trace::ContextWindow& context, telemetry::SpanId generation)
{
    if (generation != m_generation)
        setCurrent(-1);
    m_context = context;
    m_generation = generation;
    m_positions = {};
    m_drops.clear();
    m_reason = context.shares.empty()
        ? tr("Neither tokens nor text are in the telemetry: what filled the window is unknown.")
        : QString();
    if (context.shares.empty() && context.isRefused)
        m_reason = tr("Refused, since it did not fit into the window; neither tokens nor text are "
                      "in the telemetry.");
    rebuild();
}

void ContextBar::setPositions(const claims::ContextPositions& positions)
{
    m_positions = positions;
    rebuild();
}

void ContextBar::setDrops(const std::vector<trace::ContextDrop>& drops)
{
    m_drops = drops;
    rebuild();
}

void ContextBar::clear(const QString& reason)
{
    m_context = {};
    m_positions = {};
    m_drops.clear();
    setCurrent(-1);
    m_generation = telemetry::SpanId::None;
    m_reason = reason;
    rebuild();
}

QRectF ContextBar::barArea() const
{
    return {double(common::kSpace3), double(m_theme.scaled(kHead)),
            std::max(1.0, double(width() - 2 * common::kSpace3)), double(kBar)};
}

QRectF ContextBar::legendArea() const
{
    const QRectF bar = barArea();
    return {bar.left(), bar.bottom() + kMarks + (m_isCompact ? 0 : 2), bar.width(),
            m_isCompact ? 16.0 : 18.0};
}

void ContextBar::rebuild()
{
    if (m_current >= 0)
        m_kept = m_items[static_cast<std::size_t>(m_current)];
    m_items.clear();
    m_geometry = {};
    if (m_reason.isEmpty()) {
        const QRectF bar = barArea();
        m_geometry = barGeometry(m_context, m_drops, bar.width());
        for (const BarSegment& segment : m_geometry.segments)
            m_items.push_back({QRectF(bar.left() + segment.left, bar.top(),
                                      segment.right - segment.left, bar.height()),
                               segmentWords(segment), placeOf(segment)});
        addMarks();
    }
    m_current = m_kept ? itemLike(*m_kept) : -1;
    setAccessibleDescription(m_current < 0 ? text() : words(m_current));
    update();
}

// What is read again each second while it is live, or drawn at another width, is still chosen: the
// same stretch, whatever is said of it now.
int ContextBar::itemLike(const Item& kept) const
{
    int like = -1;
    for (int i = 0; i < count(); ++i) {
        const Item& item = m_items[static_cast<std::size_t>(i)];
        if (item.words == kept.words && item.place == kept.place)
            return i;
        if (like < 0 && kept.place && item.place == kept.place)
            like = i;
    }
    return like;
}

void ContextBar::addMarks()
{
    const QRectF bar = barArea();
    const auto areaOf = [&](double position) {
        return QRectF(bar.left() + m_geometry.xOf(position) - kMarkReach, bar.bottom(),
                      2 * kMarkReach, kMarks);
    };
    for (const claims::UsedStretch& used : m_positions.used) {
        const auto count = static_cast<std::int64_t>(used.claims.size());
        QString words =
            tr("%1 the text at token ≈ %2, %3 into the input: %4")
                .arg(items::countedText(count, tr("1 claim rests on"), tr("%1 claims rest on")),
                     items::countText(used.firstToken), items::percentText(used.position),
                     QString::fromUtf8(claims::toString(used.support)));
        if (claims::isInMiddle(used.position, m_positions.inputTokens))
            words += tr("; in the middle, where models overlook most");
        m_items.push_back({areaOf(used.position), words, used.place});
    }
    for (const claims::UnusedPassage& unused : m_positions.unused) {
        if (!unused.isInWindow)
            continue;
        const QString name =
            unused.name.empty() ? tr("A passage") : common::safeLine(unused.name, 60);
        m_items.push_back({areaOf(unused.position),
                           tr("%1, %2 into the input: no claim rests on it")
                               .arg(name, items::percentText(unused.position)),
                           std::nullopt});
    }
}

QString ContextBar::segmentWords(const BarSegment& segment) const
{
    const QString tokens = segment.tokens ? items::tokensText(*segment.tokens, segment.isEstimated)
                                          : tr("tokens unknown");
    switch (segment.kind) {
    case BarSegment::Kind::Gone: {
        const trace::ContextDrop& drop = m_drops[segment.drop];
        return items::dropText(drop) + u". "_s + items::dropReason(drop);
    }
    case BarSegment::Kind::Unread:
        return tr("%1, %2: sent, and dropped by the server, most likely this. %3")
            .arg(items::fillingText(segment.filling), tokens,
                 QString::fromStdString(m_context.cut->reason));
    case BarSegment::Kind::Held: {
        if (m_context.cut && segment.piece == trace::ContextPiece::kNone)
            return tr("%1 counted of which nobody tells what it was: a part of what was cut, or "
                      "more than is estimated")
                .arg(tokens);
        QString words = u"%1, %2"_s.arg(items::fillingText(segment.filling), tokens);
        if (segment.isEstimated)
            words += u" ("_s
                + items::scaleText(m_context.charactersPerToken, m_context.calibratedBy) + u')';
        return words;
    }
    case BarSegment::Kind::Reserve:
        return tr("Set aside for the answer and not taken, %1").arg(tokens);
    case BarSegment::Kind::Free:
        return m_geometry.isBroken ? tr("Free, %1, not to scale").arg(tokens)
                                   : tr("Free, %1").arg(tokens);
    }
    return {};
}

std::optional<claims::TextPlace> ContextBar::placeOf(const BarSegment& segment) const
{
    if (m_generation == telemetry::SpanId::None)
        return std::nullopt;
    if (segment.kind == BarSegment::Kind::Gone) {
        const trace::ContextDrop& drop = m_drops[segment.drop];
        if (drop.places.empty())
            return std::nullopt;
        claims::TextPlace place;
        place.span = drop.places.front().generation.span;
        place.kind = similarity::PlaceKind::Input;
        place.message = drop.places.front().message;
        place.end = drop.places.front().characters;
        return place;
    }
    if (segment.piece >= m_context.pieces.size())
        return std::nullopt;
    const trace::ContextPiece& piece = m_context.pieces[segment.piece];
    if (piece.source == trace::ContextPiece::Source::None
        || piece.source == trace::ContextPiece::Source::Tools)
        return std::nullopt;
    return claims::TextPlace{.span = m_generation,
                             .kind = piece.kind,
                             .message = piece.message,
                             .part = piece.part,
                             .start = piece.start,
                             .end = piece.end};
}

QString ContextBar::summary() const
{
    const bool isEstimated = m_context.isUsedEstimated && !m_context.cut;
    const std::int64_t used =
        m_context.cut ? m_context.used - m_context.input + m_context.cut->kept : m_context.used;
    QString text = (isEstimated ? u"≈ "_s : QString()) + items::countText(used);
    if (m_context.window) {
        const double share = static_cast<double>(used)
            / static_cast<double>(std::max<std::int64_t>(1, *m_context.window));
        text = tr("%1 of %2 tokens, %3 full")
                   .arg(text, items::countText(*m_context.window), items::percentText(share));
        if (m_context.source != trace::WindowSource::Reported)
            text += u" · "_s + items::windowText(m_context);
    } else {
        text = tr("%1 tokens; the size of the window is unknown").arg(text);
    }
    if (m_context.cut) // first, for it must not be elided
        text =
            tr("%1 read of ≈ %2 sent, %3 likely dropped by the server")
                .arg(items::countText(m_context.cut->kept), items::countText(m_context.cut->needed),
                     u"≈ "_s + items::countText(m_context.cut->needed - m_context.cut->kept))
            + u" · "_s + text;
    if (m_context.isRefused)
        text += u" · "_s
            + (m_context.asked
                   ? tr("refused: %1 asked").arg(items::tokensText(*m_context.asked, false))
                   : tr("refused: it did not fit"));
    if (m_context.maxOutput && *m_context.maxOutput > 0)
        text += u" · "_s
            + tr("%1 set aside for the answer").arg(items::countText(*m_context.maxOutput));
    if (m_context.cached && *m_context.cached > 0)
        text += u" · "_s + tr("%1 from a cache").arg(items::countText(*m_context.cached));
    return text;
}

QString ContextBar::headText() const
{
    if (m_current >= 0)
        return m_items[static_cast<std::size_t>(m_current)].words;
    return tr("Context window  %1").arg(summary());
}

QString ContextBar::text() const
{
    if (!m_reason.isEmpty())
        return m_reason;
    QStringList parts{summary()};
    for (const auto& share : m_context.cut ? m_geometry.read : m_context.shares)
        parts << u"%1 %2%3"_s.arg(items::fillingText(share.filling),
                                  share.isEstimated ? u"≈ "_s : QString(),
                                  items::countText(share.tokens));
    for (const trace::ContextDrop& drop : m_drops)
        parts << items::dropText(drop);
    for (int i = static_cast<int>(m_geometry.segments.size()); i < std::min(count(), kTold); ++i)
        parts << words(i);
    return parts.join(u"; "_s);
}

QString ContextBar::words(int item) const
{
    return m_items[static_cast<std::size_t>(item)].words;
}

void ContextBar::setCurrent(int item)
{
    m_kept.reset();
    if (item == m_current)
        return;
    m_current = item;
    setAccessibleDescription(item < 0 ? text() : words(item));
    accessible::tellChosen(*this, chosenPart());
    update();
}

void ContextBar::choose(int item)
{
    if (item < 0)
        return;
    const auto& place = m_items[static_cast<std::size_t>(item)].place;
    if (!place)
        return;
    if (m_selection != nullptr)
        m_selection->setPlace(place);
    emit placeChosen(*place);
}

// Marks stand closer to each other than they are wide: the nearest counts.
int ContextBar::itemAt(const QPointF& point) const
{
    int found = -1;
    double nearest = 1e9;
    for (int i = 0; i < count(); ++i) {
        const QRectF& area = m_items[static_cast<std::size_t>(i)].area;
        if (!area.contains(point))
            continue;
        const double distance = std::abs(point.x() - area.center().x());
        const bool isMark = i >= static_cast<int>(m_geometry.segments.size());
        if (!isMark)
            return i;
        if (distance < nearest) {
            nearest = distance;
            found = i;
        }
    }
    return found;
}

bool ContextBar::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int item = itemAt(help->pos());
        const bool isLegend = m_reason.isEmpty() && legendArea().contains(help->pos());
        const QString tip = item >= 0 ? words(item) : isLegend ? legendText() : text();
        QToolTip::showText(help->globalPos(), common::plainToolTip(tip), this);
        return true;
    }
    return QWidget::event(event);
}

void ContextBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    rebuild();
}

void ContextBar::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        choose(itemAt(event->position()));
}

void ContextBar::mouseMoveEvent(QMouseEvent* event)
{
    const int item = itemAt(event->position());
    setCursor(item >= 0 && m_items[static_cast<std::size_t>(item)].place ? Qt::PointingHandCursor
                                                                         : Qt::ArrowCursor);
    setCurrent(item);
}

void ContextBar::leaveEvent(QEvent*)
{
    setCurrent(-1);
}

void ContextBar::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        if (count() > 0)
            setCurrent(std::max(0, m_current - 1));
        break;
    case Qt::Key_Right:
        setCurrent(std::min(count() - 1, m_current + 1));
        break;
    case Qt::Key_Home:
        setCurrent(count() > 0 ? 0 : -1);
        break;
    case Qt::Key_End:
        setCurrent(count() - 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_current);
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    event->accept();
}

void ContextBar::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    const bool isByTab =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (m_current < 0 && isByTab && count() > 0)
        setCurrent(0);
    update();
}

void ContextBar::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    setCurrent(-1);
    update();
}

} // namespace traceview
