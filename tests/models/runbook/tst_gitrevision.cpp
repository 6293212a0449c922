// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/gitrevision.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtEndian>
#include <QtTest>

using namespace Qt::StringLiterals;
using runbook::CommitState;
using runbook::GitRevision;

namespace {

const QByteArray kCommit = "3f2a91c04d11aa3f2a91c04d11aa3f2a91c04d11";

QByteArray number(quint32 value, int bytes)
{
    QByteArray text;
    for (int i = bytes - 1; i >= 0; --i)
        text += static_cast<char>(value >> (8 * i) & 0xffU);
    return text;
}

QByteArray blobOf(const QByteArray& content)
{
    return QCryptographicHash::hash("blob " + QByteArray::number(content.size()) + '\0' + content,
                                    QCryptographicHash::Sha1);
}

QByteArray index(const QByteArray& path, const QByteArray& content, bool isTreeWhole = true)
{
    QByteArray entry = QByteArray(40, '\0') + blobOf(content)
        + number(static_cast<quint32>(path.size()), 2) + path + '\0';
    entry.append((8 - entry.size() % 8) % 8, '\0');
    QByteArray tree =
        QByteArray(1, '\0') + (isTreeWhole ? "1 0\n" + QByteArray(20, 'x') : "-1 0\n");
    const QByteArray whole = "DIRC" + number(2, 4) + number(1, 4) + entry + "TREE"
        + number(static_cast<quint32>(tree.size()), 4) + tree;
    return whole + QCryptographicHash::hash(whole, QCryptographicHash::Sha1);
}

} // namespace

class TestGitRevision : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aFolderOutsideIsNone();
    void theCommitIsFound();
    void packedRefsAreRead();
    void aWorktreeLeadsToItsCommit();
    void editsAndStrangersAreSaid();
    void brokenFilesAreUnknown_data();
    void brokenFilesAreUnknown();
    void gitItselfAgrees_data();
    void gitItselfAgrees();
    void nothingOfTheCheckoutIsRun();

private:
    void write(const QString& name, const QByteArray& text) const
    {
        const QString path = m_folder->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    GitRevision revision() const { return GitRevision::of(m_folder->filePath(u"books"_s)); }
    CommitState stateOf(const QByteArray& content) const
    {
        return revision().stateOf(m_folder->filePath(u"books/a.md"_s), content.toStdString());
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

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestGitRevision::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write(u"books/a.md"_s, "one\n");
}

void TestGitRevision::aFolderOutsideIsNone()
{
    QVERIFY(!revision().isCheckout());
    QVERIFY(stateOf("one\n") == CommitState::None);
    QVERIFY(!GitRevision::of({}).isCheckout());
    QVERIFY(!GitRevision::of(u"/nowhere/at/all"_s).isCheckout());
}

void TestGitRevision::theCommitIsFound()
{
    write(u".git/HEAD"_s, "ref: refs/heads/main\n");
    write(u".git/refs/heads/main"_s, kCommit + '\n');
    write(u".git/index"_s, index("books/a.md", "one\n"));
    QVERIFY(revision().isCheckout());
    QCOMPARE(revision().commit(), kCommit.toStdString());
    QVERIFY(stateOf("one\n") == CommitState::Committed);
    write(u".git/HEAD"_s, kCommit + '\n'); // detached
    QCOMPARE(revision().commit(), kCommit.toStdString());
    write(u".git/HEAD"_s, "ref: refs/heads/other\n"); // nothing was committed there
    QCOMPARE(revision().commit(), std::string());
    QVERIFY(stateOf("one\n") == CommitState::Changed);
}

void TestGitRevision::packedRefsAreRead()
{
    write(u".git/HEAD"_s, "ref: refs/heads/main\n");
    write(u".git/packed-refs"_s,
          "# pack-refs with: peeled\n" + QByteArray(40, 'a') + " refs/heads/mainly\n" + kCommit
              + " refs/heads/main\n^" + QByteArray(40, 'b') + '\n');
    QCOMPARE(revision().commit(), kCommit.toStdString());
}

void TestGitRevision::aWorktreeLeadsToItsCommit()
{
    write(u".git"_s, "gitdir: main.git/worktrees/w\n");
    write(u"main.git/worktrees/w/HEAD"_s, "ref: refs/heads/w\n");
    write(u"main.git/worktrees/w/commondir"_s, "../..\n");
    write(u"main.git/worktrees/w/index"_s, index("books/a.md", "one\n"));
    write(u"main.git/refs/heads/w"_s, kCommit);
    QCOMPARE(revision().commit(), kCommit.toStdString());
    QVERIFY(stateOf("one\n") == CommitState::Committed);
}

void TestGitRevision::editsAndStrangersAreSaid()
{
    write(u".git/HEAD"_s, kCommit);
    write(u".git/index"_s, index("books/a.md", "one\n"));
    QVERIFY(stateOf("two\n") == CommitState::Changed);
    write(u"books/b.md"_s, "new\n");
    QVERIFY(revision().stateOf(m_folder->filePath(u"books/b.md"_s), "new\n")
            == CommitState::Changed);
    write(u".git/index"_s, index("books/a.md", "one\n", false)); // something is staged
    QVERIFY(stateOf("one\n") == CommitState::Unknown);
}

void TestGitRevision::brokenFilesAreUnknown_data()
{
    QTest::addColumn<QByteArray>("broken");
    const QByteArray good = index("books/a.md", "one\n");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("other version") << QByteArray(good).replace(4, 4, number(9, 4));
    QTest::newRow("more entries than there are") << QByteArray(good).replace(8, 4, number(5, 4));
    QTest::newRow("cut") << good.first(60);
    QTest::newRow("an endless extension")
        << QByteArray(good).replace(good.indexOf("TREE") + 4, 4, number(0xffffffffU, 4));
}

void TestGitRevision::brokenFilesAreUnknown()
{
    QFETCH(const QByteArray, broken);
    write(u".git/HEAD"_s, kCommit);
    write(u".git/index"_s, broken);
    QVERIFY(stateOf("one\n") == CommitState::Unknown);
    write(u".git/HEAD"_s, "ref: refs/../../secret\n");
    QCOMPARE(revision().commit(), std::string());
}

void TestGitRevision::gitItselfAgrees_data()
{
    QTest::addColumn<QString>("version");
    QTest::newRow("2") << u"2"_s;
    QTest::newRow("4") << u"4"_s;
}

void TestGitRevision::gitItselfAgrees()
{
    if (QStandardPaths::findExecutable(u"git"_s).isEmpty())
        QSKIP("git is not installed");
    QFETCH(const QString, version);
    write(u"books/a much longer name.md"_s, "other\n");
    write(u"zebra.md"_s, "other\n");
    QVERIFY(git({u"init"_s, u"-q"_s}));
    QVERIFY(git({u"config"_s, u"index.version"_s, version}));
    QVERIFY(stateOf("one\n") == CommitState::Changed);
    QVERIFY(git({u"add"_s, u"."_s}));
    QVERIFY(git({u"commit"_s, u"-q"_s, u"-m"_s, u"one"_s}));
    QCOMPARE(revision().commit().size(), std::size_t{40});
    QVERIFY(stateOf("one\n") == CommitState::Committed);
    write(u"books/a.md"_s, "two\n");
    QVERIFY(stateOf("two\n") == CommitState::Changed);
    QVERIFY(git({u"add"_s, u"books/a.md"_s}));
    QVERIFY(stateOf("two\n") == CommitState::Unknown);
    const std::string before = revision().commit();
    QVERIFY(git({u"commit"_s, u"-q"_s, u"-m"_s, u"two"_s}));
    QVERIFY(revision().commit() != before);
    QVERIFY(stateOf("two\n") == CommitState::Committed);
    QVERIFY(git({u"gc"_s, u"-q"_s}));
    QVERIFY(stateOf("two\n") == CommitState::Committed);
}

// What a checkout that somebody else wrote could name as programs.
void TestGitRevision::nothingOfTheCheckoutIsRun()
{
    const QString trap = m_folder->filePath(u"ran"_s);
    const QByteArray script = "#!/bin/sh\ntouch '" + trap.toUtf8() + "'\n";
    write(u".git/HEAD"_s, kCommit);
    write(u".git/index"_s, index("books/a.md", "one\n"));
    for (const auto& name : {u".git/hooks/post-checkout"_s, u".git/hooks/fsmonitor-watchman"_s}) {
        write(name, script);
        QFile::setPermissions(m_folder->filePath(name), QFile::ReadOwner | QFile::ExeOwner);
    }
    write(u".git/config"_s,
          "[core]\n fsmonitor = .git/hooks/fsmonitor-watchman\n[filter \"x\"]\n clean = "
          ".git/hooks/post-checkout\n");
    write(u".gitattributes"_s, "*.md filter=x\n");
    QVERIFY(stateOf("one\n") == CommitState::Committed);
    QVERIFY(!QFile::exists(trap));
}

QTEST_GUILESS_MAIN(TestGitRevision)
#include "tst_gitrevision.moc"
