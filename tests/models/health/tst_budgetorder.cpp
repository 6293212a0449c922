// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/detector.h"
#include "models/health/monitor.h"
#include "tests/models/health/fleet.h"

#include <QTest>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace healthtest;
using health::Monitor;
using health::MonitorInput;

namespace {

constexpr double kUsual = 1e5;

// Flags or scores that get worse by little or much, at once or slowly, of all or of one version.
std::vector<MonitorInput> streamOf(std::uint64_t seed)
{
    Fleet random(seed);
    std::vector<MonitorInput> stream;
    const bool isFlag = random.chance(0.5);
    const double before = 0.1 * uniform(random);
    const double rise = 0.02 + 0.3 * uniform(random) * uniform(random);
    const int change = 300 + static_cast<int>(600 * uniform(random));
    const bool isSlow = random.chance(0.3);
    const bool isOfVersion = random.chance(0.3);
    for (int i = 0; i < 2000; ++i) {
        const bool isNew = i >= change && random.chance(0.5);
        const double grown = isSlow ? std::min((i - change) / 400.0, 1.0) : 1;
        const bool isBad = i >= change && (!isOfVersion || isNew);
        const double share = before + (isBad ? rise * grown : 0);
        MonitorInput input{.time = kStart + 1s * i};
        input.badness = isFlag ? (random.chance(share) ? 1.0 : 0.0)
                               : (random.chance(share) ? uniform(random) : 0.05 * uniform(random));
        input.facets[1] = isNew ? "2" : "1";
        stream.push_back(input);
    }
    return stream;
}

std::optional<std::size_t> firstAlarm(const std::vector<MonitorInput>& stream,
                                      const std::string& detector, double threshold)
{
    health::EngineSettings settings;
    settings.detector = detector;
    Monitor monitor(settings);
    for (std::size_t i = 0; i < stream.size(); ++i) {
        if (monitor.observe(stream[i], threshold, kUsual) == Monitor::Event::Raise)
            return i;
    }
    return std::nullopt;
}

} // namespace

class TestBudgetOrder : public QObject
{
    Q_OBJECT

private slots:
    void aStricterBudgetIsNeverSooner_data()
    {
        QTest::addColumn<QString>("detector");
        QTest::newRow("shipped") << QString();
        for (const std::string& name : health::detectorNames())
            QTest::addRow("%s", name.c_str()) << QString::fromStdString(name);
    }
    void aStricterBudgetIsNeverSooner()
    {
        QFETCH(QString, detector);
        const int streams = detector.isEmpty() ? 150 : 25;
        int alarms = 0;
        int later = 0;
        for (int seed = 1; seed <= streams; ++seed) {
            const auto stream = streamOf(static_cast<std::uint64_t>(seed));
            std::optional<std::size_t> looser;
            bool isFirst = true;
            for (const double threshold : {500.0, 1e3, 1e4, 1e6, 1e9}) {
                const auto at = firstAlarm(stream, detector.toStdString(), threshold);
                const bool isInOrder = isFirst || !at || (looser && *looser <= *at);
                QVERIFY2(isInOrder,
                         qPrintable(QStringLiteral("stream %1, threshold %2: %3, looser %4")
                                        .arg(seed)
                                        .arg(threshold)
                                        .arg(at.value_or(0))
                                        .arg(looser ? static_cast<int>(*looser) : -1)));
                alarms += at ? 1 : 0;
                later += !isFirst && at != looser ? 1 : 0;
                looser = at;
                isFirst = false;
            }
        }
        QVERIFY(alarms > streams / 4); // else nothing was compared
        QVERIFY(later > streams / 4);
    }
};

QTEST_GUILESS_MAIN(TestBudgetOrder)
#include "tst_budgetorder.moc"
