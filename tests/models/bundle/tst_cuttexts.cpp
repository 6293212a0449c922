// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/cuttexts.h"
#include "models/bundle/personnames.h"
#include "tests/models/bundle/bundlefixture.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>

using namespace bundletest;
using namespace storetest;

namespace {

constexpr std::array kLeaks{"Zelda", "Quill", "ada.lovelace", "sk-proj"};

telemetry::TimelineEntry screen(const std::string& payload)
{
    auto entry = note("On the screen when Zelda Q…: Incident INC-0001", 1610);
    entry.kind = "screen";
    entry.actor = "Zelda Quill (zq)";
    entry.payload = payload;
    return entry;
}

std::string screenPayload()
{
    const std::string silent = "12:05 | note | " + std::string(170, 'x') + " ada.lovelace@exam";
    const std::string editor = std::string(390, 'y') + " ; Zelda Q";
    return R"({"of":{"kind":"note","subject":"told by Zelda…"},"said":{"incident":[)"
           R"("SEV1 | 11:43","Timeline: 12:00 | note | person 1 | Zelda Q… ; )"
           R"(12:01 | note | 42 answers | mail ada.lovelace@ex… ; 12:02 | step | key sk-proj-4f…",")"
        + silent + R"(",")" + editor + R"(","…"]},"view":{"page":"incident"}})";
}

} // namespace

class TestCutTexts : public QObject
{
    Q_OBJECT

private slots:
    // Of what lists had cut off neither a name nor an address is left, in any byte of any member.
    void nothingIsLeftOfWhatWasCut()
    {
        const Case given;
        {
            const auto writer = given.recording().writer();
            QVERIFY(writer->append(screen(screenPayload())));
            auto entry = note("Told of “Zelda Quill”, Zelda Quill… and Zelda Q…", 1611);
            entry.payload = R"({"excerpt":"ask ada.lovelace@ex…","title":"“ZELDA QU…"})";
            QVERIFY(writer->append(entry));
            QVERIFY(writer->commit());
        }
        // It is there to be found.
        QVERIFY(bundle::make(given.request("plain.plumbundle")));
        const auto plain = bundle::open(given.path("plain.plumbundle"), {}, given.path("plain"));
        QVERIFY(plain);
        for (const char* leak : kLeaks)
            QVERIFY2(bytesOf(plain->recording).find(leak) != std::string::npos, leak);

        const auto redactor = redact::Redactor::shipped();
        auto request = given.request("clean.plumbundle");
        request.redactor = redactor;
        const auto made = bundle::make(request);
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        QVERIFY(made->manifest.redaction && made->manifest.redaction->takenOut >= 7);
        const auto opened = bundle::open(given.path("clean.plumbundle"), {}, given.path("clean"));
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        for (const char* leak : kLeaks) {
            for (const auto& file : std::filesystem::directory_iterator(given.path("clean")))
                QVERIFY2(bytesOf(file.path()).find(leak) == std::string::npos, leak);
            for (const RawMember& member : membersOf(given.path("clean.plumbundle")))
                QVERIFY2(member.bytes.find(leak) == std::string::npos, leak);
        }
        const auto reader = *store::Reader::open(opened->recording);
        QVERIFY(!reader->verify()->firstBroken);
        const auto entries = *reader->timeline({});
        const auto shown =
            std::ranges::find(entries, std::string("screen"), &telemetry::TimelineEntry::kind);
        QVERIFY(shown != entries.end());
        // Times and figures stay.
        for (const char* kept : {"SEV1 | 11:43", "12:00 | note | person 1 | (cut off, taken out)",
                                 "12:01 | note | 42 answers | (cut off, taken out)",
                                 "12:05 | note | (cut off, taken out)", R"("page":"incident")"})
            QVERIFY2(shown->payload.find(kept) != std::string::npos, shown->payload.c_str());
    }

    void screensWithoutACutStay()
    {
        const std::string payload =
            R"({"of":{"kind":"note"},"said":{"a":["12:00 | note | short","…"]},"view":{}})";
        auto entry = screen(payload);
        entry.text = "On the screen when A-0001";
        const std::string text = entry.text;
        QCOMPARE(bundle::takeCutCells(entry), 0);
        QCOMPARE(entry.payload, payload);
        QCOMPARE(entry.text, text);
        entry = screen(screenPayload());
        entry.kind = "note";
        QCOMPARE(bundle::takeCutCells(entry), 0);
    }

    void cutWords_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("left");
        QTest::newRow("a name") << std::string("saw Zelda Qui… there")
                                << std::string("saw … there");
        QTest::newRow("given name") << std::string("Zelda…") << std::string("…");
        QTest::newRow("at the blank") << std::string("by Zelda …") << std::string("by …");
        QTest::newRow("one letter") << std::string("by Z…") << std::string("by …");
        QTest::newRow("small letters") << std::string("by zelda q…") << std::string("by …");
        QTest::newRow("in quotes") << std::string("“Zelda Q…”") << std::string("“…”");
        QTest::newRow("a whole name") << std::string("Zelda Quill…") << std::string("person 1…");
        QTest::newRow("whole, in quotes")
            << std::string("“Zelda Quill” said") << std::string("“person 1” said");
        QTest::newRow("an address") << std::string("to ada@exa…") << std::string("to …");
        QTest::newRow("a card") << std::string("card 4111 1111 11…") << std::string("card …");
        QTest::newRow("a key") << std::string("with sk-proj-abcdefghij…") << std::string("with …");
        QTest::newRow("twice") << std::string("Zel… and Zelda Q…") << std::string("… and …");
        QTest::newRow("nobody") << std::string("the answer… at 12:30…")
                                << std::string("the answer… at 12:30…");
        QTest::newRow("no word's begin") << std::string("Fez…") << std::string("Fez…");
    }
    void cutWords()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, left);
        bundle::PersonNames persons;
        persons.addPerson("Zelda Quill (zq)");
        persons.replaceIn(text);
        QCOMPARE(text, left);
    }
};

QTEST_GUILESS_MAIN(TestCutTexts)
#include "tst_cuttexts.moc"
