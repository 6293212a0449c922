// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/runbookshelf.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

QByteArray book(const QByteArray& title)
{
    return "---\nid: ours\ntitle: " + title
        + "\n---\n\n## One\n\n```step\nid: look\nkind: check\n```\n";
}

} // namespace

// Runbooks that are edited while the console runs.
class TestRunbookShelf : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void anEditIsReadAgain();
    void aBrokenVersionKeepsTheLastGoodOne();
    void editorsReplaceFiles();
    void filesComeAndGo();
    void aFolderMadeLaterIsRead();
    void theCommitIsToldAndFollowed();

private:
    void write(const QString& name, const QByteArray& text) const
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    bool git(const QStringList& arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.start(u"git"_s,
                      QStringList{u"-c"_s, u"user.name=a"_s, u"-c"_s, u"user.email=a@b.c"_s}
                          + arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }
    bool commitAll() const
    {
        return git({u"add"_s, u"."_s}) && git({u"commit"_s, u"-q"_s, u"-m"_s, u"one"_s});
    }
    static std::string title(const RunbookWatcher& watcher, const std::string& id = "ours")
    {
        const auto& books = watcher.shelf().runbooks;
        const auto found = std::ranges::find(books, id, &runbook::Runbook::id);
        return found == books.end() ? std::string("none") : found->title;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRunbookShelf::anEditIsReadAgain()
{
    write(u"a.md"_s, book("first"));
    const RunbookWatcher watcher(m_folder->path());
    const QSignalSpy changed(&watcher, &RunbookWatcher::changed);
    QCOMPARE(title(watcher), std::string("first"));
    write(u"a.md"_s, book("second"));
    QTRY_COMPARE(title(watcher), std::string("second"));
    write(u"a.md"_s, book("third"));
    QTRY_COMPARE(title(watcher), std::string("third"));
    const auto before = changed.count();
    write(u"a.md"_s, book("third")); // the same again is no change
    QTest::qWait(400);
    QCOMPARE(changed.count(), before);
}

void TestRunbookShelf::aBrokenVersionKeepsTheLastGoodOne()
{
    write(u"a.md"_s, book("good"));
    const RunbookWatcher watcher(m_folder->path());
    write(u"a.md"_s, book("worse").replace("kind: check", "kind: chek"));
    QTRY_COMPARE(watcher.shelf().problems.size(), 1);
    const QString problem = watcher.shelf().problems.front();
    QVERIFY2(problem.startsWith(u"a.md:10:7: "_s), qPrintable(problem));
    QVERIFY2(problem.contains(u"stays in use"_s), qPrintable(problem));
    QCOMPARE(title(watcher), std::string("good"));
    // Broken in another way: still the last good one, not the last one.
    write(u"a.md"_s, "nothing\n");
    QTRY_VERIFY(watcher.shelf().problems.size() == 1
                && watcher.shelf().problems.front().startsWith(u"a.md:1:1: "_s));
    QCOMPARE(title(watcher), std::string("good"));
    write(u"a.md"_s, book("mended"));
    QTRY_COMPARE(title(watcher), std::string("mended"));
    QVERIFY(watcher.shelf().problems.isEmpty());
    // One that was broken from the beginning has none to keep.
    write(u"b.md"_s, "nothing\n");
    QTRY_COMPARE(watcher.shelf().problems.size(), 1);
    QVERIFY(!watcher.shelf().problems.front().contains(u"stays in use"_s));
}

void TestRunbookShelf::editorsReplaceFiles()
{
    write(u"a.md"_s, book("0"));
    const RunbookWatcher watcher(m_folder->path());
    for (const char* next : {"1", "2", "3"}) { // each time another file under the name
        write(u"a.md.tmp"_s, book(next));
        QVERIFY(QFile::remove(m_folder->filePath(u"a.md"_s)));
        QVERIFY(QFile::rename(m_folder->filePath(u"a.md.tmp"_s), m_folder->filePath(u"a.md"_s)));
        QTRY_COMPARE(title(watcher), std::string(next));
    }
}

void TestRunbookShelf::filesComeAndGo()
{
    const RunbookWatcher watcher(m_folder->path());
    QCOMPARE(title(watcher), std::string("none"));
    const auto builtIn = watcher.shelf().runbooks.size();
    write(u"a.md"_s, book("new"));
    QTRY_COMPARE(title(watcher), std::string("new"));
    QCOMPARE(watcher.shelf().runbooks.size(), builtIn + 1);
    QVERIFY(QFile::remove(m_folder->filePath(u"a.md"_s)));
    QTRY_COMPARE(watcher.shelf().runbooks.size(), builtIn);
}

void TestRunbookShelf::aFolderMadeLaterIsRead()
{
    const RunbookWatcher watcher(m_folder->filePath(u"books"_s));
    write(u"books/a.md"_s, book("late"));
    QTRY_COMPARE(title(watcher), std::string("late"));
    write(u"books/a.md"_s, book("later"));
    QTRY_COMPARE(title(watcher), std::string("later"));
}

void TestRunbookShelf::theCommitIsToldAndFollowed()
{
    write(u"books/a.md"_s, book("x"));
    QVERIFY(git({u"init"_s, u"-q"_s}) && commitAll());
    const RunbookWatcher watcher(m_folder->filePath(u"books"_s));
    const std::string one = watcher.shelf().commit;
    QCOMPARE(one.size(), std::size_t{40});
    const auto& books = watcher.shelf().runbooks;
    QCOMPARE(books.front().source.file, std::string("a.md"));
    QCOMPARE(books.front().source.commit, one);
    QVERIFY(watcher.shelf().state == runbook::CommitState::Committed);
    QVERIFY(books.back().source.file.empty()); // ships with the program
    write(u"books/a.md"_s, book("y"));
    QTRY_VERIFY(watcher.shelf().state == runbook::CommitState::Changed);
    QCOMPARE(watcher.shelf().commit, one);
    QVERIFY(commitAll());
    QTRY_VERIFY(watcher.shelf().commit != one);
    QTRY_VERIFY(watcher.shelf().state == runbook::CommitState::Committed);
    // A commit of something else only moves the branch.
    const std::string two = watcher.shelf().commit;
    write(u"other.txt"_s, "x");
    QVERIFY(commitAll());
    QTRY_VERIFY(watcher.shelf().commit != two);
}

QTEST_GUILESS_MAIN(TestRunbookShelf)
#include "tst_runbookshelf.moc"
