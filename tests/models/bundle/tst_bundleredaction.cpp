// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/recordingredaction.h"
#include "models/bundle/textrules.h"
#include "models/store/sqlite.h"
#include "tests/models/bundle/bundlefixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace Qt::StringLiterals;
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

// Of the first row.
std::string valueOf(const std::string& recording, const std::string& sql)
{
    const auto database = *store::Database::open(recording, store::Database::Mode::ReadOnly);
    store::Statement select = database.prepare(sql);
    return select.step() ? std::string(select.text(0)) : "no row";
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
        // What came after the first secret, or the first name, has another hash, whatever it says.
        const auto harmless = [](const std::vector<telemetry::TimelineEntry>& all) {
            return *std::ranges::find(all, std::string("harmless"),
                                      &telemetry::TimelineEntry::text);
        };
        QVERIFY(harmless(entries).hash != harmless(whole).hash);
    }

    // Without anything to take out, and anybody to number, the chain is the original one.
    void keepsTheChainThatHoldsNoSecret()
    {
        const Case given;
        const Recording nobodys;
        {
            const auto writer = nobodys.writer();
            QVERIFY(writer->append(spansBatch({chatSpan(1, 1000)}, 1003)));
            auto entry = note("a gap ended", 1004);
            entry.actor = "recorder";
            QVERIFY(writer->append(entry));
            QVERIFY(writer->commit());
        }
        auto request = given.request("a.plumbundle");
        request.recording = nobodys.path();
        request.redactor = redactor();
        const auto made = bundle::make(request);
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        QVERIFY(!made->manifest.isRebuilt);
        QVERIFY(made->manifest.redaction);
    }

    // Who acted, who is named, and who made the bundle: one number each, in every place.
    void personsAreNumberedThroughout()
    {
        const Case given;
        {
            const auto writer = given.recording().writer();
            const auto add = [&](const char* kind, const char* actor, const char* text,
                                 const char* payload) {
                auto entry = note(text, 1600);
                entry.kind = kind;
                entry.actor = actor;
                entry.payload = payload;
                return writer->append(entry).has_value();
            };
            QVERIFY(add("incident", "Zoe Quill (zoe)", "Opened",
                        R"({"what":"opened","title":"Zoe Quill saw it","uid":"zoe"})"));
            QVERIFY(add("incident", "zoe", "Handed over by zoe to Bert",
                        R"({"what":"handover","to":"Bert","summary":"ask ZOE, not zoey"})"));
            QVERIFY(add("approval", "Cleo (cleo7)", "Approved",
                        R"({"approves":"f00","account":"cleo7","name":"Cleo","to":"bert"})"));
            QVERIFY(add("action", "zoe", "Moved a lever",
                        R"j({"guard":{"approvals":[{"account":"cleo7","person":"Cleo (cleo7)"}]},)j"
                        R"("state":"zoe","to":"v2"})"));
            QVERIFY(add("alert", "pager-west", "Fires", R"({"labels":{"account":"eu-prod"}})"));
            QVERIFY(add("screen", "handover", "Looked", R"({"said":["SEV1 - Bert since 11:43"]})"));
            QVERIFY(add("credit", "console",
                        "pin:bot was moved by Zoe Quill (zoe), as told by the room (entry 1)",
                        R"j({"entry":1,"lever":"pin:bot","person":"Zoe Quill (zoe)"})j"));
            // No word of a text is taken for somebody who is called so.
            QVERIFY(add("credit", "console",
                        "pin:bot was moved by K, as told by the room (entry 2)",
                        R"({"entry":2,"lever":"pin:bot","person":"K","room_entry":7})"));
            // As a room spells whose login is not the account.
            QVERIFY(
                add("credit", "console",
                    "pin:bot was moved by Zoe Quill (zoe), login zquill, as told by the room "
                    "(entry 3)",
                    R"j({"entry":3,"lever":"pin:bot","person":"Zoe Quill (zoe), login zquill"})j"));
            QVERIFY(
                add("credit", "console",
                    "pin:bot was moved by Ivo Lund (ivo), login ilund, as told by the room "
                    "(entry 4)",
                    R"j({"entry":4,"lever":"pin:bot","person":"Ivo Lund (ivo), login ilund"})j"));
            QVERIFY(add("message", "detector", "Asked Ivo Lund, ilund and zquill say ok", "{}"));
            store::HealthResults results;
            telemetry::AlarmTransition alarm;
            alarm.alarm = "A-0001";
            alarm.service = "shop";
            alarm.sentence = "Answers are worse";
            alarm.time = alarm.recorded = at(1601);
            alarm.actor = "Zoe Quill (zoe)";
            results.alarms = {alarm};
            QVERIFY(writer->append(results));
            QVERIFY(writer->commit());
        }
        auto request = given.request("a.plumbundle");
        request.redactor = redact::Redactor::shipped();
        request.madeBy = "Bert";
        request.incident->title = "Bert saw it";
        const auto made = bundle::make(request);
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        QVERIFY(made->manifest.isRebuilt);
        QCOMPARE(made->manifest.madeBy, std::string("person 3"));
        QCOMPARE(made->manifest.incident->title, std::string("person 3 saw it"));
        const auto opened = *bundle::open(given.path("a.plumbundle"), {}, given.path("a"));
        const auto reader = *store::Reader::open(opened.recording);
        QVERIFY(!reader->verify()->firstBroken);
        const auto entries = *reader->timeline({});
        const auto of = [&](const std::string& kind, std::size_t skipped = 0) {
            for (const auto& entry : entries)
                if (entry.kind == kind && skipped-- == 0)
                    return entry;
            return telemetry::TimelineEntry{};
        };
        QCOMPARE(of("note").actor, std::string("person 1")); // anna's, of the fixture
        QCOMPARE(of("incident").actor, std::string("person 2"));
        QCOMPARE(of("incident").payload,
                 std::string(R"({"title":"person 2 saw it","uid":"zoe","what":"opened"})"));
        QCOMPARE(of("incident", 1).actor, std::string("person 2"));
        QCOMPARE(of("incident", 1).text, std::string("Handed over by person 2 to person 3"));
        QCOMPARE(of("incident", 1).payload,
                 std::string(R"({"summary":"ask person 2, not zoey","to":"person 3",)"
                             R"("what":"handover"})"));
        QCOMPARE(of("approval").actor, std::string("person 4"));
        const auto approval =
            QJsonDocument::fromJson(QByteArray::fromStdString(of("approval").payload)).object();
        QCOMPARE(approval[u"account"_s].toString(), u"person 4"_s);
        QCOMPARE(approval[u"name"_s].toString(), u"person 4"_s);
        QCOMPARE(approval[u"approves"_s].toString(), u"f00"_s);
        QCOMPARE(
            of("action").payload,
            std::string(R"({"guard":{"approvals":[{"account":"person 4","person":"person 4"}]},)"
                        R"("state":"zoe","to":"v2"})"));
        QCOMPARE(of("alert").actor, std::string("source 1"));
        QCOMPARE(of("alert").payload, std::string(R"({"labels":{"account":"eu-prod"}})"));
        QCOMPARE(of("screen").payload, std::string(R"({"said":["SEV1 - person 3 since 11:43"]})"));
        QCOMPARE(of("credit").actor, std::string("console"));
        QCOMPARE(of("credit").text,
                 std::string("pin:bot was moved by person 2, as told by the room (entry 1)"));
        QCOMPARE(of("credit").payload,
                 std::string(R"({"entry":1,"lever":"pin:bot","person":"person 2"})"));
        const std::string person = "person 6"; // the fifth is who looked at the screen
        QCOMPARE(of("credit", 1).text,
                 "pin:bot was moved by " + person + ", as told by the room (entry 2)");
        QCOMPARE(of("credit", 1).payload,
                 R"({"entry":2,"lever":"pin:bot","person":")" + person + R"(","room_entry":7})");
        QCOMPARE(of("credit", 2).payload,
                 std::string(R"({"entry":3,"lever":"pin:bot","person":"person 2"})"));
        const std::string ivo =
            QJsonDocument::fromJson(QByteArray::fromStdString(of("credit", 3).payload))
                .object()[u"person"_s]
                .toString()
                .toStdString();
        QVERIFY2(ivo.starts_with("person "), ivo.c_str());
        QCOMPARE(of("message").text, "Asked " + ivo + ", " + ivo + " and person 2 say ok");
        QCOMPARE(entries.back().actor, std::string("person 3"));
        QCOMPARE(reader->alarms({})->front().actor, std::string("person 2"));
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

    // Who made it, and what the incident is called, stand in the manifest and in its last entry.
    void whoMadeItAndWhatItIsCalled()
    {
        const Case given;
        auto request = given.request("a.plumbundle");
        request.redactor = redactor(true);
        request.madeBy = "Ada (" + kMail + ")";
        request.incident->title = "Answers of shop are worse";
        std::string told; // to whoever writes the report
        request.documents = [&told](const std::string&, const bundle::Manifest& manifest)
            -> telemetry::Result<std::vector<bundle::Document>> {
            told = manifest.incident->title;
            return std::vector<bundle::Document>{
                {.name = "timeline.jsonl", .bytes = manifest.madeBy}};
        };
        const auto made = bundle::make(request);
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        QCOMPARE(made->manifest.incident->title,
                 std::string("Answers of [REDACTED:names] are worse"));
        QCOMPARE(told, made->manifest.incident->title);
        for (const RawMember& member : membersOf(given.path("a.plumbundle"))) {
            QVERIFY2(member.bytes.find(kMail) == std::string::npos, member.name.c_str());
            QVERIFY2(member.bytes.find("shop") == std::string::npos, member.name.c_str());
        }
    }

    // Two services stay two, in telemetry and in every text.
    void namesThatBecomeAlikeKeepApart()
    {
        const Case given;
        {
            const auto writer = given.recording().writer();
            std::vector<otlp::OutgoingSpan> spans;
            for (std::uint64_t number = 501; number <= 507; ++number)
                spans.push_back(chatSpan(number, 1500));
            QVERIFY(writer->append(spansBatch(spans, 1600, "desk")));
            store::HealthResults results;
            telemetry::AlarmTransition alarm;
            alarm.alarm = "A-0001";
            alarm.service = "desk";
            alarm.sentence = "Answers of desk are worse than those of shop";
            alarm.time = alarm.recorded = at(1601);
            results.alarms = {alarm};
            QVERIFY(writer->append(results));
            auto entry = note("desk it is", 1602);
            entry.payload = R"({"services":["desk"],"title":"desk, not shop"})";
            QVERIFY(writer->append(entry));
            QVERIFY(writer->append(store::Gap{.source = "otlp",
                                              .range = {at(1610), at(1620)},
                                              .reason = "desk was silent",
                                              .service = "desk"},
                                   at(1621)));
            QVERIFY(writer->commit());
        }
        given.recording().tamper("INSERT INTO redactions(rule, service, count, recorded_ns) VALUES "
                                 "('email', 'shop', 3, 1), ('email', 'desk', 4, 1), "
                                 "('email', 'gone', 5, 1)");
        auto request = given.request("a.plumbundle");
        request.redactor = redactor(true);
        const auto made = bundle::make(request);
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        const auto opened = *bundle::open(given.path("a.plumbundle"), {}, given.path("a"));
        const auto reader = *store::Reader::open(opened.recording);
        std::string desk;
        const auto services = reader->services({});
        for (const auto& each : *services) {
            if (each.generations == 7)
                desk = each.service;
        }
        QVERIFY(desk.starts_with("[REDACTED:names]"));
        const std::string shop =
            desk == "[REDACTED:names]" ? "[REDACTED:names] (2)" : "[REDACTED:names]";
        QCOMPARE(reader->alarms({})->front().service, desk);
        QCOMPARE(reader->alarms({})->front().sentence,
                 "Answers of " + desk + " are worse than those of " + shop);
        const auto entries = *reader->timeline({});
        const auto told =
            std::ranges::find(entries, desk + " it is", &telemetry::TimelineEntry::text);
        QVERIFY(told != entries.end());
        QCOMPARE(told->payload,
                 R"({"services":[")" + desk + R"("],"title":")" + desk + ", not " + shop + R"("})");
        QCOMPARE(valueOf(opened.recording, "SELECT service FROM gaps WHERE source='otlp'"), desk);
        // No count goes under, not even of a service that nothing else tells of.
        QCOMPARE(valueOf(opened.recording, "SELECT count(*) || ' ' || sum(count) FROM redactions"),
                 std::string("3 12"));
        QCOMPARE(
            valueOf(opened.recording, "SELECT count FROM redactions WHERE service='" + desk + "'"),
            std::string("4"));
    }

    // Words of our own payloads are not names, and letters are no words.
    void namesAreWords()
    {
        const auto rules = redactor();
        bundle::TextRules texts(*rules);
        for (const char* name : {"title", "services", "a", "desk", "names"})
            texts.rename(name, "[REDACTED:names]");
        std::string text = R"({"title":"a title of a desk-eu","services":["a"],"at":1})";
        QVERIFY(texts.redact(text));
        QCOMPARE(text,
                 std::string(R"({"at":1,"services":["[REDACTED:names]"],"title":"[REDACTED:names] )"
                             R"([REDACTED:names] of [REDACTED:names] [REDACTED:names]-eu"})"));
        text = R"({"pin:desk":{"lever_kind":"pin"},"desk":{"lever_kind":"pin"},"desk_":1})";
        QVERIFY(texts.redact(text));
        QCOMPARE(text,
                 std::string(R"({"[REDACTED:names]":{"lever_kind":"pin"},"desk_":1,)"
                             R"("pin:[REDACTED:names]":{"lever_kind":"pin"}})"));
        text = "alarm at the bar";
        QVERIFY(!texts.redact(text));
        text = "desks, deskA, a_b";
        QVERIFY(!texts.redact(text));
        QCOMPARE(texts.takenOut(), 7);
    }

    // One address in what a service says of itself is one piece, however many calls it served.
    void countsWhatStandsThereOnce()
    {
        const Case given;
        {
            const auto writer = given.recording().writer();
            std::vector<otlp::OutgoingSpan> spans;
            for (std::uint64_t number = 501; number <= 540; ++number)
                spans.push_back(chatSpan(number, 1500));
            spans.back().attributes.emplace_back("note", "see " + kMail);
            spans.front().attributes.emplace_back("note", "see " + kMail);
            QVERIFY(writer->append(spansBatch(spans, 1600, "desk", "of " + kMail)));
            QVERIFY(writer->commit());
        }
        auto request = given.request("a.plumbundle");
        request.redactor = redactor();
        const auto made = bundle::make(request);
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        // Two spans, one resource, and its instance among the names: alone, and in what it tells
        // of.
        QCOMPARE(made->manifest.redaction->takenOut, 5);
    }
};

QTEST_GUILESS_MAIN(TestBundleRedaction)
#include "tst_bundleredaction.moc"
