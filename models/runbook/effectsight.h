// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace runbook {

// Whether a lever is seen in the answers that started after its write was accepted. Reached when
// the newest kAgreeing of those that tell the value all tell the wanted one: by then a version that
// still takes half of the answers would pass in 1 of 32 cases, and one share of a canary is not
// taken for the whole. Where nothing could tell, because nothing of an answer shows this lever, no
// answers of the target are recorded, or kAgreeing of them came without the value, it is reached by
// the control plane alone, and says so. Plain value, no threads.
class EffectSight
{
public:
    static constexpr std::size_t kAgreeing = 5;

    // `hasAnswers`: the recording holds answers of the target from the time before.
    EffectSight(const LeverPlan& plan, telemetry::Timestamp accepted, bool hasAnswers);

    // All new answers so far, in any order; those that started before are left out.
    void take(const std::vector<telemetry::Generation>& answers);

    // The newest answers from before, in any order: where all that tell the value told the wanted
    // one already, new ones do not show that the write did anything, and the detail says so from
    // then on. It is reached all the same. Before take().
    void takeEarlier(const std::vector<telemetry::Generation>& answers);
    // Answers from before showed it, too: what the write brought about cannot be told from them.
    bool wasServedBefore() const { return m_wasServedBefore; }

    telemetry::Timestamp accepted() const { return m_accepted; }
    bool isReached() const { return m_isReached; }
    // "the control plane shows it; 3 of 12 new answers still by v7"
    const std::string& detail() const { return m_detail; }

private:
    std::string m_seenAs;
    std::string m_wanted;
    telemetry::Timestamp m_accepted;
    bool m_isReached = false;
    bool m_wasServedBefore = false;
    std::string m_detail;
};

// What of an answer shows the value of a lever that is seen as model, version, adapter, prompt
// or instrumentation, of which the version alone; empty: it does not tell.
std::string servedValue(const telemetry::Generation& answer, const std::string& seenAs);
// Whether what served is what was asked for. A family ("m-1") may be served by any of its snapshots
// ("m-1-2026-11-20", "m-1@20261120", "m-1-0613", "m-1-2407", "m-1-002"), a named snapshot by itself
// alone. Providers in front ("openai/m-1") have to agree as far as both name them, from the model
// outwards. Case makes no difference, nor does a "v" before a number. What an answer says of its
// provider besides is not used: with a gateway in between it is the client library's.
bool isServed(const std::string& served, const std::string& wanted);

} // namespace runbook
