// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/places.h"
#include "models/similarity/winnowing.h"

#include <QTest>

#include <algorithm>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

using similarity::Syntax;
using similarity::Token;

namespace {

constexpr std::uint64_t kKey = 0x1234567890abcdefULL;

std::vector<std::uint32_t> gramsOf(std::string_view text, std::uint64_t key = kKey)
{
    std::vector<Token> tokens;
    similarity::tokenize(text, Syntax::Plain, tokens);
    std::vector<std::uint32_t> hashes;
    similarity::gramHashes(tokens, key, hashes);
    return hashes;
}

std::vector<std::uint32_t> marksOf(std::string_view text, std::uint64_t key = kKey)
{
    std::vector<std::uint32_t> kept;
    similarity::winnow(gramsOf(text, key), kept);
    return kept;
}

std::string words(std::mt19937_64& random, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "w" + std::to_string(random() % 5000) + " ";
    return text;
}

} // namespace

class TestWinnowing : public QObject
{
    Q_OBJECT

private slots:
    // The guarantee of the paper: what two texts share for kShortestMatch tokens has a fingerprint
    // that both keep.
    void everyLongEnoughMatchIsFound()
    {
        std::mt19937_64 random(7);
        for (int round = 0; round < 500; ++round) {
            const std::string shared = words(random, similarity::kShortestMatch);
            const auto left = marksOf(words(random, round % 9) + shared + words(random, 6));
            const auto right = marksOf(words(random, 5) + shared + words(random, round % 7));
            const auto common = [&](std::uint32_t mark) {
                return std::ranges::find(right, mark) != right.end();
            };
            QVERIFY(std::ranges::any_of(left, common));
        }
    }

    void keepsAboutHalf()
    {
        std::mt19937_64 random(3);
        const std::string text = words(random, 20'000);
        const double share =
            static_cast<double>(marksOf(text).size()) / static_cast<double>(gramsOf(text).size());
        QVERIFY2(share > 0.45 && share < 0.55, std::to_string(share).c_str());
    }

    void aRepeatedRunIsKeptOnceAWindow()
    {
        std::string text;
        for (int i = 0; i < 300; ++i)
            text += "same ";
        const auto marks = marksOf(text);
        QVERIFY(marks.size() <= 300 / similarity::kWindow + 1);
        QCOMPARE(std::set<std::uint32_t>(marks.begin(), marks.end()).size(), std::size_t{1});
    }

    void shortTextsHaveOne()
    {
        QCOMPARE(marksOf("only two").size(), std::size_t{0});
        QCOMPARE(marksOf("exactly three words").size(), std::size_t{1});
        QCOMPARE(marksOf("now there are five words").size(), std::size_t{1});
    }

    void anotherKeyGivesOtherMarks()
    {
        std::mt19937_64 random(5);
        const std::string text = words(random, 400);
        const auto mine = gramsOf(text);
        const auto theirs = gramsOf(text, kKey + 1);
        int same = 0;
        for (std::size_t i = 0; i < mine.size(); ++i)
            same += mine[i] == theirs[i] ? 1 : 0;
        QVERIFY2(same < 3, std::to_string(same).c_str());
    }

    // Of what another word makes another statement.
    void tellingWordsAreMarkedInOrder()
    {
        using similarity::MarkKind;
        std::vector<Token> tokens;
        const std::string text =
            "Nobody may call read_csv for the plan in Oslo within 45 days without asking us";
        similarity::tokenize(text, Syntax::Plain, tokens);
        std::vector<std::uint32_t> hashes;
        similarity::gramHashes(tokens, kKey, hashes);
        std::vector<std::uint32_t> all;
        similarity::fingerprint(tokens, hashes, kKey, all);
        const auto mark = [](const char* word, MarkKind kind) {
            return similarity::wordMark(similarity::wordHash(word), kind, kKey);
        };
        std::vector<std::uint32_t> marks;
        std::ranges::copy_if(all, std::back_inserter(marks), similarity::isMark);
        QVERIFY(marks
                == std::vector<std::uint32_t>(
                    {mark("nobody", MarkKind::Negation), mark("may", MarkKind::Opposable),
                     mark("read_csv", MarkKind::Telling), mark("oslo", MarkKind::Name),
                     mark("45", MarkKind::Telling), mark("days", MarkKind::Opposable),
                     mark("without", MarkKind::Negation)}));
        std::erase_if(all, similarity::isMark);
        QVERIFY(all == marksOf(text)); // the runs are those of winnowing
        for (const std::uint32_t one : marks)
            QVERIFY(one < 2 * similarity::kMark);
        std::vector<std::uint32_t> none;
        similarity::tokenize("45 days", Syntax::Plain, tokens);
        similarity::gramHashes(tokens, kKey, hashes);
        similarity::fingerprint(tokens, hashes, kKey, none);
        QVERIFY(none.empty()); // no run: nothing can be found in it
    }

    void redactedRunsAreLeftOut()
    {
        QVERIFY(marksOf("mail [REDACTED:email] now").empty());
        const auto before = gramsOf("please do send it to");
        const auto marks = marksOf("please do send it to [REDACTED:email] now");
        QVERIFY(!marks.empty());
        for (const std::uint32_t mark : marks)
            QVERIFY(std::ranges::find(before, mark) != before.end());
    }

    void placesOfAGeneration()
    {
        telemetry::Generation generation;
        const auto part = [](telemetry::PartKind kind, const char* text, const char* json) {
            telemetry::Part made;
            made.kind = kind;
            made.text = text;
            made.json = json;
            return made;
        };
        generation.inputMessages.push_back({.role = "user",
                                            .parts = {part(telemetry::PartKind::Text, "ask", "")},
                                            .finishReason = {}});
        generation.inputMessages.push_back(
            {.role = "tool",
             .parts = {part(telemetry::PartKind::ToolCallResponse, "", "{\"a\":1}")},
             .finishReason = {}});
        generation.documents.push_back({.id = "d", .title = {}, .content = "doc", .score = {}});
        generation.outputMessages.push_back(
            {.role = "assistant",
             .parts = {part(telemetry::PartKind::Reasoning, "think", ""),
                       part(telemetry::PartKind::Text, "say", ""),
                       part(telemetry::PartKind::ToolCall, "", "{\"b\":2}")},
             .finishReason = {}});
        std::string told;
        similarity::forEachText(generation, [&told](const similarity::PlaceText& place) {
            told +=
                std::string(similarity::toString(place.kind)) + "=" + std::string(place.text) + " ";
        });
        QCOMPARE(QString::fromStdString(told),
                 QStringLiteral("input=ask tool_result={\"a\":1} document=doc reasoning=think "
                                "output=say tool_argument={\"b\":2} "));
    }
};

QTEST_APPLESS_MAIN(TestWinnowing)
#include "tst_winnowing.moc"
