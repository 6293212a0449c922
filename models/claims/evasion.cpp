// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/evasion.h"

#include "models/health/contextloss.h"
#include "models/health/groundfeatures.h"
#include "models/health/judging.h"

#include <algorithm>
#include <array>
#include <string>

namespace claims {

namespace {

constexpr std::size_t kLongestHedge = 400; // bytes of a sentence
constexpr std::size_t kLongestEvasion = 1200; // bytes of an answer: more tells something

bool isUnsure(std::string_view lower)
{
    static constexpr std::array begins{
        std::string_view("i am not sure"),       std::string_view("i'm not sure"),
        std::string_view("i’m not sure"),        std::string_view("i am unsure"),
        std::string_view("i'm unsure"),          std::string_view("i am not certain"),
        std::string_view("i'm not certain"),     std::string_view("i’m not certain"),
        std::string_view("i do not know"),       std::string_view("i don't know"),
        std::string_view("i don’t know"),        std::string_view("it is not clear to me"),
        std::string_view("it's not clear to me")};
    return std::ranges::any_of(begins,
                               [&](std::string_view one) { return lower.starts_with(one); });
}

// Says nothing of the case: in general, or that another place knows.
bool isVague(const std::string& lower)
{
    return health::holdsAny(lower,
                            {"in general", "case by case", "depends on", "depend on",
                             "without more to go on", "nothing in front of me", "cannot see the",
                             "can't see the", "please check with", "best to ask", "please contact",
                             "get back to you", "can look it up", "should say more", "tell me more",
                             "differ between", "could you clarify", "more details about"});
}

} // namespace

bool isHedge(std::string_view sentence)
{
    if (sentence.size() >= kLongestHedge)
        return false;
    const std::string lower = health::lowered(sentence);
    if (!isUnsure(lower))
        return false;
    const bool hasFigure = std::ranges::any_of(lower, [](char c) { return c >= '0' && c <= '9'; });
    return !hasFigure
        && !health::holdsAny(
            lower,
            {", but ", "; ", ": ", " – ", " — ", " but i think", " but i believe", " however"});
}

bool isEvasion(std::string_view text, const ClaimSet& set)
{
    if (text.empty() || text.size() > kLongestEvasion || set.claims.empty())
        return false;
    for (const Claim& claim : set.claims) {
        if (claim.support == Support::Supported || claim.support == Support::Contradicted
            || claim.kind == ClaimKind::Figure)
            return false;
    }
    return health::saysItCannotTell(text) || health::claimsNoMemory(text)
        || isUnsure(health::lowered(text)) || isVague(health::lowered(text));
}

} // namespace claims
