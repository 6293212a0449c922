// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/actuation/bodyedit.h"
#include "models/actuation/operationparser.h"

#include <QTest>

#include <variant>

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
                 "1,{\"w\":0.1}]}");
        QCOMPARE(after(document, "{set: /a/new, to: {weight: 0, on: true}}, {remove: /z}"),
                 "{\"a\":{\"model\":\"v7\",\"big\":9007199254740993,\"t\":\"日本\",\"new\":{"
                 "\"weight\":0,"
                 "\"on\":true}},\"l\":[1,{\"w\":0.1}]}");
        QCOMPARE(after(document, "{append: /l, to: 3}, {remove: /l/0}, {remove: /nothing/there}"),
                 "{\"z\":1,\"a\":{\"model\":\"v7\",\"big\":9007199254740993,\"t\":\"日本\"},\"l\":["
                 "{\"w\":0.1},3]}");
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
