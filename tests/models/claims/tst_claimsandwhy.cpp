// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/claims/claimprovenance.h"
#include "models/claims/claimsof.h"
#include "models/dialect/interpreter.h"
#include "models/drill/offline.h"
#include "models/otlp/decode.h"
#include "models/trace/tracecontents.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <set>

using claims::Claim;
using claims::Support;

namespace {

const char* const kScenarios[] = {
    "agent-loop",   "context-truncation", "cut-attributes", "fabricated-apis", "judge-drift",
    "lost-context", "overload",           "poisoned-index", "skewed-clock",    "spoilt-adapter",
    "stale-index",  "ungrounded-prompt",  "unseen-answers"};
constexpr std::size_t kMostTraces = 24; // the newest: of the fault

void record(const storetest::Recording& recording, const std::string& scenario)
{
    auto drill = drill::OfflineDrill::create({.scenario = scenario,
                                              .seed = 7,
                                              .isMixed = false,
                                              .start = storetest::at(0),
                                              .length = std::chrono::seconds(70),
                                              .healthyFor = std::chrono::seconds(30),
                                              .moves = {}});
    QVERIFY(drill.has_value());
    const auto writer = recording.writer();
    drill->run([&](telemetry::Timestamp time, std::vector<drill::RequestBody> bodies) {
        for (drill::RequestBody& body : bodies) {
            if (body.kind == telemetry::SignalKind::Metrics)
                continue;
            auto batch = otlp::decodeProtobuf(
                body.kind, std::make_shared<const std::string>(std::move(body.bytes)));
            if (!batch)
                continue;
            auto interpreted = dialect::Interpreter::builtIn().interpret(std::move(*batch));
            interpreted.batch.recorded = time;
            QVERIFY(writer->append(interpreted).has_value());
        }
    });
    QVERIFY(writer->commit());
}

} // namespace

// What is said of a claim's support and of its way does not contradict each other.
class TestClaimsAndWhy : public QObject
{
    Q_OBJECT

private slots:
    void drills_data()
    {
        QTest::addColumn<std::string>("scenario");
        for (const char* scenario : kScenarios)
            QTest::newRow(scenario) << std::string(scenario);
    }

    void drills()
    {
        QFETCH(std::string, scenario);
        const storetest::Recording recording;
        record(recording, scenario);
        const auto reader = recording.reader();
        const auto all = reader->generations({}, {});
        QVERIFY(all && !all->empty());
        std::set<telemetry::TraceId> seen;
        std::size_t judged = 0;
        for (auto one = all->rbegin(); one != all->rend() && seen.size() < kMostTraces; ++one) {
            if (!seen.insert(one->trace).second)
                continue;
            const auto contents = trace::readTraceContents(*reader, one->trace, {});
            QVERIFY(contents.has_value());
            for (const telemetry::Generation& answer : contents->generations) {
                const auto earlier = claims::readEarlierTurns(*reader, answer, {});
                QVERIFY(earlier.has_value());
                const auto set = claims::claimsOf(*contents, answer.span, {.earlier = &*earlier});
                for (std::size_t i = 0; i < set.claims.size(); ++i) {
                    const Claim& claim = set.claims[i];
                    const auto why = claims::provenanceOf(*contents, set, i);
                    judged += claim.support != Support::NotJudged ? 1 : 0;
                    QVERIFY2(why.hops.empty() || claims::areInAgreement(claim.support, why.loss),
                             (std::string(claims::toString(claim.support)) + " but "
                              + claims::toString(why.loss) + ": " + claim.reason + " / " + why.text)
                                 .c_str());
                    QVERIFY(!why.text.empty());
                    QVERIFY(why.lostAt == claims::Hop::kNone || why.hops.empty()
                            || why.lostAt < why.hops.size());
                    if (claim.support == Support::Contradicted && why.hops.size() == 2)
                        QCOMPARE(why.lostAt, std::size_t{1});
                }
            }
        }
        QVERIFY2(judged > 20, std::to_string(judged).c_str());
    }
};

QTEST_GUILESS_MAIN(TestClaimsAndWhy)
#include "tst_claimsandwhy.moc"
