// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/judging.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace health {

namespace {

constexpr std::size_t kHead = 400; // bytes: a refusal says so at once
constexpr std::size_t kShort = 700; // bytes: a longer answer goes on and helps after all

struct Phrase
{
    std::string_view text; // lower case, apostrophes plain
    double probability;
};

// Of declining to do what was asked.
constexpr Phrase kRefusals[] = {
    {"i can't help with", 0.93},
    {"i cannot help with", 0.93},
    {"i can't assist with", 0.93},
    {"i cannot assist with", 0.93},
    {"i'm not able to help with", 0.92},
    {"i am not able to help with", 0.92},
    {"i'm unable to help", 0.92},
    {"i am unable to help", 0.92},
    {"i'm unable to assist", 0.92},
    {"i am unable to assist", 0.92},
    {"i can't fulfill", 0.93},
    {"i cannot fulfill", 0.93},
    {"i can't comply", 0.93},
    {"i cannot comply", 0.93},
    {"i can't provide", 0.85},
    {"i cannot provide", 0.85},
    {"i'm unable to provide", 0.8},
    {"i am unable to provide", 0.8},
    {"i can't do that", 0.9},
    {"i won't be able to", 0.8},
    {"i must decline", 0.95},
    {"i have to decline", 0.95},
    {"i can't discuss", 0.93},
    {"i cannot discuss", 0.93},
    {"i can't create", 0.85},
    {"i cannot create", 0.85},
    {"i can't generate", 0.85},
    {"i cannot generate", 0.85},
    {"i can't write", 0.85},
    {"i cannot write", 0.85},
    {"i can't share", 0.85},
    {"i cannot share", 0.85},
    {"i can't answer", 0.8},
    {"i cannot answer", 0.8},
    {"against my guidelines", 0.93},
    {"goes against my", 0.8},
    {"violates my", 0.85},
    {"as an ai language model, i", 0.85},
    {"as an ai, i can", 0.75},
    {"sorry, but i can't", 0.85},
    {"sorry, but i cannot", 0.85},
    {"sorry, but i can not", 0.85},
    {"sorry, but i'm not able", 0.85},
    {"i apologize, but i can't", 0.85},
    {"i apologize, but i cannot", 0.85},
    {"not something i can help", 0.9},
    {"not something i'm able to", 0.9},
    {"i can't help you with", 0.93},
    {"i cannot help you with", 0.93},
    {"i'm not able to assist", 0.92},
    {"i won't help", 0.9},
    {"i will not help", 0.9},
    {"i'm just an ai", 0.8},
    {"dabei kann ich nicht helfen", 0.9},
    {"dabei kann ich ihnen nicht", 0.9},
    {"ich kann dir dabei nicht", 0.9},
    {"je ne peux pas vous aider", 0.9},
    {"je ne suis pas en mesure", 0.85},
    {"no puedo ayudarte con", 0.9},
    {"no puedo ayudar con", 0.9},
    {"lo siento, pero no puedo", 0.85},
    {"no puedo ayudarle", 0.9},
    {"kann ich leider nicht helfen", 0.9},
    {"kann ich ihnen leider nicht", 0.85},
    {"je ne peux pas t'aider", 0.9},
    {"non posso aiutar", 0.9},
    {"non sono in grado di aiutar", 0.9},
    {"não posso ajudar", 0.9},
    {"não consigo ajudar", 0.9},
    {"daar niet mee helpen", 0.9},
    {"kan ik je niet helpen", 0.9},
    {"jag kan inte hjälpa", 0.9},
    {"nie mogę w tym pomóc", 0.9},
    {"nie mogę pomóc", 0.9},
    {"не могу помочь", 0.9},
    {"我无法提供", 0.85},
    {"我无法帮助", 0.9},
    {"我无法协助", 0.9},
    {"我不能提供", 0.85},
    {"我不能帮", 0.9},
    {"我無法提供", 0.85},
    {"我無法協助", 0.9},
    {"お手伝いできません", 0.9},
    {"お手伝いすることはできません", 0.9},
    {"お答えできません", 0.85},
    {"도와드릴 수 없", 0.9},
    {"لا يمكنني مساعدت", 0.9},
    {"لا أستطيع مساعدت", 0.9},
};

// Of not answering without declining. Often right: the passages may not hold the answer. A rise of
// it is what matters.
constexpr Phrase kEvasions[] = {
    {"i don't have enough information", 0.35}, {"i do not have enough information", 0.35},
    {"i don't have access to", 0.35},          {"i do not have access to", 0.35},
    {"i'm not sure i understand", 0.4},        {"unable to answer based on", 0.35},
    {"it depends on many factors", 0.3},       {"please consult a", 0.25},
    {"i'd recommend contacting", 0.3},         {"i would recommend contacting", 0.3},
    {"is beyond my capabilities", 0.5},        {"outside the scope of what i", 0.5},
    {"can we talk about something else", 0.8}, {"let's talk about something else", 0.8},
    {"let's change the subject", 0.8},         {"ask me something else", 0.7},
};

// The head of the answer in lower case with plain apostrophes; places in it are those of the text
// only up to the first apostrophe that was longer.
struct Head
{
    std::string text;
    std::string_view original;
    std::size_t size = 0; // of the whole answer

    explicit Head(std::string_view answer)
        : original(answer.substr(0, kHead))
        , size(answer.size())
    {
        text = lowered(original);
        for (std::size_t at = text.find("\xE2\x80\x99"); at != std::string::npos;
             at = text.find("\xE2\x80\x99", at))
            text.replace(at, 3, "'");
        blankQuotes();
    }

private:
    // What others say declines nothing.
    void blankQuotes()
    {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 4> marks{
            {{"\"", "\""},
             {"\xE2\x80\x9C", "\xE2\x80\x9D"},
             {"\xC2\xAB", "\xC2\xBB"},
             {"\xE2\x80\x9E", "\xE2\x80\x9C"}}};
        for (const auto& [open, close] : marks) {
            for (std::size_t at = text.find(open); at != std::string::npos;) {
                const std::size_t end = text.find(close, at + open.size());
                if (end == std::string::npos)
                    break;
                std::fill(text.begin() + static_cast<std::ptrdiff_t>(at),
                          text.begin() + static_cast<std::ptrdiff_t>(end + close.size()), ' ');
                at = text.find(open, end);
            }
        }
    }
};

template<std::size_t N>
const Phrase* strongestIn(std::string_view text, const Phrase (&phrases)[N])
{
    const Phrase* strongest = nullptr;
    for (const Phrase& phrase : phrases) {
        if ((strongest == nullptr || phrase.probability > strongest->probability)
            && text.find(phrase.text) != std::string_view::npos)
            strongest = &phrase;
    }
    return strongest;
}

// How much a refusal is one, of what stands around it.
double phraseWeight(const Subject& subject, const Head& head, const Phrase& phrase)
{
    // Declining one thing and helping with another is no refusal.
    double weight = head.size > kShort ? 0.5 : 1;
    const std::string_view rest =
        std::string_view(head.text).substr(head.text.find(phrase.text) + phrase.text.size());
    // Of a thing, not of helping at all.
    const bool isOfThing = holdsAny(
        phrase.text,
        {"provide", "create", "generate", "write", "share", "answer", "do that", "be able to"});
    if (isOfThing
        && holdsAny(rest,
                    {" but you can", " but you could", " but here", "here is", "here's",
                     " however, you", " however, here", " instead, you", " instead, use",
                     " but the ", " but it ", " but there ", "you can use", "you could use"}))
        weight *= 0.5;
    // What was given does not hold the answer: saying so is what is wanted.
    if (isOfThing
        && holdsAny(head.text,
                    {"passage", "given context", "provided context", "document", "not contain",
                     "n't contain", "no information", "not mention", "n't mention", "not include",
                     "not specif"}))
        weight *= 0.4;
    // Who asks for a refusal in his own name gets one.
    const std::string asked = lowered(subject.prompt.value_or("").substr(0, kHead));
    if (holdsAny(asked,
                 {"declin", "turn down", "turns down", "turning down", "say no", "reject", "refus",
                  "apolog", "rephras", "reword", "dialogue", "translat", "reply to", "can't attend",
                  "cannot attend"}))
        weight *= 0.5;
    return weight;
}

// All phrases hold a negation, or one of few words: most answers are told by these alone.
bool canRefuse(std::string_view head)
{
    return std::ranges::any_of(head, [](char c) { return static_cast<unsigned char>(c) >= 0xC3; })
        || holdsAny(head, {"n't",        "not ",      "unable",      "declin",         " ai",
                           "sorry",      "guideline", "apolog",      "kann ich",       "ich kann",
                           "ne peux",    "ne suis",   "no puedo",    "depends",        "consult",
                           "contacting", "beyond my", "outside the", "something else", "change the",
                           "violates",   "against",   "non posso",   "non sono",       "niet mee",
                           "kan ik je",  "won't",     "no posso"});
}

std::size_t startOfLast(std::string_view text, std::size_t most)
{
    std::size_t end = std::min(text.size(), most);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return end;
}

} // namespace

Judgement judgeRefusal(const Subject& subject)
{
    if (subject.finishReason == "content_filter")
        return judgementOf(
            {{.probability = 0.95, .reason = "a content filter stopped the answer", .finding = {}}},
            "");
    if (!subject.output)
        return withoutAnswer(subject);
    const CleanText output(*subject.output);
    const Head head(output.view());
    const std::string clean = "it answers what was asked";
    if (!canRefuse(head.text))
        return judgementOf({}, clean);
    const auto complaint = [&](const Phrase& phrase, const char* what) {
        const std::size_t at = head.text.find(phrase.text);
        const bool isAligned = head.text.size() == head.original.size();
        const std::size_t start = isAligned ? at : 0;
        const std::size_t end =
            isAligned ? at + phrase.text.size() : startOfLast(output.view(), kHead / 4);
        const double probability = phrase.probability * phraseWeight(subject, head, phrase);
        return Complaint{.probability = probability,
                         .reason = std::string(what) + ", “" + std::string(phrase.text) + "”",
                         .finding = output.finding(start, end, "refusal", 1 - probability)};
    };
    std::vector<Complaint> complaints;
    if (const Phrase* refusal = strongestIn(head.text, kRefusals))
        complaints.push_back(complaint(*refusal, "it declines"));
    else if (const Phrase* evasion = strongestIn(head.text, kEvasions))
        complaints.push_back(complaint(*evasion, "it evades"));
    return judgementOf(std::move(complaints), clean);
}

} // namespace health
