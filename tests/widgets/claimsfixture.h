// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/claims/placetext.h"
#include "models/telemetry/generation.h"
#include "tests/models/trace/claimtrace.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace claimstest {

using claims::Claim;
using claims::ClaimKind;
using claims::Evidence;
using claims::Support;
using claims::TextPlace;
using similarity::PlaceKind;

inline const telemetry::SpanId kSearch{1};
inline const telemetry::SpanId kPlanner{2};
inline const telemetry::SpanId kWriter{3};

// An answer with a claim of each kind of support, and what stands under them.
struct Scene
{
    explicit Scene(const std::string& hostile = {}, const std::string& behind = {})
    {
        claimtrace::Trace made;
        auto& search = made.step(telemetry::StepKind::Retrieval, "search_kb", "returns", "");
        search.documents = {
            claimtrace::Trace::document("kb-12", "Shipping",
                                        "Parcels leave our warehouse within two working days. "
                                        "Express costs 9 euros."),
            claimtrace::Trace::document(
                "kb-117" + hostile, "Return policy",
                "Scope. Opened items can be returned within 30 days of delivery, if they are "
                "complete. Refunds are paid to the card that was charged."
                    + hostile)};
        made.generation("planner",
                        {claimtrace::Trace::message("user", "My order 4711 was a gift." + hostile),
                         claimtrace::Trace::message("user", "May I return opened items?")},
                        "Opened items can be returned within 90 days of delivery.");
        made.generation(
            "writer",
            {claimtrace::Trace::message("system", "You are kind."),
             claimtrace::Trace::message("user",
                                        "Opened items can be returned within 90 days of "
                                        "delivery.")},
            "Hello Ann!\n\nOpened items can be returned within 90 days of delivery. Refunds are "
            "paid to the card that was charged. Parcels leave our warehouse soon. Your order 4711 "
            "was a gift. We also plant a tree for every return you make with us."
                + hostile + behind);
        contents = std::make_shared<const trace::TraceContents>(made.contents());
        auto told = std::make_shared<claims::ClaimSet>();
        told->generation = kWriter;
        m_set = told.get();
        add("Hello Ann!", Support::NotJudged, {});
        Claim& days = add("Opened items can be returned within 90 days of delivery.",
                          Support::Contradicted, "kb-117 says 30 days");
        evidence(days, document(1, "Opened items can be returned within 30 days of delivery"), 0.9);
        Evidence& other = days.evidence.back();
        other.isContradiction = true;
        other.said = "90 days";
        other.there = "30 days";
        other.therePlace = document(1, "30 days");
        share(days, 1, "Opened items can be returned within ");
        share(days, 1, "days of delivery");
        evidence(days, document(0, "Parcels leave our warehouse within two working days."), 0.2);
        Claim& figure = add("90 days", Support::Contradicted, "kb-117 says 30 days");
        figure.kind = ClaimKind::Figure;
        figure.sentence = 1;
        evidence(figure, document(1, "30 days"), 0.5);
        Claim& refund = add("Refunds are paid to the card that was charged.", Support::Supported,
                            "said by kb-117");
        evidence(refund, document(1, "Refunds are paid to the card that was charged."), 1);
        share(refund, 1, "Refunds are paid to the card that was charged");
        Claim& parcels = add("Parcels leave our warehouse soon.", Support::Weak, "half of it");
        evidence(parcels, document(0, "Parcels leave our warehouse within two working days."), 0.6);
        share(parcels, 0, "Parcels leave our warehouse");
        Claim& gift = add("Your order 4711 was a gift.", Support::Truncated,
                          "turn 1 said so, and was dropped");
        evidence(gift,
                 {.span = kPlanner,
                  .kind = PlaceKind::Input,
                  .message = 0,
                  .part = 0,
                  .start = 0,
                  .end = 25},
                 0.8);
        gift.evidence.back().isDropped = true;
        add("We also plant a tree for every return you make with us.", Support::Absent,
            "no passage speaks of it");
        for (std::size_t i = 0; i < told->claims.size(); ++i)
            told->claims[i].probability = 0.1 * static_cast<double>(i);
        set = told;
    }

    TextPlace document(std::size_t part, const std::string& words) const
    {
        const std::string& text = contents->steps.front().documents[part].content;
        const auto at = static_cast<std::int64_t>(text.find(words));
        return {.span = kSearch,
                .kind = PlaceKind::Document,
                .message = 0,
                .part = part,
                .start = at,
                .end = at + static_cast<std::int64_t>(words.size())};
    }

    std::string output() const { return telemetry::outputText(contents->generations.back()); }

    std::shared_ptr<const trace::TraceContents> contents;
    std::shared_ptr<const claims::ClaimSet> set;

private:
    // The answer is ASCII before what is hostile: bytes are code points.
    Claim& add(const std::string& words, Support support, const std::string& reason)
    {
        Claim claim;
        claim.start = static_cast<std::int64_t>(output().find(words));
        claim.end = claim.start + static_cast<std::int64_t>(words.size());
        claim.support = support;
        claim.reason = reason;
        m_set->claims.reserve(16); // references to earlier ones stay
        m_set->claims.push_back(std::move(claim));
        return m_set->claims.back();
    }

    static void evidence(Claim& claim, const TextPlace& place, double cover)
    {
        claim.evidence.emplace_back();
        claim.evidence.back().place = place;
        claim.evidence.back().cover = cover;
    }

    void share(Claim& claim, std::size_t part, const std::string& words) const
    {
        const auto at =
            static_cast<std::int64_t>(output().find(words, static_cast<std::size_t>(claim.start)));
        const TextPlace there = document(part, words);
        claim.evidence.back().shared.push_back(
            {.claimStart = at,
             .claimEnd = at + static_cast<std::int64_t>(words.size()),
             .start = there.start,
             .end = there.end});
    }

    claims::ClaimSet* m_set = nullptr;
};

} // namespace claimstest
