// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/mapping.h"
#include "models/otlp/value.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <algorithm>
#include <array>

namespace dialect {

namespace {

constexpr std::size_t kBytesRead = 480; // of a value
constexpr std::size_t kCodePointsShown = 80;
constexpr std::size_t kShortestKey = 24;
constexpr std::size_t kShortestTail = 4; // behind a beginning, or it is only a word
constexpr const char* kHidden = "(left out: it looks like a secret)";

// Parts of names whose values are secrets. "token" is not among them: most are counted, not kept.
constexpr std::array<std::string_view, 12> kSecretNames{
    "authorization", "api_key",    "apikey",      "secret",    "password",     "passwd",
    "cookie",        "credential", "private_key", "signature", "access_token", "auth_token"};
// How keys of providers and headers begin, wherever they stand.
constexpr std::array<std::string_view, 13> kSecretBeginnings{
    "sk-",   "sk_",  "pk-lf-", "ghp_", "gho_",    "github_pat_", "xoxb-",
    "xoxp-", "AKIA", "AIza",   "eyJ",  "Bearer ", "Basic "};

char normal(char c)
{
    if (c == '-' || c == '.')
        return '_';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isSecretName(std::string_view name)
{
    std::string word(name.substr(0, kBytesRead));
    std::transform(word.begin(), word.end(), word.begin(), normal);
    return std::any_of(kSecretNames.begin(), kSecretNames.end(), [&word](std::string_view part) {
        return word.find(part) != std::string::npos;
    });
}

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isKeyCharacter(char c)
{
    return isLetterOrDigit(c) || c == '_' || c == '-' || c == '+' || c == '/' || c == '=';
}

// Letters of both cases and digits without a break: no words, no UUID, no number.
bool hasRandomRun(std::string_view text)
{
    std::size_t length = 0;
    bool hasLower = false;
    bool hasUpper = false;
    bool hasDigit = false;
    for (const char c : text) {
        if (!isKeyCharacter(c)) {
            length = 0;
            hasLower = hasUpper = hasDigit = false;
            continue;
        }
        ++length;
        hasLower = hasLower || (c >= 'a' && c <= 'z');
        hasUpper = hasUpper || (c >= 'A' && c <= 'Z');
        hasDigit = hasDigit || (c >= '0' && c <= '9');
        if (length >= kShortestKey && hasLower && hasUpper && hasDigit)
            return true;
    }
    return false;
}

bool isSecretText(std::string_view text)
{
    const auto begins = [text](std::string_view part) {
        for (std::size_t at = text.find(part); at != std::string_view::npos;
             at = text.find(part, at + 1)) {
            const bool isWordStart = at == 0 || !isLetterOrDigit(text[at - 1]);
            if (isWordStart && text.size() > at + part.size() + kShortestTail)
                return true;
        }
        return false;
    };
    const std::size_t scheme = text.find("://");
    const bool hasLogin = scheme != std::string_view::npos
        && text.substr(scheme, text.find('/', scheme + 3) - scheme).find('@')
            != std::string_view::npos;
    return hasLogin || std::any_of(kSecretBeginnings.begin(), kSecretBeginnings.end(), begins)
        || hasRandomRun(text);
}

std::string cutLine(const std::string& line)
{
    std::size_t points = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool isStart = (static_cast<unsigned char>(line[i]) & 0xC0U) != 0x80U;
        if (isStart && points++ == kCodePointsShown)
            return line.substr(0, i) + "…";
    }
    return line;
}

} // namespace

std::string exampleText(std::string_view attribute, std::string_view value)
{
    const std::string_view head = value.substr(0, kBytesRead);
    if (isSecretName(attribute) || isSecretText(head))
        return kHidden;
    std::string whole(head);
    // A code point that was cut through at the end is no damage of the value.
    while (head.size() < value.size() && !whole.empty() && !telemetry::isValidUtf8(whole)
           && head.size() - whole.size() < 4)
        whole.pop_back();
    return cutLine(telemetry::visibleLine(whole));
}

std::string exampleOfWire(std::string_view attribute, std::string_view anyValue)
{
    const otlp::AnyValueView view(anyValue);
    if (const auto text = view.string())
        return exampleText(attribute, *text);
    constexpr std::size_t kLargest = 64UL * 1024;
    if (anyValue.size() > kLargest)
        return "(a structure of " + std::to_string(anyValue.size()) + " bytes)";
    return exampleText(attribute, view.toText());
}

} // namespace dialect
