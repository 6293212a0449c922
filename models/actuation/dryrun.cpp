// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/dryrun.h"

#include <algorithm>
#include <set>
#include <utility>

namespace actuation {

using runbook::DryRun;
using runbook::DryRunAnswer;
using runbook::LeverPlan;

namespace {

constexpr std::size_t kShownReply = 300; // bytes

DryRun tried(const LeverAccess& access, const LeverPlan& plan, const DryRunRequest& asked)
{
    DryRun result;
    Transport& transport = access.transport();
    const Variables variables = access.writeVariables(plan);
    auto request = transport.compose(asked.request, variables);
    if (!request) {
        result.detail = "It could not be asked: " + request.error().message;
        return result;
    }
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
    if (!isKnown)
        return {};
    std::string write;
    for (const runbook::RequestPreview& request : plan.requests)
        write += request.canonical + '\n';
    const auto now = std::chrono::steady_clock::now();
    Kept& kept = m_kept[plan.lever.id + '\n' + plan.endpoint];
    if (kept.write == write && now < kept.when + kKept)
        return kept.answers;
    kept = {.write = std::move(write), .when = now, .answers = {}};
    std::set<std::string> later; // what only a reply will tell
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const bool canBeAsked = steps[i].dryRun
            && std::ranges::none_of(usedVariables(steps[i].dryRun->request),
                                    [&](const std::string& name) { return later.contains(name); });
        if (canBeAsked) {
            kept.answers.push_back(tried(access, plan, *steps[i].dryRun));
            if (steps.size() > 1)
                kept.answers.back().title = "step " + std::to_string(i + 1);
        }
        for (const Taken& one : steps[i].taken)
            later.insert(one.name);
    }
    return kept.answers;
}

} // namespace actuation
