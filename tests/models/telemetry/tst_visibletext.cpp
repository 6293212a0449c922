// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/visibletext.h"

#include <QTest>

using telemetry::visibleLine;
using telemetry::visibleText;

class TestVisibleText : public QObject
{
    Q_OBJECT

private slots:
    void nothingHidesOrMovesTheCursor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("prose");
        const auto row = [](const char* name, const char* text, const char* line,
                            const char* prose) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(line)
                                << QString::fromUtf8(prose);
        };
        row("plain", "caf\u00e9 \u6771\u4eac \U0001F600", "caf\u00e9 \u6771\u4eac \U0001F600",
            "caf\u00e9 \u6771\u4eac \U0001F600");
        row("colour", "\x1b[31mred", "␛[31mred", "␛[31mred");
        row("title of the window", "\x1b]0;x\x07", "␛]0;x␇", "␛]0;x␇");
        row("C1 introducer", "\u009b2J", "⟦U+009B⟧2J", "⟦U+009B⟧2J");
        row("delete and back", "a\x7f\x08", "a␡␈", "a␡␈");
        row("right to left", "abc\u202ecba", "abc⟦U+202E⟧cba", "abc⟦U+202E⟧cba");
        row("isolates", "\u2066x\u2069", "⟦U+2066⟧x⟦U+2069⟧", "⟦U+2066⟧x⟦U+2069⟧");
        row("tag characters", "\U000E0041", "⟦U+E0041⟧", "⟦U+E0041⟧");
        row("noncharacters", "a\ufdd0b\ufdd1c\ufdefd", "a⟦U+FDD0⟧b⟦U+FDD1⟧c⟦U+FDEF⟧d",
            "a⟦U+FDD0⟧b⟦U+FDD1⟧c⟦U+FDEF⟧d");
        row("Arabic beside them", "\ufdcf\ufdf0", "\ufdcf\ufdf0", "\ufdcf\ufdf0");
        row("joiner in ASCII", "a\u200db", "a⟦U+200D⟧b", "a⟦U+200D⟧b");
        row("joiner of an emoji", "\U0001F469\u200d\U0001F680", "\U0001F469\u200d\U0001F680",
            "\U0001F469\u200d\U0001F680");
        row("lines", "one\ntwo\tthree\r\n", "one␊two␉three␍␊", "one\ntwo\tthree␍\n");
    }
    void nothingHidesOrMovesTheCursor()
    {
        QFETCH(QString, text);
        QFETCH(QString, line);
        QFETCH(QString, prose);
        QCOMPARE(QString::fromStdString(visibleLine(text.toStdString())), line);
        QCOMPARE(QString::fromStdString(visibleText(text.toStdString())), prose);
    }

    void illFormedTextBecomesReplacements()
    {
        QCOMPARE(visibleLine("a\xff\x9b\xe2\x80"), std::string("a\uFFFD\uFFFD\uFFFD"));
        QCOMPARE(visibleLine(std::string("a\0b", 3)), std::string("a␀b"));
    }
};

QTEST_APPLESS_MAIN(TestVisibleText)
#include "tst_visibletext.moc"
