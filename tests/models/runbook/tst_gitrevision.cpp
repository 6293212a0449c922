// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/gitrevision.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QIODevice>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using runbook::CommitState;
using runbook::GitRevision;

class TestGitRevision : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aFolderOutsideIsNone();
    void theCommitIsFound();
    void packedRefsAndObjectsAreRead();
    void aWorktreeLeadsToItsCommit();
    void whatIsOnlyStagedIsNotCommitted();
    void lineEndsAreThoseOfGit();
    void whatCannotBeReadIsUnknown();
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
    // One commit of all that is there.
    bool commitAll() const
    {
        return git({u"init"_s, u"-q"_s}) && git({u"add"_s, u"."_s})
            && git({u"commit"_s, u"-q"_s, u"-m"_s, u"one"_s});
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
    QVERIFY(git({u"init"_s, u"-q"_s}));
    QVERIFY(revision().isCheckout());
    QCOMPARE(revision().commit(), std::string()); // nothing was committed yet
    QVERIFY(stateOf("one\n") == CommitState::Changed);
    QVERIFY(commitAll());
    const std::string first = revision().commit();
    QCOMPARE(first.size(), std::size_t{40});
    QVERIFY(stateOf("one\n") == CommitState::Committed);
    QVERIFY(stateOf("two\n") == CommitState::Changed);
    write(u"books/b.md"_s, "new\n");
    QVERIFY(revision().stateOf(m_folder->filePath(u"books/b.md"_s), "new\n")
            == CommitState::Changed);
    QVERIFY(git({u"checkout"_s, u"-q"_s, u"--detach"_s}));
    QCOMPARE(revision().commit(), first);
    QVERIFY(stateOf("one\n") == CommitState::Committed);
    QVERIFY(git({u"checkout"_s, u"-q"_s, u"--orphan"_s, u"other"_s}));
    QCOMPARE(revision().commit(), std::string());
    QVERIFY(stateOf("one\n") == CommitState::Changed);
}

void TestGitRevision::packedRefsAndObjectsAreRead()
{
    QVERIFY(commitAll());
    const std::string commit = revision().commit();
    QVERIFY(git({u"gc"_s, u"-q"_s}));
    QVERIFY(QFile::exists(m_folder->filePath(u".git/packed-refs"_s)));
    QCOMPARE(revision().commit(), commit);
    QVERIFY(stateOf("one\n") == CommitState::Committed);
    QVERIFY(stateOf("two\n") == CommitState::Changed);
}

void TestGitRevision::aWorktreeLeadsToItsCommit()
{
    QVERIFY(commitAll());
    const QTemporaryDir other;
    QVERIFY(git({u"worktree"_s, u"add"_s, u"-q"_s, u"-b"_s, u"w"_s, other.filePath(u"w"_s)}));
    const GitRevision there = GitRevision::of(other.filePath(u"w/books"_s));
    QCOMPARE(there.commit(), revision().commit());
    QVERIFY(there.stateOf(other.filePath(u"w/books/a.md"_s), "one\n") == CommitState::Committed);
    const QStringList watched = there.watched();
    QVERIFY(std::ranges::any_of(watched, [](const QString& file) {
        return file.endsWith(u"/refs/heads/w"_s) && QFile::exists(file);
    }));
}

// A commit that a hook refused, or that was taken back, is none.
void TestGitRevision::whatIsOnlyStagedIsNotCommitted()
{
    QVERIFY(commitAll());
    write(u"books/a.md"_s, "two\n");
    QVERIFY(git({u"add"_s, u"."_s}));
    QVERIFY(stateOf("two\n") == CommitState::Changed);
    write(u".git/hooks/pre-commit"_s, "#!/bin/sh\nexit 1\n");
    QFile::setPermissions(m_folder->filePath(u".git/hooks/pre-commit"_s),
                          QFile::ReadOwner | QFile::ExeOwner);
    QVERIFY(!git({u"commit"_s, u"-q"_s, u"-m"_s, u"two"_s}));
    QVERIFY(stateOf("two\n") == CommitState::Changed);
    QVERIFY(stateOf("one\n") == CommitState::Committed);
    QVERIFY(git({u"commit"_s, u"-q"_s, u"--no-verify"_s, u"-m"_s, u"two"_s}));
    QVERIFY(stateOf("two\n") == CommitState::Committed);
    QVERIFY(git({u"reset"_s, u"-q"_s, u"--soft"_s, u"HEAD~1"_s}));
    QVERIFY(stateOf("two\n") == CommitState::Changed);
}

void TestGitRevision::lineEndsAreThoseOfGit()
{
    write(u".gitattributes"_s, "*.md text eol=crlf\n");
    QVERIFY(commitAll());
    QVERIFY(stateOf("one\r\n") == CommitState::Committed); // as it is checked out
    QVERIFY(stateOf("two\r\n") == CommitState::Changed);
}

void TestGitRevision::whatCannotBeReadIsUnknown()
{
    QVERIFY(commitAll());
    const QDir objects(m_folder->filePath(u".git/objects"_s));
    for (const QString& name : objects.entryList({u"??"_s}, QDir::Dirs | QDir::NoDotAndDotDot))
        QVERIFY(QDir(objects.filePath(name)).removeRecursively());
    QVERIFY(revision().isCheckout());
    QVERIFY(stateOf("one\n") == CommitState::Unknown);
    write(u".git/HEAD"_s, "ref: refs/../../secret\n");
    QCOMPARE(revision().commit(), std::string());
    QVERIFY(stateOf("one\n") != CommitState::Committed);
}

// What a checkout that somebody else wrote could name as programs.
void TestGitRevision::nothingOfTheCheckoutIsRun()
{
    const QString trap = m_folder->filePath(u"ran"_s);
    const QByteArray script = "#!/bin/sh\ntouch '" + trap.toUtf8() + "'\n";
    write(u".gitattributes"_s, "*.md filter=x\n");
    QVERIFY(commitAll());
    for (const auto& name : {u".git/hooks/post-checkout"_s, u".git/hooks/fsmonitor-watchman"_s}) {
        write(name, script);
        QFile::setPermissions(m_folder->filePath(name), QFile::ReadOwner | QFile::ExeOwner);
    }
    write(u".git/config"_s,
          "[core]\n fsmonitor = .git/hooks/fsmonitor-watchman\n[filter \"x\"]\n clean = "
          ".git/hooks/post-checkout\n");
    QVERIFY(stateOf("one\n") == CommitState::Committed);
    QVERIFY(stateOf("two\n") == CommitState::Changed); // asks the filters
    QVERIFY(!QFile::exists(trap));
}

QTEST_GUILESS_MAIN(TestGitRevision)
#include "tst_gitrevision.moc"
