// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/causes/casefixture.h"

#include <algorithm>
#include <chrono>

namespace casetest {

using causes::CaseAnswer;
using causes::Trait;

telemetry::Timestamp at(double seconds)
{
    return telemetry::fromUnixNanos(1'780'000'000'000'000'000LL
                                    + static_cast<long long>(seconds * 1e9));
}

Fleet::Fleet(std::uint64_t seed)
    : m_random(seed)
{
    m_rows.question = {.service = "bot", .check = {}, .alarm = {}, .range = {at(0), at(kLength)}};
    m_rows.checks = {"groundedness", "faithfulness"};
    for (double second = 0; second < kLength; second += 0.2) {
        m_rows.answers.push_back(answer(second, "bot"));
        m_rows.others.push_back(answer(second + 0.1, "agent"));
    }
}

CaseAnswer Fleet::answer(double second, const std::string& service)
{
    CaseAnswer row;
    ++m_number;
    for (std::size_t i = 0; i < 8; ++i)
        row.key.trace.bytes[i] = static_cast<unsigned char>(m_number >> (8 * i));
    row.key.span = telemetry::SpanId{m_number};
    row.start = at(second);
    row.end = at(second + 0.6);
    row.service = service;
    row.trait(Trait::Model) = "m-1";
    row.trait(Trait::Version) = "1.0";
    row.trait(Trait::Adapter) = chance(0.4) ? "voice-1" : "";
    row.trait(Trait::Prompt) = "7";
    row.trait(Trait::Index) = "2026-11-20";
    row.trait(Trait::Judge) = "judge-1";
    row.trait(Trait::Instrumentation) = "openai 2.3";
    row.content = telemetry::ContentState::Captured;
    row.inputChars = 1000 + static_cast<std::int64_t>(m_random() % 8000);
    row.inputTokens = row.inputChars / 4;
    row.outputTokens = 100;
    row.documents = {"kb-" + std::to_string(m_random() % 20)};
    row.load = 3;
    row.toolCalls = 2;
    row.toldCalls = 2;
    row.traceAnswers = 2;
    setFailed(row, "groundedness", chance(0.01));
    setFailed(row, "faithfulness", chance(0.03));
    return row;
}

void Fleet::setFailed(CaseAnswer& row, const std::string& check, bool isFailed)
{
    const auto found = std::ranges::find(m_rows.checks, check);
    const causes::CheckBits bit = causes::CheckBits{1} << (found - m_rows.checks.begin());
    row.failed = isFailed ? row.failed | bit : row.failed & ~bit;
    row.passed = isFailed ? row.passed & ~bit : row.passed | bit;
}

void Fleet::each(const std::function<void(CaseAnswer& row, double second)>& change)
{
    for (CaseAnswer& row : m_rows.answers)
        change(row, std::chrono::duration<double>(row.start - at(0)).count());
}

namespace {

void failAll(Fleet& fleet, CaseAnswer& row, bool isFailed)
{
    fleet.setFailed(row, "groundedness", isFailed);
    fleet.setFailed(row, "faithfulness", isFailed);
}

// From the change on a trait has another value in a share of the answers, and many of them fail.
void spoil(Fleet& fleet, Trait trait, const std::string& value, double share)
{
    fleet.each([&](CaseAnswer& row, double second) {
        const bool isIts = trait != Trait::Adapter || !row.trait(trait).empty();
        if (second < kChange || !isIts || !fleet.chance(share))
            return;
        row.trait(trait) = value;
        if (fleet.chance(0.5))
            failAll(fleet, row, true);
    });
}

void addOverload(Fleet& fleet)
{
    fleet.rows().checks.push_back("degeneration");
    fleet.each([&](CaseAnswer& row, double second) {
        row.load =
            second < kChange ? 2 + (fleet.chance(0.5) ? 1 : 0) : 7 + (fleet.chance(0.5) ? 2 : 0);
        fleet.setFailed(row, "degeneration",
                        fleet.chance(row.load > 8       ? 0.6
                                         : row.load > 5 ? 0.3
                                                        : 0.01));
    });
}

void addPoison(Fleet& fleet)
{
    fleet.rows().checks = {"consistency", "correctness"};
    fleet.each([&](CaseAnswer& row, double second) {
        const bool isRefund = row.documents.front() < "kb-13";
        fleet.setFailed(row, "consistency", fleet.chance(0.01));
        fleet.setFailed(row, "correctness", fleet.chance(0.02));
        if (second < kChange)
            return;
        row.trait(Trait::Index) = "2026-11-27";
        if (!isRefund)
            return;
        row.documents.push_back("kb-190");
        fleet.setFailed(row, "consistency", fleet.chance(0.5));
        fleet.setFailed(row, "correctness", fleet.chance(0.8));
    });
}

void addLoop(Fleet& fleet)
{
    fleet.each([&](CaseAnswer& row, double second) {
        if (second < kChange)
            return;
        row.trait(Trait::Version) = "1.1";
        if (!fleet.chance(0.5))
            return;
        row.toolCalls = 9;
        row.toldCalls = 9;
        row.repeatedCalls = 7;
        fleet.setFailed(row, "groundedness", fleet.chance(0.5));
    });
}

void addHarshJudge(Fleet& fleet)
{
    const auto spoilJudge = [&fleet](CaseAnswer& row) {
        row.trait(Trait::Judge) = "judge-2";
        fleet.setFailed(row, "faithfulness", fleet.chance(0.5));
    };
    fleet.each([&](CaseAnswer& row, double second) {
        if (second >= kChange)
            spoilJudge(row);
    });
    for (CaseAnswer& row : fleet.rows().others) {
        if (row.start >= at(kChange))
            spoilJudge(row);
    }
    store::JudgeRow judge;
    judge.service = "bot";
    judge.check = "faithfulness";
    judge.passed = 727;
    judge.failed = 23;
    judge.delayMedian = std::chrono::seconds(2);
    judge.models = {"judge-1"};
    fleet.rows().judgesBefore = {judge};
    judge.passed = 375;
    judge.failed = 375;
    judge.delayMedian = std::chrono::seconds(4);
    judge.models = {"judge-2"};
    fleet.rows().judgesAfter = {judge};
}

void addBlindness(Fleet& fleet)
{
    fleet.each([&](CaseAnswer& row, double second) {
        if (second < kChange)
            return;
        row.trait(Trait::Instrumentation) = "openai 2.4";
        row.content = telemetry::ContentState::NotCaptured;
        row.inputChars = 0;
        row.unknown |= 1;
        row.passed &= ~causes::CheckBits{1};
        row.failed &= ~causes::CheckBits{1};
    });
}

} // namespace

void addFault(Fleet& fleet, const std::string& cause)
{
    if (cause == "bad_model_version")
        spoil(fleet, Trait::Model, "m-2", 1);
    else if (cause == "corrupted_fine_tune")
        spoil(fleet, Trait::Adapter, "voice-2", 1);
    else if (cause == "prompt_regression")
        spoil(fleet, Trait::Prompt, "8", 0.65);
    else if (cause == "incoherence_under_load")
        addOverload(fleet);
    else if (cause == "bad_retrieval_index")
        addPoison(fleet);
    else if (cause == "judge_drift")
        addHarshJudge(fleet);
    else if (cause == "agent_loop")
        addLoop(fleet);
    else if (cause == "telemetry_fault")
        addBlindness(fleet);
    else if (cause == "context_truncation")
        fleet.each([&](CaseAnswer& row, double second) {
            if (second < kChange || *row.inputTokens <= 1024)
                return;
            row.trait(Trait::Version) = "1.1";
            row.inputTokens = 1024;
            failAll(fleet, row, fleet.chance(0.8));
        });
}

void addRedHerring(Fleet& fleet, const std::string& trait, double second, double share)
{
    const Trait which = trait == "version" ? Trait::Version
        : trait == "prompt"                ? Trait::Prompt
        : trait == "index"                 ? Trait::Index
        : trait == "adapter"               ? Trait::Adapter
                                           : Trait::Model;
    fleet.each([&](CaseAnswer& row, double time) {
        if (time >= second && fleet.chance(share))
            row.trait(which) = "harmless";
    });
}

} // namespace casetest
