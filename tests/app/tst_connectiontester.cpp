// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/connectiontester.h"
#include "app/session.h"
#include "models/pull/sourceprofile.h"
#include "models/store/reader.h"
#include "models/telemetry/timelineentry.h"
#include "tests/models/net/rawsocket.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/theme.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>

using namespace Qt::StringLiterals;
using net::ConnectionVerdict;

class TestConnectionTester : public QObject
{
    Q_OBJECT

private slots:
    void endpointsOfThisConsole();
    void whatCannotBeTestedIsSaid();
    void aFileThatIsCalledLikeASourceIsNotRead();
    void endpointsInWords();
    void closingDoesNotWaitForAnAnswer();

private:
    std::unique_ptr<Session> live(const std::string& profile = {});

    QTemporaryDir m_folder;
    int m_number = 0;
    common::Theme m_theme{u"dark"_s};
};

std::unique_ptr<Session> TestConnectionTester::live(const std::string& profile)
{
    auto session = Session::startLive(
        {.recording = m_folder.filePath(u"%1.plumb"_s.arg(++m_number)).toStdString(),
         .listen = {.otlp = "127.0.0.1:0", .grpc = "127.0.0.1:0", .files = {}},
         .profile = profile,
         .keep = {}});
    if (!session)
        qFatal("%s", session.error().message.c_str());
    return std::move(*session);
}

void TestConnectionTester::endpointsOfThisConsole()
{
    const auto session = live();
    common::MessageBar bar(m_theme);
    ConnectionTester tester(*session, bar);
    const QSignalSpy finished(&tester, &ConnectionTester::finished);
    for (const QString& source : {u"otlp-http"_s, u"otlp-grpc"_s}) {
        const qsizetype before = finished.count();
        tester.testSource(source);
        QVERIFY(tester.isBusy());
        tester.testSource(source); // one at a time
        QTRY_COMPARE(finished.count(), before + 1);
        QVERIFY2(finished.last()[0].toBool(), qPrintable(bar.text()));
        QVERIFY2(bar.text().startsWith(u"● "_s + source + u": http://127.0.0.1:"_s)
                     && bar.text().contains(u" answers, after "_s),
                 qPrintable(bar.text()));
    }
    QVERIFY(session->pipeline()->refusals().empty()); // nothing was sent that could be refused
}

void TestConnectionTester::whatCannotBeTestedIsSaid()
{
    const auto session = live();
    common::MessageBar bar(m_theme);
    ConnectionTester tester(*session, bar);
    tester.testControlPlane();
    QVERIFY2(bar.text().contains(u"No control plane is connected"_s), qPrintable(bar.text()));
    tester.testSource(u"/tmp/no-such-source-<b>.json"_s);
    QVERIFY2(bar.text().contains(u"there is nothing to test"_s), qPrintable(bar.text()));
    QVERIFY(!tester.isBusy());
}

// A recording says what its sources are called: what lies in the folder is none of its business.
void TestConnectionTester::aFileThatIsCalledLikeASourceIsNotRead()
{
    const QString folder = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_folder.path()));
    QFile planted(u"planted.yaml"_s);
    QVERIFY(planted.open(QIODevice::WriteOnly));
    planted.write("id: planted\ntitle: Planted\nbase_url: http://127.0.0.1:1\n"
                  "feeds:\n  - id: spans\n    shape: json-rows\n    request: {path: /rows}\n"
                  "    rows: /rows\n    record: span\n    fields: {trace_id: /t, span_id: /s, "
                  "name: /n, start: {from: /b, format: ns}, duration: {from: /d, format: ns}}\n");
    planted.close();
    QVERIFY(pull::loadSource("planted.yaml")); // one that could be read
    const auto session = live();
    common::MessageBar bar(m_theme);
    ConnectionTester tester(*session, bar);
    tester.testSource(u"planted.yaml/spans"_s);
    const bool isBusy = tester.isBusy();
    QVERIFY(QDir::setCurrent(folder));
    QVERIFY(!isBusy);
    QVERIFY2(bar.text().contains(u"there is nothing to test"_s), qPrintable(bar.text()));
}

void TestConnectionTester::endpointsInWords()
{
    const auto session = live();
    const std::string http = session->httpUrl().toStdString();
    QVERIFY(testEndpoint(http, false).isUsable());
    // HTTP where gRPC is expected answers too; gRPC where HTTP is expected does not.
    QVERIFY(testEndpoint(session->grpcUrl().toStdString(), true).isUsable());
    QVERIFY(!testEndpoint(session->grpcUrl().toStdString(), false).isUsable());
    const ConnectionVerdict closed = testEndpoint("http://127.0.0.1:1", false);
    QCOMPARE(closed.text,
             std::string("http://127.0.0.1:1 refuses connections: nothing listens there."));
    QVERIFY(!testEndpoint("http://127.0.0.1:1", true).isUsable());
}

// A control plane that says nothing keeps no window open.
void TestConnectionTester::closingDoesNotWaitForAnAnswer()
{
    const nettest::ScriptedServer silent([](nettest::RawSocket& peer) { peer.readAll(); });
    QFile file(m_folder.filePath(u"silent.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "id: silent\nbase_url: " + QByteArray::fromStdString(silent.url())
        + "\nenvironment: test\n"
          "timeouts: {connect: 5s, request: 5s, read_back: 5s, poll: 1s}\n"
          "operations:\n  o:\n    read: {path: /state, value: {pointer: /state}}\n"
          "    write:\n      method: PUT\n      path: /state\n      body: {value: \"{{value}}\"}\n"
          "      reply: [{when: {status: 200}, outcome: accepted}]\n"
          "levers:\n  - {id: l, kind: pin, target: bot, operations: o}\n");
    file.close();
    auto session = live(file.fileName().toStdString());
    common::MessageBar bar(m_theme);
    auto tester = std::make_unique<ConnectionTester>(*session, bar);
    tester->testControlPlane();
    QVERIFY2(tester->isBusy(), qPrintable(bar.text()));
    QTest::qWait(300);
    QVERIFY(tester->isBusy());
    QElapsedTimer taken;
    taken.start();
    tester.reset();
    QVERIFY2(taken.elapsed() < 3000, qPrintable(QString::number(taken.elapsed())));
    // Neither does what reads the levers now and then; and that says nothing of being broken off.
    const std::string recording = session->recording();
    taken.restart();
    session.reset();
    QVERIFY2(taken.elapsed() < 3000, qPrintable(QString::number(taken.elapsed())));
    const auto reader = store::Reader::open(recording);
    QVERIFY(reader);
    const auto entries = (*reader)->timeline({});
    QVERIFY(entries);
    for (const telemetry::TimelineEntry& entry : *entries)
        QVERIFY2(entry.kind != "lever", entry.text.c_str());
}

QTEST_MAIN(TestConnectionTester)
#include "tst_connectiontester.moc"
