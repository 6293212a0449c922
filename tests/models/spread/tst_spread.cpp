// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/winnowing.h"
#include "models/spread/quarantine.h"
#include "models/store/fingerprintbody.h"
#include "models/store/schema.h"
#include "tests/models/spread/spreadfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <map>

using namespace spreadtest;
using similarity::Likeness;
using similarity::PlaceKind;
using spread::Spread;
using spread::SpreadLink;
using spread::SpreadPlace;
using spread::SpreadQuestion;

namespace {

otlp::OutgoingSpan retrieval(std::uint64_t trace, std::uint64_t number, std::int64_t second,
                             const std::string& document)
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    span.trace = traceId(trace);
    span.name = "retrieval kb";
    span.attributes = {
        {"gen_ai.operation.name", std::string("retrieval")},
        {"gen_ai.data_source.id", std::string("kb")},
        {"gen_ai.retrieval.query.text", std::string("how do I cancel my plan")},
        {"gen_ai.retrieval.documents",
         "[{\"id\":\"kb-7\",\"score\":0.9,\"content\":" + quotedJson(document) + "}]"}};
    return span;
}

// A's answer; B is given it and quotes it; C finds it in a document; D says nearly the same, and
// others say what only looks like it.
void plant(const Recording& recording)
{
    put(recording, {answer(1, 100, "May I cancel my plan?", "Yes. " + kWrong + " Anything else?")},
        103, "support");
    put(recording,
        {answer(2, 200, "Write an article. Support said: " + kWrong,
                "Our support team explains: \"" + kWrong + "\"", "writer-1")},
        203, "writer");
    put(recording, {retrieval(3, 30, 300, "About cancelling. " + kWrong)}, 303, "search");
    put(recording,
        {answer(4, 400, "Tell me about plans",
                "Customers of the Basic plan can cancel within 45 days and will get the setup fee "
                "back in full.",
                "u7")},
        403, "mailer");
    put(recording,
        {answer(5, 500, "Tell me about plans",
                "Customers of the Basic plan may cancel within 30 days and get the setup fee back "
                "in full."),
         answer(6, 501, "Tell me about plans",
                "Customers of the Basic plan may not cancel within 45 days and get the setup fee "
                "back in full."),
         answer(7, 502, "Tell me about plans",
                "Customers of the Premium plan may cancel within 45 days and get the setup fee "
                "back in full.")},
        503, "mailer");
}

// As it was before schema 17.
void withoutMarks(const Recording& recording)
{
    std::map<std::int64_t, std::string> bodies;
    std::map<std::int64_t, telemetry::SpanId> spans;
    const auto reader = recording.reader();
    const auto done =
        reader->forEachFingerprinted(0, at(100'000), [&](const store::FingerprintedText& text) {
            std::string& body = bodies[text.row];
            store::beginSpan(body, text.span, 1);
            const std::size_t kind = body.size();
            std::vector<std::uint32_t> runs;
            for (std::size_t i = 0; i < text.size(); ++i) {
                if (!similarity::isMark(text.fingerprint(i)))
                    runs.push_back(text.fingerprint(i) << 1U);
            }
            store::addText(body, text.kind, text.hash, runs);
            body[kind] = static_cast<char>(text.kind);
            return !text.isRepeated;
        });
    if (!done)
        qFatal("%s", done.error().message.c_str());
    for (const auto& [row, body] : bodies)
        recording.tamper("UPDATE fingerprints SET body=x'"
                         + QByteArray::fromStdString(body).toHex().toStdString()
                         + "' WHERE id=" + std::to_string(row));
    recording.tamper("DROP TABLE feeds"); // which came after it
    recording.tamper("PRAGMA user_version=16");
}

QString shown(const Spread& spread)
{
    std::string text;
    for (const SpreadPlace& place : spread.places)
        text += place.service + " " + similarity::toString(place.kind) + " "
            + similarity::toString(place.likeness) + " " + spread::toString(place.link)
            + (place.isEarlier ? " earlier" : "") + "\n";
    return QString::fromStdString(text);
}

const QString kWhole = QStringLiteral("writer input copied text\n"
                                      "writer output quoted trace\n"
                                      "search document copied text\n"
                                      "mailer output lightly edited text\n");

} // namespace

class TestSpread : public QObject
{
    Q_OBJECT

private slots:
    void followsAStatementThroughServices()
    {
        const Recording recording;
        plant(recording);
        const Spread spread = asked(recording, aboutTheSuspect());
        QCOMPARE(shown(spread), kWhole);
        QCOMPARE(spread.places[1].from, std::optional<std::size_t>(0));
        QVERIFY(!spread.places[2].hops); // by the text alone there is nothing to count
        QVERIFY(!spread.places[2].from);
        const std::string stretch = "Customers of the Basic plan may cancel within 45 days and get "
                                    "the setup fee back in full";
        QCOMPARE(spread.places[0].stretch, stretch);
        QCOMPARE(spread.places[0].last - spread.places[0].first,
                 static_cast<std::int64_t>(stretch.size()));
        QCOMPARE(spread.places[0].first, std::int64_t{32});
        QCOMPARE(spread.later.services, std::size_t{3});
        QCOMPARE(spread.later.answers, std::size_t{2});
        QCOMPARE(spread.later.users, std::size_t{2});
        QCOMPARE(spread.earlier.places, std::size_t{0});
        QVERIFY(spread.falseMatches.pairs > 0);
    }

    void theWholeAnswerIsLookedForWhereNoTextIsGiven()
    {
        const Recording recording;
        plant(recording);
        SpreadQuestion question = aboutTheSuspect();
        question.text.clear();
        QCOMPARE(shown(asked(recording, question)), kWhole);
    }

    void aTextAloneWillDo()
    {
        const Recording recording;
        plant(recording);
        SpreadQuestion question;
        question.text = kWrong;
        const Spread spread = asked(recording, question);
        QCOMPARE(spread.places.size(), std::size_t{5}); // with the answer it began with
        QCOMPARE(spread.places.front().service, std::string("support"));
        QVERIFY(!spread.places.front().from);
    }

    void whereItCameFrom()
    {
        const Recording recording;
        put(recording, {retrieval(9, 90, 50, "About cancelling. " + kWrong)}, 53, "search");
        plant(recording);
        SpreadQuestion question = aboutTheSuspect();
        QCOMPARE(shown(asked(recording, question)),
                 QStringLiteral("search document copied text earlier\n") + kWhole);
        question.isEarlierWanted = false;
        QCOMPARE(shown(asked(recording, question)), kWhole);
    }

    void asKnownThenAndInRange()
    {
        const Recording recording;
        plant(recording);
        SpreadQuestion question = aboutTheSuspect();
        question.knownAt = at(250);
        QCOMPARE(asked(recording, question).places.size(), std::size_t{2});
        question.knownAt = telemetry::Timestamp::max();
        question.range = {.start = at(250), .end = at(350)};
        QCOMPARE(asked(recording, question).places.size(), std::size_t{1});
    }

    void whatComesIsLookedThroughAlone()
    {
        const Recording recording;
        plant(recording);
        const auto search = *spread::SpreadSearch::open(recording.path());
        SpreadQuestion question = aboutTheSuspect();
        question.knownAt = at(250);
        const auto first = search->ask(question);
        QVERIFY(first);
        const auto all = search->update(at(1000));
        QVERIFY(all);
        QCOMPARE(shown(*all), kWhole);
        QCOMPARE(all->texts, asked(recording, aboutTheSuspect()).texts);
        put(recording, {answer(20, 1100, "Is it so? " + kWrong, "I do not know anything about it")},
            1103, "chat");
        const auto more = search->update(at(2000));
        QVERIFY(more);
        QCOMPARE(more->places.size(), all->places.size() + 1);
        QCOMPARE(more->texts, all->texts + 2);
    }

    void anOlderRecordingIsReadAsAWhole()
    {
        const Recording recording;
        plant(recording);
        recording.undoVersion15();
        recording.tamper("DELETE FROM counters WHERE name LIKE '%fingerprint%'");
        recording.tamper("PRAGMA user_version=14");
        const Spread spread = asked(recording, aboutTheSuspect());
        QCOMPARE(shown(spread), kWhole);
        QVERIFY(spread.unmarkedUntil == telemetry::Timestamp::max());
        // What is written from then on has fingerprints; the rest is read.
        put(recording, {answer(20, 1100, "Is it so? " + kWrong, "I do not know anything about it")},
            1103, "chat");
        QCOMPARE(shown(asked(recording, aboutTheSuspect())),
                 kWhole + QStringLiteral("chat input copied text\n"));
    }

    // Words are not marked there: more is read, and the same found.
    void aRecordingBeforeMarksIsSearchedTheSame()
    {
        const Recording recording;
        plant(recording);
        withoutMarks(recording);
        const Spread older = asked(recording, aboutTheSuspect());
        QCOMPARE(shown(older), kWhole);
        QVERIFY(!older.unmarkedUntil);
        put(recording, {answer(20, 1100, "Is it so? " + kWrong, "I do not know anything about it")},
            1103, "chat");
        const Spread both = asked(recording, aboutTheSuspect());
        QCOMPARE(shown(both), kWhole + QStringLiteral("chat input copied text\n"));
        QCOMPARE(recording.number("PRAGMA user_version"), std::int64_t{store::kSchemaVersion});
        const Recording newer;
        plant(newer);
        QVERIFY(asked(newer, aboutTheSuspect()).candidates < older.candidates);
    }

    // Where words are not marked only reading tells a near miss; the same one is read once.
    void theSameNearMissIsReadOnce()
    {
        const Recording recording;
        plant(recording);
        std::string miss = kWrong;
        miss.replace(miss.find("45"), 2, "30");
        std::vector<otlp::OutgoingSpan> spans;
        for (std::uint64_t i = 100; i < 140; ++i)
            spans.push_back(answer(
                i, static_cast<std::int64_t>(600 + i), "Tell me about plan " + std::to_string(i),
                "This is what the rules that we have for plans say about it. " + miss
                    + " Please write to us again if there is anything else that we can do."
                      " We read what comes to us on each day of the week, and whoever reads it"
                      " tells the others, so that somebody knows about it when they are asked;"
                      " it may take us some hours to come back to all that was said there."
                      " The number of this matter is "
                    + std::to_string(i * 7919)));
        put(recording, spans, 800, "desk");
        withoutMarks(recording);
        const Spread spread = asked(recording, aboutTheSuspect());
        QCOMPARE(shown(spread), kWhole);
        QVERIFY2(spread.candidates < 14, std::to_string(spread.candidates).c_str());
    }

    void whatIsNotReadIsToldAndReadNext()
    {
        const Recording recording;
        plant(recording);
        const auto search = *spread::SpreadSearch::open(recording.path());
        SpreadQuestion question = aboutTheSuspect();
        question.readingTime = telemetry::Duration::zero();
        question.knownAt = at(1000);
        const auto first = search->ask(question);
        QVERIFY(first);
        QVERIFY(first->places.size() < 4);
        QVERIFY(first->unread >= 3);
        const auto lines = spread::summaryOf(*first);
        QVERIFY(std::ranges::any_of(lines, [](const std::string& line) {
            return line.find("not read") != std::string::npos;
        }));
        QVERIFY(std::ranges::none_of(lines, [](const std::string& line) {
            return line.find("nowhere") != std::string::npos;
        }));
        std::int64_t unread = first->unread;
        Spread last = *first;
        while (last.unread > 0) { // at least one more each time
            last = *search->update(at(1000));
            QVERIFY(last.unread < unread);
            unread = last.unread;
        }
        QCOMPARE(shown(last), kWhole);
        question.readingTime.reset();
        question.limit = 2;
        const Spread two = asked(recording, question);
        QCOMPARE(two.places.size(), std::size_t{2});
        QVERIFY(two.isLimited && two.unread > 0);
    }

    void aPartOfASpanThatComesLaterIsFound()
    {
        const Recording recording;
        put(recording, {answer(1, 100, "May I?", "Yes. " + kWrong)}, 103, "support");
        otlp::OutgoingSpan begun = answer(2, 200, "Support said: " + kWrong, "");
        std::erase_if(begun.attributes,
                      [](const auto& one) { return one.first == "gen_ai.output.messages"; });
        put(recording, {begun}, 210, "writer");
        const auto search = *spread::SpreadSearch::open(recording.path());
        SpreadQuestion question = aboutTheSuspect();
        question.knownAt = at(215);
        QCOMPARE(search->ask(question)->places.size(), std::size_t{1});
        otlp::OutgoingSpan ended = answer(2, 200, "Support said: " + kWrong, "Hear: " + kWrong);
        ended.end = begun.end + std::chrono::seconds(5);
        put(recording, {ended}, 220, "writer");
        question.knownAt = at(230);
        const Spread again = asked(recording, question);
        QCOMPARE(again.places.size(), std::size_t{2});
        QCOMPARE(shown(*search->update(at(230))), shown(again));
    }

    void nothingToLookForIsUsage()
    {
        const Recording recording;
        plant(recording);
        const auto search = *spread::SpreadSearch::open(recording.path());
        SpreadQuestion question;
        question.text = "No.";
        QCOMPARE(search->ask(question).error().kind, telemetry::ErrorKind::Usage);
        question.text = kWrong;
        question.range = {.start = at(9), .end = at(5)};
        QVERIFY(search->ask(question).error().kind == telemetry::ErrorKind::Usage);
        question = {};
        question.suspect = {.trace = traceId(77), .span = spanId(77)};
        QVERIFY(search->ask(question).error().kind == telemetry::ErrorKind::Usage);
    }

    void canBeStopped()
    {
        const Recording recording;
        plant(recording);
        const auto search = *spread::SpreadSearch::open(recording.path());
        const auto stopped = search->ask(aboutTheSuspect(), [] { return false; });
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, telemetry::ErrorKind::Refused);
        QVERIFY(search->ask(aboutTheSuspect()));
    }

    void theListCanBeTakenAlong()
    {
        const Recording recording;
        plant(recording);
        const Spread spread = asked(recording, aboutTheSuspect());
        const auto json =
            QJsonDocument::fromJson(QByteArray::fromStdString(spread::quarantineJson(spread)));
        QCOMPARE(json.object().value(QStringLiteral("places")).toArray().size(), qsizetype{4});
        const std::string csv = spread::quarantineCsv(spread);
        QCOMPARE(std::ranges::count(csv, '\n'), std::ptrdiff_t{5});
        QVERIFY(csv.find(telemetry::toHex(traceId(3))) != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestSpread)
#include "tst_spread.moc"
