// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/meanings.h"

#include "models/sampling/phrasing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace sampling {

namespace {

constexpr std::size_t kFew = 10; // as the published results used

std::string percent(double share)
{
    return std::to_string(std::lround(share * 100)) + " %";
}

double ofCounts(const Meanings& meanings)
{
    double entropy = 0;
    for (const MeaningClass& one : meanings.classes) {
        const double share =
            static_cast<double>(one.members.size()) / static_cast<double>(meanings.count);
        entropy -= share * std::log(share);
    }
    return std::max(entropy, 0.0);
}

void addCoverage(Meanings& meanings)
{
    const auto n = static_cast<double>(meanings.count);
    auto single = static_cast<double>(std::ranges::count_if(
        meanings.classes, [](const MeaningClass& one) { return one.members.size() == 1; }));
    if (meanings.count < 2) {
        meanings.coverage = 0;
        meanings.adjusted = meanings.entropy;
        return;
    }
    single = std::min(single, n - 1); // else nothing would be covered
    meanings.coverage = 1 - single / n;
    double adjusted = 0;
    for (const MeaningClass& one : meanings.classes) {
        const double share = meanings.coverage * static_cast<double>(one.members.size()) / n;
        adjusted -= share * std::log(share) / (1 - std::pow(1 - share, n));
    }
    meanings.adjusted = std::max(adjusted, meanings.entropy);
}

} // namespace

Meanings meaningsOf(std::size_t count, const SameMeaning& isSame, bool hasSuspect)
{
    Meanings meanings;
    meanings.count = count;
    std::vector<bool> isTaken(count, false);
    for (std::size_t i = 0; i < count; ++i) {
        if (isTaken[i])
            continue;
        MeaningClass opened{.members = {i}, .interval = {}};
        for (std::size_t j = i + 1; j < count; ++j) {
            if (!isTaken[j] && isSame(i, j)) {
                isTaken[j] = true;
                opened.members.push_back(j);
            }
        }
        meanings.classes.push_back(std::move(opened));
    }
    std::ranges::stable_sort(meanings.classes, std::ranges::greater(),
                             [](const MeaningClass& one) { return one.members.size(); });
    const auto n = static_cast<double>(count);
    for (MeaningClass& one : meanings.classes)
        one.interval = telemetry::wilsonInterval(
            {.with = static_cast<double>(one.members.size()), .count = n});
    if (count == 0)
        return meanings;
    meanings.entropy = ofCounts(meanings);
    meanings.normalised = count > 1 ? std::min(meanings.entropy / std::log(n), 1.0) : 0;
    addCoverage(meanings);
    std::size_t with = 0;
    for (std::size_t i = 0; hasSuspect && i < meanings.classes.size(); ++i) {
        if (!isSame(meanings.classes[i].members.front(), kSuspect))
            continue;
        meanings.suspectClass = i;
        with = meanings.classes[i].members.size();
        break;
    }
    meanings.suspectInterval =
        telemetry::wilsonInterval({.with = static_cast<double>(with), .count = n});
    return meanings;
}

Meanings lexicalMeanings(const std::vector<std::string>& texts, const std::string& suspect)
{
    std::vector<Phrasing> phrasings;
    phrasings.reserve(texts.size() + 1);
    for (const std::string& text : texts)
        phrasings.emplace_back(text);
    phrasings.emplace_back(suspect);
    const auto isSame = [&](std::size_t first, std::size_t second) {
        return areSame(phrasings[first], second == kSuspect ? phrasings.back() : phrasings[second]);
    };
    return meaningsOf(texts.size(), isSame, !suspect.empty());
}

std::string inWords(const Meanings& meanings)
{
    if (meanings.count == 0)
        return "No answer came, so nothing can be said.";
    if (meanings.count == 1)
        return "One answer: it takes two to tell whether the model varies.";
    const std::string n = std::to_string(meanings.count);
    std::array<char, 64> figure{};
    std::snprintf(figure.data(), figure.size(), "entropy %.2f of at most %.2f", meanings.entropy,
                  std::log(static_cast<double>(meanings.count)));
    std::string text;
    if (meanings.classes.size() == 1)
        text = "All " + n + " answers say the same (" + figure.data() + ").";
    else if (meanings.classes.size() == meanings.count)
        text = "Each of " + n + " answers says something else (" + figure.data()
            + "), as far as words can tell.";
    else
        text = n + " answers, " + std::to_string(meanings.classes.size()) + " meanings ("
            + figure.data() + "); " + std::to_string(meanings.classes.front().members.size())
            + " of " + n + " agree on the commonest.";
    if (meanings.count < kFew)
        text += " About " + percent(meanings.coverage)
            + " of what the model may say is among so few, at most; more answers can only add "
              "meanings.";
    return text;
}

std::string suspectInWords(const Meanings& meanings)
{
    if (meanings.count == 0)
        return {};
    const std::string n = std::to_string(meanings.count);
    if (!meanings.suspectClass)
        return "No sample says what the suspect said (0 of " + n + ", at most "
            + percent(meanings.suspectInterval.high) + ").";
    return std::to_string(meanings.classes[*meanings.suspectClass].members.size()) + " of " + n
        + " samples say what the suspect said (" + percent(meanings.suspectInterval.low) + " to "
        + percent(meanings.suspectInterval.high) + ").";
}

} // namespace sampling
