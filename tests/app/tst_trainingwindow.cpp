// SPDX-License-Identifier: GPL-3.0-or-later

// A drill as training: live from its briefing to its debrief, and told again from its recording.

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/commands/drillrecording.h"
#include "app/commands/trainingaside.h"
#include "app/mainwindow.h"
#include "app/panes.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/training.h"
#include "app/trainingwords.h"
#include "models/ingest/pipeline.h"
#include "models/practice/training.h"
#include "widgets/common/formats.h"
#include "widgets/common/theme.h"
#include "widgets/training/momentlist.h"
#include "widgets/training/trainingpanel.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QJsonArray>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using practice::DebriefMoment;
using trainingview::TrainingPanel;
using Kind = DebriefMoment::Kind;

namespace {

const telemetry::Timestamp kStart = telemetry::Timestamp{} + 1'795'000'000s;
constexpr auto kHealthy = 40s;
const practice::TrainingSetup kSetup{
    .scenario = "fabricated-apis", .seed = 2, .speed = 1, .isMixed = false};

// A window without its pages: where a pane goes to.
class TrainingPlace
{
public:
    TrainingPlace(Session& session, const common::Theme& theme, const std::string& history)
        : training(
            {.session = session,
             .theme = theme,
             .who = "ada",
             .history = history,
             .addPane =
                 [this](QDockWidget* pane) { window.addDockWidget(Qt::LeftDockWidgetArea, pane); },
             .startProgram =
                 [this](const QStringList& arguments) {
                     if (isStartable)
                         started << arguments.join(u' ');
                     return isStartable;
                 }})
    {
        window.resize(400, 1000);
        window.show();
    }

    QPushButton* button(const QString& words) const
    {
        for (QPushButton* one : training.panel()->findChildren<QPushButton*>()) {
            QString name = one->text();
            if (one->isVisible() && name.remove(u'&').contains(words))
                return one;
        }
        return nullptr;
    }
    bool says(const QString& words) const
    {
        const auto labels = training.panel()->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&words](const QLabel* label) {
            return label->isVisible() && label->text().contains(words);
        });
    }

    QMainWindow window;
    QStringList started;
    bool isStartable = true;
    Training training;
};

telemetry::TimelineEntry by(telemetry::TimelineEntry entry)
{
    entry.actor = "ada";
    return entry;
}

const DebriefMoment* momentOf(const practice::Debrief& debrief, Kind kind)
{
    const auto at = std::ranges::find(debrief.moments, kind, &DebriefMoment::kind);
    return at == debrief.moments.end() ? nullptr : &*at;
}

} // namespace

class TestTrainingWindow : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    const common::Theme m_theme{u"dark"_s};
    std::string m_drill; // recorded, of a person who took it on
    std::string m_other; // of nobody
    telemetry::Timestamp m_fault;

    std::string path(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

private slots:
    void initTestCase()
    {
        m_theme.apply(*qApp);
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder.filePath(u"data"_s)));
        m_drill = path("drill.plumb");
        drill::OfflineSettings settings;
        settings.scenario = kSetup.scenario;
        settings.seed = kSetup.seed;
        settings.start = kStart;
        settings.length = 3min;
        settings.moves = {
            {.at = 110s, .lever = "pin:code-assistant", .value = "codegen-2026-10-c"}};
        int done = 0;
        const auto isDue = [&done](int step, telemetry::Timestamp now, std::chrono::seconds after) {
            return done == step && now >= kStart + after && ++done > step;
        };
        const auto truth = commands::recordDrill(
            settings, m_drill, [&isDue](telemetry::Timestamp now, ingest::Pipeline& pipeline) {
                if (isDue(0, now, 5s))
                    pipeline.record(by(practice::trainingStarted(now)));
                if (isDue(1, now, 80s))
                    pipeline.record(by(practice::hintTaken(1, now)));
                if (isDue(2, now, 100s))
                    pipeline.acknowledgeAlarm("A-0001", "ada");
                if (isDue(3, now, 150s))
                    pipeline.record(by(practice::trainingEnded(kSetup, kStart + kHealthy, now)));
            });
        QVERIFY2(truth.has_value(), truth ? "" : truth.error().message.c_str());
        m_fault = truth->faultTime;
        QVERIFY(m_fault == kStart + kHealthy);
        m_other = path("other.plumb");
        settings.length = 5s;
        settings.moves.clear();
        QVERIFY(commands::recordDrill(settings, m_other));
    }

    void aRecordingTellsItsDrillAgain()
    {
        const auto session = Session::openRecording(m_drill);
        QVERIFY(session);
        TrainingPlace place(**session, m_theme, path("history.jsonl"));
        QTRY_VERIFY_WITH_TIMEOUT(place.training.debrief(), 30'000);
        const practice::Debrief& debrief = *place.training.debrief();
        QVERIFY(place.training.panel()->stage() == TrainingPanel::Stage::Over);
        QVERIFY(place.button(u"Start"_s) == nullptr);

        QVERIFY(std::ranges::is_sorted(debrief.moments, {}, &DebriefMoment::time));
        const DebriefMoment* fault = momentOf(debrief, Kind::Fault);
        QVERIFY(fault != nullptr);
        QVERIFY(fault->time == m_fault);
        const DebriefMoment* wrong = momentOf(debrief, Kind::FirstWrong);
        QVERIFY(wrong != nullptr);
        QVERIFY(wrong->time >= m_fault && wrong->time < m_fault + 30s);
        const DebriefMoment* detected = momentOf(debrief, Kind::Detected);
        QVERIFY(detected != nullptr);
        QVERIFY(detected->time > wrong->time && detected->time < kStart + 110s);
        const DebriefMoment* acknowledged = momentOf(debrief, Kind::Acknowledged);
        QVERIFY(acknowledged != nullptr);
        QVERIFY(acknowledged->detail.find("ada") != std::string::npos);
        const DebriefMoment* hint = momentOf(debrief, Kind::Hint);
        QVERIFY(hint != nullptr);
        QCOMPARE(hint->hint, 1);
        const DebriefMoment* effect = momentOf(debrief, Kind::LeverInEffect);
        QVERIFY(effect != nullptr);
        QVERIFY(effect->worth == practice::LeverWorth::Cure);
        QVERIFY(debrief.card.mitigated.time && *debrief.card.mitigated.time == effect->time);
        QVERIFY(momentOf(debrief, Kind::Named) == nullptr); // nobody did
        QVERIFY(debrief.card.exposureAtAlarm);
        QVERIFY(debrief.card.exposureAtAlarm->wrong < debrief.card.exposure.wrong);
        QTRY_VERIFY(place.says(u"Had the lever been in effect at the alarm"_s));
        QVERIFY(place.says(u"The first sign"_s));
        // Telling it again is no run.
        QVERIFY(!QFile::exists(m_folder.filePath(u"history.jsonl"_s)));
    }

    void aClickGoesThere()
    {
        const auto session = Session::openRecording(m_drill);
        QVERIFY(session);
        TrainingPlace place(**session, m_theme, path("history.jsonl"));
        QTRY_VERIFY_WITH_TIMEOUT(place.training.debrief(), 30'000);
        const auto& moments = place.training.debrief()->moments;
        auto* list = place.training.panel()->findChild<trainingview::MomentList*>();
        QCOMPARE(list->count(), static_cast<int>(moments.size()));
        QTRY_VERIFY(list->height() > 100); // it is laid out
        const auto at = std::ranges::find(moments, Kind::Detected, &DebriefMoment::kind);
        const int row = static_cast<int>(at - moments.begin());
        list->scrollToItem(list->item(row));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualItemRect(list->item(row)).center());
        auto& conductor = (*session)->conductor();
        QVERIFY(conductor.cursor() >= at->time && conductor.cursor() <= at->time + 1s);
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(conductor.cursor() >= moments.front().time
                && conductor.cursor() <= moments.front().time + 1s);
    }

    void ofARecordingWithoutOneThereIsNoPane()
    {
        const auto session = Session::openRecording(m_other);
        QVERIFY(session);
        TrainingPlace place(**session, m_theme, path("history.jsonl"));
        (*session)->queries().waitForIdle();
        QCoreApplication::processEvents(); // what was read is handed over
        QCoreApplication::processEvents();
        QVERIFY(place.training.panel() == nullptr);
    }

    void aDrillIsGoneThrough()
    {
        const std::string history = path("runs/training.jsonl");
        DemoSettings settings;
        settings.speed = 10;
        settings.seed = 7;
        settings.recording = path("live.plumb");
        auto session = Session::startDemo(settings);
        QVERIFY2(session.has_value(), session ? "" : session.error().message.c_str());
        TrainingPlace place(**session, m_theme, history);
        TrainingPanel* panel = place.training.panel();
        QVERIFY(panel != nullptr);
        QVERIFY(panel->stage() == TrainingPanel::Stage::Briefing);
        QVERIFY(place.says(u"Deployments that should not have failed"_s));
        QVERIFY(place.says(u"It ends by itself once a lever"_s)); // from the start
        QSignalSpy kept(&place.training, &Training::kept);
        QTest::mouseClick(place.button(u"Begin"_s), Qt::LeftButton);
        QVERIFY(panel->stage() == TrainingPanel::Stage::Running);
        QTest::mouseClick(place.button(u"Where to Look"_s), Qt::LeftButton);
        QTRY_VERIFY(place.says(u"Hint 1: Open the page Health"_s)); // it is laid out
        QTest::mouseClick(place.button(u"End the Drill"_s), Qt::LeftButton);
        QVERIFY(panel->stage() == TrainingPanel::Stage::Running); // nothing was moved: asked once
        QTest::mouseClick(place.button(u"End the Drill"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(place.training.debrief(), 30'000);
        QVERIFY(panel->stage() == TrainingPanel::Stage::Over);
        QCOMPARE(kept.count(), 1);
        QVERIFY(place.says(u"The first run of this drill by ada"_s));

        const auto runs = practice::readTrainingHistory(history);
        QVERIFY(runs);
        QVERIFY(runs->broken.empty());
        QCOMPARE(runs->runs.size(), std::size_t{1});
        const practice::TrainingRun& run = runs->runs.front();
        QCOMPARE(run.setup.scenario, std::string("fabricated-apis"));
        QCOMPARE(run.hints, 1);
        QCOMPARE(run.who, std::string("ada"));
        QVERIFY(!run.mitigated); // nothing was moved: unknown, not zero
        struct stat status = {};
        QCOMPARE(::stat(history.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);

        QTest::mouseClick(place.button(u"Try Again"_s), Qt::LeftButton);
        QTest::mouseClick(place.button(u"Next Drill"_s), Qt::LeftButton);
        QCOMPARE(place.started.size(), 2);
        QCOMPARE(place.started[0], u"demo --scenario fabricated-apis --seed 8 --speed 10"_s);
        QVERIFY2(place.started[1].startsWith(u"demo --scenario "_s)
                     && !place.started[1].contains(u"fabricated-apis"_s),
                 qPrintable(place.started[1]));
        QVERIFY(!place.says(u"No window could be opened"_s));
        place.isStartable = false;
        QTest::mouseClick(place.button(u"Next Drill"_s), Qt::LeftButton);
        QVERIFY(place.says(u"No window could be opened"_s));
        QCOMPARE(place.started.size(), 2);
    }

    void theEndIsOfferedWhenNothingIsDone()
    {
        practice::Debrief running;
        running.training.started = kStart;
        QVERIFY(endOfferText(running, kStart + 4min).isEmpty());
        QVERIFY(endOfferText(running, kStart + 6min).contains(u"End the Drill"_s));
        running.moments.push_back(
            {.kind = Kind::LeverSent, .time = kStart + 3min, .detail = {}}); // something was
        running.moments.push_back({.kind = Kind::Detected, .time = kStart + 5min, .detail = {}});
        QVERIFY(endOfferText(running, kStart + 6min).isEmpty());
        QVERIFY(!endOfferText(running, kStart + 8min).isEmpty());
        running.card.windowBegan = kStart + 5min;
        const QString waiting = endOfferText(running, kStart + 6min);
        QVERIFY2(waiting.contains(common::utcTimeText(kStart + 6min)), qPrintable(waiting));
        QVERIFY2(waiting.contains(u"60 answers"_s), qPrintable(waiting));
        // What holds it open is named once what ends the fault stands; before it would tell that.
        running.card.windowBegan.reset();
        running.card.holding = {"A-0004"};
        QVERIFY(!endOfferText(running, kStart + 8min).contains(u"A-0004"_s));
        running.card.mitigated.time = kStart + 5min;
        QVERIFY(endOfferText(running, kStart + 8min).contains(u"A-0004"_s));
        // What is done outside of the drill's own acts is done, too.
        practice::Debrief busy;
        busy.training.started = kStart;
        busy.lastAct = kStart + 5min;
        QVERIFY(endOfferText(busy, kStart + 8min).isEmpty());
    }

    // The rest stands there while wrong answers are being counted.
    void whatIsNotCountedYetIsNotNone()
    {
        practice::Debrief debrief;
        debrief.card.truth.effect = practice::Effect::Answers;
        debrief.isBeingCounted = true;
        const auto wrong = [&debrief] {
            const auto scores = debriefText(debrief, {}, {}).scores;
            return *std::ranges::find(scores, u"Wrong answers"_s, &trainingview::ScoreText::what);
        };
        QCOMPARE(wrong().value, u"being counted …"_s);
        debrief.isBeingCounted = false; // nobody will
        QCOMPARE(wrong().value, u"not known"_s);
        debrief.card.isExposureCounted = true;
        debrief.card.exposure.answers = 716;
        debrief.card.exposure.judged = 714;
        debrief.card.exposure.wrong = 113;
        debrief.card.judgedBySeeing = 271;
        debrief.card.seeingChecks = {"Correctness"};
        QCOMPARE(wrong().value, u"113"_s);
        QVERIFY2(wrong().why.contains(u"271 of 716"_s) && wrong().why.contains(u"Correctness"_s),
                 qPrintable(wrong().why));
        QVERIFY2(!wrong().why.contains(u"714"_s), qPrintable(wrong().why));
    }

    // Its line is kept though nobody waited for the count.
    void aWindowThatClosesMeanwhileKeepsTheRun()
    {
        const std::string history = path("closed/training.jsonl");
        DemoSettings settings;
        settings.speed = 10;
        settings.recording = path("closed.plumb");
        auto session = Session::startDemo(settings);
        QVERIFY2(session.has_value(), session ? "" : session.error().message.c_str());
        {
            TrainingPlace place(**session, m_theme, history);
            TrainingPanel* panel = place.training.panel();
            QTest::mouseClick(place.button(u"Begin"_s), Qt::LeftButton);
            QTest::qWait(5000); // it was looked at
            for (int i = 0; i < 2; ++i)
                QTest::mouseClick(place.button(u"End the Drill"_s), Qt::LeftButton);
            QVERIFY(panel->stage() == TrainingPanel::Stage::Ending);
        }
        (*session)->queries().waitForIdle();
        const auto runs = practice::readTrainingHistory(history);
        QVERIFY(runs);
        QCOMPARE(runs->runs.size(), std::size_t{1}); // once, whoever wrote it
        QCOMPARE(runs->runs.front().setup.scenario, std::string("fabricated-apis"));
    }

    // What a fault that changes no answer does not make wrong is not counted.
    void theDebriefTellsNoWrongAnswersWhereThereAreNone()
    {
        practice::Debrief debrief;
        debrief.training.who = "ada";
        debrief.card.isExposureCounted = true;
        debrief.card.exposure.judged = 612;
        debrief.card.truth.effect = practice::Effect::Telling;
        debrief.card.suspectAnyway = 45;
        debrief.card.start.time = kStart;
        debrief.card.recovered.time = kStart + 90s;
        debrief.card.signalRecovered.time = kStart + 50s;
        const auto text = debriefText(debrief, {}, {});
        const auto row = [&text](const QString& what) {
            const auto at = std::ranges::find(text.scores, what, &trainingview::ScoreText::what);
            return static_cast<int>(at - text.scores.begin());
        };
        const int count = static_cast<int>(text.scores.size());
        QVERIFY(row(u"Wrong answers"_s) < count);
        const auto& wrong = text.scores.at(static_cast<std::size_t>(row(u"Wrong answers"_s)));
        QCOMPARE(wrong.value, u"None: the fault does not change answers"_s);
        QVERIFY2(wrong.why.contains(u"45 of 612"_s), qPrintable(wrong.why));
        QCOMPARE(row(u"Detected"_s), 0);
        QVERIFY(row(u"Recovered"_s) < count);
        QCOMPARE(row(u"Ladder: recovered"_s) + 1, row(u"Recovered"_s)); // beside each other
        debrief.card.truth.effect = practice::Effect::Answers;
        debrief.card.exposure.wrong = 45;
        const auto counted = debriefText(debrief, {}, {}).scores;
        QVERIFY(std::ranges::any_of(counted, [](const trainingview::ScoreText& score) {
            return score.what == u"Wrong answers"_s && score.value == u"45"_s;
        }));
    }

    void theCommandTellsHintsAndEarlierRuns()
    {
        const auto reader = store::Reader::open(m_drill);
        QVERIFY(reader);
        const auto training = commands::readTraining(**reader);
        QVERIFY(training);
        QVERIFY(training->has_value());
        const auto debrief = practice::readDebrief(**reader);
        QVERIFY(debrief);
        practice::TrainingRun earlier =
            practice::trainingRunOf((*debrief)->card, (*debrief)->training, "0123456789abcdef");
        earlier.started -= 1h;
        const std::string file = commands::trainingHistoryFile();
        QVERIFY2(QString::fromStdString(file).startsWith(m_folder.path()), file.c_str());
        QVERIFY(practice::appendTrainingRun(file, earlier));
        const auto aside =
            commands::trainingAside((*debrief)->card, **training, (*debrief)->recording);
        QCOMPARE(aside.earlier.size(), std::size_t{1});
        QJsonObject card{{u"title"_s, u"stays"_s}};
        commands::addTo(card, aside);
        QCOMPARE(card[u"title"_s].toString(), u"stays"_s);
        QCOMPARE(card[u"hints_taken"_s].toInt(), 1);
        QCOMPARE(card[u"earlier_runs"_s].toArray().size(), 1);
        QCOMPARE(card[u"earlier_runs"_s].toArray().at(0).toObject()[u"recording"_s].toString(),
                 u"0123456789abcdef"_s);
        QVERIFY(card[u"earlier_runs_problem"_s].isNull());
        QString all;
        for (const std::string& line : commands::trainingText(aside))
            all += QString::fromStdString(line) + u'\n';
        QVERIFY2(all.contains(u"Hints: 1 taken."_s), qPrintable(all));
        QVERIFY2(all.contains(u"Earlier runs of this drill by ada:"_s), qPrintable(all));
    }

    void aPaneStandsInTheMenu()
    {
        const auto session = Session::openRecording(m_other);
        QVERIFY(session);
        const auto settings = Settings::inMemory();
        common::Theme theme(u"dark"_s);
        MainWindow window(**session, theme, *settings);
        auto* pane = new QDockWidget(u"Training"_s);
        pane->setObjectName(u"training"_s);
        addPane(window, pane);
        window.show();
        QVERIFY(pane->isVisible());
        QVERIFY(window.dockWidgetArea(pane) == Qt::LeftDockWidgetArea);
        const auto actions = window.findChild<QMenu*>(u"viewMenu"_s)->actions();
        const auto shown = std::ranges::find(actions, u"Training Pane"_s, &QAction::text);
        QVERIFY(shown != actions.end());
        (*shown)->trigger();
        QVERIFY(!pane->isVisible());
    }
};

QTEST_MAIN(TestTrainingWindow)
#include "tst_trainingwindow.moc"
