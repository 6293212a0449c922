// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/profile.h"
#include "models/actuation/transport.h"
#include "models/runbook/lever.h"

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
};

// Moves the levers of any control plane that a profile describes. Calls may come from any thread.
// Reads and plans run one after the other, and so do firings, but a firing never waits for a read:
// each has a connection of its own.
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
    // Refused when nothing was there before and the profile cannot remove an entry.
    telemetry::Result<runbook::LeverPlan> planUndo(const std::string& lever,
                                                   const runbook::LeverState& prior) override;

    const Profile& profile() const { return m_profile; }

private:
    explicit HttpLeverGateway(Profile profile)
        : m_profile(std::move(profile))
    {
    }

    const Profile m_profile;
    std::mutex m_readMutex; // guards m_reading, which holds one connection
    std::unique_ptr<Transport> m_reading;
    std::mutex m_fireMutex; // guards m_firing
    std::unique_ptr<Transport> m_firing;
};

} // namespace actuation
