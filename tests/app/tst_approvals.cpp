// SPDX-License-Identifier: GPL-3.0-or-later

// A second person, in a window of their own on the recording that another console writes, sees the
// plan that waits there and approves or declines it.

#include "app/commands/approvalfiles.h"
#include "app/commands/guardfacts.h"
#include "app/commands/operatorname.h"
#include "app/mainwindow.h"
#include "app/ports.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/sideapprovalport.h"
#include "models/ingest/pipeline.h"
#include "models/runbook/leverentries.h"
#include "models/telemetry/clock.h"
#include "tests/app/leverfixture.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/approvalbox.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using levertest::now;
using telemetry::Timestamp;

namespace {

runbook::LeverPlan guardedPin()
{
    runbook::LeverPlan plan = levertest::pin();
    plan.lever.environment = "production";
    plan.lever.guard.approvals = 1;
    plan.requests = {{.method = "PUT",
                      .url = "http://plane/pin/bot",
                      .headers = {{"If-Match", "3"}},
                      .body = R"({"model":"v6"})",
                      .canonical = "PUT http://plane/pin/bot\nIf-Match: 3\n\n{\"model\":\"v6\"}"}};
    return plan;
}

// All labels that are seen, and what stands in the plan.
QString textOf(const QWidget& of)
{
    QString all;
    for (const auto* label : of.findChildren<QLabel*>()) {
        if (label->isVisibleTo(&of))
            all += label->text() + u'\n';
    }
    return all;
}

template<class Widget>
Widget* named(const QWidget& of, const QString& name)
{
    for (auto* each : of.findChildren<Widget*>()) {
        if (each->accessibleName() == name)
            return each;
    }
    return nullptr;
}

} // namespace

class TestApprovals : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void anotherPersonsPlanIsApproved();
    void itIsDeclinedWithAReason();
    void onesOwnPlanHasNoAnswers();
    void aPlanThatIsNotWhatItSaysIsNotApproved();
    void whatIsReadIsNotSwapped();
    void nothingIsSaidInThePast();
    void whatLapsedOrWasFiredNoLongerWaits();
    void aRoleThatMayNotApproveIsTold();
    void hostileNamesStayText();
    void aWindowOnTheRecordingShowsIt();

private:
    void ask(const std::string& person, const std::string& account,
             const runbook::LeverPlan& plan = guardedPin(), Timestamp when = now());
    bool isBlocked() const; // for ada, who would fire
    void write(const telemetry::TimelineEntry& entry);
    QPushButton* approve() const { return named<QPushButton>(*m_box, u"Approve the plan"_s); }
    QPushButton* decline() const
    {
        return named<QPushButton>(*m_box, u"Decline the plan, for the reason given"_s);
    }
    QLineEdit* reason() const { return named<QLineEdit>(*m_box, u"Reason for what you say"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_recording;
    std::unique_ptr<ingest::Pipeline> m_pipeline;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::shared_ptr<runbook::Roles> m_roles;
    telemetry::SystemClock m_clock;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<SideApprovalPort> m_port;
    std::unique_ptr<runbookview::ApprovalBox> m_box;
};

void TestApprovals::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_recording = m_folder->filePath(u"shared.plumb"_s).toStdString();
    auto pipeline = ingest::Pipeline::start(m_recording);
    QVERIFY(pipeline);
    m_pipeline = std::move(*pipeline);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording);
    m_port = std::make_unique<SideApprovalPort>(
        m_recording, commands::Operator{.account = commands::operatorAccount(), .name = "Bo B."},
        nullptr);
    m_box = std::make_unique<runbookview::ApprovalBox>(*m_port, *m_queries, m_clock, m_theme);
    m_box->resize(420, 10);
}

void TestApprovals::cleanup()
{
    m_box.reset();
    m_port.reset();
    m_queries.reset();
    m_pipeline.reset();
}

void TestApprovals::write(const telemetry::TimelineEntry& entry)
{
    m_pipeline->record(entry);
    m_pipeline->drain();
}

void TestApprovals::ask(const std::string& person, const std::string& account,
                        const runbook::LeverPlan& plan, Timestamp when)
{
    auto entry = runbook::approvalRequestEntry(plan, account, "Pin the last good one", when);
    entry.actor = person;
    write(entry);
}

bool TestApprovals::isBlocked() const
{
    runbook::GuardFacts known;
    known.who = {.person = "ada", .account = "elsewhere", .plan = {}, .when = {}};
    known = commands::guardFacts(std::move(known), m_recording, guardedPin(), {}, now());
    return runbook::isBlocked(runbook::guardObstacles(guardedPin(), known, now()));
}

void TestApprovals::anotherPersonsPlanIsApproved()
{
    QTest::qWait(50);
    QVERIFY(m_box->isHidden()); // nothing waits
    ask("ada", "elsewhere");
    QVERIFY(isBlocked());
    QTRY_VERIFY(!m_box->isHidden());
    const QString text = textOf(*m_box);
    for (const char* part : {"ada asks for your approval", "pin:bot on bot, production",
                             "“Pin the last good one”", "v7 → v6", "it lapses at"})
        QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(text));
    // All that would be sent, a click away.
    auto* unfold = named<QToolButton>(*m_box, u"All that would be sent"_s);
    unfold->click();
    const QString plan = named<QPlainTextEdit>(*m_box, u"The whole plan"_s)->toPlainText();
    QVERIFY2(plan.contains(u"{\"model\":\"v6\"}"_s) && plan.contains(u"If-Match: 3"_s),
             qPrintable(plan));
    QVERIFY(!decline()->isEnabled()); // not without a reason
    QVERIFY(approve()->isEnabled());
    QTest::mouseClick(approve(), Qt::LeftButton);
    QVERIFY2(textOf(*m_box).contains(u"You approved it"_s), qPrintable(textOf(*m_box)));
    QVERIFY(!approve()->isEnabled());
    const auto kept = commands::approvalsBeside(m_recording);
    QCOMPARE(kept.size(), std::size_t{1});
    QCOMPARE(kept[0].plan, runbook::planHash(guardedPin()));
    QCOMPARE(kept[0].account, commands::operatorAccount());
    QCOMPARE(kept[0].name, std::string("Bo B."));
    QVERIFY(!isBlocked());
    // And taken back.
    reason()->setText(u"the canary failed"_s);
    QTest::mouseClick(decline(), Qt::LeftButton);
    QVERIFY2(textOf(*m_box).contains(u"You declined it"_s), qPrintable(textOf(*m_box)));
    QVERIFY(isBlocked());
}

void TestApprovals::itIsDeclinedWithAReason()
{
    ask("ada", "elsewhere");
    QTRY_VERIFY(!m_box->isHidden());
    QTest::keyClicks(reason(), u"wait for the canary"_s);
    QTest::mouseClick(decline(), Qt::LeftButton);
    const auto kept = commands::approvalsBeside(m_recording);
    QCOMPARE(kept.size(), std::size_t{1});
    QVERIFY(kept[0].isDeclined);
    QCOMPARE(kept[0].reason, std::string("wait for the canary"));
    QVERIFY(reason()->text().isEmpty());
    // Whoever asked is told.
    runbook::GuardFacts known;
    known.who = {.person = "ada", .account = "elsewhere", .plan = {}, .when = {}};
    known = commands::guardFacts(std::move(known), m_recording, guardedPin(), {}, now());
    const auto why = runbook::blockingText(runbook::guardObstacles(guardedPin(), known, now()));
    QVERIFY2(why.find("declined it: wait for the canary") != std::string::npos, why.c_str());
}

void TestApprovals::onesOwnPlanHasNoAnswers()
{
    ask("ada", commands::operatorAccount()); // another name, the same account
    QTRY_VERIFY(!m_box->isHidden());
    QVERIFY2(textOf(*m_box).contains(u"Your plan waits"_s), qPrintable(textOf(*m_box)));
    for (const QWidget* each : {static_cast<QWidget*>(approve()), static_cast<QWidget*>(decline()),
                                static_cast<QWidget*>(reason())})
        QVERIFY(each->isHidden());
    approve()->click(); // whatever is pressed
    QVERIFY(commands::approvalsBeside(m_recording).empty());
}

void TestApprovals::aPlanThatIsNotWhatItSaysIsNotApproved()
{
    auto entry = runbook::approvalRequestEntry(guardedPin(), "elsewhere", {}, now());
    entry.actor = "ada";
    const auto at = entry.payload.find("\"to\":\"v6\"");
    QVERIFY(at != std::string::npos);
    entry.payload.replace(at, 9, "\"to\":\"v7\"");
    write(entry);
    QTRY_VERIFY(!m_box->isHidden());
    QVERIFY(!approve()->isEnabled());
    QVERIFY2(textOf(*m_box).contains(u"does not fit its hash"_s), qPrintable(textOf(*m_box)));
    reason()->setText(u"not what it says"_s);
    QVERIFY(decline()->isEnabled()); // that can be said
}

// Somebody else asks while the first plan is being read; and then the first has another plan.
void TestApprovals::whatIsReadIsNotSwapped()
{
    ask("ada", "ada");
    QTRY_VERIFY(m_box->isVisible() && textOf(*m_box).contains(u"pin:bot"_s));
    const std::string read = m_box->request()->plan;
    runbook::LeverPlan other = guardedPin();
    other.lever.id = "pin:other";
    other.lever.target = "other";
    ask("cy", "cy", other);
    QTRY_VERIFY(textOf(*m_box).contains(u"1 more wait"_s));
    QCOMPARE(m_box->request()->plan, read);
    QVERIFY(approve()->isEnabled());
    runbook::LeverPlan changed = guardedPin();
    changed.to = changed.rawAfter = "v5";
    changed.requests[0].canonical += "5";
    ask("ada", "ada", changed);
    QTRY_VERIFY(m_box->request()->plan != read);
    QVERIFY(!approve()->isEnabled()); // who was about to press reads first
    QVERIFY2(textOf(*m_box).contains(u"Another plan is shown now"_s), qPrintable(textOf(*m_box)));
    QTest::mouseClick(approve(), Qt::LeftButton);
    QVERIFY(!m_port->said(m_box->request()->plan));
    QTRY_VERIFY_WITH_TIMEOUT(approve()->isEnabled(), 4000);
    QTest::mouseClick(approve(), Qt::LeftButton);
    QVERIFY(m_port->said(m_box->request()->plan).has_value());
}

void TestApprovals::nothingIsSaidInThePast()
{
    ask("ada", "ada");
    QTRY_VERIFY(m_box->isVisible());
    m_box->setShown(false);
    QVERIFY(!m_box->isVisible());
    approve()->click();
    QVERIFY(!m_port->said(m_box->request()->plan));
    m_box->setShown(true);
    QVERIFY(m_box->isVisible());
}

void TestApprovals::whatLapsedOrWasFiredNoLongerWaits()
{
    ask("ada", "elsewhere", guardedPin(), now() - 9min - 58s);
    QTRY_VERIFY(!m_box->isHidden());
    QTRY_VERIFY_WITH_TIMEOUT(m_box->isHidden(), 10'000);
    ask("ada", "elsewhere");
    QTRY_VERIFY(!m_box->isHidden());
    runbook::FireResult refused;
    write(runbook::outcomeEntry(guardedPin(), refused, false, now()));
    QTest::qWait(1500);
    QVERIFY(!m_box->isHidden()); // nothing was sent
    runbook::FireResult sent;
    sent.wasSent = true;
    write(runbook::outcomeEntry(guardedPin(), sent, false, now()));
    QTRY_VERIFY(m_box->isHidden());
}

void TestApprovals::aRoleThatMayNotApproveIsTold()
{
    m_port = std::make_unique<SideApprovalPort>(
        m_recording, commands::Operator{.account = commands::operatorAccount(), .name = "Bo"},
        std::make_shared<const runbook::Roles>());
    m_box = std::make_unique<runbookview::ApprovalBox>(*m_port, *m_queries, m_clock, m_theme);
    ask("ada", "elsewhere");
    QTRY_VERIFY(!m_box->isHidden());
    QVERIFY(!approve()->isEnabled());
    QVERIFY2(textOf(*m_box).contains(u"is observer, a role whose approval does not count"_s),
             qPrintable(textOf(*m_box)));
}

void TestApprovals::hostileNamesStayText()
{
    runbook::LeverPlan plan = guardedPin();
    plan.to = "<b>v6</b>\x1b[2J\n" + std::string(200'000, 'x');
    plan.requests[0].canonical = "PUT \u202e";
    ask("<i>ada</i>\u202e", "elsewhere", plan);
    QTRY_VERIFY(!m_box->isHidden());
    const QString text = textOf(*m_box);
    QVERIFY(text.contains(u"<i>ada</i>"_s));
    QVERIFY(!text.contains(QChar(0x202e)) && !text.contains(QChar(0x1b)));
    QVERIFY(text.size() < 4000);
    QVERIFY(!approve()->isEnabled()); // too long to be told
    QVERIFY2(text.contains(u"plumbline lever approve"_s), qPrintable(text));
    for (const auto* label : m_box->findChildren<QLabel*>())
        QVERIFY(label->textFormat() == Qt::PlainText);
}

void TestApprovals::aWindowOnTheRecordingShowsIt()
{
    ask("ada", "elsewhere");
    auto session = Session::openRecording(m_recording);
    QVERIFY(session);
    const auto settings = Settings::inMemory();
    MainWindow window(**session, m_theme, *settings);
    window.show();
    auto* box = window.findChild<runbookview::ApprovalBox*>();
    QVERIFY(box != nullptr);
    QTRY_VERIFY(box->isVisible());
    QTest::mouseClick(named<QPushButton>(*box, u"Approve the plan"_s), Qt::LeftButton);
    QVERIFY(!isBlocked());
}

QTEST_MAIN(TestApprovals)
#include "tst_approvals.moc"
