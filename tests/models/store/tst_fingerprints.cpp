// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/winnowing.h"
#include "models/store/fingerprintbody.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using namespace storetest;
using similarity::PlaceKind;
using store::FingerprintedText;

namespace {

const std::string kAnswer =
    "Refunds are paid out within three working days of the return. Whoever paid by card gets it "
    "back to the same card, and whoever paid in cash may come to the shop for it";

otlp::OutgoingSpan answering(std::uint64_t number, std::int64_t second, const std::string& answer)
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    span.attributes.emplace_back(
        "gen_ai.input.messages",
        std::string("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":"
                    "\"When do I get my money back?\"}]}]"));
    span.attributes.emplace_back("gen_ai.output.messages",
                                 "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\","
                                 "\"content\":\""
                                     + answer + "\"}],\"finish_reason\":\"stop\"}]");
    return span;
}

otlp::OutgoingSpan toolSpan(std::uint64_t trace, std::uint64_t number, std::int64_t second,
                            const std::string& result)
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    span.trace = traceId(trace);
    span.name = "execute_tool notes";
    span.attributes = {
        {"gen_ai.operation.name", std::string("execute_tool")},
        {"gen_ai.tool.name", std::string("notes")},
        {"gen_ai.tool.call.arguments", std::string("{\"find\":\"the rule for refunds\"}")},
        {"gen_ai.tool.call.result", result}};
    return span;
}

struct Kept
{
    telemetry::TraceId trace;
    telemetry::SpanId span = telemetry::SpanId::None;
    PlaceKind kind = PlaceKind::Input;
    bool isRepeated = false;
    std::uint64_t hash = 0;
    std::vector<std::uint32_t> fingerprints;
};

std::vector<Kept> keptIn(const Recording& recording, std::int64_t known = 1'000'000)
{
    const auto reader = recording.reader();
    std::vector<Kept> all;
    const auto done =
        reader->forEachFingerprinted(0, at(known), [&](const FingerprintedText& text) {
            Kept& kept = all.emplace_back();
            kept.trace = *reader->traceId(text.traceNumber);
            kept.span = text.span;
            kept.kind = text.kind;
            kept.isRepeated = text.isRepeated;
            kept.hash = text.hash;
            for (std::size_t i = 0; i < text.size(); ++i)
                kept.fingerprints.push_back(text.fingerprint(i));
            return true;
        });
    if (!done)
        qFatal("%s", done.error().message.c_str());
    return all;
}

std::vector<std::uint32_t> fingerprintsOf(const Recording& recording, const std::string& text)
{
    const std::uint64_t key = recording.reader()->fingerprintExtent()->key;
    std::vector<similarity::Token> tokens;
    similarity::tokenize(text, similarity::Syntax::Plain, tokens);
    std::vector<std::uint32_t> grams;
    similarity::gramHashes(tokens, key, grams);
    std::vector<std::uint32_t> kept;
    similarity::fingerprint(tokens, grams, key, kept);
    return kept;
}

} // namespace

class TestFingerprints : public QObject
{
    Q_OBJECT

private slots:
    void textsOfGenerationsAndToolsAreKept()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(spansBatch(
                {answering(1, 10, kAnswer), toolSpan(1, 2, 11, "{\"note\":\"" + kAnswer + "\"}")},
                12)));
            QVERIFY(writer->commit());
        }
        const auto all = keptIn(recording);
        QCOMPARE(all.size(), std::size_t{4});
        QCOMPARE(all[0].kind, PlaceKind::Input);
        QCOMPARE(all[1].kind, PlaceKind::Output);
        QCOMPARE(all[2].kind, PlaceKind::ToolArgument);
        QCOMPARE(all[3].kind, PlaceKind::ToolResult);
        QVERIFY(all[1].trace == traceId(1));
        QCOMPARE(all[1].span, spanId(1));
        QCOMPARE(all[3].span, spanId(2));
        const auto expected = fingerprintsOf(recording, kAnswer);
        QVERIFY(all[1].fingerprints == expected);
        QVERIFY(std::ranges::any_of(expected, similarity::isMark)); // three days
        QVERIFY(std::ranges::any_of(all[3].fingerprints, [&](std::uint32_t one) {
            return std::ranges::find(expected, one) != expected.end();
        }));
        QCOMPARE(recording.number("SELECT count(*) FROM fingerprints"), std::int64_t{1});
        QVERIFY(recording.reader()->fingerprintExtent()->key != 0);
        QVERIFY(!recording.reader()->fingerprintExtent()->unmarkedUntil);
    }

    void aTextThatComesAgainIsNamed()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(spansBatch({answering(1, 10, kAnswer)}, 12)));
            QVERIFY(writer->append(spansBatch({answering(2, 20, kAnswer)}, 22)));
            QVERIFY(writer->append(spansBatch({answering(3, 4000, kAnswer)}, 4002)));
        }
        const auto all = keptIn(recording);
        std::vector<Kept> outputs;
        std::ranges::copy_if(all, std::back_inserter(outputs),
                             [](const Kept& kept) { return kept.kind == PlaceKind::Output; });
        QCOMPARE(outputs.size(), std::size_t{3});
        QVERIFY(!outputs[0].isRepeated);
        QVERIFY(outputs[1].isRepeated);
        QVERIFY(outputs[1].fingerprints.empty());
        QCOMPARE(outputs[1].hash, outputs[0].hash);
        QVERIFY(!outputs[2].isRepeated); // more than kFingerprintMemory later
    }

    void duplicatesAndWhatIsNotKnownYetAreLeftOut()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(spansBatch({answering(1, 10, kAnswer)}, 12)));
            QVERIFY(writer->append(spansBatch({answering(1, 10, kAnswer)}, 13)));
            QVERIFY(writer->append(spansBatch({answering(2, 20, kAnswer)}, 22)));
        }
        QCOMPARE(keptIn(recording, 21).size(), std::size_t{2});
        QCOMPARE(keptIn(recording).size(), std::size_t{4});
    }

    void redactedTextHasNone()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(spansBatch({answering(1, 10, "[REDACTED:secret]")}, 12)));
        }
        const auto all = keptIn(recording);
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all[0].kind, PlaceKind::Input);
    }

    void twoRecordingsHaveNothingInCommon()
    {
        const Recording one;
        const Recording other;
        for (const Recording* recording : {&one, &other}) {
            const auto writer = recording->writer();
            QVERIFY(writer->append(spansBatch({answering(1, 10, kAnswer)}, 12)));
        }
        QVERIFY(keptIn(one)[1].hash != keptIn(other)[1].hash);
        QVERIFY(keptIn(one)[1].fingerprints != keptIn(other)[1].fingerprints);
    }

    void retentionTakesThemOutWithTheirSpans()
    {
        const Recording recording;
        const auto writer =
            *store::Writer::open(recording.path(), {.bytes = {}, .age = 100s, .isAdjustable = {}});
        for (std::uint64_t i = 1; i <= 20; ++i) {
            const auto second = static_cast<std::int64_t>(10 * i);
            QVERIFY(writer->append(spansBatch({answering(i, second, kAnswer)}, second + 1)));
        }
        QVERIFY(writer->commit());
        while (*writer->prune(at(260), 100)) { }
        const std::int64_t spans = recording.number("SELECT count(*) FROM spans");
        QVERIFY(spans > 0 && spans < 10);
        QCOMPARE(recording.number("SELECT count(*) FROM fingerprints"), spans);
        // What the rest repeats is gone: the reader is told which texts may do so.
        const auto extent = recording.reader()->fingerprintExtent();
        QVERIFY(extent->repeatsUntil > at(260));
    }

    void anOlderRecordingHasNoneAndSaysSo()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(spansBatch({answering(1, 10, kAnswer)}, 12)));
        }
        recording.undoVersion15();
        recording.tamper("DELETE FROM counters WHERE name LIKE '%fingerprint%'");
        recording.tamper("PRAGMA user_version=14");
        QVERIFY(keptIn(recording).empty());
        QVERIFY(recording.reader()->fingerprintExtent()->unmarkedUntil
                == telemetry::Timestamp::max());
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(spansBatch({answering(2, 20, kAnswer)}, 22)));
        }
        QVERIFY(recording.reader()->fingerprintExtent()->unmarkedUntil == at(12));
        QCOMPARE(keptIn(recording).size(), std::size_t{2});
    }

    // A run had 24 bits before words were marked.
    void whatWasRecordedBeforeMarksHasTheSameRuns()
    {
        std::string body;
        store::beginSpan(body, spanId(1), 1);
        const std::vector<std::uint32_t> runs{0x123457, 0xABCDEF};
        store::addText(body, PlaceKind::Output, 7, runs);
        std::string older = body;
        older[9] = static_cast<char>(PlaceKind::Output);
        std::vector<std::uint32_t> read;
        const auto readAll = [&read](const FingerprintedText& text) {
            for (std::size_t i = 0; i < text.size(); ++i)
                read.push_back(text.fingerprint(i));
            return text.kind == PlaceKind::Output;
        };
        FingerprintedText text;
        QVERIFY(store::forEachIn(body, text, readAll));
        QVERIFY(text.hasMarks);
        QVERIFY(store::forEachIn(older, text, readAll));
        QVERIFY(!text.hasMarks);
        QVERIFY(
            read
            == std::vector<std::uint32_t>({0x123457, 0xABCDEF, 0x123457 >> 1U, 0xABCDEF >> 1U}));
    }

    void aDamagedBodyEndsThere()
    {
        std::string body;
        store::beginSpan(body, spanId(1), 2);
        const std::vector<std::uint32_t> marks{1, 0xABCDEF};
        store::addText(body, PlaceKind::Output, 7, marks);
        store::addRepeated(body, PlaceKind::Input, 9);
        for (std::size_t size = 0; size <= body.size(); ++size) {
            FingerprintedText text;
            std::vector<std::uint64_t> hashes;
            QVERIFY(store::forEachIn(std::string_view(body).substr(0, size), text,
                                     [&](const FingerprintedText& one) {
                                         hashes.push_back(one.hash);
                                         if (one.hash == 7)
                                             return one.fingerprint(1) == 0xABCDEF;
                                         return true;
                                     }));
            QVERIFY(hashes.size() <= 2);
            QCOMPARE(hashes.size() == 2, size == body.size());
        }
    }
};

QTEST_APPLESS_MAIN(TestFingerprints)
#include "tst_fingerprints.moc"
