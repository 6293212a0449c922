// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <set>
#include <string>
#include <utility>

namespace commands {

// Whether the answers to probes are those of the model that was asked. A router that falls back to
// another model answers well, and proves nothing of the one that is to be pinned. The name that an
// answer tells (its "model") says so where the endpoint is known to repeat what it was asked for;
// an alias never does, and then only an answer by the other version's model is taken for a
// fallback. Told in the order of the answers. Plain value.
class ServedWatch
{
public:
    // What is asked for as candidate and as current version; `current` may be empty.
    // `isOneEndpoint`: both are asked at one place.
    ServedWatch(std::string candidate, std::string current, bool isOneEndpoint)
        : m_candidate(std::move(candidate))
        , m_current(std::move(current))
        , m_isOneEndpoint(isOneEndpoint)
    {
    }

    // Why an answer counts as none; empty: it counts. `served`: as the answer tells, may be empty.
    std::string objection(bool isCandidate, const std::string& served);

    // The models that gave the candidate's answers that counted, where they are called otherwise
    // than what was asked for, in words: " Answered by glyph-2."; else empty.
    std::string answeredBy() const;

private:
    std::string m_candidate;
    std::string m_current;
    bool m_isOneEndpoint;
    bool m_doesRepeat = false; // the candidate's endpoint names what it was asked for
    bool m_doesOtherRepeat = false; // that of the current version, where it is another one
    std::set<std::string> m_byCandidate;
    std::set<std::string> m_byCurrent;
};

} // namespace commands
