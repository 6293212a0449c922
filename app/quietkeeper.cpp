// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/quietkeeper.h"

#include "app/settings.h"
#include "models/items/formats.h"

#include <QAction>
#include <QMenu>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr auto kQuietLook = std::chrono::seconds(1);
constexpr std::size_t kMostHeld = 1000; // the worst is kept whatever comes

} // namespace

QuietKeeper::QuietKeeper(Settings& settings, const telemetry::Clock& clock, Announce announce,
                         const QTimeZone& zone, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clock(clock)
    , m_announce(std::move(announce))
    , m_zone(zone)
{
    connect(&m_timer, &QTimer::timeout, this, &QuietKeeper::update);
    m_timer.start(kQuietLook);
    // Once all that belongs together is set: between the two the rule may be one that nobody wants.
    connect(
        &settings, &Settings::changed, this,
        [this](const QString& key) {
            if (key.startsWith(u"quiet/"_s))
                update();
        },
        Qt::QueuedConnection);
}

notify::QuietHours QuietKeeper::hours() const
{
    return {m_settings.quiet(), m_zone};
}

std::optional<int> QuietKeeper::loudest() const
{
    const notify::QuietHours quiet = hours();
    return quiet.quietUntil(m_clock.now()) ? std::optional(quiet.rule().loudest) : std::nullopt;
}

void QuietKeeper::tell(const std::optional<Announcement>& news)
{
    if (!news)
        return;
    if (hours().holds(news->severity, m_clock.now())) {
        if (m_held.size() < kMostHeld)
            m_held.push_back(*news);
        else if (news->severity < m_held.back().severity)
            m_held.back() = *news;
        emit changed();
        return;
    }
    m_announce(*news, {.isShown = m_settings.isAlarmShown(), .isHeard = m_settings.isAlarmHeard()});
}

QString QuietKeeper::text() const
{
    const notify::QuietHours quiet = hours();
    const telemetry::Timestamp now = m_clock.now();
    const auto until = quiet.quietUntil(now);
    if (!until)
        return {};
    if (*until - now > std::chrono::hours(24 * 7))
        return tr("quiet until it is switched off");
    const QDateTime end = quiet.local(*until);
    // Where it ends tomorrow at the same time or later, a time alone would mislead.
    return *until - now < std::chrono::hours(24)
        ? tr("quiet until %1").arg(end.toString(u"HH:mm"_s))
        : tr("quiet until %1").arg(end.toString(u"yyyy-MM-dd HH:mm"_s));
}

QString QuietKeeper::tip() const
{
    if (text().isEmpty())
        return {};
    const int loudest = m_settings.quiet().loudest;
    QString tip =
        tr("No sound and no notification on the desktop; the line at the top shows alarms "
           "as ever. The time is that of this machine.");
    tip += u' '
        + (loudest <= 0 ? tr("No alarm is told, whatever its severity.")
               : loudest == 1
               ? tr("Alarms of severity 1 are told all the same.")
               : tr("Alarms of severity 1 to %1 are told all the same.").arg(loudest));
    if (!m_held.empty())
        tip += u' '
            + items::countedText(static_cast<std::int64_t>(m_held.size()),
                                 tr("1 alarm is kept back so far."),
                                 tr("%1 alarms are kept back so far."));
    return tip;
}

void QuietKeeper::quietFor(std::chrono::minutes time)
{
    notify::QuietRule rule = m_settings.quiet();
    rule.once = m_clock.now() + time;
    m_settings.setQuiet(rule);
    update();
}

void QuietKeeper::quietUntil(const QTime& time)
{
    notify::QuietRule rule = m_settings.quiet();
    rule.once = hours().next(time, m_clock.now());
    m_settings.setQuiet(rule);
    update();
}

void QuietKeeper::endOnce()
{
    notify::QuietRule rule = m_settings.quiet();
    rule.once.reset();
    m_settings.setQuiet(rule);
    update();
}

void QuietKeeper::addTo(QMenu& menu)
{
    connect(menu.addAction(tr("Quiet for &30 Minutes")), &QAction::triggered, this,
            [this] { quietFor(std::chrono::minutes(30)); });
    connect(menu.addAction(tr("Quiet for &2 Hours")), &QAction::triggered, this,
            [this] { quietFor(std::chrono::hours(2)); });
    connect(menu.addAction(tr("Quiet until &7:00")), &QAction::triggered, this,
            [this] { quietUntil(QTime(7, 0)); });
    QAction* end = menu.addAction(tr("&End This Quiet"));
    connect(end, &QAction::triggered, this, &QuietKeeper::endOnce);
    const auto show = [this, end] {
        const auto once = m_settings.quiet().once;
        end->setEnabled(once && *once > m_clock.now());
    };
    connect(this, &QuietKeeper::changed, end, show);
    connect(&menu, &QMenu::aboutToShow, end, show);
    show();
}

void QuietKeeper::update()
{
    const QString now = text() + u'\n' + tip();
    if (text().isEmpty())
        tellHeld();
    if (now == m_said)
        return;
    m_said = now;
    emit changed();
}

void QuietKeeper::tellHeld()
{
    if (m_held.empty())
        return;
    const auto worst = *std::ranges::min_element(m_held, {}, &Announcement::severity);
    Announcement summary = worst;
    const auto count = static_cast<std::int64_t>(m_held.size());
    m_held.clear();
    summary.title = items::countedText(count, tr("While it was quiet: 1 alarm"),
                                       tr("While it was quiet: %1 alarms"));
    summary.text = count == 1
        ? tr("%1: %2").arg(worst.title, worst.text)
        : tr("The worst of them – %1: %2. They may be over by now.").arg(worst.title, worst.text);
    m_announce(summary,
               {.isShown = m_settings.isAlarmShown(), .isHeard = m_settings.isAlarmHeard()});
}
