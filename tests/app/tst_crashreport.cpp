// SPDX-License-Identifier: GPL-3.0-or-later

// The programs that crash are forked from the test.

#include "app/commands/crashfiles.h"
#include "app/crashhandler.h"
#include "app/logring.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

const QString kModelSaid = u"the moon is made of cheese"_s; // what a model said

// In a process of its own, forked from the test: how it ended.
int statusOfChild(const std::function<void()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit none = {};
        ::setrlimit(RLIMIT_CORE, &none);
        if (!crash::install(commands::crashFolder(), u"1.2.3"_s))
            ::_exit(100);
        crash::setRecording(u"night.plumb"_s);
        logring::watchQtMessages();
        logring::note("window opened");
        qWarning("%s", qUtf8Printable(kModelSaid)); // by a library, say
        qWarning("QFile::open: File (/home/ada/private.plumb) cannot be opened");
        work();
        ::_exit(101); // it did not crash
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child)
        qFatal("no child");
    return status;
}

} // namespace

class TestCrashReport : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void eachSignalLeavesAReport_data();
    void eachSignalLeavesAReport();
    void aNullPointerIsReported();
    void anOverflownStackIsReported();
    void anExceptionTellsItsTypeAlone();
    void itIsSaidWhereTheReportIs();
    void anAssertionTellsItsText();
    void noDescriptorIsLeft();
    void theNewestTenAreKept();
    void namesAreLookedUp();
    void onlyAFolderOfOursIsUsed();
    void onlyFiftyLinesAreKept();

private:
    QByteArray onlyReport();
    std::unique_ptr<QTemporaryDir> m_state;
};

void TestCrashReport::init()
{
    m_state = std::make_unique<QTemporaryDir>();
    QVERIFY(m_state->isValid());
    qputenv("XDG_STATE_HOME", QFile::encodeName(m_state->path()));
}

QByteArray TestCrashReport::onlyReport()
{
    const auto files = commands::crashFiles();
    if (files.size() != 1)
        return "there are " + QByteArray::number(qsizetype(files.size())) + " reports";
    return *commands::crashText(files.front().name);
}

void TestCrashReport::eachSignalLeavesAReport_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("SIGSEGV") << SIGSEGV << QByteArray("SIGSEGV");
    QTest::newRow("SIGABRT") << SIGABRT << QByteArray("SIGABRT");
    QTest::newRow("SIGBUS") << SIGBUS << QByteArray("SIGBUS");
    QTest::newRow("SIGFPE") << SIGFPE << QByteArray("SIGFPE");
    QTest::newRow("SIGILL") << SIGILL << QByteArray("SIGILL");
}

void TestCrashReport::eachSignalLeavesAReport()
{
    QFETCH(int, signal);
    QFETCH(QByteArray, name);
    const int status = statusOfChild([signal] { ::raise(signal); });
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), signal); // as if nobody had looked
    const auto files = commands::crashFiles();
    QCOMPARE(files.size(), std::size_t{1});
    const QString path = QDir(commands::crashFolder()).filePath(files.front().name);
    QCOMPARE(QFile::permissions(path) & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
    const QByteArray text = onlyReport();
    QVERIFY2(text.contains("signal: " + QByteArray::number(signal) + ' ' + name), text.constData());
    QVERIFY2(text.contains("version: plumbline 1.2.3\n"), text.constData());
    QVERIFY2(text.contains(QByteArray("qt: ") + qVersion() + '\n'), text.constData());
    QVERIFY2(text.contains("recording: night.plumb\n"), text.constData());
    QVERIFY2(text.contains("window opened"), text.constData());
    QVERIFY2(QRegularExpression(u"\ntime: \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\n"_s)
                 .match(QString::fromUtf8(text))
                 .hasMatch(),
             text.constData());
    const QString now = QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd"_s);
    QVERIFY2(QString::fromUtf8(text).contains(u"time: "_s + now)
                 || QDateTime::currentDateTimeUtc().time() < QTime(0, 1),
             text.constData());
    QVERIFY2(text.contains("  #02 0x"), text.constData());
    QVERIFY2(text.contains("libc.so.6"), text.constData()); // a module
    QVERIFY2(text.endsWith("end\n"), text.constData());
    // Nothing of what was said, and no path.
    for (const char* word : {"cheese", "/ada", "private.plumb", "/usr", "/lib", "/home", "/tmp"})
        QVERIFY2(!text.contains(word), text.constData());
    QVERIFY2(text.contains("QFile::open: File\n"), text.constData());
}

void TestCrashReport::aNullPointerIsReported()
{
    const int status = statusOfChild([] {
        volatile int* volatile nowhere = nullptr;
        *nowhere = 1; // NOLINT(clang-analyzer-core.NullDereference)
    });
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGSEGV);
    const QByteArray text = onlyReport();
    QVERIFY2(text.contains("SIGSEGV, code 1, at 0x000000000000\n"), text.constData());
}

namespace {

// Each call keeps its own part of the stack.
[[gnu::noinline]] int fillStack(int depth) // NOLINT(misc-no-recursion)
{
    volatile char part[4096]; // NOLINT(modernize-avoid-c-arrays)
    part[depth % 4096] = static_cast<char>(depth);
    return depth < 100'000'000 ? fillStack(depth + 1) + part[(depth + 1) % 4096] : 0;
}

} // namespace

void TestCrashReport::anOverflownStackIsReported()
{
    const int status = statusOfChild([] { ::_exit(fillStack(1)); });
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGSEGV);
    QVERIFY(onlyReport().endsWith("end\n"));
}

void TestCrashReport::anExceptionTellsItsTypeAlone()
{
    const int status = statusOfChild(
        [] { std::thread([] { throw std::runtime_error(kModelSaid.toStdString()); }).join(); });
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGABRT);
    const QByteArray text = onlyReport();
    QVERIFY2(text.contains("uncaught: an exception of type St13runtime_error\n"), text.constData());
    QVERIFY2(!text.contains("cheese"), text.constData());
}

// Who started it in a terminal looks there, not into a folder that he does not know.
void TestCrashReport::itIsSaidWhereTheReportIs()
{
    const QByteArray said = QFile::encodeName(m_state->filePath(u"stderr"_s));
    const int status = statusOfChild([&said] {
        const int file = ::open(said.constData(), O_WRONLY | O_CREAT, 0600);
        ::dup2(file, STDERR_FILENO);
        ::raise(SIGSEGV);
    });
    QVERIFY(WIFSIGNALED(status));
    const auto files = commands::crashFiles();
    QCOMPARE(files.size(), std::size_t{1});
    QFile file(QFile::decodeName(said));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()),
             u"plumbline: crashed (SIGSEGV); report: %1; see 'plumbline crash-report list'\n"_s.arg(
                 QDir(commands::crashFolder()).filePath(files.front().name)));
    QVERIFY(onlyReport().endsWith("end\n"));
}

void TestCrashReport::anAssertionTellsItsText()
{
    const int status = statusOfChild([] {
        qInstallMessageHandler(nullptr); // the test's own would report a failure of the test
        logring::watchQtMessages();
        qt_assert("m_answer != nullptr", "/home/ada/answer.cpp", 12);
    });
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGABRT);
    const QByteArray text = onlyReport();
    QVERIFY2(
        text.contains("message: ASSERT: \"m_answer != nullptr\" in file answer.cpp, line 12\n"),
        text.constData());
    QVERIFY2(!text.contains("/home"), text.constData());
    QCOMPARE(logring::fatalText(
                 u"ASSERT failure in QList::at: \"index out of range\", file /usr/q/qlist.h, "
                 "line 442"_s),
             u"ASSERT failure in QList::at: \"index out of range\", file qlist.h, line 442"_s);
    QVERIFY(!logring::fatalText(kModelSaid).contains(u"moon"_s));
}

void TestCrashReport::noDescriptorIsLeft()
{
    const int status = statusOfChild([] {
        rlimit few = {};
        ::getrlimit(RLIMIT_NOFILE, &few);
        few.rlim_cur = 64;
        ::setrlimit(RLIMIT_NOFILE, &few);
        while (::dup(0) >= 0) { }
        ::raise(SIGABRT);
    });
    QVERIFY(WIFSIGNALED(status));
    QVERIFY(onlyReport().contains("SIGABRT"));
}

void TestCrashReport::theNewestTenAreKept()
{
    const QDir folder(commands::crashFolder());
    for (int i = 10; i < 23; ++i) {
        QFile file(folder.filePath(u"crash-20260101T0000%1Z-1.txt"_s.arg(i)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("x");
        QVERIFY(file.setFileTime(QDateTime(QDate(2026, 1, 1), QTime(0, 0, i), Qt::UTC),
                                 QFileDevice::FileModificationTime));
    }
    QCOMPARE(commands::crashFiles().size(), std::size_t{13});
    commands::keepNewestCrashes();
    const auto left = commands::crashFiles();
    QCOMPARE(left.size(), std::size_t{10});
    QCOMPARE(left.front().name, u"crash-20260101T000022Z-1.txt"_s);
    QCOMPARE(left.back().name, u"crash-20260101T000013Z-1.txt"_s);
}

void TestCrashReport::namesAreLookedUp()
{
    const QDir folder(commands::crashFolder());
    for (const QString& name : {u"crash-1-1.txt"_s, u"crash-2-1.txt"_s}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(name.toUtf8());
    }
    QFile outside(m_state->filePath(u"crash-0.txt"_s));
    QVERIFY(outside.open(QIODevice::WriteOnly));
    QCOMPARE(*commands::crashText(u"crash-2"_s), QByteArray("crash-2-1.txt"));
    QVERIFY(!commands::crashText(u"crash-"_s)); // either
    QVERIFY(!commands::crashText(u""_s));
    QVERIFY(!commands::deleteCrash(u"../../crash-0.txt"_s));
    QVERIFY(outside.exists());
    QVERIFY(commands::deleteCrash(u"crash-2-1.txt"_s));
    QCOMPARE(commands::crashFiles().size(), std::size_t{1});
}

void TestCrashReport::onlyAFolderOfOursIsUsed()
{
    const QString folder = commands::crashFolder();
    QVERIFY(!folder.isEmpty());
    QVERIFY((QFile::permissions(folder) & (QFile::ReadGroup | QFile::ReadOther))
            == QFile::Permissions());
    QVERIFY(QFile::setPermissions(folder, QFile::permissions(folder) | QFile::WriteOther));
    QCOMPARE(commands::crashFolder(), folder);
    QVERIFY((QFile::permissions(folder) & QFile::WriteOther) == QFile::Permissions());
    // What leads elsewhere is not.
    QVERIFY(QDir().rmdir(folder));
    QVERIFY(QFile::link(m_state->path(), folder));
    QVERIFY(commands::crashFolder().isEmpty());
    QVERIFY(!crash::install(commands::crashFolder(), u"1"_s));
}

void TestCrashReport::onlyFiftyLinesAreKept()
{
    for (int i = 0; i < 60; ++i)
        logring::note(i < 20 ? "early" : "late");
    QCOMPARE(logring::count(), logring::kLines);
    QVERIFY(QByteArray(logring::line(0)).endsWith(" early"));
    QVERIFY(QByteArray(logring::line(10)).endsWith(" late"));
    QVERIFY(QByteArray(logring::line(49)).endsWith(" late"));
    QCOMPARE(logring::withoutContent(u"QSqlQuery::prepare: \"SELECT 1\""_s),
             u"QSqlQuery::prepare:"_s);
    QVERIFY(!logring::withoutContent(kModelSaid).contains(u"moon"_s));
}

QTEST_GUILESS_MAIN(TestCrashReport)
#include "tst_crashreport.moc"
