// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/actuation/bodyedit.h"
#include "models/actuation/operationparser.h"

#include <QTest>

#include <array>
#include <random>
#include <variant>

#include <nlohmann/json.hpp>

using actuation::BodyEdit;
using telemetry::ErrorKind;

namespace {

// The changes as a profile writes them.
BodyEdit edit(const std::string& changes)
{
    const auto parsed =
        yaml::parse("path: /x\nbody_edit: {of: document, changes: [" + changes + "]}");
    const auto* node = std::get_if<yaml::Node>(&parsed);
    if (node == nullptr)
        qFatal("no YAML: %s", changes.c_str());
    std::vector<yaml::Problem> problems;
    const yaml::Scope scope(*node, "the request", problems);
    actuation::OperationParser parser(
        problems,
        {.variables = {"document", "value", "target"}, .hosts = {}, .authentications = {}});
    const auto request = parser.readRequest(scope);
    if (!problems.empty() || !request.edit)
        qFatal("%s", problems.empty() ? "no edit" : problems.front().message.c_str());
    return *request.edit;
}

std::string after(const std::string& document, const std::string& changes,
                  const std::string& value = "v6", const std::string& target = "bot")
{
    const auto result = actuation::edited(
        edit(changes), {{"document", document}, {"value", value}, {"target", target}});
    return result ? *result : "! " + result.error().message;
}

constexpr const char* kMark = "the-marked-value";

// With numbers, white space and escapes as libraries would not write them.
std::string randomJson(std::mt19937& random, int depth, const std::string& pointer,
                       std::vector<std::string>& pointers)
{
    static constexpr std::array<const char*, 9> leaves{
        "12345678901234567890", "1.10",     "-0.0", "1E+2", "null", "true",
        "\"\\u00e9\"",          "\"}],{\"", "\"\""};
    static constexpr std::array<const char*, 4> white{"", " ", "\n\t", ""};
    static constexpr std::array<const char*, 4> names{"a", "b", "\\u0063", "d\\\"e"};
    static constexpr std::array<const char*, 4> places{"a", "b", "c", "d\\\"e"};
    pointers.push_back(pointer);
    const auto space = [&] { return white[random() % white.size()]; };
    const auto kind = depth == 0 ? 9 : random() % 12;
    if (kind > 7)
        return leaves[random() % leaves.size()];
    const bool isObject = kind % 2 == 0;
    std::string text = std::string(isObject ? "{" : "[") + space();
    const std::size_t count = random() % 4;
    for (std::size_t i = 0; i < count; ++i) {
        text += i == 0 ? "" : std::string(",") + space();
        if (isObject)
            text += std::string("\"") + names[i] + "\"" + space() + ":" + space();
        text += randomJson(random, depth - 1,
                           pointer + "/" + (isObject ? places[i] : std::to_string(i)), pointers);
        text += space();
    }
    return text + (isObject ? "}" : "]");
}

} // namespace

class TestBodyEdit : public QObject
{
    Q_OBJECT

private slots:
    void changesOnlyWhatItNames()
    {
        // Order, large numbers, unknown members and text of other scripts stay.
        const std::string document = "{\"z\":1,\"a\":{\"model\":\"v7\",\"big\":9007199254740993,"
                                     "\"t\":\"日本\"},\"l\":[1,{\"w\":0.10}]}";
        QCOMPARE(after(document, "{set: /a/model, to: \"{{value}}\"}"),
                 "{\"z\":1,\"a\":{\"model\":\"v6\",\"big\":9007199254740993,\"t\":\"日本\"},\"l\":["
                 "1,{\"w\":0.10}]}");
        QCOMPARE(after(document, "{set: /a/new, to: {weight: 0, on: true}}, {remove: /z}"),
                 "{\"a\":{\"model\":\"v7\",\"big\":9007199254740993,\"t\":\"日本\",\"new\":{"
                 "\"weight\":0,"
                 "\"on\":true}},\"l\":[1,{\"w\":0.10}]}");
        QCOMPARE(after(document, "{append: /l, to: 3}, {remove: /l/0}, {remove: /nothing/there}"),
                 "{\"z\":1,\"a\":{\"model\":\"v7\",\"big\":9007199254740993,\"t\":\"日本\"},\"l\":["
                 "{\"w\":0.10},3]}");
        QCOMPARE(after("7", "{set: \"\", to: \"{{value}}\"}"), "\"v6\"");
    }

    void isWrappedWhereThatIsAsked()
    {
        BodyEdit wrapped = edit("{set: /m, to: 1}");
        wrapped.under = "config";
        const auto body = actuation::edited(wrapped, {{"document", "{\"a\":[2]}"}});
        QVERIFY(body.has_value());
        QCOMPARE(*body, "{\"config\":{\"a\":[2],\"m\":1}}");
    }

    // What is not edited keeps its bytes: digits, escapes, white space.
    void everyOtherByteStays()
    {
        const std::string document =
            "{ \"id\": 12345678901234567890123, \"w\" : 1.10,\n"
            "  \"e\": 1E+2, \"t\": \"\\u00e9\\/\", \"m\": \"v7\", \"z\":-0.0 }";
        std::string expected = document;
        expected.replace(expected.find("\"v7\""), 4, "\"v6\"");
        QCOMPARE(after(document, "{set: /m, to: \"{{value}}\"}"), expected);
        QCOMPARE(after("{\"a\":1e0,\"b\":2,\"c\":3.0}", "{remove: /b}"), "{\"a\":1e0,\"c\":3.0}");
        QCOMPARE(after("{\"a\":1e0,\"b\":2}", "{remove: /b}"), "{\"a\":1e0}");
        QCOMPARE(after("[ 7 ]", "{remove: /0}, {append: \"\", to: 8}"), "[8  ]");
        QCOMPARE(after("\xEF\xBB\xBF{\"a\":1}", "{set: /a, to: 2}"), "{\"a\":2}");
        // Who reads it may take either.
        QVERIFY(after("{\"a\":1,\"\\u0061\":2}", "{set: /a, to: 3}")
                    .starts_with("! The document has two"));
    }

    void randomDocumentsKeepWhatIsNotNamed()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 2000; ++round) {
            std::vector<std::string> pointers;
            const std::string document = randomJson(random, 3, "", pointers);
            const std::string& pointer = pointers[random() % pointers.size()];
            const auto old = nlohmann::json::parse(document);
            const auto at = nlohmann::json::json_pointer(pointer);
            const std::string set =
                after(document, "{set: \"" + pointer + "\", to: \"{{value}}\"}", kMark);
            const std::size_t mark = set.find("\"" + std::string(kMark) + "\"");
            QVERIFY2(mark != std::string::npos, (document + pointer + set).c_str());
            const std::string head = set.substr(0, mark);
            const std::string tail = set.substr(mark + std::string(kMark).size() + 2);
            QVERIFY2(document.starts_with(head) && document.ends_with(tail), set.c_str());
            const auto replaced = nlohmann::json::parse(
                document.substr(head.size(), document.size() - head.size() - tail.size()));
            QVERIFY2(replaced == old.at(at), (document + pointer).c_str());
            if (pointer.empty())
                continue;
            // As the standard library of JSON takes it away.
            auto without = old;
            auto& parent = without.at(at.parent_pointer());
            if (parent.is_array())
                parent.erase(std::stoul(at.back()));
            else
                parent.erase(at.back());
            const std::string removed = after(document, "{remove: \"" + pointer + "\"}");
            QVERIFY2(nlohmann::json::parse(removed, nullptr, false) == without,
                     (document + pointer + removed).c_str());
        }
    }

    // Neither deep nor long documents take more than linear time, or the stack.
    void hostileDocumentsAreRead()
    {
        const std::string deep = std::string(500000, '[') + std::string(500000, ']');
        QVERIFY(after(deep, "{append: \"\", to: 1}").ends_with("]],1]"));
        std::string wide = "{\"a\":[0";
        for (int i = 0; i < 300000; ++i)
            wide += ",0";
        QVERIFY(after(wide + "],\"m\":1}", "{set: /m, to: 2}").ends_with("\"m\":2}"));
    }

    // Whatever a variable holds, it is one name and one text.
    void valuesCannotReachElsewhere()
    {
        QCOMPARE(after("{\"a/b\":1,\"a\":{\"b\":2}}", "{set: \"/{{target}}\", to: 9}", "", "a/b"),
                 "{\"a/b\":9,\"a\":{\"b\":2}}");
        QCOMPARE(after("{}", "{set: /m, to: \"{{value}}\"}", "x\",\"admin\":true,\"y\":\""),
                 "{\"m\":\"x\\\",\\\"admin\\\":true,\\\"y\\\":\\\"\"}");
        QCOMPARE(after("{}", "{set: /m, to: \"{{value|json}}\"}", "{\"k\":[1]}"),
                 "{\"m\":{\"k\":[1]}}");
    }

    void placesThatAreNotThereAreRefused()
    {
        for (const char* changes :
             {"{set: /a/b/c, to: 1}", "{set: /l/5, to: 1}", "{set: /l/-, to: 1}",
              "{append: /a, to: 1}", "{append: /none, to: 1}", "{set: /s/x, to: 1}"}) {
            const std::string told = after("{\"a\":{},\"l\":[1],\"s\":\"text\"}", changes);
            QVERIFY2(told.starts_with("! The document has no place"), (changes + told).c_str());
        }
        QVERIFY(after("no json", "{remove: /a}").starts_with("! {{document}} is not JSON"));
        QVERIFY(after("{}", "{set: /m, to: \"{{value|number}}\"}", "seven").starts_with("! "));
        QVERIFY(after("{}", "{set: /m, to: \"{{value}}\"}", "\xff").starts_with("! "));
    }
};

QTEST_GUILESS_MAIN(TestBodyEdit)
#include "tst_bodyedit.moc"
