// SPDX-License-Identifier: GPL-3.0-or-later

// What somebody says besides pressing is meant for one plan: it goes with it.

#include "tests/widgets/dockfixture.h"
#include "widgets/runbook/leverpanel.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pagetest;
using namespace std::chrono_literals;
using runbook::Rail;

class TestLeverConsent : public pagetest::DockTest
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { tearDown(); }

    void itStaysWhileThePlanIsTheSame();
    void itGoesWithThePlan_data();
    void itGoesWithThePlan();
    void itGoesWithTheStep();
    void itGoesWithTheUndo();
    void itGoesWhenItWasUsed();
    void theUndoDisarmsWhatWasArmed();
    void othersAreAskedForApproval();

private:
    runbookview::LeverController& lever() const
    {
        return m_dock->findChild<runbookview::LeverPanel*>()->controller();
    }
    QLineEdit* field(const QString& name) const;
    void say(); // types the target, breaks the glass
    void readAgain() const;
    bool isSaid() const;
    bool isForgotten() const;
};

void TestLeverConsent::init()
{
    setUp();
    m_port->plan->lever.guard.isTyped = true;
    m_port->obstacles = {{.rail = Rail::PerHour,
                          .isBlocking = true,
                          .isBroken = false,
                          .sentence = "Fired 3 times.",
                          .lifting = {}}};
    readAgain();
    say();
}

QLineEdit* TestLeverConsent::field(const QString& name) const
{
    for (auto* each : m_dock->findChildren<QLineEdit*>()) {
        if (each->accessibleName() == name)
            return each;
    }
    return nullptr;
}

void TestLeverConsent::readAgain() const
{
    const int asked = m_port->plansAsked;
    QTRY_VERIFY(m_port->plansAsked > asked + 1);
}

void TestLeverConsent::say()
{
    field(u"Type the target to allow arming"_s)->setText(u"code-assistant"_s);
    field(u"Reason for breaking the glass"_s)->setText(u"INC-42"_s);
    button(*m_dock, u"Break the Glass"_s)->click();
    m_port->obstacles.front().isBlocking = false;
    m_port->obstacles.front().isBroken = true;
    readAgain();
    QVERIFY(isSaid());
}

bool TestLeverConsent::isSaid() const
{
    return m_port->consent.typed == "code-assistant" && m_port->consent.breakGlass == "INC-42"
        && lever().consent() == m_port->consent;
}

bool TestLeverConsent::isForgotten() const
{
    return m_port->consent.typed.empty() && m_port->consent.breakGlass.empty()
        && lever().consent() == m_port->consent
        && field(u"Type the target to allow arming"_s)->text().isEmpty()
        && field(u"Reason for breaking the glass"_s)->text().isEmpty();
}

void TestLeverConsent::itStaysWhileThePlanIsTheSame()
{
    m_port->plan->before.readAt += 1s;
    readAgain();
    QVERIFY(isSaid());
}

void TestLeverConsent::itGoesWithThePlan_data()
{
    QTest::addColumn<int>("what");
    QTest::newRow("version") << 0;
    QTest::newRow("state") << 1;
    QTest::newRow("target") << 2;
    QTest::newRow("request") << 3;
    QTest::newRow("replica") << 4;
}

void TestLeverConsent::itGoesWithThePlan()
{
    QFETCH(int, what);
    runbook::LeverPlan& plan = *m_port->plan;
    if (what == 0)
        plan.before.version = "18";
    if (what == 1)
        plan.before.value = "half";
    if (what == 2)
        plan.lever.target = "code-assistant-2";
    if (what == 3)
        plan.requests[0].headers[1].second = "18";
    if (what == 4)
        plan.replicas = {breakerPlan()};
    readAgain();
    QVERIFY(isForgotten());
}

void TestLeverConsent::itGoesWithTheStep()
{
    chooseStep(kStepPin);
    QVERIFY(isForgotten());
    say();
    m_dock->disarm(u"x"_s);
    lever().select("trip", "breaker:code-assistant", "half"); // another value
    QVERIFY(isForgotten());
    lever().select("trip", "breaker:code-assistant", "reset");
    lever().setConsent({.typed = {}, .breakGlass = "INC-43", .author = {}});
    lever().clear();
    QVERIFY(isForgotten());
}

void TestLeverConsent::itGoesWithTheUndo()
{
    armAndHold();
    m_port->answerFire(verifiedResult());
    readAgain();
    QVERIFY(isSaid());
    lever().selectUndo();
    QVERIFY(isForgotten());
}

void TestLeverConsent::itGoesWhenItWasUsed()
{
    armAndHold();
    QVERIFY(isSaid()); // the firing under way was asked with it
    m_port->answerFire(verifiedResult());
    m_port->plan->before.version = "18";
    readAgain();
    QVERIFY(isForgotten());
}

// An undo that was refused can be tried again, and so can the step: what is armed of the one may
// not be fired as the other.
void TestLeverConsent::theUndoDisarmsWhatWasArmed()
{
    armAndHold();
    m_port->answerFire(verifiedResult());
    lever().selectUndo();
    m_port->obstacles.clear();
    m_port->plan->lever.guard.isTyped = false;
    readAgain();
    armAndHold();
    runbook::FireResult refused = verifiedResult();
    refused.outcome = runbook::FireOutcome::Refused;
    refused.rungs[1].state = runbook::RungState::Failed;
    refused.rungs[2].state = runbook::RungState::Void;
    m_port->answerFire(refused);
    chooseStep(kStepPin);
    chooseStep(kStepTrip);
    readAgain();
    lever().arm();
    QVERIFY2(lever().isArmed(), qPrintable(lever().armObstacle()));
    QVERIFY(lever().canUndo());
    const std::size_t before = m_port->fired.size();
    m_port->answersPlans = false; // the plan of the undo is slow
    lever().selectUndo();
    QVERIFY(!lever().isArmed());
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTest::qWait(kLongHold);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QCOMPARE(m_port->fired.size(), before);
}

void TestLeverConsent::othersAreAskedForApproval()
{
    QVERIFY(button(*m_dock, u"Ask for Approval"_s) == nullptr); // nobody's is missing
    m_port->obstacles = {{.rail = Rail::Approval,
                          .isBlocking = true,
                          .isBroken = false,
                          .sentence = "The approval of one more person is missing.",
                          .lifting = {}}};
    readAgain();
    QPushButton* ask = button(*m_dock, u"Ask for Approval"_s);
    QVERIFY(ask != nullptr);
    QTest::mouseClick(ask, Qt::LeftButton);
    QCOMPARE(m_port->asked.size(), std::size_t{1});
    QCOMPARE(runbook::planHash(m_port->asked[0]), runbook::planHash(*lever().plan()));
    QVERIFY(button(*m_dock, u"Ask Again"_s) != nullptr);
    m_clock->time += 11min; // lapsed
    readAgain();
    QVERIFY(button(*m_dock, u"Ask for Approval"_s) != nullptr);
    // Given: there is nothing to ask for.
    m_port->obstacles.clear();
    readAgain();
    QVERIFY(button(*m_dock, u"Ask for Approval"_s) == nullptr);
}

QTEST_MAIN(TestLeverConsent)
#include "tst_leverconsent.moc"
