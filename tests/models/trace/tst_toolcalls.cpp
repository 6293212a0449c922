// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/toolcalls.h"
#include "tests/models/trace/treetext.h"

#include <QTest>

using telemetry::StepKind;

namespace {

constexpr std::string_view kGenerations = "gh";

// One letter a span, as in treetext; g and h are generations, r is the root, the others tools.
trace::SpanTree treeOf(const std::vector<std::string>& texts)
{
    auto rows = treetext::spansFrom(texts);
    for (store::SpanRow& row : rows)
        row.step = row.name == "r"                                  ? StepKind::Agent
            : kGenerations.find(row.name) != std::string_view::npos ? StepKind::Generation
                                                                    : StepKind::Tool;
    return trace::SpanTree(std::move(rows));
}

struct Asked
{
    char generation;
    std::string id;
    std::string name;
    std::string json = "{}";
};

std::vector<telemetry::Generation> generationsOf(const std::vector<Asked>& calls)
{
    std::vector<telemetry::Generation> generations;
    for (const Asked& asked : calls) {
        const auto span = static_cast<telemetry::SpanId>(asked.generation);
        if (generations.empty() || generations.back().span != span) {
            generations.emplace_back().span = span;
            generations.back().outputMessages.resize(1);
        }
        telemetry::Part part;
        part.kind = telemetry::PartKind::ToolCall;
        part.id = asked.id;
        part.name = asked.name;
        part.json = asked.json;
        generations.back().outputMessages[0].parts.push_back(part);
    }
    return generations;
}

struct Ran
{
    char span;
    std::string id;
    std::string name;
};

std::vector<telemetry::Step> stepsOf(const std::vector<Ran>& runs)
{
    std::vector<telemetry::Step> steps;
    for (const Ran& run : runs) {
        telemetry::Step& step = steps.emplace_back();
        step.span = static_cast<telemetry::SpanId>(run.span);
        step.kind = StepKind::Tool;
        step.callId = run.id;
        step.name = run.name;
    }
    return steps;
}

// "g0=a g1=?2 h0~b": by id, two that fit, by place.
QString joined(const std::vector<std::string>& tree, const std::vector<Asked>& calls,
               const std::vector<Ran>& runs)
{
    QStringList told;
    for (const auto& answer :
         trace::toolAnswers(treeOf(tree), generationsOf(calls), stepsOf(runs))) {
        QString text = QChar(static_cast<char16_t>(answer.generation))
            + QString::number(answer.part)
            + (answer.isByPlace ? QLatin1Char('~') : QLatin1Char('='));
        text += answer.step == telemetry::SpanId::None
            ? QLatin1Char('?') + QString::number(answer.fitting)
            : QString(QChar(static_cast<char16_t>(answer.step)));
        told << text;
    }
    return told.join(QLatin1Char(' '));
}

} // namespace

class TestToolCalls : public QObject
{
    Q_OBJECT

private slots:
    // Whatever their order and place.
    void theIdJoins()
    {
        QCOMPARE(joined({"r 0-9", "g<r 1-2", "a<r 3-4", "b<r 3-5"},
                        {{'g', "1", "find"}, {'g', "2", "find"}},
                        {{'a', "2", "find"}, {'b', "1", "find"}}),
                 QStringLiteral("g0=b g1=a"));
        QCOMPARE(
            joined({"r 0-9", "g<r 1-2", "a<r 3-4"}, {{'g', "1", "find"}}, {{'a', "2", "find"}}),
            QString());
    }

    void twoStepsOfOneIdAreNotGuessed()
    {
        QCOMPARE(joined({"r 0-9", "g<r 1-2", "a<r 3-4", "b<r 5-6"}, {{'g', "1", "find"}},
                        {{'a', "1", "find"}, {'b', "1", "find"}}),
                 QStringLiteral("g0=?2"));
    }

    // Some models count their calls anew in each answer.
    void anIdThatIsUsedAgainTellsNothing()
    {
        QCOMPARE(joined({"r 0-9", "g<r 1-2", "a<r 3-4", "h<r 5-6"},
                        {{'g', "1", "find", "{\"q\":1}"}, {'h', "1", "find", "{\"q\":2}"}},
                        {{'a', "1", "find"}}),
                 QStringLiteral("g0=?1 h0=?1"));
        // A wrapper tells the call of what it wraps once more.
        QCOMPARE(joined({"r 0-9", "g<r 1-4", "h<g 2-3", "a<r 5-6"},
                        {{'g', "1", "find"}, {'h', "1", "find"}}, {{'a', "1", "find"}}),
                 QStringLiteral("g0=a h0=a"));
    }

    void withoutAnIdThePlaceJoins()
    {
        QCOMPARE(joined({"r 0-9", "g<r 1-2", "a<r 3-4", "h<r 5-6", "b<r 7-8"},
                        {{'g', "", "find"}, {'h', "", "find"}},
                        {{'a', "", "find"}, {'b', "", "find"}}),
                 QStringLiteral("g0~a h0~b"));
        QCOMPARE(joined({"g 1-9", "a<g 3-4"}, {{'g', "7", "find"}}, {{'a', "", "find"}}),
                 QStringLiteral("g0~a"));
    }

    void twoThatFitThePlaceAreNotGuessed()
    {
        QCOMPARE(joined({"r 0-9", "g<r 1-2", "a<r 3-4", "b<r 3-5"}, {{'g', "", "find"}},
                        {{'a', "", "find"}, {'b', "", "find"}}),
                 QStringLiteral("g0~?2"));
        QCOMPARE(joined({"r 0-9", "g<r 1-2", "a<r 3-4"}, {{'g', "", "find"}, {'g', "", "find"}},
                        {{'a', "", "find"}}),
                 QStringLiteral("g0~?1 g1~?1"));
    }

    void anotherNameOrPlaceDoesNotFit()
    {
        QCOMPARE(joined({"r 0-9", "g<r 1-2", "a<r 3-4"}, {{'g', "", "find"}}, {{'a', "", "send"}}),
                 QString());
        QCOMPARE(joined({"r 0-9", "a<r 1-2", "g<r 3-4"}, {{'g', "", "find"}}, {{'a', "", "find"}}),
                 QString());
        QCOMPARE(joined({"r 0-9", "g<r 1-2", "h<r 3-4", "a<r 5-6"}, {{'g', "", "find"}},
                        {{'a', "", "find"}}),
                 QString());
        QCOMPARE(joined({"g 0-1", "a 2-3"}, {{'g', "", "find"}}, {{'a', "", "find"}}), QString());
    }

    // An MCP client's span within the tool's own.
    void aToolInsideAToolIsAPartOfIt()
    {
        QCOMPARE(joined({"r 0-9", "g<r 1-2", "a<r 3-6", "b<a 4-5"}, {{'g', "", "find"}},
                        {{'a', "", "find"}, {'b', "", "find"}}),
                 QStringLiteral("g0~a"));
    }
};

QTEST_APPLESS_MAIN(TestToolCalls)
#include "tst_toolcalls.moc"
