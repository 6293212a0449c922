// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/profile.h"
#include "models/actuation/transport.h"
#include "models/runbook/lever.h"
#include "models/telemetry/result.h"

#include <string>

namespace actuation {

// One lever, its operations and the way there. Cheap to make; the referred outlive it.
class LeverAccess
{
public:
    // `actor`: who acts, for control planes that keep it.
    static telemetry::Result<LeverAccess> create(const Profile& profile, Transport& transport,
                                                 const std::string& lever,
                                                 const std::string& actor = {});

    const LeverProfile& lever() const { return *m_lever; }
    const Operations& operations() const { return *m_operations; }
    const Timeouts& timeouts() const { return m_profile->timeouts; }
    Transport& transport() const { return *m_transport; }

    // Refused when the control plane forbids it; Unreachable when it does not answer, or nonsense.
    telemetry::Result<runbook::LeverState> read() const;

    struct Knock
    {
        std::string url;
        net::Exchange exchange;
    };
    // The first request of a read, once, as it went: for who looks for what is wrong on the way.
    // An error: it could not be made. Nothing of it is masked.
    telemetry::Result<Knock> knock() const;

    // Goes through the write's lookups and requirements: what was found, for the plan and compared
    // with it at the firing. Refused where a requirement does not hold. Reads, never writes.
    telemetry::Result<Variables> lookUpFor(const runbook::LeverPlan& plan) const;
    // Sees to the texts that a plan settles once and for all: time and id.
    void stamp(runbook::LeverPlan& plan) const;
    // For the canonical form of requests: names in place of what every planning finds anew.
    Variables symbols() const;
    Variables writeVariables(const runbook::LeverPlan& plan) const;
    const WriteOperation& writeOperation(const runbook::LeverPlan& plan) const;
    // The state is what the plan wants.
    bool isInEffect(const runbook::LeverPlan& plan, const runbook::LeverState& state) const;
    // The check is meant for what the plan writes.
    bool isFor(const ServingCheck& check, const runbook::LeverPlan& plan) const;
    // One look at one thing that serves. What keeps it from being seen is its detail.
    runbook::ServingSight look(const ServingCheck& check, const runbook::LeverPlan& plan) const;

    // The lever's state from selectors of some reply; fields that are not there stay empty.
    runbook::LeverState stateFrom(const std::string& raw, const std::string& version,
                                  bool exists) const;

private:
    LeverAccess(const Profile& profile, Transport& transport, const LeverProfile& lever,
                const Operations& operations)
        : m_profile(&profile)
        , m_transport(&transport)
        , m_lever(&lever)
        , m_operations(&operations)
    {
    }
    Variables readVariables() const;
    const std::string& wantedBy(const runbook::LeverPlan& plan) const; // the raw value

    const Profile* m_profile;
    Transport* m_transport;
    const LeverProfile* m_lever;
    const Operations* m_operations;
    Variables m_variables; // of the profile and the lever
};

} // namespace actuation
