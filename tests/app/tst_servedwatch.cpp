// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/servedwatch.h"

#include <QTest>

#include <string>
#include <vector>

using commands::ServedWatch;

namespace {

struct Answer
{
    bool isCandidate;
    std::string served;
    bool counts;
};

} // namespace
Q_DECLARE_METATYPE(std::vector<Answer>)

class TestServedWatch : public QObject
{
    Q_OBJECT

private slots:
    void answersOfOthersCountForNothing_data()
    {
        QTest::addColumn<QString>("current");
        QTest::addColumn<bool>("isOneEndpoint");
        QTest::addColumn<std::vector<Answer>>("answers");
        QTest::newRow("as asked") << "m-2" << true
                                  << std::vector<Answer>{{true, "m-1", true}, {false, "m-2", true}};
        QTest::newRow("a snapshot of it")
            << "m-2" << true << std::vector<Answer>{{true, "m-1-2026-10-02", true}};
        QTest::newRow("fallback to the current one")
            << "m-2" << true << std::vector<Answer>{{true, "m-2", false}};
        QTest::newRow("fallback to a third, seen by the current one")
            << "m-2" << true << std::vector<Answer>{{false, "m-2", true}, {true, "m-lite", false}};
        QTest::newRow("fallback now and then")
            << "" << true << std::vector<Answer>{{true, "m-1", true}, {true, "m-lite", false}};
        QTest::newRow("an alias") << "route-b" << true
                                  << std::vector<Answer>{{true, "m-7", true}, {false, "m-8", true}};
        QTest::newRow("two aliases of one model")
            << "route-b" << true << std::vector<Answer>{{false, "m-7", true}, {true, "m-7", true}};
        QTest::newRow("one name at two places")
            << "m-1" << false << std::vector<Answer>{{true, "m-1", true}, {false, "m-1", true}};
        QTest::newRow("two places, one model behind both")
            << "route-b" << false << std::vector<Answer>{{false, "m-7", true}, {true, "m-7", true}};
        QTest::newRow("an alias beside a name at another place")
            << "m-2" << false << std::vector<Answer>{{false, "m-2", true}, {true, "m-7", true}};
        QTest::newRow("nothing told") << "m-2" << true << std::vector<Answer>{{true, "", true}};
    }
    void answersOfOthersCountForNothing()
    {
        QFETCH(const QString, current);
        QFETCH(const bool, isOneEndpoint);
        QFETCH(const std::vector<Answer>, answers);
        ServedWatch watch("m-1", current.toStdString(), isOneEndpoint);
        for (const Answer& answer : answers) {
            const std::string why = watch.objection(answer.isCandidate, answer.served);
            QVERIFY2(why.empty() == answer.counts, (answer.served + ": " + why).c_str());
        }
    }

    void anotherNameIsTold()
    {
        ServedWatch watch("route-a", {}, true);
        QVERIFY(watch.objection(true, "m-7").empty());
        QCOMPARE(watch.answeredBy(), std::string(" Answered by m-7."));
        ServedWatch both("route-a", "route-b", true);
        QVERIFY(both.objection(true, "m-7").empty());
        QVERIFY(both.objection(false, "m-7").empty());
        QVERIFY(both.answeredBy().find("both names may lead to one model") != std::string::npos);
        ServedWatch same("m-1", {}, true);
        QVERIFY(same.objection(true, "m-1-2026-10-02").empty());
        QVERIFY(same.answeredBy().empty());
    }
};

QTEST_APPLESS_MAIN(TestServedWatch)
#include "tst_servedwatch.moc"
