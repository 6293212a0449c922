// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/probestep.h"

#include "app/commands/probesetfile.h"
#include "app/commands/servedwatch.h"
#include "models/canary/prober.h"
#include "models/net/secrets.h"
#include "models/net/secrettransit.h"
#include "models/sampling/estimate.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/utf8.h"

#include <QByteArray>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <random>
#include <set>
#include <utility>

namespace commands {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr int kMostSamples = 10'000;
constexpr int kUsualSamples = 100; // where the step says nothing
constexpr std::size_t kBytesOfToken = 4; // of English and code, about

std::string fieldOf(const runbook::Step& step, const char* name)
{
    const auto field = step.fields.find(name);
    return field == step.fields.end() ? std::string() : field->second;
}

// A number of the step's, or what it was before; false when it is none.
template<typename Number>
bool readNumber(const runbook::Step& step, const char* name, Number& number)
{
    const std::string text = fieldOf(step, name);
    if (text.empty())
        return true;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

Result<canary::ProofSettings> settingsOf(const runbook::Step& step)
{
    canary::ProofSettings settings;
    settings.most = kUsualSamples;
    if (!readNumber(step, "samples", settings.most) || settings.most < 1
        || settings.most > kMostSamples)
        return failure(ErrorKind::Usage, "samples: 1 to 10,000 can be asked.");
    for (const auto& [name, share] :
         {std::pair{"at_least", &settings.atLeast}, std::pair{"margin", &settings.margin}}) {
        if (!readNumber(step, name, *share) || !(*share > 0 && *share < 1))
            return failure(ErrorKind::Usage, std::string(name) + ": a share between 0 and 1.");
    }
    settings.mustBeBetter = fieldOf(step, "accept") == "better";
    if (settings.mustBeBetter && fieldOf(step, "current").empty())
        return failure(ErrorKind::Usage, "accept: better needs a current version.");
    settings.seed = std::random_device{}();
    return settings;
}

ProbeEstimate estimateOf(const ProbePlan& plan, const sampling::PriceList& prices)
{
    ProbeEstimate estimate;
    const int versions = plan.proof.current ? 2 : 1;
    estimate.mostRequests = versions * plan.settings.most;
    std::size_t bytes = 0;
    for (const canary::Probe& probe : plan.set.probes)
        bytes += probe.system.size() + probe.context.size() + probe.prompt.size();
    estimate.inputTokens = static_cast<std::int64_t>(
        bytes / kBytesOfToken / std::max<std::size_t>(1, plan.set.probes.size()) + 1);
    if (plan.set.maxCompletionTokens)
        estimate.outputCap = *plan.set.maxCompletionTokens;
    else if (plan.set.maxTokens)
        estimate.outputCap = *plan.set.maxTokens;
    double most = 0;
    std::set<std::string> models{plan.proof.candidate.model};
    if (plan.proof.current)
        models.insert(plan.proof.current->model);
    for (const std::string& model : models) {
        const sampling::Price* price = prices.of(model);
        if (price == nullptr) {
            estimate.unpriced += (estimate.unpriced.empty() ? "" : ", ") + model;
            continue;
        }
        most += plan.settings.most
            * (price->input * static_cast<double>(estimate.inputTokens)
               + price->output * static_cast<double>(estimate.outputCap.value_or(0)))
            / 1e6;
    }
    if (estimate.unpriced.empty() && estimate.outputCap)
        estimate.most = most;
    return estimate;
}

// Where probes go, without what may be said of a person in it.
std::string addressOf(const std::string& url)
{
    std::string address = canary::completionsUrl(url);
    address.erase(std::min(address.find_first_of("?#"), address.size())); // keys stand there
    const std::size_t host = address.find("://") + 3;
    const std::size_t at = address.rfind('@', address.find('/', host));
    return at == std::string::npos || at < host ? address : address.erase(host, at + 1 - host);
}

runbook::ProbeAnswer::Result resultOf(const canary::ProbeOutcome& outcome)
{
    using Answer = runbook::ProbeAnswer::Result;
    if (!outcome.reply.error.empty())
        return Answer::Unanswered;
    switch (outcome.score.result) {
    case canary::ProbeScore::Result::Passed:
        return Answer::Passed;
    case canary::ProbeScore::Result::Failed:
        return Answer::Failed;
    case canary::ProbeScore::Result::Unknown:
        return Answer::Unknown;
    }
    return Answer::Unknown;
}

// What was said, be it no word.
std::string saidIn(const canary::ProbeReply& reply)
{
    std::string said = reply.output.empty() ? reply.refusal : reply.output;
    for (const std::string& call : reply.toolCalls)
        said += (said.empty() ? "calls " : "; calls ") + call;
    return telemetry::sanitizedUtf8(said);
}

runbook::ProbeAnswer answerOf(const canary::Probe& probe, const std::string& model,
                              bool isCandidate, const canary::ProbeOutcome& outcome)
{
    return {.probe = probe.id,
            .question = probe.prompt,
            .expected = expectedText(probe.expect),
            .isCandidate = isCandidate,
            .model = model,
            .served = telemetry::sanitizedUtf8(outcome.reply.model),
            .answer = saidIn(outcome.reply),
            .result = resultOf(outcome),
            .reason = outcome.reply.error.empty() ? outcome.score.reason : outcome.reply.error,
            .asked = outcome.start,
            .took = outcome.end - outcome.start,
            .inputTokens = outcome.reply.inputTokens,
            .outputTokens = outcome.reply.outputTokens};
}

void take(runbook::VersionStanding& version, const canary::VersionTally& tally)
{
    version.asked = tally.asked;
    version.passed = tally.passed;
    version.failed = tally.failed;
    version.unknown = tally.unknown;
    version.unanswered = tally.unanswered;
    version.low = tally.share.low;
    version.high = tally.share.high;
}

runbook::Standing standingOf(const canary::Proof& proof)
{
    if (!proof.current)
        return runbook::Standing::Alone;
    switch (proof.comparison) {
    case canary::Comparison::Undecided:
        return runbook::Standing::Undecided;
    case canary::Comparison::NoWorse:
        return runbook::Standing::NoWorse;
    case canary::Comparison::Better:
        return runbook::Standing::Better;
    case canary::Comparison::Worse:
        return runbook::Standing::Worse;
    }
    return runbook::Standing::Undecided;
}

runbook::ProofOutcome outcomeOf(const canary::Proof& proof)
{
    switch (proof.verdict) {
    case canary::ProofVerdict::Proven:
        return runbook::ProofOutcome::Proven;
    case canary::ProofVerdict::Refuted:
        return runbook::ProofOutcome::Refuted;
    case canary::ProofVerdict::NoAnswer:
        return runbook::ProofOutcome::NoAnswer;
    case canary::ProofVerdict::NotEnough:
        return proof.wasStopped ? runbook::ProofOutcome::Stopped : runbook::ProofOutcome::NotEnough;
    }
    return runbook::ProofOutcome::NotEnough;
}

runbook::ProofRecord recordOf(const ProbePlan& plan, const canary::Proof& proof,
                              telemetry::Timestamp begun)
{
    runbook::ProofRecord record = plan.proof;
    record.begun = begun;
    take(record.candidate, proof.candidate);
    if (proof.current)
        take(*record.current, *proof.current);
    record.standing = standingOf(proof);
    return record;
}

} // namespace

std::string ProbeEndpoint::tokenOfCurrent() const
{
    if (!currentToken.empty())
        return currentToken;
    return currentUrl.empty() || net::originOf(currentUrl) == net::originOf(url) ? token
                                                                                 : std::string();
}

Result<ProbeEndpoint> ProbeEndpoint::fromEnvironment()
{
    ProbeEndpoint endpoint;
    std::string secret = "CANARY";
    endpoint.url = qgetenv("PLUMBLINE_PROBE_ENDPOINT").toStdString();
    if (endpoint.url.empty()) {
        secret = "REASK"; // a token goes where it belongs, and nowhere else
        endpoint.url = qgetenv("PLUMBLINE_REASK_ENDPOINT").toStdString();
    }
    if (endpoint.url.empty())
        return endpoint;
    auto token = net::resolveSecret({.name = secret, .namedFile = {}, .profileFile = {}});
    if (!token)
        return tl::make_unexpected(token.error());
    endpoint.token = std::move(*token);
    return endpoint;
}

std::string inWords(const ProbeEstimate& estimate)
{
    std::string words = "at most " + sampling::grouped(estimate.mostRequests)
        + " requests, \xE2\x89\x88 " + sampling::grouped(estimate.inputTokens) + " tokens in, "
        + (estimate.outputCap ? "at most " + sampling::grouped(*estimate.outputCap) + " out each"
                              : std::string("no limit on those out"));
    if (estimate.most)
        return words + " \xC2\xB7 at most \xE2\x89\x88 " + sampling::dollars(*estimate.most);
    return words + " \xC2\xB7 price unknown";
}

std::string expectedText(const canary::Expectation& expect)
{
    std::string words;
    const auto add = [&words](const std::string& part) {
        words += (words.empty() ? "" : "; ") + part;
    };
    if (expect.exact)
        add("exactly " + *expect.exact);
    for (const std::string& part : expect.contains)
        add("contains " + part);
    if (expect.regex)
        add("matches " + *expect.regex);
    if (expect.isGrounded)
        add("grounded in its context");
    if (expect.isWhole)
        add("whole");
    return words;
}

std::string noteOf(const runbook::ProofRecord& proof)
{
    return proof.candidate.model + ": " + runbook::inWords(proof.candidate)
        + (proof.current ? "; " + proof.current->model + ": " + runbook::inWords(*proof.current)
                         : std::string())
        + ". " + proof.reason;
}

Result<ProbePlan> planProbe(const runbook::Step& step, const std::string& folder,
                            const ProbeEndpoint& endpoint, const sampling::PriceList& prices)
{
    auto found = findProbeSet(fieldOf(step, "probe_set"), folder);
    if (!found)
        return tl::make_unexpected(found.error());
    auto settings = settingsOf(step);
    if (!settings)
        return tl::make_unexpected(settings.error());
    ProbePlan plan{.set = std::move(found->set),
                   .settings = *settings,
                   .proof = {},
                   .place = std::move(found->place),
                   .earlier = 0,
                   .estimate = {}};
    if (const std::string model = fieldOf(step, "model"); !model.empty())
        plan.set.model = model;
    runbook::ProofRecord& proof = plan.proof;
    proof.probeSet = plan.set.name;
    proof.digest = found->digest;
    proof.endpoint = endpoint.url.empty() ? std::string() : addressOf(endpoint.url);
    proof.candidate.model = plan.set.model;
    if (const std::string current = fieldOf(step, "current"); !current.empty()) {
        if (current == plan.set.model
            && (endpoint.currentUrl.empty() || endpoint.currentUrl == endpoint.url))
            return failure(ErrorKind::Usage,
                           "The candidate and the current version are the same, " + current
                               + ": there is nothing to be told apart.");
        proof.current.emplace();
        proof.current->model = current;
    }
    proof.atLeast = plan.settings.atLeast;
    proof.margin = plan.settings.margin;
    proof.mustBeBetter = plan.settings.mustBeBetter;
    proof.alpha = plan.settings.alpha;
    proof.most = plan.settings.most;
    proof.standing = proof.current ? runbook::Standing::Undecided : runbook::Standing::Alone;
    plan.estimate = estimateOf(plan, prices);
    return plan;
}

void tightenFor(ProbePlan& plan, int earlier)
{
    plan.earlier = earlier;
    plan.settings.alpha = std::max(plan.settings.alpha * std::pow(0.5, earlier), 1e-6);
    plan.proof.alpha = plan.settings.alpha;
}

runbook::ProofRecord carryOut(const ProbePlan& plan, const ProbeEndpoint& endpoint,
                              const ProbeWatch& watch, const std::atomic<bool>* cancel)
{
    canary::Prober candidate(endpoint.url, endpoint.token);
    canary::Prober current(endpoint.currentUrl.empty() ? endpoint.url : endpoint.currentUrl,
                           endpoint.tokenOfCurrent());
    ServedWatch served(plan.set.model,
                       plan.proof.current ? plan.proof.current->model : std::string(),
                       endpoint.currentUrl.empty() || endpoint.currentUrl == endpoint.url);
    canary::ProbeSet ofCurrent = plan.set;
    ofCurrent.model = plan.proof.current ? plan.proof.current->model : std::string();
    const auto isCancelled = [cancel] { return cancel != nullptr && *cancel; };
    const telemetry::Timestamp begun = telemetry::SystemClock().now();
    const canary::Proof proof = canary::prove(
        plan.set, plan.settings, plan.proof.current.has_value(),
        [&](const canary::Probe& probe, bool isCandidate) -> std::optional<canary::ProbeOutcome> {
            const canary::ProbeSet& set = isCandidate ? plan.set : ofCurrent;
            auto outcome = (isCandidate ? candidate : current).ask(set, probe, cancel);
            // What was cut off says nothing of the endpoint; what came all the same counts.
            if (isCancelled() && !outcome.reply.error.empty())
                return std::nullopt;
            if (outcome.reply.error.empty())
                outcome.reply.error = served.objection(isCandidate, outcome.reply.model);
            if (watch.answered)
                watch.answered(answerOf(probe, set.model, isCandidate, outcome));
            return outcome;
        },
        [&](const canary::Proof& soFar) {
            if (watch.moved)
                watch.moved(recordOf(plan, canary::withBounds(soFar, plan.settings.alpha), begun));
            return !isCancelled();
        });
    runbook::ProofRecord record = recordOf(plan, proof, begun);
    record.outcome = outcomeOf(proof);
    record.reason = proof.reason + served.answeredBy()
        + (plan.earlier == 0 ? std::string()
                             : " It was asked " + std::to_string(plan.earlier)
                   + (plan.earlier == 1 ? " time" : " times")
                   + " before, so more was needed to show it.");
    record.ended = telemetry::SystemClock().now();
    return record;
}

} // namespace commands
