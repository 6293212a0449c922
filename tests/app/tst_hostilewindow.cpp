// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/mainwindow.h"
#include "app/session.h"
#include "app/settings.h"
#include "models/store/writer.h"
#include "models/telemetry/link.h"
#include "tests/widgets/hostilerecording.h"
#include "tests/widgets/hostiletexts.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"

#include <QTabWidget>
#include <QTest>

#include <array>
#include <memory>
#include <string>

using namespace Qt::StringLiterals;

namespace {

// What stands beside traces: an alarm, a link, a gap, rejections, entries of the timeline.
bool addRest(const std::string& path, const std::string& evil)
{
    const auto writer = store::Writer::open(path);
    if (!writer)
        return false;
    telemetry::AlarmTransition alarm;
    alarm.alarm = "A-0001";
    alarm.service = "shop " + evil;
    alarm.operation = "chat";
    alarm.check = "groundedness " + evil;
    alarm.model = "model " + evil;
    alarm.sentence = "groundedness is wrong: " + evil;
    alarm.rateNow = 0.5;
    alarm.observations = 20;
    alarm.onset = pagetest::at(20);
    alarm.time = pagetest::at(25);
    alarm.recorded = pagetest::at(29);
    alarm.actor = "detector";
    store::HealthResults results;
    results.alarms.push_back(alarm);
    telemetry::LinkStatus link;
    link.source = "test";
    link.service = "shop " + evil;
    link.instance = evil;
    link.state = telemetry::LinkState::Failing;
    link.reason = "it says " + evil;
    link.since = pagetest::at(20);
    telemetry::TimelineEntry note;
    note.time = pagetest::at(26);
    note.recorded = pagetest::at(29);
    note.kind = "note";
    note.actor = "ada " + evil;
    note.subject = evil;
    note.text = "seen: " + evil;
    note.payload = "{}";
    const store::Gap gap{.source = "test",
                         .range = {pagetest::at(10), pagetest::at(15)},
                         .reason = "gone " + evil,
                         .service = "shop " + evil};
    const telemetry::Rejection rejection{
        .signal = telemetry::SignalKind::Traces, .count = 3, .reason = "no " + evil};
    return (*writer)->append(results) && (*writer)->append(link, pagetest::at(29))
        && (*writer)->append(note) && (*writer)->append(gap, pagetest::at(29))
        && (*writer)->reject(rejection, pagetest::at(29)) && (*writer)->commit();
}

struct Page
{
    MainWindow::View view;
    const char* name;
};
constexpr std::array<Page, 8> kPages{{{MainWindow::View::Health, "Health"},
                                      {MainWindow::View::Suspects, "Suspects"},
                                      {MainWindow::View::Trace, "Trace"},
                                      {MainWindow::View::Explore, "Explore"},
                                      {MainWindow::View::Incident, "Incident"},
                                      {MainWindow::View::Sources, "Sources"},
                                      {MainWindow::View::Spread, "Spread"},
                                      {MainWindow::View::Runbook, "Runbook"}}};

} // namespace

// Somebody's telemetry that deceives, on every page of the whole window; the trace page, which has
// the most views, has a test of its own (widgets/tracehostile).
class TestHostileWindow : public QObject
{
    Q_OBJECT

private slots:
    void everyPageShowsItAsText_data();
    void everyPageShowsItAsText();
};

void TestHostileWindow::everyPageShowsItAsText_data()
{
    QTest::addColumn<QString>("evil");
    QTest::newRow("HTML") << u"<b>evil</b><img src='file:///etc/passwd'><a href='x'>y</a>&lt;"_s;
    QTest::newRow("deceiving")
        << u"\u202eevil\u202c \u2066x\u2069 \u200f\u061c\x1b[31m\x07\r\u0085\x7f \u200b\ufeff"_s;
    QTest::newRow("format") << u"evil %1 %2 %n %s %% {0} {{to}} ${x}"_s;
}

void TestHostileWindow::everyPageShowsItAsText()
{
    QFETCH(const QString, evil);
    const pagetest::HostileRecording recording(evil.toStdString(), evil.toStdString());
    QVERIFY(addRest(recording.path(), evil.toStdString()));
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    common::Theme theme(u"dark"_s);
    const std::unique_ptr<Settings> settings = Settings::inMemory();
    MainWindow window(**session, theme, *settings);
    window.resize(1400, 860);
    window.show();
    QStringList wrong;
    const auto look = [&window, &wrong](const QString& where) {
        QTest::qWait(400); // what it reads comes, and is laid out
        wrong << pagetest::hostileTextsOn(window, where);
    };
    bool isShown = false;
    for (const Page& page : kPages) {
        window.showView(page.view);
        look(QString::fromLatin1(page.name));
        pagetest::forEachText(window, [&isShown](const QString& text, const QString&) {
            isShown = isShown || text.contains(u"evil"_s);
        });
        // Parts of a page that stand behind each other.
        for (auto* tabs : window.findChildren<QTabWidget*>()) {
            if (!tabs->isVisible() || tabs->objectName() == u"pages"_s)
                continue;
            for (int i = 0; i < tabs->count(); ++i) {
                tabs->setCurrentIndex(i);
                look(QString::fromLatin1(page.name) + u", "_s + tabs->tabText(i));
            }
        }
    }
    window.openTrace(pagetest::spanKey(1, 3).trace, pagetest::spanKey(1, 3).span);
    look(u"opened trace"_s);
    QVERIFY(isShown); // else nothing was looked at
    wrong.removeDuplicates();
    for (const QString& each : wrong.mid(0, 60))
        qWarning("%s", qPrintable(each));
    QVERIFY2(wrong.isEmpty(), qPrintable(QString::number(wrong.size())));
}

QTEST_MAIN(TestHostileWindow)
#include "tst_hostilewindow.moc"
