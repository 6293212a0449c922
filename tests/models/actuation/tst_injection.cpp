// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/template.h"

#include <QTest>

#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

using namespace actuation;

namespace {

yaml::Node nodeOf(const std::string& text)
{
    const auto parsed = yaml::parse(text);
    if (!std::holds_alternative<yaml::Node>(parsed))
        qFatal("the test's YAML is none: %s", text.c_str());
    return std::get<yaml::Node>(parsed);
}

telemetry::Result<std::string> rendered(const std::string& yaml, const std::string& value,
                                        Destination destination)
{
    std::vector<yaml::Problem> problems;
    const auto text = TextTemplate::parse(nodeOf(yaml), {"x"}, problems);
    if (!problems.empty())
        qFatal("%s", problems.front().message.c_str());
    return text.render({{"x", value}}, destination);
}

telemetry::Result<std::string> body(const std::string& yaml, const std::string& value)
{
    std::vector<yaml::Problem> problems;
    const auto json = BodyTemplate::parse(nodeOf(yaml), {"x"}, problems);
    if (!problems.empty())
        qFatal("%s", problems.front().message.c_str());
    return json.render({{"x", value}});
}

// Wherever it is put, it is the end of something.
const std::string kEverything =
    "a/b?c=1&d=2#e%2e\r\nX-Evil: 1\"},{\"evil\":true,'|;`$(id)` \\ {{x}}";

} // namespace

// What a value of a lever, a parameter or a control plane's own answer may do to a request: nothing
// but stand where the profile put it.
class TestInjection : public QObject
{
    Q_OBJECT

private slots:
    void aPathKeepsItsSegments_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("path"); // empty: refused
        const QByteArray one = "\"/v1/{{x}}/state\"";
        const QByteArray many = "\"/v1/{{x|path}}\"";
        QTest::newRow("slash") << one << QByteArray("a/b") << QByteArray("/v1/a%2Fb/state");
        QTest::newRow("query") << one << QByteArray("a?b=c") << QByteArray("/v1/a%3Fb%3Dc/state");
        QTest::newRow("fragment") << one << QByteArray("a#b") << QByteArray("/v1/a%23b/state");
        QTest::newRow("encoded already")
            << one << QByteArray("..%2f") << QByteArray("/v1/..%252f/state");
        QTest::newRow("line") << one << QByteArray("a\r\nb") << QByteArray("/v1/a%0D%0Ab/state");
        QTest::newRow("backslash") << one << QByteArray("..\\b") << QByteArray("/v1/..%5Cb/state");
        QTest::newRow("up") << one << QByteArray("..") << QByteArray();
        QTest::newRow("here") << one << QByteArray(".") << QByteArray();
        QTest::newRow("up within") << one << QByteArray("a/../b") << QByteArray();
        QTest::newRow("nothing") << one << QByteArray() << QByteArray();
        QTest::newRow("slashes that may stay")
            << many << QByteArray("a/b?c") << QByteArray("/v1/a/b%3Fc");
        QTest::newRow("up, where slashes stay") << many << QByteArray("a/../../b") << QByteArray();
        QTest::newRow("value of a query")
            << QByteArray("\"/v1?cas={{x}}\"") << QByteArray("1&force=true#")
            << QByteArray("/v1?cas=1%26force%3Dtrue%23");
    }
    void aPathKeepsItsSegments()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, value);
        QFETCH(const QByteArray, path);
        const auto made = rendered(text.toStdString(), value.toStdString(), Destination::Path);
        QCOMPARE(made.has_value(), !path.isEmpty());
        if (made)
            QCOMPARE(QByteArray::fromStdString(*made), path);
        else
            QVERIFY(made.error().kind == telemetry::ErrorKind::Usage);
    }

    void aHeaderStaysOneLine()
    {
        for (const std::string& end : {std::string("\r"), std::string("\n"), std::string(1, '\0')}) {
            const auto made = rendered("\"Bearer {{x}}\"", "a" + end + "X: 1", Destination::Header);
            QVERIFY(!made);
            QVERIFY(made.error().message.find("X: 1") == std::string::npos); // it may be a secret
        }
        QCOMPARE(*rendered("\"Bearer {{x}}\"", "a: b", Destination::Header),
                 std::string("Bearer a: b"));
    }

    void aFormKeepsItsFields()
    {
        const auto made = rendered("\"{{x}}\"", "1&admin=true\r\n+%", Destination::Form);
        QCOMPARE(*made, std::string("1%26admin%3Dtrue%0D%0A%2B%25"));
    }

    void aPointerNamesOneMember()
    {
        QCOMPARE(*rendered("\"/levers/{{x}}/value\"", "a/b~c", Destination::Pointer),
                 std::string("/levers/a~1b~0c/value"));
    }

    // Text, key and value of JSON: a value is one string, whatever is in it.
    void aBodyKeepsItsShape()
    {
        const auto made =
            body("{state: \"{{x}}\", list: [\"{{x}}\", \"is {{x}}\"], n: 1}", kEverything);
        QVERIFY(made.has_value());
        const auto json = nlohmann::json::parse(*made, nullptr, false);
        QVERIFY(!json.is_discarded());
        QCOMPARE(json.size(), std::size_t{3});
        QCOMPARE(json["state"].get<std::string>(), kEverything);
        QCOMPARE(json["list"].size(), std::size_t{2});
        QCOMPARE(json["list"][1].get<std::string>(), "is " + kEverything);
        QCOMPARE(json["n"].get<int>(), 1);
    }

    // Where a number or JSON is wanted, nothing else is taken, and no more than one of it.
    void aBodyTakesNoMoreThanOneValue()
    {
        for (const char* value : {"1, \"evil\": true", "1}", "", "0x10", "NaN", "1 2", "--1"})
            QVERIFY2(!body("{n: \"{{x|number}}\"}", value), value);
        for (const char* value : {"{\"a\": 1}, \"evil\": 2", "[1]]", "", "{} {}", "{'a': 1}"})
            QVERIFY2(!body("{v: \"{{x|json}}\"}", value), value);
        QCOMPARE(*body("{n: \"{{x|number}}\"}", "-1.5e3"), std::string("{\"n\":-1.5e3}"));
        QVERIFY(!body("{v: \"{{x}}\"}", "\xff\xfe"));
    }

    // A value that looks like a template is not looked at again.
    void aValueIsNoTemplate()
    {
        QCOMPARE(*rendered("\"{{x}}\"", "{{x}}", Destination::Text), std::string("{{x}}"));
    }

    // Nor does YAML that a profile is written in: tags make nothing, a second document is refused.
    void aProfileMakesNoObjects()
    {
        const auto tagged = yaml::parse("a: !!python/object/apply:os.system [id]\n");
        if (const auto* node = std::get_if<yaml::Node>(&tagged)) {
            QCOMPARE(node->entries.size(), std::size_t{1});
            QVERIFY(node->entries[0].value.isSequence());
            QCOMPARE(node->entries[0].value.items[0].scalar, std::string("id"));
        }
        QVERIFY(std::holds_alternative<yaml::Problem>(yaml::parse("a: 1\n---\nb: 2\n")));
        QVERIFY(std::holds_alternative<yaml::Problem>(yaml::parse("a: 1\na: 2\n")));
        std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 9; ++i) {
            const std::string last = std::to_string(i - 1);
            bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
            for (int each = 0; each < 10; ++each)
                bomb += (each == 0 ? "*a" : ", *a") + last;
            bomb += "]\n";
        }
        QVERIFY(std::holds_alternative<yaml::Problem>(yaml::parse(bomb)));
    }
};

QTEST_GUILESS_MAIN(TestInjection)
#include "tst_injection.moc"
