// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/scrub.h"

#include <QTest>

class TestScrub : public QObject
{
    Q_OBJECT

private slots:
    void shownAsItIsWithoutRedaction()
    {
        report::Scrub scrub;
        scrub.addPerson("Ada (ada)");
        QCOMPARE(scrub.person("Ada (ada)"), std::string("Ada (ada)"));
        QCOMPARE(scrub.line("Ada saw sk-ant-api03-abcdefghijklmnop"),
                 std::string("Ada saw sk-ant-api03-abcdefghijklmnop"));
        QCOMPARE(scrub.persons(), std::size_t(0));
    }

    void personsKeepTheirNumbers()
    {
        const auto redactor = redact::Redactor::shipped();
        report::Scrub scrub(*redactor);
        scrub.addPerson("Ada Lovelace (ada)");
        scrub.addPerson("bo");
        scrub.addPerson("detector");
        scrub.addPerson("bo");
        scrub.addUser("u-1815");
        QCOMPARE(scrub.persons(), std::size_t(2));
        QCOMPARE(scrub.person("Ada Lovelace (ada)"), std::string("person 1"));
        QCOMPARE(scrub.person("bo"), std::string("person 2"));
        QCOMPARE(scrub.person("detector"), std::string("detector"));
        QCOMPARE(scrub.person("never told"), std::string("a person"));
        QCOMPARE(scrub.user("u-1815"), std::string("user 1"));
        QCOMPARE(scrub.line("ADA and Bo told u-1815; a bottle, ada2 and about stay"),
                 std::string("person 1 and person 2 told user 1; a bottle, ada2 and about stay"));
        QCOMPARE(scrub.line("Ada Lovelace, approved"), std::string("person 1, approved"));
    }

    // As a room spells whose login is not the account.
    void aLoginIsThatPerson()
    {
        const auto redactor = redact::Redactor::shipped();
        report::Scrub scrub(*redactor);
        scrub.addPerson("Ada Quill (ada), login aquill");
        scrub.addPerson("Ada Quill (ada)");
        scrub.addPerson("bo, login room_bo");
        QCOMPARE(scrub.persons(), std::size_t(2));
        QCOMPARE(scrub.person("Ada Quill (ada), login aquill"), std::string("person 1"));
        QCOMPARE(scrub.person("ada"), std::string("person 1"));
        QCOMPARE(scrub.person("bo"), std::string("person 2"));
        QCOMPARE(scrub.line("asked Ada Quill, aquill says ok; room_bo does not"),
                 std::string("asked person 1, person 1 says ok; person 2 does not"));
    }

    // A recording that was redacted before has numbers, which stay; whoever has none gets a free
    // one.
    void numbersStay()
    {
        const auto redactor = redact::Redactor::shipped();
        report::Scrub scrub(*redactor);
        scrub.addPerson("person 3");
        scrub.addPerson("person 1");
        scrub.addPerson("cleo");
        scrub.addPerson("Cleo Day (cleo)");
        scrub.addPerson("person 2"); // taken by then
        scrub.addSource("source 2");
        QCOMPARE(scrub.person("person 3"), std::string("person 3"));
        QCOMPARE(scrub.person("person 1"), std::string("person 1"));
        QCOMPARE(scrub.person("cleo"), std::string("person 2"));
        QCOMPARE(scrub.person("Cleo Day (cleo)"), std::string("person 2"));
        QCOMPARE(scrub.person("person 2"), std::string("person 4"));
        QCOMPARE(scrub.line("person 3 told Cleo Day by source 2"),
                 std::string("person 3 told person 2 by source 2"));
        QCOMPARE(scrub.persons(), std::size_t(4));
    }

    // Who uses a service, in which conversation, and for which customer are three things.
    void eachIsCalledWhatItIs()
    {
        const auto redactor = redact::Redactor::shipped();
        report::Scrub scrub(*redactor);
        scrub.addUser("u-1815");
        scrub.addTenant("acme");
        scrub.addTenant("globex");
        scrub.addConversation("c-0001");
        QCOMPARE(scrub.line("tenants: globex: 495, acme: 304"),
                 std::string("tenants: tenant 2: 495, tenant 1: 304"));
        QCOMPARE(scrub.line("u-1815 in c-0001"), std::string("user 1 in conversation 1"));
        QCOMPARE(scrub.users(), std::size_t(1));
        QCOMPARE(scrub.tenants(), std::size_t(2));
    }

    // Figures and words of ours are not taken for names.
    void figuresStayFigures()
    {
        const auto redactor = redact::Redactor::shipped();
        report::Scrub scrub(*redactor);
        scrub.addUser("42");
        scrub.addUser("12");
        scrub.addUser("0.42");
        scrub.addUser("of");
        scrub.addUser("90210");
        for (const char* text : {"42 answers, 12 of them judged", "0.42", "14:42", "42 %"})
            QCOMPARE(scrub.line(text), std::string(text));
        QCOMPARE(scrub.user("42"), std::string("user 1"));
        QCOMPARE(scrub.line("of customer 90210"), std::string("of customer user 5"));
    }

    void secretsGoBeforeTheCut()
    {
        const auto redactor = redact::Redactor::shipped();
        const report::Scrub scrub(*redactor);
        const std::string secret = "sk-ant-api03-" + std::string(90, 'k') + "AA";
        for (std::size_t before = 380; before < 402; ++before) {
            const std::string line = scrub.line(std::string(before, '.') + ' ' + secret);
            QVERIFY2(line.find("sk-ant") == std::string::npos, line.c_str());
        }
        QVERIFY(scrub.redactions() > 0);
        // What is much longer than is looked at does not end in half of one.
        const std::string longer = std::string(70'000, '.') + secret + std::string(70'000, '.');
        QVERIFY(scrub.prose(longer, 4000).find("sk-ant") == std::string::npos);
    }

    void textIsMadeVisibleAndCut()
    {
        const report::Scrub scrub;
        QCOMPARE(scrub.line("a\nb\x1b[1m"), std::string("a␊b␛[1m"));
        QCOMPARE(scrub.prose("a\nb"), std::string("a\nb"));
        QCOMPARE(report::cutTo("äöü", 2), std::string("äö…"));
        QCOMPARE(report::cutTo("äöü", 3), std::string("äöü"));
        QVERIFY(scrub.line(std::string(10'000'000, 'x')).size() < 500);
    }

    // Many names and a long text are no reason to wait.
    void manyNamesAreLinear()
    {
        const auto redactor = redact::Redactor::shipped();
        report::Scrub scrub(*redactor);
        for (int i = 0; i < 50'000; ++i)
            scrub.addUser("user-" + std::to_string(i));
        std::string text;
        while (text.size() < 60'000)
            text += "user-49999 ";
        QVERIFY(scrub.prose(text, 60'000).find("user-") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestScrub)
#include "tst_scrub.moc"
