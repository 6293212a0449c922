// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/effectsight.h"

#include "models/runbook/levervalue.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

namespace runbook {

namespace {

constexpr const char* kShown = "the control plane shows it; ";

// A model's or version's name in its parts: "router/openai/m-1-2026-11-20" is served by openai.
struct Name
{
    std::vector<std::string> providers; // outermost first
    std::string family; // "m-1"; the whole where no snapshot is told
    std::string snapshot; // "2026-11-20"; empty: none is told
};

bool isNumber(const std::string& text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isdigit(c) != 0;
    });
}

bool isDay(int month, int day)
{
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

// What providers add to a family to name one state of it: a date ("2026-11-20", "20261120"), month
// and day ("0613"), year and month ("2407"), or a number that begins with a zero ("002").
bool isSnapshot(std::string text)
{
    const bool isDashed = text.size() == 10 && text[4] == '-' && text[7] == '-';
    if (isDashed)
        text.erase(7, 1).erase(4, 1);
    if (!isNumber(text))
        return false;
    if (text.size() == 8)
        return (text.starts_with("19") || text.starts_with("20"))
            && isDay(std::stoi(text.substr(4, 2)), std::stoi(text.substr(6, 2)));
    if (text.size() != 4)
        return text.size() == 3 && text.front() == '0';
    const int first = std::stoi(text.substr(0, 2));
    const int second = std::stoi(text.substr(2, 2));
    return isDay(first, second) || (first >= 23 && first < 40 && isDay(second, 1));
}

Name nameOf(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    Name name;
    std::size_t from = 0;
    for (std::size_t at = text.find('/'); at != std::string::npos; at = text.find('/', from)) {
        if (at > from)
            name.providers.push_back(text.substr(from, at - from));
        from = at + 1;
    }
    name.family = text.substr(from);
    if (name.family.starts_with('v') && isNumber(name.family.substr(1)))
        name.family.erase(0, 1);
    // The longest first: "-2026-11-20" ends in no "-20".
    for (const std::size_t length : {10U, 8U, 4U, 3U}) {
        if (name.family.size() <= length + 1)
            continue;
        const std::size_t gap = name.family.size() - length - 1;
        const bool isApart = name.family[gap] == '-' || name.family[gap] == '@';
        if (!isApart || !isSnapshot(name.family.substr(gap + 1)))
            continue;
        name.snapshot = name.family.substr(gap + 1);
        if (length == 10) // one date in two spellings
            name.snapshot.erase(7, 1).erase(4, 1);
        name.family.erase(gap);
        break;
    }
    return name;
}

// As far as both name them: "openai/m" may be served through "router/openai/m".
bool isOneProvider(const Name& one, const Name& other)
{
    const std::size_t both = std::min(one.providers.size(), other.providers.size());
    return std::equal(one.providers.rbegin(),
                      one.providers.rbegin() + static_cast<std::ptrdiff_t>(both),
                      other.providers.rbegin());
}

enum class Match : std::uint8_t
{
    Other,
    Family, // of the snapshot that is asked for: it may be this one
    Served,
};

Match matched(const std::string& served, const std::string& wanted)
{
    if (served.empty() || wanted.empty())
        return Match::Other;
    const Name seen = nameOf(served);
    const Name asked = nameOf(wanted);
    if (seen.family.empty() || seen.family != asked.family || !isOneProvider(seen, asked))
        return Match::Other;
    if (asked.snapshot.empty() || seen.snapshot == asked.snapshot)
        return Match::Served;
    return seen.snapshot.empty() ? Match::Family : Match::Other;
}

// "v6 (4) and v7 (1)"
std::string countsText(const std::map<std::string, std::size_t>& counts)
{
    std::string text;
    std::size_t left = counts.size();
    for (const auto& [value, count] : counts) {
        text += value + " (" + std::to_string(count) + ")";
        --left;
        text += left == 0 ? "" : left == 1 ? " and " : ", ";
    }
    return text;
}

std::string answersText(std::size_t count)
{
    return std::to_string(count) + (count == 1 ? " new answer" : " new answers");
}

} // namespace

EffectSight::EffectSight(const LeverPlan& plan, telemetry::Timestamp accepted, bool hasAnswers)
    : m_seenAs(plan.lever.seenAs)
    , m_wanted(plan.lever.seenAs == "instrumentation" ? versionAlone(plan.to) : plan.to)
    , m_accepted(accepted)
{
    if (m_seenAs.empty() || plan.isRemoval || plan.to.empty()) { // no answer shows an empty value
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

void EffectSight::takeEarlier(const std::vector<telemetry::Generation>& answers)
{
    if (m_isReached)
        return;
    std::size_t told = 0;
    std::size_t wanted = 0;
    for (const telemetry::Generation& answer : answers) {
        const std::string value = servedValue(answer, m_seenAs);
        if (answer.start > m_accepted || value.empty())
            continue;
        ++told;
        wanted += isServed(value, m_wanted) ? 1 : 0;
    }
    m_wasServedBefore = told > 0 && wanted == told;
}

void EffectSight::take(const std::vector<telemetry::Generation>& answers)
{
    if (m_isReached)
        return;
    std::vector<std::pair<telemetry::Timestamp, std::string>> told;
    std::size_t untold = 0;
    std::string family; // of which they do not say which snapshot
    for (const telemetry::Generation& answer : answers) {
        if (answer.start <= m_accepted)
            continue;
        std::string value = servedValue(answer, m_seenAs);
        const bool isFamily = matched(value, m_wanted) == Match::Family;
        if (isFamily)
            family = value;
        if (value.empty() || isFamily)
            ++untold;
        else
            told.emplace_back(answer.start, std::move(value));
    }
    if (told.empty()) {
        m_isReached = untold >= kAgreeing;
        const std::string lead = m_isReached ? "told by the control plane alone: " : kShown;
        if (!family.empty())
            m_detail = lead + answersText(untold) + (untold == 1 ? " names only " : " name only ")
                + family + ", not which snapshot of it";
        else if (m_isReached)
            m_detail = lead + "none of " + answersText(untold) + " names its " + m_seenAs;
        else
            m_detail = lead
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
        // What is asked for by its family's name is served by one of its snapshots, or several.
        std::map<std::string, std::size_t> served;
        for (auto each = told.end() - static_cast<std::ptrdiff_t>(newest); each != told.end();
             ++each)
            ++served[each->second];
        const bool isNamedAlike = served.size() == 1
            && nameOf(served.begin()->first).snapshot == nameOf(m_wanted).snapshot;
        if (!isNamedAlike)
            m_detail += ", as " + (served.size() == 1 ? served.begin()->first : countsText(served));
        if (m_wasServedBefore)
            m_detail += "; those before were by it, too, so they do not show what this write did";
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
    const std::string by = most->first + (others.size() > 1 ? " and others" : "");
    m_detail = sum == told.size() ? kShown + all + ", none yet by " + m_wanted + " but by " + by
                                  : kShown + std::to_string(sum) + " of " + all + " still by " + by;
}

std::string servedValue(const telemetry::Generation& answer, const std::string& seenAs)
{
    if (seenAs == "model")
        return answer.modelServed; // what was asked for says nothing of what served
    if (seenAs == "version")
        return answer.version;
    if (seenAs == "adapter")
        return answer.adapter;
    if (seenAs == "instrumentation") // by whichever library: a lever names the version alone
        return versionAlone(answer.instrumentation);
    return seenAs == "prompt" ? answer.promptVersion : std::string();
}

bool isServed(const std::string& served, const std::string& wanted)
{
    return matched(served, wanted) == Match::Served;
}

} // namespace runbook
