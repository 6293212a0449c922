// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/recordingredaction.h"
#include "tests/models/bundle/bundlefixture.h"

#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace bundletest;
using namespace storetest;

namespace {

// Nobody's: put together here, so that no scanner of secrets takes them for some.
const std::string kSecret = std::string("sk-") + "proj-4f8d0b1c2e3a4d5f6a";
const std::string kMail = "ada.lovelace@example.com";

std::shared_ptr<const redact::Redactor> redactor(bool isNaming = false)
{
    auto rules = redact::shippedRules();
    for (redact::Rule& rule : rules)
        rule.isEnabled = true;
    if (isNaming) {
        redact::Rule rule;
        rule.id = "names";
        rule.names = {"service.name", "gen_ai.request.model"};
        rules.push_back(rule);
    }
    return redact::Redactor::create(rules).value();
}

// Secrets in every place that a recording has for texts. Recorded without redaction, as with
// --no-redact.
void plant(const Recording& recording, const std::string& secret)
{
    const auto writer = recording.writer();
    otlp::OutgoingSpan span = chatSpan(1, 1000);
    span.name = "chat " + secret;
    span.attributes.emplace_back("note", "see " + secret);
    span.attributes.emplace_back("gen_ai.input.messages",
                                 R"([{"role":"user","parts":[{"type":"text","content":"my key is )"
                                     + secret + R"("}]}])");
    otlp::OutgoingLog log = messagesLog(1, 1001);
    log.attributes.emplace_back("detail", secret);
    otlp::OutgoingLog judge = judgeLog(1, 1002, 0.1, true);
    judge.attributes.emplace_back("gen_ai.evaluation.name", "leaks " + secret);
    judge.attributes[3].second = "the answer tells " + secret;
    static_cast<void>(writer->append(spansBatch({span}, 1003)));
    static_cast<void>(writer->append(logsBatch({log, judge}, 1004)));
    store::HealthResults results;
    telemetry::AlarmTransition alarm;
    alarm.alarm = "A-0001";
    alarm.service = "shop";
    alarm.sentence = "Answers tell " + secret;
    alarm.time = alarm.recorded = at(1005);
    results.alarms = {alarm};
    results.suspicions = {{.trace = traceId(1),
                           .span = spanId(1),
                           .probability = 0.9,
                           .reasons = "tells " + secret,
                           .time = at(1005)}};
    static_cast<void>(writer->append(results));
    auto entry = note("somebody pasted " + secret, 1006);
    entry.payload = R"({"command":"curl -H 'X: )" + secret + R"('"})";
    static_cast<void>(writer->append(entry));
    static_cast<void>(writer->append(store::Gap{.source = "pull",
                                                .range = {at(1000), at(1001)},
                                                .reason = "asked with " + secret},
                                     at(1007)));
    static_cast<void>(writer->append(note("harmless", 1008)));
    static_cast<void>(writer->commit());
}

} // namespace

class TestBundleRedaction : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsLeftOfASecret_data()
    {
        QTest::addColumn<std::string>("secret");
        QTest::newRow("a key of a model") << kSecret;
        QTest::newRow("an address") << kMail;
    }
    void nothingIsLeftOfASecret()
    {
        QFETCH(std::string, secret);
        const Case given;
        plant(given.recording(), secret);
        // It is there to be found.
        auto request = given.request("plain.plumbundle");
        QVERIFY(bundle::make(request));
        QVERIFY(bundle::open(given.path("plain.plumbundle"), {}, given.path("plain")));
        QVERIFY(bytesOf(given.path("plain/recording.plumb")).find(secret) != std::string::npos);

        request = given.request("clean.plumbundle");
        request.redactor = redactor();
        request.incident->title = "About " + secret;
        const auto made = bundle::make(request);
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        QVERIFY(made->manifest.redaction && made->manifest.redaction->takenOut > 8);
        const auto opened = bundle::open(given.path("clean.plumbundle"), {}, given.path("clean"));
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        // Not in a row, not in a free page, not in another member.
        for (const auto& file : std::filesystem::directory_iterator(given.path("clean")))
            QVERIFY2(bytesOf(file.path()).find(secret) == std::string::npos, file.path().c_str());
        for (const RawMember& member : membersOf(given.path("clean.plumbundle")))
            QVERIFY2(member.bytes.find(secret) == std::string::npos, member.name.c_str());
        // The rest reads as before.
        const auto reader = *store::Reader::open(opened->recording);
        const store::View view{.range = {.start = at(900), .end = at(2700)}};
        QCOMPARE(reader->generations(view, {})->size(),
                 given.recording().reader()->generations(view, {})->size());
        QCOMPARE(reader->alarms({})->size(), 1U);
        QCOMPARE(reader->alarms({})->front().alarm, std::string("A-0001"));
    }

    // New hashes from there on, which hold, and one entry that names the old ones.
    void rebuildsTheChainAndSaysSo()
    {
        const Case given;
        plant(given.recording(), kSecret);
        const auto before = *given.recording().reader()->verify();
        auto request = given.request("a.plumbundle");
        request.redactor = redactor();
        const auto made = *bundle::make(request);
        QVERIFY(made.manifest.isRebuilt);
        QCOMPARE(made.manifest.originalLastHash, before.lastHash);
        const auto opened = *bundle::open(given.path("a.plumbundle"), {}, given.path("a"));
        const auto reader = *store::Reader::open(opened.recording);
        const auto after = *reader->verify();
        QVERIFY(!after.firstBroken);
        QCOMPARE(after.entries, before.entries + 1);
        const auto entries = *reader->timeline({});
        QVERIFY(entries.back().payload.find(before.lastHash) != std::string::npos);
        QVERIFY(entries.back().payload.find("\"is_redacted\":true") != std::string::npos);
        const auto whole = *given.recording().reader()->timeline({});
        QCOMPARE(entries.front().hash, whole.front().hash); // before the first secret
        // What came after the first secret has another hash, whatever it says.
        const auto harmless = [](const std::vector<telemetry::TimelineEntry>& all) {
            return *std::ranges::find(all, std::string("harmless"),
                                      &telemetry::TimelineEntry::text);
        };
        QVERIFY(harmless(entries).hash != harmless(whole).hash);
    }

    // Without anything to take out, the chain is the original one.
    void keepsTheChainThatHoldsNoSecret()
    {
        const Case given;
        auto request = given.request("a.plumbundle");
        request.redactor = redactor();
        const auto made = *bundle::make(request);
        QVERIFY(!made.manifest.isRebuilt);
        QVERIFY(made.manifest.redaction);
    }

    // A rule about attributes also takes what was read from them.
    void namesThatARuleTakesOut()
    {
        const Case given;
        auto request = given.request("a.plumbundle");
        request.redactor = redactor(true);
        QVERIFY(bundle::make(request));
        const auto opened = *bundle::open(given.path("a.plumbundle"), {}, given.path("a"));
        const std::string bytes = bytesOf(opened.recording);
        QVERIFY(bytes.find("shop") == std::string::npos);
        const auto reader = *store::Reader::open(opened.recording);
        const auto services = *reader->services({});
        QCOMPARE(services.size(), 1U);
        QVERIFY(services.front().service.find("names") != std::string::npos);
        QCOMPARE(services.front().generations, 90);
    }
};

QTEST_GUILESS_MAIN(TestBundleRedaction)
#include "tst_bundleredaction.moc"
