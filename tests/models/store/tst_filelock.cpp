// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/writer.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <string>

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
};

QTEST_GUILESS_MAIN(TestFileLock)
#include "tst_filelock.moc"
