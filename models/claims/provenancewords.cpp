// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/provenancewords.h"

#include "models/claims/placetext.h"

#include <algorithm>
#include <cmath>

namespace claims {

namespace {

using similarity::PlaceKind;

std::string numbered(const Provenance& provenance, const Hop& hop)
{
    const std::string who = hop.who.empty() ? "a step without a name" : hop.who;
    if (hop.step == 0)
        return who;
    return who + " (step " + std::to_string(hop.step) + " of " + std::to_string(provenance.steps)
        + ")";
}

std::string likenessOf(const Hop& hop)
{
    if (hop.isReworded)
        return "reworded";
    switch (hop.likeness) {
    case similarity::Likeness::Edited:
        return "edited";
    case similarity::Likeness::Quoted:
        return "quoted";
    case similarity::Likeness::Copied:
        return "copied";
    }
    return "";
}

// "sent, but likely cut ..."; empty: it was read.
std::string unreadOf(Reading reading)
{
    if (reading != Reading::Unread && reading != Reading::LikelyUnread)
        return {};
    return std::string("sent, but ") + (reading == Reading::LikelyUnread ? "likely " : "")
        + "cut by the server before the model read it";
}

std::string changeOf(const Hop& hop)
{
    if (hop.said.empty() && hop.before.empty())
        return "another figure or name";
    const auto quoted = [](const std::string& words) {
        return words.empty() ? std::string("nothing of it") : "“" + words + "”";
    };
    return quoted(hop.before) + " became " + quoted(hop.said);
}

std::string doing(PlaceKind kind)
{
    switch (kind) {
    case PlaceKind::Reasoning:
        return "Thought by ";
    case PlaceKind::Document:
        return "Found by ";
    case PlaceKind::ToolResult:
        return "Told by ";
    case PlaceKind::ToolArgument:
        return "Put into a call by ";
    default:
        return "Said by ";
    }
}

std::string sayingOf(const Provenance& provenance, const Hop& hop)
{
    std::string verb = doing(hop.place.kind);
    verb.front() = static_cast<char>(verb.front() - 'A' + 'a');
    return verb + numbered(provenance, hop);
}

std::string firstOf(const trace::TraceContents& contents, const Provenance& provenance)
{
    const Hop& first = provenance.hops.front();
    const bool isOfModel = contents.generation(first.place.span) != nullptr
        && (first.place.kind == PlaceKind::Output || first.place.kind == PlaceKind::Reasoning
            || (first.place.kind == PlaceKind::ToolArgument));
    if (isOfModel)
        return "First " + sayingOf(provenance, first);
    return "First in " + first.source + " (step " + std::to_string(first.step) + " of "
        + std::to_string(provenance.steps) + ")";
}

// Less than half of it is in any one place.
bool isThin(const Provenance& provenance)
{
    constexpr double half = 0.5;
    return provenance.bestCover && *provenance.bestCover < half;
}

std::string listed(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 3); ++i)
        text += (i == 0 ? "“" : ", “") + words[i] + "”";
    return words.size() > 3 ? text + " and more" : text;
}

// Who handed it on between the first and the answer: the steps, each once.
std::string wayOf(const Provenance& provenance)
{
    std::string way;
    telemetry::SpanId last = provenance.hops.front().place.span;
    std::size_t named = 0;
    std::size_t more = 0;
    for (const Hop& hop : provenance.hops) {
        if (hop.place.span == last)
            continue;
        last = hop.place.span;
        if (named == 3) {
            ++more;
            continue;
        }
        way += (named == 0 ? "; then " : ", then ") + numbered(provenance, hop);
        ++named;
    }
    if (more > 0)
        way += " and " + std::to_string(more) + " more";
    return way;
}

} // namespace

std::string provenanceText(const trace::TraceContents& contents, const Provenance& provenance)
{
    if (provenance.hops.empty())
        return "Nothing can be followed.";
    const Hop& first = provenance.hops.front();
    const std::string unread = unreadOf(provenance.reading);
    std::string text = firstOf(contents, provenance) + wayOf(provenance) + ". ";
    switch (provenance.loss) {
    case Loss::None:
        text += "The words are the source's.";
        break;
    case Loss::Composed:
        text += "Put into these words by "
            + numbered(provenance, provenance.hops[provenance.lostAt])
            + (isThin(provenance)
                   ? ": its words stand in what that was given, but apart; no one place holds more "
                     "than "
                       + std::to_string(std::lround(*provenance.bestCover * 100)) + " % of them."
                   : provenance.lostAt == 0
                   ? ": its figures, names and most of its words stand in what that was given, in "
                     "different places."
                   : ": its figures, names or most of its words stand in what that was given, "
                     "otherwise said.");
        break;
    case Loss::Invented:
        text += "Nothing that " + numbered(provenance, first) + " was given says so"
            + (provenance.missing.empty() ? " in words like these: said here first."
                                          : ": invented here.");
        if (!provenance.missing.empty())
            text += " " + listed(provenance.missing)
                + (provenance.missing.size() > 1 ? " are" : " is")
                + " in nothing that it was given.";
        if (!provenance.elsewhere.empty())
            text += " " + provenance.elsewhere;
        break;
    case Loss::Changed: {
        const Hop& lost = provenance.hops[provenance.lostAt];
        if (unread.empty())
            text += "Changed by " + numbered(provenance, lost) + ": " + changeOf(lost) + ".";
        else
            text += "Otherwise said by " + numbered(provenance, lost)
                + (lost.said.empty() || lost.before.empty()
                       ? std::string()
                       : ": “" + lost.said + "”, not “" + lost.before + "”")
                + ". It was " + unread + ": no sign that it was misread.";
        break;
    }
    case Loss::Dropped:
        if (unread.empty())
            text += "What " + numbered(provenance, provenance.hops[provenance.lostAt])
                + " was given no longer holds it: said without its source.";
        else
            text += "It was " + unread + ": said without its source.";
        break;
    case Loss::Unknown:
        if (provenance.hops.size() + provenance.omitted >= kMostFollowed) {
            text +=
                "It was followed over the last " + std::to_string(kMostFollowed) + " places only.";
            break;
        }
        text +=
            contents.generation(first.place.span) != nullptr && first.place.kind != PlaceKind::Input
            ? "What that step was given was not captured in full: where it had it from is unknown."
            : "Who said it before is not in the telemetry: where it comes from is unknown.";
        break;
    }
    for (const Hop& hop : provenance.hops)
        if (provenance.loss != Loss::Changed && !hop.said.empty())
            text += " On the way " + changeOf(hop) + ".";
    if (provenance.omitted > 0)
        text += " " + std::to_string(provenance.omitted) + " places on the way are not listed.";
    if (provenance.isCut)
        text += " Not all of this trace's text was looked through.";
    return text;
}

std::string hopText(const Provenance& provenance, std::size_t index)
{
    if (index >= provenance.hops.size())
        return {};
    const Hop& hop = provenance.hops[index];
    const bool isSaid = hop.place.kind == PlaceKind::Output
        || hop.place.kind == PlaceKind::Reasoning || hop.kind == HopKind::Passed
        || hop.kind == HopKind::Changed;
    std::string text;
    if (hop.kind == HopKind::Answer)
        text = "The answer of " + numbered(provenance, hop);
    else if (hop.kind == HopKind::First)
        text = isSaid ? "First " + sayingOf(provenance, hop)
                      : "First in " + hop.source + ", at " + numbered(provenance, hop);
    else if (isSaid)
        text = doing(hop.place.kind) + numbered(provenance, hop);
    else
        text = "In what " + numbered(provenance, hop) + " was given: " + hop.source;
    // What was said first is no copy.
    const bool isAsAnswered = hop.likeness == similarity::Likeness::Copied && !hop.isReworded;
    if (hop.kind == HopKind::First)
        text += isAsAnswered ? "" : ", in other words";
    else if (hop.kind != HopKind::Answer)
        text += " – " + likenessOf(hop);
    if (!hop.said.empty() || !hop.before.empty())
        text += "; " + changeOf(hop) + " here";
    if (!hop.isLost)
        return text;
    if (provenance.loss == Loss::Invented)
        text += provenance.missing.empty() ? "; nothing it was given says so in words like these"
                                           : "; invented here: nothing it was given says so";
    if (provenance.loss == Loss::Composed)
        text += "; put into these words here";
    if (provenance.loss == Loss::Dropped)
        text += "; the source was no longer given here";
    return text;
}

} // namespace claims
