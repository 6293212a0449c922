// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/textplace.h"
#include "models/similarity/statements.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace claims {

// How one text holds the words of a claim.
struct WordsFound
{
    similarity::StatementMatch match; // bytes
    bool isChanged = false; // says otherwise
    bool isScattered = false; // its figures, names and rare words stand there, in other words
};

// Looks for the words of one claim, also where a figure, a name or a negation is another one.
class WordSearch
{
public:
    explicit WordSearch(std::string_view claim);

    std::optional<WordsFound> find(std::string_view text) const;
    // What of its words stands anywhere in what a generation was given. Linear in that.
    struct Given
    {
        std::vector<std::string> missing; // figures and names that do not, as the claim writes them
        double share = 0; // 0..1 of its words but common ones that do
    };
    Given givenTo(const telemetry::Generation& generation) const;

private:
    static std::vector<similarity::Token> masked(std::vector<similarity::Token> tokens);
    std::optional<similarity::StatementMatch>
    findScattered(const std::vector<similarity::Token>& tokens) const;
    std::optional<similarity::StatementMatch>
    findRun(const std::vector<similarity::Token>& tokens) const;

    similarity::Statement m_statement;
    similarity::Statement m_masked;
    struct Word
    {
        std::size_t index = 0; // among the different words of the claim
        double weight = 0;
        bool isTelling = false;
    };
    std::unordered_map<std::uint32_t, Word> m_words; // by hash; empty: not to be looked for
    double m_weight = 0; // of all
    std::size_t m_telling = 0;
    std::optional<similarity::StatementMatcher> m_matcher; // nothing: too short for it
    std::optional<similarity::StatementMatcher> m_maskedMatcher;
};

// A text of the trace that holds the words.
struct Occurrence
{
    TextPlace place;
    telemetry::Timestamp at; // when the text was there: received at the start, given at the end
    telemetry::Timestamp start; // of the step
    bool isReceived = false; // by a model or, as arguments, by a tool
    bool isOfModel = false; // a model said it, now or earlier
    bool isAsked = false; // of what was received: what a person or the instructions said
    std::size_t text = 0; // of equal texts the same
    WordsFound found;
};

struct Occurrences
{
    std::vector<Occurrence> all; // in the order of the trace
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> bySpan; // ascending
    bool isCut = false;
};

// Of the steps that began no later than `until`.
Occurrences occurrencesOf(const trace::TraceContents& contents, const WordSearch& words,
                          telemetry::Timestamp until);

// What two stretches say differently, as each says it: "90 days", "30 days". Empty: nothing.
struct Difference
{
    std::string here;
    std::string there;
};
Difference differenceOf(std::string_view here, std::string_view there);

} // namespace claims
