// SPDX-License-Identifier: GPL-3.0-or-later

// The memory of a thread that calls out is at its end: that of a lever's firing, of a webhook, of a
// pull, of a probe. One act is refused or failed and told, or is done; nothing is told to be done
// that was not, what may have been done is not told to be refused, and the thread goes on.

#include "models/actuation/httplevergateway.h"
#include "models/actuation/profile.h"
#include "models/canary/prober.h"
#include "models/ingest/pipeline.h"
#include "models/notify/sender.h"
#include "models/pull/alertbook.h"
#include "models/pull/puller.h"
#include "models/pull/sourceprofile.h"
#include "models/room/roomjournal.h"
#include "tests/faults/classes.h"
#include "tests/faults/peerserver.h"
#include "tests/faults/recordingcheck.h"
#include "tests/faults/scarcity.h"
#include "tests/models/store/storefixture.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>

namespace faults {

namespace {

using namespace std::chrono_literals;

constexpr std::array<std::int64_t, 3> kAllocationsInARow{1, 3, 10};

Shortage shortageOf(const Trial& trial)
{
    Shortage shortage;
    const auto step = static_cast<std::int64_t>(trial.seed / kAllocationsInARow.size());
    shortage.from = step + step * step / 16;
    shortage.failures = kAllocationsInARow[trial.seed % kAllocationsInARow.size()];
    return shortage;
}

// A control plane with one breaker. On threads of its own, which memory is never short of.
class ControlPlane
{
public:
    std::string answer(const std::string& request)
    {
        const std::scoped_lock lock(m_mutex);
        if (request.starts_with("GET "))
            return okReply("{\"version\":" + std::to_string(m_version) + ",\"value\":\"" + m_value
                           + "\"}");
        ++m_writes;
        if (!request.starts_with("PUT /v?cas=" + std::to_string(m_version) + ' '))
            return "HTTP/1.1 409 Conflict\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        ++m_version;
        m_value = request.find("tripped", request.find("\r\n\r\n")) != std::string::npos ? "tripped"
                                                                                         : "reset";
        return okReply("{}");
    }
    int writes() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_writes;
    }
    std::string value() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_value;
    }

private:
    mutable std::mutex m_mutex; // guards the rest
    int m_version = 1;
    int m_writes = 0;
    std::string m_value = "reset";
};

constexpr const char* kBreakerProfile = R"(
id: scarce
base_url: http://127.0.0.1:1
environment: test
operations:
  v:
    token: atomic
    read: {method: GET, path: /v, valid: {json: [{pointer: /version, exists: true}]},
           value: {pointer: /value}, version: {pointer: /version}}
    write:
      method: PUT
      path: "/v?cas={{version}}"
      body: {value: "{{value}}"}
      reply:
        - {when: {status: 200}, outcome: accepted}
        - {when: {status: 409}, outcome: conflict}
levers:
  - id: breaker:bot
    title: Breaker of bot
    kind: breaker
    target: bot
    operations: v
    values: {tripped: tripped, reset: reset}
    safe_value: tripped
    significance: Tripped, no answer reaches anybody.
    undo_text: It is put back.
)";

void requireToldOfFiring(const telemetry::Result<runbook::FireResult>& fired,
                         const ControlPlane& plane)
{
    require(plane.writes() <= 1, "a write was sent twice");
    if (!fired) {
        require(plane.writes() == 0,
                "it wrote, and says that nothing was: " + fired.error().message);
        require(!fired.error().message.empty(), "nothing is said of it");
        return;
    }
    using runbook::FireOutcome;
    require(fired->wasSent == (plane.writes() == 1), "what it says was sent is not what was");
    require(fired->outcome != FireOutcome::Verified || plane.value() == "tripped",
            "it says that it is in effect, and it is not");
    require(fired->outcome != FireOutcome::Refused && fired->outcome != FireOutcome::Conflict,
            "it says that the control plane refused it, which did not: " + fired->message);
    require(!fired->message.empty() || fired->outcome == FireOutcome::Verified,
            "nothing is said of it");
}

} // namespace

void starveLever(const Trial& trial)
{
    ControlPlane plane;
    const PeerServer peer([&plane](const std::string& request) { return plane.answer(request); });
    auto profile = actuation::parseProfile(kBreakerProfile, "p.yaml");
    require(profile.has_value(), profile ? "" : profile.error().message);
    actuation::GatewaySettings settings;
    settings.baseUrl = peer.url();
    auto gateway = actuation::HttpLeverGateway::create(std::move(*profile), settings);
    require(gateway.has_value(), gateway ? "" : gateway.error().message);
    Shortage shortage = shortageOf(trial);
    shortage.thread = ::gettid();
    // Half of the trials of the plan, the others of the firing.
    const bool isOfPlan = trial.seed / kAllocationsInARow.size() % 2 == 0;
    if (isOfPlan)
        beginShortage(shortage);
    auto plan = (*gateway)->plan("breaker:bot", "tripped");
    std::int64_t failed = isOfPlan ? endShortage() : 0;
    require(plan || failed > 0, plan ? "" : plan.error().message);
    require(plan || !plan.error().message.empty(), "nothing is said of a plan that failed");
    if (!plan)
        plan = (*gateway)->plan("breaker:bot", "tripped");
    require(plan.has_value(), plan ? "" : "it does not go on: " + plan.error().message);
    if (!isOfPlan)
        beginShortage(shortage);
    const auto fired = (*gateway)->fireWatched(*plan, nullptr, {});
    failed += isOfPlan ? 0 : endShortage();
    requireToldOfFiring(fired, plane);
    require(failed > 0 || (fired && fired->outcome == runbook::FireOutcome::Verified),
            fired ? fired->message : fired.error().message);
    const auto now = (*gateway)->read("breaker:bot");
    require(now && now->value == plane.value(), "it cannot be read when there is memory");
    if (failed == 0)
        notReached();
}

namespace {

constexpr int kToldEvents = 3;

std::string headerOf(const std::string& request, const std::string& name)
{
    const std::size_t at = request.find("\r\n" + name + ": ");
    if (at == std::string::npos)
        return {};
    const std::size_t from = at + name.size() + 4;
    return request.substr(from, request.find("\r\n", from) - from);
}

struct Hook
{
    std::mutex mutex; // guards the rest
    std::map<std::string, int> got; // by key
    std::map<std::string, std::vector<notify::Delivery::State>> told;
};

// By the way the thread came into being; it is the one more.
template<class Start>
pid_t threadOf(const Start& start)
{
    const std::vector<pid_t> before = threadsHere();
    start();
    std::vector<pid_t> news;
    std::ranges::set_difference(threadsHere(), before, std::back_inserter(news));
    require(news.size() == 1, "it has not one thread but " + std::to_string(news.size()));
    return news.front();
}

void tellWebhook(const Trial& trial)
{
    spare();
    Hook hook;
    const PeerServer peer([&hook](const std::string& request) {
        const std::scoped_lock lock(hook.mutex);
        ++hook.got[headerOf(request, "Idempotency-Key")];
        return okReply("{}");
    });
    notify::Target target;
    target.name = "ops";
    notify::SenderTiming timing;
    timing.firstPause = 20ms;
    timing.longestPause = 100ms;
    std::optional<notify::Sender> sender;
    Shortage shortage = shortageOf(trial);
    shortage.thread = threadOf([&] {
        sender.emplace(
            std::vector<notify::Sender::Address>{{.target = target, .url = peer.url()}},
            [&hook](const notify::Delivery& news) {
                const std::scoped_lock lock(hook.mutex);
                hook.told[news.event.key].push_back(news.state);
            },
            timing);
    });
    beginShortage(shortage);
    for (int number = 1; number <= kToldEvents; ++number) {
        notify::Event event;
        event.key = "recording-" + std::to_string(number);
        event.subject = "A-0001, which has a name that takes memory";
        sender->submit(event);
    }
    require(sender->drain(30s), "it does not go on when there is memory");
    const std::int64_t failed = endShortage();
    sender.reset();
    const std::scoped_lock lock(hook.mutex);
    for (int number = 1; number <= kToldEvents; ++number) {
        const std::string key = "recording-" + std::to_string(number);
        require(hook.got[key] >= 1, "a webhook was not told of " + key);
        const auto& told = hook.told[key];
        require(!told.empty() && told.back() == notify::Delivery::State::Sent,
                "it is not said that " + key + " was sent");
        require(std::ranges::count(told, notify::Delivery::State::Sent) == 1,
                "it is said twice that " + key + " was sent");
    }
    require(hook.got.size() == kToldEvents, "something was sent without its key");
    if (failed == 0)
        notReached();
}

} // namespace

void starveWebhook(const Trial& trial)
{
    tellWebhook(trial);
}

void starveWebhookUncaught(const Trial& trial)
{
    throwWhatNobodyCatches();
    tellWebhook(trial);
}

namespace {

constexpr int kPulledSpans = 4;

constexpr const char* kPulledSource = R"(id: warehouse
base_url: http://127.0.0.1:1
feeds:
  - id: spans
    shape: json-rows
    request: {method: POST, path: /, body: "SELECT {{from|s}}, {{to|s}}"}
    format: lines
    record: span
    fields: {trace_id: /TraceId, span_id: /SpanId, name: /SpanName, start: {from: /TimestampNs, format: ns}, duration: {from: /Duration, format: ns}}
    resource: {service.name: /ServiceName}
)";

std::string pulledRows()
{
    std::string rows;
    for (int number = 1; number <= kPulledSpans; ++number)
        rows += R"({"TraceId":"0000000000000000000000000000000)" + std::to_string(number)
            + R"(","SpanId":"000000000000000)" + std::to_string(number)
            + R"(","SpanName":"chat","ServiceName":"shop","TimestampNs":)"
            + std::to_string(telemetry::toUnixNanos(storetest::at(number)))
            + R"(,"Duration":1000000})" + '\n';
    return rows;
}

} // namespace

void starvePull(const Trial& trial)
{
    spare();
    const PeerServer peer([](const std::string& /*request*/) { return okReply(pulledRows()); });
    auto profile = pull::parseSource(kPulledSource, "s.yaml");
    require(profile.has_value(), profile ? "" : profile.error().message);
    profile->baseUrl = peer.url();
    const std::string path = trial.path("pulled.plumb");
    ingest::PipelineSettings settings;
    settings.isStepped = true;
    auto pipeline = ingest::Pipeline::start(path, settings);
    require(pipeline.has_value(), pipeline ? "" : pipeline.error().message);
    std::vector<pull::FeedReport> reports;
    std::int64_t failed = 0;
    {
        pull::AlertBook alerts(**pipeline);
        pull::PullerSettings pulling;
        pulling.sources.push_back({.profile = std::move(*profile), .tokenFile = {}});
        pulling.range = {.start = storetest::at(0), .end = storetest::at(10)};
        std::unique_ptr<pull::Puller> puller;
        // From its first allocation on, which comes before its thread could be known.
        Shortage shortage = shortageOf(trial);
        shortage.newerThan = threadsHere().back();
        beginShortage(shortage);
        auto started = pull::Puller::start(std::move(pulling), **pipeline, alerts);
        require(started.has_value(), started ? "" : started.error().message);
        puller = std::move(*started);
        const auto until = std::chrono::steady_clock::now() + 60s;
        while (!puller->isDone() && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(5ms);
        require(puller->isDone(), "a pull does not end");
        failed = endShortage();
        reports = puller->reports();
    }
    (*pipeline)->drain();
    require((*pipeline)->finish().has_value(), "the recording cannot be ended");
    pipeline->reset();
    require(reports.size() == 1, "there is not one report");
    const auto rows = numberIn(path, "SELECT count(*) FROM spans");
    require(rows <= kPulledSpans, "what came twice counts twice");
    require(!reports.front().problem.empty() || rows == kPulledSpans,
            "all is said to be well, and " + std::to_string(rows) + " of "
                + std::to_string(kPulledSpans) + " spans are there");
    require(reports.front().accepted
                <= static_cast<std::uint64_t>(rows) + reports.front().duplicates,
            "more is said to be taken than is there");
    require(failed > 0 || reports.front().problem.empty(), reports.front().problem);
    checkRecording(path);
    if (failed == 0)
        notReached();
}

void starveJournal(const Trial& trial)
{
    constexpr std::uint64_t kSaid = 5;
    constexpr int kMostTries = 40;
    spare();
    int none = 0;
    const QCoreApplication application(none, nullptr);
    const std::string path = trial.path("journal.db");
    const auto thread = std::make_shared<room::JournalThread>();
    telemetry::Result<std::unique_ptr<room::RoomJournal>> journal;
    Shortage shortage = shortageOf(trial);
    shortage.thread = threadOf([&] { journal = journalOf(path, thread); });
    require(journal.has_value(), journal ? "" : journal.error().message);
    beginShortage(shortage);
    for (std::uint64_t number = 1; number <= kSaid; ++number) {
        int tries = 0;
        while ((*journal)->last() < static_cast<std::int64_t>(number)) {
            require(++tries < kMostTries, "it does not go on when there is memory");
            const auto problem = sayNumber(**journal, number);
            require(!problem || problem->message.find(path) != std::string::npos,
                    problem ? "an error that names no file: " + problem->message : "");
        }
    }
    const std::int64_t failed = endShortage();
    journal->reset();
    checkJournal(path, kSaid);
    if (failed == 0)
        notReached();
}

void starveProbe(const Trial& trial)
{
    static constexpr const char* answer = "The bridge is free of charge, as far as is known.";
    const PeerServer peer([](const std::string& /*request*/) {
        return okReply(std::string(R"({"model":"m","choices":[{"finish_reason":"stop","message":)")
                       + R"({"role":"assistant","content":")" + answer + "\"}}]}");
    });
    canary::ProbeSet set;
    set.model = "a-model-whose-name-takes-memory";
    set.service = "shop";
    canary::Probe probe;
    probe.id = "bridge";
    probe.prompt = "What does the city's oldest bridge cost?";
    canary::Prober prober(peer.url(), "a-token-of-some-length");
    Shortage shortage = shortageOf(trial);
    shortage.thread = ::gettid();
    beginShortage(shortage);
    const canary::ProbeOutcome outcome = prober.ask(set, probe, nullptr);
    const std::int64_t failed = endShortage();
    require(outcome.probe == &probe && outcome.end >= outcome.start, "it is of no probe");
    if (outcome.reply.error.empty())
        require(outcome.reply.output == answer, "half an answer: " + outcome.reply.output);
    else
        require(failed > 0, outcome.reply.error);
    const canary::ProbeOutcome again = prober.ask(set, probe, nullptr);
    require(again.reply.error.empty() && again.reply.output == answer,
            "it does not go on when there is memory: " + again.reply.error);
    if (failed == 0)
        notReached();
}

} // namespace faults
