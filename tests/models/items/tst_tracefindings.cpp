// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/ingest/fileimport.h"
#include "models/ingest/pipeline.h"
#include "models/items/findingentry.h"
#include "models/items/tracefindings.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/signalcheck.h"
#include "tests/otherlanguage.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

// The captures of one client, imported as `plumbline import` does: with our own checks.
class Imported
{
public:
    explicit Imported(const QString& client)
    {
        const std::string path = m_folder.filePath(u"it.plumb"_s).toStdString();
        auto pipeline = ingest::Pipeline::start(path, ingest::importSettings());
        const QDir folder(QLatin1String(PLUMBLINE_TEST_DATA) + u"/otlp/"_s + client);
        for (const QString& name :
             folder.entryList({u"0*.bin"_s, u"0*.json"_s}, QDir::Files, QDir::Name)) {
            if (!name.contains(u".headers."_s) && !name.contains(u".decoded."_s))
                QVERIFY(ingest::importFile(folder.filePath(name).toStdString(), {}, **pipeline)
                            .has_value());
        }
        QVERIFY((*pipeline)->finish().has_value());
        auto opened = store::Reader::open(path);
        QVERIFY(opened.has_value());
        m_reader = std::move(*opened);
    }

    items::TraceFindings of(const telemetry::TraceId& id) const
    {
        const auto contents = trace::readTraceContents(*m_reader, id, {});
        const auto found =
            items::readTraceFindings(*m_reader, *contents, trace::findLoops(*contents), {});
        return found ? *found : items::TraceFindings{};
    }
    const store::Reader& reader() const { return *m_reader; }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<store::Reader> m_reader;
};

} // namespace

class TestTraceFindings : public QObject
{
    Q_OBJECT

    static Imported& client(const QString& name)
    {
        static std::map<QString, std::unique_ptr<Imported>> known;
        auto& one = known[name];
        if (!one)
            one = std::make_unique<Imported>(name);
        return *one;
    }

private slots:
    void plantedFaultsComeFirst_data();
    void plantedFaultsComeFirst();
    void healthyShapesHaveNone_data();
    void healthyShapesHaveNone();
    void nothingFoundNamesWhatRan();
    void textThatIsNotThereIsSaidToBe();
    void aVerdictSentTwiceIsToldOnce();
    void aContradictionIsNotAlsoToldAsUnsupported();
    void lostClaimsAreTold();
    void aRetryThatWorkedIsNoFault();
    void whatIsPutOnTheTimelineIsEnglish();
    void hostileTextStaysOnOneLine();
};

// The scenario that all clients ran: what is planted, and the words that must be read first.
void TestTraceFindings::plantedFaultsComeFirst_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("trace");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char* scenario, const char* name, const char* trace, const char* kind,
                        const QStringList& words) {
        QTest::addRow("%s, %s", scenario, name)
            << QString::fromLatin1(name) << QString::fromLatin1(trace) << QString::fromLatin1(kind)
            << words;
    };
    const QStringList days{u"kb-117"_s, u"“90 days”"_s, u"“30 days”"_s, u"receipt"_s};
    row("rag", "otel-js-3.1-http-json", "986daa5e326410065ba97be39905dfe1", "contradicted", days);
    row("rag", "openinference-openai", "8f4cb4e7a44fbc0404368a5e4b8301d7", "contradicted", days);
    row("rag", "otel-instrumentation-openai", "581aa3390c505b8eb666b5c458c003c5", "contradicted",
        days);
    row("rag", "traceloop-node-sdk", "5275ac35003cff60b12b55c63c665b1a", "contradicted", days);
    row("rag", "vercel-ai-7-otel", "b65a66324286a5cf9e2f1cd5c7597e37", "contradicted", days);
    const QStringList unfaithful{u"unfaithful"_s, u"score 0.10"_s};
    row("judge", "openinference-openai", "8adfc7eeb9e01fdf59695ed4a9d4f692", "judged", unfaithful);
    row("judge", "otel-instrumentation-openai", "32ba8700cb8fce4790112ed272e37c52", "judged",
        unfaithful);
    row("judge", "traceloop-node-sdk", "a588862dc0f9f19ed8abfb7b1b35e206", "judged", unfaithful);
    row("judge", "vercel-ai-7-otel", "3119cf10b98169fe7c8b73e8ce260816", "judged", unfaithful);
    const QStringList delayed{u"Answer contradicts"_s, u"“delivered”"_s, u"“delayed”"_s,
                              u"August 14"_s, u"2026-08-27"_s};
    row("agent", "otel-js-3.1-http-json", "ec971e1b9222246c0be1eeeadaf99a86", "contradicted",
        delayed);
    row("agent", "openinference-openai", "7630be4fed54665d60a0a9f7ca38b68f", "contradicted",
        delayed);
    row("agent", "otel-instrumentation-openai", "227977864de261e4499e784cfabc69fd", "contradicted",
        delayed);
    row("agent", "traceloop-node-sdk", "e7874e88a5d61960423be6006ec08512", "contradicted", delayed);
    row("agent", "vercel-ai-7-otel", "3df7e60427765c4fe89435e45da70524", "contradicted", delayed);
    const QStringList cut{u"cut off"_s, u"finish length"_s, u"16 tokens"_s};
    row("truncated", "otel-js-3.1-http-json", "e20f7eadf3513615b77b834c63872e4f", "cut", cut);
    row("truncated", "openinference-openai", "3e16e8c942627c5523fa6ebf5e44707f", "cut", cut);
    row("truncated", "otel-instrumentation-openai", "084b8cb9f74623cba8d818afca98a72a", "cut", cut);
    row("truncated", "traceloop-node-sdk", "2d0331cc705c2e65bc0fdfc2646b2f50", "cut", cut);
    row("truncated", "vercel-ai-7-otel", "32775441097c807a2238ce325dd334ed", "cut", cut);
    row("responses-trunc", "openinference-openai", "4e36e9c2089a272d0abe26982b126452", "cut", cut);
    row("responses-trunc", "otel-instrumentation-openai", "142e18493f0bc016c7e0e9d9871d3eff", "cut",
        {u"cut off"_s, u"16 tokens"_s});
    row("responses-trunc", "traceloop-node-sdk", "a61571695209696f792a651afa0ab9a2", "cut", cut);
    const QStringList lost{u"Context lost"_s, u"earlier turns"_s};
    row("context-loss", "otel-js-3.1-http-json", "f8ae45f8f87f9692c1822982dd00dfc9", "context_lost",
        lost);
    row("context-loss", "openinference-openai", "e6df016c5a2fb035b687d2148577dcd3", "context_lost",
        lost);
    row("context-loss", "otel-instrumentation-openai", "f20ecf499a1d72555c5d1a68a6508cc0",
        "context_lost", lost);
    row("context-loss", "traceloop-node-sdk", "9c6954242b2afafdef23fcb01c14f1b0", "context_lost",
        lost);
    row("context-overflow", "otel-instrumentation-openai", "042af6cecbfca5af8982868c4128e806",
        "overflow", {u"Context window overflow"_s, u"128000"_s});
    const QStringList limit{u"Rate limit at"_s, u"availability, not a wrong answer"_s};
    row("rate-limit", "otel-js-3.1-http-json", "570ccf95c706ec9f3192a143ff0dce13", "unavailable",
        limit);
    row("rate-limit", "otel-instrumentation-openai", "ef448f42da02efe3bec1df175d603473",
        "unavailable", limit);
    row("rate-limit", "vercel-ai-7-otel", "59bb838b43f42eb1afc9af6b4a8ddb4d", "unavailable", limit);
    const QStringList model{u"No such model"_s, u"availability, not a wrong answer"_s};
    row("no-model", "otel-instrumentation-openai", "90bba57c02b47d5b90dcd605b9d9f257",
        "unavailable", model);
    row("no-model", "vercel-ai-7-otel", "f8c21e0eb4528adcad6ab7c3d7350f9c", "unavailable", model);
    const QStringList filtered{u"Filtered, the answer is empty"_s};
    row("content-filter", "openinference-openai", "0aa74030f5517c71914094dd6d46a212", "filtered",
        filtered);
    row("content-filter", "otel-instrumentation-openai", "4276f23345845758b4e7b96657dab94d",
        "filtered", filtered);
    row("content-filter", "traceloop-node-sdk", "c76b3e4095d6f4bbdb55d31363e0b25a", "filtered",
        filtered);
    row("content-filter", "vercel-ai-7-otel", "e32efc80565a30a60da84171a092c5f6", "filtered",
        filtered);
    row("stream-dropped", "otel-instrumentation-openai", "529ec787f5413ac9e25f0a8ba5473b64",
        "incomplete", {u"neither answer nor span"_s});
    row("weather tool error", "vercel-ai-7-otel", "f0e6dcd49aa5b6955eb5f8696a18435c", "swallowed",
        {u"get_weather failed"_s, u"weather backend 502"_s, u"the answer repeats the error"_s});
}

void TestTraceFindings::plantedFaultsComeFirst()
{
    QFETCH(QString, name);
    QFETCH(QString, trace);
    QFETCH(QString, kind);
    QFETCH(QStringList, words);
    const auto id = telemetry::traceIdFromHex(trace.toStdString());
    QVERIFY(id.has_value());
    const items::TraceFindings found = client(name).of(*id);
    QVERIFY(!found.findings.empty());
    const items::TraceFinding& first = found.findings.front();
    QCOMPARE(QString::fromLatin1(items::toString(first.kind)), kind);
    QVERIFY(first.weight != items::FindingWeight::Remark);
    QVERIFY(found.nothing.isEmpty());
    for (const QString& word : words)
        QVERIFY2(first.text.contains(word), qUtf8Printable(first.text));
}

void TestTraceFindings::healthyShapesHaveNone_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("trace");
    const auto row = [](const char* scenario, const char* name, const char* trace) {
        QTest::addRow("%s, %s", scenario, name)
            << QString::fromLatin1(name) << QString::fromLatin1(trace);
    };
    // The capital of Australia is wrong, and nothing that was given says so.
    row("stream", "openinference-openai", "f69f367327177652d6a1c00e9cfbf0da");
    row("stream", "otel-instrumentation-openai", "6d6e09a42990cd6421397ccb01a6f612");
    row("stream", "traceloop-node-sdk", "dac7945fa1169d3fd9c183445aead044");
    row("stream", "vercel-ai-7-otel", "acd8427ed259b23e619ec43e23838520");
    row("multi-choice", "openinference-openai", "4ab21139f83e9ed3b0a53e049c896da8");
    row("multi-choice", "otel-instrumentation-openai", "a3b168f03dcc17290222f538eb0161a9");
    row("multi-choice", "traceloop-node-sdk", "2b74243da3813cb93aceab647c3d63ca");
    row("multimodal-user", "openinference-openai", "50727a0a6adf258a99fc8746a3fbcca1");
    row("multimodal-user", "otel-instrumentation-openai", "02b37a1cd8abbb17e6f6d27912da4c59");
    row("multimodal-user", "traceloop-node-sdk", "0b334484535c4e2affc3634fcc1068c1");
    row("reasoning", "openinference-openai", "d12dc81f84e7bf17d842eb1b593f4e0b");
    row("reasoning", "otel-instrumentation-openai", "e2fc1e74c8e545533862402473a57d06");
    row("reasoning", "traceloop-node-sdk", "c1703ae1c3f07ddcc65cdb892c3c8653");
    row("responses", "openinference-openai", "1e2fe2eac4b5128328bd31e458587768");
    row("responses-tools", "openinference-openai", "0825b95eef012ef39a13a2faf59e6301");
    row("responses-stream", "openinference-openai", "0f7758baf96f2b286b22873a5d2b3f9e");
    row("responses", "otel-instrumentation-openai", "99de7efb0e9c3308f88e16df3f917b93");
    row("responses", "traceloop-node-sdk", "b91bae134b5f025bfd6dd21ea4028e24");
    row("responses", "vercel-ai-7-otel", "862dc811891c959a49cf448df796286e");
}

void TestTraceFindings::healthyShapesHaveNone()
{
    QFETCH(QString, name);
    QFETCH(QString, trace);
    const items::TraceFindings found =
        client(name).of(*telemetry::traceIdFromHex(trace.toStdString()));
    for (const items::TraceFinding& finding : found.findings)
        QVERIFY2(finding.weight == items::FindingWeight::Remark, qUtf8Printable(finding.text));
    QVERIFY(!found.nothing.isEmpty());
    // Never "all is well": what nobody could judge is named.
    QVERIFY2(found.notJudged.contains(u"whether it is true"_s), qUtf8Printable(found.notJudged));
}

void TestTraceFindings::nothingFoundNamesWhatRan()
{
    const items::TraceFindings found =
        client(u"openinference-openai"_s)
            .of(*telemetry::traceIdFromHex("f69f367327177652d6a1c00e9cfbf0da"));
    QCOMPARE(found.nothing,
             u"No fault found by the checks that ran: truncation, refusal, degeneration, served "
             "model"_s);
    QCOMPARE(found.notJudged,
             u"Not judged: whether it is true: the model was given nothing to rest on"_s);
}

void TestTraceFindings::textThatIsNotThereIsSaidToBe()
{
    const items::TraceFindings filtered =
        client(u"openinference-openai-redacted"_s)
            .of(*telemetry::traceIdFromHex("4479af9aef00733fd08016f7aea6ab22"));
    QVERIFY(!filtered.findings.empty());
    QVERIFY(filtered.findings.front().text.contains(u"not in the telemetry"_s));
    const items::TraceFindings unknown =
        client(u"traceloop-node-sdk"_s)
            .of(*telemetry::traceIdFromHex("461ac0ae8c2d83abe477dc5c7220bc34"));
    QVERIFY(unknown.findings.empty());
    QVERIFY2(unknown.nothing.contains(u"no check has looked at"_s),
             qUtf8Printable(unknown.nothing));
    QVERIFY(unknown.notJudged.contains(u"not in the telemetry"_s));
}

// As an event of the answer's span and as a log record.
void TestTraceFindings::aVerdictSentTwiceIsToldOnce()
{
    const items::TraceFindings found =
        client(u"otel-js-3.1-http-json"_s)
            .of(*telemetry::traceIdFromHex("986daa5e326410065ba97be39905dfe1"));
    const auto isJudged = [](const items::TraceFinding& one) {
        return one.kind == items::TraceFindingKind::Judged;
    };
    QCOMPARE(std::ranges::count_if(found.findings, isJudged), 1);
    const auto judged = std::ranges::find_if(found.findings, isJudged);
    QVERIFY2(judged->text.contains(u"kb-117 says 30 days"_s), qUtf8Printable(judged->text));
}

void TestTraceFindings::aContradictionIsNotAlsoToldAsUnsupported()
{
    const items::TraceFindings found =
        client(u"openinference-openai"_s)
            .of(*telemetry::traceIdFromHex("8f4cb4e7a44fbc0404368a5e4b8301d7"));
    QCOMPARE(found.findings.size(), std::size_t(1));
    QVERIFY(found.findings.front().claim.has_value());
    QVERIFY(found.findings.front().view == items::FindingView::Claims);
}

namespace {

store::SpanRow failed(std::uint64_t number, std::uint64_t parent, bool isFailed = true)
{
    store::SpanRow row;
    row.trace = *telemetry::traceIdFromHex("00000000000000000000000000000001");
    row.span = static_cast<telemetry::SpanId>(number);
    row.parent = static_cast<telemetry::SpanId>(parent);
    row.name = "lookup";
    row.step = telemetry::StepKind::Tool;
    row.start = telemetry::Timestamp(std::chrono::seconds(1'700'000'000 + number));
    row.end = row.start + std::chrono::milliseconds(500);
    row.isFailed = isFailed;
    return row;
}

trace::TraceContents contentsOf(std::vector<store::SpanRow> rows, const std::string& message)
{
    trace::TraceContents contents;
    for (const store::SpanRow& row : rows) {
        telemetry::Step step;
        step.trace = row.trace;
        step.span = row.span;
        step.kind = row.step;
        step.name = row.name;
        step.isFailed = row.isFailed;
        step.errorMessage = row.isFailed ? message : std::string();
        contents.steps.push_back(std::move(step));
    }
    contents.tree = std::make_shared<trace::SpanTree>(std::move(rows));
    return contents;
}

} // namespace

// The claims, the bar and the context tell the same of an answer that rests on what was dropped.
void TestTraceFindings::lostClaimsAreTold()
{
    telemetry::Generation answer;
    answer.trace = *telemetry::traceIdFromHex("00000000000000000000000000000001");
    answer.span = static_cast<telemetry::SpanId>(7);
    answer.operation = "chat";
    telemetry::Part said;
    said.kind = telemetry::PartKind::Text;
    said.text = "90 days. Sure. By post.";
    answer.outputMessages = {{.role = "assistant", .parts = {said}, .finishReason = {}}};
    telemetry::Evaluation ungrounded;
    ungrounded.trace = answer.trace;
    ungrounded.span = answer.span;
    ungrounded.origin = telemetry::EvaluationOrigin::Validator;
    ungrounded.check = telemetry::kGroundedness;
    ungrounded.state = telemetry::EvaluationState::Failed;
    trace::TraceContents contents;
    contents.generations = {answer};
    contents.evaluations = {ungrounded};
    claims::ClaimSet set;
    set.generation = answer.span;
    const auto add = [&set](std::int64_t start, std::int64_t end, claims::Support support) {
        claims::Claim claim;
        claim.start = start;
        claim.end = end;
        claim.support = support;
        claim.reason = "stood in an earlier turn that it no longer saw";
        claim.evidence.resize(support == claims::Support::Truncated ? 1 : 0);
        for (claims::Evidence& one : claim.evidence) {
            one.cover = 1;
            one.isDropped = true;
        }
        set.claims.push_back(claim);
    };
    add(0, 8, claims::Support::Truncated);
    add(9, 14, claims::Support::NotJudged);
    const auto isUnsupported = [](const items::TraceFinding& one) {
        return one.kind == items::TraceFindingKind::Unsupported;
    };
    // Without its claims nothing else is known of it.
    QVERIFY(std::ranges::any_of(items::findingsOf(contents, {}, {}).findings, isUnsupported));
    const items::TraceFindings all = items::findingsOf(contents, {}, {set});
    QCOMPARE(all.findings.size(), std::size_t(1));
    const items::TraceFinding& lost = all.findings.front();
    QVERIFY(lost.kind == items::TraceFindingKind::ContextLost);
    QVERIFY(lost.weight == items::FindingWeight::Fault);
    QCOMPARE(lost.text,
             u"Context lost under the answer: stood in an earlier turn that it no longer saw"_s);
    QCOMPARE(lost.claim->second, std::int64_t(8));
    QVERIFY(all.nothing.isEmpty());
    // With half of its words there it may be chance.
    claims::ClaimSet half = set;
    half.claims.front().evidence.front().cover = 0.5;
    const items::TraceFindings perhaps = items::findingsOf(contents, {}, {half});
    QCOMPARE(perhaps.findings.size(), std::size_t(1));
    QVERIFY(perhaps.findings.front().weight == items::FindingWeight::Remark);
    QVERIFY2(perhaps.findings.front().text.startsWith(u"Context perhaps lost"_s),
             qUtf8Printable(perhaps.findings.front().text));
    // Of some of several it is a doubt, and what else is known of a long answer stays.
    add(15, 23, claims::Support::Supported);
    add(24, 30, claims::Support::Weak);
    contents.generations.front().documents = {
        {.id = "kb-1", .title = {}, .content = "By post.", .score = {}}};
    const items::TraceFindings some = items::findingsOf(contents, {}, {set});
    QCOMPARE(some.findings.size(), std::size_t(2));
    QVERIFY(some.findings.front().weight == items::FindingWeight::Doubt);
    QVERIFY2(some.findings.front().text.startsWith(u"Context lost under 1 of 3 sentences"_s),
             qUtf8Printable(some.findings.front().text));
    QVERIFY(isUnsupported(some.findings.back()));
    // What an answer that evades could have rested on is named.
    claims::ClaimSet evading;
    evading.generation = answer.span;
    evading.missed.resize(1);
    evading.missed.front().place = {
        .span = answer.span, .kind = similarity::PlaceKind::Document, .part = 0};
    evading.missed.front().reading = claims::Reading::LikelyUnread;
    contents.evaluations.clear();
    const items::TraceFindings missed = items::findingsOf(contents, {}, {evading});
    QCOMPARE(missed.findings.size(), std::size_t(1));
    QVERIFY(missed.findings.front().kind == items::TraceFindingKind::ContextLost);
    QVERIFY(missed.findings.front().weight == items::FindingWeight::Doubt);
    QCOMPARE(missed.findings.front().text,
             u"Context lost: kb-1 was sent, but likely cut; it speaks of what was asked"_s);
    // What the check of the input tells as well is told once, with how it was lost.
    telemetry::Evaluation cut = ungrounded;
    cut.check = telemetry::kTruncation;
    cut.reason = "earlier turns were left out";
    cut.findings.resize(1);
    cut.findings.front().kind = telemetry::kInputCut;
    contents.evaluations = {cut};
    const items::TraceFindings told = items::findingsOf(contents, {}, {set});
    QCOMPARE(told.findings.size(), std::size_t(1));
    QCOMPARE(told.findings.front().text, u"Context lost: earlier turns were left out"_s);
    const items::TraceFindings both = items::findingsOf(contents, {}, {evading});
    QCOMPARE(both.findings.size(), std::size_t(1));
    QCOMPARE(both.findings.front().text,
             u"Context lost: kb-1 was sent, but likely cut; it speaks of what was asked · earlier "
             "turns were left out"_s);
}

void TestTraceFindings::aRetryThatWorkedIsNoFault()
{
    const trace::TraceContents contents =
        contentsOf({failed(1, 0, false), failed(2, 1), failed(3, 1, false)}, "busy");
    trace::LoopGroups loops;
    trace::LoopGroup retry;
    retry.kind = trace::LoopKind::Retry;
    retry.members = {contents.steps[1].span, contents.steps[2].span};
    retry.hasStopped = true;
    loops.groups.push_back(retry);
    QVERIFY(items::findingsOf(contents, {}, {}).findings.front().kind
            == items::TraceFindingKind::Swallowed);
    loops.byMember = {{contents.steps[1].span, 0}, {contents.steps[2].span, 0}};
    const items::TraceFindings found = items::findingsOf(contents, loops, {});
    QVERIFY(found.findings.front().kind == items::TraceFindingKind::Recovered);
    QVERIFY(found.findings.front().weight == items::FindingWeight::Remark);
    QVERIFY(!found.nothing.isEmpty());
}

// Whatever language it is read in: others read it there, and find that it stands there already.
void TestTraceFindings::whatIsPutOnTheTimelineIsEnglish()
{
    const trace::TraceContents contents = contentsOf({failed(1, 0)}, "busy");
    const items::TraceFinding english = items::findingsOf(contents, {}, {}).findings.front();
    const OtherLanguage other;
    const items::TraceFinding shown = items::findingsOf(contents, {}, {}).findings.front();
    QVERIFY2(OtherLanguage::isIn(shown.text), qPrintable(shown.text));
    const auto entry = items::findingEntry(shown, contents, "waterfall");
    QVERIFY(entry.has_value());
    QVERIFY2(!OtherLanguage::isIn(entry->text), entry->text.c_str());
    QCOMPARE(entry->text, items::findingEntry(english, contents, "waterfall")->text);
}

void TestTraceFindings::hostileTextStaysOnOneLine()
{
    const std::string hostile =
        "<b>x</b>\n\x1b[31m\xe2\x80\xae&evil " + std::string(10'000'000, 'a');
    const items::TraceFindings found =
        items::findingsOf(contentsOf({failed(1, 0)}, hostile), {}, {});
    QCOMPARE(found.findings.size(), std::size_t(1));
    const QString& text = found.findings.front().text;
    QVERIFY(text.size() < 400);
    QVERIFY(!text.contains(u'\n') && !text.contains(QChar(0x1b)) && !text.contains(QChar(0x202e)));
    QVERIFY(text.contains(u"<b>x</b>"_s));
}

QTEST_GUILESS_MAIN(TestTraceFindings)
#include "tst_tracefindings.moc"
