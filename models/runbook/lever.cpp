// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/lever.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace runbook {

std::string meaningOf(const LeverPlan& plan, bool isUndo)
{
    const LeverDescription& lever = plan.lever;
    const auto meaning = lever.meanings.find(plan.to);
    if (meaning != lever.meanings.end())
        return meaning->second;
    if (!isUndo)
        return lever.significance;
    const std::string prior = plan.isRemoval ? "The entry is taken away, as there was none before."
        : plan.to.empty()                    ? "Puts back an empty value."
                                             : "Puts back \"" + plan.to + "\".";
    return lever.significance.empty() ? prior : prior + " No longer so: " + lever.significance;
}

bool isSecretName(const std::string& name)
{
    std::string plain;
    for (const unsigned char c : name) {
        if (std::isalnum(c) != 0)
            plain += static_cast<char>(std::tolower(c));
    }
    constexpr std::array kParts{"token",      "secret", "password",
                                "credential", "apikey", "authorization"};
    return std::any_of(kParts.begin(), kParts.end(), [&plain](const char* part) {
        return plain.find(part) != std::string::npos;
    });
}

const char* toString(DryRunAnswer answer)
{
    switch (answer) {
    case DryRunAnswer::WouldAccept:
        return "would_accept";
    case DryRunAnswer::WouldRefuse:
        return "would_refuse";
    case DryRunAnswer::Unknown:
        break;
    }
    return "unknown";
}

const char* toString(TokenStrength strength)
{
    switch (strength) {
    case TokenStrength::None:
        return "none";
    case TokenStrength::Advisory:
        return "advisory";
    case TokenStrength::Atomic:
        return "atomic";
    }
    return "none";
}

const char* toString(FireOutcome outcome)
{
    switch (outcome) {
    case FireOutcome::Verified:
        return "verified";
    case FireOutcome::NotYetVisible:
        return "not_yet_visible";
    case FireOutcome::Conflict:
        return "conflict";
    case FireOutcome::Refused:
        return "refused";
    case FireOutcome::Partial:
        return "partial";
    case FireOutcome::Unknown:
        return "unknown";
    }
    return "unknown";
}

const char* toString(RungKind kind)
{
    switch (kind) {
    case RungKind::Sent:
        return "sent";
    case RungKind::Accepted:
        return "accepted";
    case RungKind::InEffect:
        return "in_effect";
    case RungKind::Recovered:
        return "recovered";
    }
    return "sent";
}

const char* toString(RungState state)
{
    switch (state) {
    case RungState::Waiting:
        return "waiting";
    case RungState::Reached:
        return "reached";
    case RungState::Failed:
        return "failed";
    case RungState::Unknown:
        return "unknown";
    case RungState::Void:
        return "void";
    }
    return "unknown";
}

std::string missingIn(const std::vector<ServingSight>& sights)
{
    std::string missing;
    for (const ServingSight& sight : sights) {
        if (!sight.isReached)
            missing += (missing.empty() ? "" : "; ") + sight.title + ": " + sight.detail;
    }
    return missing;
}

} // namespace runbook
