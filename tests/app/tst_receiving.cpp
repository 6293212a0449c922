// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/portholder.h"
#include "app/mainwindow.h"
#include "app/receivingdialog.h"
#include "models/store/reader.h"
#include "tests/app/windowfixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/theme.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/linkstatus.h"

#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <memory>

#include <unistd.h>

using namespace Qt::StringLiterals;
using windowtest::receive;
using windowtest::says;

namespace {

std::string authorityOf(const QString& url)
{
    return QUrl(url).authority().toStdString();
}

// Spans that hold about so many bytes together.
std::string spans(int first, int count, std::size_t bytesEach)
{
    std::string body = R"({"resourceSpans":[{"scopeSpans":[{"spans":[)";
    for (int i = first; i < first + count; ++i) {
        const QString id = QString::number(i + 1, 16).rightJustified(16, u'0');
        body += i > first ? "," : "";
        body += R"({"traceId":")" + (id + id).toStdString() + R"(","spanId":")" + id.toStdString()
            + R"(","name":"x","startTimeUnixNano":"1764000000000000000","endTimeUnixNano":)"
            + R"("1764000000000000001","attributes":[{"key":"ballast","value":{"stringValue":")"
            + std::string(bytesEach, 'x') + R"("}}]})";
    }
    return body + "]}]}]}";
}

} // namespace

class TestReceiving : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_settings = Settings::inMemory(); }

    void whoHoldsAPortIsTold();
    void aTakenPortOpensTheWindow();
    void theOtherEndpointGoesOn();
    void aBrokenSettingOpensTheWindow();
    void theWindowGoesOnWhileItChanges();
    void aSessionMayEndWhileItChanges();
    void whatIsKeptChangesWhileItRecords();
    void theRingOfTheSettingsIsTaken();

private:
    std::unique_ptr<Session> live(const std::string& http, const std::string& grpc,
                                  const std::string& keep = {});

    QTemporaryDir m_folder;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Settings> m_settings;
};

std::unique_ptr<Session> TestReceiving::live(const std::string& http, const std::string& grpc,
                                             const std::string& keep)
{
    static int number = 0;
    auto session = Session::startLive(
        {.recording = m_folder.filePath(u"live-%1.plumb"_s.arg(++number)).toStdString(),
         .listen = {.otlp = http, .grpc = grpc, .files = {}},
         .profile = {},
         .keep = keep});
    if (!session)
        qFatal("%s", session.error().message.c_str());
    return std::move(*session);
}

void TestReceiving::whoHoldsAPortIsTold()
{
    const auto session = live("127.0.0.1:0", {});
    const auto port = static_cast<std::uint16_t>(QUrl(session->httpUrl()).port());
    const std::string holder = commands::portHolder({"127.0.0.1", port});
    QVERIFY2(holder.find("(process " + std::to_string(getpid()) + ")") != std::string::npos,
             holder.c_str());
    QCOMPARE(commands::portHolder({"0.0.0.0", port}), holder); // the whole machine needs it too
    QCOMPARE(commands::portHolder({"127.0.0.2", port}), std::string());
    const auto other = live("127.0.0.1:0", "127.0.0.1:0");
    const auto grpc = static_cast<std::uint16_t>(QUrl(other->grpcUrl()).port());
    QCOMPARE(commands::portHolder({"127.0.0.1", grpc}), holder);
}

void TestReceiving::aTakenPortOpensTheWindow()
{
    auto other = live("127.0.0.1:0", "127.0.0.1:0");
    const std::string http = authorityOf(other->httpUrl());
    const std::string grpc = authorityOf(other->grpcUrl());
    const auto session = live(http, grpc);
    QVERIFY(session->isLive());
    MainWindow window(*session, m_theme, *m_settings);
    window.show();
    const auto* status = window.findChild<frame::LinkStatus*>();
    QVERIFY2(says(*status, u"nothing is received here"_s), qPrintable(status->accessibleName()));
    QVERIFY(says(window, u"Nothing is received."_s));
    QVERIFY(says(window, QString::fromStdString(http)));
    QVERIFY(says(window, QString::fromStdString(grpc)));
    QVERIFY(says(window, u"(process %1)"_s.arg(getpid())));
    QVERIFY(says(window, u"File > Receiving"_s));

    // Tried again, from the dialog: in vain, and then not.
    ReceivingDialog dialog(*session, *m_settings, nullptr);
    dialog.show();
    QVERIFY(says(dialog, QString::fromStdString(http)));
    dialog.accept();
    QTRY_VERIFY(!session->isChanging());
    QVERIFY(dialog.isVisible());
    other.reset();
    dialog.accept();
    QTRY_VERIFY(!dialog.isVisible());
    QCOMPARE(authorityOf(session->httpUrl()), http);
    QCOMPARE(authorityOf(session->grpcUrl()), grpc);
    QTRY_VERIFY(!says(window, u"Nothing is received"_s));
    QTRY_VERIFY(!says(*status, u"nothing is received"_s));
    QTRY_VERIFY2(says(*status, u"nothing yet"_s), qPrintable(status->accessibleName()));
    // What waits to be judged is asked for in the top line, too, again and again.
    auto* top = window.findChild<frame::IncidentBar*>();
    top->setUnjudged(5);
    QCOMPARE(top->accessibleName(), u"No open alarm · 5 generations not judged yet"_s);
    QTRY_COMPARE(top->accessibleName(), u"No open alarm"_s);
    QVERIFY(!says(*status, u"failing"_s));
}

void TestReceiving::theOtherEndpointGoesOn()
{
    auto other = live("127.0.0.1:0", {});
    const std::string taken = authorityOf(other->httpUrl());
    const auto session = live(taken, "127.0.0.1:0");
    QVERIFY(!session->grpcUrl().isEmpty());
    QVERIFY(session->httpUrl().isEmpty());
    MainWindow window(*session, m_theme, *m_settings);
    window.show();
    QVERIFY(says(window, u"OTLP/HTTP is not received"_s));
    QVERIFY(says(window, session->grpcUrl()));
    QVERIFY(says(*window.findChild<frame::LinkStatus*>(), u"otlp-http ✕ failing"_s));
    QVERIFY(!says(*window.findChild<frame::LinkStatus*>(), u"nothing is received"_s));
    // A message that was put away does not come back by itself.
    auto* bar = window.menuWidget()->findChild<common::MessageBar*>();
    QVERIFY(bar != nullptr && bar->isVisible());
    bar->clear();
    QTest::qWait(1200); // longer than it takes to look again
    QVERIFY(!bar->isVisible());
    // In vain once more: what is received goes on being received.
    QVERIFY(!receive(*session, {.otlp = taken, .grpc = {}, .files = {}}));
    QVERIFY(!session->grpcUrl().isEmpty());
}

void TestReceiving::aBrokenSettingOpensTheWindow()
{
    auto session = Session::startLive(
        {.recording = m_folder.filePath(u"broken.plumb"_s).toStdString(),
         .listen = {.otlp = "127.0.0.1:0",
                    .grpc = {},
                    .files = {.token = "no such file", .certificate = {}, .key = {}}},
         .profile = {},
         .keep = {}});
    QVERIFY(session);
    QVERIFY((*session)->listener().isEmpty()); // not without the token that was wanted
    QVERIFY2((*session)->receivingNotice().contains(u"no such file"_s),
             qPrintable((*session)->receivingNotice()));
    QVERIFY(receive(**session, {.otlp = "127.0.0.1:0", .grpc = {}, .files = {}}));
    QVERIFY((*session)->receivingNotice().isEmpty());
}

void TestReceiving::theWindowGoesOnWhileItChanges()
{
    auto session = live("127.0.0.1:0", "127.0.0.1:0");
    MainWindow window(*session, m_theme, *m_settings);
    window.show();
    auto dialog = std::make_unique<ReceivingDialog>(*session, *m_settings, nullptr);
    dialog->show();
    dialog->findChildren<QLineEdit*>()[1]->clear();
    dialog->accept(); // comes back before it is done
    QVERIFY(session->isChanging());
    QVERIFY(dialog->isVisible());
    QVERIFY(says(*dialog, u"Changing where it listens"_s));
    QVERIFY(session->listener().startsWith(u"changing"_s));
    bool isRefused = false;
    session->receive({.otlp = "127.0.0.1:0", .grpc = {}, .files = {}},
                     [&isRefused](const auto& received) { isRefused = !received; });
    QVERIFY(isRefused);
    // Nobody has to wait for it: it is changed, and remembered, all the same.
    dialog.reset();
    QTRY_VERIFY(!session->isChanging());
    QVERIFY(session->grpcUrl().isEmpty());
    QVERIFY(!session->httpUrl().isEmpty());
    QCOMPARE(m_settings->receiving().grpc, std::string());
}

// What comes back from the change has nowhere to go.
void TestReceiving::aSessionMayEndWhileItChanges()
{
    bool isCalled = false;
    {
        const auto session = live("127.0.0.1:0", "127.0.0.1:0");
        session->receive({.otlp = "127.0.0.1:0", .grpc = "127.0.0.1:0", .files = {}},
                         [&isCalled](const auto&) { isCalled = true; });
    }
    QTest::qWait(10);
    QVERIFY(!isCalled);
}

void TestReceiving::whatIsKeptChangesWhileItRecords()
{
    const auto session = live("127.0.0.1:0", {});
    for (int i = 0; i < 12; ++i) {
        ingest::RawDelivery delivery;
        delivery.isJson = true;
        delivery.body = spans(i * 100, 100, 8000);
        delivery.source = "otlp-http";
        session->pipeline()->submitBlocking(std::move(delivery), [](const ingest::Receipt&) {});
    }
    session->pipeline()->drain();
    const auto reader = store::Reader::open(session->recording());
    QVERIFY(reader);
    QCOMPARE((*reader)->info()->spans, std::int64_t{1200});

    ReceivingDialog dialog(*session, *m_settings, nullptr);
    dialog.show();
    auto* keep = dialog.findChild<QLineEdit*>(u"keep"_s);
    QVERIFY(keep != nullptr);
    keep->setText(u"a little"_s);
    dialog.accept();
    QVERIFY(dialog.isVisible());
    QVERIFY(says(dialog, u"neither a size"_s));
    const QString url = session->httpUrl();
    keep->setText(u"4MiB"_s);
    dialog.accept();
    QVERIFY(!dialog.isVisible());
    QCOMPARE(session->httpUrl(), url); // its senders stay connected
    QCOMPARE(m_settings->keep(), std::string("4MiB"));
    QTRY_VERIFY((*reader)->info()->spans < 600);
    const auto entries = (*reader)->timeline({});
    QVERIFY(entries);
    QVERIFY(std::ranges::any_of(*entries, [](const telemetry::TimelineEntry& entry) {
        return entry.text == "Kept from now on: at most 4MiB";
    }));
    // And no longer.
    QVERIFY(session->setKeep({}, "somebody"));
    session->pipeline()->drain();
    const std::int64_t left = (*reader)->info()->spans;
    ingest::RawDelivery more;
    more.isJson = true;
    more.body = spans(5000, 600, 8000);
    more.source = "otlp-http";
    session->pipeline()->submitBlocking(std::move(more), [](const ingest::Receipt&) {});
    session->pipeline()->drain();
    QTest::qWait(700); // longer than a ring stays idle
    QCOMPARE((*reader)->info()->spans, left + 600);
}

void TestReceiving::theRingOfTheSettingsIsTaken()
{
    QVERIFY(!Session::startLive({.recording = m_folder.filePath(u"bad.plumb"_s).toStdString(),
                                 .listen = {.otlp = "127.0.0.1:0", .grpc = {}, .files = {}},
                                 .profile = {},
                                 .keep = "a little"}));
    const auto session = live("127.0.0.1:0", {}, "4MiB");
    QCOMPARE(session->keep(), std::string("4MiB"));
    ingest::RawDelivery delivery;
    delivery.isJson = true;
    delivery.body = spans(0, 1000, 8000);
    delivery.source = "otlp-http";
    session->pipeline()->submitBlocking(std::move(delivery), [](const ingest::Receipt&) {});
    session->pipeline()->drain();
    const auto reader = store::Reader::open(session->recording());
    QVERIFY(reader);
    QTRY_VERIFY((*reader)->info()->spans < 600);
}

QTEST_MAIN(TestReceiving)
#include "tst_receiving.moc"
