// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/comparisonreader.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

using namespace storetest;
using comparison::Aspect;
using comparison::Difference;

namespace {

const std::string kAsked = "How long may I return an opened item?";
const std::string kPassage = "Opened items may be returned within 14 days of delivery.";
const std::string kShort = "After 14 days no opened thing can go back.";
const std::string kLong = "After 35 days no opened thing can go back.";

constexpr std::int64_t kCut = 2050; // Ollama's half of its context, of text that needs more
constexpr std::int64_t kWhole = 5000;

// Enough that not all of it can be in kCut tokens.
std::string filler()
{
    std::string text;
    for (int i = 0; i < 700; ++i)
        text += "lorries of every kind are painted by hand; ";
    return text;
}

std::string said(const std::string& role, const std::string& text)
{
    return R"({"role":")" + role + R"(","parts":[{"type":"text","content":")" + text
        + R"("}],"finish_reason":"stop"})";
}

// With the passage in front of much that has nothing to do with it: what a server cuts first.
otlp::OutgoingSpan run(std::uint64_t number, std::int64_t second, const std::string& answer,
                       std::int64_t tokens)
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    for (auto& [name, value] : span.attributes)
        if (name == "gen_ai.usage.input_tokens")
            value = tokens;
    span.attributes.emplace_back("gen_ai.input.messages",
                                 '[' + said("system", "You answer questions of a shop.") + ','
                                     + said("user", kPassage) + ',' + said("user", filler()) + ','
                                     + said("user", kAsked) + ']');
    span.attributes.emplace_back("gen_ai.output.messages", '[' + said("assistant", answer) + ']');
    return span;
}

otlp::OutgoingSpan turn(std::uint64_t number, std::int64_t second, const std::string& session,
                        const std::string& passage, const std::string& answer)
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    span.attributes.emplace_back("gen_ai.conversation.id", session);
    span.attributes.emplace_back("gen_ai.input.messages",
                                 '[' + said("system", passage) + ',' + said("user", kAsked) + ']');
    span.attributes.emplace_back("gen_ai.output.messages", '[' + said("assistant", answer) + ']');
    return span;
}

} // namespace

// The claims of two runs, as they were known to stand under each.
class TestComparedClaims : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_recording = std::make_unique<Recording>(); }

    void whatTheServerCutIsKnownOfBoth_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<qint64>("here");
        QTest::addColumn<qint64>("there");
        QTest::addColumn<QString>("text");
        const auto quoted = [](const std::string& answer, const char* rest) {
            return QString::fromStdString("“" + answer + "”: " + rest);
        };
        QTest::newRow("whole") << QString::fromStdString(kShort) << qint64(kWhole) << qint64(kWhole)
                               << QString();
        QTest::newRow("the suspect's")
            << QString::fromStdString(kShort) << qint64(kCut) << qint64(kWhole)
            << quoted(kShort, "truncated here, supported in the good run");
        QTest::newRow("the good run's")
            << QString::fromStdString(kLong) << qint64(kWhole) << qint64(kCut)
            << quoted(kLong, "contradicted here, truncated in the good run");
        QTest::newRow("neither") << QString::fromStdString(kLong) << qint64(kWhole)
                                 << qint64(kWhole)
                                 << quoted(kLong, "contradicted here, supported in the good run");
    }

    void whatTheServerCutIsKnownOfBoth()
    {
        QFETCH(QString, answer);
        QFETCH(qint64, here);
        QFETCH(qint64, there);
        QFETCH(QString, text);
        write({run(1, 100, kShort, there), run(2, 900, answer.toStdString(), here)});
        const std::vector<Difference> all = claimsOf(2, 1);
        QCOMPARE(all.empty(), text.isEmpty());
        if (!all.empty())
            QCOMPARE(QString::fromStdString(all.front().text), text);
    }

    void turnsBeforeAreKnownOfBoth()
    {
        const std::string told = "Order A-10023 left Hamburg on Monday.";
        write({turn(1, 100, "good", kPassage, kShort),
               turn(2, 800, "longer", told + " " + kPassage, kShort),
               turn(3, 900, "longer", kPassage, told), turn(4, 950, "alone", kPassage, told)});
        const std::vector<Difference> longer = claimsOf(3, 1);
        QCOMPARE(longer.size(), std::size_t(1));
        QCOMPARE(longer.front().here, std::string("truncated"));
        const std::vector<Difference> alone = claimsOf(4, 1);
        QCOMPARE(alone.size(), std::size_t(1));
        QCOMPARE(alone.front().here, std::string("absent"));
        const std::vector<Difference> beside = claimsOf(4, 3);
        QCOMPARE(beside.size(), std::size_t(1));
        QCOMPARE(beside.front().there, std::string("truncated"));
    }

private:
    void write(const std::vector<otlp::OutgoingSpan>& spans)
    {
        const auto writer = m_recording->writer();
        QVERIFY(writer->append(spansBatch(spans, 1000)));
        QVERIFY(writer->commit());
    }

    std::vector<Difference> claimsOf(std::uint64_t suspect, std::uint64_t good)
    {
        comparison::ComparisonQuestion question;
        question.suspect.suspect.trace = traceId(suspect);
        question.with = traceId(good);
        question.isPicking = false;
        const auto all = comparison::readComparison(*m_recording->reader(), {}, question);
        std::vector<Difference> found;
        if (!all || !all->result)
            return {Difference()};
        for (const comparison::StepPair& pair : all->result->pairs)
            for (const Difference& one : pair.differences)
                if (one.aspect == Aspect::Claims)
                    found.push_back(one);
        return found;
    }

    std::unique_ptr<Recording> m_recording;
};

QTEST_GUILESS_MAIN(TestComparedClaims)
#include "tst_comparedclaims.moc"
