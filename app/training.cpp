// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/training.h"

#include "app/commands/terminal.h"
#include "app/commands/trainingaside.h"
#include "app/demosession.h"
#include "app/docks.h"
#include "app/drilltexts.h"
#include "app/session.h"
#include "app/trainingwords.h"
#include "models/drill/offline.h"
#include "models/telemetry/actors.h"
#include "models/telemetry/visibletext.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/training/trainingpanel.h"

#include <QDockWidget>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

using trainingview::TrainingPanel;

constexpr std::chrono::seconds kLookInterval{2};
constexpr std::chrono::milliseconds kEndInterval{300}; // until the end is written
constexpr int kTrainingWidth = 240; // the smallest

} // namespace

Training::Training(Setup setup, QObject* parent)
    : QObject(parent)
    , m_setup(std::move(setup))
{
    connect(&m_looking, &QTimer::timeout, this, &Training::look);
    const DemoSession* demo = m_setup.session.demo();
    if (demo == nullptr) {
        if (!m_setup.session.isLive())
            look(); // a drill may have been taken on in it
        return;
    }
    m_drill = demo->trainingSetup();
    const auto scenario = m_drill
        ? drill::scenarioNamed(m_drill->scenario)
        : telemetry::Result<drill::Scenario>(tl::make_unexpected(telemetry::Error{}));
    if (!scenario)
        return; // a recorded incident: nobody wrote a briefing of it
    m_scenario = *scenario;
    m_entries = std::make_unique<RecordingEntryPort>(*m_setup.session.pipeline(), m_setup.who);
    connect(m_entries.get(), &incident::EntryPort::failed, this,
            [this](const QString& why, const telemetry::TimelineEntry& entry) {
                if (m_panel)
                    notWritten(why, entry);
            });
    buildPane();
}

// The window may close while the rest is counted.
Training::~Training()
{
    keepUncounted();
}

TrainingPanel* Training::panel() const
{
    return m_panel;
}

void Training::buildPane()
{
    m_panel = new TrainingPanel(m_setup.theme);
    m_panel->setBriefing(briefingText(m_scenario->info.briefing));
    auto* dock = new QDockWidget(tr("Training"));
    dock->setObjectName(u"training"_s);
    dock->setWidget(new DockScroll(m_panel, kTrainingWidth));
    connect(m_panel, &TrainingPanel::startRequested, this, &Training::begin);
    connect(m_panel, &TrainingPanel::hintRequested, this, &Training::takeHint);
    connect(m_panel, &TrainingPanel::endRequested, this, [this] { end(false); });
    connect(m_panel, &TrainingPanel::momentChosen, this,
            [this](telemetry::Timestamp time) { m_setup.session.conductor().goTo(time, time); });
    connect(m_panel, &TrainingPanel::againRequested, this, [this] {
        // Other answers, the same fault: it is not to be known by heart.
        startDrill(m_drill->scenario, m_drill->seed + 1);
    });
    connect(m_panel, &TrainingPanel::nextRequested, this, &Training::startNext);
    m_setup.addPane(dock);
}

// Nothing could be told of a drill whose start is not written; an end can be tried again.
void Training::notWritten(const QString& why, const telemetry::TimelineEntry& entry)
{
    m_panel->setProblem(tr("It is not written: %1").arg(common::safeLine(why.toStdString())));
    if (practice::trainingOf({entry})) { // its start, which alone makes one
        m_looking.stop();
        m_panel->setStage(TrainingPanel::Stage::Briefing);
    } else if (m_panel->stage() == TrainingPanel::Stage::Ending) {
        m_end.reset();
        m_panel->setStage(TrainingPanel::Stage::Running);
        m_looking.start(kLookInterval);
    }
}

void Training::begin()
{
    const telemetry::Timestamp now = m_setup.session.clock().now();
    m_begun = now;
    m_entries->append(practice::trainingStarted(now));
    m_panel->setStanding(tr("Running since %1 UTC.").arg(common::utcTimeText(now)));
    m_panel->setStage(TrainingPanel::Stage::Running);
    m_looking.start(kLookInterval);
}

void Training::takeHint(int number)
{
    if (number < 1 || number > static_cast<int>(drill::kHints))
        return;
    m_entries->append(practice::hintTaken(number, m_setup.session.clock().now()));
    m_panel->addHint(drillText(m_scenario->hints.at(static_cast<std::size_t>(number - 1))));
}

void Training::end(bool isByItself)
{
    if (m_panel->stage() != TrainingPanel::Stage::Running)
        return;
    m_panel->setStage(TrainingPanel::Stage::Ending);
    m_looking.start(kEndInterval);
    m_end.emplace();
    m_end->setup = *m_drill;
    m_end->faultTime = m_setup.session.demo()->faultTime();
    m_end->ended = m_setup.session.clock().now();
    m_end->hasEndedByItself = isByItself;
    // Nobody is said to have ended what ended by itself.
    m_entries->appendFor(
        isByItself ? telemetry::actors::kDrill : m_setup.who,
        practice::trainingEnded(*m_drill, *m_end->faultTime, *m_end->ended, isByItself));
}

telemetry::Result<Training::Told>
Training::read(const store::Reader& reader, const std::optional<practice::RunningDrill>& running,
               const std::string& history, practice::Counting counting)
{
    Told told;
    auto debrief = practice::readDebrief(reader, running, counting);
    if (!debrief)
        return tl::make_unexpected(debrief.error());
    told.debrief = std::move(*debrief);
    if (!told.debrief || !told.debrief->training.ended)
        return told;
    const auto known = practice::readTrainingHistory(history);
    if (known) {
        told.earlier = practice::earlierRuns(*known,
                                             practice::trainingRunOf(told.debrief->card,
                                                                     told.debrief->training,
                                                                     told.debrief->recording));
        told.problem = commands::brokenLinesText(*known, history);
    } else {
        told.problem = known.error().message;
    }
    return told;
}

std::optional<practice::RunningDrill> Training::running() const
{
    const DemoSession* demo = m_setup.session.demo();
    if (demo == nullptr)
        return std::nullopt;
    return practice::RunningDrill{
        .setup = *m_drill, .faultTime = demo->faultTime(), .begun = m_begun};
}

// While it runs behind what is shown of the time: nobody waits for it as for that. Once it is over
// somebody does, and it is short.
void Training::look()
{
    if (m_isReading)
        return;
    m_isReading = true;
    using Purpose = items::RecordingQueries::Purpose;
    m_setup.session.queries().run<Told>(
        this,
        [running = running(), history = m_setup.history](const store::Reader& reader) {
            return read(reader, running, history, practice::Counting::Nothing);
        },
        [this](telemetry::Result<Told> told) { take(std::move(told)); },
        m_end ? Purpose::View : Purpose::Search);
}

void Training::take(telemetry::Result<Told> told)
{
    m_isReading = false;
    if (m_entries && !m_panel)
        return; // the window is about to go
    if (!told) {
        if (m_panel)
            m_panel->setProblem(common::safeLine(told.error().message));
        return;
    }
    if (!told->debrief)
        return;
    practice::Debrief& debrief = *told->debrief;
    m_uncounted = debrief;
    if (m_entries && !debrief.training.ended) {
        if (debrief.card.over)
            end(true);
        else if (m_panel->stage() == TrainingPanel::Stage::Running)
            tellStanding(debrief);
        return;
    }
    m_looking.stop();
    if (!m_panel) { // of a recording
        m_drill = debrief.training.setup;
        const auto scenario = drill::scenarioNamed(m_drill->scenario);
        if (!scenario)
            return;
        m_scenario = *scenario;
        buildPane();
        m_panel->setRecorded();
    }
    debrief.isBeingCounted = true;
    show(debrief, *told);
    count();
}

void Training::tellStanding(const practice::Debrief& debrief)
{
    m_panel->setOffer(endOfferText(debrief, m_setup.session.clock().now()));
    m_panel->setMitigated(debrief.card.mitigated.time.has_value());
}

void Training::show(const practice::Debrief& debrief, const Told& told)
{
    m_panel->setProblem({});
    m_panel->setDebrief(debriefText(debrief, told.earlier, told.problem));
}

void Training::count()
{
    m_setup.session.queries().run<Told>(
        this,
        [running = running(), history = m_setup.history,
         isTaken = m_isLineTaken](const store::Reader& reader) -> telemetry::Result<Told> {
            auto told = read(reader, running, history, practice::Counting::Exposure);
            // Of a recording it was kept when it ended.
            if (!told || !told->debrief || !running || isTaken->exchange(true))
                return told;
            const practice::Debrief& debrief = *told->debrief;
            const auto written = practice::appendTrainingRun(
                history,
                practice::trainingRunOf(debrief.card, debrief.training, debrief.recording));
            told->isKept = written.has_value();
            if (!written)
                told->problem += (told->problem.empty() ? "" : " ") + written.error().message;
            return told;
        },
        [this](telemetry::Result<Told> told) { takeCounted(std::move(told)); },
        items::RecordingQueries::Purpose::Search);
}

void Training::takeCounted(telemetry::Result<Told> told)
{
    if (!m_panel)
        return; // the window is about to go
    if (!told || !told->debrief) {
        keepUncounted();
        if (m_uncounted) // being counted no more
            show(*m_uncounted, {});
        m_panel->setProblem(tr("How many answers were wrong could not be counted: %1")
                                .arg(told ? tr("the drill is told of no more")
                                          : common::safeLine(told.error().message)));
        return;
    }
    m_debrief = std::move(told->debrief);
    show(*m_debrief, *told);
    if (told->isKept)
        emit kept();
    emit debriefed();
}

// What was not counted is not known in it.
void Training::keepUncounted()
{
    if (!m_end || !m_uncounted || m_isLineTaken->exchange(true))
        return;
    practice::Debrief& debrief = *m_uncounted;
    debrief.training.setup = m_end->setup;
    debrief.training.faultTime = m_end->faultTime;
    debrief.training.ended = m_end->ended;
    debrief.training.hasEndedByItself = m_end->hasEndedByItself;
    const auto written = practice::appendTrainingRun(
        m_setup.history,
        practice::trainingRunOf(debrief.card, debrief.training, debrief.recording));
    if (!written)
        commands::print(stderr, "%s\n", written.error().message.c_str());
}

void Training::startDrill(const std::string& scenario, std::uint64_t seed)
{
    QStringList arguments{u"demo"_s,
                          u"--scenario"_s,
                          QString::fromStdString(scenario),
                          u"--seed"_s,
                          QString::number(seed),
                          u"--speed"_s,
                          QString::number(m_drill->speed)};
    if (m_drill->isMixed)
        arguments << u"--mixed"_s;
    if (m_setup.startProgram(arguments))
        return m_panel->setProblem({});
    m_panel->setProblem(tr("No window could be opened for the drill. Start plumbline demo in a "
                           "terminal, which says why."));
}

void Training::startNext()
{
    const std::vector<drill::ScenarioInfo> all = drill::scenarios();
    const auto here = std::ranges::find(all, m_drill->scenario, &drill::ScenarioInfo::name);
    if (all.empty())
        return;
    const auto next = here == all.end() || here + 1 == all.end() ? all.begin() : here + 1;
    startDrill(next->name, m_drill->seed);
}
