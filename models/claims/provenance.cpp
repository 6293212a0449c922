// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/provenance.h"

#include "models/claims/outputplaces.h"
#include "models/claims/placetext.h"
#include "models/claims/provenancetexts.h"
#include "models/claims/provenancewords.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace claims {

namespace {

using similarity::PlaceKind;
using telemetry::Generation;

constexpr double kShareOfComposed = 0.7; // of its words, given in different places
constexpr std::size_t kLongestWords = 400; // bytes of a hop's words

// What a step was given, as far as that can be told.
bool isInputKnown(const Generation& generation)
{
    return !generation.inputMessages.empty() && !generation.inputSource.isDamaged()
        && !generation.instructionsSource.isDamaged();
}

bool isSource(const Occurrence& one)
{
    return one.isAsked
        || (!one.isOfModel
            && (one.place.kind == PlaceKind::Document || one.place.kind == PlaceKind::ToolResult));
}

class Walk
{
public:
    Walk(const trace::TraceContents& contents, const Occurrences& occurrences,
         std::vector<const Occurrence*>& path)
        : m_contents(contents)
        , m_all(occurrences)
        , m_path(path)
    {
    }

    // From a place of the answer backwards; nothing is visited twice.
    Loss follow(const Occurrence& answer)
    {
        const Occurrence* at = &answer;
        while (at != nullptr && m_path.size() < kMostFollowed && m_seen.insert(at).second) {
            m_path.push_back(at);
            const Occurrence* before = beforeOf(*at);
            if (before == nullptr && m_path.size() > 0)
                return endedAt(*at);
            at = before;
        }
        return Loss::Unknown;
    }

private:
    std::vector<const Occurrence*> ofSpan(telemetry::SpanId span) const
    {
        std::vector<const Occurrence*> result;
        const auto found = m_all.bySpan.find(static_cast<std::uint64_t>(span));
        if (found != m_all.bySpan.end())
            for (const std::size_t i : found->second)
                result.push_back(&m_all.all[i]);
        return result;
    }

    const Occurrence* beforeOf(const Occurrence& at) const
    {
        return at.isReceived ? handedFrom(at) : takenFrom(at);
    }

    // What a step says, from its thinking, and that from what it was given.
    const Occurrence* takenFrom(const Occurrence& at) const
    {
        // What is found is not what was asked.
        if (!at.isOfModel && at.place.kind == PlaceKind::Document)
            return nullptr;
        const Occurrence* best = nullptr;
        const auto rank = [&](const Occurrence& one) {
            return std::tuple(!one.found.isScattered, one.place.kind == PlaceKind::Reasoning,
                              one.found.isChanged == at.found.isChanged, !one.isOfModel,
                              one.found.match.containment);
        };
        for (const Occurrence* one : ofSpan(at.place.span)) {
            const bool isThought =
                one->place.kind == PlaceKind::Reasoning && at.place.kind != PlaceKind::Reasoning;
            if (one == &at || !(one->isReceived || isThought))
                continue;
            // What a tool was asked with in part it may well know by itself.
            if (!at.isOfModel && one->found.match.containment < at.found.match.containment)
                continue;
            if (best == nullptr || rank(*one) > rank(*best))
                best = one;
        }
        return best;
    }

    // What a step was given, from where it was first given, and from who gave it last before.
    const Occurrence* handedFrom(const Occurrence& at) const
    {
        const Occurrence* earliest = &at;
        for (const Occurrence& one : m_all.all)
            if (one.text == at.text && one.isReceived && one.at < earliest->at)
                earliest = &one;
        const Occurrence* best = nullptr;
        const auto rank = [&](const Occurrence& one) {
            return std::tuple(one.text == at.text, isSameSort(one, at),
                              one.found.isChanged == at.found.isChanged, one.at,
                              one.found.match.containment);
        };
        for (const Occurrence& one : m_all.all) {
            if (one.isReceived || one.at > earliest->at || one.place.span == at.place.span
                || one.place.kind == PlaceKind::Reasoning
                || (one.found.isScattered && one.text != at.text))
                continue;
            // A person's words come from no model, unless they are its own, word for word.
            if (at.isAsked && isAskedBefore(at, one))
                continue;
            if (best == nullptr || rank(one) > rank(*best))
                best = &one;
        }
        if (best == nullptr && earliest != &at)
            return earliest;
        return best;
    }

    // The step that says it had been asked with the same words: it is the one who repeats.
    bool isAskedBefore(const Occurrence& at, const Occurrence& producer) const
    {
        for (const Occurrence* one : ofSpan(producer.place.span))
            if (one->isAsked && one->text == at.text)
                return true;
        return false;
    }

    static bool isSameSort(const Occurrence& given, const Occurrence& taken)
    {
        switch (taken.place.kind) {
        case PlaceKind::ToolResult:
        case PlaceKind::Document:
            return given.place.kind == taken.place.kind;
        case PlaceKind::ToolArgument:
            return given.place.kind == PlaceKind::ToolArgument;
        default:
            return !taken.isOfModel || given.place.kind == PlaceKind::Output
                || given.place.kind == PlaceKind::ToolArgument;
        }
    }

    Loss endedAt(const Occurrence& at)
    {
        if (at.isReceived)
            return isSource(at) ? Loss::None : Loss::Unknown;
        const Generation* generation = m_contents.generation(at.place.span);
        if (generation == nullptr)
            return Loss::None; // a tool or a retrieval gave it
        if (!isInputKnown(*generation))
            return Loss::Unknown;
        // Known to an earlier step, and not given to this one.
        const Occurrence* dropped = nullptr;
        for (const Occurrence& one : m_all.all)
            if (isSource(one) && !one.found.isChanged && !one.found.isScattered
                && one.at <= at.start && one.place.span != at.place.span
                && (dropped == nullptr || one.at >= dropped->at))
                dropped = &one;
        if (dropped == nullptr)
            return Loss::Invented;
        m_path.push_back(dropped);
        if (const Occurrence* before = dropped->isReceived ? handedFrom(*dropped) : nullptr)
            m_path.push_back(before);
        return Loss::Dropped;
    }

    const trace::TraceContents& m_contents;
    const Occurrences& m_all;
    std::vector<const Occurrence*>& m_path;
    std::set<const Occurrence*> m_seen;
};

// As all views call the step: its place in the tree, depth first.
std::size_t numberOf(const trace::TraceContents& contents, telemetry::SpanId span)
{
    const int node = contents.tree->find(span);
    return node == trace::SpanTree::kNone ? 0 : static_cast<std::size_t>(node) + 1;
}

std::int64_t pointsBefore(std::string_view text, std::size_t byte)
{
    std::int64_t points = 0;
    for (const char c : text.substr(0, byte))
        points += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    return points;
}

std::string beginning(std::string_view words)
{
    if (words.size() <= kLongestWords)
        return std::string(words);
    std::size_t end = kLongestWords;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string(words.substr(0, end)) + "…";
}

Hop hopOf(const trace::TraceContents& contents, const Occurrence& one)
{
    Hop hop;
    const std::string_view text = textAt(contents, one.place);
    const auto& match = one.found.match;
    hop.place = one.place;
    hop.place.start = pointsBefore(text, match.first);
    hop.place.end =
        hop.place.start + pointsBefore(text.substr(match.first), match.last - match.first);
    hop.start = one.start;
    hop.likeness = match.likeness;
    hop.isReworded = match.isReworded;
    hop.containment = match.containment;
    hop.step = numberOf(contents, one.place.span);
    hop.who = stepName(contents, one.place.span);
    hop.source = sourceName(contents, one.place);
    hop.words = beginning(text.substr(match.first, match.last - match.first));
    return hop;
}

// Of a long way its ends are told and where it last changed; how many were left out before each.
std::vector<std::size_t> shorten(std::vector<const Occurrence*>& path)
{
    std::size_t changed = 0;
    for (std::size_t i = 1; i < path.size(); ++i)
        if (path[i - 1]->found.isChanged != path[i]->found.isChanged)
            changed = i;
    constexpr std::size_t kAround = kMostHops / 4;
    std::vector<const Occurrence*> kept;
    std::vector<std::size_t> omitted;
    std::size_t last = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path.size() > kMostHops && i >= kAround && i + kAround < path.size()
            && (i + kAround <= changed || i >= changed + kAround))
            continue;
        kept.push_back(path[i]);
        omitted.push_back(i == 0 ? 0 : i - last - 1);
        last = i;
    }
    path = std::move(kept);
    return omitted;
}

// A source from before that says otherwise. What invented it was given nothing like it.
std::string elsewhere(const trace::TraceContents& contents, const Occurrences& occurrences,
                      const Hop& first)
{
    for (const Occurrence& one : occurrences.all) {
        if (!isSource(one) || !one.found.isChanged || one.at > first.start)
            continue;
        const Hop source = hopOf(contents, one);
        const Difference difference = differenceOf(first.words, source.words);
        if (!difference.here.empty() && !difference.there.empty())
            return source.source + " (step " + std::to_string(source.step) + ") says “"
                + difference.there + "”, not “" + difference.here + "”, and was not given to it.";
    }
    return {};
}

// The kinds, and where a figure became another one.
void judge(Provenance& result, const std::vector<const Occurrence*>& path, Loss ended)
{
    auto& hops = result.hops;
    std::size_t changed = Hop::kNone;
    for (std::size_t i = 0; i < hops.size(); ++i) {
        Hop& hop = hops[i];
        hop.kind = i == 0          ? HopKind::First
            : i + 1 == hops.size() ? HopKind::Answer
            : path[i]->isReceived  ? HopKind::Given
                                   : HopKind::Passed;
        if (i == 0 || path[i - 1]->found.isChanged == path[i]->found.isChanged)
            continue;
        const Difference difference = differenceOf(hop.words, hops[i - 1].words);
        hop.said = difference.here;
        hop.before = difference.there;
        changed = i;
        if (i + 1 < hops.size())
            hop.kind = HopKind::Changed;
    }
    result.loss = ended;
    if (ended == Loss::Invented || ended == Loss::Unknown)
        result.lostAt = 0;
    if (ended == Loss::Dropped) {
        // The first that said it without having been given it: behind the source.
        std::size_t at = 0;
        while (at + 1 < hops.size() && (path[at]->isReceived || isSource(*path[at])))
            ++at;
        result.lostAt = at;
    }
    const auto composed =
        std::ranges::find_if(path, [](const Occurrence* one) { return !one->found.isScattered; });
    if (ended == Loss::None && composed != path.begin() && composed != path.end()) {
        result.loss = Loss::Composed;
        result.lostAt = static_cast<std::size_t>(composed - path.begin());
        return;
    }
    if (ended == Loss::None && changed != Hop::kNone) {
        result.loss = Loss::Changed;
        result.lostAt = changed;
    }
    if (result.lostAt < hops.size() && result.loss != Loss::Unknown)
        hops[result.lostAt].isLost = true;
}

} // namespace

const char* toString(HopKind kind)
{
    switch (kind) {
    case HopKind::First:
        return "first";
    case HopKind::Given:
        return "given";
    case HopKind::Passed:
        return "passed";
    case HopKind::Changed:
        return "changed";
    case HopKind::Answer:
        return "answer";
    }
    return "";
}

const char* toString(Loss loss)
{
    switch (loss) {
    case Loss::None:
        return "none";
    case Loss::Composed:
        return "composed";
    case Loss::Invented:
        return "invented";
    case Loss::Changed:
        return "changed";
    case Loss::Dropped:
        return "dropped";
    case Loss::Unknown:
        return "unknown";
    }
    return "";
}

Hop hopAt(const trace::TraceContents& contents, const TextPlace& place)
{
    const std::string_view text = textAt(contents, place);
    const std::string_view words = stretchOf(text, place.start, place.end);
    Occurrence one;
    one.place = place;
    one.found.match.containment = 0;
    one.found.match.isReworded = true;
    one.found.match.first = static_cast<std::size_t>(words.data() - text.data());
    one.found.match.last = one.found.match.first + words.size();
    if (words.empty())
        one.found.match.first = one.found.match.last = 0;
    const Generation* generation = contents.generation(place.span);
    const int node = contents.tree ? contents.tree->find(place.span) : trace::SpanTree::kNone;
    one.start = generation != nullptr    ? generation->start
        : node == trace::SpanTree::kNone ? telemetry::Timestamp()
                                         : contents.tree->span(node).start;
    return hopOf(contents, one);
}

Provenance provenanceOf(const trace::TraceContents& contents, telemetry::SpanId generation,
                        std::int64_t start, std::int64_t end)
{
    Provenance result;
    result.generation = generation;
    result.start = start;
    result.end = end;
    const Generation* answer = contents.generation(generation);
    auto place = answer == nullptr ? std::nullopt : placeOfOutput(*answer, start, end);
    if (place)
        place->kind = PlaceKind::Output; // a tool's as well: it is among what was answered
    const auto words =
        place ? stretchOf(textAt(contents, *place), place->start, place->end) : std::string_view();
    if (words.empty()) {
        result.text = "The answer was not captured: nothing can be followed.";
        return result;
    }
    const WordSearch search(words);
    const Occurrences occurrences =
        occurrencesOf(contents, search, std::max(answer->start, answer->end));
    result.isCut = occurrences.isCut || contents.isCut || contents.areStepsCut;
    const std::string_view text = textAt(contents, *place);
    Occurrence own;
    own.place = *place;
    own.at = std::max(answer->start, answer->end);
    own.start = answer->start;
    own.isOfModel = true;
    own.text = Hop::kNone;
    own.found.match.containment = 1;
    own.found.match.likeness = similarity::Likeness::Copied;
    own.found.match.first = static_cast<std::size_t>(words.data() - text.data());
    own.found.match.last = own.found.match.first + words.size();

    std::vector<const Occurrence*> path;
    const Loss ended = Walk(contents, occurrences, path).follow(own);
    std::ranges::reverse(path);
    result.steps = static_cast<std::size_t>(contents.tree->size());
    const std::vector<std::size_t> omitted = shorten(path);
    for (std::size_t i = 0; i < path.size(); ++i) {
        result.hops.push_back(hopOf(contents, *path[i]));
        result.hops.back().omitted = omitted[i];
        result.omitted += omitted[i];
    }
    judge(result, path, ended);
    const Generation* first =
        result.hops.empty() ? nullptr : contents.generation(result.hops.front().place.span);
    if (ended == Loss::Invented && first != nullptr) {
        WordSearch::Given given = search.givenTo(*first);
        result.missing = std::move(given.missing);
        result.elsewhere = elsewhere(contents, occurrences, result.hops.front());
        // All that it names was given and most of its words, if not in one place.
        if (result.missing.empty() && result.elsewhere.empty() && given.share >= kShareOfComposed)
            result.loss = Loss::Composed;
    }
    result.text = provenanceText(contents, result);
    return result;
}

} // namespace claims
