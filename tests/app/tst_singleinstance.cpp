// SPDX-License-Identifier: GPL-3.0-or-later

// Two windows' ends in two threads, as two programs have them.

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/singleinstance.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtNetwork/QLocalServer>
#include <QtNetwork/QLocalSocket>

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using instance::HandOver;

namespace {

// The second window waits without an event loop; the first one's goes on meanwhile.
HandOver handedOver(const QString& address, const std::optional<items::ViewState>& link = {},
                    std::chrono::milliseconds wait = 5s)
{
    auto asked =
        std::async(std::launch::async, [&] { return instance::handOver(address, link, wait); });
    if (!QTest::qWaitFor([&asked] { return asked.wait_for(0s) == std::future_status::ready; },
                         20'000))
        qFatal("handing over does not end");
    return asked.get();
}

} // namespace

class TestSingleInstance : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void nobodyIsThere();
    void theFirstComesForward();
    void aLinkIsHandedOver();
    void onlyOneHasAnAddress();
    void whatIsLeftOverMisleadsNobody();
    void oneThatHangsIsGivenUp();
    void placesAreApart();
    void nobodyElseMayConnect();
    void garbageChangesNothing_data();
    void garbageChangesNothing();
    void whoSaysNothingIsSentAway();

private:
    QTemporaryDir m_runtime;
    int m_round = 0;
    QString m_address;
};

void TestSingleInstance::initTestCase()
{
    QVERIFY(m_runtime.isValid());
    QVERIFY(QFile::setPermissions(m_runtime.path(),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_runtime.path()));
}

void TestSingleInstance::init()
{
    m_address = instance::liveAddress(u"settings %1"_s.arg(++m_round));
    QVERIFY(m_address.startsWith(m_runtime.path()));
}

void TestSingleInstance::nobodyIsThere()
{
    QCOMPARE(handedOver(m_address), HandOver::NoOne);
    QCOMPARE(handedOver({}), HandOver::NoOne);
}

void TestSingleInstance::theFirstComesForward()
{
    SingleInstance first;
    QVERIFY(first.claim(m_address));
    const QSignalSpy raised(&first, &SingleInstance::raiseRequested);
    const QSignalSpy linked(&first, &SingleInstance::linkRequested);
    QCOMPARE(handedOver(m_address), HandOver::Taken);
    QTRY_COMPARE(raised.count(), 1);
    QCOMPARE(handedOver(m_address), HandOver::Taken); // again and again
    QTRY_COMPARE(raised.count(), 2);
    QCOMPARE(linked.count(), 0);
}

void TestSingleInstance::aLinkIsHandedOver()
{
    SingleInstance first;
    QVERIFY(first.claim(m_address));
    items::ViewState view;
    view.page = "suspects";
    view.service = "checkout bot";
    std::optional<items::ViewState> shown;
    connect(&first, &SingleInstance::linkRequested, this,
            [&shown](const items::ReadViewState& link) { shown = link.state; });
    QCOMPARE(handedOver(m_address, view), HandOver::Taken);
    QTRY_VERIFY(shown.has_value());
    QCOMPARE(shown->page, view.page);
    QCOMPARE(shown->service, view.service);
}

void TestSingleInstance::onlyOneHasAnAddress()
{
    auto first = std::make_unique<SingleInstance>();
    SingleInstance second;
    QVERIFY(first->claim(m_address));
    QVERIFY(!second.claim(m_address));
    QCOMPARE(handedOver(m_address), HandOver::Taken); // the first still has it
    first.reset();
    QCOMPARE(handedOver(m_address), HandOver::NoOne);
    QVERIFY(second.claim(m_address));
    QCOMPARE(handedOver(m_address), HandOver::Taken);
}

// Of a console that was killed: its socket's file is there, its lock is gone.
void TestSingleInstance::whatIsLeftOverMisleadsNobody()
{
    QFile stale(m_address);
    QVERIFY(stale.open(QIODevice::WriteOnly));
    stale.close();
    QCOMPARE(handedOver(m_address), HandOver::NoOne);
    SingleInstance next;
    QVERIFY(next.claim(m_address));
    QCOMPARE(handedOver(m_address), HandOver::Taken);
}

void TestSingleInstance::oneThatHangsIsGivenUp()
{
    // It has the address and takes connections, and never says a word.
    const auto lock = store::FileLock::acquire(m_address.toStdString());
    QVERIFY(lock);
    const auto begun = std::chrono::steady_clock::now();
    QCOMPARE(handedOver(m_address, {}, 300ms), HandOver::Silent); // it does not even listen
    QLocalServer mute;
    QVERIFY(mute.listen(m_address));
    QCOMPARE(handedOver(m_address, {}, 300ms), HandOver::Silent);
    QVERIFY(std::chrono::steady_clock::now() - begun < 5s);
}

void TestSingleInstance::placesAreApart()
{
    const QString other = instance::liveAddress(u"other settings"_s);
    QVERIFY(other != m_address);
    QTemporaryDir folder;
    const std::string a = folder.filePath(u"a.plumb"_s).toStdString();
    QFile file(QString::fromStdString(a));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(QFile::link(QString::fromStdString(a), folder.filePath(u"link.plumb"_s)));
    const QString address = instance::recordingAddress(u"s"_s, a);
    QVERIFY(address != m_address);
    QCOMPARE(instance::recordingAddress(u"s"_s, folder.filePath(u"link.plumb"_s).toStdString()),
             address);
    QVERIFY(instance::recordingAddress(u"s"_s, folder.filePath(u"b.plumb"_s).toStdString())
            != address);
    // A window has both its places at a time.
    SingleInstance window;
    QVERIFY(window.claim(m_address));
    QVERIFY(window.claim(address));
    QCOMPARE(handedOver(address), HandOver::Taken);
    QCOMPARE(handedOver(m_address), HandOver::Taken);
}

void TestSingleInstance::nobodyElseMayConnect()
{
    SingleInstance first;
    QVERIFY(first.claim(m_address));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    QVERIFY((QFile::permissions(m_address) & others) == QFile::Permissions());
    const QString folder = QFileInfo(m_address).absolutePath();
    QVERIFY((QFile::permissions(folder) & others) == QFile::Permissions());
    // A folder that was made too open is closed.
    QVERIFY(QFile::setPermissions(folder, QFile::permissions(folder) | others));
    QCOMPARE(instance::liveAddress(u"settings %1"_s.arg(m_round)), m_address);
    QVERIFY((QFile::permissions(folder) & others) == QFile::Permissions());
}

void TestSingleInstance::garbageChangesNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no JSON") << QByteArray("GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("nothing in it") << QByteArray("\n");
    QTest::newRow("another protocol") << QByteArray("{\"plumbline\":2}\n");
    QTest::newRow("no protocol") << QByteArray("{\"link\":\"plumbline://open\"}\n");
    QTest::newRow("a list") << QByteArray("[1]\n");
    QTest::newRow("no link") << QByteArray("{\"plumbline\":1,\"link\":\"file:///etc/passwd\"}\n");
    QTest::newRow("a link that is none") << QByteArray("{\"plumbline\":1,\"link\":7}\n");
    QTest::newRow("bytes") << QByteArray("\xff\xfe\x00\x01\n", 5);
    QTest::newRow("deep") << QByteArray(4000, '[') + '\n';
    QTest::newRow("too long") << QByteArray(64 * 1024, 'x') + '\n';
}

void TestSingleInstance::garbageChangesNothing()
{
    QFETCH(QByteArray, bytes);
    SingleInstance first;
    QVERIFY(first.claim(m_address));
    const QSignalSpy raised(&first, &SingleInstance::raiseRequested);
    const QSignalSpy linked(&first, &SingleInstance::linkRequested);
    QLocalSocket socket;
    socket.connectToServer(m_address);
    QTRY_COMPARE(socket.state(), QLocalSocket::ConnectedState);
    socket.write(bytes);
    QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    QVERIFY(!socket.readAll().contains("true"));
    QCOMPARE(raised.count(), 0);
    QCOMPARE(linked.count(), 0);
    QCOMPARE(handedOver(m_address), HandOver::Taken); // it goes on serving
    QTRY_COMPARE(raised.count(), 1);
}

void TestSingleInstance::whoSaysNothingIsSentAway()
{
    SingleInstance first;
    QVERIFY(first.claim(m_address));
    std::vector<std::unique_ptr<QLocalSocket>> silent;
    for (int i = 0; i < 20; ++i) {
        silent.push_back(std::make_unique<QLocalSocket>());
        silent.back()->connectToServer(m_address);
    }
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(silent,
                                                 [](const auto& each) {
                                                     return each->state()
                                                         == QLocalSocket::UnconnectedState;
                                                 }),
                             10'000);
    QCOMPARE(handedOver(m_address), HandOver::Taken);
}

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
