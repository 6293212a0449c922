// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/judging.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace health {

namespace {

constexpr std::size_t kLookedAt = std::size_t{8} << 10U; // bytes of an answer

bool isNameStart(std::string_view text, std::size_t at)
{
    return at < text.size() && text[at] >= 'A' && text[at] <= 'Z';
}

std::string_view nameAt(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && (isWordByte(text[end]) || text[end] == '-'))
        ++end;
    return text.substr(at, end - at);
}

// Words with a capital that are no name of anybody.
bool isOrdinary(std::string_view name)
{
    constexpr std::array<std::string_view, 12> words{
        "I", "AI", "A", "An", "The", "Assistant", "It", "IT", "Sure", "Happy", "An", "OK"};
    return std::ranges::find(words, name) != words.end();
}

// "You are Ava," "Your name is Ava": the name that instructions give.
std::optional<std::string_view> personaOf(std::string_view instructions)
{
    for (const std::string_view opening :
         {"You are called ", "Your name is ", "You are named ", "You're ", "You are ", "Act as "}) {
        for (std::size_t at = instructions.find(opening); at != std::string_view::npos;
             at = instructions.find(opening, at + 1)) {
            const std::size_t start = at + opening.size();
            if (!isNameStart(instructions, start))
                continue;
            const std::string_view name = nameAt(instructions, start);
            if (name.size() >= 2 && !isOrdinary(name))
                return name;
        }
    }
    return std::nullopt;
}

struct Claim
{
    std::string_view name;
    std::size_t start = 0; // bytes of the answer
};

// "I am Bert", "My name is Bert": who the answer says it is.
std::vector<Claim> claimsOf(std::string_view answer)
{
    std::vector<Claim> claims;
    for (const std::string_view opening :
         {"I am ", "I'm ", "I\xE2\x80\x99m ", "My name is ", "my name is ", "This is "}) {
        for (std::size_t at = answer.find(opening); at != std::string_view::npos;
             at = answer.find(opening, at + 1)) {
            const std::size_t start = at + opening.size();
            const bool isWhole = at == 0 || !isWordByte(answer[at - 1]);
            if (!isWhole || !isNameStart(answer, start))
                continue;
            const std::string_view name = nameAt(answer, start);
            if (name.size() >= 2 && !isOrdinary(name))
                claims.push_back({name, start});
        }
    }
    return claims;
}

// Who made it, which a service that gave it a name of its own does not want said.
constexpr std::array<std::string_view, 16> kMakers{
    "ChatGPT", "GPT-4",   "OpenAI", "Claude", "Anthropic", "Gemini", "Bard",    "Llama",
    "LLaMA",   "Mistral", "Qwen",   "Kimi",   "DeepSeek",  "Grok",   "Copilot", "Alibaba"};

} // namespace

Judgement judgePersona(const Subject& subject)
{
    if (!subject.instructions)
        return doesNotApply("there are no instructions that name a persona");
    const auto persona = personaOf(std::string_view(*subject.instructions).substr(0, kLookedAt));
    if (!persona)
        return doesNotApply("the instructions name no persona");
    if (!subject.output)
        return withoutAnswer(subject);
    const CleanText output(*subject.output);
    const std::string_view answer = output.view().substr(0, kLookedAt);
    std::vector<Complaint> complaints;
    for (const Claim& claim : claimsOf(answer)) {
        // "I am Ava's colleague": the persona is named. Other names it was given are not strange.
        if (claim.name == *persona || subject.instructions->find(claim.name) != std::string::npos
            || (subject.prompt && subject.prompt->find(claim.name) != std::string::npos))
            continue;
        const bool isMaker = std::ranges::find(kMakers, claim.name) != kMakers.end();
        const double probability = isMaker ? 0.95 : 0.6;
        complaints.push_back(
            {.probability = probability,
             .reason = "it calls itself " + cited(claim.name) + ", the instructions call it "
                 + cited(*persona),
             .finding = output.finding(claim.start, claim.start + claim.name.size(), "persona",
                                       1 - probability)});
    }
    const std::string lower = lowered(answer);
    for (const std::string_view slip :
         {"as an ai language model", "as a large language model", "i'm a large language model",
          "i am a large language model", "language model trained by", "language model developed by",
          "developed by openai", "created by anthropic", "made by anthropic", "trained by openai",
          "trained by google"}) {
        const std::size_t at = lower.find(slip);
        if (at == std::string::npos)
            continue;
        complaints.push_back({.probability = 0.85,
                              .reason = "it falls out of its role, “" + std::string(slip) + "”",
                              .finding = output.finding(at, at + slip.size(), "persona", 0.15)});
        break;
    }
    return judgementOf(std::move(complaints),
                       "it does not speak as anybody but " + cited(*persona));
}

} // namespace health
