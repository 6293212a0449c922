// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the gateway that fires, and that asks what serves.

#include "models/actuation/firing.h"
#include "models/actuation/httplevergateway.h"
#include "models/actuation/replicas.h"
#include "models/actuation/servinglook.h"
#include "models/telemetry/scarcememory.h"
#include "models/telemetry/unlessscarce.h"

#include <algorithm>
#include <future>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace actuation {

using runbook::LeverPlan;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr const char* kTooLittleToFire = "There was not memory enough. Nothing was sent.";

Result<runbook::FireResult> tooLittleToFire()
{
    return failure(ErrorKind::Refused, kTooLittleToFire);
}

} // namespace

Result<runbook::FireResult> HttpLeverGateway::fire(const LeverPlan& plan,
                                                   const std::atomic<bool>* cancel)
{
    return fireWatched(plan, cancel, {});
}

Result<runbook::FireResult> HttpLeverGateway::fireWatched(const LeverPlan& plan,
                                                          const std::atomic<bool>* cancel,
                                                          const runbook::SentHandler& whenSent)
{
    std::once_flag isTold; // by the first of several machines
    const runbook::SentHandler tellOnce = [&](const runbook::Rung& sent) {
        std::call_once(isTold, [&] {
            if (whenSent)
                whenSent(sent);
        });
    };
    const auto carriedOut = [&](const LeverAccess& access, const LeverPlan& own) {
        std::optional<Firing> firing;
        try {
            firing.emplace(access, own, cancel);
            firing->tellWhenSent(tellOnce);
            return firing->run();
        } catch (const std::bad_alloc&) {
            return telemetry::withPatience(
                [&] { return firing ? firing->brokenOff() : tooLittleToFire(); });
        }
    };
    const std::lock_guard lock(m_firing.mutex);
    std::vector<std::future<Result<runbook::FireResult>>> firings;
    std::vector<ReplicaResult> results;
    // Before anything is sent: what is sent then has a place for what becomes of it.
    const auto accesses = telemetry::unlessScarce(ErrorKind::Refused, kTooLittleToFire, [&] {
        firings.reserve(plan.replicas.size());
        results.reserve(plan.replicas.size());
        return accessesTo(m_firing, plan.lever.id);
    });
    if (!accesses)
        return tl::make_unexpected(accesses.error());
    if (plan.replicas.empty())
        return carriedOut(accesses->front(), plan);
    const auto begin = [&](const LeverPlan& own) {
        const auto access = std::ranges::find_if(*accesses, [&](const LeverAccess& one) {
            return machineOf(one.transport().baseUrl()) == machineOf(own.endpoint);
        });
        return std::async(std::launch::async, [&, access]() -> Result<runbook::FireResult> {
            if (access == accesses->end())
                return failure(ErrorKind::Usage, "It is no replica of the profile any more.");
            if (!own.before.problem.empty())
                return failure(ErrorKind::Unreachable,
                               "Nothing was sent: it was left out when the plan was made. "
                                   + own.before.problem);
            return carriedOut(*access, own);
        });
    };
    for (const LeverPlan& own : plan.replicas) {
        try {
            firings.push_back(begin(own));
        } catch (const std::bad_alloc&) {
            firings.emplace_back(); // those that were begun go on
        } catch (const std::system_error&) { // there is no thread for it
            firings.emplace_back();
        }
    }
    for (std::size_t i = 0; i < firings.size(); ++i) {
        telemetry::withPatience([&] {
            ReplicaResult one{.endpoint = plan.replicas[i].endpoint, .result = tooLittleToFire()};
            if (firings[i].valid())
                one.result = firings[i].get();
            results.push_back(std::move(one));
        });
    }
    return telemetry::withPatience([&] { return combined(plan, results); });
}

Result<std::vector<runbook::ServingSight>>
HttpLeverGateway::serving(const LeverPlan& plan, const std::atomic<bool>* cancel)
{
    return telemetry::unlessScarce(
        ErrorKind::Unreadable, "There was not memory enough to look at what serves.",
        [&]() -> Result<std::vector<runbook::ServingSight>> {
            const std::lock_guard lock(m_looking.mutex);
            const auto accesses = accessesTo(m_looking, plan.lever.id);
            if (!accesses)
                return tl::make_unexpected(accesses.error());
            const bool isOnAll =
                m_profile.operations.at(accesses->front().lever().operations).isOnEveryReplica;
            const auto lookAt = [&](const LeverAccess& access) {
                const std::string machine = machineOf(access.transport().baseUrl());
                const auto own = std::ranges::find_if(plan.replicas, [&](const LeverPlan& each) {
                    return machineOf(each.endpoint) == machine;
                });
                auto sights =
                    ServingLook(access, own != plan.replicas.end() ? *own : plan, cancel).once();
                for (runbook::ServingSight& sight : sights) {
                    if (isOnAll)
                        sight.title += " (" + access.transport().baseUrl() + ")";
                }
                return sights;
            };
            if (!isOnAll)
                return lookAt(accesses->front());
            std::vector<std::future<std::vector<runbook::ServingSight>>> looks;
            looks.reserve(accesses->size());
            for (const LeverAccess& access : *accesses)
                looks.push_back(
                    std::async(std::launch::async, [&lookAt, &access] { return lookAt(access); }));
            std::vector<runbook::ServingSight> all;
            for (auto& look : looks) {
                const auto sights = look.get();
                all.insert(all.end(), sights.begin(), sights.end());
            }
            return all;
        });
}

} // namespace actuation
