// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/inflater.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

using namespace ingest;
using namespace ingesttest;

namespace {

std::string packed(Coding coding, std::string_view plain)
{
    switch (coding) {
    case Coding::Gzip:
        return gzipped(plain);
    case Coding::Deflate:
        return zlibbed(plain);
    case Coding::Zstd:
        return zstdded(plain);
    case Coding::Identity:
        break;
    }
    return std::string(plain);
}

void addCodings()
{
    QTest::addColumn<int>("coding");
    QTest::newRow("gzip") << static_cast<int>(Coding::Gzip);
    QTest::newRow("deflate") << static_cast<int>(Coding::Deflate);
    QTest::newRow("zstd") << static_cast<int>(Coding::Zstd);
}

// Text that does not pack to nothing, longer than any buffer inside.
std::string longText()
{
    std::string text;
    for (std::uint64_t i = 0; i < 200'000; ++i)
        text += std::to_string(i * 2654435761U % 1000003) + ' ';
    return text;
}

} // namespace

class TestInflater : public QObject
{
    Q_OBJECT

private slots:
    void whatWasPackedComesBack_data() { addCodings(); }
    void whatWasPackedComesBack()
    {
        QFETCH(int, coding);
        for (const std::string& plain : {std::string(), std::string("x"), longText()}) {
            std::string output;
            QVERIFY(inflateAll(static_cast<Coding>(coding),
                               packed(static_cast<Coding>(coding), plain), 1U << 30, output)
                    == InflateOutcome::Done);
            QVERIFY(output == plain);
        }
    }

    void bareDeflateIsTaken()
    {
        std::string output;
        QVERIFY(inflateAll(Coding::Deflate, zlibbed("hello", true), 100, output)
                == InflateOutcome::Done);
        QCOMPARE(output, std::string("hello"));
    }

    void membersAreJoined()
    {
        std::string output;
        QVERIFY(inflateAll(Coding::Gzip, gzipped("one ") + gzipped("two"), 100, output)
                == InflateOutcome::Done);
        QCOMPARE(output, std::string("one two"));
        output.clear();
        QVERIFY(inflateAll(Coding::Zstd, zstdded("one ") + zstdded("two"), 100, output)
                == InflateOutcome::Done);
        QCOMPARE(output, std::string("one two"));
    }

    void limitIsExact_data() { addCodings(); }
    void limitIsExact()
    {
        QFETCH(int, coding);
        const std::string plain(5000, 'x');
        const std::string body = packed(static_cast<Coding>(coding), plain);
        std::string output;
        QVERIFY(inflateAll(static_cast<Coding>(coding), body, 5000, output)
                == InflateOutcome::Done);
        output.clear();
        QVERIFY(inflateAll(static_cast<Coding>(coding), body, 4999, output)
                == InflateOutcome::TooLarge);
        QCOMPARE(output.size(), std::size_t{4999});
    }

    // A thousand times larger inside than outside: no more memory than the limit is ever taken.
    void bombStopsAtTheLimit_data() { addCodings(); }
    void bombStopsAtTheLimit()
    {
        QFETCH(int, coding);
        const std::string body =
            packed(static_cast<Coding>(coding), std::string(200U * 1024 * 1024, '\0'));
        QVERIFY(body.size() < 1024U * 1024);
        std::string output;
        QVERIFY(inflateAll(static_cast<Coding>(coding), body, 1024U * 1024, output)
                == InflateOutcome::TooLarge);
        QVERIFY(output.capacity() < 4U * 1024 * 1024);
    }

    void damageIsSeen_data() { addCodings(); }
    void damageIsSeen()
    {
        QFETCH(int, coding);
        const std::string body = packed(static_cast<Coding>(coding), longText());
        std::string output;
        QVERIFY(inflateAll(static_cast<Coding>(coding), body.substr(0, body.size() - 1), 1U << 30,
                           output)
                == InflateOutcome::Damaged);
        output.clear();
        QVERIFY(inflateAll(static_cast<Coding>(coding), body.substr(0, body.size() / 2), 1U << 30,
                           output)
                == InflateOutcome::Damaged);
        output.clear();
        QVERIFY(
            inflateAll(static_cast<Coding>(coding), "this is not packed at all", 1U << 30, output)
            == InflateOutcome::Damaged);
        output.clear();
        QVERIFY(inflateAll(static_cast<Coding>(coding), body + "trailing", 1U << 30, output)
                == InflateOutcome::Damaged);
    }

    void namesAreKnown()
    {
        QVERIFY(codingFromName("") == Coding::Identity);
        QVERIFY(codingFromName("GZIP") == Coding::Gzip);
        QVERIFY(codingFromName("deflate") == Coding::Deflate);
        QVERIFY(codingFromName("zstd") == Coding::Zstd);
        QVERIFY(!codingFromName("br"));
        QVERIFY(!codingFromName("gzip, gzip"));
    }
};

QTEST_GUILESS_MAIN(TestInflater)
#include "tst_inflater.moc"
