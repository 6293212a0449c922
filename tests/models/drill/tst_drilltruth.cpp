// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/offline.h"
#include "tests/models/drill/drilltest.h"

#include <QTest>

#include <algorithm>

using namespace drilltest;
using namespace std::chrono_literals;

class TestDrillTruth : public QObject
{
    Q_OBJECT

private slots:
    void theFaultStrikesWhereItIsPlanted_data()
    {
        QTest::addColumn<QString>("span"); // how its name begins
        QTest::addColumn<QString>("service");
        QTest::newRow("fabricated-apis") << "chat"
                                         << "code-assistant";
        QTest::newRow("spoilt-adapter") << "chat"
                                        << "support-bot";
        QTest::newRow("poisoned-index") << "retrieval"
                                        << "support-bot";
        QTest::newRow("stale-index") << "retrieval"
                                     << "support-bot";
        QTest::newRow("agent-loop") << "chat"
                                    << "agent-orders";
    }

    void theFaultStrikesWhereItIsPlanted()
    {
        QFETCH(const QString, span);
        QFETCH(const QString, service);
        const drill::Scenario& script = m_fleet.scenario(QTest::currentDataTag());
        int planted = 0;
        for (std::uint64_t index = 0; index < 200; ++index) {
            const drill::Episode episode =
                m_fleet.episode(script, m_fleet.service(service.toStdString()), index, 1);
            if (episode.planted < 0)
                continue;
            ++planted;
            const auto place = static_cast<std::size_t>(episode.planted);
            QVERIFY(QString::fromStdString(episode.spans.at(place).name).startsWith(span));
            if (script.info.name != "agent-loop")
                QVERIFY(std::ranges::any_of(episode.utterances, &drill::Utterance::isFaulty));
            else // it asks again, with the arguments of the call before
                QCOMPARE(
                    textOf(episode.spans.at(place + 1).attributes, "gen_ai.tool.call.arguments"),
                    textOf(episode.spans.at(place - 1).attributes, "gen_ai.tool.call.arguments"));
        }
        QVERIFY2(planted > 20, qPrintable(QString::number(planted)));
    }

    void whatIsSentIsTold()
    {
        auto made = must(drill::OfflineDrill::create({.scenario = "fabricated-apis",
                                                      .seed = 3,
                                                      .isMixed = false,
                                                      .start = kStart,
                                                      .length = 60s,
                                                      .healthyFor = 30s,
                                                      .moves = {}}));
        std::vector<drill::EpisodeTruth> told;
        made.setTruthListener([&](const drill::EpisodeTruth& one) { told.push_back(one); });
        made.run([](telemetry::Timestamp, const std::vector<drill::RequestBody>&) {});
        QVERIFY(told.size() > 400);
        int planted = 0;
        for (const drill::EpisodeTruth& one : told) {
            QVERIFY(one.trace.isValid());
            if (one.planted == telemetry::SpanId::None)
                continue;
            ++planted;
            QVERIFY(one.start >= made.faultTime());
            QCOMPARE(one.service, std::string("code-assistant"));
            QVERIFY(one.planted == one.answer);
            QVERIFY(one.isFaulty);
        }
        QVERIFY(planted > 20);
    }

private:
    drilltest::Fleet m_fleet;
};

QTEST_GUILESS_MAIN(TestDrillTruth)
#include "tst_drilltruth.moc"
