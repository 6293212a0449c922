// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/claimfindings.h"

#include "models/claims/placetext.h"
#include "models/items/formats.h"
#include "models/items/tracefindingwords.h"
#include "models/items/translation.h"
#include "models/telemetry/utf8.h"

#include <QStringList>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace items {

namespace {

using claims::Claim;
using claims::Support;

constexpr qsizetype kMostSources = 3;

// Nearly word for word, in one passage; with fewer of its words it may be said by chance.
bool stoodThere(const Claim& claim)
{
    constexpr double mostlyThere = 0.75;
    return std::ranges::any_of(claim.evidence, [](const claims::Evidence& one) {
        return (one.isDropped || one.isUnseen()) && one.cover >= mostlyThere;
    });
}

// As people name it: by its id, else what its source is.
QString passageName(const trace::TraceContents& contents, const claims::Evidence& passage)
{
    if (passage.earlier)
        return findingLine(passage.earlier->source, 60);
    const claims::TextPlace& place = passage.place;
    if (place.kind == similarity::PlaceKind::Document) {
        const telemetry::Step* step = contents.step(place.span);
        const telemetry::Generation* generation = contents.generation(place.span);
        const auto* documents = step != nullptr ? &step->documents
            : generation != nullptr             ? &generation->documents
                                                : nullptr;
        if (documents != nullptr && place.part < documents->size()
            && !(*documents)[place.part].id.empty())
            return findingLine((*documents)[place.part].id, 60);
    }
    return findingLine(claims::sourceName(contents, place), 60);
}

} // namespace

std::optional<TraceFinding> lostClaimsOf(const claims::ClaimSet& set)
{
    std::int64_t judged = 0;
    std::int64_t lost = 0;
    std::int64_t sure = 0;
    const Claim* first = nullptr; // a sure one, if there is any
    for (const Claim& claim : set.claims) {
        if (claim.kind != claims::ClaimKind::Sentence || claim.support == Support::NotJudged
            || claim.support == Support::Unknown)
            continue;
        ++judged;
        if (claim.support != Support::Truncated)
            continue;
        ++lost;
        const bool isSure = stoodThere(claim);
        if (first == nullptr || (isSure && sure == 0))
            first = &claim;
        sure += isSure ? 1 : 0;
    }
    if (first == nullptr)
        return std::nullopt;
    const std::int64_t told = sure > 0 ? sure : lost;
    const QString reason = findingLine(first->reason);
    TraceFinding finding{.kind = TraceFindingKind::ContextLost,
                         .weight = sure == 0      ? FindingWeight::Remark
                             : sure * 2 >= judged ? FindingWeight::Fault
                                                  : FindingWeight::Doubt,
                         .badness = static_cast<double>(told) / static_cast<double>(judged),
                         .span = set.generation,
                         .claim = std::pair(first->start, first->end),
                         .view = FindingView::Claims,
                         .text = {}};
    const QString where = judged == 1
        ? tr("under the answer")
        : tr("under %1 of %2 sentences of the answer").arg(countText(told), countText(judged));
    finding.text = (sure > 0 ? tr("Context lost %1: %2") : tr("Context perhaps lost %1: %2"))
                       .arg(where, reason);
    return finding;
}

std::optional<TraceFinding> missedPassageOf(const trace::TraceContents& contents,
                                            const claims::ClaimSet& set)
{
    if (set.missed.empty())
        return std::nullopt;
    const claims::Evidence& best = set.missed.front();
    const QString name = passageName(contents, best);
    const QString text = best.isDropped
        ? tr("%1 was given to an earlier turn and no longer to this answer; it speaks of what was "
             "asked")
        : best.reading == claims::Reading::LikelyUnread
        ? tr("%1 was sent, but likely cut; it speaks of what was asked")
        : tr("%1 was sent, but cut; it speaks of what was asked");
    return TraceFinding{.kind = TraceFindingKind::ContextLost,
                        .weight = best.reading == claims::Reading::Unread ? FindingWeight::Fault
                                                                          : FindingWeight::Doubt,
                        .badness = 1,
                        .span = set.generation,
                        .claim = {},
                        .view = FindingView::Context,
                        .text = tr("Context lost: %1").arg(text.arg(name))};
}

std::optional<TraceFinding> inventionsOf(const trace::TraceContents& contents,
                                         const claims::ClaimSet& set)
{
    const telemetry::Generation* answer = contents.generation(set.generation);
    if (answer == nullptr || !hasSources(hasLookedUp(contents), *answer))
        return std::nullopt;
    const std::string output = telemetry::sanitizedUtf8(telemetry::outputText(*answer));
    const claims::Claim* worst = nullptr;
    QStringList names;
    for (const claims::Claim& claim : set.claims) {
        if (claim.kind != claims::ClaimKind::Identifier || claim.support != claims::Support::Absent)
            continue;
        const QString name = u"“%1”"_s.arg(
            findingLine(std::string(claims::stretchOf(output, claim.start, claim.end)), 40));
        if (worst == nullptr || claim.probability > worst->probability)
            worst = &claim;
        if (!names.contains(name))
            names << name;
    }
    if (worst == nullptr)
        return std::nullopt;
    const auto count = names.size();
    names = names.mid(0, kMostSources);
    if (count > names.size())
        names << tr("%1 more").arg(count - names.size());
    return TraceFinding{
        .kind = TraceFindingKind::Fabricated,
        .weight = FindingWeight::Fault,
        .badness = worst->probability,
        .span = set.generation,
        .claim = std::pair(worst->start, worst->end),
        .view = FindingView::Claims,
        .text = tr("Names what stands in nothing that it was given: %1").arg(names.join(u", "_s))};
}

} // namespace items
