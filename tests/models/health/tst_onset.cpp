// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/detector.h"
#include "models/health/monitor.h"
#include "models/health/shiftmonitor.h"
#include "tests/models/health/fleet.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace healthtest;
using health::Monitor;
using telemetry::Timestamp;

namespace {

constexpr auto kGap = 200ms; // between the starts of two answers
constexpr int kStreams = 40;

struct Answer
{
    Timestamp start;
    Timestamp arrival;
    double badness = 0;
    bool isNew = false;
};

struct AnswerStream
{
    std::vector<Answer> answers; // as they come in
    Timestamp change;
};

// Flags or scores that get worse at once, of all or of one version. Answers take up to five
// seconds, so that they do not come in as they were begun.
AnswerStream answerStreamOf(std::uint64_t seed)
{
    Fleet random(seed);
    const bool isFlag = random.chance(0.5);
    const double before = 0.05 * uniform(random);
    const double rise = 0.2 + 0.5 * uniform(random);
    const bool isOfVersion = random.chance(0.3);
    const int change = 400 + static_cast<int>(400 * uniform(random));
    AnswerStream stream{.answers = {}, .change = kStart + kGap * change};
    for (int i = 0; i < change + 600; ++i) {
        Answer answer{.start = kStart + kGap * i, .arrival = {}};
        answer.arrival =
            answer.start + std::chrono::milliseconds(static_cast<int>(5000 * uniform(random)));
        answer.isNew = i >= change && random.chance(0.5);
        const bool isBad = i >= change && (!isOfVersion || answer.isNew);
        const double share = before + (isBad ? rise : 0);
        answer.badness = isFlag ? (random.chance(share) ? 1.0 : 0.0)
                                : std::min(share * 2 * uniform(random), 1.0);
        stream.answers.push_back(answer);
    }
    std::ranges::stable_sort(stream.answers, {}, &Answer::arrival);
    return stream;
}

void addDetectors()
{
    QTest::addColumn<QString>("detector");
    for (const std::string& name : health::detectorNames())
        QTest::addRow("%s", name.c_str()) << QString::fromStdString(name);
}

} // namespace

// When a change began is told with the interval in which it probably did: that holds it, whatever
// watches and however the answers come in.
class TestOnset : public QObject
{
    Q_OBJECT

private slots:
    void aDetectorsOnsetIsWithinItsInterval_data() { addDetectors(); }
    void aDetectorsOnsetIsWithinItsInterval()
    {
        QFETCH(QString, detector);
        int found = 0;
        for (int seed = 1; seed <= kStreams; ++seed) {
            const AnswerStream stream = answerStreamOf(static_cast<std::uint64_t>(seed));
            const auto watch =
                health::makeDetector(detector.toStdString(),
                                     {.averageRunLength = 1e4, .reference = 300, .isFlag = false});
            for (const Answer& answer : stream.answers) {
                const auto detection = watch->observe(answer.badness);
                if (!detection)
                    continue;
                ++found;
                QVERIFY(0 <= detection->onsetLow);
                QVERIFY(detection->onsetLow <= detection->onsetIndex);
                QVERIFY(detection->onsetIndex <= detection->onsetHigh);
                QVERIFY(detection->onsetHigh <= detection->index);
            }
        }
        QVERIFY(found > kStreams / 4); // else nothing was looked at
    }

    void anAlarmsOnsetIsWithinItsInterval_data()
    {
        addDetectors();
        QTest::newRow("shipped") << QString();
    }
    void anAlarmsOnsetIsWithinItsInterval()
    {
        QFETCH(QString, detector);
        int raised = 0;
        for (int seed = 1; seed <= kStreams; ++seed) {
            const AnswerStream stream = answerStreamOf(static_cast<std::uint64_t>(seed));
            health::EngineSettings settings;
            settings.detector = detector.toStdString();
            Monitor monitor(settings);
            Timestamp newest = kStart;
            for (const Answer& answer : stream.answers) {
                newest = std::max(newest, answer.start);
                health::MonitorInput input{.time = answer.start, .badness = answer.badness};
                input.facets[1] = answer.isNew ? "2" : "1";
                if (monitor.observe(input, 1e4) != Monitor::Event::Raise)
                    continue;
                ++raised;
                const QByteArray row = "stream " + QByteArray::number(seed);
                QVERIFY2(monitor.onsetLow() <= monitor.onset(), row.constData());
                QVERIFY2(monitor.onset() <= monitor.onsetHigh(), row.constData());
                QVERIFY2(monitor.onsetHigh() <= newest, row.constData());
            }
        }
        QVERIFY(raised > kStreams / 4);
    }

    // In the order in which they come in, five seconds of well and bad answers lie across each
    // other.
    void theOnsetGoesByWhenAnswersWereBegun()
    {
        int raised = 0;
        int close = 0;
        for (int seed = 1; seed <= kStreams; ++seed) {
            const AnswerStream stream = answerStreamOf(static_cast<std::uint64_t>(seed));
            Monitor monitor{health::EngineSettings{}};
            for (const Answer& answer : stream.answers) {
                const health::MonitorInput input{.time = answer.start, .badness = answer.badness};
                if (monitor.observe(input, 1e4) != Monitor::Event::Raise)
                    continue;
                ++raised;
                close += std::chrono::abs(monitor.onset() - stream.change) <= 5s ? 1 : 0;
                break;
            }
        }
        QVERIFY(raised > kStreams / 2);
        QVERIFY2(close * 2 > raised, qPrintable(QString::number(close)));
    }

    void aShiftsOnsetIsWithinItsInterval()
    {
        int raised = 0;
        for (int seed = 1; seed <= kStreams; ++seed) {
            Fleet random(static_cast<std::uint64_t>(seed));
            const AnswerStream stream = answerStreamOf(static_cast<std::uint64_t>(seed));
            health::ShiftMonitor monitor(health::EngineSettings{}, health::ShiftUnit::Tokens);
            for (const Answer& answer : stream.answers) {
                const double length = answer.start >= stream.change ? 0.45 : 0.3;
                const health::ShiftReading reading{.x = length + 0.1 * uniform(random),
                                                   .time = answer.start};
                if (monitor.observe(reading, 1e4) != health::ShiftMonitor::Event::Raise)
                    continue;
                ++raised;
                const health::ShiftFacts& facts = monitor.facts();
                QVERIFY(facts.onsetLow <= facts.onset);
                QVERIFY(facts.onset <= facts.onsetHigh);
            }
        }
        QVERIFY(raised > kStreams / 2);
    }
};

QTEST_GUILESS_MAIN(TestOnset)
#include "tst_onset.moc"
