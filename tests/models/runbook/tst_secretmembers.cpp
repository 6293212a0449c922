// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/secretmembers.h"

#include <QTest>

#include <string>

using runbook::withoutSecretMembers;

class TestSecretMembers : public QObject
{
    Q_OBJECT

private slots:
    void masksWhatIsCalledSecret_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("member") << "{\"weight\": 1, \"api_key\":\"sk-1\"}"
                                << "{\"weight\": 1, \"api_key\":\"••••••\"}";
        QTest::newRow("deep") << "[{\"targets\":[{\"apiKey\":\"sk-1\"},{\"model\":\"m\"}]}]"
                              << "[{\"targets\":[{\"apiKey\":\"••••••\"},{\"model\":\"m\"}]}]";
        QTest::newRow("below") << "{\"password\":{\"old\":[\"p1\"],\"new\":\"p2\"}}"
                               << "{\"password\":{\"old\":[\"••••••\"],\"new\":\"••••••\"}}";
        QTest::newRow("pair") << "{\"env\":[{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"}]}"
                              << "{\"env\":[{\"name\":\"DB_PASSWORD\",\"value\":\"••••••\"}]}";
        QTest::newRow("other pair") << "{\"env\":[{\"name\":\"MODE\",\"value\":\"fast\"}]}"
                                    << "{\"env\":[{\"name\":\"MODE\",\"value\":\"fast\"}]}";
        QTest::newRow("numbers stay") << "{\"max_tokens\": 10000000000000000001}"
                                      << "{\"max_tokens\": 10000000000000000001}";
        QTest::newRow("escapes") << "{\"token\":\"a\\/b\\\"c\",\"big\":10000000000000000001}"
                                 << "{\"token\":\"••••••\",\"big\":10000000000000000001}";
        QTest::newRow("one in another") << "{\"token\":\"ab\",\"secret\":\"\\\"ab\\\"\"}"
                                        << "{\"token\":\"••••••\",\"secret\":\"••••••\"}";
        QTest::newRow("spelt otherwise") << "{\"token\":\"\\u0061b\"}"
                                         << "(a document whose secrets cannot be masked)";
        QTest::newRow("text") << "token: abc"
                              << "token: abc";
        QTest::newRow("no JSON") << "{\"token\":\"abc\""
                                 << "{\"token\":\"abc\"";
        QTest::newRow("empty") << ""
                               << "";
    }
    void masksWhatIsCalledSecret()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, shown);
        QCOMPARE(QString::fromStdString(withoutSecretMembers(text.toStdString())), shown);
    }
    void whatIsTooLongIsNotTold()
    {
        const std::string text = "{\"a\":\"" + std::string(5'000'000, 'x') + "\"}";
        QVERIFY(withoutSecretMembers(text).size() < 100);
    }
    void whatIsDeepEnds()
    {
        const std::string text = std::string(100'000, '[') + std::string(100'000, ']');
        QCOMPARE(withoutSecretMembers(text), text); // no JSON that anybody reads
    }
};

QTEST_APPLESS_MAIN(TestSecretMembers)
#include "tst_secretmembers.moc"
