// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/jsonencoder.h"
#include "models/otlp/jsontranscoder.h"
#include "models/otlp/wirebuffer.h"
#include "tests/models/otlp/captures.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <string>
#include <string_view>

using namespace Qt::StringLiterals;

namespace {

using otlp::WireBuffer;
using telemetry::SignalKind;

std::string message(std::uint32_t field, std::string_view content)
{
    WireBuffer wire(content.size() + 16);
    wire.addTag(field, 2);
    wire.addBytes(content);
    return wire.take();
}

std::string varint(std::uint32_t field, std::uint64_t number)
{
    WireBuffer wire(16);
    wire.addTag(field, 0);
    wire.addVarint(number);
    return wire.take();
}

// A request of one span with ids, and what else stands in it.
std::string request(const std::string& inSpan, const std::string& inResource = {},
                    const std::string& beside = {})
{
    const std::string span =
        message(1, std::string(16, '\x01')) + message(2, std::string(8, '\x02')) + inSpan;
    return message(1,
                   message(1, inResource)
                       + message(2, message(1, message(1, "scope")) + message(2, span) + beside)
                       + beside);
}

std::string attribute(const std::string& value)
{
    return message(9, message(1, "key") + message(2, value));
}

// A text in so many lists, or maps.
std::string nested(int depth, bool isMap)
{
    std::string value = message(1, "bottom");
    for (int i = 0; i < depth; ++i) {
        const std::string element = isMap ? message(1, "k") + message(2, value) : value;
        value = message(isMap ? 6 : 5, message(1, element));
    }
    return value;
}

QJsonObject spanOf(const std::string& json)
{
    const auto root = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    return root[u"resourceSpans"_s][0][u"scopeSpans"_s][0][u"spans"_s][0].toObject();
}

} // namespace

class TestOtlpJsonEncode : public QObject
{
    Q_OBJECT

private slots:
    void whatClientsSentComesBack();
    void schemasOfAWholeRequestStay();
    void unknownFieldsAreCounted();
    void malformedValuesCostThemselves();
    void deepValuesAreReadAgain();
    void noRequestAtAllIsAnError();
};

void TestOtlpJsonEncode::whatClientsSentComesBack()
{
    int count = 0;
    for (const captures::Capture& capture : captures::all()) {
        if (capture.signal == SignalKind::Metrics)
            continue;
        std::string wire = capture.body;
        if (capture.isJson) {
            const auto read = otlp::transcode(capture.signal, capture.body);
            QVERIFY(read);
            wire = read->wire;
        }
        const auto json = otlp::encodeJson(wire, capture.signal);
        QVERIFY2(json, capture.file.c_str());
        QVERIFY(json->text.find('\n') == std::string::npos);
        QCOMPARE(json->unreadable, 0);
        const auto back = otlp::transcode(capture.signal, json->text);
        QVERIFY2(back && back->rejections.empty(), capture.file.c_str());
        const auto again = otlp::encodeJson(back->wire, capture.signal);
        QVERIFY(again);
        QCOMPARE(again->text, json->text);
        QCOMPARE(again->unknownFields, 0);
        ++count;
    }
    QVERIFY(count >= 15);
}

void TestOtlpJsonEncode::schemasOfAWholeRequestStay()
{
    const auto json =
        otlp::encodeJson(request({}, {}, message(3, "https://x/1")), SignalKind::Traces);
    QVERIFY(json);
    const auto root = QJsonDocument::fromJson(QByteArray::fromStdString(json->text));
    QCOMPARE(root[u"resourceSpans"_s][0][u"schemaUrl"_s].toString(), u"https://x/1"_s);
    QCOMPARE(root[u"resourceSpans"_s][0][u"scopeSpans"_s][0][u"schemaUrl"_s].toString(),
             u"https://x/1"_s);
    QCOMPARE(json->unknownFields, 0);
}

void TestOtlpJsonEncode::unknownFieldsAreCounted()
{
    const std::string unknown = varint(99, 7);
    const auto json = otlp::encodeJson(
        request(message(5, "name") + unknown + attribute(message(1, "text") + unknown), unknown),
        SignalKind::Traces);
    QVERIFY(json);
    QCOMPARE(json->unknownFields, 3);
    QCOMPARE(json->unreadable, 0);
    QCOMPARE(spanOf(json->text)[u"name"_s].toString(), u"name"_s);
}

void TestOtlpJsonEncode::malformedValuesCostThemselves()
{
    const std::string torn("\x0A\x7F", 2); // a text of 127 bytes that are not there
    const auto json =
        otlp::encodeJson(request(message(5, "name") + attribute(torn)
                                 + attribute(message(1, "whole")) + message(11, torn)),
                         SignalKind::Traces);
    QVERIFY(json);
    QCOMPARE(json->unreadable, 2);
    const QJsonObject span = spanOf(json->text);
    QCOMPARE(span[u"name"_s].toString(), u"name"_s);
    const QJsonArray attributes = span[u"attributes"_s].toArray();
    QCOMPARE(attributes.size(), 2);
    QVERIFY(attributes[0][u"value"_s].toObject().isEmpty());
    QCOMPARE(attributes[1][u"value"_s][u"stringValue"_s].toString(), u"whole"_s);
}

void TestOtlpJsonEncode::deepValuesAreReadAgain()
{
    int whole = 0;
    for (const bool isMap : {false, true}) {
        for (int depth = 1; depth < 120; ++depth) {
            const auto json = otlp::encodeJson(
                request(message(5, "name") + attribute(nested(depth, isMap))), SignalKind::Traces);
            QVERIFY(json);
            const bool isWhole = json->unreadable == 0;
            whole += isWhole ? 1 : 0;
            QCOMPARE(json->text.find("bottom") != std::string::npos, isWhole);
            const auto back = otlp::transcode(SignalKind::Traces, json->text);
            QVERIFY2(back && back->rejections.empty(), qPrintable(QString::number(depth)));
            QCOMPARE(back->wire.find("bottom") != std::string::npos, isWhole);
        }
    }
    QVERIFY(whole > 50);
    QVERIFY(otlp::encodeJson(request(attribute(nested(20'000, true))), SignalKind::Traces));
}

void TestOtlpJsonEncode::noRequestAtAllIsAnError()
{
    QVERIFY(!otlp::encodeJson("\x0A\x7F", SignalKind::Traces));
    const auto empty = otlp::encodeJson({}, SignalKind::Logs);
    QVERIFY(empty);
    QCOMPARE(empty->text, std::string("{}"));
}

QTEST_APPLESS_MAIN(TestOtlpJsonEncode)
#include "tst_otlpjsonencode.moc"
