// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/unreadinput.h"

#include "models/claims/placetext.h"
#include "models/claims/thingjudge.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace claims {

namespace {

constexpr double kQuotedShare = 0.75; // of a sentence's words
constexpr std::int64_t kShortestQuote = 24; // code points: less is said without having read it
constexpr std::size_t kMostSearched = std::size_t{256} << 20U; // bytes
constexpr std::size_t kTellingBytes = 80; // bytes of a document that tell it apart

bool holds(const telemetry::Message& message, std::string_view text)
{
    return std::ranges::any_of(message.parts, [text](const telemetry::Part& part) {
        return part.text.find(text) != std::string::npos
            || part.json.find(text) != std::string::npos;
    });
}

} // namespace

// Which unread message holds a place; documents are looked for once.
class UnreadHolder
{
public:
    UnreadHolder(const trace::TraceContents& contents, telemetry::SpanId generation,
                 const UnreadInput& unread)
        : m_contents(contents)
        , m_generation(generation)
        , m_unread(unread)
    {
        if (const telemetry::Generation* answer = contents.generation(generation)) {
            for (const telemetry::Message& message : answer->inputMessages) {
                for (const telemetry::Part& part : message.parts)
                    m_inputSize += part.text.size() + part.json.size();
            }
        }
    }

    std::optional<std::size_t> messageOf(const Evidence& evidence)
    {
        const TextPlace& place = evidence.place;
        if (evidence.isDropped)
            return std::nullopt;
        if (place.kind == similarity::PlaceKind::Document)
            return ofDocument(place);
        return place.span == m_generation && m_unread.messages.contains(place.message)
            ? std::optional(place.message)
            : std::nullopt;
    }

private:
    std::optional<std::size_t> ofDocument(const TextPlace& place)
    {
        if (m_unread.messages.empty())
            return std::nullopt;
        const auto known = m_documents.find(DocumentKey{place.span, place.part});
        if (known != m_documents.end())
            return known->second;
        std::optional<std::size_t> found;
        const telemetry::Generation* answer = m_contents.generation(m_generation);
        const std::string_view text = textAt(m_contents, place).substr(0, kTellingBytes);
        m_searched += m_inputSize;
        if (answer != nullptr && !text.empty() && m_searched <= kMostSearched
            && !isReadElsewhere(*answer, text)) {
            for (const std::size_t message : m_unread.messages) {
                if (message < answer->inputMessages.size()
                    && holds(answer->inputMessages[message], text)) {
                    found = message;
                    break;
                }
            }
        }
        m_documents.emplace(DocumentKey{place.span, place.part}, found);
        return found;
    }

    bool isReadElsewhere(const telemetry::Generation& answer, std::string_view text) const
    {
        for (std::size_t i = 0; i < answer.inputMessages.size(); ++i)
            if (!m_unread.messages.contains(i) && holds(answer.inputMessages[i], text))
                return true;
        return false;
    }

    struct DocumentKey
    {
        telemetry::SpanId span = telemetry::SpanId::None;
        std::size_t part = 0;
        auto operator<=>(const DocumentKey&) const = default;
    };

    const trace::TraceContents& m_contents;
    telemetry::SpanId m_generation;
    const UnreadInput& m_unread;
    std::map<DocumentKey, std::optional<std::size_t>> m_documents;
    std::size_t m_inputSize = 0; // bytes
    std::size_t m_searched = 0; // bytes, of all documents
};

namespace {

bool isQuote(const Claim& claim, const Evidence& evidence)
{
    return claim.kind == ClaimKind::Sentence && claim.end - claim.start >= kShortestQuote
        && evidence.cover >= kQuotedShare && !evidence.isContradiction && !evidence.isDropped;
}

std::set<std::size_t> quotedOf(const ClaimSet& set, UnreadHolder& holder)
{
    std::set<std::size_t> quoted;
    for (const Claim& claim : set.claims) {
        std::set<std::size_t> here;
        bool isRead = false; // it stands in what was read too: tells nothing
        for (const Evidence& evidence : claim.evidence) {
            if (!isQuote(claim, evidence))
                continue;
            if (const auto message = holder.messageOf(evidence))
                here.insert(*message);
            else
                isRead = true;
        }
        if (!isRead)
            quoted.merge(here);
    }
    return quoted;
}

// All of those that are meant, and at least one.
template<class IsMeant>
bool areUnseen(const Claim& claim, IsMeant isMeant)
{
    bool isAny = false;
    for (const Evidence& evidence : claim.evidence) {
        if (!isMeant(evidence))
            continue;
        if (!evidence.isUnseen())
            return false;
        isAny = true;
    }
    return isAny;
}

std::string likelyWords(bool isLikely)
{
    return std::string(" in what was sent, but ") + (isLikely ? "likely " : "")
        + "cut by the server before the model read it";
}

void truncate(Claim& claim, std::string reason)
{
    claim.support = Support::Truncated;
    claim.probability = std::max(claim.probability, plainProbability(Support::Truncated));
    claim.reason = std::move(reason);
}

void conclude(Claim& claim, bool isLikely)
{
    const std::string stands = "stands" + likelyWords(isLikely);
    const auto isSupport = [](const Evidence& one) {
        return !one.isContradiction && !one.isDropped;
    };
    switch (claim.support) {
    case Support::Supported:
        if (areUnseen(claim, isSupport))
            truncate(claim, stands);
        break;
    case Support::Weak:
        if (areUnseen(claim, isSupport))
            claim.reason += "; what there is of it " + stands;
        break;
    case Support::Contradicted:
        if (areUnseen(claim, [](const Evidence& one) { return one.isContradiction; }))
            claim.reason += "; that " + stands;
        break;
    default:
        break;
    }
}

} // namespace

UnreadInput unreadOf(const telemetry::SpanKey& generation,
                     const std::vector<trace::ContextDrop>& drops)
{
    UnreadInput unread;
    for (const trace::ContextDrop& drop : drops) {
        if (drop.rule != trace::DropRule::Server)
            continue;
        const auto add = [&](const trace::MessagePlace& place) {
            if (place.generation != generation)
                return;
            unread.messages.insert(place.message);
            unread.isLikely = unread.isLikely || drop.isLikely;
        };
        std::ranges::for_each(drop.places, add);
        std::ranges::for_each(drop.quoted, add);
    }
    return unread;
}

std::set<std::size_t> quotedOf(const trace::TraceContents& contents, const ClaimSet& set,
                               const UnreadInput& unread)
{
    if (unread.messages.empty())
        return {};
    UnreadHolder holder(contents, set.generation, unread);
    return quotedOf(set, holder);
}

ReadingFinder::ReadingFinder(const trace::TraceContents& contents, telemetry::SpanId generation,
                             const UnreadInput& unread)
    : m_holder(std::make_unique<UnreadHolder>(contents, generation, unread))
    , m_isLikely(unread.isLikely)
{
}

ReadingFinder::~ReadingFinder() = default;

Reading ReadingFinder::at(const TextPlace& place)
{
    Evidence there;
    there.place = place;
    if (!m_holder->messageOf(there))
        return Reading::Read;
    return m_isLikely ? Reading::LikelyUnread : Reading::Unread;
}

void markUnread(const trace::TraceContents& contents, const UnreadInput& unread, ClaimSet& set)
{
    if (unread.messages.empty())
        return;
    UnreadHolder holder(contents, set.generation, unread);
    const std::set<std::size_t> quoted = quotedOf(set, holder);
    for (Claim& claim : set.claims) {
        for (Evidence& evidence : claim.evidence) {
            const auto message = holder.messageOf(evidence);
            evidence.reading = !message     ? Reading::Read
                : quoted.contains(*message) ? Reading::Quoted
                : unread.isLikely           ? Reading::LikelyUnread
                                            : Reading::Unread;
        }
        const bool isSupported = claim.support == Support::Supported;
        conclude(claim, unread.isLikely);
        // A sentence is no better than the figures and names in it.
        if (!isSupported || claim.support != Support::Truncated || claim.sentence == Claim::kNone)
            continue;
        if (Claim& sentence = set.claims[claim.sentence]; sentence.support == Support::Supported)
            truncate(sentence, "a figure or name of it stands" + likelyWords(unread.isLikely));
    }
}

} // namespace claims
