// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/runbookshelf.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

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
    const QByteArray one(40, '1');
    write(u"books/a.md"_s, book("x"));
    write(u".git/HEAD"_s, "ref: refs/heads/main\n");
    write(u".git/refs/heads/main"_s, one);
    const RunbookWatcher watcher(m_folder->filePath(u"books"_s));
    QCOMPARE(watcher.shelf().commit, one.toStdString());
    const auto& books = watcher.shelf().runbooks;
    QCOMPARE(books.front().source.file, std::string("a.md"));
    QCOMPARE(books.front().source.commit, one.toStdString());
    // There is no index: nobody can say whether it is as committed.
    QVERIFY(watcher.shelf().state == runbook::CommitState::Unknown);
    QVERIFY(books.back().source.file.empty()); // ships with the program
    const QByteArray two(40, '2');
    write(u".git/refs/heads/main"_s, two);
    QTRY_COMPARE(watcher.shelf().commit, two.toStdString());
}

QTEST_GUILESS_MAIN(TestRunbookShelf)
#include "tst_runbookshelf.moc"
