// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/jsonasked.h"

#include "models/health/judging.h"
#include "models/health/wordset.h"

#include <algorithm>
#include <string>
#include <vector>

namespace health {

namespace {

// A sentence of at most that many words; what is beyond is not looked at.
constexpr std::size_t kMostWords = 80;

std::vector<std::string_view> sentenceWords(std::string_view sentence)
{
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < sentence.size() && words.size() < kMostWords;) {
        std::size_t end = at;
        while (end < sentence.size() && (isWordByte(sentence[end]) || sentence[end] == '\''))
            ++end;
        if (end > at)
            words.push_back(sentence.substr(at, end - at));
        at = std::max(end, at + 1);
    }
    return words;
}

// What can be asked to be done with what is then JSON.
bool isAskingVerb(std::string_view word)
{
    static const Words words{
        "respond",   "answer",   "reply",     "return",    "output",    "give",    "provide",
        "produce",   "generate", "list",      "name",      "format",    "write",   "show",
        "print",     "send",     "deliver",   "present",   "express",   "extract", "summarize",
        "summarise", "classify", "convert",   "translate", "transform", "turn",    "describe",
        "create",    "identify", "find",      "tell",      "compare",   "rate",    "score",
        "evaluate",  "label",    "structure", "encode",    "use",       "put",     "make",
        "report",    "fill",     "parse",     "serialize", "serialise", "render",  "state",
        "explain",   "analyze",  "analyse",   "collect",   "rewrite",   "rank",    "reformat"};
    return words.contains(word);
}

// What may stand before the verb of an imperative.
bool isLead(std::string_view word)
{
    static const Words words{"please",    "now",   "then",  "and",    "always",   "only",  "also",
                             "just",      "you",   "must",  "should", "will",     "shall", "have",
                             "to",        "can",   "could", "would",  "kindly",   "i",     "want",
                             "need",      "like",  "d",     "i'd",    "finally",  "do",    "not",
                             "strictly",  "first", "next",  "are",    "required", "me",    "it's",
                             "important", "that",  "never", "but",    "instead"};
    return words.contains(word);
}

// Programs and services: what they return or read is no format of the answer.
bool isProgram(std::string_view word)
{
    static const Words words{
        "function",   "script",     "program",    "code",     "curl",    "api",      "apis",
        "endpoint",   "endpoints",  "server",     "client",   "class",   "method",   "parser",
        "python",     "javascript", "typescript", "java",     "rust",    "golang",   "jq",
        "query",      "sql",        "command",    "library",  "app",     "service",  "handler",
        "controller", "module",     "regex",      "tutorial", "example", "examples", "difference",
        "works",      "file",       "files",      "config",   "store",   "column",   "database",
        "tool",       "logger",     "logs",       "schema",   "how",     "why"};
    return words.contains(word);
}

bool isQuestionWord(std::string_view word)
{
    static const Words words{"how", "why", "what", "which", "when", "where", "who",  "does",
                             "do",  "is",  "are",  "did",   "has",  "was",   "were", "am"};
    return words.contains(word);
}

// Whether JSON is the form of what is asked for ("as JSON", "return a flat JSON object"), not what
// it is about ("tell me of JSON", "compare JSON and YAML").
template<class Iterator>
bool isForm(Iterator first, Iterator json)
{
    constexpr int reach = 5; // words
    static const Words links{
        "in",     "as",    "to",      "into",   "with",   "using",    "be",       "is",
        "me",     "us",    "return",  "output", "give",   "produce",  "generate", "respond",
        "answer", "reply", "provide", "send",   "print",  "emit",     "deliver",  "write",
        "create", "use",   "render",  "show",   "format", "response", "return",   "exactly"};
    static const Words topics{"of", "about", "on", "from", "why", "that", "between", "than"};
    for (int i = 0; i < reach && json != first; ++i) {
        --json;
        if (links.contains(*json))
            return true;
        if (topics.contains(*json) || isAskingVerb(*json))
            return false;
    }
    return false;
}

bool isStrict(std::string_view sentence)
{
    return holdsAny(sentence,
                    {"json only", "only json", "only a json", "only valid json", "only the json",
                     "only with json", "only in json", "nothing but json", "nothing but the json",
                     "nothing but a json", "raw json", "no text outside the json",
                     "json and nothing else", "json object only", "only a valid json",
                     "only with a json", "only with valid json", "strictly json"});
}

// "Respond in JSON", "list them as a JSON array", "your answer must be JSON".
bool isAsking(std::string_view sentence, bool isQuestion)
{
    const std::vector<std::string_view> words = sentenceWords(sentence);
    const auto json = std::ranges::find_if(
        words, [](std::string_view word) { return word.starts_with("json") || word == "ndjson"; });
    if (json == words.end())
        return false;
    if (std::any_of(words.begin(), json, isProgram)
        || (json + 1 != words.end() && isProgram(*(json + 1))))
        return false;
    const bool isPolite = words.front() == "can" || words.front() == "could"
        || words.front() == "would" || words.front() == "will" || words.front() == "please";
    if ((isQuestion && !isPolite) || isQuestionWord(words.front()))
        return false;
    // The verb, with nothing but leads before it, or after a comma or "and".
    const bool isFormOfIt = isForm(words.begin(), json);
    for (auto word = words.begin(); word != json && isFormOfIt; ++word) {
        if (!isAskingVerb(*word))
            continue;
        // "I want to format JSON": with a tool of the user's.
        if (std::find(words.begin(), word, "i") != word
            && std::find(words.begin(), word, "you") == word)
            continue;
        const bool isFirst = word == words.begin();
        const auto before = isFirst ? words.begin() : word - 1;
        const char mark =
            isFirst ? ',' : sentence[static_cast<std::size_t>(word->data() - sentence.data()) - 2];
        const bool isClause = isFirst || mark == ',' || mark == ':' || *before == "and"
            || *before == "then" || *before == "please" || *before == "you"
            || std::all_of(words.begin(), word, isLead);
        if (isClause)
            return true;
    }
    // "Your response must be a valid JSON object", "Output: JSON", "Answer format: JSON."
    const bool isOfAnswer = std::any_of(words.begin(), json, [](std::string_view word) {
        return word == "response" || word == "answer" || word == "output" || word == "reply"
            || word == "result" || word == "format";
    });
    const bool isRule =
        holdsAny(sentence, {"must", "should", "shall", "has to", "have to", "be ", ":", "is "});
    const bool isBare = json == words.begin() && words.size() < 4;
    return (isOfAnswer && isRule) || (isBare && holdsAny(sentence, {"please", "only"}))
        || (json == words.begin() && holdsAny(sentence, {"json only", "json please"}));
}

} // namespace

JsonAsked jsonAskedIn(std::string_view text)
{
    constexpr std::size_t most = std::size_t{8} << 10U;
    std::string near = lowered(text.substr(0, most));
    if (text.size() > most)
        near += "\n" + lowered(text.substr(std::max(most, text.size() - most)));
    if (near.find("json") == std::string::npos)
        return JsonAsked::No;
    JsonAsked asked = JsonAsked::No;
    for (std::size_t start = 0; start < near.size();) {
        std::size_t end = near.find_first_of(".!?;\n", start);
        // "e.g", "v1.2", "a.json" go on.
        while (end != std::string::npos && near[end] == '.' && end + 1 < near.size()
               && isWordByte(near[end + 1]))
            end = near.find_first_of(".!?;\n", end + 1);
        end = std::min(end, near.size());
        const std::string_view sentence = std::string_view(near).substr(start, end - start);
        if (sentence.find("json") != std::string_view::npos
            && isAsking(sentence, end < near.size() && near[end] == '?'))
            asked =
                std::max(asked, isStrict(sentence) ? JsonAsked::InWordsOnly : JsonAsked::InWords);
        start = end + 1;
    }
    // "Answer in JSON. Only the JSON, no other text."
    return asked != JsonAsked::No && isStrict(near) ? JsonAsked::InWordsOnly : asked;
}

} // namespace health
