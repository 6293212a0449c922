// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sessionstate.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

OpenedState stateOf(const std::string& recording)
{
    OpenedState state;
    state.recording = recording;
    state.bundle = "/tmp/night.plumbundle";
    state.view.page = "suspects";
    state.view.service = "checkout bot";
    state.view.cursor = telemetry::fromUnixNanos(1'795'488'660'000'000'000);
    state.layout = {{u"splitter/trace"_s, QByteArray("\x00\xff", 2)}, {u"page/pages"_s, 4}};
    state.drafts[u"draft/timeline"_s] = u"rolled back, waiting „5 min“"_s;
    return state;
}

// A window that has written its state and is then killed.
void leaveKilled(const QString& folder, const OpenedState& state, std::size_t others = 0)
{
    int ready[2] = {}; // NOLINT(modernize-avoid-c-arrays)
    QCOMPARE(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto file = SessionFile::make(folder);
        const char done = file && file->write(state) ? 'y' : 'n';
        if (::write(ready[1], &done, 1) != 1)
            ::_exit(1);
        for (;;)
            ::pause();
    }
    QVERIFY(child > 0);
    char done = 0;
    QCOMPARE(::read(ready[0], &done, 1), ssize_t{1});
    QCOMPARE(done, 'y');
    QCOMPARE(leftSessions(folder).size(), others); // while it lives
    ::kill(child, SIGKILL);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    ::close(ready[0]);
    ::close(ready[1]);
}

} // namespace

class TestSessionState : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void whatWasOpenComesBack();
    void aKilledWindowIsOffered();
    void twoWindowsAreTwo();
    void aCleanEndLeavesNothing();
    void onlyOneOffersIt();
    void whatIsNotOursIsNotRead();
    void garbageIsNothing_data();
    void garbageIsNothing();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSessionState::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestSessionState::whatWasOpenComesBack()
{
    const OpenedState state = stateOf("/tmp/night.plumb");
    const auto read = openedStateFrom(toJson(state));
    QVERIFY(read.has_value());
    QCOMPARE(read->recording, state.recording);
    QCOMPARE(read->bundle, state.bundle);
    QVERIFY(!read->isLive);
    QVERIFY(read->view == state.view);
    QCOMPARE(read->layout, state.layout);
    QCOMPARE(read->drafts, state.drafts);
}

void TestSessionState::aKilledWindowIsOffered()
{
    leaveKilled(m_folder->path(), stateOf("/tmp/night.plumb"));
    auto left = leftSessions(m_folder->path());
    QCOMPARE(left.size(), std::size_t{1});
    QCOMPARE(left.front().state.recording, std::string("/tmp/night.plumb"));
    QCOMPARE(left.front().state.drafts, stateOf("x").drafts);
    QCOMPARE(QFile::permissions(left.front().path) & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
    forget(left.front());
    left.clear();
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestSessionState::twoWindowsAreTwo()
{
    leaveKilled(m_folder->path(), stateOf("/tmp/a.plumb"));
    leaveKilled(m_folder->path(), stateOf("/tmp/b.plumb"), 1); // the first is offered meanwhile
    QCOMPARE(leftSessions(m_folder->path()).size(), std::size_t{2});
}

void TestSessionState::aCleanEndLeavesNothing()
{
    {
        const auto file = SessionFile::make(m_folder->path());
        QVERIFY(file != nullptr);
        QVERIFY(file->write(stateOf("/tmp/a.plumb")));
        const auto second = SessionFile::make(m_folder->path());
        QVERIFY(second != nullptr);
        QVERIFY(second->path() != file->path());
        QVERIFY(second->write(stateOf("/tmp/b.plumb")));
        QCOMPARE(QDir(m_folder->path()).entryList({u"*.json"_s}, QDir::Files).size(), 2);
        QVERIFY(leftSessions(m_folder->path()).empty()); // both are open
    }
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestSessionState::onlyOneOffersIt()
{
    leaveKilled(m_folder->path(), stateOf("/tmp/a.plumb"));
    {
        const auto offered = leftSessions(m_folder->path());
        QCOMPARE(offered.size(), std::size_t{1});
        QVERIFY(leftSessions(m_folder->path()).empty()); // for a second start
    }
    // Nobody answered: the next start offers it again.
    const QString name = QDir(m_folder->path()).entryList({u"*.json"_s}).value(0);
    QVERIFY(leftSession(m_folder->path(), u"../"_s + name).has_value()); // by its name alone
    QVERIFY(!leftSession(m_folder->path(), u"other.json"_s));
}

void TestSessionState::whatIsNotOursIsNotRead()
{
    const QString path = m_folder->filePath(u"20260101T000000Z-1-0.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(toJson(stateOf("/tmp/a.plumb")));
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::WriteOther));
    QVERIFY(leftSessions(m_folder->path()).empty());
    QVERIFY(!QFile::exists(path));
}

void TestSessionState::garbageIsNothing_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("another version") << toJson(stateOf("/tmp/a")).replace(":1", ":2");
    QTest::newRow("no recording") << toJson(stateOf(""));
    QTest::newRow("a list") << QByteArray("[1,2]");
    QTest::newRow("a moment that is none")
        << QByteArray("{\"plumbline_session\":1,\"recording\":\"/a\","
                      "\"view\":{\"cursor\":\"yesterday\"}}");
}

void TestSessionState::garbageIsNothing()
{
    QFETCH(QByteArray, text);
    QVERIFY(!openedStateFrom(text));
    QFile file(m_folder->filePath(u"20260101T000000Z-1-0.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    QVERIFY(leftSessions(m_folder->path()).empty());
    QVERIFY(!file.exists());
}

QTEST_GUILESS_MAIN(TestSessionState)
#include "tst_sessionstate.moc"
