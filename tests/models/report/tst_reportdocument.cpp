// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/html.h"
#include "models/report/markdown.h"
#include "models/report/words.h"
#include "models/runbook/levercredit.h"
#include "models/telemetry/actors.h"
#include "tests/models/report/reportfixture.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <set>

using namespace std::chrono_literals;

namespace {

const report::Section& sectionOf(const report::Document& document, const std::string& id)
{
    return *std::ranges::find(document.sections, id, &report::Section::id);
}

// Of the table with that caption, the row whose first cell says that; empty: there is none.
std::vector<std::string> rowOf(const report::Section& section, const std::string& first)
{
    for (const report::Block& block : section.blocks) {
        const auto* table = std::get_if<report::Table>(&block);
        if (table == nullptr)
            continue;
        for (const auto& row : table->rows)
            if (row.front() == first)
                return row;
    }
    return {};
}

} // namespace

class TestReportDocument : public QObject
{
    Q_OBJECT

private slots:
    void sectionsStandInTheOrderOfAReview()
    {
        std::vector<std::string> ids;
        for (const report::Section& section : documentWith("x").sections) {
            ids.push_back(section.id);
            QVERIFY2(!section.blocks.empty(), section.id.c_str());
        }
        const std::vector<std::string> expected{
            "summary",  "key-times",  "charts", "alarms",     "exposure",
            "answers",  "causes",     "levers", "objectives", "what-if",
            "timeline", "hand-overs", "links",  "review",     "audit-proof"};
        QVERIFY(ids == expected);
    }

    void everyRowHasItsCells()
    {
        for (const report::Section& section : documentWith("x").sections) {
            for (const report::Block& block : section.blocks) {
                const auto* table = std::get_if<report::Table>(&block);
                if (table == nullptr)
                    continue;
                QVERIFY(!table->caption.empty());
                for (const auto& row : table->rows)
                    QCOMPARE(row.size(), table->columns.size());
            }
        }
    }

    void keyTimesSayWhatTheyRestOn()
    {
        const report::Document document = documentWith("x");
        const report::Section& times = sectionOf(document, "key-times");
        const auto start = rowOf(times, "Start");
        QCOMPARE(start.back(), std::string("proposed by rule"));
        QCOMPARE(start[3], std::string("x; entry 1"));
        const auto detection = rowOf(times, "Detection");
        QCOMPARE(detection.back(), std::string("x"));
        QCOMPARE(detection[2], std::string("1 min"));
        const auto acknowledgement = rowOf(times, "Acknowledgement");
        QCOMPARE(acknowledgement[1], std::string("unknown"));
        QCOMPARE(acknowledgement[2], std::string("unknown"));
        QCOMPARE(acknowledgement.back(), std::string("-"));
    }

    // As the window does, see tst_incidentsnapshot.
    void durationSaysWhatItMeasures()
    {
        report::ReportFacts facts = factsWith("x");
        const auto duration = [&facts] {
            const report::Document document =
                report::documentOf(report::Report{.facts = facts}, report::Scrub());
            return rowOf(sectionOf(document, "summary"), "Duration").back();
        };
        facts.record.incident.closed = facts.record.incident.opened + 530s;
        QCOMPARE(
            duration(),
            std::string("from start to recovery not known; 8 min 50 s from opening to closing"));
        facts.record.moments.front().isEstimated = true;
        facts.record.moments.push_back({.kind = incident::MomentKind::Recovery,
                                        .time = *facts.record.moments.front().time + 224s,
                                        .why = "x",
                                        .who = {}});
        QCOMPARE(duration(),
                 std::string("\u2248 3 min 44 s from start to recovery; 8 min 50 s from opening to "
                             "closing"));
    }

    void leversHaveAllRungsAndTheReply()
    {
        const report::Document document = documentWith("x");
        const report::Section& levers = sectionOf(document, "levers");
        int rows = 0;
        std::string reply;
        for (const report::Block& block : levers.blocks) {
            if (const auto* table = std::get_if<report::Table>(&block))
                rows += static_cast<int>(table->rows.size());
            if (const auto* code = std::get_if<report::Code>(&block))
                reply = code->text;
        }
        QCOMPARE(rows, 4);
        QCOMPARE(reply, std::string("x"));
        QCOMPARE(rowOf(levers, "sent")[1], std::string("reached"));
        QCOMPARE(rowOf(levers, "recovered")[1], std::string("waiting"));
    }

    // What was looked at is counted, the rest is there by time; marks come first.
    void timelineLeavesOutLooks()
    {
        const report::Document document = documentWith("x");
        const report::Section& timeline = sectionOf(document, "timeline");
        QCOMPARE(timeline.blocks.size(), std::size_t(3));
        QCOMPARE(std::get<report::Table>(timeline.blocks[0]).rows.size(), std::size_t(1));
        QCOMPARE(std::get<report::Table>(timeline.blocks[1]).rows.size(), std::size_t(5));
        QCOMPARE(std::get<report::Paragraph>(timeline.blocks[2]).text,
                 std::string("1 entry on what was looked at is left out."));
    }

    void whatIsCutIsSaid()
    {
        report::ReportFacts facts = factsWith("x");
        const telemetry::TimelineEntry entry = facts.record.timeline[1];
        facts.record.timeline.assign(report::kMostEntries + 7, entry);
        const report::Document document =
            report::documentOf(report::Report{.facts = facts}, report::Scrub());
        const auto& blocks = sectionOf(document, "timeline").blocks;
        QCOMPARE(std::get<report::Table>(blocks[1]).rows.size(), report::kMostEntries);
        QCOMPARE(
            std::get<report::Paragraph>(blocks[2]).text,
            std::string("1,000 of 1,007 entries are shown; all of them are in the recording."));
    }

    void nothingKnownIsSaid()
    {
        report::ReportFacts facts;
        facts.isDeclared = false;
        facts.noCauses = "no case";
        facts.noSpread = "nothing to follow";
        const report::Document document =
            report::documentOf(report::Report{.facts = facts}, report::Scrub());
        QCOMPARE(document.sections.size(), std::size_t(15));
        for (const report::Section& section : document.sections)
            QVERIFY2(!section.blocks.empty(), section.id.c_str());
        QVERIFY(!document.notices.empty());
        QVERIFY(document.notices.front().starts_with("Nobody opened an incident"));
    }

    void redactionReachesEveryField()
    {
        const std::string secret = "sk-ant-api03-" + std::string(90, 'k') + "AA";
        const std::string planted = "Grace Hopper paid with " + secret;
        report::ReportFacts facts = factsWith(planted);
        facts.record.incident.openedBy = "Grace Hopper (grace)";
        facts.record.incident.commander = "Grace Hopper";
        facts.answers.front().user = "cust-4711";
        facts.spread->places.front().user = "cust-4711";
        facts.record.exposure.tenants = {{"Kestrel Bank", 4}};
        facts.spread->places.front().stretch = "cust-4711 of kestrel bank, says Grace Hopper";
        const auto redactor = redact::Redactor::shipped();
        report::Scrub scrub(*redactor);
        report::addNames(facts, scrub);
        report::Report written{.facts = facts};
        written.title = planted;
        written.rules = redactor->ruleIds();
        const report::Document document = report::documentOf(written, scrub);
        QVERIFY(document.notices.back().starts_with("Redacted"));
        for (const std::string& text : {report::toMarkdown(document), report::toHtml(document)}) {
            for (const auto* word :
                 {"sk-ant-", "Grace", "Hopper", "grace", "cust-4711", "Kestrel", "kestrel"})
                QVERIFY2(text.find(word) == std::string::npos, word);
            QVERIFY(text.find("person 1") != std::string::npos);
            QVERIFY(text.find("user 1") != std::string::npos);
            QVERIFY(text.find("REDACTED:") != std::string::npos);
        }
    }

    // What went on from the worst answer first, a phrase last, and nothing that sound answers had
    // said before it; what is not listed is counted.
    void placesAreRankedAndCounted()
    {
        report::ReportFacts facts = factsWith("x");
        auto& places = facts.spread->places;
        const spread::SpreadPlace like = places.front();
        places.clear();
        const auto add = [&](const std::string& stretch, std::size_t statement, bool isEarlier) {
            spread::SpreadPlace place = like;
            place.stretch = stretch;
            place.statement = statement;
            place.isEarlier = isEarlier;
            place.link = spread::SpreadLink::Text;
            places.push_back(place);
        };
        add("said by a sound answer", 1, true);
        for (int i = 0; i < 50; ++i)
            add("a phrase", 0, true);
        add("rare before", 1, true);
        add("went on", 0, false);
        facts.unsuspectedBefore = {0};
        const report::Document document =
            report::documentOf(report::Report{.facts = facts}, report::Scrub());
        const report::Section& section = sectionOf(document, "exposure");
        std::vector<std::string> told;
        std::string notes;
        for (const report::Block& block : section.blocks) {
            if (const auto* table = std::get_if<report::Table>(&block)) {
                for (const auto& row : table->rows)
                    told.push_back(row[4]);
            } else if (const auto* paragraph = std::get_if<report::Paragraph>(&block)) {
                notes += paragraph->text + '\n';
            }
        }
        QCOMPARE(told.size(), report::kMostPlaces);
        QCOMPARE(told[0], std::string("went on"));
        QCOMPARE(told[1], std::string("rare before"));
        QCOMPARE(told[2], std::string("a phrase"));
        QVERIFY2(notes.find("Not listed here: 12 places from before it and 1 place in answers from "
                            "before it that nothing suspects by one half or more.")
                     != std::string::npos,
                 notes.c_str());
    }

    // A lever that somebody else moved is told beside what this console sent.
    void leversThatOthersMoved()
    {
        report::ReportFacts facts = factsWith("x");
        facts.record.commands.clear();
        telemetry::TimelineEntry moved = facts.record.timeline[1];
        moved.sequence = 7;
        moved.kind = "lever";
        moved.subject = "pin:code-assistant";
        moved.text = "pin:code-assistant went from 1 to 2 at the control plane";
        moved.actor = telemetry::actors::kControlPlane;
        moved.payload = R"({"before":{},"after":{}})";
        facts.record.timeline.push_back(moved);
        telemetry::TimelineEntry found = moved; // how all of them stood at first
        found.subject.clear();
        facts.record.timeline.push_back(found);
        const report::Document document =
            report::documentOf(report::Report{.facts = facts}, report::Scrub());
        const report::Section& levers = sectionOf(document, "levers");
        QCOMPARE(std::get<report::Paragraph>(levers.blocks[0]).text,
                 std::string("No command was sent from this console in this time."));
        QCOMPARE(std::get<report::Table>(levers.blocks[1]).rows.size(), std::size_t(1));
        QCOMPARE(std::get<report::Table>(levers.blocks[1]).rows[0].back(), moved.text);
        const std::string story =
            std::get<report::Paragraph>(sectionOf(document, "summary").blocks[0]).text;
        QVERIFY2(
            story.find("No command was sent from this console. 1 change of a lever was seen at "
                       "the control plane.")
                != std::string::npos,
            story.c_str());
        QVERIFY(report::toMarkdown(document).find("No lever was moved") == std::string::npos);
        QCOMPARE(std::get<report::Table>(levers.blocks[1]).rows[0][2],
                 std::string("control plane"));
    }

    void whoMovedALeverIsToldAsTheRoomTellsIt()
    {
        report::ReportFacts facts = factsWith("x");
        facts.record.commands.clear();
        telemetry::TimelineEntry moved = facts.record.timeline[1];
        moved.sequence = 7;
        moved.kind = "lever";
        moved.subject = "pin:bot";
        moved.actor = telemetry::actors::kControlPlane;
        moved.payload = R"({"before":{},"after":{}})";
        telemetry::TimelineEntry credit = runbook::creditEntry({.entry = 7,
                                                                .lever = "pin:bot",
                                                                .target = {},
                                                                .environment = {},
                                                                .person = "<b>Q</b>",
                                                                .roomEntry = 3},
                                                               moved.time);
        credit.sequence = 8;
        credit.actor = telemetry::actors::kConsole;
        facts.record.timeline.push_back(moved);
        facts.record.timeline.push_back(credit);
        const auto bySeen = [](const report::Document& document) {
            return std::get<report::Table>(sectionOf(document, "levers").blocks[1]).rows[0][2];
        };
        const report::Document plain =
            report::documentOf(report::Report{.facts = facts}, report::Scrub());
        QCOMPARE(bySeen(plain), std::string("<b>Q</b>, as told by the room"));
        QVERIFY(report::toHtml(plain).find("&lt;b&gt;Q&lt;/b&gt;, as told by the room")
                != std::string::npos);
        QVERIFY(report::toHtml(plain).find("<b>Q") == std::string::npos);
        // Numbered, also where a name is too short to be looked for in texts.
        credit = runbook::creditEntry({.entry = 7,
                                       .lever = "pin:bot",
                                       .target = {},
                                       .environment = {},
                                       .person = "Q",
                                       .roomEntry = 3},
                                      moved.time);
        credit.sequence = 8;
        credit.actor = telemetry::actors::kConsole;
        facts.record.timeline.back() = credit;
        const auto redactor = redact::Redactor::shipped();
        report::Scrub scrub(*redactor);
        report::addNames(facts, scrub);
        const report::Document numbered = report::documentOf(report::Report{.facts = facts}, scrub);
        const std::string by = bySeen(numbered);
        QVERIFY2(by.starts_with("person ") && by.ends_with(", as told by the room"), by.c_str());
        const std::string text = report::toMarkdown(numbered);
        QVERIFY(text.find("moved by " + by) != std::string::npos);
        QVERIFY(text.find("by Q") == std::string::npos);
    }

    // The end of another command of the same lever is not this one's.
    void repliesGoWithTheirCommands()
    {
        report::ReportFacts facts = factsWith("x");
        auto& timeline = facts.record.timeline;
        timeline.clear();
        const auto tell = [&timeline](const std::string& payload) {
            telemetry::TimelineEntry entry;
            entry.sequence = static_cast<std::int64_t>(timeline.size()) + 1;
            entry.time = entry.recorded = telemetry::fromUnixNanos(entry.sequence * 1'000'000'000);
            entry.kind = "action";
            entry.actor = "ada";
            entry.subject = "pin:code-assistant";
            entry.payload = payload;
            timeline.push_back(entry);
        };
        tell(R"({"to": "1"})"); // and the console was gone
        tell(R"({"to": "2"})");
        tell(R"({"intent": 2, "outcome": "refused", "raw_reply": "409 Conflict"})");
        facts.record.commands = runbook::pastCommands(timeline);
        QCOMPARE(facts.record.commands.size(), std::size_t(2));
        const report::Document document =
            report::documentOf(report::Report{.facts = facts}, report::Scrub());
        std::vector<std::string> replies;
        for (const report::Block& block : sectionOf(document, "levers").blocks) {
            const auto* paragraph = std::get_if<report::Paragraph>(&block);
            if (const auto* code = std::get_if<report::Code>(&block))
                replies.push_back(code->label + ": " + code->text);
            else if (paragraph != nullptr && paragraph->text == "No reply to it is recorded.")
                replies.push_back(paragraph->text);
        }
        QCOMPARE(replies,
                 (std::vector<std::string>{"No reply to it is recorded.",
                                           "Raw reply to command 2: 409 Conflict"}));
    }

    // What is not read yet says nothing of what the service sends.
    void textsThatAreNotThere_data()
    {
        QTest::addColumn<bool>("isRead");
        QTest::addColumn<int>("state");
        QTest::addColumn<std::string>("said");
        using telemetry::ContentState;
        QTest::newRow("not read") << false << int(ContentState::NotCaptured)
                                  << std::string("What it answered is not known: its trace was not "
                                                 "read so far.");
        QTest::newRow("not captured") << true << int(ContentState::NotCaptured)
                                      << std::string("What it answered was not captured.");
        QTest::newRow("empty") << true << int(ContentState::Captured)
                               << std::string("What it answered is empty, as it was sent.");
    }
    void textsThatAreNotThere()
    {
        QFETCH(bool, isRead);
        QFETCH(int, state);
        QFETCH(std::string, said);
        report::ReportFacts facts = factsWith("x");
        report::AnswerFacts& answer = facts.answers.front();
        answer.isRead = isRead;
        answer.question = answer.answer = {};
        answer.questionState = answer.answerState = static_cast<telemetry::ContentState>(state);
        const report::Document document =
            report::documentOf(report::Report{.facts = facts}, report::Scrub());
        std::vector<std::string> notes;
        for (const report::Block& block : sectionOf(document, "answers").blocks) {
            if (const auto* paragraph = std::get_if<report::Paragraph>(&block))
                notes.push_back(paragraph->text);
        }
        QVERIFY(std::ranges::find(notes, said) != notes.end());
    }

    // An incident's id is the subject of an entry, which anybody may have written.
    void identifiersAreTextFromOutside()
    {
        report::ReportFacts facts = factsWith("x");
        facts.record.incident.id = "INC\xE2\x80\xAE" + std::string(1000, 'x');
        const report::Document document =
            report::documentOf(report::Report{.facts = facts}, report::Scrub());
        for (const std::string& text : {report::toMarkdown(document), report::toHtml(document)}) {
            QVERIFY(text.find("\xE2\x80\xAE") == std::string::npos);
            QVERIFY(text.find(std::string(100, 'x')) == std::string::npos);
        }
    }

    // A part of a longer recording says so before anything else is read.
    void aPartSaysThatItIsOne()
    {
        const report::ReportFacts facts = factsWith("x");
        report::Report written{.facts = facts};
        QVERIFY(report::documentOf(written, report::Scrub()).notices.size() == 1); // its chain
        written.part = facts.record.range;
        const auto notices = report::documentOf(written, report::Scrub()).notices;
        QCOMPARE(notices.size(), std::size_t(2));
        QVERIFY(notices.back().starts_with("Made from a part of a longer recording, from 2026-"));
    }

    // What the console did of itself was nobody.
    void partsOfTheConsoleAreNobody()
    {
        report::ReportFacts facts = factsWith("x");
        facts.record.incident.openedBy = facts.record.incident.commander = "Ada";
        facts.record.timeline.clear();
        for (const char* part : telemetry::actors::kParts) {
            telemetry::TimelineEntry entry;
            entry.kind = "note";
            entry.actor = part;
            entry.text = std::string("the ") + part + " of it";
            facts.record.timeline.push_back(entry);
        }
        telemetry::TimelineEntry alert;
        alert.kind = "alert";
        alert.actor = "alertmanager-eu";
        alert.text = "told by alertmanager-eu";
        facts.record.timeline.push_back(alert);
        const auto redactor = redact::Redactor::shipped();
        report::Scrub scrub(*redactor);
        report::addNames(facts, scrub);
        const report::Document document = report::documentOf(report::Report{.facts = facts}, scrub);
        for (const char* part : telemetry::actors::kParts)
            QCOMPARE(scrub.line(std::string("the ") + part + " of it"),
                     std::string("the ") + part + " of it");
        const auto& timeline = sectionOf(document, "timeline").blocks;
        const report::Table* table = nullptr;
        for (const report::Block& block : timeline) {
            if (const auto* each = std::get_if<report::Table>(&block))
                table = each;
        }
        QVERIFY(table != nullptr);
        QCOMPARE(table->rows.back()[3], std::string("source 1"));
        QCOMPARE(table->rows.back()[4], std::string("told by source 1"));
        QVERIFY(table->rows.front()[3].find("person") == std::string::npos);
    }

    void durationsAreInWords()
    {
        QCOMPARE(report::durationText(4min + 12s), std::string("4 min 12 s"));
        QCOMPARE(report::durationText(2h), std::string("2 h"));
        QCOMPARE(report::durationText(25h + 59min), std::string("1 d 1 h"));
        QCOMPARE(report::durationText(-30s), std::string("30.0 s before"));
        QCOMPARE(report::timeText(telemetry::Timestamp{}), std::string("unknown"));
        QCOMPARE(report::timeText(telemetry::fromUnixNanos(1'790'000'000'500'000'000)),
                 std::string("2026-09-21 14:13:20 UTC"));
    }
};

QTEST_GUILESS_MAIN(TestReportDocument)
#include "tst_reportdocument.moc"
