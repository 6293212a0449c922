// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/value.h"

#include <QTest>

#include <cmath>
#include <limits>

#include <protozero/pbf_writer.hpp>

using otlp::AnyValueView;
using protozero::pbf_writer;

namespace {

std::string text(std::string_view value)
{
    std::string wire;
    pbf_writer(wire).add_string(1, value.data(), value.size());
    return wire;
}

std::string number(double value)
{
    std::string wire;
    pbf_writer(wire).add_double(4, value);
    return wire;
}

std::string integer(std::int64_t value)
{
    std::string wire;
    pbf_writer(wire).add_int64(3, value);
    return wire;
}

std::string array(const std::vector<std::string>& values)
{
    std::string elements;
    for (const std::string& value : values)
        pbf_writer(elements).add_message(1, value);
    std::string wire;
    pbf_writer(wire).add_message(5, elements);
    return wire;
}

std::string map(const std::vector<std::pair<std::string, std::string>>& members)
{
    std::string list;
    for (const auto& [key, value] : members) {
        std::string keyValue;
        pbf_writer writer(keyValue);
        writer.add_string(1, key);
        writer.add_message(2, value);
        pbf_writer(list).add_message(1, keyValue);
    }
    std::string wire;
    pbf_writer(wire).add_message(6, list);
    return wire;
}

} // namespace

class TestOtlpValue : public QObject
{
    Q_OBJECT

private slots:
    void doublesAreShortest_data();
    void doublesAreShortest();
    void numbersAreReadEitherWay();
    void structuresBecomeJson();
    void bytesBecomeBase64();
    void invalidUtf8IsReplaced();
    void deepNestingIsCut();
    void theLastFieldWins();
    void malformedWireIsEmpty();
    void elementsAndAttributesAreVisited();
    void visitingStopsAtMalformedData();
};

void TestOtlpValue::doublesAreShortest_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<std::string>("shown");
    QTest::newRow("fraction") << 0.1 << std::string("0.1");
    QTest::newRow("whole") << 3.0 << std::string("3");
    QTest::newRow("huge") << 1e300 << std::string("1e+300");
    QTest::newRow("seventeen digits") << 0.1 + 0.2 << std::string("0.30000000000000004");
    QTest::newRow("nan") << std::nan("") << std::string("NaN");
    QTest::newRow("infinity") << -std::numeric_limits<double>::infinity()
                              << std::string("-Infinity");
}

void TestOtlpValue::doublesAreShortest()
{
    QFETCH(double, value);
    QFETCH(std::string, shown);
    const std::string wire = number(value);
    QCOMPARE(AnyValueView(wire).toText(), shown);
}

void TestOtlpValue::numbersAreReadEitherWay()
{
    const std::string one = integer(1);
    QCOMPARE(AnyValueView(one).number().value(), 1.0);
    QCOMPARE(AnyValueView(one).type(), AnyValueView::Type::Int);
    const std::string whole = number(312.0);
    QCOMPARE(AnyValueView(whole).integer().value(), std::int64_t{312});
    const std::string half = number(0.5);
    QVERIFY(!AnyValueView(half).integer());
    const std::string large = integer(9007199254740993);
    QCOMPARE(AnyValueView(large).toText(), std::string("9007199254740993"));
    const std::string beyond = number(1e19);
    QVERIFY(!AnyValueView(beyond).integer());
    QVERIFY(!AnyValueView(one).string());
}

void TestOtlpValue::structuresBecomeJson()
{
    const std::string wire =
        map({{"a", integer(1)},
             {"b \"quoted\"", array({text("x\n\x01"), std::string(), number(2.5)})},
             {"c", map({})}});
    QCOMPARE(AnyValueView(wire).toJson(),
             std::string(R"({"a":1,"b \"quoted\"":["x\n\u0001",null,2.5],"c":{}})"));
    QCOMPARE(AnyValueView(wire).toText(), AnyValueView(wire).toJson());
    const std::string plain = text("as it is \"here\"");
    QCOMPARE(AnyValueView(plain).toText(), std::string("as it is \"here\""));
    QCOMPARE(AnyValueView(plain).toJson(), std::string(R"("as it is \"here\"")"));
}

void TestOtlpValue::bytesBecomeBase64()
{
    std::string wire;
    pbf_writer(wire).add_bytes(7, std::string("\x00\x01\xfe\xff", 4));
    QCOMPARE(AnyValueView(wire).toText(), std::string("AAH+/w=="));
    QCOMPARE(AnyValueView(wire).bytes().size(), std::size_t{4});
}

void TestOtlpValue::invalidUtf8IsReplaced()
{
    const std::string wire = text("a\xff\x62");
    QCOMPARE(AnyValueView(wire).toText(), std::string("a\xEF\xBF\xBD\x62"));
    QCOMPARE(AnyValueView(wire).toJson(), std::string("\"a\xEF\xBF\xBD\x62\""));
}

void TestOtlpValue::deepNestingIsCut()
{
    std::string wire = integer(1);
    for (int i = 0; i < 200; ++i)
        wire = array({wire});
    const std::string json = AnyValueView(wire).toJson();
    QCOMPARE(std::count(json.begin(), json.end(), '['), std::ptrdiff_t{64});
    QVERIFY(json.find("nested too deeply") != std::string::npos);
}

void TestOtlpValue::theLastFieldWins()
{
    const std::string wire = text("first") + integer(2);
    QCOMPARE(AnyValueView(wire).toText(), std::string("2"));
}

void TestOtlpValue::malformedWireIsEmpty()
{
    const std::string wire = text("whole")
        + "\x0a\x7f"
          "cut";
    QCOMPARE(AnyValueView(wire).type(), AnyValueView::Type::Empty);
    QVERIFY(AnyValueView(wire).toText().empty());
    QCOMPARE(AnyValueView(wire).toJson(), std::string("null"));
    const std::string group = std::string("\x0b\x0c");
    QCOMPARE(AnyValueView(group).type(), AnyValueView::Type::Empty);
}

void TestOtlpValue::elementsAndAttributesAreVisited()
{
    const std::string wire = array({integer(1), text("two")});
    std::vector<std::string> seen;
    QVERIFY(otlp::forEachElement(AnyValueView(wire).nested(), [&](const AnyValueView& element) {
        seen.push_back(element.toText());
    }));
    QCOMPARE(seen, (std::vector<std::string>{"1", "two"}));

    const std::string members = map({{"k", text("v")}, {"empty", std::string()}});
    seen.clear();
    QVERIFY(otlp::forEachAttribute(AnyValueView(members).nested(), otlp::kKeyValueListValues,
                                   [&](std::string_view key, const AnyValueView& value) {
                                       seen.push_back(std::string(key) + '=' + value.toText());
                                   }));
    QCOMPARE(seen, (std::vector<std::string>{"k=v", "empty="}));
}

void TestOtlpValue::visitingStopsAtMalformedData()
{
    std::string list;
    pbf_writer writer(list);
    writer.add_message(1, integer(1));
    list += "\x0a\x20";
    int seen = 0;
    QVERIFY(!otlp::forEachElement(list, [&](const AnyValueView&) { ++seen; }));
    QCOMPARE(seen, 1);
}

QTEST_GUILESS_MAIN(TestOtlpValue)
#include "tst_otlpvalue.moc"
