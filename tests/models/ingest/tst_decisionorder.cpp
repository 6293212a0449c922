// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/healthworker.h"
#include "models/store/reader.h"
#include "models/store/writer.h"
#include "models/telemetry/clock.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <mutex>
#include <semaphore>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using telemetry::AlarmState;
using telemetry::AlarmTransition;

namespace {

AlarmTransition alarm(const char* id, const char* service, AlarmState state)
{
    AlarmTransition one;
    one.alarm = id;
    one.state = state;
    one.service = service;
    one.operation = "chat";
    one.check = "groundedness";
    one.sentence = "it is worse";
    one.time = telemetry::SystemClock().now() - 1h;
    one.onset = one.time - 1min;
    one.recorded = one.time;
    one.actor = "detector";
    return one;
}

} // namespace

class TestDecisionOrder : public QObject
{
    Q_OBJECT

private slots:
    // Two decisions that come while it is busy: what the first does stands before what the second
    // sets off, or the recording ends with an alarm that is explained by one that is closed.
    void isRecordedAsItWasMade()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a.plumb")).toStdString();
        auto writer = store::Writer::open(path);
        QVERIFY(writer);
        store::HealthResults before;
        before.alarms = {alarm("A-0001", "chat", AlarmState::Latched),
                         alarm("A-0002", "search", AlarmState::Raised),
                         alarm("A-0003", "billing", AlarmState::Raised)};
        QVERIFY((*writer)->append(before));
        QVERIFY((*writer)->commit());
        auto reader = store::Reader::open(path);
        QVERIFY(reader);

        std::mutex mutex;
        std::vector<AlarmTransition> told;
        std::binary_semaphore isBusy(0);
        std::binary_semaphore mayGoOn(0);
        bool isFirst = true;
        ingest::HealthWorker::Outlets outlets;
        outlets.results = [&](store::HealthResults results) {
            const std::scoped_lock lock(mutex);
            told.insert(told.end(), results.alarms.begin(), results.alarms.end());
            if (results.alarms.empty() || !std::exchange(isFirst, false))
                return;
            isBusy.release();
            mayGoOn.acquire();
        };
        outlets.barrier = [](ingest::Barrier) {};
        outlets.entry = [](telemetry::TimelineEntry) {};
        ingest::Counters counters;
        const telemetry::SystemClock clock;
        ingest::HealthWorker::Start start;
        start.reader = std::move(*reader);
        start.queueBytes = 1U << 20;
        ingest::HealthWorker worker(std::move(start), std::move(outlets), counters, clock);
        worker.acknowledge("A-0003", "ada");
        isBusy.acquire();
        worker.suppress("A-0002", "A-0001", "ada");
        worker.acknowledge("A-0001", "ada"); // it was latched: this closes it
        mayGoOn.release();
        worker.stop();

        const auto stateOf = [&](AlarmState state) {
            return std::ranges::find_if(told, [&](const AlarmTransition& one) {
                return one.alarm == "A-0002" && one.state == state;
            });
        };
        QVERIFY(stateOf(AlarmState::Suppressed) != told.end());
        QVERIFY(stateOf(AlarmState::Raised) != told.end());
        QVERIFY(stateOf(AlarmState::Suppressed) < stateOf(AlarmState::Raised));
        QVERIFY(std::ranges::any_of(told, [](const AlarmTransition& one) {
            return one.alarm == "A-0001" && one.state == AlarmState::Cleared;
        }));
    }
};

QTEST_GUILESS_MAIN(TestDecisionOrder)
#include "tst_decisionorder.moc"
