// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/quarantine.h"
#include "models/spread/spreadsearch.h"
#include "tests/models/store/storefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace storetest;
using similarity::Likeness;
using similarity::PlaceKind;
using spread::Spread;
using spread::SpreadLink;
using spread::SpreadPlace;
using spread::SpreadQuestion;

namespace {

const std::string kWrong =
    "Customers of the Basic plan may cancel within 45 days and get the setup "
    "fee back in full.";

std::string quotedJson(const std::string& text)
{
    std::string safe;
    for (const char c : text)
        safe += c == '"' ? std::string("\\\"") : std::string(1, c);
    return "\"" + safe + "\"";
}

otlp::OutgoingSpan answer(std::uint64_t number, std::int64_t second, const std::string& input,
                          const std::string& output, const std::string& user = {})
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    span.attributes.emplace_back("gen_ai.input.messages",
                                 "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":"
                                     + quotedJson(input) + "}]}]");
    span.attributes.emplace_back("gen_ai.output.messages",
                                 "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\","
                                 "\"content\":"
                                     + quotedJson(output) + "}],\"finish_reason\":\"stop\"}]");
    if (!user.empty())
        span.attributes.emplace_back("user.id", user);
    return span;
}

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

void put(const Recording& recording, const std::vector<otlp::OutgoingSpan>& spans,
         std::int64_t recorded, const std::string& service)
{
    const auto writer = recording.writer();
    if (!writer->append(spansBatch(spans, recorded, service)) || !writer->commit())
        qFatal("cannot write");
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

SpreadQuestion aboutTheSuspect()
{
    SpreadQuestion question;
    question.suspect = {.trace = traceId(1), .span = spanId(1)};
    question.text = kWrong;
    return question;
}

Spread asked(const Recording& recording, const SpreadQuestion& question)
{
    auto search = spread::SpreadSearch::open(recording.path());
    if (!search)
        qFatal("%s", search.error().message.c_str());
    auto spread = (*search)->ask(question);
    if (!spread)
        qFatal("%s", spread.error().message.c_str());
    return *spread;
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
        QCOMPARE(spread.places[2].hops, std::size_t{3});
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

    void whatIsEverywhereIsNotTraced()
    {
        const Recording recording;
        const std::string disclaimer =
            "This answer was written by a machine and may hold mistakes.";
        std::vector<otlp::OutgoingSpan> spans;
        for (std::uint64_t i = 100; i < 300; ++i)
            spans.push_back(
                answer(i, static_cast<std::int64_t>(i) - 90, "Question " + std::to_string(i),
                       "Item " + std::to_string(i * 7919) + " is there. " + disclaimer));
        put(recording, spans, 300, "shop");
        put(recording, {answer(1, 400, "May I?", "Yes. " + kWrong + " " + disclaimer)}, 403,
            "support");
        put(recording, {answer(2, 500, "Support said: " + kWrong, "Fine, thank you very much")},
            503, "writer");
        SpreadQuestion question = aboutTheSuspect();
        question.text.clear();
        const Spread spread = asked(recording, question);
        QCOMPARE(spread.boilerplate.size(), std::size_t{1});
        QCOMPARE(shown(spread), QStringLiteral("writer input copied text\n"));
    }

    void nothingToLookForIsUsage()
    {
        const Recording recording;
        plant(recording);
        const auto search = *spread::SpreadSearch::open(recording.path());
        SpreadQuestion question;
        question.text = "No.";
        QCOMPARE(search->ask(question).error().kind, telemetry::ErrorKind::Usage);
        question.text.clear();
        question.suspect = {.trace = traceId(77), .span = spanId(77)};
        QCOMPARE(search->ask(question).error().kind, telemetry::ErrorKind::Usage);
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
