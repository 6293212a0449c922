// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/judging.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace health {

namespace {

// Words of names that say which release it is, not which model.
bool isRelease(std::string_view part)
{
    constexpr std::array<std::string_view, 9> words{"latest", "preview", "stable",  "exp", "beta",
                                                    "alpha",  "rc",      "default", "hf"};
    const bool isNumber = part.find_first_not_of("0123456789") == std::string_view::npos;
    const bool isRevision = part.size() <= 3 && part.front() == 'v' && part.size() > 1
        && part.find_first_not_of("0123456789", 1) == std::string_view::npos;
    // 2024, 0613, 20241022, 001: dates and builds. "4" and "70" tell models apart.
    return std::ranges::find(words, part) != words.end() || isRevision
        || (isNumber && part.size() >= 3);
}

// "us.anthropic.claude-3-5-sonnet-20241022-v2:0" is claude, 3, 5, sonnet.
std::vector<std::string> partsOf(std::string_view model)
{
    std::string name = lowered(model);
    // Path of a provider or a deployment before it, a tag or a quantisation behind.
    name.erase(0, name.find_last_of('/') == std::string::npos ? 0 : name.find_last_of('/') + 1);
    for (const std::string_view provider : {"us.", "eu.", "apac.", "anthropic.", "meta.", "amazon.",
                                            "mistral.", "cohere.", "openai."})
        name.erase(0, name.starts_with(provider) ? provider.size() : 0);
    if (const std::size_t tag = name.find_first_of(":@"); tag != std::string::npos) {
        if (name.substr(tag + 1) == "latest" || name.size() - tag <= 3)
            name.resize(tag);
    }
    std::vector<std::string> parts;
    std::string part;
    const auto close = [&] {
        if (!part.empty() && !isRelease(part))
            parts.push_back(part);
        part.clear();
    };
    for (const char c : name) {
        const bool isSeparator =
            c == '-' || c == '_' || c == '.' || c == ' ' || c == ':' || c == '@';
        const bool isDigit = c >= '0' && c <= '9';
        const bool wasDigit = !part.empty() && part.back() >= '0' && part.back() <= '9';
        // "gpt4" is "gpt-4", but "4o", "70b" and "o3" are words of their own.
        if (isSeparator || (isDigit && !wasDigit && part.size() >= 2))
            close();
        if (!isSeparator)
            part += c;
    }
    close();
    return parts;
}

bool beginsWith(const std::vector<std::string>& longer, const std::vector<std::string>& shorter)
{
    return longer.size() >= shorter.size()
        && std::equal(shorter.begin(), shorter.end(), longer.begin());
}

// Whether a name tells models apart at all: "default" and "answers" are routes, behind which any
// model may be.
bool isModelName(const std::vector<std::string>& parts)
{
    return std::ranges::any_of(parts, [](const std::string& part) {
        return std::ranges::any_of(part, [](char c) { return c >= '0' && c <= '9'; });
    });
}

// Names that differ only in what size or variant they name are the likeliest swap to go unnoticed.
constexpr std::array<std::string_view, 11> kVariants{
    "mini", "nano", "lite", "small", "tiny", "flash", "haiku", "turbo", "instruct", "pro", "it"};

} // namespace

Judgement judgeServedModel(const Subject& subject)
{
    if (subject.modelRequested.empty() || subject.modelServed.empty())
        return doesNotApply("the telemetry does not name both the model asked for and the one that "
                            "answered");
    if (subject.modelRequested == subject.modelServed)
        return judgementOf({}, "the model that was asked for answered");
    const std::vector<std::string> requested = partsOf(subject.modelRequested);
    const std::vector<std::string> served = partsOf(subject.modelServed);
    if (!requested.empty() && beginsWith(served, requested)) {
        // "gpt-4o" that is served by "gpt-4o-mini" is another model; "-instruct" is none.
        const bool isSmaller =
            std::any_of(served.begin() + static_cast<std::ptrdiff_t>(requested.size()),
                        served.end(), [](const std::string& part) {
                            const auto* variant = std::ranges::find(kVariants, part);
                            return variant - kVariants.begin() < 7;
                        });
        if (!isSmaller)
            return judgementOf({}, "a release of the model that was asked for answered");
    } else if (beginsWith(requested, served) && !served.empty()) {
        return judgementOf({}, "the model that was asked for answered, by a shorter name");
    } else if (!isModelName(requested)) {
        return doesNotApply("what was asked for is a route, not a model");
    }
    return judgementOf({{.probability = 0.95,
                         .reason = cited(subject.modelServed) + " answered, "
                             + cited(subject.modelRequested) + " was asked for",
                         .finding = {}}},
                       "");
}

} // namespace health
