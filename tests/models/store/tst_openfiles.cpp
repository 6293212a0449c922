// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/openfiles.h"
#include "models/store/sqlite.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace Qt::StringLiterals;

class TestOpenFiles : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aDatabaseIsOpenWhileAConnectionIs();
    void itIsKnownByAnyName();
    void whatIsNoFileIsNotOpen();

private:
    QTemporaryDir m_folder;
    std::string m_path;
};

void TestOpenFiles::init()
{
    m_path = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())).toStdString();
}

void TestOpenFiles::aDatabaseIsOpenWhileAConnectionIs()
{
    QVERIFY(!store::isOpenHere(m_path));
    {
        auto first = store::Database::open(m_path, store::Database::Mode::Create);
        QVERIFY(first && first->execute("CREATE TABLE t (x)"));
        QVERIFY(store::isOpenHere(m_path));
        {
            const auto second = store::Database::open(m_path, store::Database::Mode::ReadOnly);
            QVERIFY(second);
        }
        QVERIFY(store::isOpenHere(m_path));
        const store::Database moved = std::move(*first);
        QVERIFY(store::isOpenHere(m_path));
    }
    QVERIFY(!store::isOpenHere(m_path));
}

void TestOpenFiles::itIsKnownByAnyName()
{
    const auto database = store::Database::open(m_path, store::Database::Mode::Create);
    QVERIFY(database && database->execute("PRAGMA journal_mode=WAL; CREATE TABLE t (x)"));
    const std::string link = m_path + "-link";
    std::filesystem::create_symlink(m_path, link);
    QVERIFY(store::isOpenHere(link));
    QVERIFY(store::isOpenHere(m_path + "-wal"));
    QVERIFY(store::isOpenHere(m_path + "-shm"));
    std::filesystem::copy_file(m_path, m_path + "-copy");
    QVERIFY(!store::isOpenHere(m_path + "-copy"));
    const std::string odd = m_path + "-odd-wal"; // by its own name
    const auto named = store::Database::open(odd, store::Database::Mode::Create);
    QVERIFY(named && named->execute("CREATE TABLE t (x)"));
    QVERIFY(store::isOpenHere(odd));
}

void TestOpenFiles::whatIsNoFileIsNotOpen()
{
    const auto memory = store::Database::open(":memory:", store::Database::Mode::Create);
    QVERIFY(memory);
    QVERIFY(!store::isOpenHere(":memory:"));
    QVERIFY(!store::isOpenHere(m_path));
    const auto missing = store::Database::open(m_path, store::Database::Mode::ReadOnly);
    QVERIFY(!missing);
    QVERIFY(!store::isOpenHere(m_path));
}

QTEST_GUILESS_MAIN(TestOpenFiles)
#include "tst_openfiles.moc"
