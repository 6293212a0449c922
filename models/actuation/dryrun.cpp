// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/dryrun.h"

#include "models/actuation/shownreply.h"
#include "models/telemetry/text.h"

#include <algorithm>
#include <set>
#include <utility>

namespace actuation {

using runbook::DryRun;
using runbook::DryRunAnswer;
using runbook::LeverPlan;

namespace {

using Clock = std::chrono::steady_clock;

// The parameter that is to make a trial of it, where it is empty: "?dryRun=" may be no trial.
std::string emptyIn(const WriteStep& step, const Variables& variables)
{
    const std::set<std::string> written = usedVariables(step.request);
    for (const std::string& name : usedVariables(step.dryRun->request)) {
        const auto value = variables.find(name);
        if (!written.contains(name) && (value == variables.end() || value->second.empty()))
            return name;
    }
    return {};
}

// Whether nothing that is sent tells the two apart.
bool isSame(const net::ClientRequest& trial, const net::ClientRequest& write)
{
    const auto urlOf = [](const net::ClientRequest& request) {
        return request.url.substr(0, request.url.find_last_not_of("?&") + 1);
    };
    const auto headersOf = [](const net::ClientRequest& request) {
        std::set<std::pair<std::string, std::string>> headers;
        for (const auto& [name, value] : request.headers) {
            if (!value.empty())
                headers.emplace(telemetry::asciiLowered(name), value);
        }
        return headers;
    };
    return urlOf(trial) == urlOf(write) && headersOf(trial) == headersOf(write);
}

DryRun tried(const LeverAccess& access, const LeverPlan& plan, const WriteStep& step,
             Clock::time_point end)
{
    DryRun result;
    const DryRunRequest& asked = *step.dryRun;
    Transport& transport = access.transport();
    const Variables variables = access.writeVariables(plan);
    const std::string kNotAsked = "It could not be asked: ";
    if (const std::string name = emptyIn(step, variables); !name.empty()) {
        result.detail = kNotAsked + "\"" + name + "\" is empty, and makes a trial of it.";
        return result;
    }
    auto request = transport.compose(asked.request, variables);
    const auto write = transport.compose(step.request, variables);
    if (!request || !write) {
        result.detail = kNotAsked + (request ? write.error() : request.error()).message;
        return result;
    }
    if (isSame(*request, *write)) {
        result.detail = kNotAsked + "with these parameters it would be the write itself.";
        return result;
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    if (left.count() <= 0) {
        result.detail = kNotAsked + "no time was left for it.";
        return result;
    }
    request->timeout = std::min(request->timeout, left);
    request->connectTimeout = std::min(request->connectTimeout, left);
    request->isRepeatable = true; // it changes nothing
    net::Exchange exchange = transport.perform(*request, nullptr);
    if (exchange.state != net::ExchangeState::Replied) {
        result.detail = "No answer: " + transport.excerpt(exchange.error, kShownReply);
        return result;
    }
    result.detail = "HTTP " + std::to_string(exchange.status);
    Replies replies;
    replies.add({}, std::move(exchange));
    const WriteVerdict verdict = replies.verdict(asked.rules, variables);
    if (verdict == WriteVerdict::Accepted) {
        result.answer = DryRunAnswer::WouldAccept;
        return result;
    }
    if (verdict != WriteVerdict::Unknown)
        result.answer = DryRunAnswer::WouldRefuse;
    result.detail += " " + transport.excerpt(replies.find({})->exchange().body, kShownReply);
    return result;
}

} // namespace

std::vector<DryRun> DryRuns::of(const LeverAccess& access, const LeverPlan& plan)
{
    const auto& steps = access.writeOperation(plan).steps;
    const bool isKnown =
        std::ranges::any_of(steps, [](const WriteStep& step) { return step.dryRun.has_value(); });
    const bool isSafe = !plan.lever.safeValue.empty() && plan.to == plan.lever.safeValue;
    if (!isKnown || isSafe)
        return {};
    std::string write;
    for (const runbook::RequestPreview& request : plan.requests)
        write += request.canonical + '\n';
    const auto now = Clock::now();
    const std::string place = plan.lever.id + '\n' + plan.endpoint;
    {
        const std::lock_guard lock(m_mutex);
        const auto kept = m_kept.find(place);
        if (kept != m_kept.end() && kept->second.write == write && now < kept->second.when + kKept)
            return kept->second.answers;
    }
    std::vector<DryRun> answers;
    std::set<std::string> later; // what only a reply will tell
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const bool canBeAsked = steps[i].dryRun
            && std::ranges::none_of(usedVariables(steps[i].dryRun->request),
                                    [&](const std::string& name) { return later.contains(name); });
        if (canBeAsked) {
            answers.push_back(tried(access, plan, steps[i], now + kLongest));
            if (steps.size() > 1)
                answers.back().title = "step " + std::to_string(i + 1);
        }
        for (const Taken& one : steps[i].taken)
            later.insert(one.name);
    }
    const std::lock_guard lock(m_mutex);
    m_kept[place] = {.write = std::move(write), .when = now, .answers = answers};
    return answers;
}

} // namespace actuation
