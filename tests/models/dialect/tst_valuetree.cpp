// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/valuetree.h"

#include <QTest>

using dialect::FlatEntry;
using dialect::NodeKind;
using dialect::NodeRef;
using dialect::ValueTree;

class TestValueTree : public QObject
{
    Q_OBJECT

private slots:
    void readsJson_data();
    void readsJson();
    void numbersKeepTheirDigits();
    void deepJsonIsText();
    void flattenedListsAreSorted();
    void flattenedIndexesAreBounded();
    void sizeIsBounded();
};

void TestValueTree::readsJson_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("json");
    QTest::addColumn<bool>("isIncomplete");
    const auto row = [](const char* name, const std::string& text, const std::string& json,
                        bool isIncomplete) { QTest::newRow(name) << text << json << isIncomplete; };
    const std::string message = R"([{"role":"user","parts":[{"content":"a \"b\" 🐢"}]}])";
    row("whole", message, message, false);
    row("space around", " \n[1 , 2 ]\t", "[1 , 2 ]", false);
    row("quoted text", R"("a\u00e9\n\ud83d\udc22")", "\"aé\\n🐢\"", false);
    row("half a pair", R"(["\ud83d"])", R"(["\ud83d"])", false);
    row("plain text", "hello", R"("hello")", false);
    row("a number is text", "42", R"("42")", false);
    row("bracket text", "[kb-117] Opened", R"("[kb-117] Opened")", false);
    row("brace text", "{name} is here", R"("{name} is here")", false);
    row("something behind", R"({"a":1} and more)", R"("{\"a\":1} and more")", false);
    row("single quotes", "[{'role':'user'}]", R"("[{'role':'user'}]")", false);
    row("cut in a string", R"([{"role":"user","content":"tell me ab)",
        R"([{"role":"user","content":"tell me ab"}])", true);
    row("cut in an escape", R"(["a\)", R"(["a"])", true);
    row("cut in a code", R"(["a\u00)", R"(["a"])", true);
    row("cut in a character", "[\"caf\xC3", R"(["caf"])", true);
    row("cut in a key", R"([{"role":"user","con)", R"([{"role":"user"}])", true);
    row("cut in a number", R"([1,23)", "[1]", true);
    row("cut in a word", "[true,fal", "[true]", true);
    row("cut behind a comma", R"({"a":[1],)", R"({"a":[1]})", true);
    row("cut with dots", R"([{"a":"b"},...)", R"([{"a":"b"}])", true);
    row("quotation that goes on", R"("Stop" he said)", R"("\"Stop\" he said")", false);
    row("empty", "", R"("")", false);
}

void TestValueTree::readsJson()
{
    QFETCH(std::string, text);
    QFETCH(std::string, json);
    QFETCH(bool, isIncomplete);
    ValueTree tree;
    const NodeRef root(tree, tree.addText(text));
    QCOMPARE(QString::fromStdString(root.json()), QString::fromStdString(json));
    QCOMPARE(tree.isIncomplete(), isIncomplete);
}

void TestValueTree::numbersKeepTheirDigits()
{
    ValueTree tree;
    const NodeRef root(tree, tree.addText(R"({"n":0.10000000000000000001,"b":true,"z":null})"));
    QCOMPARE(root["n"].text(), std::string_view("0.10000000000000000001"));
    QCOMPARE(root["b"].text(), std::string_view("true"));
    QCOMPARE(root["z"].kind(), NodeKind::Null);
    QVERIFY(root["none"].isMissing());
    QCOMPARE(root.firstOf("none", "z", "b").text(), std::string_view("true"));
}

void TestValueTree::deepJsonIsText()
{
    ValueTree tree;
    const std::string deep = std::string(1000, '[') + std::string(1000, ']');
    const NodeRef root(tree, tree.addText(deep));
    QCOMPARE(root.kind(), NodeKind::String);
    QCOMPARE(root.text(), std::string_view(deep));
}

void TestValueTree::flattenedListsAreSorted()
{
    const std::string wire("\x0a\x01x"); // an AnyValue with the string "x"
    const otlp::AnyValueView value(wire);
    std::vector<FlatEntry> entries{{"10.message.role", value},
                                   {"2.message.tool_calls.1.tool_call.function.name", value},
                                   {"2.message.tool_calls.0.tool_call.id", value},
                                   {"2.message.content", value},
                                   {"0.message.role", value}};
    ValueTree tree;
    const NodeRef root(tree, tree.addFlattened(entries, {"message", "tool_call"}));
    QCOMPARE(
        QString::fromStdString(root.json()),
        QStringLiteral(
            R"([{"role":"x"},{"content":"x","tool_calls":[{"id":"x"},{"function":{"name":"x"}}]},{"role":"x"}])"));
}

void TestValueTree::flattenedIndexesAreBounded()
{
    const std::string wire("\x0a\x01x");
    const otlp::AnyValueView value(wire);
    std::vector<FlatEntry> entries{{"4294967295.role", value},
                                   {"99999999999999999999999999.role", value},
                                   {"4097.role", value},
                                   {"4096.role", value}};
    ValueTree tree;
    const NodeRef root(tree, tree.addFlattened(entries, {}));
    QCOMPARE(root.json(), std::string(R"([{"role":"x"}])"));
    QVERIFY(tree.isIncomplete());
}

void TestValueTree::sizeIsBounded()
{
    std::string text = "[0";
    for (std::size_t i = 0; i < ValueTree::kMaxNodes + 1000; ++i)
        text += ",0";
    text += ']';
    ValueTree tree;
    const NodeRef root(tree, tree.addText(text));
    std::size_t count = 0;
    root.forEach([&count](const NodeRef&) { ++count; });
    QVERIFY(count < ValueTree::kMaxNodes);
    QVERIFY(tree.isIncomplete());
    tree.clear();
    QVERIFY(!tree.isIncomplete());
}

QTEST_GUILESS_MAIN(TestValueTree)
#include "tst_valuetree.moc"
