// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/effectsight.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

namespace runbook {

namespace {

constexpr const char* kShown = "the control plane shows it; ";

std::string plain(const std::string& value)
{
    const std::size_t slash = value.rfind('/');
    std::string result = slash == std::string::npos ? value : value.substr(slash + 1);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto isDigit = [](unsigned char c) { return std::isdigit(c) != 0; };
    if (result.size() > 1 && result.front() == 'v'
        && std::all_of(result.begin() + 1, result.end(), isDigit))
        result.erase(0, 1);
    return result;
}

// "-2026-11-20", "-20261120": eight digits, and nothing else but dashes.
bool isDate(const std::string& text)
{
    const auto digits = std::count_if(text.begin(), text.end(),
                                      [](unsigned char c) { return std::isdigit(c) != 0; });
    const auto dashes = std::count(text.begin(), text.end(), '-');
    return !text.empty() && text.front() == '-' && digits == 8
        && digits + dashes == static_cast<std::ptrdiff_t>(text.size());
}

std::string answersText(std::size_t count)
{
    return std::to_string(count) + (count == 1 ? " new answer" : " new answers");
}

} // namespace

EffectSight::EffectSight(const LeverPlan& plan, telemetry::Timestamp accepted, bool hasAnswers)
    : m_seenAs(plan.lever.seenAs)
    , m_wanted(plan.to)
    , m_accepted(accepted)
{
    if (m_seenAs.empty() || plan.isRemoval) {
        m_isReached = true;
        m_detail = "told by the control plane alone: nothing of an answer shows this lever";
    } else if (!hasAnswers) {
        m_isReached = true;
        m_detail =
            "told by the control plane alone: no answers of " + plan.lever.target + " are recorded";
    } else {
        m_detail = std::string(kShown) + "no new answer yet";
    }
}

void EffectSight::take(const std::vector<telemetry::Generation>& answers)
{
    if (m_isReached)
        return;
    std::vector<std::pair<telemetry::Timestamp, std::string>> told;
    std::size_t untold = 0;
    for (const telemetry::Generation& answer : answers) {
        if (answer.start <= m_accepted)
            continue;
        if (std::string value = servedValue(answer, m_seenAs); value.empty())
            ++untold;
        else
            told.emplace_back(answer.start, std::move(value));
    }
    if (told.empty() && untold >= kAgreeing) {
        m_isReached = true;
        m_detail = "told by the control plane alone: none of " + answersText(untold) + " names its "
            + m_seenAs;
        return;
    }
    if (told.empty()) {
        m_detail = kShown
            + (untold == 0 ? std::string("no new answer yet")
                           : answersText(untold) + " without the " + m_seenAs + " named");
        return;
    }
    std::sort(told.begin(), told.end());
    std::map<std::string, std::size_t> others;
    for (const auto& [start, value] : told) {
        if (!isServed(value, m_wanted))
            ++others[value];
    }
    const std::size_t newest = std::min(kAgreeing, told.size());
    const bool isAgreed =
        std::all_of(told.end() - static_cast<std::ptrdiff_t>(newest), told.end(),
                    [this](const auto& each) { return isServed(each.second, m_wanted); });
    m_isReached = isAgreed && newest == kAgreeing;
    const std::string all = answersText(told.size());
    if (m_isReached) {
        m_detail = "seen in the newest " + std::to_string(kAgreeing) + " of " + all;
        return;
    }
    if (others.empty()) {
        m_detail =
            kShown + all + " by " + m_wanted + ", " + std::to_string(kAgreeing) + " are asked for";
        return;
    }
    const auto most =
        std::max_element(others.begin(), others.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    std::size_t sum = 0;
    for (const auto& [value, count] : others)
        sum += count;
    m_detail = kShown + std::to_string(sum) + " of " + all + " still by " + most->first
        + (others.size() > 1 ? " and others" : "");
}

std::string servedValue(const telemetry::Generation& answer, const std::string& seenAs)
{
    if (seenAs == "model")
        return answer.modelServed; // what was asked for says nothing of what served
    if (seenAs == "version")
        return answer.version;
    if (seenAs == "adapter")
        return answer.adapter;
    return seenAs == "prompt" ? answer.promptVersion : std::string();
}

bool isServed(const std::string& served, const std::string& wanted)
{
    const std::string seen = plain(served);
    const std::string asked = plain(wanted);
    return !asked.empty()
        && (seen == asked || (seen.rfind(asked, 0) == 0 && isDate(seen.substr(asked.size()))));
}

} // namespace runbook
