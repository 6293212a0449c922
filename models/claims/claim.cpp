// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/claim.h"

namespace claims {

const char* toString(ClaimKind kind)
{
    switch (kind) {
    case ClaimKind::Sentence:
        return "sentence";
    case ClaimKind::Figure:
        return "figure";
    case ClaimKind::Identifier:
        return "identifier";
    case ClaimKind::Citation:
        return "citation";
    }
    return "";
}

const char* toString(Support support)
{
    switch (support) {
    case Support::Supported:
        return "supported";
    case Support::Weak:
        return "weak";
    case Support::Contradicted:
        return "contradicted";
    case Support::Truncated:
        return "truncated";
    case Support::Absent:
        return "absent";
    case Support::Unknown:
        return "unknown";
    case Support::NotJudged:
        return "not_judged";
    }
    return "";
}

const char* toString(Reading reading)
{
    switch (reading) {
    case Reading::Read:
        return "read";
    case Reading::Unread:
        return "unread";
    case Reading::LikelyUnread:
        return "likely_unread";
    case Reading::Quoted:
        return "quoted";
    }
    return "";
}

bool isOnlyNearest(const Claim& claim, const Evidence& evidence)
{
    return !evidence.isContradiction && !evidence.isDropped && !evidence.isUnseen()
        && claim.support != Support::Supported && claim.support != Support::Weak;
}

Support supportOf(const Claim& claim, const Evidence& evidence)
{
    if (evidence.isContradiction)
        return Support::Contradicted;
    if (evidence.isDropped || evidence.isUnseen())
        return Support::Truncated;
    return claim.support == Support::Supported ? Support::Supported : Support::Weak;
}

} // namespace claims
