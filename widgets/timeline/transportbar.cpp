// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/transportbar.h"

#include "widgets/common/formats.h"
#include "widgets/common/icons.h"
#include "widgets/common/keymap.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/jumpbutton.h"
#include "widgets/timeline/modebadge.h"
#include "widgets/timeline/overview.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <chrono>
#include <initializer_list>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace timeline {

namespace {

constexpr std::array kSpeeds{0.1,
                             0.5,
                             1.0,
                             2.0,
                             5.0,
                             10.0,
                             20.0,
                             50.0,
                             100.0,
                             200.0,
                             500.,
                             1000.,
                             items::TimeConductor::kAsFastAsPossible};
constexpr std::array<telemetry::Duration, 10> kSpans{1min, 5min, 15min, 30min,   1h,
                                                     3h,   6h,   24h,   24h * 7, 24h * 30};
constexpr double kHeldShare = 0.8; // of the speed, below which the pace is told
constexpr int kRule = 3;
constexpr int kLargestForBoth = 120; // text size in per cent
constexpr int kComboFrame = 40; // margins and arrow

using common::KeyCommand;

// One more line of a tool tip, about another key; without the key nothing.
QString lineOf(const QString& pattern, KeyCommand command)
{
    const QString key = common::keymap().text(command);
    return key.isEmpty() ? QString() : u'\n' + pattern.arg(key);
}

QString speedText(double speed)
{
    if (speed == items::TimeConductor::kAsFastAsPossible)
        return TransportBar::tr("fastest");
    return u"%1×"_s.arg(common::decimalText(speed, speed < 1 ? 1 : 0));
}

} // namespace

TransportBar::TransportBar(items::TimeConductor& conductor, items::OverviewFollower& follower,
                           const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_conductor(conductor)
    , m_follower(follower)
    , m_theme(theme)
    , m_back(makeButton(u"stepback"_s, tr("Step back")))
    , m_play(makeButton(u"play"_s, tr("Play")))
    , m_forward(makeButton(u"stepforward"_s, tr("Step forward")))
    , m_loop(makeLoop())
    , m_speed(new QComboBox(this))
    , m_span(new QComboBox(this))
    , m_known(new QComboBox(this))
    , m_overview(new Overview(conductor, follower, theme, this))
    , m_clock(new common::NumberLabel(theme, common::TextSize::Display, this))
    , m_date(new common::NumberLabel(theme, common::TextSize::Small, this))
    , m_badge(new ModeBadge(conductor, theme, this))
{
    makeCombos();
    makeClock();
    common::followKeys(this, [this] { teachKeys(); });
    arrange();
    follow();
    updateTransport();
    updateClock();
}

QToolButton* TransportBar::makeButton(const QString& iconName, const QString& name)
{
    auto* button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setIcon(common::icon(m_theme, iconName));
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QToolButton* TransportBar::makeLoop()
{
    QToolButton* button = makeButton(u"loop"_s, tr("Loop"));
    button->setCheckable(true);
    return button;
}

void TransportBar::makeCombos()
{
    for (const double speed : kSpeeds)
        m_speed->addItem(speedText(speed), speed);
    m_speed->setAccessibleName(tr("Speed"));
    for (const auto span : kSpans)
        m_span->addItem(common::spanText(span), qlonglong{span.count()});
    m_span->setAccessibleName(tr("Width of the window"));
    m_span->setToolTip(tr("How much time the views show"));
    // Room for any width that was brushed.
    const QFontMetrics metrics(m_theme.font(common::TextSize::Body));
    m_span->setMinimumWidth(metrics.horizontalAdvance(u"59 min 59 s"_s) + kComboFrame);
    m_known->addItem(tr("As known then"), false);
    m_known->addItem(tr("As known now"), true);
    m_known->setAccessibleName(tr("Knowledge"));
    m_known->setToolTip(tr("Then: only what had been recorded by the cursor's time.\n"
                           "Now: also what came late, such as delayed evaluations."));
}

void TransportBar::teachKeys()
{
    const common::Keymap& keys = common::keymap();
    m_back->setToolTip(keys.withKey(tr("Step back"), KeyCommand::StepBack)
                       + lineOf(tr("%1: by all that is shown"), KeyCommand::PageBack));
    m_forward->setToolTip(keys.withKey(tr("Step forward"), KeyCommand::StepForward)
                          + lineOf(tr("%1: by all that is shown"), KeyCommand::PageForward));
    m_play->setToolTip(keys.withKey(tr("Play or pause"), KeyCommand::PlayTime));
    m_loop->setToolTip(tr("%1: what was chosen last, else what is shown.")
                           .arg(keys.withKey(tr("Play a part over and over"), KeyCommand::Loop))
                       + lineOf(tr("%1 begins it at the cursor."), KeyCommand::LoopFrom)
                       + lineOf(tr("%1 ends it there."), KeyCommand::LoopTo));
    m_speed->setToolTip(tr("How fast the recording is played.")
                        + lineOf(tr("%1: faster"), KeyCommand::Faster)
                        + lineOf(tr("%1: slower"), KeyCommand::Slower) + u'\n'
                        + tr("Fastest: goes on as soon as the views have caught up; every moment "
                             "is shown."));
}

void TransportBar::makeClock()
{
    m_clock->setWidestText(u"00:00:00"_s);
    m_clock->setBold(true);
    m_clock->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_date->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    // Room for what is said when the time stands, so that nothing moves when it does.
    const auto keepRoom = [this] {
        const QString said =
            m_conductor.canBeLive() ? u"+00,000 answers since"_s : u"acknowledged, proposed"_s;
        m_date->setWidestText(hasRoomForBoth() ? u"2026-00-00 UTC · "_s + said : said);
    };
    keepRoom();
    connect(&m_theme, &common::Theme::changed, this, [this, keepRoom] {
        keepRoom();
        updateClock();
    });
    m_date->setRole(common::ColorRole::TextSecondary);
}

// Two rows, no higher than the overview: what moves the time, and what jumps.
QLayout* TransportBar::transport()
{
    auto* moves = new QHBoxLayout;
    moves->setSpacing(0);
    for (QWidget* each : std::initializer_list<QWidget*>{m_back, m_play, m_forward, m_loop})
        moves->addWidget(each);
    moves->addSpacing(common::kSpace1);
    moves->addWidget(m_speed, 1);
    auto* jumps = new QHBoxLayout;
    jumps->setSpacing(0);
    struct Jump
    {
        items::MarkKind kind;
        KeyCommand back;
        KeyCommand forward;
    };
    for (const Jump& jump :
         {Jump{items::MarkKind::Alarm, KeyCommand::PreviousAlarm, KeyCommand::NextAlarm},
          Jump{items::MarkKind::Action, KeyCommand::PreviousAction, KeyCommand::NextAction},
          Jump{items::MarkKind::KeyMoment, KeyCommand::PreviousMoment, KeyCommand::NextMoment}}) {
        for (const bool isForward : {false, true}) {
            auto* button = new JumpButton(jump.kind, isForward,
                                          isForward ? jump.forward : jump.back, m_theme, this);
            connect(button, &QAbstractButton::clicked, this,
                    [this, kind = jump.kind, isForward] { m_follower.jump(kind, isForward); });
            jumps->addWidget(button);
        }
        jumps->addSpacing(common::kSpace2);
    }
    jumps->addStretch(1);
    auto* rows = new QVBoxLayout;
    rows->setSpacing(common::kSpace1);
    rows->addStretch(1);
    rows->addLayout(moves);
    rows->addLayout(jumps);
    rows->addStretch(1);
    return rows;
}

void TransportBar::arrange()
{
    auto* clock = new QVBoxLayout;
    clock->setSpacing(0);
    clock->addStretch(1);
    clock->addWidget(m_clock);
    clock->addWidget(m_date);
    clock->addStretch(1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(common::kSpace2, common::kSpace1, common::kSpace3,
                               common::kSpace1 + kRule);
    layout->setSpacing(common::kSpace1);
    layout->addLayout(transport());
    layout->addSpacing(common::kSpace1);
    layout->addWidget(m_overview, 1);
    layout->addSpacing(common::kSpace1);
    layout->addWidget(m_span);
    layout->addWidget(m_known);
    layout->addSpacing(common::kSpace2);
    layout->addLayout(clock);
    layout->addSpacing(common::kSpace2);
    layout->addWidget(m_badge);
}

void TransportBar::follow()
{
    connect(m_back, &QToolButton::clicked, this, [this] { m_conductor.step(-1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { m_conductor.step(1); });
    connect(m_play, &QToolButton::clicked, &m_conductor, &items::TimeConductor::togglePlay);
    connect(m_loop, &QToolButton::clicked, &m_conductor, &items::TimeConductor::setLooping);
    connect(m_speed, &QComboBox::activated, this,
            [this](int index) { m_conductor.setSpeed(m_speed->itemData(index).toDouble()); });
    connect(m_span, &QComboBox::activated, this, [this](int index) {
        m_conductor.setSpan(telemetry::Duration(m_span->itemData(index).toLongLong()));
    });
    connect(m_known, &QComboBox::activated, this,
            [this](int index) { m_conductor.setAsKnownNow(m_known->itemData(index).toBool()); });
    followLabels();
}

void TransportBar::followLabels()
{
    connect(&m_conductor, &items::TimeConductor::transportChanged, this, [this] {
        updateTransport();
        updateClock();
    });
    connect(&m_follower, &items::OverviewFollower::nothingToJumpTo, this,
            [this](items::MarkKind kind, bool isForward) {
                m_jumped = nothingText(kind, isForward);
                updateClock();
            });
    connect(&m_follower, &items::OverviewFollower::jumpedTo, this,
            [this](const items::MarkedTime& mark) {
                m_jumped = foundText(mark, m_conductor.isAsKnownNow());
                updateClock();
            });
    connect(&m_conductor, &items::TimeConductor::modeChanged, this, [this] {
        updateTransport();
        updateClock();
        update();
    });
    connect(&m_conductor, &items::TimeConductor::cursorMoved, this, [this] {
        m_jumped.clear();
        updateClock();
    });
    connect(&m_follower, &items::OverviewFollower::updated, this, [this] {
        m_badge->setHasData(!m_follower.snapshot().density.empty());
        updateClock();
    });
    connect(&m_theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
}

void TransportBar::setSilentSince(std::optional<telemetry::Timestamp> since)
{
    m_badge->setSilentSince(since);
}

QString TransportBar::behindText() const
{
    if (m_conductor.mode() == items::TimeConductor::Mode::Live || !m_conductor.canBeLive())
        return {};
    const std::int64_t behind = m_follower.snapshot().behind;
    return behind == 1 ? tr("+1 answer since")
                       : tr("+%1 answers since").arg(common::countText(behind));
}

QString TransportBar::paceText() const
{
    const auto pace = m_conductor.pace();
    if (!m_conductor.isPlaying() || !pace)
        return {};
    // Where the speed is told beside it and held, that is enough.
    const bool isHeld = *pace > m_conductor.speed() * kHeldShare;
    return isHeld ? QString() : tr("≈ %1×").arg(common::decimalText(*pace, *pace < 10 ? 1 : 0));
}

QString TransportBar::saidText() const
{
    if (!m_jumped.isEmpty())
        return m_jumped;
    if (m_conductor.isAtEnd())
        return tr("end of recording");
    const QString pace = paceText();
    return pace.isEmpty() ? behindText() : pace;
}

// Of a large text the date gives way to what is said of it: both would leave the overview none.
bool TransportBar::hasRoomForBoth() const
{
    return m_theme.textPercent() <= kLargestForBoth;
}

void TransportBar::updateClock()
{
    m_clock->setText(common::utcTimeText(m_conductor.cursor()));
    QString date = tr("%1 UTC").arg(common::utcDateText(m_conductor.cursor()));
    const QString said = saidText();
    if (!said.isEmpty())
        date += u" · "_s + said;
    m_date->setText(hasRoomForBoth() || said.isEmpty() ? date : said);
    m_date->setToolTip(date);
    m_date->setRole(said.isEmpty()             ? common::ColorRole::TextSecondary
                        : said == behindText() ? common::ColorRole::ModeFixed
                                               : common::ColorRole::TextPrimary);
}

void TransportBar::updateTransport()
{
    const bool isLive = m_conductor.mode() == items::TimeConductor::Mode::Live;
    const bool isRunning = isLive || m_conductor.isPlaying();
    m_play->setIcon(common::icon(m_theme, isRunning ? u"pause"_s : u"play"_s));
    m_play->setAccessibleName(isRunning ? tr("Pause") : tr("Play"));
    m_speed->setEnabled(!isLive);
    m_loop->setChecked(m_conductor.loop().has_value());

    const int speed = m_speed->findData(m_conductor.speed());
    m_speed->setCurrentIndex(speed);
    if (speed < 0)
        m_speed->setPlaceholderText(speedText(m_conductor.speed()));
    const int span = m_span->findData(qlonglong{m_conductor.span().count()});
    m_span->setCurrentIndex(span);
    if (span < 0)
        m_span->setPlaceholderText(common::durationText(m_conductor.span()));
    m_known->setCurrentIndex(m_conductor.isAsKnownNow() ? 1 : 0);
}

void TransportBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(common::ColorRole::Surface1));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(common::ColorRole::Line));
    if (m_conductor.mode() == items::TimeConductor::Mode::Fixed)
        painter.fillRect(QRect(0, height() - kRule, width(), kRule),
                         m_theme.color(common::ColorRole::ModeFixed));
}

} // namespace timeline
