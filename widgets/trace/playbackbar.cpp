// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/playbackbar.h"

#include "models/items/formats.h"
#include "models/items/spantext.h"
#include "widgets/common/icons.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/traceselection.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using namespace std::chrono_literals;

constexpr std::array kSpeeds{0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0};
constexpr int kNormalSpeed = 2;
constexpr auto kFrame = 33ms;
constexpr auto kEvenMoment = 600ms; // of one moment, when all are as long
constexpr int kSliderSteps = 10'000;
constexpr int kLargerStep = 10; // moments

QToolButton* makeButton(QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    return button;
}

// "00:02.310"; of what is over sooner than that shows, "279 µs".
QString clockText(telemetry::Duration time, telemetry::Duration whole)
{
    if (whole < 100ms)
        return time.count() == 0 ? u"0"_s : items::durationText(time);
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
    return u"%1:%2.%3"_s.arg(millis / 60'000, 2, 10, QChar(u'0'))
        .arg(millis / 1000 % 60, 2, 10, QChar(u'0'))
        .arg(millis % 1000, 3, 10, QChar(u'0'));
}

} // namespace

PlaybackBar::PlaybackBar(const common::Theme& theme, TraceSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_selection(selection)
    , m_back(makeButton(this))
    , m_play(makeButton(this))
    , m_forward(makeButton(this))
    , m_speed(new QComboBox(this))
    , m_even(new QPushButton(tr("Even Steps"), this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_all(new QPushButton(tr("Show All"), this))
    , m_where(new QLabel(this))
{
    for (const double speed : kSpeeds)
        m_speed->addItem(u"%1×"_s.arg(speed), speed);
    m_speed->setCurrentIndex(kNormalSpeed);
    m_speed->setAccessibleName(tr("Speed of the playback"));
    m_even->setCheckable(true);
    m_even->setToolTip(tr("Each moment takes as long as the next, however long it took"));
    m_slider->setRange(0, kSliderSteps);
    m_slider->setAccessibleName(tr("Moment of the trace"));
    m_slider->setFocusPolicy(Qt::StrongFocus);
    m_slider->installEventFilter(this);
    common::teachKey(m_all, tr("Ends the playback: the whole trace is shown"),
                     common::KeyCommand::ShowWholeTrace);
    common::followKeys(this, [this] { teachKeys(); });
    m_where->setTextFormat(Qt::PlainText);
    m_where->setForegroundRole(QPalette::PlaceholderText);
    m_where->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_where->setAccessibleName(tr("Where the playback is"));

    auto* row = new QHBoxLayout;
    row->setSpacing(common::kSpace1);
    for (QToolButton* button : {m_back, m_play, m_forward})
        row->addWidget(button);
    row->addWidget(m_speed);
    row->addWidget(m_even);
    row->addSpacing(common::kSpace2);
    row->addWidget(m_slider, 1);
    row->addSpacing(common::kSpace2);
    row->addWidget(m_all);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(common::kSpace3, common::kSpace1, common::kSpace3, common::kSpace1);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_where);

    m_timer.setInterval(kFrame);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { advance(std::chrono::milliseconds(m_elapsed.restart())); });
    connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_play, &QToolButton::clicked, this, [this] { setPlaying(!isPlaying()); });
    connect(m_all, &QPushButton::clicked, this, &PlaybackBar::showAll);
    connect(m_slider, &QSlider::valueChanged, this, &PlaybackBar::scrub);
    connect(&selection, &TraceSelection::momentChanged, this, &PlaybackBar::follow);
    connect(&theme, &common::Theme::changed, this, &PlaybackBar::restyle);
    restyle();
    follow();
}

void PlaybackBar::restyle()
{
    m_back->setIcon(common::icon(m_theme, u"stepback"_s));
    m_forward->setIcon(common::icon(m_theme, u"stepforward"_s));
    m_play->setIcon(common::icon(m_theme, isPlaying() ? u"pause"_s : u"play"_s));
    m_where->setFont(m_theme.font(common::TextSize::Small));
}

void PlaybackBar::setPlayback(std::shared_ptr<const trace::Playback> playback,
                              std::shared_ptr<const trace::SpanTree> tree)
{
    m_playback = std::move(playback);
    m_tree = std::move(tree);
    if (!m_playback || m_playback->isEmpty())
        setPlaying(false);
    follow();
}

double PlaybackBar::speed() const
{
    return m_speed->currentData().toDouble();
}

void PlaybackBar::setPlaying(bool on)
{
    const bool canPlay = m_playback && !m_playback->isEmpty();
    if (!canPlay)
        on = false;
    if (on) {
        const telemetry::TimeRange range = m_playback->range();
        const auto moment = m_selection.moment();
        if (!moment || *moment >= range.end || *moment < range.start)
            m_selection.setMoment(range.start);
        m_elapsed.start();
        m_timer.start();
    } else {
        m_timer.stop();
    }
    teachKeys();
    restyle();
}

void PlaybackBar::teachKeys()
{
    using common::KeyCommand;
    const auto teach = [](QToolButton* button, const QString& name, KeyCommand command) {
        button->setAccessibleName(common::keymap().withKey(name, command));
        button->setToolTip(button->accessibleName());
    };
    teach(m_back, tr("Back one moment"), KeyCommand::MomentBack);
    teach(m_play, isPlaying() ? tr("Pause") : tr("Play the trace"), KeyCommand::PlayTrace);
    teach(m_forward, tr("On one moment"), KeyCommand::MomentOn);
}

void PlaybackBar::advance(std::chrono::milliseconds passed)
{
    if (!m_playback || m_playback->isEmpty())
        return;
    const telemetry::TimeRange range = m_playback->range();
    const telemetry::Timestamp from = m_selection.moment().value_or(range.start);
    const double seconds = std::chrono::duration<double>(passed).count() * speed();
    telemetry::Timestamp to;
    if (m_even->isChecked()) {
        const double all = static_cast<double>(m_playback->moments().size())
            * std::chrono::duration<double>(kEvenMoment).count();
        to = m_playback->timeOf(m_playback->shareOf(from) + seconds / all);
    } else {
        to = from + telemetry::Duration(std::llround(seconds * 1e9));
    }
    if (to >= range.end) {
        to = range.end;
        setPlaying(false);
    }
    m_selection.setMoment(to);
}

void PlaybackBar::step(int moments)
{
    if (!m_playback || m_playback->isEmpty())
        return;
    setPlaying(false);
    const telemetry::TimeRange range = m_playback->range();
    const auto moment = m_selection.moment();
    // From where all is shown one goes back from the end, and on from the beginning.
    if (!moment)
        m_selection.setMoment(moments > 0 ? range.start : m_playback->stepped(range.end, moments));
    else
        m_selection.setMoment(m_playback->stepped(*moment, moments));
    const auto at = m_playback->at(*m_selection.moment());
    if (at)
        m_selection.setSpan(m_playback->moments()[*at].span);
}

void PlaybackBar::showAll()
{
    setPlaying(false);
    m_selection.setMoment(std::nullopt);
}

void PlaybackBar::scrub(int value)
{
    if (m_isFollowing || !m_playback || m_playback->isEmpty())
        return;
    m_selection.setMoment(m_playback->timeOf(static_cast<double>(value) / kSliderSteps));
}

void PlaybackBar::follow()
{
    const QScopedValueRollback following(m_isFollowing, true);
    const bool canPlay = m_playback && !m_playback->isEmpty();
    for (QWidget* part : {static_cast<QWidget*>(m_back), static_cast<QWidget*>(m_play),
                          static_cast<QWidget*>(m_forward), static_cast<QWidget*>(m_slider)})
        part->setEnabled(canPlay);
    const auto moment = m_selection.moment();
    m_all->setEnabled(moment.has_value());
    if (canPlay)
        m_slider->setValue(
            moment ? static_cast<int>(std::lround(m_playback->shareOf(*moment) * kSliderSteps))
                   : kSliderSteps);
    const QString words = text();
    m_where->setText(words);
    m_where->setToolTip(common::plainToolTip(words));
}

QString PlaybackBar::momentText(const trace::PlaybackMoment& moment) const
{
    using Kind = trace::PlaybackMoment::Kind;
    const int node = m_tree ? m_tree->find(moment.span) : trace::SpanTree::kNone;
    const QString name = node == trace::SpanTree::kNone
        ? tr("a step")
        : common::safeLine(items::spanNameText(m_tree->span(node)).toStdString(), 80);
    switch (moment.kind) {
    case Kind::Begin:
        return tr("%1 begins").arg(name);
    case Kind::FirstToken:
        return tr("%1: first token").arg(name);
    case Kind::End:
        return tr("%1 ends").arg(name);
    case Kind::Fail:
        return tr("%1 fails").arg(name);
    }
    return name;
}

QString PlaybackBar::text() const
{
    if (!m_playback || m_playback->isEmpty())
        return tr("No step has a known time: nothing can be played.");
    const telemetry::TimeRange range = m_playback->range();
    const auto count = static_cast<std::int64_t>(m_playback->moments().size());
    if (!m_selection.moment())
        return tr("All is shown · %1 moments in %2")
            .arg(items::countText(count),
                 clockText(range.end - range.start, range.end - range.start));
    const telemetry::Duration whole = range.end - range.start;
    const telemetry::Timestamp moment = *m_selection.moment();
    const auto at = m_playback->at(moment);
    const QString place = tr("%1 of %2 · moment %3 of %4")
                              .arg(clockText(std::max(moment, range.start) - range.start, whole),
                                   clockText(whole, whole),
                                   items::countText(at ? static_cast<std::int64_t>(*at) + 1 : 0),
                                   items::countText(count));
    return at ? place + u" · "_s + momentText(m_playback->moments()[*at]) : place;
}

// With Alt they are the window's ways through the time of the recording.
bool PlaybackBar::isOwnKey(const QKeyEvent& event) const
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    switch (event.key()) {
    case Qt::Key_Space:
        return modifiers == Qt::NoModifier;
    case Qt::Key_Left:
    case Qt::Key_Right:
        return modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier;
    case Qt::Key_Escape:
        return modifiers == Qt::NoModifier && m_selection.moment().has_value();
    default:
        return false;
    }
}

bool PlaybackBar::handleKey(const QKeyEvent& event)
{
    if (!isOwnKey(event))
        return false;
    const int count = event.modifiers() & Qt::ShiftModifier ? kLargerStep : 1;
    switch (event.key()) {
    case Qt::Key_Space:
        setPlaying(!isPlaying());
        return true;
    case Qt::Key_Left:
        step(-count);
        return true;
    case Qt::Key_Right:
        step(count);
        return true;
    case Qt::Key_Escape:
        showAll();
        return true;
    default:
        return false;
    }
}

// Space and Escape are the window's, for the time of the recording.
bool PlaybackBar::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride
        && isOwnKey(static_cast<const QKeyEvent&>(*event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

// The slider would move by its own steps.
bool PlaybackBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_slider && event->type() == QEvent::KeyPress
        && handleKey(*dynamic_cast<QKeyEvent*>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

void PlaybackBar::keyPressEvent(QKeyEvent* event)
{
    if (!handleKey(*event))
        QWidget::keyPressEvent(event);
}

// Nobody watches.
void PlaybackBar::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    setPlaying(false);
}

} // namespace traceview
