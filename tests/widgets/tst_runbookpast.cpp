// SPDX-License-Identifier: GPL-3.0-or-later

// What the runbook dock of a live session does while the past is looked at, and how its commands
// read and are reached by keyboard.

#include "models/runbook/leverentries.h"
#include "models/runbook/pastrun.h"
#include "tests/widgets/dockfixture.h"
#include "widgets/runbook/actionlog.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/runbookreader.h"
#include "widgets/runbook/runbookstart.h"
#include "widgets/runbook/steplist.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMap>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace pagetest;

namespace {

class PaintCounter final : public QObject
{
public:
    explicit PaintCounter(QWidget* watched)
        : QObject(watched)
    {
        watched->installEventFilter(this);
    }
    bool eventFilter(QObject*, QEvent* event) override
    {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
    int paints = 0;
};

} // namespace

class TestRunbookPast : public DockTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aFixedTimeCommandsNothing();
    void anUndoCannotBeFiredFromThePast();
    void theWayBackIsOffered();
    void agesMoveOnWithTheCursor();
    void theRunIsShownAsItWasAtTheCursor();
    void aRunIsReadBackFromTheTimeline();
    void everyLeverHasItsOwnLadder();
    void anUndoneStepSaysSo();
    void anUndoMeansWhatItPutsBack();
    void theHoldButtonSaysWhatItDoes();
    void aTitleThatIsNoVerbNamesTheValue();
    void armingGivesTheHoldButtonTheFocus();
    void theRequestIsToldInWords();
    void aTableIsReadAsOne();
    void tabGoesThroughTheForm();
    void whatIsMissingIsSaidInThePage();
    void beforeAnAlarmNothingIsChosen();
    void buttonsShowTheirFocus();

private:
    bool says(const QString& words) const;
    QString fact(const QString& name) const;
    runbookview::LeverController& lever() const
    {
        return m_dock->findChild<runbookview::LeverPanel*>()->controller();
    }
};

bool TestRunbookPast::says(const QString& words) const
{
    const auto labels = m_dock->findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&words](const QLabel* label) {
        return label->isVisible() && label->text().contains(words);
    });
}

QString TestRunbookPast::fact(const QString& name) const
{
    for (const auto* label : m_dock->findChildren<QLabel*>()) {
        if (label->accessibleName() == name && label->isVisibleTo(m_dock.get()))
            return label->text();
    }
    return {};
}

void TestRunbookPast::aFixedTimeCommandsNothing()
{
    QTest::mouseClick(button(*m_dock, u"Arm"_s), Qt::LeftButton);
    QVERIFY(lever().isArmed());
    QTest::mousePress(m_hold, Qt::LeftButton);
    m_conductor->seek(at(30)); // in the middle of the hold
    QCOMPARE(m_conductor->mode(), items::TimeConductor::Mode::Fixed);
    QVERIFY(!lever().isArmed());
    QCOMPARE(m_port->entries.back().kind, std::string("disarm"));
    QTest::qWait(kLongHold);
    QVERIFY(m_port->fired.empty());
    for (const QString& text : {u"Arm"_s, u"Disarm"_s, u"Skip"_s, u"Start"_s, u"Leave"_s})
        QVERIFY2(button(*m_dock, text) == nullptr, qPrintable(text));
    QVERIFY(!m_hold->isVisible());
    QVERIFY(says(u"The past can be looked at, not commanded."_s));

    // Nor by any other way.
    m_dock->arm();
    lever().arm();
    lever().press();
    QTest::qWait(kLongHold);
    QVERIFY(!lever().isArmed());
    QVERIFY(!m_dock->armProposed());
    QVERIFY(!m_dock->start(sampleRunbook(), {{"service", "code-assistant"}}));
    QVERIFY(m_port->fired.empty());

    m_conductor->goLive();
    QVERIFY(m_hold->isVisible());
    QVERIFY(!lever().isArmed());
    m_dock->arm();
    QVERIFY(lever().isArmed());
}

void TestRunbookPast::anUndoCannotBeFiredFromThePast()
{
    armAndHold();
    m_port->answerFire(verifiedResult());
    QVERIFY(button(*m_dock, u"Undo…"_s) != nullptr);
    m_conductor->seek(at(30));
    QVERIFY(button(*m_dock, u"Undo…"_s) == nullptr);
    lever().selectUndo();
    QVERIFY(!lever().isUndoSelected());
    QVERIFY(m_port->undoneLever.isEmpty());
}

void TestRunbookPast::theWayBackIsOffered()
{
    QVERIFY(button(*m_dock, u"Go Live (Esc)"_s) == nullptr);
    m_conductor->seek(at(30));
    QPushButton* back = button(*m_dock, u"Go Live (Esc)"_s);
    QVERIFY(back != nullptr);
    QSignalSpy asked(m_dock.get(), &runbookview::RunbookDock::liveRequested);
    QTest::mouseClick(back, Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
}

// Nothing new was done, and what was is older.
void TestRunbookPast::agesMoveOnWithTheCursor()
{
    m_conductor->seek(at(30));
    const auto* log = m_dock->findChild<runbookview::ActionLog*>();
    auto* list = log->findChild<QListView*>();
    QTRY_VERIFY(list->isVisible());
    m_queries->waitForIdle();
    QTest::qWait(50);
    PaintCounter counter(list->viewport());
    m_conductor->seek(at(40));
    QTRY_VERIFY(counter.paints > 0);
}

void TestRunbookPast::theRunIsShownAsItWasAtTheCursor()
{
    m_dock->setRunbooks({sampleRunbook()});
    const auto append = [this](telemetry::TimelineEntry entry, double when) {
        entry.actor = "ada";
        entry.time = at(when);
        entry.recorded = at(when);
        m_recording->append(entry);
    };
    auto run =
        runbook::RunbookRun::start(sampleRunbook(), "ada", at(61), {{"service", "code-assistant"}});
    append(runbook::startEntry(run, "Answers"), 61);
    const auto plan = breakerPlan();
    append(runbook::actionEntry(plan, false, at(63)), 63);
    for (const runbook::Rung& rung : verifiedResult().rungs)
        append(runbook::rungEntry(plan, rung, at(64)), 64);
    append(runbook::stepEntry("fabricated-apis", "Trip",
                              {.step = "trip",
                               .state = runbook::StepState::Done,
                               .who = "ada",
                               .when = at(65),
                               .note = "in effect"}),
           65);
    m_clock->time = at(100);
    m_conductor->setBounds({.start = at(0), .end = at(100)});

    m_conductor->seek(at(62));
    QTRY_VERIFY(says(u"Begun at"_s));
    QVERIFY(says(u"○ Not yet"_s));
    QVERIFY(!says(u"In effect"_s));
    QVERIFY(!says(u"✓"_s));
    m_conductor->seek(at(63.5)); // fired, and nothing known of it yet
    QTRY_VERIFY(says(u"In effect: not yet"_s));
    QVERIFY(!says(u"✓"_s));
    m_conductor->seek(at(70));
    QTRY_VERIFY(says(u"✓ done"_s));
    QVERIFY(says(u"In effect: reached"_s));
    QVERIFY(says(u"Recovered: not yet"_s));
    m_conductor->seek(at(62)); // and back: the future is not kept
    QTRY_VERIFY(!says(u"✓"_s));
}

void TestRunbookPast::aRunIsReadBackFromTheTimeline()
{
    auto run = runbook::RunbookRun::start(sampleRunbook(), "ada", at(1), {{"service", "x"}});
    std::vector entries{runbook::startEntry(run, "Answers")};
    entries.push_back(runbook::stepEntry(run.runbook, "Confirm",
                                         {.step = "confirm",
                                          .state = runbook::StepState::Done,
                                          .who = {},
                                          .when = at(2),
                                          .note = {}}));
    entries.push_back({});
    entries.back().kind = "step"; // of another hand: cannot be read
    entries.back().subject = run.runbook;
    entries.back().payload = "{\"state\": [";
    runbook::PastRun past = runbook::pastRun(entries);
    QCOMPARE(past.runbook, run.runbook);
    QCOMPARE(past.started, at(1));
    QCOMPARE(past.parameters, run.parameters);
    QVERIFY(past.find("confirm") != nullptr);
    QVERIFY(past.find("trip") == nullptr);
    QVERIFY(past.commands.empty());
    entries.push_back(runbook::leaveEntry(run.runbook, "Answers", at(3)));
    QVERIFY(runbook::pastRun(entries).runbook.empty());
    entries.push_back(runbook::startEntry(run, "Answers"));
    QVERIFY(runbook::pastRun(entries).steps.empty()); // another run of it
}

// The first lever's recovery is told after the second was moved; then the first is put back.
void TestRunbookPast::everyLeverHasItsOwnLadder()
{
    using runbook::RungKind;
    using runbook::RungState;
    const auto plan = [](const char* lever, const char* to) {
        runbook::LeverPlan each = breakerPlan();
        each.lever.id = lever;
        each.to = to;
        return each;
    };
    const auto rung = [](const runbook::LeverPlan& of, RungKind kind, double when) {
        return runbook::rungEntry(
            of, {.kind = kind, .state = RungState::Reached, .time = at(when), .detail = {}},
            at(when));
    };
    const auto trip = plan("breaker:x", "tripped");
    const auto pin = plan("pin:x", "m-1");
    const auto reset = plan("breaker:x", "reset");
    std::vector entries{
        runbook::actionEntry(trip, false, at(2)), rung(trip, RungKind::Sent, 2),
        rung(trip, RungKind::Accepted, 3),        rung(trip, RungKind::InEffect, 3),
        runbook::actionEntry(pin, false, at(4)),  rung(pin, RungKind::Sent, 4),
        rung(pin, RungKind::Accepted, 5),         rung(trip, RungKind::Recovered, 6)};
    runbook::PastRun past = runbook::pastRun(entries);
    const auto stateOf = [&past](const char* lever, const char* to, RungKind kind) {
        const runbook::PastCommand* command = past.newestOf(lever, to);
        return command == nullptr
            ? QString()
            : QString::fromLatin1(runbook::toString(command->ladder.rung(kind).state));
    };
    QCOMPARE(stateOf("breaker:x", "tripped", RungKind::Recovered), u"reached"_s);
    QCOMPARE(stateOf("pin:x", "m-1", RungKind::Accepted), u"reached"_s);
    QCOMPARE(stateOf("pin:x", "m-1", RungKind::Recovered), u"waiting"_s);
    QVERIFY(past.newestOf("breaker:x", "reset") == nullptr); // no step did that
    // The undo is of the step that tripped it, and its rungs are not those of the tripping.
    entries.push_back(runbook::actionEntry(reset, true, at(7)));
    entries.push_back(rung(reset, RungKind::Sent, 8));
    past = runbook::pastRun(entries);
    QVERIFY(past.newestOf("breaker:x", "tripped")->isUndo);
    QCOMPARE(past.newestOf("breaker:x", "tripped")->firedAt, at(7));
    QCOMPARE(stateOf("breaker:x", "tripped", RungKind::Sent), u"reached"_s);
    QCOMPARE(stateOf("breaker:x", "tripped", RungKind::InEffect), u"waiting"_s);
}

void TestRunbookPast::anUndoneStepSaysSo()
{
    armAndHold();
    m_port->answerFire(verifiedResult());
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Done);
    QTest::mouseClick(button(*m_dock, u"Undo…"_s), Qt::LeftButton);
    armAndHold();
    m_port->answerFire(verifiedResult());
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Undone);
    QCOMPARE(m_dock->model().run().doneCount(), std::size_t{0});
    QVERIFY2(says(u"undone at"_s), "the step's own line");
    QCOMPARE(m_port->kinds().last(), u"step"_s);
    QVERIFY(QString::fromStdString(m_port->entries.back().text).startsWith(u"Step undone"_s));
    // And it can be carried out again.
    QTRY_VERIFY(button(*m_dock, u"Arm"_s)->isEnabled());
    armAndHold();
    m_port->answerFire(verifiedResult());
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Done);
}

void TestRunbookPast::anUndoMeansWhatItPutsBack()
{
    QTRY_VERIFY(fact(u"Meaning"_s).startsWith(u"Callers get the fallback model at once."_s));
    armAndHold();
    m_port->answerFire(verifiedResult());
    QTest::mouseClick(button(*m_dock, u"Undo…"_s), Qt::LeftButton);
    QTRY_VERIFY2(fact(u"Meaning"_s).startsWith(u"Puts back \"reset\"."_s),
                 qPrintable(fact(u"Meaning"_s)));
    auto plan = breakerPlan();
    plan.to = "reset";
    plan.lever.meanings["reset"] = "The primary model answers again.";
    QCOMPARE(runbook::meaningOf(plan, true), std::string("The primary model answers again."));
}

void TestRunbookPast::theHoldButtonSaysWhatItDoes()
{
    QCOMPARE(m_hold->text(), u"Hold to trip"_s);
    chooseStep(kStepPin);
    QCOMPARE(m_hold->text(), u"Hold to pin"_s);
    chooseStep(kStepTrip);
    m_dock->arm();
    QVERIFY2(stateText().contains(u"“Hold to trip”"_s), qPrintable(stateText()));
    QVERIFY(!stateText().contains(u"right button"_s));
    lever().disarm(u"for this test"_s);
    armAndHold();
    m_port->answerFire(verifiedResult());
    QTest::mouseClick(button(*m_dock, u"Undo…"_s), Qt::LeftButton);
    QCOMPARE(m_hold->text(), u"Hold to undo"_s);
}

// "Hold to answer" would say nothing of what is written.
void TestRunbookPast::aTitleThatIsNoVerbNamesTheValue()
{
    button(*m_dock, u"Leave"_s)->click();
    runbook::Runbook runbook = sampleRunbook();
    runbook.steps[kStepTrip].title = "Answer without an adapter";
    runbook.steps[kStepPin].title = "Let the one before judge";
    runbook.steps[kStepPin].to = "a-value-that-is-long";
    m_port->plan->before.value.clear();
    QVERIFY(m_dock->start(runbook, {{"service", "code-assistant"}}));
    chooseStep(kStepTrip);
    QCOMPARE(m_hold->text(), u"Hold to set tripped"_s);
    QTRY_COMPARE(fact(u"Change"_s), u"empty → tripped"_s);
    chooseStep(kStepPin);
    QCOMPARE(m_hold->text(), u"Hold to fire"_s);
}

void TestRunbookPast::armingGivesTheHoldButtonTheFocus()
{
    m_dock->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dock.get()));
    m_dock->findChild<runbookview::StepList*>()->setFocus();
    m_dock->arm();
    QVERIFY(m_hold->hasFocus());
    QTest::keyPress(m_hold, Qt::Key_Return);
    QTRY_COMPARE(m_port->fired.size(), std::size_t{1});
    QTest::keyRelease(m_hold, Qt::Key_Return);
}

void TestRunbookPast::theRequestIsToldInWords()
{
    auto plan = breakerPlan();
    plan.requests[0].decoded = {{"key", "/levers/code-assistant"}, {"value", "tripped\u202e"}};
    m_port->plan = plan;
    QTRY_COMPARE(fact(u"Writes"_s), u"/levers/code-assistant = tripped⟦U+202E⟧"_s);
    QVERIFY2(fact(u"Sends"_s).startsWith(QString::fromStdString(plan.requests[0].method)),
             qPrintable(fact(u"Sends"_s)));
    // As it is sent, it is one press away.
    const auto* request = m_dock->findChild<QPlainTextEdit*>();
    QVERIFY(!request->isVisible());
    for (auto* each : m_dock->findChildren<QToolButton*>()) {
        if (each->accessibleName() == u"Exact request"_s)
            each->click();
    }
    QVERIFY(request->isVisible());
    QVERIFY(request->toPlainText().contains(u"Bearer ••••••"_s));
    plan.requests[0].decoded.clear();
    m_port->plan = plan;
    QTRY_VERIFY(fact(u"Writes"_s).isEmpty());
    QVERIFY(request->isVisible()); // nothing tells it in words
}

void TestRunbookPast::aTableIsReadAsOne()
{
    runbook::Runbook runbook = sampleRunbook();
    runbook.introduction =
        "Before.\n\n| what | who |\n| --- | --- |\n| one | <b>x</b>\u202e |\n\nAfter.";
    runbookview::RunbookReader reader(*m_theme);
    reader.resize(400, 600);
    reader.show(runbook, {});
    reader.setVisible(true);
    QMap<QString, QRect> places;
    for (const auto* label : reader.findChildren<QLabel*>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY2(!label->text().contains(u'|'), qPrintable(label->text()));
        places[label->text()] = QRect(label->mapTo(&reader, QPoint()), label->size());
    }
    QTRY_VERIFY(places.contains(u"<b>x</b>⟦U+202E⟧"_s));
    QCOMPARE(places[u"one"_s].left(), places[u"what"_s].left());
    QCOMPARE(places[u"one"_s].top(), places[u"<b>x</b>⟦U+202E⟧"_s].top());
    QVERIFY(places[u"who"_s].left() > places[u"what"_s].right());
    QVERIFY(places[u"Before."_s].bottom() < places[u"what"_s].top());
    QVERIFY(places[u"After."_s].top() > places[u"one"_s].bottom());
    // Also before it is begun.
    button(*m_dock, u"Leave"_s)->click();
    m_dock->setRunbooks({runbook});
    m_dock->findChild<QComboBox*>()->setCurrentIndex(0);
    QVERIFY(says(u"Before."_s) && says(u"one"_s) && says(u"who"_s));
    QVERIFY(!says(u"what: one"_s) && !says(u"|"_s));
}

void TestRunbookPast::tabGoesThroughTheForm()
{
    button(*m_dock, u"Leave"_s)->click();
    auto runbook = sampleRunbook();
    runbook.parameters["last_good_model"] = "what served before";
    m_dock->setRunbooks({runbook});
    m_dock->propose({.runbook = runbook.id,
                     .parameters = {{"service", "x"}, {"last_good_model", "m"}},
                     .alarm = "A-0001",
                     .occasion = "x is wrong"});
    const auto* start = m_dock->findChild<runbookview::RunbookStart*>();
    auto* choice = start->findChild<QComboBox*>();
    m_dock->activateWindow();
    choice->setFocus();
    QStringList reached;
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(m_dock->window()->focusWidget(), Qt::Key_Tab);
        reached << QLatin1String(m_dock->window()->focusWidget()->metaObject()->className());
    }
    QCOMPARE(reached, (QStringList{u"QLineEdit"_s, u"QLineEdit"_s, u"QPushButton"_s}));
}

void TestRunbookPast::whatIsMissingIsSaidInThePage()
{
    button(*m_dock, u"Leave"_s)->click();
    m_dock->setRunbooks({sampleRunbook()});
    m_dock->propose({.runbook = sampleRunbook().id,
                     .parameters = {},
                     .alarm = "A-0001",
                     .occasion = "x is wrong"});
    QVERIFY(!button(*m_dock, u"Start"_s)->isEnabled());
    QVERIFY(says(u"Still needed to start: service."_s));
    QTest::keyClicks(m_dock->findChild<runbookview::RunbookStart*>()->findChild<QLineEdit*>(),
                     u"code-assistant"_s);
    QVERIFY(!says(u"Still needed"_s));
    QVERIFY(button(*m_dock, u"Start"_s)->isEnabled());
}

void TestRunbookPast::beforeAnAlarmNothingIsChosen()
{
    button(*m_dock, u"Leave"_s)->click();
    m_dock->setRunbooks({sampleRunbook()});
    auto* start = m_dock->findChild<runbookview::RunbookStart*>();
    QVERIFY(says(u"No alarm has proposed a runbook yet."_s));
    QVERIFY(button(*m_dock, u"Start"_s) == nullptr);
    QVERIFY(start->findChildren<QLineEdit*>().isEmpty());
    auto* choice = start->findChild<QComboBox*>();
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QVERIFY(says(QString::fromStdString(sampleRunbook().applies)));
    QVERIFY(button(*m_dock, u"Start"_s) != nullptr);
}

void TestRunbookPast::buttonsShowTheirFocus()
{
    m_theme->apply(*qApp);
    m_dock->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dock.get()));
    QPushButton* skip = button(*m_dock, u"Skip"_s);
    m_hold->setFocus();
    const QImage without = skip->grab().toImage();
    skip->setFocus(Qt::TabFocusReason);
    QVERIFY(skip->hasFocus());
    const QImage with = skip->grab().toImage();
    // A line in the colour of the ring along the upper edge, smoothed.
    const QColor ring = m_theme->color(common::ColorRole::Accent);
    const auto count = [&ring](const QImage& image) {
        int inked = 0;
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, 1);
            inked += std::abs(pixel.blue() - ring.blue()) < 64 && pixel.blue() > pixel.red() + 64;
        }
        return inked;
    };
    QCOMPARE(count(without), 0);
    QVERIFY2(count(with) > with.width() / 2, qPrintable(QString::number(count(with))));
}

QTEST_MAIN(TestRunbookPast)
#include "tst_runbookpast.moc"
