// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/judging.h"
#include "models/health/oneof.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace health {

namespace {

constexpr std::size_t kLookedAtForPersona = std::size_t{8} << 10U; // bytes of an answer

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

// Words with a capital that are no name of anybody: "I am Sorry", "I am German".
bool isOrdinary(std::string_view name)
{
    constexpr std::array<std::string_view, 25> words{
        "I",    "AI",      "A",         "An",       "The",    "Assistant", "It",  "IT",  "Sure",
        "Here", "Happy",   "Sorry",     "Glad",     "OK",     "Okay",      "Not", "Now", "So",
        "Very", "Pleased", "Delighted", "Thrilled", "Afraid", "Unable",    "Your"};
    return isOneOf(name, words) || name.ends_with("ish") || name.ends_with("ese")
        || name.ends_with("ing") || name.ends_with("ican") || name.ends_with("rman")
        || name.ends_with("alian");
}

// What somebody is, not who: "You are Senior Software Engineer".
bool isRole(std::string_view name)
{
    constexpr std::array<std::string_view, 32> words{
        "engineer",  "developer", "teacher",  "assistant",  "expert",    "analyst",
        "agent",     "advisor",   "adviser",  "specialist", "manager",   "consultant",
        "writer",    "editor",    "tutor",    "coach",      "doctor",    "lawyer",
        "scientist", "architect", "designer", "translator", "reviewer",  "support",
        "bot",       "chatbot",   "model",    "programmer", "librarian", "officer",
        "planner",   "helper"};
    return isOneOf(lowered(name), words);
}

struct Name
{
    std::string_view first; // word
    std::size_t end = 0; // of all of its words with a capital
    bool isRole = false;
};

// The words with a capital from here on; of a name at most three.
Name wholeNameAt(std::string_view text, std::size_t at)
{
    constexpr int mostWords = 4;
    Name name{.first = nameAt(text, at), .end = at + nameAt(text, at).size()};
    name.isRole = isRole(name.first);
    for (int i = 1; i < mostWords && name.end < text.size() && text[name.end] == ' '; ++i) {
        if (!isNameStart(text, name.end + 1))
            break;
        const std::string_view word = nameAt(text, name.end + 1);
        name.isRole = name.isRole || isRole(word);
        name.end += 1 + word.size();
    }
    return name;
}

// What stands behind a name ends it, or tells more of who bears it: "Ava, the", "Ava from", not
// "Python expert", "Sorry to hear".
bool isNameEnd(std::string_view text, std::size_t end)
{
    if (end >= text.size() || text[end] == '\n')
        return true;
    if (text[end] == '?' || text[end] == '"')
        return false;
    if (text[end] != ' ')
        return !isWordByte(text[end]);
    constexpr std::array<std::string_view, 17> words{"and",  "from", "the",  "an",  "a",   "your",
                                                     "of",   "at",   "here", "who", "but", "with",
                                                     "from", "by",   "I",    "our", "-"};
    std::size_t stop = end + 1;
    while (stop < text.size() && (isWordByte(text[stop]) || text[stop] == '-'))
        ++stop;
    // A dash or a bracket.
    return stop == end + 1 || isOneOf(text.substr(end + 1, stop - end - 1), words)
        || static_cast<unsigned char>(text[end + 1]) >= 0x80;
}

// "You are Ava," "Your name is Ava": the name that instructions give.
std::optional<std::string_view> personaOf(std::string_view instructions)
{
    for (const std::string_view opening :
         {"You are called ", "Your name is ", "You are named ", "You're ", "You are ", "Act as "}) {
        const bool isNaming = opening.find("name") != std::string_view::npos
            || opening.find("called") != std::string_view::npos;
        for (std::size_t at = instructions.find(opening); at != std::string_view::npos;
             at = instructions.find(opening, at + 1)) {
            const std::size_t start = at + opening.size();
            if (!isNameStart(instructions, start))
                continue;
            const Name name = wholeNameAt(instructions, start);
            if (name.first.size() < 2 || isOrdinary(name.first))
                continue;
            if (isNaming || (!name.isRole && isNameEnd(instructions, name.end)))
                return name.first;
        }
    }
    return std::nullopt;
}

// The parts of an answer that the model says of itself: no quotations, no code, nothing of a letter
// or a story that it wrote for somebody.
class OwnWords
{
public:
    explicit OwnWords(std::string_view answer)
        : m_answer(answer)
        , m_letter(startOfLetter(answer))
    {
    }

    bool holds(std::size_t at) const
    {
        if (at >= m_letter)
            return false;
        const std::size_t newline = at == 0 ? std::string_view::npos : m_answer.rfind('\n', at - 1);
        const std::size_t start = newline == std::string_view::npos ? 0 : newline + 1;
        const std::string_view before = m_answer.substr(start, at - start);
        if (before.starts_with('>') || std::ranges::count(before, '"') % 2 == 1
            || std::ranges::count(before, '`') % 2 == 1)
            return false;
        for (const auto& [open, close] :
             {std::pair<std::string_view, std::string_view>{"\xE2\x80\x9C", "\xE2\x80\x9D"},
              {"\xC2\xAB", "\xC2\xBB"},
              {"\xE2\x80\x9E", "\xE2\x80\x9C"}}) {
            const std::size_t quote = before.rfind(open);
            if (quote != std::string_view::npos
                && before.find(close, quote + open.size()) == std::string_view::npos)
                return false;
        }
        std::size_t fences = 0;
        for (std::size_t fence = m_answer.find("```"); fence < at;
             fence = m_answer.find("```", fence + 3))
            ++fences;
        return fences % 2 == 0;
    }

    // The sentence up to a place.
    std::string_view sentenceBefore(std::size_t at) const
    {
        std::string_view before = m_answer.substr(0, at);
        for (const std::string_view stop : {". ", "! ", "? ", "\n"}) {
            if (const std::size_t end = before.rfind(stop); end != std::string_view::npos)
                before.remove_prefix(end + stop.size());
        }
        return before;
    }

private:
    // "Dear ...," opens a letter; a subject does so of a mail.
    static std::size_t startOfLetter(std::string_view answer)
    {
        std::size_t start = std::string_view::npos;
        for (const std::string_view opening :
             {"Dear ", "Subject: ", "**Subject", "To whom it may", "To Whom It May", "---\n"}) {
            std::size_t at = answer.find(opening);
            while (at != std::string_view::npos && at > 0 && answer[at - 1] != '\n')
                at = answer.find(opening, at + 1);
            start = std::min(start, at);
        }
        return start;
    }

    std::string_view m_answer;
    std::size_t m_letter;
};

struct Claim
{
    std::string_view name;
    std::size_t start = 0; // bytes of the answer
};

// "I am Bert", "Hello, my name is Bert": who the answer says it is.
std::vector<Claim> claimsOf(std::string_view answer, const OwnWords& own)
{
    constexpr std::array<std::string_view, 9> leads{"and",  "so",  "hi", "hello", "hey",
                                                    "well", "yes", "no", "but"};
    std::vector<Claim> claims;
    for (const std::string_view opening :
         {"I am ", "I'm ", "I\xE2\x80\x99m ", "My name is ", "my name is "}) {
        for (std::size_t at = answer.find(opening); at != std::string_view::npos;
             at = answer.find(opening, at + 1)) {
            const std::size_t start = at + opening.size();
            const bool isWhole = at == 0 || !isWordByte(answer[at - 1]);
            if (!isWhole || !isNameStart(answer, start))
                continue;
            const Name name = wholeNameAt(answer, start);
            if (name.first.size() < 2 || isOrdinary(name.first) || name.isRole
                || !isNameEnd(answer, name.end) || !own.holds(at))
                continue;
            // "which means I am Anna": of what somebody else says.
            const std::string before = lowered(own.sentenceBefore(at));
            const std::size_t last = before.find_last_not_of(' ');
            if (last != std::string::npos && before[last] == ':')
                continue;
            const bool isOpening = last == std::string::npos || !isWordByte(before[last]);
            const std::size_t blank = isOpening ? 0 : before.rfind(' ', last);
            const std::size_t from = blank == std::string::npos ? 0 : blank + 1;
            if (isOpening || isOneOf(std::string_view(before).substr(from, last + 1 - from), leads))
                claims.push_back({name.first, start});
        }
    }
    return claims;
}

// Who made it, which a service that gave it a name of its own does not want said.
constexpr std::array<std::string_view, 17> kMakers{
    "ChatGPT", "GPT-4", "OpenAI", "Claude",   "Anthropic", "Gemini",  "Bard",    "Llama", "LLaMA",
    "Mistral", "Qwen",  "Kimi",   "DeepSeek", "Grok",      "Copilot", "Alibaba", "Google"};

bool isIn(const std::optional<std::string>& text, std::string_view words)
{
    return text && lowered(*text).find(lowered(words)) != std::string::npos;
}

bool isWordingGiven(const Subject& subject, std::string_view words)
{
    return isIn(subject.instructions, words) || isIn(subject.prompt, words);
}

// A text that somebody is to have: who speaks in it is not the model.
bool isWritingAsked(const std::optional<std::string>& prompt)
{
    if (!prompt)
        return false;
    const std::string near = lowered(std::string_view(*prompt).substr(0, kLookedAtForPersona));
    return holdsAny(near, {"write",    "draft",     "compose",          "story",
                           "poem",     "letter",    "e-mail",           "email",
                           "essay",    "speech",    "dialog",           "script",
                           "translat", "pretend",   "imagine",          "role-play",
                           "roleplay", "role play", "introduce myself", "bio",
                           "say in"});
}

void addClaims(const Subject& subject, const CleanText& output, std::string_view answer,
               std::string_view persona, const OwnWords& own, std::vector<Complaint>& complaints)
{
    const bool isWriting = isWritingAsked(subject.prompt);
    for (const Claim& claim : claimsOf(answer, own)) {
        // "I am Ava's colleague": the persona is named. Other names it was given are not strange.
        if (claim.name == persona || subject.instructions->find(claim.name) != std::string::npos
            || (subject.prompt && subject.prompt->find(claim.name) != std::string::npos))
            continue;
        const bool isMaker = isOneOf(claim.name, kMakers);
        if (isWriting && !isMaker)
            continue;
        const double probability = isMaker ? 0.95 : 0.6;
        complaints.push_back(
            {.probability = probability,
             .reason = "it calls itself " + cited(claim.name) + ", the instructions call it "
                 + cited(persona),
             .finding = output.finding(claim.start, claim.start + claim.name.size(), "persona",
                                       1 - probability)});
    }
}

// "As an AI language model, I ...": said of itself, and nothing that it was told to say or asked.
void addSlip(const Subject& subject, const CleanText& output, std::string_view answer,
             const OwnWords& own, std::vector<Complaint>& complaints)
{
    const std::string lower = lowered(answer);
    for (const std::string_view slip :
         {"as an ai language model", "as a large language model", "i'm a large language model",
          "i am a large language model", "language model trained by", "language model developed by",
          "developed by openai", "created by anthropic", "made by anthropic", "trained by openai",
          "trained by google"}) {
        const std::size_t at = lower.find(slip);
        if (at == std::string::npos || !own.holds(at) || isWordingGiven(subject, slip))
            continue;
        // Of others: "GPT-4 is a language model developed by ...".
        const std::string before = " " + lowered(own.sentenceBefore(at)) + " ";
        const bool isItself = slip.starts_with("i")
            || (slip.starts_with("as a") && before.find_first_not_of(' ') == std::string::npos)
            || holdsAny(before, {" i ", " i'm ", " i\xE2\x80\x99m ", " i've ", " me ", " my "})
            || (slip.starts_with("as a")
                && holdsAny(lower.substr(at + slip.size(), 12), {" i ", " i'", ", i"}));
        std::size_t end = lower.find_first_of(".!?\n", at);
        end = end == std::string::npos ? lower.size() : end;
        const std::size_t start = at - (before.size() - 2);
        const std::string_view sentence = answer.substr(start, end - start);
        const bool isTold = std::ranges::any_of(kMakers, [&](std::string_view maker) {
            return sentence.find(maker) != std::string_view::npos && isWordingGiven(subject, maker);
        });
        if (!isItself || isTold)
            continue;
        complaints.push_back({.probability = 0.85,
                              .reason = "it falls out of its role, “" + std::string(slip) + "”",
                              .finding = output.finding(at, at + slip.size(), "persona", 0.15)});
        break;
    }
}

} // namespace

Judgement judgePersona(const Subject& subject)
{
    if (!subject.instructions)
        return doesNotApply("there are no instructions that name a persona");
    const auto persona =
        personaOf(std::string_view(*subject.instructions).substr(0, kLookedAtForPersona));
    if (!persona)
        return doesNotApply("the instructions name no persona");
    if (!subject.output)
        return withoutAnswer(subject);
    const CleanText output(*subject.output);
    const std::string_view answer = output.view().substr(0, kLookedAtForPersona);
    const OwnWords own(answer);
    std::vector<Complaint> complaints;
    addClaims(subject, output, answer, *persona, own, complaints);
    addSlip(subject, output, answer, own, complaints);
    return judgementOf(std::move(complaints),
                       "it does not speak as anybody but " + cited(*persona));
}

} // namespace health
