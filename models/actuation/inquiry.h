// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/operations.h"
#include "models/actuation/transport.h"
#include "models/telemetry/result.h"

#include <string>
#include <vector>

namespace actuation {

// One conversation that only reads: goes through requests in their order and keeps their replies,
// and the variables that were taken from them, for the next. One thread.
class Inquiry
{
public:
    // The transport must outlive it.
    Inquiry(Transport& transport, Variables variables)
        : m_transport(&transport)
        , m_variables(std::move(variables))
    {
    }

    // Refused when the control plane forbids it, or something is missing that the profile has words
    // for; Unreachable when it does not answer, or nonsense.
    telemetry::Result<void> lookUp(const std::vector<Lookup>& lookups);
    // A request whose reply is the operation's own; asked twice when a session had ended. What its
    // status says is the caller's.
    telemetry::Result<void> ask(const RequestTemplate& request);
    telemetry::Result<void> take(const std::vector<Taken>& taken);
    // What of `requirements` does not hold is Refused.
    telemetry::Result<void> require(const std::vector<Requirement>& requirements) const;

    // The reply to the lookup, or the own one where it has no name, says that there is no entry.
    bool saysAbsent(ReplyMatch absent, const std::string& lookup) const;

    const Replies& replies() const { return m_replies; }
    const Reply& own() const { return *m_replies.find({}); } // only after ask()
    const Variables& variables() const { return m_variables; }
    const Variables& taken() const { return m_taken; } // by lookups and take()

private:
    telemetry::Result<net::Exchange> exchange(const RequestTemplate& request);
    telemetry::Error nonsense(const std::string& what) const;

    Transport* m_transport;
    Variables m_variables;
    Variables m_taken;
    Replies m_replies;
};

// A premise that cannot be told takes nothing off the list of what has to hold.
bool isSoFor(const std::vector<Premise>& premises, const Variables& variables);

// What a read's status says when it is no state: nothing for 2xx. 401 and 403 are Refused.
telemetry::Result<void> checkReadStatus(const Transport& transport, const net::Exchange& exchange);

} // namespace actuation
