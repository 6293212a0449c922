// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/claims/claimprovenance.h"
#include "models/claims/claimsof.h"
#include "models/claims/evasion.h"
#include "models/claims/placetext.h"
#include "models/claims/unreadreading.h"
#include "models/dialect/interpreter.h"
#include "models/drill/offline.h"
#include "models/otlp/decode.h"
#include "models/trace/tracecontents.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using claims::Claim;
using claims::ClaimKind;
using claims::Loss;
using claims::Support;

namespace {

const char* const kScenarios[] = {
    "agent-loop",   "context-truncation", "cut-attributes", "fabricated-apis", "judge-drift",
    "lost-context", "overload",           "poisoned-index", "skewed-clock",    "spoilt-adapter",
    "stale-index",  "ungrounded-prompt",  "unseen-answers"};
constexpr std::size_t kMostEvasions = 120; // answers of a kind
constexpr std::size_t kMostTraces = 24; // the newest: of the fault

// Of the requests that were told of.
std::vector<drill::EpisodeTruth> record(const storetest::Recording& recording,
                                        const std::string& scenario,
                                        std::chrono::seconds length = std::chrono::seconds(70))
{
    std::vector<drill::EpisodeTruth> truths;
    auto drill = drill::OfflineDrill::create({.scenario = scenario,
                                              .seed = 7,
                                              .isMixed = false,
                                              .start = storetest::at(0),
                                              .length = length,
                                              .healthyFor = std::chrono::seconds(30),
                                              .moves = {}});
    if (!drill)
        return truths;
    drill->setTruthListener([&](const drill::EpisodeTruth& one) { truths.push_back(one); });
    bool isWritten = true;
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
            isWritten = writer->append(interpreted).has_value() && isWritten;
        }
    });
    return isWritten && writer->commit() ? truths : std::vector<drill::EpisodeTruth>{};
}

// What a fault that was planted makes of the claims of its answer.
struct Planted
{
    const char* scenario;
    ClaimKind kind;
    Support support;
    Loss loss;
    bool isFirstPlanted; // the way begins at the step in which the fault struck
    similarity::PlaceKind first; // and there
};
using similarity::PlaceKind;
constexpr Planted kPlanted[] = {
    // The passages are wrong: what the answer says is well supported, by them.
    {"poisoned-index", ClaimKind::Figure, Support::Supported, Loss::None, true,
     PlaceKind::Document},
    {"stale-index", ClaimKind::Figure, Support::Supported, Loss::None, true, PlaceKind::Document},
    // The model made a name up, or changed a figure of a passage that was right.
    {"fabricated-apis", ClaimKind::Identifier, Support::Absent, Loss::Invented, true,
     PlaceKind::Output},
    {"spoilt-adapter", ClaimKind::Figure, Support::Contradicted, Loss::Changed, false,
     PlaceKind::Document},
};

// By the words alone, without what is known of their support. A figure that was changed stands
// nowhere: its sentence leads to what it was.
Loss lossOfWords(const trace::TraceContents& contents, const claims::ClaimSet& set,
                 const Claim& claim)
{
    const Claim& asked =
        claim.support == Support::Contradicted ? set.claims[claim.sentence] : claim;
    return claims::provenanceOf(contents, set.generation, asked.start, asked.end).loss;
}

// Whether the claim's way is as it was planted.
bool leadsAsPlanted(const trace::TraceContents& contents, const claims::ClaimSet& set,
                    std::size_t claim, const Planted& planted, const drill::EpisodeTruth& truth)
{
    const claims::Provenance why = claims::provenanceOf(contents, set, claim);
    if (why.loss != planted.loss || why.hops.empty())
        return false;
    const claims::Hop& first = why.hops.front();
    if (first.place.kind != planted.first
        || (first.place.span == truth.planted) != planted.isFirstPlanted)
        return false;
    // What was changed stands so in the passage, and in the answer otherwise.
    return planted.loss != Loss::Changed
        || (why.hops.back().isLost && why.hops.back().place.span == truth.planted
            && !why.hops.back().before.empty() && why.hops.back().before != why.hops.back().said
            && claims::textAt(contents, first.place).find(why.hops.back().before)
                != std::string_view::npos);
}

constexpr int kMostSpoilt = 60;
constexpr std::int64_t kShortest = 600; // input tokens; less is not cut
constexpr std::size_t kPassages = 1; // message of the drill's support-bot

struct Counts
{
    int answers = 0;
    int quoted = 0; // of these, with words that only what was cut has
    int contradicted = 0; // likewise, contradicting what was given
    int unread = 0; // of these, where the claims say that it was likely not read
    int truncated = 0;
};

void add(const trace::TraceContents& contents, const claims::ClaimSet& set, Counts& counts)
{
    bool isQuoted = false;
    bool isContradicted = false;
    bool isUnread = true;
    bool isTruncated = false;
    for (std::size_t i = 0; i < set.claims.size(); ++i) {
        const Claim& claim = set.claims[i];
        isTruncated = isTruncated || claim.support == Support::Truncated;
        for (const claims::Evidence& evidence : claim.evidence)
            isQuoted = isQuoted || evidence.reading == claims::Reading::Quoted;
        if (claim.support != Support::Contradicted)
            continue;
        isContradicted = true;
        const auto why = claims::provenanceOf(contents, set, i);
        isUnread = isUnread && claim.reason.find("likely cut by the server") != std::string::npos
            && why.text.find("likely cut by the server") != std::string::npos
            && why.text.find("Changed by") == std::string::npos;
    }
    ++counts.answers;
    counts.quoted += isQuoted ? 1 : 0;
    counts.contradicted += isContradicted ? 1 : 0;
    counts.unread += isContradicted && isUnread ? 1 : 0;
    counts.truncated += isTruncated ? 1 : 0;
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
        QVERIFY(!record(recording, scenario).empty());
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

    void plantedFaults_data()
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < static_cast<int>(std::size(kPlanted)); ++i)
            QTest::newRow(kPlanted[i].scenario) << i;
    }

    // Against what the drill planted, which neither claims nor provenance know.
    void plantedFaults()
    {
        QFETCH(int, row);
        const Planted& planted = kPlanted[row];
        const storetest::Recording recording;
        const auto truths = record(recording, planted.scenario);
        const auto reader = recording.reader();
        std::size_t answers = 0;
        std::size_t found = 0; // answers with such a claim
        std::size_t asked = 0;
        std::size_t led = 0;
        std::size_t agreed = 0; // by the words alone
        for (const drill::EpisodeTruth& truth : truths) {
            if (truth.planted == telemetry::SpanId::None || !truth.isFaulty
                || answers == kMostTraces)
                continue;
            const auto contents = trace::readTraceContents(*reader, truth.trace, {});
            QVERIFY(contents.has_value());
            if (contents->generation(truth.answer) == nullptr)
                continue; // was not sent
            ++answers;
            const auto set = claims::claimsOf(*contents, truth.answer);
            bool isFound = false;
            for (std::size_t i = 0; i < set.claims.size(); ++i) {
                const Claim& claim = set.claims[i];
                if (claim.kind != planted.kind || claim.support != planted.support)
                    continue;
                isFound = true;
                ++asked;
                led += leadsAsPlanted(*contents, set, i, planted, truth) ? 1 : 0;
                agreed += lossOfWords(*contents, set, claim) == planted.loss ? 1 : 0;
            }
            found += isFound ? 1 : 0;
        }
        const std::string told = std::to_string(found) + " of " + std::to_string(answers)
            + " answers; of " + std::to_string(asked) + " claims " + std::to_string(led)
            + " lead there, " + std::to_string(agreed) + " by their words alone";
        QVERIFY2(answers == kMostTraces, told.c_str());
        QVERIFY2(found * 10 >= answers * 8, told.c_str());
        QVERIFY2(led * 100 >= asked * 95, told.c_str());
        QVERIFY2(agreed * 100 >= asked * 85, told.c_str());
    }

    // The drill cuts the passages, and nothing else, of the answers that it spoils.
    void whatTheServerCut()
    {
        const storetest::Recording recording;
        std::map<telemetry::SpanId, bool> isSpoilt;
        for (const auto& truth : record(recording, "lost-context", std::chrono::seconds(240)))
            isSpoilt[truth.answer] = truth.isFaulty;
        const auto reader = recording.reader();
        const auto all = reader->generations({}, {});
        QVERIFY(all.has_value());
        Counts spoilt;
        Counts sound;
        for (const telemetry::Generation& one : *all) {
            const auto truth = isSpoilt.find(one.span);
            if (truth == isSpoilt.end() || one.service != "support-bot")
                continue;
            const bool isEnough = truth->second && spoilt.answers >= kMostSpoilt;
            if (isEnough || one.inputTokens.value_or(0) < kShortest)
                continue;
            std::shared_ptr<const trace::ContextSession> session;
            const auto unread = claims::readUnread(*reader, {one.trace, one.span}, {}, session);
            QVERIFY(unread.has_value());
            if (!unread->messages.contains(kPassages))
                continue;
            const auto contents = trace::readTraceContents(*reader, one.trace, {});
            QVERIFY(contents.has_value());
            const auto set = claims::claimsOf(*contents, one.span, {.unread = &*unread});
            add(*contents, set, truth->second ? spoilt : sound);
        }
        const std::string figures = "spoilt " + std::to_string(spoilt.answers) + ": quoted "
            + std::to_string(spoilt.quoted) + ", contradicted "
            + std::to_string(spoilt.contradicted) + ", unread " + std::to_string(spoilt.unread)
            + "; sound " + std::to_string(sound.answers) + ": quoted "
            + std::to_string(sound.quoted);
        QVERIFY2(spoilt.answers >= 30 && sound.answers >= 5, figures.c_str());
        QVERIFY2(spoilt.quoted * 20 <= spoilt.answers, figures.c_str());
        QVERIFY2(spoilt.contradicted > 0 && spoilt.unread * 4 >= spoilt.contradicted * 3,
                 figures.c_str());
        // What was read all the same, whatever the counts say.
        QVERIFY2(sound.quoted * 3 >= sound.answers * 2, figures.c_str());
    }

    // Sound answers miss nothing, whatever was cut; most that evade what was cut do.
    void whatEvasionsMissed_data()
    {
        QTest::addColumn<std::string>("scenario");
        QTest::addColumn<bool>("isAnyExpected");
        QTest::newRow("lost-context") << std::string("lost-context") << true;
        QTest::newRow("context-truncation") << std::string("context-truncation") << false;
        QTest::newRow("ungrounded-prompt") << std::string("ungrounded-prompt") << false;
    }

    void whatEvasionsMissed()
    {
        QFETCH(std::string, scenario);
        QFETCH(bool, isAnyExpected);
        const storetest::Recording recording;
        std::map<telemetry::SpanId, bool> isSpoilt;
        for (const auto& truth : record(recording, scenario, std::chrono::seconds(150)))
            isSpoilt[truth.answer] = truth.isFaulty;
        const auto reader = recording.reader();
        const auto all = reader->generations({}, {});
        QVERIFY(all.has_value());
        std::size_t counts[2] = {};
        std::size_t missed[2] = {};
        std::size_t evading[2] = {};
        std::shared_ptr<const trace::ContextSession> session;
        for (const telemetry::Generation& one : *all) {
            const auto truth = isSpoilt.find(one.span);
            if (truth == isSpoilt.end() || counts[truth->second] >= kMostEvasions)
                continue;
            const auto unread = claims::readUnread(*reader, {one.trace, one.span}, {}, session);
            const auto earlier = claims::readEarlierTurns(*reader, one, {});
            const auto contents = trace::readTraceContents(*reader, one.trace, {});
            QVERIFY(unread && earlier && contents);
            const auto set =
                claims::claimsOf(*contents, one.span, {.earlier = &*earlier, .unread = &*unread});
            ++counts[truth->second];
            missed[truth->second] += set.missed.empty() ? 0 : 1;
            evading[truth->second] += claims::isEvasion(telemetry::outputText(one), set) ? 1 : 0;
        }
        const std::string told = scenario + ": sound " + std::to_string(counts[0]) + ", evading "
            + std::to_string(evading[0]) + ", missed " + std::to_string(missed[0]) + "; spoilt "
            + std::to_string(counts[1]) + ", evading " + std::to_string(evading[1]) + ", missed "
            + std::to_string(missed[1]);
        qInfo("%s", told.c_str());
        QVERIFY2(counts[0] >= 50, told.c_str());
        QVERIFY2(missed[0] == 0, told.c_str());
        QVERIFY2(!isAnyExpected || missed[1] > 0, told.c_str());
    }
};

QTEST_GUILESS_MAIN(TestClaimsAndWhy)
#include "tst_claimsandwhy.moc"
