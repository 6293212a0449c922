// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/answerreading.h"
#include "models/claims/claim.h"
#include "models/claims/deniedthings.h"
#include "models/claims/thingjudge.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace claims {

// Holds what a sentence denies against passages of the same matter that affirm it.
class DenialJudge
{
public:
    explicit DenialJudge(AnswerReading& reading)
        : m_reading(reading)
    {
    }

    // One for each thing that is denied and affirmed there. Looks at 64 places for each at most;
    // none where any of them denies it as well. What the model said itself is passed over.
    std::vector<Evidence> against(const SentenceMatch& match);

private:
    std::optional<Evidence> against(const SentenceMatch& match, const DeniedThing& denied,
                                    const std::vector<std::uint64_t>& asked);
    bool isWaivedAfter(std::size_t passage) const; // by the next sentence
    bool isOfSameMatter(const SentenceMatch& match, std::size_t passage) const;
    std::vector<std::uint64_t> askedIn(const health::Stretch& words);

    AnswerReading& m_reading;
    std::optional<std::vector<std::uint64_t>> m_question; // keys of its words
};

} // namespace claims
