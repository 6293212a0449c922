// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claim.h"
#include "models/claims/claimsource.h"
#include "models/claims/evidencesearch.h"
#include "models/claims/statedthings.h"
#include "models/health/groundreading.h"
#include "models/health/tokens.h"
#include "models/telemetry/utf8.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace claims {

// An answer taken apart, beside what it was given; what the parts of claimsOf() share.
class AnswerReading
{
public:
    static constexpr std::size_t kLookedAt = std::size_t{1} << 20U; // bytes of the answer

    // Keeps a reference to the source.
    AnswerReading(const ClaimSource& source, std::optional<std::size_t> member);

    const ClaimSource& source() const { return m_source; }
    std::string_view text() const { return m_text; }
    const std::vector<health::Token>& tokens() const { return m_tokens; }
    EvidenceSearch& search() { return m_search; }
    const EvidenceSearch& search() const { return m_search; }
    const health::GroundReading& ground() const { return m_ground; }
    const std::vector<health::ToolClash>& clashes() const { return m_clashes; }
    std::int64_t codePointAt(std::size_t byte) const { return m_codePoints.codePointAt(byte); }
    // Where a code point of the answer begins.
    std::size_t byteAt(std::int64_t codePoint) const;
    std::string_view textOf(std::size_t firstToken, std::size_t lastToken) const;
    // The first token that starts at or after a byte.
    std::size_t tokenAt(std::size_t byte) const;

    // Why what stands nowhere in what was given may have been given all the same; empty: it was
    // not.
    std::string_view whyNotAbsent() const;
    // Of what was not: "nowhere in what it was given", and which turns were not looked at.
    std::string whyAbsent() const;

    // A passage of an earlier answer of a model, and not of what it was given.
    bool isOwn(std::size_t passage) const;
    bool isQuestion(std::size_t passage) const; // the last words of the user
    // Tells the model what to do, where what to say comes from results and documents.
    bool isInstruction(std::size_t passage) const;

    // A check found there what makes a statement of any sentence: a figure or a name of code that
    // was not given, or something that is said otherwise.
    bool isStatedIn(std::int64_t start, std::int64_t end) const;
    // What groundedness found in a stretch of code points; null: nothing.
    const telemetry::Finding* findingIn(std::int64_t start, std::int64_t end) const;
    const telemetry::Finding* citationFindingIn(std::int64_t start, std::int64_t end) const;
    // The highest log-odds of a word there; nothing where no word was scored.
    std::optional<float> doubtIn(std::int64_t start, std::int64_t end) const;

    // A passage as evidence for a sentence.
    Evidence evidenceOf(const health::Stretch& words, std::size_t passage, double cover) const;
    // Where `text` stands in a passage, as a word of its own.
    std::optional<TextPlace> placeIn(std::size_t passage, std::string_view text) const;
    // Figures of a passage, kept.
    const std::vector<StatedThing>& figuresOf(std::size_t passage);

private:
    void forgetWhatIsGiven();

    const ClaimSource& m_source;
    std::string_view m_text;
    telemetry::CodePointIndex m_codePoints;
    std::vector<health::Token> m_tokens;
    EvidenceSearch m_search;
    health::GroundReading m_ground;
    std::vector<health::ToolClash> m_clashes;
    std::vector<telemetry::Finding> m_citations;
    std::unordered_map<std::size_t, std::vector<StatedThing>> m_figures;
};

} // namespace claims
