// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/spokennews.h"

#include "models/items/alarmwords.h"
#include "models/items/openalarms.h"
#include "widgets/common/plaintext.h"
#include "widgets/frame/linkstatus.h"
#include "widgets/runbook/leverentries.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/timeline/modebadge.h"

#include <QStringList>

#include <algorithm>
#include <chrono>
#include <utility>

namespace {

constexpr auto kFreshRung = std::chrono::minutes(1); // older ones are of a run taken up again
constexpr std::int64_t kSpokenLength = 300;

using accessible::Announcer;

} // namespace

std::vector<AlarmTurns::Turn>
AlarmTurns::take(const std::vector<telemetry::AlarmTransition>& alarms)
{
    std::vector<const telemetry::AlarmTransition*> raised;
    std::vector<Turn> turns;
    std::set<std::string> open;
    for (const telemetry::AlarmTransition& alarm : alarms) {
        if (items::isOpen(alarm)) {
            open.insert(alarm.alarm);
            if (!m_open.contains(alarm.alarm))
                raised.push_back(&alarm);
        } else if (alarm.state == telemetry::AlarmState::Cleared && m_open.contains(alarm.alarm)) {
            turns.push_back({.text = tr("Over: %1")
                                         .arg(common::safeSentence(
                                             items::alarmWords(alarm.sentence), kSpokenLength)),
                             .isNew = false});
        }
    }
    std::ranges::stable_sort(raised, {}, [](const auto* alarm) { return alarm->severity; });
    std::vector<Turn> all;
    for (const telemetry::AlarmTransition* alarm : raised)
        all.push_back({.text = tr("Alarm: %1")
                                   .arg(common::safeSentence(items::alarmWords(alarm->sentence),
                                                             kSpokenLength)),
                       .isNew = true});
    all.insert(all.end(), turns.begin(), turns.end());
    m_open = std::move(open);
    return std::exchange(m_isPrimed, true) ? all : std::vector<Turn>();
}

void AlarmTurns::forget()
{
    m_isPrimed = false;
    m_open.clear();
}

SpokenNews::SpokenNews(const items::TimeConductor& conductor, const items::FleetFollower& fleet,
                       const items::OpenAlarmsFollower& openNow, const telemetry::Clock& clock,
                       QWidget& window)
    : QObject(&window)
    , m_conductor(conductor)
    , m_fleet(fleet)
    , m_openNow(openNow)
    , m_clock(clock)
    , m_window(window)
    , m_announcer(new Announcer(&window))
{
    connect(&fleet, &items::FleetFollower::updated, this, &SpokenNews::takeShown);
    connect(&openNow, &items::OpenAlarmsFollower::updated, this, &SpokenNews::takeNow);
    connect(&conductor, &items::TimeConductor::modeChanged, this, &SpokenNews::sayMode);
    if (const auto* link = window.findChild<frame::LinkStatus*>())
        connect(link, &frame::LinkStatus::standingChanged, m_announcer,
                [this](const QString& words, bool isLost) {
                    m_announcer->say(
                        words, isLost ? Announcer::Urgency::Urgent : Announcer::Urgency::Polite);
                });
    if (auto* panel = window.findChild<runbookview::LeverPanel*>()) {
        const runbookview::LeverController* lever = &panel->controller();
        connect(lever, &runbookview::LeverController::changed, this,
                [this, lever] { sayRungs(*lever); });
    }
}

// What the views show: of the present, or of what is played.
void SpokenNews::takeShown()
{
    const auto& alarms = m_fleet.alarmTransitions();
    if (m_fleet.isOfPresent() && m_conductor.mode() == items::TimeConductor::Mode::Live)
        say(m_present.take(alarms));
    if (m_conductor.mode() != items::TimeConductor::Mode::Replay)
        return;
    if (m_conductor.isPlaying()) {
        say(m_played.take(alarms));
    } else {
        m_played.forget();
        m_played.take(alarms);
    }
}

// While the past is shown in a session that is live.
void SpokenNews::takeNow()
{
    if (m_openNow.alarms())
        say(m_present.take(*m_openNow.alarms()));
}

void SpokenNews::say(const std::vector<AlarmTurns::Turn>& turns)
{
    QStringList raised; // the worst first, and of many at once it may not be left out
    QStringList over;
    for (const AlarmTurns::Turn& turn : turns)
        (turn.isNew ? raised : over) << turn.text;
    m_announcer->sayAll(raised, Announcer::Urgency::Urgent);
    m_announcer->sayAll(over, Announcer::Urgency::Polite);
}

// In the words of the badge, which follows the mode before this does.
void SpokenNews::sayMode()
{
    if (const auto* badge = m_window.findChild<timeline::ModeBadge*>())
        m_announcer->say(badge->accessibleName());
}

void SpokenNews::sayRungs(const runbookview::LeverController& lever)
{
    if (lever.notice() != m_notice) {
        m_notice = lever.notice();
        m_announcer->say(m_notice);
    }
    const runbookview::LeverController::Command* command = lever.command();
    if (command == nullptr)
        return;
    if (m_firedAt != command->firedAt) {
        m_firedAt = command->firedAt;
        m_rungs.fill(runbook::RungState::Waiting);
    }
    const auto& rungs = command->ladder.rungs();
    for (std::size_t i = 0; i < rungs.size(); ++i) {
        const runbook::Rung& rung = rungs[i];
        if (rung.state == std::exchange(m_rungs[i], rung.state)
            || rung.state == runbook::RungState::Void || rung.time < m_clock.now() - kFreshRung)
            continue;
        const bool isBad =
            rung.state == runbook::RungState::Failed || rung.state == runbook::RungState::Unknown;
        m_announcer->say(tr("%1: %2").arg(runbookview::rungText(rung.kind),
                                          runbookview::rungStateText(rung.state)),
                         isBad ? Announcer::Urgency::Urgent : Announcer::Urgency::Polite);
    }
}
