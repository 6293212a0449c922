// SPDX-License-Identifier: GPL-3.0-or-later

// Whether what an answer cites is there: sources, links, quotations.

#include "models/claims/coverlimits.h"
#include "models/claims/thingjudge.h"

#include <algorithm>
#include <utility>

namespace claims {

namespace {

using health::Stretch;
using Hit = EvidenceSearch::Hit;

constexpr double kSmoothed = 0.6; // of a quotation's runs of three words, as health has it
constexpr double kExact = 0.95;
// Bytes, of all links of an answer.
constexpr std::size_t kMostSearchedForLinks = std::size_t{256} << 20U;

bool isOfSource(const GivenPiece& piece)
{
    return !piece.isDropped && !piece.isOwn && !piece.isInstruction;
}

// What follows on a link that ends `length` bytes behind `at` and belongs to a longer one: not a
// slash at the end, a place within the page, or marks of the sentence. Empty: nothing.
std::string_view restOfLink(std::string_view text, std::size_t at, std::size_t length)
{
    std::string_view rest = text.substr(at + length);
    rest = rest.substr(0, rest.find_first_of(" \t\r\n<>\"'`)]}|\\"));
    const std::string_view more = rest.starts_with('/') ? rest.substr(1) : rest;
    return more.starts_with('#') || more.find_first_not_of(".,;:!?*_") == std::string_view::npos
        ? std::string_view()
        : rest;
}

} // namespace

void ThingJudge::judgeCitation(const StatedThing& thing, const SentenceMatch& sentence,
                               Claim& claim)
{
    const std::string_view text = m_reading.text().substr(thing.start, thing.end - thing.start);
    if (text.starts_with('['))
        judgeReference(text.substr(1, text.size() - 2), sentence, claim);
    else if (text.starts_with('"'))
        judgeQuote(text.substr(1, text.size() - 2), claim);
    else if (text.starts_with("\xE2\x80\x9C"))
        judgeQuote(text.substr(3, text.size() - 6), claim);
    else
        judgeLink(text, claim);
    const bool isFound = claim.support == Support::Supported || claim.support == Support::Weak;
    if (isFound && m_reading.citationFindingIn(claim.start, claim.end) != nullptr)
        support(claim, Support::Weak, "the check of citations does not find it as it is cited");
}

// "[2]", "[kb-117]": is there such a source, and does it say what it is cited for?
void ThingJudge::judgeReference(std::string_view label, const SentenceMatch& sentence, Claim& claim)
{
    const GivenText& given = m_reading.source().given;
    const EvidenceSearch& search = m_reading.search();
    // Documents by their id; else by the label in front of the passage, else by their number.
    std::vector<std::pair<std::size_t, std::size_t>> stretches; // bytes
    std::size_t documents = 0;
    for (const GivenPiece& piece : given.pieces()) {
        if (piece.isDropped || piece.place.kind != similarity::PlaceKind::Document)
            continue;
        ++documents;
        if (piece.name == label || std::to_string(documents) == label)
            stretches.emplace_back(piece.start, piece.end);
    }
    const auto more = markedBy(label);
    stretches.insert(stretches.end(), more.begin(), more.end());
    if (stretches.empty()) {
        support(claim, Support::Absent, "there is no such source in what it was given");
        return;
    }
    for (const Hit& hit : sentence.given) {
        const EvidenceSearch::Passage& passage = search.passages()[hit.passage];
        const bool isThere = std::ranges::any_of(stretches, [&](const auto& stretch) {
            return passage.end > stretch.first && passage.start < stretch.second;
        });
        if (isThere && hit.cover >= kNear * sentence.bestCover()) {
            support(claim, Support::Supported, "the source says what it is cited for");
            addEvidence(claim, {hit}, sentence.words);
            return;
        }
    }
    support(claim, Support::Weak, "the source is there; what it is cited for is not found in it");
    Evidence evidence;
    evidence.place = given.placeOf(stretches.front().first, stretches.front().second);
    claim.evidence.push_back(std::move(evidence));
}

std::vector<std::pair<std::size_t, std::size_t>> ThingJudge::markedBy(std::string_view label)
{
    const GivenText& given = m_reading.source().given;
    std::vector<std::pair<std::size_t, std::size_t>> stretches;
    const std::string marked = "[" + std::string(label) + "]";
    const std::string counted = "passage " + std::string(label) + ":";
    for (const std::string& mark : {marked, counted}) {
        if (m_searched >= kMostSearchedForLinks)
            break;
        m_searched += given.text().size();
        // How it cited before and how it was told to cite are no sources.
        std::size_t at = given.text().find(mark);
        while (at != std::string::npos && !isOfSource(given.pieceAt(at)))
            at = given.text().find(mark, at + mark.size());
        if (at == std::string::npos)
            continue;
        // Until the next passage of its kind, or the end of the text.
        const std::size_t end = given.pieceAt(at).end;
        const std::size_t next = given.text().find(mark.front() == '[' ? "\n[" : "\npassage ", at);
        stretches.emplace_back(at, std::min(end, next));
    }
    return stretches;
}

// Exactly as it stands; a longer one is another one.
void ThingJudge::judgeLink(std::string_view link, Claim& claim)
{
    const GivenText& given = m_reading.source().given;
    if (m_searched >= kMostSearchedForLinks) {
        support(claim, Support::Unknown, "there are more links than are looked up");
        return;
    }
    m_searched += given.text().size();
    // Where in a page is no other page.
    link = link.substr(0, link.find('#'));
    while (link.ends_with('/'))
        link.remove_suffix(1);
    std::optional<std::size_t> best;
    Support found = Support::Absent;
    for (std::size_t at = given.text().find(link);
         at != std::string::npos && found != Support::Supported;
         at = given.text().find(link, at + link.size())) {
        const GivenPiece& piece = given.pieceAt(at);
        if (piece.isOwn)
            continue;
        const std::string_view rest =
            restOfLink(std::string_view(given.text()).substr(piece.start, piece.end - piece.start),
                       at - piece.start, link.size());
        const bool isBeginning = rest.starts_with('/') || rest.starts_with('?');
        const Support here = rest.empty()
            ? (piece.isDropped ? Support::Truncated : Support::Supported)
            : (isBeginning && !piece.isDropped ? Support::Weak : Support::Absent);
        if (here == Support::Supported || (here == Support::Truncated && found != here)
            || (here == Support::Weak && found == Support::Absent)) {
            found = here;
            best = at;
        }
    }
    support(claim, found,
            found == Support::Supported       ? "stands in what it was given"
                : found == Support::Truncated ? "stood in an earlier turn that it no longer saw"
                : found == Support::Weak      ? "what it was given has longer ones that begin so"
                                              : m_reading.whyAbsent());
    if (!best)
        return;
    Evidence evidence;
    evidence.place = given.placeOf(*best, *best + link.size());
    evidence.cover = 1;
    evidence.isDropped = found == Support::Truncated;
    evidence.earlier = given.earlierAt(*best, *best + link.size());
    claim.evidence.push_back(std::move(evidence));
}

// By its runs of three words, of which the passage that holds most is the evidence.
void ThingJudge::judgeQuote(std::string_view quote, Claim& claim)
{
    const std::size_t firstByte = static_cast<std::size_t>(quote.data() - m_reading.text().data());
    const Stretch words{m_reading.tokenAt(firstByte), m_reading.tokenAt(firstByte + quote.size())};
    EvidenceSearch& search = m_reading.search();
    const auto hits =
        search.find(m_reading.tokens(), words, EvidenceSearch::Among::GivenSources, 2);
    if (hits.empty() || words.last <= words.first) {
        support(claim, Support::Absent, m_reading.whyAbsent());
        return;
    }
    std::size_t held = 0;
    for (const auto& [ours, theirs] :
         search.sharedRuns(m_reading.tokens(), words, hits.front().passage))
        held = std::max(held, ours.last - ours.first);
    const double share = static_cast<double>(held) / static_cast<double>(words.last - words.first);
    if (hits.front().cover >= kExact && share >= kSmoothed)
        support(claim, Support::Supported, "stands in what it was given");
    else if (hits.front().cover >= kSmoothed)
        support(claim, Support::Weak, "stands in what it was given in other words");
    else
        support(claim, Support::Absent, "nobody says so in what it was given");
    addEvidence(claim, {hits.front()}, words);
}

} // namespace claims
