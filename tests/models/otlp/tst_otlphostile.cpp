// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/value.h"
#include "tests/models/otlp/captures.h"

#include <QTest>

#include <random>

using telemetry::Batch;

namespace {

// Looks at everything a reader would look at.
std::size_t walk(const Batch& batch)
{
    std::size_t size = 0;
    const auto visit = [&size](std::string_view, const otlp::AnyValueView& value) {
        size += value.toText().size();
    };
    for (const telemetry::SpanRecord& span : batch.spans) {
        otlp::forEachAttribute(span.body, otlp::kSpanAttributes, visit);
        otlp::forEachEvent(span.body, [&](const otlp::EventView& event) {
            otlp::forEachAttribute(event.wire, otlp::kEventAttributes, visit);
        });
        otlp::forEachLink(span.body, [&](const otlp::LinkView& link) {
            otlp::forEachAttribute(link.wire, otlp::kLinkAttributes, visit);
        });
        size += otlp::statusMessage(span.body).size() + otlp::droppedCount(span.body);
    }
    for (const telemetry::LogRecord& log : batch.logs) {
        size += otlp::logBody(log.body).toText().size();
        otlp::forEachAttribute(log.body, otlp::kLogAttributes, visit);
    }
    return size;
}

// True when the body was refused with a reason or gave a sound batch.
bool survives(telemetry::SignalKind signal, bool isJson, std::string body)
{
    const auto batch = captures::decode(signal, isJson, std::move(body));
    if (!batch)
        return batch.error().kind == telemetry::ErrorKind::Unreadable
            && batch.error().message.find("byte") != std::string::npos;
    static int count = 0;
    if (++count % 8 == 0) // the slowest part, and not different each time
        walk(*batch);
    return captures::isSound(*batch);
}

} // namespace

// Fixed seeds: a failure can be repeated.
class TestOtlpHostile : public QObject
{
    Q_OBJECT

private slots:
    void prefixes();
    void flippedBytes();
    void mutatedJson();
    void nestingBombs();
};

void TestOtlpHostile::prefixes()
{
    for (const captures::Capture& capture : captures::all()) {
        // Every length for the smaller bodies, every 7th for the others.
        const std::size_t step = capture.body.size() < 6000 ? 1 : 7;
        for (std::size_t length = 0; length < capture.body.size(); length += step) {
            if (!survives(capture.signal, capture.isJson, capture.body.substr(0, length)))
                QFAIL((capture.client + '/' + capture.file + " cut at " + std::to_string(length))
                          .c_str());
        }
    }
}

void TestOtlpHostile::flippedBytes()
{
    std::mt19937 random(20261124);
    const auto all = captures::all();
    for (int i = 0; i < 20'000; ++i) {
        const captures::Capture& capture = all[random() % all.size()];
        std::string body = capture.body;
        for (unsigned flips = 1 + random() % 4; flips > 0; --flips)
            body[random() % body.size()] = static_cast<char>(random());
        if (!survives(capture.signal, capture.isJson, std::move(body)))
            QFAIL(
                (capture.client + '/' + capture.file + ", mutation " + std::to_string(i)).c_str());
    }
}

void TestOtlpHostile::mutatedJson()
{
    const std::vector<std::string> pieces{"{",
                                          "}",
                                          "[",
                                          "]",
                                          ",",
                                          ":",
                                          "\"",
                                          "\\",
                                          "null",
                                          "true",
                                          "1e999",
                                          "-",
                                          "0x1",
                                          "\"\\ud83d\"",
                                          "{}",
                                          "[]",
                                          "[[[[",
                                          "\\u12",
                                          "\"value\":",
                                          "\"attributes\":",
                                          "99999999999999999999999",
                                          "\x00",
                                          "\xff"};
    std::mt19937 random(4711);
    for (const captures::Capture& capture : captures::all()) {
        if (!capture.isJson)
            continue;
        for (int i = 0; i < 1500; ++i) {
            std::string body = capture.body;
            const std::size_t at = random() % body.size();
            const std::size_t length = random() % 3 == 0 ? random() % 200 : random() % 3;
            body.replace(at, std::min(length, body.size() - at), pieces[random() % pieces.size()]);
            if (!survives(capture.signal, true, std::move(body)))
                QFAIL((capture.client + '/' + capture.file + ", mutation " + std::to_string(i))
                          .c_str());
        }
    }
}

void TestOtlpHostile::nestingBombs()
{
    using enum telemetry::SignalKind;
    QVERIFY(survives(Traces, true, std::string(100'000, '[')));
    QVERIFY(survives(Traces, true, R"({"resourceSpans":)" + std::string(100'000, '[') + '}'));
    std::string objects = R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"x":)";
    for (int i = 0; i < 20'000; ++i)
        objects += R"({"x":)";
    QVERIFY(survives(Traces, true, objects));
    // A message in a message in a message: each byte pair opens one level.
    std::string wire;
    for (int i = 0; i < 10'000; ++i)
        wire = '\x0a' + std::string(1, static_cast<char>(std::min<std::size_t>(wire.size(), 127)))
            + wire.substr(0, 127);
    QVERIFY(survives(Traces, false, wire));
}

QTEST_GUILESS_MAIN(TestOtlpHostile)
#include "tst_otlphostile.moc"
