// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/commands/incidentrequests.h"
#include "app/commands/incidentwriting.h"
#include "app/mainwindow.h"
#include "models/incident/incidententries.h"
#include "models/incident/incidentrecord.h"
#include "models/store/reader.h"
#include "tests/app/incidentfixture.h"
#include "tests/models/items/fleetfixture.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>
#include <future>
#include <memory>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using incidenttest::kLong;
using incidenttest::liveOn;
using incidenttest::readIncidents;

namespace {

// As the command does it, on another thread: the window goes on meanwhile.
using Doing =
    std::function<incident::Entry(const commands::IncidentWriting&, telemetry::Timestamp)>;
std::future<int> beside(const std::string& path, Doing make)
{
    return std::async(std::launch::async, [path, make = std::move(make)] {
        auto writing = commands::IncidentWriting::open(path);
        if (!writing)
            return -1;
        return writing->finish(make(*writing, telemetry::SystemClock().now()), false);
    });
}

int resultOf(std::future<int>& done)
{
    QElapsedTimer time;
    time.start();
    while (done.wait_for(std::chrono::milliseconds(10)) != std::future_status::ready
           && time.elapsed() < kLong)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    return done.get();
}

commands::IncidentRequest requestOf(const std::string& id, telemetry::TimelineEntry entry)
{
    const auto now = telemetry::SystemClock().now();
    return {.id = id,
            .who = {.account = commands::operatorAccount(), .name = "Bo"},
            .asked = now,
            .until = now + commands::kRequestHolds,
            .entry = std::move(entry)};
}

} // namespace

// What `plumbline incident` asks beside a window that writes there.
class TestIncidentInbox : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_settings = Settings::inMemory(); }

    void aCommandGoesBesideAWindow();
    void itIsDecidedByWhatStands();
    void aDeskThatIsFullIsMadeAnew();
    void whatCannotBeTakenYetIsTakenLater();
    void withoutAWindowNobodyIsAsked();
    void theDeskIsReadByWhoeverReadsTheRecording();
    void whatProvesNothingIsNotTaken();

private:
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Settings> m_settings;
};

void TestIncidentInbox::aCommandGoesBesideAWindow()
{
    const fleettest::Fleet fleet;
    {
        const auto session = liveOn(fleet);
        MainWindow window(*session, m_theme, *m_settings);
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT(commands::hasRequestDesk(fleet.path()), kLong);
        auto opened = beside(fleet.path(), [](const auto& writing, auto now) -> incident::Entry {
            const auto opening = writing.ofAlarm("A-0001");
            if (!opening)
                return tl::make_unexpected(opening.error());
            return incident::openedEntry(*opening, writing.incidents(), now);
        });
        QCOMPARE(resultOf(opened), 0);
        QCOMPARE(readIncidents(fleet).size(), std::size_t{1});
        const incident::Incident now = readIncidents(fleet).front();
        QCOMPARE(now.alarms, std::vector<std::string>{"A-0001"});
        QCOMPARE(now.openedBy, commands::currentOperator().text());
        auto severity = beside(fleet.path(), [](const auto& writing, auto time) {
            return incident::severityEntry(*writing.meant({}), 4, "small", time);
        });
        QCOMPARE(resultOf(severity), 0);
        QCOMPARE(readIncidents(fleet).front().severity, 4);
        // What is refused as it stands is refused in the same words, and nothing is asked.
        auto again = beside(fleet.path(), [](const auto& writing, auto time) {
            return incident::severityEntry(*writing.meant({}), 4, "small", time);
        });
        QCOMPARE(resultOf(again), 1);
        window.close();
    }
    QVERIFY(!commands::hasRequestDesk(fleet.path())); // it takes nothing any more
    const auto reader = store::Reader::open(fleet.path());
    const auto report = (*reader)->verify();
    QVERIFY(report && !report->firstBroken);
}

// Two at once: the second is held against what the first made of it.
void TestIncidentInbox::itIsDecidedByWhatStands()
{
    const fleettest::Fleet fleet;
    const auto session = liveOn(fleet);
    MainWindow window(*session, m_theme, *m_settings);
    window.show();
    QTRY_VERIFY_WITH_TIMEOUT(commands::hasRequestDesk(fleet.path()), kLong);
    incident::Opening opening;
    opening.title = "One";
    opening.alarms = {"A-0001"};
    const auto entry = incident::openedEntry(opening, {}, telemetry::SystemClock().now());
    const auto first = requestOf("first", *entry);
    const auto second = requestOf("second", *entry);
    QVERIFY(commands::ask(fleet.path(), first) && commands::ask(fleet.path(), second));
    const auto awaited = [&](const commands::IncidentRequest& request) {
        return std::async(std::launch::async, [path = fleet.path(), request] {
            const auto sequence = commands::awaitReply(path, request);
            return sequence ? 0 : static_cast<int>(sequence.error().kind) + 100;
        });
    };
    auto one = awaited(first);
    auto other = awaited(second);
    QCOMPARE(resultOf(one), 0);
    QCOMPARE(resultOf(other), 100 + static_cast<int>(telemetry::ErrorKind::Refused));
    QCOMPARE(readIncidents(fleet).size(), std::size_t{1});
    QCOMPARE(readIncidents(fleet).front().openedBy, "Bo (" + commands::operatorAccount() + ")");
}

// As after thousands of requests of a hook: the next one is taken, and the answer before it stays.
void TestIncidentInbox::aDeskThatIsFullIsMadeAnew()
{
    const fleettest::Fleet fleet;
    const auto session = liveOn(fleet);
    MainWindow window(*session, m_theme, *m_settings);
    window.show();
    QTRY_VERIFY_WITH_TIMEOUT(commands::hasRequestDesk(fleet.path()), kLong);
    QFile desk(QString::fromStdString(fleet.path()) + u".incident-desk"_s);
    QVERIFY(desk.open(QIODevice::Append));
    QVERIFY(desk.write((QByteArray(1023, 'x') + '\n').repeated(2 * 1024)) > 0);
    desk.write(R"({"id":"before","state":"written","entry":7})"
               "\n");
    desk.close();
    const qint64 full = desk.size();
    QVERIFY(!commands::reply(fleet.path(), {.id = "full"}));
    incident::Opening opening;
    opening.title = "One";
    const auto request =
        requestOf("one", *incident::openedEntry(opening, {}, telemetry::SystemClock().now()));
    QVERIFY(commands::ask(fleet.path(), request));
    auto awaited = std::async(std::launch::async, [path = fleet.path(), request] {
        return commands::awaitReply(path, request) ? 0 : 1;
    });
    QCOMPARE(resultOf(awaited), 0);
    QCOMPARE(readIncidents(fleet).size(), std::size_t{1});
    QVERIFY(desk.size() < full);
    const auto said = commands::repliesBeside(fleet.path());
    QVERIFY(std::ranges::any_of(
        said, [](const auto& each) { return each.id == "before" && each.sequence == 7; }));
}

// Nothing can be written where a folder stands.
void TestIncidentInbox::whatCannotBeTakenYetIsTakenLater()
{
    const fleettest::Fleet fleet;
    const auto session = liveOn(fleet);
    MainWindow window(*session, m_theme, *m_settings);
    window.show();
    QTRY_VERIFY_WITH_TIMEOUT(commands::hasRequestDesk(fleet.path()), kLong);
    const QString desk = QString::fromStdString(fleet.path()) + u".incident-desk"_s;
    QVERIFY(QFile::remove(desk) && QDir().mkdir(desk));
    incident::Opening opening;
    opening.title = "One";
    const auto request =
        requestOf("one", *incident::openedEntry(opening, {}, telemetry::SystemClock().now()));
    QVERIFY(commands::ask(fleet.path(), request));
    QTest::qWait(1000); // it looks at it some times
    QVERIFY(readIncidents(fleet).empty());
    QVERIFY(QDir().rmdir(desk));
    auto awaited = std::async(std::launch::async, [path = fleet.path(), request] {
        return commands::awaitReply(path, request) ? 0 : 1;
    });
    QCOMPARE(resultOf(awaited), 0);
    QCOMPARE(readIncidents(fleet).size(), std::size_t{1});
}

void TestIncidentInbox::withoutAWindowNobodyIsAsked()
{
    const fleettest::Fleet fleet;
    const auto session = liveOn(fleet); // a recorder without a window
    const auto writing = commands::IncidentWriting::open(fleet.path());
    QVERIFY(!writing);
    QVERIFY2(writing.error().message.find("Incident page") != std::string::npos,
             writing.error().message.c_str());
    // The sign of one that was killed: nobody answers, and nothing is claimed to be written.
    QVERIFY(commands::openRequestDesk(fleet.path()));
    incident::Opening opening;
    opening.title = "One";
    auto request =
        requestOf("lost", *incident::openedEntry(opening, {}, telemetry::SystemClock().now()));
    request.until = request.asked - std::chrono::seconds(60); // waits for nobody any more
    const auto awaited = commands::awaitReply(fleet.path(), request);
    QVERIFY(!awaited && awaited.error().kind == telemetry::ErrorKind::Unreachable);
    // Taken, and nothing more: that is not known.
    QVERIFY(commands::reply(fleet.path(), {.id = "lost"}));
    QCOMPARE(commands::awaitReply(fleet.path(), request).error().kind,
             telemetry::ErrorKind::Unknown);
}

void TestIncidentInbox::theDeskIsReadByWhoeverReadsTheRecording()
{
    const fleettest::Fleet fleet;
    const QString recording = QString::fromStdString(fleet.path());
    const auto readers = [&recording] {
        return QFile::permissions(recording + u".incident-desk"_s)
            & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther);
    };
    QVERIFY(QFile::setPermissions(recording, QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(commands::openRequestDesk(fleet.path()));
    QCOMPARE(readers(), QFile::Permissions());
    QVERIFY(commands::reply(fleet.path(), {.id = "one"}));
    QCOMPARE(readers(), QFile::Permissions());
    // Whose recording others may read, others may ask, and read what became of it.
    QVERIFY(
        QFile::setPermissions(recording, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    QVERIFY(commands::openRequestDesk(fleet.path()));
    QCOMPARE(readers(), QFile::ReadGroup | QFile::ReadOther);
}

void TestIncidentInbox::whatProvesNothingIsNotTaken()
{
    const QTemporaryDir folder;
    const std::string recording = folder.filePath(u"today.plumb"_s).toStdString();
    QFile(QString::fromStdString(recording)).open(QIODevice::WriteOnly);
    incident::Opening opening;
    opening.title = "One";
    const auto entry = *incident::openedEntry(opening, {}, telemetry::SystemClock().now());
    QVERIFY(commands::ask(recording, requestOf("one", entry)));
    QCOMPARE(commands::requestsBeside(recording).size(), std::size_t{1});
    const auto request = commands::requestsBeside(recording).front();
    QCOMPARE(request.who.account, commands::operatorAccount()); // whose file it is
    QCOMPARE(request.entry.payload, entry.payload);
    // One that would hold for ever would be taken by the next window as well.
    auto endless = requestOf("endless", entry);
    endless.until += std::chrono::hours(1);
    QVERIFY(commands::ask(recording, endless));
    QCOMPARE(commands::requestsBeside(recording).size(), std::size_t{1});
    const QString path = QDir(folder.path()).entryList({u"*.incident-asks-*"_s}).value(0);
    QVERIFY(!path.isEmpty());
    ::chmod(QFile::encodeName(folder.filePath(path)).constData(), 0666);
    QVERIFY(commands::requestsBeside(recording).empty());
    ::chmod(QFile::encodeName(folder.filePath(path)).constData(), 0644);
    QFile file(folder.filePath(path));
    QVERIFY(file.open(QIODevice::Append) && file.write("no JSON\n{}\n[]\n") > 0);
    file.close();
    QCOMPARE(commands::requestsBeside(recording).size(), std::size_t{1});
    QVERIFY(file.rename(folder.filePath(u"elsewhere"_s)));
    QVERIFY(QFile::link(folder.filePath(u"elsewhere"_s), folder.filePath(path)));
    QVERIFY(commands::requestsBeside(recording).empty());
}

QTEST_MAIN(TestIncidentInbox)
#include "tst_incidentinbox.moc"
