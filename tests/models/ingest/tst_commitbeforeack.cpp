// SPDX-License-Identifier: GPL-3.0-or-later

// Kills the recording process under load, again and again, over one recording: what was
// acknowledged must be there. The process killed is this program itself, started with "--recorder
// FILE".

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/ingest/receiver.h"
#include "models/net/httpclient.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QCoreApplication>
#include <QTest>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <set>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace ingesttest;

namespace {

constexpr int kRounds = 8;
constexpr std::uint64_t kSpansInBody = 20;
constexpr std::uint64_t kBodiesBeforeKill = 30;

int runRecorder(const std::string& path)
{
    auto pipeline = ingest::Pipeline::start(path);
    if (!pipeline)
        return 1;
    auto receiver = ingest::Receiver::listen({.port = 0, .admission = {}}, **pipeline);
    if (!receiver)
        return 1;
    const std::string line = (*receiver)->url() + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0)
        return 1;
    while (true)
        ::pause();
}

struct Recorder
{
    pid_t process = -1;
    std::string url;
};

Recorder startRecorder(const std::string& path)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        qFatal("no pipe");
    Recorder recorder;
    recorder.process = ::fork();
    if (recorder.process == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        ::execl("/proc/self/exe", "recorder", "--recorder", path.c_str(),
                static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(ends[1]);
    char c = 0;
    while (::read(ends[0], &c, 1) == 1 && c != '\n')
        recorder.url += c;
    ::close(ends[0]);
    return recorder;
}

void killNow(pid_t process)
{
    ::kill(process, SIGKILL);
    int status = 0;
    ::waitpid(process, &status, 0);
}

} // namespace

class TestCommitBeforeAck : public QObject
{
    Q_OBJECT

private slots:
    void acknowledgedSpansSurviveAKill()
    {
        Recording recording;
        std::set<std::uint64_t> acknowledged;
        std::uint64_t next = 0;
        for (int round = 0; round < kRounds; ++round) {
            const Recorder recorder = startRecorder(recording.path());
            QVERIFY2(!recorder.url.empty(), "the recorder did not start");
            sendUntilKilled(recorder, next, acknowledged);
        }
        QVERIFY(acknowledged.size() >= kRounds * kBodiesBeforeKill);

        const auto rows = recording.read()->spans({}, {});
        QVERIFY(rows.has_value());
        std::set<telemetry::SpanKey> stored;
        for (const store::SpanRow& row : *rows)
            stored.insert({row.trace, row.span});
        std::size_t lost = 0;
        for (const std::uint64_t first : acknowledged)
            for (std::uint64_t i = first; i < first + kSpansInBody; ++i)
                lost += stored.contains({traceId(i), spanId(i)}) ? 0 : 1;
        QCOMPARE(lost, std::size_t{0});

        // What was recorded but not judged when the kill came is judged by the next life, once.
        recording.start()->drain();
        auto evaluations = recording.evaluations(telemetry::EvaluationOrigin::Validator);
        std::erase_if(evaluations,
                      [](const auto& evaluation) { return evaluation.check != "truncation"; });
        QCOMPARE(evaluations.size(), stored.size());
        const auto verified = recording.read()->verify();
        QVERIFY(verified && !verified->firstBroken);
    }

private:
    // Kills once enough is acknowledged, while more is on its way.
    static void sendUntilKilled(const Recorder& recorder, std::uint64_t& next,
                                std::set<std::uint64_t>& acknowledged)
    {
        std::mutex mutex; // guards next and acknowledged
        std::atomic<std::uint64_t> count = 0;
        std::atomic<bool> isDead = false;
        const auto work = [&] {
            net::HttpClient client;
            while (!isDead) {
                std::uint64_t first = 0;
                {
                    const std::scoped_lock lock(mutex);
                    first = std::exchange(next, next + kSpansInBody);
                }
                const net::Exchange exchange =
                    client.perform({.method = "POST",
                                    .url = recorder.url + "/v1/traces",
                                    .headers = {{"Content-Type", "application/x-protobuf"}},
                                    .body = manySpans(first, kSpansInBody),
                                    .timeout = std::chrono::seconds(30)});
                if (exchange.state != net::ExchangeState::Replied || exchange.status != 200)
                    continue;
                const std::scoped_lock lock(mutex);
                acknowledged.insert(first);
                ++count;
            }
        };
        std::vector<std::jthread> senders;
        for (int i = 0; i < 3; ++i)
            senders.emplace_back(work);
        while (count < kBodiesBeforeKill)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        killNow(recorder.process);
        isDead = true;
    }
};

int main(int argc, char** argv)
{
    if (argc == 3 && std::strcmp(argv[1], "--recorder") == 0)
        return runRecorder(argv[2]);
    QCoreApplication app(argc, argv);
    TestCommitBeforeAck test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_commitbeforeack.moc"
