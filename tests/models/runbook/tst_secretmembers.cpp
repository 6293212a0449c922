// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/secretmembers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <string>

using runbook::withoutSecretMembers;
using namespace Qt::StringLiterals;

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
                                         << "{\"token\":\"••••••\"}";
        QTest::newRow("a name that is a secret elsewhere") << "{\"a\":1,\"token\":\"a\"}"
                                                           << "{\"a\":1,\"token\":\"••••••\"}";
        QTest::newRow("a name twice") << "{\"token\":\"s1\",\"token\":\"s2\"}"
                                      << "{\"token\":\"••••••\",\"token\":\"••••••\"}";
        QTest::newRow("a document in a text")
            << "{\"config\": \"{\\\"api_key\\\":\\\"sk-1\\\",\\\"retry\\\":1}\"}"
            << "{\"config\": \"{\\\"api_key\\\":\\\"••••••\\\",\\\"retry\\\":1}\"}";
        QTest::newRow("told again elsewhere")
            << "{\"token\":\"ab\",\"note\": [\"ab\", \"abc\"]}"
            << "{\"token\":\"••••••\",\"note\": [\"••••••\", \"abc\"]}";
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
    // Each text is looked at once.
    void manySecretsAreMasked()
    {
        std::string text = "[";
        for (int i = 0; i < 80'000; ++i)
            text += std::string(i == 0 ? "" : ",") + "{\"token\":\"s-" + std::to_string(i) + "\"}";
        text += "]";
        QVERIFY(withoutSecretMembers(text).find("s-") == std::string::npos);
    }
    void documentsInOneAnotherEnd()
    {
        QString text = u"{\"token\":\"abc\"}"_s;
        for (int i = 0; i < 12; ++i) // each doubles what is escaped
            text = QString::fromUtf8(QJsonDocument(QJsonArray{text}).toJson());
        QVERIFY(withoutSecretMembers(text.toStdString()).find("abc") == std::string::npos);
    }
    void whatIsDeepEnds()
    {
        const std::string text = std::string(100'000, '[') + std::string(100'000, ']');
        QCOMPARE(withoutSecretMembers(text), text); // no JSON that anybody reads
    }
};

QTEST_APPLESS_MAIN(TestSecretMembers)
#include "tst_secretmembers.moc"
