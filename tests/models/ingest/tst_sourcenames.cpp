// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/fileimport.h"

#include <QTest>

#include <string>

class TestSourceNames : public QObject
{
    Q_OBJECT

private slots:
    void namesAreTheShortestThatTellFilesApart()
    {
        const auto names = ingest::sourceNames({"/data/a/001.bin", "/data/b/001.bin",
                                                "/data/b/002.bin", "/x/b/001.bin", "/x/b/001.bin"});
        QCOMPARE(names.at(0), std::string("a/001.bin"));
        QCOMPARE(names.at(1), std::string("data/b/001.bin"));
        QCOMPARE(names.at(2), std::string("002.bin"));
        QCOMPARE(names.at(3), std::string("x/b/001.bin"));
        QCOMPARE(names.at(4), std::string("x/b/001.bin")); // the same file twice
    }
};

QTEST_GUILESS_MAIN(TestSourceNames)
#include "tst_sourcenames.moc"
