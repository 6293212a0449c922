// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/evasion.h"

#include "models/claims/answersentences.h"
#include "models/health/contextloss.h"
#include "models/health/judging.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace claims {

namespace {

constexpr std::size_t kLongestEvasion = 1200; // bytes of an answer: more tells something

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 12> kUnsure{
    "i am not sure",    "i'm not sure",  "i am unsure",  "i'm unsure",
    "i am not certain", "i do not know", "i don't know", "it is not clear to me",
    "i'm not certain",  "i cannot say",  "i can't say",  "it's not clear to me"};
// What may stand before one of them in a sentence.
constexpr std::array<std::string_view, 10> kLeads{
    "based on",  "from what",     "according to", "given",    "sorry",
    "i'm sorry", "unfortunately", "i am sorry",   "honestly", "however"};
// Of the speaker.
constexpr std::array<std::string_view, 12> kUnable{
    "unable to answer", "cannot answer",   "can't answer", "not able to answer",
    "could not find",   "couldn't find",   "can't find",   "cannot find",
    "cannot help with", "can't help with", "did not find", "didn't find"};
constexpr std::array<std::string_view, 3> kGivesNothing{"cannot provide", "can't provide",
                                                        "unable to provide"}; // of "I" alone
// Of a text.
constexpr std::array<std::string_view, 12> kSaysNot{
    "does not say",     "doesn't say",    "do not say",     "don't say",
    "does not mention", "don't mention",  "do not mention", "doesn't mention",
    "does not specify", "does not state", "do not specify", "do not state"};
constexpr std::array<std::string_view, 2> kHoldsNot{"not provide", "not contain"};
constexpr std::array<std::string_view, 5> kNothing{"no information", "not enough information",
                                                   "insufficient information", "no mention of",
                                                   "enough information"};
// By somebody.
constexpr std::array<std::string_view, 3> kUnsaid{"not mentioned", "not specified", "not stated"};
constexpr std::array<std::string_view, 2> kUngiven{"not provided", "not contained"};

constexpr std::array<std::string_view, 44> kTexts{
    "context", "contexts",   "document",  "documents",     "passage",     "passages",  "text",
    "texts",   "article",    "articles",  "source",        "sources",     "excerpt",   "excerpts",
    "page",    "pages",      "manual",    "documentation", "material",    "materials", "paragraph",
    "snippet", "snippets",   "section",   "chapter",       "information", "data",      "results",
    "report",  "faq",        "table",     "notes",         "review",      "reviews",   "transcript",
    "policy",  "guide",      "statement", "statements",    "sentence",    "answer",    "answers",
    "details", "description"};
constexpr std::array<std::string_view, 14> kTold{
    "information", "detail",      "details", "instructions", "guidance", "guidelines", "answer",
    "explanation", "description", "list",    "formula",      "overview", "figures",    "evidence"};
constexpr std::array<std::string_view, 8> kSubjoining{"that", "as",  "because", "since",
                                                      "but",  "and", "so",      "which"};
constexpr std::array<std::string_view, 6> kPronouns{"it", "they", "this", "that", "which", "these"};
constexpr std::array<std::string_view, 7> kSpeakers{"i",    "we",    "i'm", "i am",
                                                    "i've", "we're", "me"};
constexpr std::array<std::string_view, 11> kPrepositions{
    "in", "of", "on", "from", "about", "for", "at", "under", "with", "to", "within"};
constexpr std::array<std::string_view, 6> kConditions{"if",    "unless",   "when",
                                                      "where", "whenever", "wherever"};
// What joins a statement to a sentence that says that it does not know.
constexpr std::array<std::string_view, 11> kJoining{
    " but ",      " although ", " though ", " since ", " because ", " however ",
    " however, ", " and ",      " so ",     " yet ",   " while "};
constexpr std::array<std::string_view, 8> kAsking{"which", "what", "whether", "if",
                                                  "how",   "when", "where",   "who"};
constexpr std::array<std::string_view, 22> kVerbs{
    "is",    "are",  "was",  "were",  "will",   "can",    "must",    "has",
    "have",  "do",   "does", "may",   "should", "would",  "applies", "takes",
    "costs", "gets", "need", "needs", "think",  "believe"};

bool holds(Words words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

// Lower case, with typographic apostrophes as plain ones.
std::string plain(std::string_view text)
{
    std::string lower = health::lowered(text);
    for (std::size_t at = lower.find("\xE2\x80\x99"); at != std::string::npos;
         at = lower.find("\xE2\x80\x99", at))
        lower.replace(at, 3, "'");
    return lower;
}

std::vector<std::string_view> wordsIn(std::string_view text)
{
    const auto isOfWord = [](char c) { return health::isWordByte(c) || c == '\''; };
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && isOfWord(text[end]))
            ++end;
        if (end > at)
            words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

bool hasAny(const std::vector<std::string_view>& words, Words wanted)
{
    return std::ranges::any_of(words, [&](std::string_view word) { return holds(wanted, word); });
}

// Where one of the phrases stands as words; `phrase` is which.
std::size_t findAny(std::string_view text, Words phrases, std::string_view& phrase)
{
    std::size_t best = std::string_view::npos;
    for (const std::string_view one : phrases) {
        for (std::size_t at = text.find(one); at < best; at = text.find(one, at + 1)) {
            const std::size_t end = at + one.size();
            if ((at > 0 && health::isWordByte(text[at - 1]))
                || (end < text.size() && health::isWordByte(text[end])))
                continue;
            best = at;
            phrase = one;
            break;
        }
    }
    return best;
}

// Of the clause that ends in `before`: its words as far as they can be the subject. What stands
// before that clause is left in `before`.
std::vector<std::string_view> subjectIn(std::string_view& before)
{
    const std::size_t stop = before.find_last_of(",;:");
    std::vector<std::string_view> words =
        wordsIn(stop == std::string_view::npos ? before : before.substr(stop + 1));
    before = before.substr(0, stop == std::string_view::npos ? 0 : stop);
    // "it is important to note that the passages", "as there is"
    const auto joint = std::find_if(words.rbegin(), words.rend(),
                                    [](std::string_view word) { return holds(kSubjoining, word); });
    if (joint != words.rbegin())
        words.erase(words.begin(), joint.base());
    const auto preposition = std::ranges::find_if(
        words, [](std::string_view word) { return holds(kPrepositions, word); });
    if (preposition != words.begin()) // "in the passage it does not say"
        words.erase(preposition, words.end());
    return words;
}

// Only what greets or excuses: nobody is named who could not find it.
bool isBare(const std::vector<std::string_view>& subject)
{
    static constexpr std::array<std::string_view, 8> kept{"sorry", "unfortunately", "but", "am",
                                                          "so",    "however",       "and", "still"};
    return std::ranges::all_of(subject, [](std::string_view word) { return holds(kept, word); });
}

// "The passages, however, do not say": the clause before, where the last has none.
std::vector<std::string_view> namedSubjectIn(std::string_view before)
{
    std::vector<std::string_view> subject = subjectIn(before);
    while (isBare(subject) && !before.empty())
        subject = subjectIn(before);
    return subject;
}

// Where it says so ends; nothing: it does not.
std::optional<std::size_t> cannotTellIn(std::string_view lower)
{
    std::string_view phrase;
    const auto find = [&](Words phrases) { return findAny(lower, phrases, phrase); };
    const auto subjectOf = [&](std::size_t at) {
        std::string_view before = lower.substr(0, at);
        return subjectIn(before);
    };
    if (const std::size_t at = find(kUnable); at != std::string_view::npos) {
        const auto subject = subjectOf(at);
        if (isBare(subject) || hasAny(subject, kSpeakers)
            || (phrase.ends_with("answer") && hasAny(subject, kPronouns)))
            return at + phrase.size();
    }
    if (const std::size_t at = find(kGivesNothing); at != std::string_view::npos) {
        const auto subject = subjectOf(at);
        if (holds(subject, "i") || isBare(subject))
            return at + phrase.size();
    }
    if (const std::size_t at = find(kSaysNot); at != std::string_view::npos) {
        const auto subject = namedSubjectIn(lower.substr(0, at));
        if (hasAny(subject, kTexts) || hasAny(subject, kPronouns))
            return at + phrase.size();
    }
    if (const std::size_t at = find(kHoldsNot); at != std::string_view::npos) {
        const auto subject = namedSubjectIn(lower.substr(0, at));
        const bool isToldOf = hasAny(wordsIn(lower.substr(at + phrase.size())), kTold);
        if (hasAny(subject, kTexts) || (isToldOf && hasAny(subject, kPronouns)))
            return at + phrase.size();
    }
    if (const std::size_t at = find(kNothing); at != std::string_view::npos) {
        const auto subject = subjectOf(at);
        const bool isDenied = phrase != "enough information"
            || std::ranges::any_of(subject, [](std::string_view word) {
                                  return word == "not" || word.ends_with("n't");
                              });
        if (isDenied
            && (isBare(subject) || holds(subject, "there") || holds(subject, "there's")
                || hasAny(subject, kSpeakers) || hasAny(subject, kTexts)))
            return at + phrase.size();
    }
    for (const bool isSaid : {true, false}) {
        const std::size_t at = find(isSaid ? Words(kUnsaid) : Words(kUngiven));
        if (at == std::string_view::npos || hasAny(wordsIn(lower.substr(0, at)), kConditions))
            continue;
        const std::string_view rest = lower.substr(at + phrase.size());
        const bool isEnd = rest.find_first_not_of(" .!)*\"'") == std::string_view::npos;
        if (hasAny(wordsIn(lower), kTexts) || (isEnd && isSaid))
            return at + phrase.size();
    }
    const std::size_t outside = lower.find("not in the context");
    return outside == std::string_view::npos ? std::nullopt : std::optional(outside);
}

std::optional<std::size_t> unsureIn(std::string_view lower)
{
    std::string_view phrase;
    const std::size_t at = findAny(lower, kUnsure, phrase);
    if (at == std::string_view::npos)
        return std::nullopt;
    const bool isLed =
        std::ranges::any_of(kLeads, [&](std::string_view lead) { return lower.starts_with(lead); });
    return at == 0 || isLed ? std::optional(at + phrase.size()) : std::nullopt;
}

// Whether what follows on that it does not know states something. What depends on a question does
// not: "I am not sure whether it is free and is sent".
bool statesMore(std::string_view lower, std::size_t from)
{
    const std::string_view rest = lower.substr(from);
    for (const std::string_view stop : {"; ", ": ", " \xE2\x80\x93 ", " \xE2\x80\x94 "}) {
        if (const std::size_t at = rest.find(stop); at != std::string_view::npos
            && !unsureIn(rest.substr(at + stop.size())) && !cannotTellIn(rest.substr(at + 1)))
            return true;
    }
    for (const std::string_view joint : kJoining) {
        const std::size_t at = rest.find(joint);
        if (at == std::string_view::npos)
            continue;
        const std::string_view more = rest.substr(at + joint.size());
        const std::vector<std::string_view> words = wordsIn(more);
        const bool isAsked = (joint == " and " && hasAny(wordsIn(rest.substr(0, at)), kAsking))
            || (!words.empty() && holds(kAsking, words.front()));
        if (!isAsked && hasAny(words, kVerbs) && !unsureIn(more) && !cannotTellIn(more))
            return true;
    }
    return false;
}

bool isOnly(std::string_view lower, const std::optional<std::size_t>& end)
{
    return end && !statesMore(lower, *end);
}

// Says nothing of the case: in general, or that another place knows.
bool isVague(const std::string& lower)
{
    return health::holdsAny(lower,
                            {"in general",
                             "case by case",
                             "it depends on",
                             "that depends on",
                             "this depends on",
                             "to depend on",
                             "may depend on",
                             "can depend on",
                             "could depend on",
                             "might depend on",
                             "will depend on",
                             "would depend on",
                             "without more to go on",
                             "nothing in front of me",
                             "cannot see the",
                             "can't see the",
                             "please check with",
                             "best to ask",
                             "please contact",
                             "get back to you",
                             "can look it up",
                             "should say more",
                             "tell me more",
                             "differ between",
                             "could you clarify",
                             "more details about"});
}

} // namespace

bool saysItCannotTell(std::string_view sentence)
{
    const std::string lower = plain(sentence.substr(0, kLongestHedge));
    return isOnly(lower, cannotTellIn(lower));
}

bool isHedge(std::string_view sentence)
{
    if (sentence.size() >= kLongestHedge)
        return false;
    const std::string lower = plain(sentence);
    return isOnly(lower, unsureIn(lower))
        && std::ranges::none_of(lower, [](char c) { return c >= '0' && c <= '9'; });
}

bool isEvasion(std::string_view text, const ClaimSet& set)
{
    if (text.empty() || text.size() > kLongestEvasion || set.claims.empty())
        return false;
    for (const Claim& claim : set.claims) {
        if (claim.support == Support::Supported || claim.support == Support::Contradicted
            || claim.kind == ClaimKind::Figure)
            return false;
    }
    if (health::claimsNoMemory(text) || isVague(plain(text)))
        return true;
    return std::ranges::any_of(answerSentencesOf(text), [&](const AnswerSentence& sentence) {
        const std::string_view one = text.substr(sentence.start, sentence.end - sentence.start);
        return saysItCannotTell(one) || isHedge(one);
    });
}

} // namespace claims
