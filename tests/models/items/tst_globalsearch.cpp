// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/globalsearch.h"
#include "models/items/sidenotes.h"
#include "models/items/timeconductor.h"
#include "models/store/idsearch.h"
#include "tests/models/store/storefixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <iterator>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using items::Found;

namespace {

class StandingClock final : public telemetry::Clock
{
public:
    telemetry::Timestamp now() const override { return storetest::at(1000); }
};

std::vector<Found> ofKind(const items::Findings& findings, Found::Kind kind)
{
    std::vector<Found> rows;
    std::ranges::copy_if(findings.rows, std::back_inserter(rows),
                         [kind](const Found& row) { return row.kind == kind; });
    return rows;
}

QString hexOf(std::uint64_t number)
{
    return QString::fromStdString(telemetry::toHex(storetest::traceId(number)));
}

} // namespace

class TestGlobalSearch : public QObject
{
    Q_OBJECT

private slots:
    // Traces 1 to 40, a second each; the text of the 40th comes later, at 100.
    void initTestCase()
    {
        const auto writer = m_recording.writer();
        for (std::uint64_t i = 1; i <= 40; ++i) {
            const auto second = static_cast<std::int64_t>(i);
            QVERIFY(writer->append(
                storetest::spansBatch({storetest::chatSpan(i, second)}, second + 3)));
            if (i < 40)
                QVERIFY(writer->append(
                    storetest::logsBatch({storetest::messagesLog(i, second)}, second + 3)));
        }
        QVERIFY(writer->append(storetest::logsBatch({storetest::messagesLog(40, 40)}, 100)));
        QVERIFY(writer->append(storetest::note("The café rollout is to blame", 50)));
        QVERIFY(writer->commit());
        m_reader = m_recording.reader();
    }

    void idsAreFoundByTheirBeginning()
    {
        const auto find = [this](const QString& text, std::int64_t known = 1000) {
            const auto found =
                items::searchNames(*m_reader, storetest::knownAt(known), text, {.ids = 100});
            return found ? *found : items::Findings{};
        };
        const auto one = ofKind(find(hexOf(7)), Found::Kind::Trace);
        QCOMPARE(one.size(), std::size_t{1});
        QCOMPARE(one.front().key.trace, storetest::traceId(7));
        QCOMPARE(one.front().text, u"chat gpt-x"_s);
        QCOMPARE(one.front().service, std::string("shop"));
        QCOMPARE(ofKind(find(hexOf(7).toUpper()), Found::Kind::Trace).size(), std::size_t{1});
        QCOMPARE(ofKind(find(u"ab0"_s), Found::Kind::Trace).size(), std::size_t{40});
        // All but the last digit: 0x10 to 0x1f.
        QCOMPARE(ofKind(find(hexOf(16).chopped(1)), Found::Kind::Trace).size(), std::size_t{16});
        QVERIFY(ofKind(find(hexOf(41)), Found::Kind::Trace).empty());
        // Not known yet.
        QVERIFY(ofKind(find(hexOf(7), 5), Found::Kind::Trace).empty());

        const auto spans = ofKind(find(u"f00000000000002"_s), Found::Kind::Step);
        QCOMPARE(spans.size(), std::size_t{9}); // 0x20 to 0x28
        QVERIFY(std::ranges::all_of(spans, [](const Found& row) {
            return (static_cast<std::uint64_t>(row.key.span) & 0xf0U) == 0x20U;
        }));
        QVERIFY(ofKind(find(u"f00"_s), Found::Kind::Step).empty()); // too short
        QVERIFY(ofKind(find(u"f000000000000007"_s, 5), Found::Kind::Step).empty());

        const auto responses = ofKind(find(u"resp-7"_s), Found::Kind::Response);
        QCOMPARE(responses.size(), std::size_t{1});
        QCOMPARE(responses.front().key.span, storetest::spanId(7));
    }

    void whatIsNoIdHasNone()
    {
        for (const char* text : {"", "xyz", "ab0g", "ab0 ", "' OR 1=1 --"}) {
            const auto hits = store::findIds(*m_reader, text, storetest::at(1000), 10);
            QVERIFY(hits && hits->keys.empty() && !hits->isMore);
        }
        const auto hits = store::findIds(*m_reader, std::string(33, 'a'), storetest::at(1000), 10);
        QVERIFY(hits && hits->keys.empty());
        const auto few = store::findIds(*m_reader, "ab0", storetest::at(1000), 10);
        QVERIFY(few && few->keys.size() == 10 && few->isMore);
    }

    void namesAndNotesAreFound()
    {
        const auto found = items::searchNames(*m_reader, storetest::knownAt(1000), u"CHAT gpt"_s);
        QVERIFY(found);
        const auto names = ofKind(*found, Found::Kind::Name);
        QCOMPARE(names.size(), std::size_t{1}); // once, the newest
        QCOMPARE(names.front().key.trace, storetest::traceId(40));
        const auto notes = items::searchNames(*m_reader, storetest::knownAt(1000), u"to BLAME"_s);
        QVERIFY(notes && notes->rows.size() == 1);
        QCOMPARE(notes->rows.front().kind, Found::Kind::Note);
        QVERIFY(notes->rows.front().entry > 0);
        QCOMPARE(notes->rows.front().text, u"The café rollout is to blame"_s);
        const auto before = items::searchNames(*m_reader, storetest::knownAt(49), u"to BLAME"_s);
        QVERIFY(before && before->rows.empty());
    }

    void textsAreFoundAsKnownThen()
    {
        const auto find = [this](const QString& text, std::int64_t known,
                                 const items::SearchLimits& limits) {
            const auto found =
                items::searchTexts(*m_reader, storetest::knownAt(known), text, limits);
            return found ? *found : items::Findings{};
        };
        const items::SearchLimits all{.texts = 100};
        const items::Findings answers = find(u"AT NINE"_s, 1000, all);
        QCOMPARE(answers.rows.size(), std::size_t{40});
        QCOMPARE(answers.looked, 40);
        QVERIFY(!answers.isMore && !answers.isCutShort);
        QCOMPARE(answers.rows.front().kind, Found::Kind::Answer);
        QCOMPARE(answers.rows.front().key.trace, storetest::traceId(40)); // the newest first
        QVERIFY(answers.rows.front().text.contains(u"At nine, café"_s));
        QCOMPARE(find(u"at nine"_s, 60, all).rows.size(), std::size_t{39}); // its text came later
        QCOMPARE(find(u"when do you"_s, 1000, all).rows.front().kind, Found::Kind::Question);
        QCOMPARE(find(u"resp-3"_s, 1000, all).rows.size(), std::size_t{10}); // 30 to 39
        QVERIFY(find(u"no such thing"_s, 1000, all).rows.empty());

        // What is not listed, and what was not looked at, is told apart.
        const items::Findings few = find(u"at nine"_s, 1000, {.texts = 5});
        QCOMPARE(few.rows.size(), std::size_t{5});
        QVERIFY(few.isMore && !few.isCutShort);
        const items::Findings cut = find(u"at nine"_s, 1000, {.texts = 100, .answers = 12});
        QCOMPARE(cut.rows.size(), std::size_t{12});
        QVERIFY(!cut.isMore && cut.isCutShort);
        QCOMPARE(cut.looked, 12);
    }

    void thePieceShowsThePlace()
    {
        storetest::Recording recording;
        const auto writer = recording.writer();
        auto span = storetest::chatSpan(1, 1);
        const std::string smile = "\xF0\x9F\x98\x80";
        std::string text;
        for (int i = 0; i < 300; ++i)
            text += smile;
        text += "needle";
        for (int i = 0; i < 300; ++i)
            text += smile;
        span.attributes.emplace_back("gen_ai.output.messages",
                                     R"([{"role":"assistant","parts":[{"type":"text","content":")"
                                         + text + R"("}]}])");
        QVERIFY(writer->append(storetest::spansBatch({span}, 2)));
        QVERIFY(writer->commit());
        const auto found =
            items::searchTexts(*recording.reader(), storetest::knownAt(9), u"needle"_s);
        QVERIFY(found && found->rows.size() == 1);
        const QString piece = found->rows.front().text;
        QVERIFY(piece.contains(u"needle"_s));
        QVERIFY(piece.size() < 200);
        QVERIFY(piece.isValidUtf16()); // no half of a sign
        QVERIFY(piece.startsWith(u'…') && piece.endsWith(u'…'));
    }

    // Typed letter by letter: the newest question is answered, and no other.
    void theLatestQuestionWins()
    {
        const StandingClock clock;
        items::RecordingQueries queries(m_recording.path());
        items::TimeConductor conductor(clock, false);
        conductor.setBounds({.start = storetest::at(0), .end = storetest::at(200)});
        conductor.seek(storetest::at(200));
        items::GlobalSearch search(queries, conductor);
        QSignalSpy changed(&search, &items::GlobalSearch::changed);
        search.search(u"no"_s); // too short
        QVERIFY(!search.isSearching());
        QVERIFY(search.text().isEmpty());
        search.search(u"no such thing"_s);
        QVERIFY(search.isSearching());
        search.search(u" at nine "_s);
        QCOMPARE(search.text(), u"at nine"_s);
        QTRY_VERIFY(!search.isSearching());
        QCOMPARE(ofKind(search.findings(), Found::Kind::Answer).size(), std::size_t{30});
        QVERIFY(search.findings().isMore);
        QVERIFY(search.problem().isEmpty());
        QCOMPARE(search.knownAt(), storetest::at(200));
        // Put aside while it runs.
        search.search(u"no such thing"_s);
        QTest::qWait(250);
        search.search({});
        QVERIFY(!search.isSearching());
        QVERIFY(search.findings().rows.empty());
        const auto told = changed.count();
        queries.waitForIdle();
        QTest::qWait(50);
        QCOMPARE(changed.count(), told); // nothing came of it
        // As known at the cursor.
        conductor.seek(storetest::at(20));
        search.search(u"at nine"_s);
        QTRY_VERIFY(!search.isSearching());
        QCOMPARE(search.findings().rows.size(), std::size_t{17}); // recorded by then: 1 to 17
    }

    // What was noted about a recording that nobody writes any more stands in a file of its own.
    void notesBesideTheRecordingAreFoundToo()
    {
        const storetest::Recording recording;
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(storetest::spansBatch({storetest::chatSpan(1, 1)}, 4)));
            QVERIFY(writer->commit());
        }
        telemetry::TimelineEntry note;
        note.time = at(3);
        note.kind = "note";
        note.actor = "ada";
        note.text = "The cache was cold";
        note.payload = "{}";
        const items::SideNotes beside(recording.path());
        QVERIFY(beside.append(note, at(500)));
        const StandingClock clock;
        items::RecordingQueries queries(recording.path());
        items::TimeConductor conductor(clock, false);
        conductor.setBounds({.start = at(0), .end = at(200)});
        conductor.seek(at(200));
        items::GlobalSearch search(queries, conductor);
        search.search(u"cache was"_s);
        QTRY_VERIFY(!search.isSearching());
        const auto found = ofKind(search.findings(), Found::Kind::Note);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().time, at(3));
        QVERIFY(found.front().entry < 0); // of no number in the chain
        QVERIFY(search.problem().isEmpty());
        conductor.seek(at(2)); // it is about a later time
        search.search(u"cache was c"_s);
        QTRY_VERIFY(!search.isSearching());
        QVERIFY(search.findings().rows.empty());

        // What cannot be read of them is no "nothing found".
        conductor.seek(at(200));
        QFile file(beside.path());
        QVERIFY(file.open(QIODevice::Append));
        QVERIFY(file.write("no note\n") > 0);
        file.close();
        search.search(u"nowhere"_s);
        QTRY_VERIFY(!search.isSearching());
        QVERIFY(search.problem().isEmpty()); // the rest was searched
        QVERIFY2(search.findings().problem.find("is no note") != std::string::npos,
                 search.findings().problem.c_str());
    }

    void whatCannotBeReadIsSaid()
    {
        const StandingClock clock;
        items::RecordingQueries queries("/no/such/recording.plumb");
        items::TimeConductor conductor(clock, false);
        items::GlobalSearch search(queries, conductor);
        search.search(u"anything"_s);
        QTRY_VERIFY(!search.isSearching());
        QVERIFY(!search.problem().isEmpty());
        QVERIFY(search.findings().rows.empty());
    }

private:
    storetest::Recording m_recording;
    std::unique_ptr<store::Reader> m_reader;
};

QTEST_GUILESS_MAIN(TestGlobalSearch)
#include "tst_globalsearch.moc"
