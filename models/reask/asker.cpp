// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/reask/asker.h"

#include "models/canary/prober.h"
#include "models/net/multiclient.h"
#include "models/net/secrets.h"
#include "models/net/secrettransit.h"
#include "models/reask/chatrequest.h"
#include "models/reask/completion.h"
#include "models/telemetry/unlessscarce.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <list>
#include <memory>
#include <random>
#include <tuple>
#include <utility>

namespace reask {

namespace {

using sampling::Sample;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;
using Steady = std::chrono::steady_clock;

constexpr std::size_t kLongestKeptError = 300; // bytes
constexpr std::size_t kLargestReply = std::size_t{4} * 1024 * 1024;
constexpr std::size_t kMostAtOnce = 16;
constexpr double kHighestTemperature = 2;
constexpr auto kPoll = std::chrono::milliseconds(50);
constexpr auto kTellEvery = std::chrono::milliseconds(100);

telemetry::Timestamp now()
{
    return std::chrono::time_point_cast<telemetry::Duration>(std::chrono::system_clock::now());
}

std::uint64_t randomNumber()
{
    static thread_local std::mt19937_64 generator{(std::uint64_t{std::random_device{}()} << 32U)
                                                  ^ std::random_device{}()};
    return generator() | 1U;
}

telemetry::TraceId newTrace()
{
    telemetry::TraceId trace;
    for (std::size_t half = 0; half < 2; ++half) {
        const std::uint64_t number = randomNumber();
        std::memcpy(trace.bytes.data() + half * sizeof number, &number, sizeof number);
    }
    return trace;
}

Result<void> check(const Question& question)
{
    if (hostOf(question.endpoint).empty())
        return failure(ErrorKind::Usage, "The endpoint is no http:// or https:// address.");
    if (question.targets.empty() || question.targets.size() > sampling::kMostTargets)
        return failure(ErrorKind::Usage, "One to three models can be asked.");
    if (std::ranges::any_of(question.targets,
                            [](const sampling::Target& target) { return target.model.empty(); }))
        return failure(ErrorKind::Usage, "A model to ask needs a name.");
    if (question.samplesEach < 1 || question.samplesEach > sampling::kMostSamples)
        return failure(ErrorKind::Usage, "One to 50 answers can be asked of a model.");
    if (question.temperature
        && !(*question.temperature >= 0 && *question.temperature <= kHighestTemperature))
        return failure(ErrorKind::Usage, "A temperature is from 0 to 2.");
    return {};
}

std::string joined(const std::vector<std::string>& sentences)
{
    std::string text;
    for (const std::string& sentence : sentences)
        text += (text.empty() ? "" : " ") + sentence;
    return text;
}

// One request that is under way.
struct Underway
{
    std::size_t target = 0;
    std::size_t number = 0;
    telemetry::Timestamp start;
    CompletionReader reader;
    std::size_t told = 0; // bytes of the text
    bool isDone = false;
};

// The requests of one question. One thread.
class Round
{
public:
    Round(const Question& question, std::vector<std::string> bodies, const Progress& progress,
          std::vector<Sample>& samples)
        : m_question(question)
        , m_bodies(std::move(bodies))
        , m_progress(progress)
        , m_samples(samples)
        , m_url(canary::completionsUrl(question.endpoint))
    {
        if (!question.token.empty()) {
            m_masker.add(question.token);
            m_obstacle = net::secretObstacle(m_url);
        }
        // All models in turn, so that what came before a cancel tells something of each.
        for (std::size_t number = 0; number < question.samplesEach; ++number)
            for (std::size_t target = 0; target < question.targets.size(); ++target)
                m_waiting.emplace_back(target, number);
    }

    // False: it was cancelled.
    bool run(const std::atomic<bool>* cancel)
    {
        const std::size_t most = std::clamp<std::size_t>(m_question.atOnce, 1, kMostAtOnce);
        auto nextTold = Steady::now();
        while (!m_waiting.empty() || !m_underway.empty()) {
            if (cancel != nullptr && cancel->load())
                return false;
            while (!m_waiting.empty() && m_underway.size() < most)
                start();
            m_client.run(kPoll);
            m_underway.remove_if([](const auto& one) { return one->isDone; });
            if (const auto time = Steady::now(); time >= nextTold) {
                tellTexts();
                nextTold = time + kTellEvery;
            }
        }
        return true;
    }

private:
    void start();
    void end(Underway& one, const net::Exchange& exchange);
    void tellTexts();
    // Without the token, nor the beginning of one that has not come as a whole.
    std::string shown(const std::string& text) const;

    const Question& m_question;
    std::vector<std::string> m_bodies; // one a target
    const Progress& m_progress;
    std::vector<Sample>& m_samples;
    std::string m_url;
    std::string m_obstacle; // to sending the token there; empty: none
    net::Masker m_masker;
    std::deque<std::pair<std::size_t, std::size_t>> m_waiting; // target, number
    std::list<std::unique_ptr<Underway>> m_underway;
    net::MultiClient m_client; // last: it goes first, and calls nobody any more
};

void Round::start()
{
    const auto [target, number] = m_waiting.front();
    m_waiting.pop_front();
    m_underway.push_back(std::make_unique<Underway>());
    Underway* const one = m_underway.back().get();
    one->target = target;
    one->number = number;
    one->start = now();
    net::ClientRequest request;
    request.method = "POST";
    request.url = m_url;
    request.headers = {{"Content-Type", "application/json"}};
    if (m_question.isStreaming)
        request.headers.emplace_back("Accept", "text/event-stream, application/json");
    if (!m_question.token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + m_question.token);
    request.body = m_bodies[target];
    request.connectTimeout =
        std::min<std::chrono::milliseconds>(std::chrono::milliseconds(10'000), m_question.timeout);
    request.timeout = m_question.timeout;
    request.maxResponseBytes = kLargestReply;
    request.onBody = [one](std::string_view piece) { one->reader.feed(piece); };
    if (!m_obstacle.empty()) {
        net::Exchange refused;
        refused.error = m_obstacle + ". Use https.";
        end(*one, refused);
        return;
    }
    m_client.start(std::move(request),
                   [this, one](const net::Exchange& exchange) { end(*one, exchange); });
}

void Round::end(Underway& one, const net::Exchange& exchange)
{
    Sample sample = one.reader.finish(exchange);
    sample.target = one.target;
    sample.number = one.number;
    sample.start = one.start;
    sample.end = now();
    sample.span = static_cast<telemetry::SpanId>(randomNumber());
    // An endpoint may say the token back.
    for (std::string* text : {&sample.text, &sample.reasoning, &sample.refusal, &sample.model,
                              &sample.finishReason, &sample.error})
        *text = m_masker.masked(std::move(*text));
    // Not before: half a secret would not be found.
    sample.error = telemetry::sanitizedUtf8(sample.error.substr(0, kLongestKeptError));
    for (auto& [name, arguments] : sample.toolCalls) {
        name = m_masker.masked(std::move(name));
        arguments = m_masker.masked(std::move(arguments));
    }
    one.isDone = true;
    m_samples.push_back(std::move(sample));
    if (m_progress.onSample)
        m_progress.onSample(m_samples.back());
}

std::string Round::shown(const std::string& text) const
{
    const std::string& token = m_question.token;
    std::size_t kept = std::min(token.size(), text.size());
    while (kept > 0 && !text.ends_with(token.substr(0, kept)))
        --kept;
    return m_masker.masked(kept == token.size() ? text : text.substr(0, text.size() - kept));
}

void Round::tellTexts()
{
    if (!m_progress.onText)
        return;
    for (const auto& one : m_underway) {
        const std::string& text = one->reader.text();
        if (text.size() == one->told)
            continue;
        one->told = text.size();
        m_progress.onText(one->target, one->number, shown(text));
    }
}

} // namespace

std::string hostOf(const std::string& endpoint)
{
    const std::size_t scheme = endpoint.find("://");
    if (!endpoint.starts_with("http://") && !endpoint.starts_with("https://"))
        return {};
    std::string host = endpoint.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    if (const std::size_t user = host.rfind('@'); user != std::string::npos)
        host.erase(0, user + 1);
    return host.empty() ? std::string() : endpoint.substr(0, scheme + 3) + host;
}

namespace {

Result<sampling::Reask> askedAgain(const Question& question, const std::atomic<bool>* cancel,
                                   const Progress& progress)
{
    if (const auto checked = check(question); !checked)
        return tl::make_unexpected(checked.error());
    const std::string difference = joined(differencesOf(question.suspect));
    if (!difference.empty() && !question.isDifferentAllowed)
        return failure(ErrorKind::Refused, "It would not be the same question: " + difference);
    std::vector<std::string> bodies;
    for (const sampling::Target& target : question.targets) {
        auto body = chatRequest(question.suspect,
                                {.model = target.model,
                                 .temperature = question.temperature,
                                 .maxTokens = question.maxTokens,
                                 .isStreaming = question.isStreaming});
        if (!body)
            return tl::make_unexpected(body.error());
        bodies.push_back(std::move(*body));
    }
    sampling::Reask again;
    again.trace = newTrace();
    again.suspect = {.trace = question.suspect.trace, .span = question.suspect.span};
    again.service = question.suspect.service;
    again.time = now();
    again.actor = question.actor;
    again.endpoint = hostOf(question.endpoint);
    again.targets = question.targets;
    again.samplesEach = question.samplesEach;
    again.temperature = question.temperature;
    again.maxTokens = question.maxTokens;
    again.estimate = question.estimate;
    again.difference = difference;
    Round round(question, std::move(bodies), progress, again.samples);
    again.isCancelled = !round.run(cancel);
    std::ranges::sort(again.samples, {}, [](const Sample& sample) {
        return std::tuple(sample.target, sample.number);
    });
    return again;
}

} // namespace

Result<sampling::Reask> ask(const Question& question, const std::atomic<bool>* cancel,
                            const Progress& progress)
{
    return telemetry::unlessScarce(
        ErrorKind::Refused,
        "There was not memory enough to ask again. What was sent already may have been answered.",
        [&] { return askedAgain(question, cancel, progress); });
}

} // namespace reask
