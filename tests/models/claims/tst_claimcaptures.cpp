// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/claims/unreadreading.h"
#include "tests/models/claims/claimsfixture.h"
#include "tests/models/otlp/captures.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <optional>

using namespace claimstest;

namespace {

const char* const kClients[] = {"otel-js-3.1-http-json",      "otel-js-3.1-http-protobuf",
                                "otel-js-2.12-http-protobuf", "otel-js-2.12-http-json",
                                "otel-js-3.1-http-json-gzip", "otel-js-3.1-http-protobuf-gzip",

                                "openinference-openai",       "otel-instrumentation-openai",
                                "traceloop-node-sdk",         "vercel-ai-7-otel"};

struct Found
{
    trace::TraceContents contents;
    std::string output;
    ClaimSet set;
    bool isAllRead = false; // no server cut anything
};

} // namespace

// The scenario that all clients ran, whose truth is known.
class TestClaimCaptures : public QObject
{
    Q_OBJECT

    static void fill(const storetest::Recording& recording, const std::string& client)
    {
        const auto writer = recording.writer();
        std::int64_t second = 1;
        for (const captures::Capture& capture : captures::ofClient(client)) {
            auto batch = captures::decode(capture);
            if (!batch || capture.signal == telemetry::SignalKind::Metrics)
                continue;
            auto interpreted = dialect::Interpreter::builtIn().interpret(std::move(*batch));
            interpreted.batch.recorded = storetest::at(second++);
            QVERIFY(writer->append(interpreted).has_value());
        }
        QVERIFY(writer->commit());
    }

    static std::optional<Found> find(const storetest::Recording& recording,
                                     const std::string& answered, const std::string& given = {})
    {
        const auto reader = recording.reader();
        const auto all = reader->generations({}, {});
        if (!all)
            return std::nullopt;
        for (const telemetry::Generation& one : *all) {
            if (telemetry::outputText(one).find(answered) == std::string::npos
                || telemetry::contextText(one).find(given) == std::string::npos)
                continue;
            auto contents = trace::readTraceContents(*reader, one.trace, {});
            const auto earlier = claims::readEarlierTurns(*reader, one, {});
            if (!contents || !earlier)
                return std::nullopt;
            Found found{
                .contents = std::move(*contents), .output = telemetry::outputText(one), .set = {}};
            std::shared_ptr<const trace::ContextSession> session;
            const auto unread = claims::readUnread(*reader, {one.trace, one.span}, {}, session);
            if (!unread)
                return std::nullopt;
            found.set = claims::claimsOf(found.contents, one.span,
                                         {.earlier = &*earlier, .unread = &*unread});
            found.isAllRead = unread->messages.empty();
            return found;
        }
        return std::nullopt;
    }

private slots:
    void scenarios_data()
    {
        QTest::addColumn<std::string>("client");
        for (const char* client : kClients)
            QTest::newRow(client) << std::string(client);
    }

    void scenarios()
    {
        QFETCH(std::string, client);
        const storetest::Recording recording;
        fill(recording, client);
        // rag: the passage says 30 days of opened electronics, 60 of unopened ones; the notice of
        // kb-205 has expired.
        const auto rag = find(recording, "within 90 days", "[kb-205]");
        QVERIFY(rag.has_value());
        const Claim* window = claimWith(rag->set, rag->output, ClaimKind::Sentence, "90 days");
        QVERIFY(window != nullptr);
        QVERIFY2(window->support == Support::Contradicted, window->reason.c_str());
        const Evidence& against = window->evidence.front();
        QVERIFY(against.isContradiction && against.therePlace);
        QVERIFY2(wordsAt(rag->contents, *against.therePlace).starts_with("30"),
                 wordsAt(rag->contents, *against.therePlace).c_str());
        QVERIFY(wordsAt(rag->contents, against.place).find("Opened electronics")
                != std::string::npos);
        // ... and that a receipt is needed.
        const auto denied = std::ranges::find_if(window->evidence, [](const Evidence& one) {
            return one.isContradiction && one.said == "no receipt required";
        });
        QVERIFY2(denied != window->evidence.end() && denied->therePlace, window->reason.c_str());
        QCOMPARE(wordsAt(rag->contents, *denied->therePlace),
                 std::string("A receipt or order number is required"));
        QVERIFY2(window->reason.find("90 days") != std::string::npos
                     && window->reason.find("no receipt required") != std::string::npos,
                 window->reason.c_str());
        // agent: the tool says delayed, due on 27 August.
        const auto agent = find(recording, "delivered on August 14");
        QVERIFY(agent.has_value());
        const Claim* state = claimWith(agent->set, agent->output, ClaimKind::Sentence, "delivered");
        QVERIFY(state != nullptr);
        QVERIFY2(state->support == Support::Contradicted, state->reason.c_str());
        QCOMPARE(state->evidence.front().there, std::string("delayed"));
        const auto date =
            std::ranges::find(state->evidence, std::string("2026-08-27"), &Evidence::there);
        QVERIFY2(date != state->evidence.end() && date->isContradiction && date->therePlace,
                 state->reason.c_str());
        QCOMPARE(date->said, std::string("August 14"));
        QVERIFY(date->therePlace->kind == similarity::PlaceKind::ToolResult);
        QCOMPARE(wordsAt(agent->contents, *date->therePlace), std::string("2026-08-27"));
        // context-loss; two clients do not have it.
        if (const auto lost = find(recording, "any record of your name")) {
            QVERIFY(lost->set.claims.front().support == Support::Truncated);
            QVERIFY(!lost->set.claims.front().evidence.empty());
            // The client left it out: no server did.
            QVERIFY(lost->isAllRead);
            QVERIFY(!lost->set.claims.front().evidence.front().isUnseen());
        }
        // stream: nothing was given that it could rest on.
        if (const auto plain = find(recording, "Sydney")) {
            QVERIFY(!plain->set.unknown.empty());
            for (const Claim& claim : plain->set.claims)
                QVERIFY(claim.support == Support::Unknown || claim.support == Support::NotJudged);
        }
    }

    // Content that was redacted says nothing.
    void redacted()
    {
        const storetest::Recording recording;
        fill(recording, "openinference-openai-redacted");
        const auto reader = recording.reader();
        const auto all = reader->generations({}, {});
        QVERIFY(all && !all->empty());
        for (const telemetry::Generation& one : *all) {
            const auto contents = trace::readTraceContents(*reader, one.trace, {});
            QVERIFY(contents.has_value());
            const ClaimSet set = claims::claimsOf(*contents, one.span);
            for (const Claim& claim : set.claims)
                QVERIFY(claim.support == Support::Unknown || claim.support == Support::NotJudged);
        }
    }
};

QTEST_GUILESS_MAIN(TestClaimCaptures)
#include "tst_claimcaptures.moc"
