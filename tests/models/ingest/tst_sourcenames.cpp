// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/fileimport.h"

#include <QTest>

#include <string>

class TestSourceNames : public QObject
{
    Q_OBJECT

private slots:
    void namesAreTheShortestThatTellSourcesApart()
    {
        const auto names = ingest::sourceNames({"/data/a/001.bin", "/data/b/001.bin",
                                                "/data/b/002.bin", "/x/b/001.bin", "/x/b/001.bin"});
        QCOMPARE(names.at(0), std::string("a"));
        QCOMPARE(names.at(1), std::string("data/b"));
        QCOMPARE(names.at(2), std::string("data/b"));
        QCOMPARE(names.at(3), std::string("x/b"));
        QCOMPARE(names.at(4), std::string("x/b")); // the same file twice
        const auto traces = ingest::sourceNames({"/a/traces-1.jsonl", "/b/traces-1.jsonl"});
        QCOMPARE(traces.at(0), std::string("a/traces"));
        QCOMPARE(traces.at(1), std::string("b/traces"));
    }

    void filesOfARotatedOneAreOneSource_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("source");
        QTest::newRow("plain") << "traces.jsonl"
                               << "traces";
        QTest::newRow("collector") << "traces-2026-11-27T10-00-00.000.jsonl"
                                   << "traces";
        QTest::newRow("minute only") << "traces-2026-11-27T41.jsonl"
                                     << "traces";
        QTest::newRow("compressed") << "traces-2026-11-27T10-00-00.000.jsonl.zst"
                                    << "traces";
        QTest::newRow("logrotate") << "traces.jsonl.1"
                                   << "traces";
        QTest::newRow("logrotate, compressed") << "traces.jsonl.12.gz"
                                               << "traces";
        QTest::newRow("dated") << "otel-js.jsonl-20261127"
                               << "otel-js";
        QTest::newRow("with a zone") << "bot_2026-11-27T10:00:00Z.json"
                                     << "bot";
        QTest::newRow("a word with a number") << "llama3.json"
                                              << "llama3";
        QTest::newRow("a number amid") << "otel-3.1-http.bin"
                                       << "otel-3.1-http";
        QTest::newRow("only a number") << "001.bin"
                                       << "capture";
        QTest::newRow("only a time") << "2026-11-27T10-00-00.jsonl"
                                     << "capture";
        QTest::newRow("only an ending") << ".json"
                                        << "capture";
    }

    void filesOfARotatedOneAreOneSource()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, source);
        QCOMPARE(ingest::sourceNames({"/data/capture/" + file.toStdString()}).front(),
                 source.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestSourceNames)
#include "tst_sourcenames.moc"
