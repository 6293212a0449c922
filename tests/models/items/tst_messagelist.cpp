// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/items/messagelist.h"

#include <QTest>

using namespace Qt::StringLiterals;
using telemetry::ContentState;
using telemetry::PartKind;

namespace {

telemetry::Part part(PartKind kind, const char* text, const char* name = "", const char* json = "")
{
    telemetry::Part result;
    result.kind = kind;
    result.text = text;
    result.name = name;
    result.json = json;
    return result;
}

telemetry::Message message(const char* role, std::vector<telemetry::Part> parts)
{
    telemetry::Message result;
    result.role = role;
    result.parts = std::move(parts);
    return result;
}

// One line a row: title, name, text, note.
QString textFrom(const std::vector<items::MessageRow>& rows)
{
    QStringList lines;
    for (const auto& row : rows)
        lines << QStringList{items::messageTitle(row), QString::fromStdString(row.name),
                             QString::fromStdString(row.text), row.note}
                     .join(u'|');
    return lines.join(u'\n');
}

} // namespace

class TestMessageList : public QObject
{
    Q_OBJECT

private slots:
    void partsAreToldApart();
    void reasoningThatCannotBeReadIsSaid();
    void whatIsMissingIsSaid_data();
    void whatIsMissingIsSaid();
    void cutTextIsMarkedAsCutByTheTelemetry();
    void stepsShowWhatWentInAndOut();
};

void TestMessageList::partsAreToldApart()
{
    telemetry::Generation generation;
    generation.contentState = ContentState::Captured;
    generation.inputMessages = {
        message("system", {part(PartKind::Text, "Be brief.")}),
        message("user", {part(PartKind::Text, "Why?"), part(PartKind::Blob, "", "image/png")}),
        message("tool", {part(PartKind::ToolCallResponse, "", "search", "{\"hits\":2}")})};
    telemetry::Document passage;
    passage.title = "manual";
    passage.content = "Because.";
    passage.score = 0.5;
    generation.documents = {passage};
    auto sealed = part(PartKind::Reasoning, "");
    sealed.isEncrypted = true;
    generation.outputMessages = {message("assistant",
                                         {part(PartKind::Reasoning, "hm"), sealed,
                                          part(PartKind::ToolCall, "", "search", "{\"q\":1}"),
                                          part(PartKind::Text, "So.")})};
    QCOMPARE(textFrom(items::messageRows(generation)),
             u"System||Be brief.|\n"
             "User||Why?|\n"
             "User, media|image/png||Inline media; its bytes are not kept.\n"
             "Tool result|search|{\"hits\":2}|\n"
             "Passage|manual|Because.|Score 0.5\n"
             "Assistant, reasoning||hm|\n"
             "Assistant, reasoning|||Sent encrypted; it cannot be read here.\n"
             "Tool call|search|{\"q\":1}|\n"
             "Assistant||So.|"_s);
}

void TestMessageList::reasoningThatCannotBeReadIsSaid()
{
    telemetry::Generation generation;
    generation.contentState = ContentState::Captured;
    generation.inputMessages = {message("user", {part(PartKind::Text, "Why?")})};
    generation.outputMessages = {message("assistant", {part(PartKind::Text, "So.")})};
    QVERIFY(!textFrom(items::messageRows(generation)).contains(u"easoning"_s));
    generation.reasoningTokens = 0; // of a model that does not reason
    QVERIFY(!textFrom(items::messageRows(generation)).contains(u"easoning"_s));

    generation.reasoningTokens = 1512;
    const QString kept = u"Reasoning of 1,512 tokens was reported; its text is not in the "
                         "telemetry."_s;
    const auto absent = items::messageRows(generation);
    QCOMPARE(absent.size(), std::size_t{3});
    QVERIFY(absent[1].kind == items::MessageRow::Kind::State);
    QVERIFY(absent[1].isOutput); // above the answer, apart from it
    QCOMPARE(absent[1].note, kept);
    QCOMPARE(absent[2].text, std::string("So."));

    // A part that stands there without its text is no text either.
    auto& parts = generation.outputMessages[0].parts;
    parts.insert(parts.begin(), part(PartKind::Reasoning, ""));
    QString text = textFrom(items::messageRows(generation));
    QVERIFY2(text.contains(kept), qPrintable(text));
    QVERIFY2(text.contains(u"Assistant, reasoning|||Its text is not in the telemetry."_s),
             qPrintable(text));

    parts[0].isEncrypted = true;
    text = textFrom(items::messageRows(generation));
    QVERIFY2(text.contains(u"Reasoning of 1,512 tokens was reported; it was sent encrypted."_s),
             qPrintable(text));
    QVERIFY(text.contains(u"Sent encrypted; it cannot be read here."_s));

    parts[0] = part(PartKind::Reasoning, "Because of the moon.");
    text = textFrom(items::messageRows(generation));
    QVERIFY(!text.contains(u"was reported"_s)); // it can be read
    QVERIFY(text.contains(u"Assistant, reasoning||Because of the moon.|"_s));

    parts.erase(parts.begin());
    generation.reasoningTokens = -5; // implausible
    QVERIFY(!textFrom(items::messageRows(generation)).contains(u"was reported"_s));
}

void TestMessageList::whatIsMissingIsSaid_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("isFailed");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("output");
    const auto row = [](const char* name, ContentState state, bool failed, const char* in,
                        const char* out) {
        QTest::newRow(name) << static_cast<int>(state) << failed << QString::fromUtf8(in)
                            << QString::fromUtf8(out);
    };
    row("not captured", ContentState::NotCaptured, false, "not captured", "not captured");
    row("redacted", ContentState::Redacted, false, "redacted", "redacted");
    row("encrypted", ContentState::Encrypted, false, "encrypted", "encrypted");
    row("captured, but empty", ContentState::Captured, false, "has no input", "has no output");
    row("failed", ContentState::Captured, true, "has no input", "the request failed");
}

void TestMessageList::whatIsMissingIsSaid()
{
    QFETCH(int, state);
    QFETCH(bool, isFailed);
    QFETCH(QString, input);
    QFETCH(QString, output);
    telemetry::Generation generation;
    generation.contentState = static_cast<ContentState>(state);
    generation.isFailed = isFailed;
    const auto rows = items::messageRows(generation);
    QCOMPARE(rows.size(), std::size_t{2});
    QVERIFY2(rows[0].note.contains(input) && !rows[0].isOutput, qPrintable(rows[0].note));
    QVERIFY2(rows[1].note.contains(output) && rows[1].isOutput, qPrintable(rows[1].note));
}

void TestMessageList::cutTextIsMarkedAsCutByTheTelemetry()
{
    telemetry::Generation generation;
    generation.contentState = ContentState::TelemetryTruncated;
    generation.outputMessages = {message("assistant", {part(PartKind::Text, "Once upon")})};
    const auto rows = items::messageRows(generation);
    QCOMPARE(rows[0].kind, items::MessageRow::Kind::State);
    QVERIFY(rows[0].note.contains(u"not by the model"_s));
    QCOMPARE(rows.back().text, std::string("Once upon"));
}

void TestMessageList::stepsShowWhatWentInAndOut()
{
    telemetry::Step step;
    step.name = "run_tests";
    QVERIFY(items::messageRows(step)[0].note.contains(u"neither input nor output"_s));
    step.input = "{}";
    step.output = "failed";
    QCOMPARE(textFrom(items::messageRows(step)),
             u"Tool call|run_tests|{}|\nTool result|run_tests|failed|"_s);
}

QTEST_GUILESS_MAIN(TestMessageList)
#include "tst_messagelist.moc"
