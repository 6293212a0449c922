// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/modelname.h"

#include "models/health/digits.h"
#include "models/health/judging.h"
#include "models/health/oneof.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace health {

namespace {

// Families by the first word of their names; others are told by sharing it.
constexpr auto kFamilies = std::to_array<std::string_view>(
    {"gpt",       "chatgpt",   "davinci",   "babbage",   "claude",    "gemini",  "gemma",
     "palm",      "bison",     "llama",     "codellama", "tinyllama", "mistral", "mixtral",
     "codestral", "ministral", "magistral", "devstral",  "pixtral",   "command", "aya",
     "qwen",      "qwq",       "deepseek",  "phi",       "yi",        "glm",     "chatglm",
     "grok",      "nova",      "titan",     "jamba",     "jurassic",  "falcon",  "mpt",
     "dbrx",      "olmo",      "granite",   "nemotron",  "solar",     "vicuna",  "zephyr",
     "wizardlm",  "starcoder", "kimi",      "moonshot",  "minimax",   "ernie",   "hunyuan",
     "doubao",    "baichuan",  "internlm",  "sonar",     "smollm",    "bloom",   "hermes",
     "openchat",  "stablelm",  "reka",      "exaone",    "o1",        "o3"});
constexpr auto kVendors = std::to_array<std::string_view>(
    {"us",     "eu",        "apac",   "global", "anthropic",  "meta",   "amazon", "mistralai",
     "cohere", "openai",    "google", "azure",  "bedrock",    "vertex", "ai21",   "xai",
     "x",      "microsoft", "nvidia", "ibm",    "openrouter", "groq",   "ft"});
constexpr auto kVariants = std::to_array<std::string_view>(
    {"mini",      "nano",     "micro",   "lite",   "small", "medium",   "large",  "tiny",
     "flash",     "haiku",    "sonnet",  "opus",   "turbo", "pro",      "plus",   "ultra",
     "max",       "premier",  "express", "vision", "audio", "realtime", "search", "thinking",
     "reasoning", "reasoner", "codex",   "code",   "coder", "embed",    "math",   "instant",
     "fast",      "light",    "distill", "nemo",   "scout", "maverick", "heavy",  "deep"});
constexpr auto kTunings = std::to_array<std::string_view>({"instruct", "chat", "it"});
// What says neither which model nor which snapshot: stages, formats, quantisation.
constexpr auto kSilent = std::to_array<std::string_view>(
    {"latest", "preview", "stable", "exp", "experimental", "beta", "alpha", "rc", "default", "hf",
     "gguf", "awq", "gptq", "mlx", "exl2", "fp8", "fp16", "bf16", "nf4"});
// Behind a colon, a gateway is told how to route it.
constexpr auto kRoutes = std::to_array<std::string_view>(
    {"free", "nitro", "floor", "online", "extended", "thinking", "beta"});

bool isNumber(std::string_view part)
{
    return !part.empty() && std::ranges::all_of(part, isDigit);
}

int valueOf(std::string_view digits)
{
    int value = 0;
    for (const char c : digits.substr(0, 8))
        value = value * 10 + (c - '0');
    return value;
}

struct Raw
{
    std::string text;
    bool isTag = false; // behind a colon
    bool isJoined = false; // to the one before by a dot or an underscore
};

// The words of a name. "gpt4" is two of them, "4o", "70b" and "o3" are one.
std::vector<Raw> rawParts(std::string_view model)
{
    std::string name = lowered(model);
    if (const std::size_t slash = name.find_last_of('/'); slash != std::string::npos)
        name.erase(0, slash + 1);
    std::vector<Raw> parts;
    Raw part;
    char separator = '\0';
    const auto close = [&] {
        if (!part.text.empty()) {
            part.isTag = part.isTag || separator == ':';
            part.isJoined = separator == '.' || separator == '_';
            parts.push_back(part);
        }
        part.text.clear();
    };
    for (const char c : name) {
        const bool isSeparator = std::string_view("-_. :@").find(c) != std::string_view::npos;
        if (isSeparator) {
            close();
            separator = c;
            continue;
        }
        if (isDigit(c) && part.text.size() >= 2 && !isDigit(part.text.back())
            && !isDigit(part.text.front())) {
            close();
            separator = '\0';
        }
        part.text += c;
    }
    close();
    return parts;
}

bool isMonth(int month)
{
    return month >= 1 && month <= 12;
}

bool isDay(int day)
{
    return day >= 1 && day <= 31;
}

bool isYear(int year)
{
    return year >= 2019 && year <= 2099;
}

// How many of the parts are a date; 0: none. The date is put into the name.
std::size_t takeDate(std::span<const Raw> parts, ModelName& name)
{
    const auto numberAt = [&parts](std::size_t at, std::size_t digits) {
        return at < parts.size() && parts[at].text.size() == digits && isNumber(parts[at].text)
            ? valueOf(parts[at].text)
            : -1;
    };
    const auto put = [&name](int year, int month, int day) {
        name.year = year;
        name.month = month;
        name.day = day;
    };
    const int four = numberAt(0, 4);
    const int second = numberAt(1, 2);
    const int third = numberAt(2, 2);
    if (isYear(four) && isMonth(second)) {
        put(four, second, isDay(third) ? third : 0);
        return isDay(third) ? 3 : 2;
    }
    const int two = numberAt(0, 2);
    if (isMonth(two) && isYear(numberAt(1, 4))) { // 09-2025
        put(numberAt(1, 4), two, 0);
        return 2;
    }
    // 05-20: what follows a version is none unless both have two digits.
    if (isMonth(two) && isDay(second) && numberAt(2, 2) < 0) {
        put(0, two, second);
        return 2;
    }
    if (const int eight = numberAt(0, 8); isYear(eight / 10000) && isMonth(eight / 100 % 100)) {
        put(eight / 10000, eight / 100 % 100, eight % 100);
        return 1;
    }
    if (isMonth(four / 100) && isDay(four % 100)) // 0613
        put(0, four / 100, four % 100);
    else if (four / 100 >= 19 && isMonth(four % 100)) // 2407
        put(2000 + four / 100, four % 100, 0);
    else
        return 0;
    return 1;
}

// How many of the parts say no more than which snapshot, quantisation or route it is.
std::size_t takeRelease(std::span<const Raw> parts, ModelName& name)
{
    const std::string& text = parts.front().text;
    const auto digitsBehind = [&text](std::size_t at) {
        return text.size() > at && isNumber(std::string_view(text).substr(at));
    };
    if (const std::size_t taken = takeDate(parts, name); taken > 0) {
        // "2026-09-b"
        if (taken < parts.size() && parts[taken].text.size() == 1 && !isNumber(parts[taken].text)) {
            name.build = parts[taken].text;
            return taken + 1;
        }
        return taken;
    }
    if (isOneOf(text, kSilent) || (parts.front().isTag && isOneOf(text, kRoutes)))
        return 1;
    if (text.size() == 3 && isNumber(text)) { // 002
        name.build = text;
        return 1;
    }
    if (text.size() <= 3 && text.front() == 'v' && digitsBehind(1)) { // v2:0, v0.2
        // "claude-v2" is "claude-2".
        if (name.parts.size() == 1) {
            name.parts.push_back({text.substr(1), NamePart::Version});
            return 1;
        }
        name.revision = text.substr(1);
        const bool hasMore =
            parts.size() > 1 && isNumber(parts[1].text) && (parts[1].isJoined || parts[1].isTag);
        if (hasMore && parts[1].text != "0")
            name.revision += "." + parts[1].text;
        return hasMore ? 2 : 1;
    }
    // q4_k_m, int8, 4bit, w4a16
    if (text.front() == 'q' && digitsBehind(1)) {
        std::size_t taken = 1;
        while (taken < parts.size() && parts[taken].isJoined && parts[taken].text.size() <= 2)
            ++taken;
        return taken;
    }
    const bool isIntegers = text == "int" && parts.size() > 1 && isNumber(parts[1].text);
    const bool isBits = isDigit(text.front()) && text.ends_with("bit");
    const bool isWeights = text.size() >= 4 && text.front() == 'w' && isDigit(text[1])
        && text[2] == 'a' && isDigit(text[3]);
    return isIntegers ? 2 : isBits || isWeights ? 1 : 0;
}

NamePart namePartKind(std::string_view text)
{
    const auto letters = std::ranges::count_if(text, [](char c) { return c >= 'a' && c <= 'z'; });
    const bool hasDigit = std::ranges::any_of(text, isDigit);
    const bool isSize = hasDigit && (text.back() == 'b' || (text.back() == 'm' && letters == 1))
        && (letters == 1 || text.find('x') != std::string_view::npos || text.front() == 'a'
            || text.front() == 'e');
    return isSize                  ? NamePart::Size
        : hasDigit                 ? NamePart::Version
        : isOneOf(text, kTunings)  ? NamePart::Tuning
        : isOneOf(text, kVariants) ? NamePart::Variant
                                   : NamePart::Word;
}

} // namespace

bool ModelName::has(NamePart kind) const
{
    return std::ranges::any_of(parts, [kind](const Part& part) { return part.kind == kind; });
}

ModelName modelNameOf(std::string_view model)
{
    ModelName name;
    const std::vector<Raw> raw = rawParts(model);
    for (std::size_t at = 0; at < raw.size();) {
        const std::string& text = raw[at].text;
        const bool isMore = at + 1 < raw.size();
        if (name.parts.empty() && isMore && isOneOf(text, kVendors)
            && !isNumber(raw[at + 1].text)) {
            ++at;
            continue;
        }
        const std::size_t taken =
            name.parts.empty() ? 0 : takeRelease(std::span(raw).subspan(at), name);
        at += std::max<std::size_t>(taken, 1);
        // "2.0" is "2".
        if (taken > 0 || (text == "0" && name.has(NamePart::Version)))
            continue;
        name.isOfFamily = name.isOfFamily || isOneOf(text, kFamilies)
            || (text.size() == 2 && text.front() == 'o' && isDigit(text[1]));
        if (text == "35" && name.parts.back().text == "gpt") { // as Azure spells it
            name.parts.push_back({"3", NamePart::Version});
            name.parts.push_back({"5", NamePart::Version});
        } else {
            name.parts.push_back({text, namePartKind(text)});
        }
    }
    return name;
}

bool areOtherSnapshots(const ModelName& one, const ModelName& other)
{
    const auto differ = [](const auto& a, const auto& b, const auto& unknown) {
        return a != unknown && b != unknown && a != b;
    };
    const std::string none;
    return differ(one.year, other.year, 0) || differ(one.month, other.month, 0)
        || differ(one.day, other.day, 0) || differ(one.build, other.build, none)
        || differ(one.revision, other.revision, none);
}

} // namespace health
