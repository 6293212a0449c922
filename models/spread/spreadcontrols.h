// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/spread/spread.h"
#include "models/spread/spreadtargets.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace spread {

class SpreadReader;

// Statements of answers that have nothing to do with the suspect, looked for in the same texts: how
// often they seem to be where they are not tells how far a match by text alone can be believed. A
// quarter of them are as near to what is asked for as the sample has any. None is taken twice, nor
// counted where it is boilerplate.
class SpreadControls
{
public:
    struct Sample // what of the recording may be looked at
    {
        telemetry::Timestamp knownAt;
        std::optional<telemetry::Timestamp> until; // what is everywhere was so before
        std::int64_t rows = 0; // of fingerprints
        bool isEverywhereWanted = false;
    };
    // Looks through a sample of the texts: counts how common the runs of `targets` (what is asked
    // for) are, settles these, and takes sentences of some answers, but for those that say what is
    // asked for.
    telemetry::Result<void> choose(const store::Reader& reader, const Sample& sample,
                                   const std::vector<similarity::StatementMatcher>& asked,
                                   SpreadTargets& targets);

    // Any text. It is looked at if it is one of those that are, some hundred thousand of a large
    // recording.
    void look(const store::FingerprintedText& text);

    // Compares up to some hundred of those that may hold one word for word.
    telemetry::Result<FalseMatches> measure(const store::Reader& reader,
                                            telemetry::Timestamp knownAt);

private:
    struct Answer // of a sample
    {
        std::int64_t trace = 0;
        telemetry::SpanId span = telemetry::SpanId::None;
        bool isNear = false;
    };
    struct Hit
    {
        std::size_t control = 0;
        Answer answer;
        std::optional<bool> isFalse; // once it was read
    };
    telemetry::Result<void> count(const store::Reader& reader, const Sample& sample,
                                  SpreadTargets& targets) const;
    telemetry::Result<std::vector<Answer>>
    answersOf(const store::Reader& reader, const Sample& sample, SpreadTargets& targets) const;
    telemetry::Result<void> take(const store::Reader& reader, telemetry::Timestamp knownAt,
                                 const std::vector<Answer>& answers,
                                 const std::vector<similarity::StatementMatcher>& asked,
                                 const SpreadTargets& targets);
    // The sentence of an answer to take, if any.
    std::optional<std::size_t> chosen(const std::vector<similarity::Statement>& statements,
                                      bool isNear, const SpreadTargets& targets);
    telemetry::Result<bool> isFalse(const Hit& hit, const store::Reader& reader,
                                    SpreadReader& texts) const;

    void note(std::size_t control, const store::FingerprintedText& text);

    std::optional<SpreadTargets> m_targets; // the controls
    std::int64_t m_stride = 1; // texts of which one is looked at
    std::int64_t m_looked = 0;
    std::unordered_multimap<std::uint64_t, std::size_t> m_found; // controls by the hash of a text
    std::vector<similarity::StatementMatcher> m_statements;
    std::vector<std::int64_t> m_traces; // where they were taken from
    std::vector<bool> m_isLookedFor; // else it is boilerplate
    std::unordered_set<std::uint64_t> m_taken; // hashes of these
    std::vector<Hit> m_hits; // a sample of all
    std::int64_t m_noted = 0; // of all
    std::uint64_t m_random = 0x9e3779b97f4a7c15ULL; // the same each time
};

} // namespace spread
