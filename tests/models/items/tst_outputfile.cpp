// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/outputfile.h"

#include <QFile>
#include <QFileInfo>
#include <QIODevice>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <string>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using items::OutputFile;

class TestOutputFile : public QObject
{
    Q_OBJECT

private slots:
    void aFileIsThereWholeOrStays();
    void aDeviceIsWrittenTo();
    void aPipeThatNobodyReadsDoesNotHang();
    void aFullPipeIsGivenUp();
    void aSlowReaderGetsAll();

private:
    QString pipe(const char* name) const
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        if (::mkfifo(QFile::encodeName(path).constData(), 0600) != 0)
            qFatal("the test cannot make a pipe");
        return path;
    }

    QTemporaryDir m_folder;
};

void TestOutputFile::aFileIsThereWholeOrStays()
{
    const QString path = m_folder.filePath(u"kept"_s);
    const auto content = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
    };
    {
        OutputFile file(path);
        QVERIFY(file.open() && file.isRegular() && file.write("first"));
        QVERIFY(file.keep());
    }
    QCOMPARE(content(), QByteArray("first"));
    {
        OutputFile file(path);
        QVERIFY(file.open() && file.write("half of the sec"));
    }
    QCOMPARE(content(), QByteArray("first"));
    OutputFile nowhere(m_folder.filePath(u"no/such/folder"_s));
    QVERIFY(!nowhere.open());
    QVERIFY(!nowhere.errorString().isEmpty());
}

void TestOutputFile::aDeviceIsWrittenTo()
{
    OutputFile null(u"/dev/null"_s);
    QVERIFY(null.open() && !null.isRegular());
    QVERIFY(null.write("gone") && null.keep());
    QVERIFY(QFileInfo(u"/dev/null"_s).exists() && !QFileInfo(u"/dev/null"_s).isFile());
    OutputFile full(u"/dev/full"_s);
    QVERIFY(full.open() && !full.write("more"));
    QVERIFY2(full.errorString().contains(u"space"_s), qPrintable(full.errorString()));
    OutputFile folder(m_folder.path());
    QVERIFY(!folder.open());
    QVERIFY2(folder.errorString().contains(u"directory"_s), qPrintable(folder.errorString()));
}

void TestOutputFile::aPipeThatNobodyReadsDoesNotHang()
{
    const QString path = pipe("unread");
    OutputFile impatient(path);
    QVERIFY(!impatient.open() && !impatient.isGivenUp());
    QVERIFY(!impatient.errorString().isEmpty());
    int asked = 0;
    OutputFile waiting(path, [&asked] { return ++asked < 3; });
    QVERIFY(!waiting.open());
    QVERIFY(waiting.isGivenUp());
    QCOMPARE(asked, 3);
}

void TestOutputFile::aFullPipeIsGivenUp()
{
    const QString path = pipe("full");
    const int reader = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK);
    QVERIFY(reader >= 0);
    int asked = 0;
    OutputFile file(path, [&asked] { return ++asked < 3; });
    QVERIFY(file.open());
    QVERIFY(!file.write(std::string(10'000'000, 'x')));
    QVERIFY(file.isGivenUp());
    QCOMPARE(asked, 3);
    ::close(reader);
    QVERIFY(!file.write("more")); // and the process goes on
    QVERIFY2(file.errorString().contains(u"pipe"_s), qPrintable(file.errorString()));
}

void TestOutputFile::aSlowReaderGetsAll()
{
    const QString path = pipe("slow");
    QByteArray got;
    std::thread reader([&got, &path] {
        QThread::msleep(150); // it is waited for
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            got = file.readAll();
    });
    OutputFile file(path, [] { return true; });
    const std::string much(3'000'000, 'y');
    const bool isWritten = file.open() && file.write(much) && file.keep();
    reader.join();
    QVERIFY(isWritten);
    QCOMPARE(got.size(), static_cast<qsizetype>(much.size()));
}

QTEST_GUILESS_MAIN(TestOutputFile)
#include "tst_outputfile.moc"
