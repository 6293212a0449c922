// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/text.h"

#include <QTest>

#include <string>

class TestText : public QObject
{
    Q_OBJECT

private slots:
    // Only ASCII letters have another case here: bytes of UTF-8 stay as they are.
    void lowersAsciiOnly()
    {
        QCOMPARE(telemetry::asciiLowered("Content-TYPE [@Z`"), std::string("content-type [@z`"));
        QCOMPARE(telemetry::asciiLowered("\xc3\x84rger"), std::string("\xc3\x84rger"));
        QCOMPARE(telemetry::asciiLowered(""), std::string());
    }

    void trimsBothEnds()
    {
        QCOMPARE(telemetry::trimmed(" \t a b\r\n"), std::string_view("a b"));
        QCOMPARE(telemetry::trimmed("ab"), std::string_view("ab"));
        QVERIFY(telemetry::trimmed(" \r\n").empty());
        QVERIFY(telemetry::trimmed("").empty());
        QCOMPARE(telemetry::trimmed(" a\n", " "), std::string_view("a\n"));
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
