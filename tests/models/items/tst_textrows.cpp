// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/formats.h"
#include "models/items/textrows.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

store::SourceMapping mapping()
{
    store::DialectMapping dialect;
    dialect.dialect = "otel-genai";
    dialect.generations = 10;
    dialect.generationLogs = 40;
    dialect.fields.push_back({.field = "output_messages",
                              .attribute = "content",
                              .event = "gen_ai.choice",
                              .count = 30,
                              .generations = 30,
                              .generationLogs = 30});
    dialect.unknown.push_back({.name = "company.x", .count = 3, .example = "1"});
    dialect.conflicts.push_back({.field = "model",
                                 .won = "a",
                                 .lost = "b",
                                 .wonExample = "1",
                                 .lostExample = "2",
                                 .count = 2});
    dialect.otherRecords = 7;
    dialect.otherUnknown = 8;
    dialect.otherConflicts = 9;
    store::SourceMapping source;
    source.dialects.push_back(dialect);
    return source;
}

} // namespace

class TestTextRows : public QObject
{
    Q_OBJECT

private slots:
    // The window shows what the command line prints: the share is store::shareOf's for both.
    void theShareIsOfTheCarrier()
    {
        const store::SourceMapping source = mapping();
        const auto share =
            store::shareOf(source.dialects.front().fields.front(), source.dialects.front());
        QCOMPARE(items::fieldRows(source).front().cells.at(2), items::percentText(*share));
        QCOMPARE(items::percentText(*share), items::percentText(0.75)); // not more than there is
    }

    // One name in the records of two dialects is not two rows alike.
    void oneNameOfTwoDialectsIsToldApart()
    {
        store::DialectMapping spans;
        spans.dialect = "otel";
        spans.unknown.push_back({.name = "tenant.id", .count = 3, .example = "acme"});
        spans.unknown.push_back({.name = "only.here", .count = 1, .example = "x"});
        store::DialectMapping others;
        others.unknown.push_back({.name = "tenant.id", .count = 2, .example = "acme"});
        store::SourceMapping source;
        source.dialects = {spans, others};
        const auto rows = items::unknownRows(source);
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(rows[0].cells.at(0), u"tenant.id (otel)"_s);
        QCOMPARE(rows[1].cells.at(0), u"only.here"_s);
        QCOMPARE(rows[2].cells.at(0), u"tenant.id (none: not of AI)"_s);
    }

    // What is beyond the limits is counted under no name, and shown.
    void othersAreARow()
    {
        const store::SourceMapping source = mapping();
        const auto last = [](const std::vector<items::TextRow>& rows, int column) {
            return rows.size() == 2 ? rows.back().cells.at(0) + u' ' + rows.back().cells.at(column)
                                    : QString();
        };
        QCOMPARE(last(items::fieldRows(source), 3), u"others, not kept by name 7"_s);
        QCOMPARE(last(items::unknownRows(source), 2), u"others, not kept by name 8"_s);
        QCOMPARE(last(items::conflictRows(source), 3), u"others, not kept by name 9"_s);
    }
};

QTEST_GUILESS_MAIN(TestTextRows)
#include "tst_textrows.moc"
