// SPDX-License-Identifier: GPL-3.0-or-later

// The whole way of the drill in a real window: proposed, proven, pinned, in effect, recovered.

#include "app/mainwindow.h"
#include "app/session.h"
#include "app/settings.h"
#include "models/store/reader.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/probepanel.h"
#include "widgets/runbook/probetable.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/steplist.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using runbook::RungKind;
using runbook::RungState;

class TestWindowProbe : public QObject
{
    Q_OBJECT

private slots:
    void aPinIsProvenFirst();
};

void TestWindowProbe::aPinIsProvenFirst()
{
    const QTemporaryDir folder;
    const auto settings = Settings::inMemory();
    common::Theme theme(u"dark"_s);
    DemoSettings drill;
    drill.recording = folder.filePath(u"drill.plumb"_s).toStdString();
    drill.speed = 6;
    auto session = Session::startDemo(drill);
    QVERIFY(session);
    MainWindow window(**session, theme, *settings);
    window.resize(1440, 900);
    window.show();
    auto* dock = window.findChild<runbookview::RunbookDock*>();
    // The alarm proposes the runbook and fills it in.
    QTRY_VERIFY_WITH_TIMEOUT(window.armProposedLever(), 90'000);
    dock->disarm(u"proven first"_s);
    const auto& parameters = dock->model().run().parameters;
    QCOMPARE(parameters.at("last_good_model"), std::string("codegen-2026-10-c"));
    QCOMPARE(parameters.at("suspect_model"), std::string("codegen-2026-11-b"));
    auto* steps = dock->findChild<runbookview::StepList*>();
    const auto choose = [&](const char* step) {
        steps->setCurrentIndex(steps->model()->index(dock->model().rowOf(step), 0));
    };
    auto& lever = dock->findChild<runbookview::LeverPanel*>()->controller();
    choose("pin-previous");
    QTRY_VERIFY2(lever.armObstacle().contains(u"was not carried out yet"_s),
                 qPrintable(lever.armObstacle()));
    lever.arm();
    QVERIFY(!lever.isArmed());

    choose("prove-previous");
    auto* panel = dock->findChild<runbookview::ProbePanel*>();
    QPushButton* ask = nullptr;
    for (auto* each : panel->findChildren<QPushButton*>()) {
        if (each->text() == u"Ask"_s)
            ask = each;
    }
    QVERIFY(ask != nullptr);
    QTRY_VERIFY(ask->isEnabled());
    ask->click();
    const int prove = dock->model().rowOf("prove-previous");
    QTRY_VERIFY_WITH_TIMEOUT(dock->model().progress(prove).state != runbook::StepState::Pending,
                             60'000);
    QVERIFY2(dock->model().progress(prove).state == runbook::StepState::Done,
             dock->model().progress(prove).note.c_str());
    const auto* table = panel->findChild<QTableView*>();
    QCOMPARE(table->model()->rowCount(), 12);
    bool isBest = false;
    for (int row = 0; row < 12; ++row)
        isBest = isBest
            || table->model()->index(row, runbookview::ProbeTable::RightColumn).data().toString()
                == u"candidate"_s;
    QVERIFY(isBest);

    choose("pin-previous");
    for (auto* field : dock->findChildren<QLineEdit*>()) {
        if (field->accessibleName() == u"Type the target to allow arming"_s)
            field->setText(u"code-assistant"_s);
    }
    QTRY_VERIFY2(lever.canArm(), qPrintable(lever.armObstacle()));
    lever.arm();
    QVERIFY2(lever.isArmed(), qPrintable(lever.notice()));
    lever.press();
    QTRY_VERIFY_WITH_TIMEOUT(lever.command() != nullptr && lever.command()->isFinished, 20'000);
    lever.release();
    // New answers name the pinned model, and then the signal is back.
    const auto reached = [&lever](RungKind kind) {
        return lever.command()->ladder.rung(kind).state == RungState::Reached;
    };
    QTRY_VERIFY_WITH_TIMEOUT(reached(RungKind::InEffect), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(reached(RungKind::Recovered), 90'000);
    (*session)->pipeline()->drain();
    const auto reader = store::Reader::open(drill.recording);
    const auto answers = (*reader)->timeline({}, {"probe"});
    QVERIFY(answers->size() >= 20);
    QVERIFY(!(*reader)->verify()->firstBroken);
}

QTEST_MAIN(TestWindowProbe)
#include "tst_windowprobe.moc"
