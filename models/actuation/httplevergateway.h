// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/dryrun.h"
#include "models/actuation/leveraccess.h"
#include "models/actuation/profile.h"
#include "models/actuation/transport.h"
#include "models/net/connectioncheck.h"
#include "models/runbook/lever.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace actuation {

struct GatewaySettings
{
    std::string baseUrl{}; // instead of the profile's
    Variables parameters{}; // instead of the profile's; unknown names are a Usage error
    std::string tokenFile{}; // instead of the profile's
    std::string actor{}; // who acts, for control planes that keep it
    // An undo writes what the control plane held, whatever the profile calls that today.
    bool isUndoAsRecorded = false;
};

// Moves the levers of any control plane that a profile describes. Calls may come from any thread.
// Reads and plans run one after the other, and so do firings, but a firing never waits for a read:
// each has connections of its own. Where a lever stands on several machines they are gone through
// side by side.
class HttpLeverGateway final : public runbook::LeverGateway
{
public:
    static telemetry::Result<std::unique_ptr<HttpLeverGateway>>
    create(Profile profile, const GatewaySettings& settings);

    std::vector<runbook::LeverDescription> levers() const override;
    telemetry::Result<runbook::LeverState> read(const std::string& lever) override;
    // Usage error when `to` is not one of the lever's values, or no decent text.
    telemetry::Result<runbook::LeverPlan> plan(const std::string& lever,
                                               const std::string& to) override;
    telemetry::Result<runbook::FireResult> fire(const runbook::LeverPlan& plan,
                                                const std::atomic<bool>* cancel) override;
    telemetry::Result<runbook::FireResult>
    fireWatched(const runbook::LeverPlan& plan, const std::atomic<bool>* cancel,
                const runbook::SentHandler& whenSent) override;
    // By the checks of the profile; each is looked at for one row, whatever time it allows.
    telemetry::Result<std::vector<runbook::ServingSight>>
    serving(const runbook::LeverPlan& plan, const std::atomic<bool>* cancel) override;
    // Puts the recorded raw value back. Refused when nothing was there before and the profile
    // cannot remove an entry; when the profile calls the value otherwise than when it was recorded
    // (unless the settings say so); and when nothing is recorded of any machine that the lever
    // stands on now. One of which nothing is recorded is left alone and named: what stood on
    // another is never written there.
    telemetry::Result<runbook::LeverPlan> planUndo(const std::string& lever,
                                                   const runbook::LeverState& prior) override;

    // Reads one lever (the first, where it is empty) wherever it stands, in the profile's own time
    // limits, and says what is wrong where it cannot be read; never writes. No secret is in the
    // words. Broken off as soon as `cancel` is true; it waits for no other read.
    net::ConnectionVerdict test(const std::string& lever = {},
                                const std::atomic<bool>* cancel = nullptr);

    // Nobody waits for what is being read any more: that fails at once, and so does every reading
    // and planning from now on. What is being fired goes on.
    void breakOffReads() { m_isReadingOver = true; }

    const Profile& profile() const { return m_profile; }

private:
    // One transport for each machine, made when it is first needed.
    struct Lane
    {
        std::mutex mutex; // guards all of it
        std::map<std::string, std::unique_ptr<Transport>> transports; // by base URL
    };

    explicit HttpLeverGateway(Profile profile)
        : m_profile(std::move(profile))
    {
    }
    // Base URLs of the lever: one, but where it stands on every replica.
    std::vector<std::string> endpointsOf(const LeverProfile& lever) const;
    telemetry::Result<Transport*> transportFor(Lane& lane, const std::string& endpoint) const;
    // Ways to the lever on each endpoint; the lane must be locked as long as they are used.
    telemetry::Result<std::vector<LeverAccess>> accessesTo(Lane& lane,
                                                           const std::string& lever) const;
    telemetry::Result<runbook::LeverState> readAll(const std::vector<LeverAccess>& accesses) const;
    telemetry::Result<std::vector<runbook::LeverState>>
    wantedOf(const runbook::LeverState& prior, const std::vector<LeverAccess>& accesses) const;
    telemetry::Result<runbook::LeverPlan> finished(const std::vector<LeverAccess>& accesses,
                                                   const runbook::LeverState& before,
                                                   const std::vector<runbook::LeverState>& wanted,
                                                   const std::string& to, const std::string& raw);

    const Profile m_profile;
    GatewaySettings m_settings;
    std::string m_baseUrl;
    std::vector<std::string> m_replicas; // empty: base URL alone
    std::atomic<bool> m_isReadingOver = false;
    Lane m_reading;
    DryRuns m_dryRuns; // as m_reading
    Lane m_firing;
    Lane m_looking; // at what serves
    Lane m_testing;
};

} // namespace actuation
