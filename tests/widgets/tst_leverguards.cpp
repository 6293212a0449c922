// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/dockfixture.h"
#include "widgets/runbook/ladderview.h"
#include "widgets/runbook/leverpanel.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pagetest;
using namespace std::chrono_literals;
using runbook::Rail;

namespace {

runbook::Obstacle obstacle(Rail rail, const std::string& sentence, bool isBlocking = true)
{
    return {.rail = rail,
            .isBlocking = isBlocking,
            .isBroken = false,
            .sentence = sentence,
            .lifting = isBlocking ? "Something lifts it." : ""};
}

} // namespace

class TestLeverGuards : public pagetest::DockTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void theSafeDirectionIsOneHold();
    void aShortPressInTheSafeDirectionDoesNothing();
    void theOtherDirectionIsArmed();
    void aChangeInAQuickHoldSendsNothing();
    void aReachedCapKeepsFromArming();
    void brokenGlassIsRecordedAndStaysRed();
    void aLapsedApprovalDisarms();
    void theTypedTargetHasToBeRight();
    void staleTelemetryWarnsOnly();
    void rolesAreSaid();
    void whatBlocksIsToldInTwoWholeLines();
    void replicasAreShown();
    void aChangedReplicaDisarms();
    void newAnswersDecideWhetherItIsInEffect();
    void whatIsNotSeenInTimeIsSaid();

private:
    void readAgain();
    QString label(const QString& accessibleName) const;
    QString ladder() const;
    runbook::FireResult waitingForAnswers() const;
};

// Until a plan that was made after this is shown.
void TestLeverGuards::readAgain()
{
    const int asked = m_port->plansAsked;
    QTRY_VERIFY(m_port->plansAsked > asked + 1);
}

QString TestLeverGuards::label(const QString& accessibleName) const
{
    for (const auto* each : m_dock->findChildren<QLabel*>()) {
        if (each->accessibleName() == accessibleName && each->isVisible())
            return each->text();
    }
    return {};
}

QString TestLeverGuards::ladder() const
{
    return m_dock->findChild<runbookview::LadderView*>()->text();
}

runbook::FireResult TestLeverGuards::waitingForAnswers() const
{
    runbook::FireResult result = verifiedResult();
    result.wasSent = true;
    runbook::Rung& effect = result.rungs.back();
    effect.state = runbook::RungState::Waiting;
    effect.detail = "the control plane shows it; no new answer yet";
    return result;
}

void TestLeverGuards::theSafeDirectionIsOneHold()
{
    m_port->plan->lever.safeValue = "tripped";
    readAgain();
    QVERIFY(button(*m_dock, u"Arm"_s) == nullptr);
    QVERIFY2(stateText().contains(u"safe direction"_s), qPrintable(stateText()));
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTRY_COMPARE(m_port->fired.size(), std::size_t{1});
    QTest::qWait(kLongHold); // holding on does not send it again
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QCOMPARE(m_port->fired.size(), std::size_t{1});
    QCOMPARE(m_port->fired[0].to, std::string("tripped"));
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTest::qWait(kLongHold);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QCOMPARE(m_port->fired.size(), std::size_t{1});
}

void TestLeverGuards::aShortPressInTheSafeDirectionDoesNothing()
{
    m_port->plan->lever.safeValue = "tripped";
    readAgain();
    QTest::mouseClick(m_hold, Qt::LeftButton);
    QTest::qWait(kLongHold);
    QVERIFY(m_port->fired.empty());
    QVERIFY2(stateText().contains(u"Hold to confirm"_s), qPrintable(stateText()));
    // And leaves nothing armed behind.
    QVERIFY(!m_dock->findChild<runbookview::LeverPanel*>()->controller().isArmed());
}

void TestLeverGuards::theOtherDirectionIsArmed()
{
    m_port->plan->lever.safeValue = "reset";
    readAgain();
    QVERIFY(button(*m_dock, u"Arm"_s) != nullptr);
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTest::qWait(kLongHold);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QVERIFY(m_port->fired.empty());
    armAndHold();
}

void TestLeverGuards::aChangeInAQuickHoldSendsNothing()
{
    m_port->plan->lever.safeValue = "tripped";
    readAgain();
    QTest::mousePress(m_hold, Qt::LeftButton);
    m_port->plan->before.version = "18";
    QTest::qWait(kLongHold);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QVERIFY(m_port->fired.empty());
}

void TestLeverGuards::aReachedCapKeepsFromArming()
{
    m_port->obstacles = {obstacle(Rail::PerHour, "Fired 3 times in the last hour.")};
    readAgain();
    QVERIFY(!button(*m_dock, u"Arm"_s)->isEnabled());
    QVERIFY2(stateText().contains(u"Fired 3 times"_s), qPrintable(stateText()));
    QVERIFY(label(u"Guard rails"_s).contains(u"Fired 3 times"_s));
    m_dock->arm();
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTest::qWait(kLongHold);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QVERIFY(m_port->fired.empty());
    // Nor does the safe direction pass what blocks it.
    m_port->plan->lever.safeValue = "tripped";
    readAgain();
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTest::qWait(kLongHold);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QVERIFY(m_port->fired.empty());
}

void TestLeverGuards::brokenGlassIsRecordedAndStaysRed()
{
    QVERIFY(button(*m_dock, u"Break the Glass"_s) == nullptr); // nothing to break
    m_port->obstacles = {obstacle(Rail::PerHour, "Fired 3 times in the last hour.")};
    readAgain();
    QPushButton* glass = button(*m_dock, u"Break the Glass"_s);
    QVERIFY(glass != nullptr);
    QVERIFY(!glass->isEnabled()); // not without a reason
    auto* reason = qobject_cast<QLineEdit*>(glass->parentWidget()->findChild<QLineEdit*>());
    QTest::keyClicks(reason, u"INC-42"_s);
    QTest::mouseClick(glass, Qt::LeftButton);
    QCOMPARE(m_port->consent.breakGlass, std::string("INC-42"));
    m_port->obstacles.front().isBlocking = false;
    m_port->obstacles.front().isBroken = true;
    readAgain();
    armAndHold();
    QCOMPARE(label(u"Broken glass"_s), u"Fired through broken glass: INC-42"_s);
    m_port->answerFire(verifiedResult());
    m_port->obstacles.clear();
    readAgain();
    QCOMPARE(label(u"Broken glass"_s), u"Fired through broken glass: INC-42"_s);
    // A reason was for one step.
    chooseStep(kStepPin);
    QVERIFY(m_port->consent.breakGlass.empty());
}

void TestLeverGuards::aLapsedApprovalDisarms()
{
    m_dock->arm();
    QVERIFY2(stateText().startsWith(u"Armed"_s), qPrintable(stateText()));
    m_port->obstacles = {obstacle(Rail::Approval, "That of bo lapsed.")};
    readAgain();
    QVERIFY(!m_dock->findChild<runbookview::LeverPanel*>()->controller().isArmed());
    QVERIFY2(stateText().contains(u"That of bo lapsed"_s), qPrintable(stateText()));
    m_port->obstacles.clear(); // given anew: it is armed anew
    readAgain();
    QVERIFY(button(*m_dock, u"Arm"_s)->isEnabled());
    armAndHold();
}

void TestLeverGuards::theTypedTargetHasToBeRight()
{
    m_port->plan->lever.guard.isTyped = true;
    m_port->obstacles = {obstacle(Rail::TypedTarget, "The target has not been typed.")};
    readAgain();
    QLineEdit* field = nullptr;
    for (auto* each : m_dock->findChildren<QLineEdit*>()) {
        if (each->accessibleName() == u"Type the target to allow arming"_s)
            field = each;
    }
    QVERIFY(field != nullptr && field->isVisible());
    QTest::keyClicks(field, u"code-assistan"_s);
    QVERIFY(!button(*m_dock, u"Arm"_s)->isEnabled());
    QTest::keyClicks(field, u"t"_s);
    QVERIFY(button(*m_dock, u"Arm"_s)->isEnabled());
    QCOMPARE(m_port->consent.typed, std::string("code-assistant"));
    armAndHold();
}

void TestLeverGuards::staleTelemetryWarnsOnly()
{
    m_port->obstacles = {
        obstacle(Rail::StaleTelemetry, "No telemetry has come in for 90 s.", false)};
    readAgain();
    QVERIFY(label(u"Guard rails"_s).contains(u"No telemetry has come in for 90 s."_s));
    armAndHold();
}

void TestLeverGuards::rolesAreSaid()
{
    m_port->roles = u"No roles are set: everybody may move everything."_s;
    readAgain();
    QCOMPARE(label(u"Role"_s), m_port->roles);
    QVERIFY(label(u"Guard rails"_s).isEmpty()); // nothing to be warned of
}

void TestLeverGuards::whatBlocksIsToldInTwoWholeLines()
{
    m_port->obstacles = {obstacle(Rail::Approval,
                                  "The approval of one more person is missing. bo declined it: "
                                      + std::string(300, 'x') + " " + std::string(300, 'y') + ".")};
    readAgain();
    const QLabel* state = nullptr;
    for (const auto* each : m_dock->findChildren<QLabel*>()) {
        if (each->accessibleName() == u"State of the lever"_s)
            state = each;
    }
    QVERIFY2(state->text().endsWith(u"declined it:…"_s), qPrintable(state->text()));
    QVERIFY(state->fontMetrics()
                .boundingRect(QRect(0, 0, state->width(), 1000), Qt::TextWordWrap, state->text())
                .height()
            <= state->height());
    QVERIFY(label(u"Guard rails"_s).contains(u"xxx"_s)); // all of it above
}

void TestLeverGuards::replicasAreShown()
{
    QVERIFY(label(u"Replicas"_s).isEmpty());
    runbook::LeverPlan one = breakerPlan();
    one.endpoint = "http://a";
    one.before.value = "v7";
    runbook::LeverPlan other = one;
    other.endpoint = "http://b";
    other.before.problem = "no\x1b[2J answer"; // hostile text stays text
    m_port->plan->replicas = {one, other};
    readAgain();
    const QString text = label(u"Replicas"_s);
    QVERIFY2(text.startsWith(u"2, each written to: http://a: v7; http://b cannot be read: no"_s),
             qPrintable(text));
    QVERIFY(!text.contains(QChar(0x1b)));
}

void TestLeverGuards::aChangedReplicaDisarms()
{
    m_port->plan->replicas = {breakerPlan(), breakerPlan()};
    readAgain();
    m_dock->arm();
    readAgain();
    QVERIFY(m_dock->findChild<runbookview::LeverPanel*>()->controller().isArmed());
    m_port->plan->replicas.back().before.version = "18";
    readAgain();
    QVERIFY(!m_dock->findChild<runbookview::LeverPanel*>()->controller().isArmed());
    QVERIFY2(stateText().contains(u"replicas"_s), qPrintable(stateText()));
}

void TestLeverGuards::newAnswersDecideWhetherItIsInEffect()
{
    armAndHold();
    m_port->answerFire(waitingForAnswers());
    m_port->plan->before.value = "tripped"; // as the control plane shows it from now on
    m_port->plan->isNoChange = true;
    readAgain();
    QVERIFY2(ladder().contains(u"no new answer yet"_s), qPrintable(ladder()));
    emit m_port->effectChanged(
        {.isReached = false,
         .detail = u"the control plane shows it; 3 of 12 new answers still by v7"_s});
    QVERIFY2(ladder().contains(u"3 of 12 new answers still by v7"_s), qPrintable(ladder()));
    QCOMPARE(m_port->followedFrom, telemetry::Timestamp{});
    const auto rungs = m_port->kinds().count(u"rung"_s);
    emit m_port->effectChanged(
        {.isReached = true, .detail = u"seen in the newest 5 of 17 new answers"_s});
    QVERIFY2(ladder().contains(u"seen in the newest 5 of 17"_s), qPrintable(ladder()));
    QCOMPARE(m_port->kinds().count(u"rung"_s), rungs + 1);
    QVERIFY(m_port->followedFrom == m_clock->time); // recovery is tested from here
}

void TestLeverGuards::whatIsNotSeenInTimeIsSaid()
{
    armAndHold();
    m_port->answerFire(waitingForAnswers());
    m_clock->time += 1h;
    QTRY_VERIFY2(ladder().contains(u"not seen in new answers within"_s), qPrintable(ladder()));
    QCOMPARE(m_port->followedFrom, telemetry::Timestamp{});
    // It may still come.
    emit m_port->effectChanged(
        {.isReached = true, .detail = u"seen in the newest 5 of 9 new answers"_s});
    QVERIFY(m_port->followedFrom == m_clock->time);
}

QTEST_MAIN(TestLeverGuards)
#include "tst_leverguards.moc"
