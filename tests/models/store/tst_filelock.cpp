// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/filelock.h"
#include "models/store/recordingfiles.h"
#include "models/store/writer.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstdint>
#include <sstream>
#include <string>

#include <sys/stat.h>
#include <sys/sysmacros.h>

class TestFileLock : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsLeftBesideWhatIsNoRecording()
    {
        QTemporaryDir folder;
        const QString text = folder.filePath(QStringLiteral("notes.txt"));
        QFile file(text);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(4096, 'x')) > 0);
        file.close();
        QVERIFY(!store::Writer::open(text.toStdString()));
        const auto onFolder = store::Writer::open(folder.path().toStdString());
        QVERIFY(!onFolder);
        QVERIFY(onFolder.error().message.find("is a folder") != std::string::npos);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 QStringList{QStringLiteral("notes.txt")});
        QVERIFY(!QFile::exists(folder.path() + QStringLiteral(".lock")));
        // What was locked before stays so.
        const std::string path = folder.filePath(QStringLiteral("r.plumb")).toStdString();
        auto writer = store::Writer::open(path);
        QVERIFY(writer);
        QVERIFY(!store::Writer::open(path));
        QVERIFY(!store::Writer::open(path));
    }

    // Who is to be asked to let go.
    void itIsToldWhoHoldsIt()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("r.plumb")).toStdString();
        QCOMPARE(store::FileLock::holderOf(path), std::string());
        auto lock = store::FileLock::acquire(path);
        QVERIFY(lock);
        const std::string holder = store::FileLock::holderOf(path);
        const std::string number = "(process " + std::to_string(QCoreApplication::applicationPid());
        QVERIFY2(holder.find(number) != std::string::npos, holder.c_str());
        const auto refused = store::FileLock::acquire(path);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.find(holder) != std::string::npos,
                 refused.error().message.c_str());
        *lock = {};
        QCOMPARE(store::FileLock::holderOf(path), std::string());
    }

    // Whoever failed to begin removes nothing that another one writes or has written.
    void onlyItsMakerDiscardsARecording()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("r.plumb"));
        const std::string path = file.toStdString();
        {
            const auto writer = store::Writer::open(path);
            QVERIFY(writer && (*writer)->isNew());
            QVERIFY(!store::Writer::open(path));
            store::discardRecording(path);
            QVERIFY(QFile::exists(file));
        }
        const auto again = store::Writer::open(path);
        QVERIFY(again && !(*again)->isNew());
        QVERIFY(QFile::exists(file));
    }

    void aDiscardedRecordingLeavesNothing()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("r.plumb")).toStdString();
        QVERIFY(store::Writer::open(path));
        store::discardRecording(path);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void aWriterThatEndsLeavesOneFile()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("r.plumb"));
        const QString lock = file + QStringLiteral(".lock");
        const auto filesLeft = [&folder] { return QDir(folder.path()).entryList(QDir::Files); };
        {
            const auto writer = store::Writer::open(file.toStdString());
            QVERIFY(writer);
            QVERIFY(QFile::exists(lock));
        }
        QCOMPARE(filesLeft(), QStringList{QStringLiteral("r.plumb")});
        // Also where one that was killed left its lock.
        QFile left(lock);
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.close();
        {
            const auto writer = store::Writer::open(file.toStdString());
            QVERIFY(writer);
            QVERIFY(!store::Writer::open(file.toStdString()));
            QVERIFY(QFile::exists(lock)); // who was refused takes nothing away
        }
        QCOMPARE(filesLeft(), QStringList{QStringLiteral("r.plumb")});
    }

    // Each of these once was tried again for ever.
    void whatCannotBeMadeIsToldAtOnce_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("words");
        QTest::newRow("no folder")
            << QStringLiteral("none/r.plumb") << QStringLiteral("none/ does not exist");
        QTest::newRow("a file for a folder")
            << QStringLiteral("file/r.plumb") << QStringLiteral("file/ does not exist");
        QTest::newRow("a lock that is a link to nowhere")
            << QStringLiteral("linked.plumb") << QStringLiteral("goes away as often");
    }

    void whatCannotBeMadeIsToldAtOnce()
    {
        QFETCH(QString, path);
        QFETCH(QString, words);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(QStringLiteral("/none/nowhere"),
                            folder.filePath(QStringLiteral("linked.plumb.lock"))));
        const auto writer = store::Writer::open(folder.filePath(path).toStdString());
        QVERIFY(!writer);
        QCOMPARE(writer.error().kind, telemetry::ErrorKind::Refused);
        const QString message = QString::fromStdString(writer.error().message);
        QVERIFY2(message.contains(path) && message.contains(words), qPrintable(message));
    }

    void whoReadsIsToldOfTheWriter()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("r.plumb")).toStdString();
        QVERIFY(!store::FileLock::isHeld(path));
        {
            const auto writer = store::Writer::open(path);
            QVERIFY(writer);
            QVERIFY(store::FileLock::isHeld(path));
            QVERIFY(!store::FileLock::isHeld(path + "2"));
        }
        QVERIFY(!store::FileLock::isHeld(path));
    }

    // A file on another device with the same number is another file: its lock once hid a recording
    // that was left, and named a stranger's process.
    void aLockOnAnotherDeviceIsNotTakenForThisOne()
    {
        const auto holderAmong = [](const std::string& text, std::uint64_t device,
                                    std::uint64_t file) {
            std::istringstream locks(text);
            return store::lockHolder(locks, device, file);
        };
        const std::string elsewhere = "1: FLOCK  ADVISORY  WRITE 1 fd:02:131074 0 EOF\n";
        const std::string here = "2: FLOCK  ADVISORY  WRITE 4711 08:01:131074 0 EOF\n";
        QCOMPARE(holderAmong(elsewhere, ::makedev(8, 1), 131074), std::string());
        QCOMPARE(holderAmong(elsewhere + here, ::makedev(8, 1), 131074), std::string("4711"));
        QCOMPARE(holderAmong(elsewhere + here, ::makedev(8, 1), 13107), std::string());
        // Where the text names another device than the file itself: who has it open holds it.
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("x.lock")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        struct stat status = {};
        QCOMPARE(::fstat(file.handle(), &status), 0);
        const std::string own = std::to_string(QCoreApplication::applicationPid());
        const std::string strange =
            "1: FLOCK  ADVISORY  WRITE " + own + " ff:ff:" + std::to_string(status.st_ino);
        QCOMPARE(holderAmong(strange + " 0 EOF\n", status.st_dev, status.st_ino), own);
        file.close();
        QCOMPARE(holderAmong(strange + " 0 EOF\n", status.st_dev, status.st_ino), std::string());
    }
};

QTEST_GUILESS_MAIN(TestFileLock)
#include "tst_filelock.moc"
