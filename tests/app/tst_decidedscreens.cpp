// SPDX-License-Identifier: GPL-3.0-or-later

// What is decided leaves what was on the screen in the timeline: in the window that records, and,
// of an approval, in one beside it.

#include "app/commands/approvalfiles.h"
#include "app/commands/guardfacts.h"
#include "app/mainwindow.h"
#include "app/screenkeeper.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/sideapprovalport.h"
#include "app/translations.h"
#include "models/items/viewstate.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "tests/app/entryfixture.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/holdbutton.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/runbookstart.h"
#include "widgets/runbook/steplist.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using entrytest::entriesOf;
using entrytest::payloadOf;

namespace {

constexpr int kDrillPatience = 30'000; // milliseconds

} // namespace

class TestDecidedScreens : public QObject
{
    Q_OBJECT

private slots:
    void aFiredLeverLeavesItsScreen();
    void anApprovalBesideBringsItsScreen();
    void whatIsCutSaysSo();
};

void TestDecidedScreens::aFiredLeverLeavesItsScreen()
{
    const QTemporaryDir folder;
    DemoSettings drill;
    drill.recording = folder.filePath(u"drill.plumb"_s).toStdString();
    auto session = Session::startDemo(drill);
    QVERIFY(session);
    common::Theme theme(u"dark"_s);
    const auto settings = Settings::inMemory();
    MainWindow window(**session, theme, *settings);
    window.resize(1440, 900);
    window.show();
    window.showView(MainWindow::View::Sources); // what was looked at meanwhile
    auto* dock = window.findChild<runbookview::RunbookDock*>();
    dock->propose(
        {.runbook = "fabricated-apis",
         .parameters = {{"service", "code-assistant"}, {"last_good_model", "codegen-2026-10"}},
         .alarm = "a-1",
         .occasion = "code-assistant names functions that do not exist"});
    QPushButton* start = nullptr;
    for (auto* each : dock->findChild<runbookview::RunbookStart*>()->findChildren<QPushButton*>()) {
        if (each->text() == u"Start"_s)
            start = each;
    }
    QVERIFY(start != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kDrillPatience);
    start->click();
    const Translations german(Settings::Language::German); // of what is said from here on
    auto* steps = dock->findChild<runbookview::StepList*>();
    steps->setCurrentIndex(steps->model()->index(dock->model().rowOf("trip-breaker"), 0));
    auto& lever = dock->findChild<runbookview::LeverPanel*>()->controller();
    QTRY_VERIFY_WITH_TIMEOUT(lever.canArm(), kDrillPatience);
    auto* hold = dock->findChild<runbookview::HoldButton*>();
    QTest::mousePress(hold, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(lever.command() != nullptr && lever.command()->isFinished,
                             kDrillPatience);
    QTest::mouseRelease(hold, Qt::LeftButton);

    // The intent stands in the chain, and with it what was seen by whoever held the button.
    const auto ofAction = [&]() -> std::optional<telemetry::TimelineEntry> {
        for (const telemetry::TimelineEntry& entry : entriesOf(drill.recording, {"screen"})) {
            if (payloadOf(entry)[u"of"_s].toObject()[u"kind"_s] == u"action"_s)
                return entry;
        }
        return std::nullopt;
    };
    QTRY_VERIFY_WITH_TIMEOUT(ofAction().has_value(), kDrillPatience);
    const telemetry::TimelineEntry screen = *ofAction();
    QVERIFY2(screen.text.starts_with("On the screen when the lever was fired: "),
             screen.text.c_str());
    const auto actions = entriesOf(drill.recording, {"action"});
    QVERIFY(!actions.empty());
    QCOMPARE(screen.subject, actions.front().subject);
    QVERIFY2(QString::fromStdString(screen.subject).contains(u"code-assistant"_s),
             screen.subject.c_str());
    QCOMPARE(screen.actor, settings->who().text());
    const auto away = screen.time - actions.front().time;
    QVERIFY(away > -std::chrono::seconds(5) && away < std::chrono::seconds(5));
    const auto state = items::shownState(screen);
    QVERIFY(state.has_value());
    QCOMPARE(state->page, std::string("sources"));
    QVERIFY(state->cursor.has_value());
    const QJsonObject said = payloadOf(screen)[u"said"_s].toObject();
    const QString runbook = QString::fromUtf8(QJsonDocument(said[u"runbook"_s].toArray()).toJson());
    QVERIFY2(runbook.contains(u"tripped"_s), qPrintable(runbook));
    QVERIFY2(runbook.contains(u"code-assistant"_s), qPrintable(runbook));
    QVERIFY(!said[u"incident_bar"_s].toArray().isEmpty());
    window.close();
}

void TestDecidedScreens::anApprovalBesideBringsItsScreen()
{
    const QTemporaryDir folder;
    const std::string recording = folder.filePath(u"today.plumb"_s).toStdString();
    QVERIFY(store::Writer::open(recording));
    runbook::LeverPlan plan;
    plan.lever.id = "pin:bot";
    plan.lever.target = "bot";
    plan.lever.guard.approvals = 1;
    plan.to = "m-1";
    const auto now = telemetry::SystemClock().now();
    const auto request =
        runbook::approvalRequestFrom(runbook::approvalRequestEntry(plan, "ada", {}, now));
    QVERIFY(request);
    items::ViewState shown;
    shown.page = "health";
    shown.service = "bot";
    SideApprovalPort port(recording, {.account = commands::operatorAccount(), .name = "Bo"},
                          nullptr);
    port.setScreen([&shown](const QString& lever) {
        return QJsonDocument(
                   QJsonObject{
                       {u"of"_s, QJsonObject{{u"kind"_s, u"approval"_s}, {u"subject"_s, lever}}},
                       {u"view"_s, items::toJson(shown)}})
            .toJson(QJsonDocument::Compact)
            .toStdString();
    });
    QVERIFY(port.say(*request, false, {}));
    const auto toRecord = commands::decisionsToRecord(recording, plan, now);
    QCOMPARE(toRecord.size(), std::size_t{2});
    QCOMPARE(toRecord[0].kind, std::string("approval"));
    QVERIFY(toRecord[0].payload.find("\"view\"") == std::string::npos);
    const telemetry::TimelineEntry& screen = toRecord[1];
    QCOMPARE(screen.kind, std::string("screen"));
    QCOMPARE(screen.subject, std::string("pin:bot"));
    QCOMPARE(screen.actor, commands::operatorAccount());
    QVERIFY(items::shownState(screen) && items::shownState(screen)->service == "bot");
    QVERIFY2(screen.text.find("pin:bot was approved in another window: Health of bot")
                 != std::string::npos,
             screen.text.c_str());
    // What is none is left out, and the approval counts all the same.
    port.setScreen([](const QString&) { return std::string(R"({"view":7})"); });
    QVERIFY(port.say(*request, true, "no"));
    const auto after = commands::decisionsToRecord(recording, plan, now);
    QCOMPARE(after.size(), std::size_t{3});
    QVERIFY(after[2].kind == "approval");
}

// Whoever redacts it later knows by "…" that a text is not whole.
void TestDecidedScreens::whatIsCutSaysSo()
{
    const QString words = u"word "_s.repeated(120);
    QWidget panel;
    auto* layout = new QVBoxLayout(&panel);
    auto* list = new QListWidget;
    list->addItems({u"short"_s, words});
    auto* editor = new QPlainTextEdit(words);
    layout->addWidget(list);
    layout->addWidget(editor);
    panel.resize(400, 400);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QStringList texts;
    for (const QJsonValue& said : saidBy(panel, 3000))
        texts << said.toString();
    QVERIFY2(texts.contains(u"short ; "_s + words.left(199) + u'…'), qPrintable(texts.join(u'\n')));
    QVERIFY2(texts.contains(words.left(399) + u'…'), qPrintable(texts.join(u'\n')));
}

QTEST_MAIN(TestDecidedScreens)
#include "tst_decidedscreens.moc"
