// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/installs.h"

#include "models/health/judging.h"
#include "models/health/oneof.h"
#include "models/health/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace health {

namespace {

constexpr std::size_t kLongestCommand = 400; // bytes
constexpr std::size_t kMostInstalls = 64;

struct Command
{
    std::string_view text;
    std::string_view ecosystem;
};
constexpr std::array<Command, 15> kCommands{{
    {"pip install ", "pypi"},
    {"pip3 install ", "pypi"},
    {"uv add ", "pypi"},
    {"poetry add ", "pypi"},
    {"npm install ", "npm"},
    {"npm i ", "npm"},
    {"yarn add ", "npm"},
    {"pnpm add ", "npm"},
    {"cargo add ", "cargo"},
    {"gem install ", "gem"},
    {"composer require ", "composer"},
    {"go get ", "golang"},
    {"conda install ", "conda"},
    {"apt-get install ", "deb"},
    {"apt install ", "deb"},
}};

bool isStopWord(std::string_view word)
{
    const std::string lower = lowered(word);
    return wordKind(lower, hashOf(lower)).isStop;
}

// Options that stand for themselves; any other may take the word behind it.
bool takesNothing(std::string_view option)
{
    constexpr std::array<std::string_view, 27> options{"-U",
                                                       "--upgrade",
                                                       "--user",
                                                       "--pre",
                                                       "-q",
                                                       "--quiet",
                                                       "-y",
                                                       "--yes",
                                                       "-D",
                                                       "--save-dev",
                                                       "--save",
                                                       "-S",
                                                       "-E",
                                                       "--save-exact",
                                                       "--exact",
                                                       "-g",
                                                       "--global",
                                                       "--dev",
                                                       "--no-cache-dir",
                                                       "--no-deps",
                                                       "--force",
                                                       "--force-reinstall",
                                                       "--optional",
                                                       "-O",
                                                       "--legacy-peer-deps",
                                                       "--save-peer",
                                                       "--break-system-packages"};
    return isOneOf(option, options) || option.find('=') != std::string_view::npos;
}

// What managers bring along, and names that stand for the reader's own.
bool isNoPackage(std::string_view name)
{
    constexpr std::array<std::string_view, 15> words{
        "pip",   "setuptools", "wheel",   "npm", "yarn",         "pnpm",         "poetry",     "uv",
        "conda", "virtualenv", "package", "pkg", "package-name", "package_name", "packagename"};
    const std::string lower = lowered(name);
    return isOneOf(lower, words) || lower.starts_with("your") || lower.starts_with("my-")
        || lower.starts_with("my_") || lower.starts_with("some-")
        || std::ranges::none_of(lower, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool isFile(std::string_view token)
{
    for (const std::string_view end :
         {".txt", ".whl", ".gz", ".zip", ".toml", ".tgz", ".lock", ".yml", ".yaml", ".deb"}) {
        if (token.ends_with(end))
            return true;
    }
    return false;
}

// "requests[socks]==2.31" is requests, "@types/node@20" is @types/node; nothing where it is no name
// of a registry: a file, an address, a variable, a place in the file system.
std::string_view plainName(std::string_view token)
{
    const bool isElsewhere = token.find("://") != std::string_view::npos
        || token.find('+') != std::string_view::npos || token.find('\\') != std::string_view::npos
        || token.find(':') != std::string_view::npos || isFile(token);
    const bool isNameStart = !token.empty() && token.front() != '_'
        && (isWordByte(token.front()) || token.front() == '@');
    if (isElsewhere || !isNameStart)
        return {};
    std::string_view name = token.substr(0, token.find_first_of("=<>~![]^@;,()*?{}$", 1));
    while (name.ends_with('.') || name.ends_with('-') || name.ends_with('/'))
        name.remove_suffix(1);
    return name.size() < 2 ? std::string_view() : name;
}

// How far the command reaches, and whether it is written as code.
struct Place
{
    std::size_t end = 0;
    bool isCode = false;
};

// The line before a command, when it is short enough for one that is a command, and the line.
struct CommandLine
{
    std::string_view before;
    std::string_view whole;
};

std::optional<CommandLine> lineAround(std::string_view text, std::size_t at)
{
    constexpr std::size_t longest = 80; // bytes before a command
    const std::size_t from = at - std::min(at, longest);
    const std::size_t newline = text.substr(from, at - from).rfind('\n');
    if (newline == std::string_view::npos && from > 0)
        return std::nullopt;
    const std::size_t start = newline == std::string_view::npos ? 0 : from + newline + 1;
    std::string_view line = text.substr(start, longest + kLongestCommand);
    line = line.substr(0, line.find('\n'));
    return CommandLine{line.substr(0, at - start), line};
}

// A line that is a command from its prompt to its end, and reads as no sentence.
bool isCommandLine(std::string_view before, std::string_view line)
{
    for (std::size_t at = 0; at < before.size();) {
        const std::size_t end = std::min(before.find(' ', at), before.size());
        const std::string_view word = before.substr(at, end - at);
        constexpr std::array<std::string_view, 14> openings{
            "",  "$",    "#",    ">",  "%",  "!",       "RUN",
            "-", "sudo", "run:", "-m", "&&", "python3", "python"};
        if (!isOneOf(word, openings))
            return false;
        at = end + 1;
    }
    if (line.find_last_not_of(" \t\r") == std::string_view::npos)
        return false;
    const char last = line[line.find_last_not_of(" \t\r")];
    if (last == '.' || last == ':' || last == '!' || last == '?' || last == ',')
        return false;
    std::string_view rest = line.substr(before.size(), kLongestCommand);
    rest = rest.substr(0, rest.find(" #"));
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (isStopWord(rest.substr(0, end)) && rest.substr(0, end) != "add")
            return false;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return true;
}

// The places of backticks, so that each command need not look at all of the text before it.
class Fences
{
public:
    explicit Fences(std::string_view text)
        : m_text(text)
    {
    }

    // For places that do not go back.
    Place placeOf(std::size_t at, std::size_t commandEnd)
    {
        for (; m_at < at; ++m_at) {
            if (m_text.compare(m_at, 3, "```") == 0) {
                m_isFenced = !m_isFenced;
                m_isTicked = false;
                m_at += 2;
            } else if (m_text[m_at] == '`' && !m_isFenced) {
                m_isTicked = !m_isTicked;
            } else if (m_text[m_at] == '\n') {
                m_isTicked = false;
            }
        }
        const auto line = lineAround(m_text, at);
        Place place;
        place.isCode =
            m_isFenced || m_isTicked || (line && isCommandLine(line->before, line->whole));
        const std::size_t most = std::min(commandEnd + kLongestCommand, m_text.size());
        const std::string_view reach = m_text.substr(0, most);
        place.end = std::min(
            {reach.find_first_of("\n;&|`", commandEnd), most, reach.find(" #", commandEnd)});
        return place;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_isFenced = false;
    bool m_isTicked = false;
};

// "Do not pip install ...", "instead of": what a warning names need not exist.
bool isInstallWarned(std::string_view text, std::size_t at)
{
    constexpr std::size_t near = 40;
    const std::size_t from = at - std::min(at, near);
    std::string before = lowered(text.substr(from, at - from));
    if (const std::size_t stop = before.find_last_of(".!?\n"); stop != std::string::npos)
        before.erase(0, stop + 1);
    return holdsAny(
        before, {"not ", "n't ", "n\xE2\x80\x99t ", "never ", "avoid", "instead of", "no such"});
}

class InstallReader
{
public:
    InstallReader(std::string_view text, std::vector<Install>& installs)
        : m_text(text)
        , m_installs(installs)
    {
    }

    void read(std::size_t start, const Place& place, std::string_view ecosystem)
    {
        bool isValue = false; // of the option before
        while (start < place.end && m_installs.size() < kMostInstalls) {
            const std::size_t blank = std::min(m_text.find(' ', start), place.end);
            const std::size_t next = blank + 1;
            std::string_view token = m_text.substr(start, blank - start);
            bool isLast = !place.isCode;
            const char quote = token.empty() ? '\0' : token.front();
            if (quote == '"' || quote == '\'') {
                token.remove_prefix(1);
                ++start;
                token = token.substr(0, token.find(quote));
            } else if (const std::size_t end = token.find_first_of("\"'"); end != token.npos) {
                token = token.substr(0, end); // of the string that the command stands in
                isLast = true;
            }
            if (token.starts_with('-')) {
                isValue = !takesNothing(token);
                isLast = false;
            } else if (!token.empty() && !std::exchange(isValue, false)) {
                add(token, start, place.isCode, ecosystem);
            }
            if (isLast)
                return;
            start = next;
        }
    }

private:
    void add(std::string_view token, std::size_t start, bool isCode, std::string_view ecosystem)
    {
        const std::string_view name = plainName(token);
        if (name.empty() || isNoPackage(name) || (!isCode && isStopWord(name)))
            return;
        // A word of prose has neither a joint nor a digit nor a version.
        const bool isSigned = name.find_first_of("-_/.0123456789") != std::string_view::npos
            || token.find_first_of("=[<>~@") != std::string_view::npos;
        m_installs.push_back(
            {.name = name, .start = start, .ecosystem = ecosystem, .isSure = isCode || isSigned});
    }

    std::string_view m_text;
    std::vector<Install>& m_installs;
};

} // namespace

std::vector<Install> installsIn(std::string_view text)
{
    std::vector<Install> installs;
    InstallReader reader(text, installs);
    for (const Command& command : kCommands) {
        std::optional<Fences> fences;
        for (std::size_t at = text.find(command.text);
             at != std::string_view::npos && installs.size() < kMostInstalls;
             at = text.find(command.text, at + 1)) {
            if (at > 0 && (isWordByte(text[at - 1]) || text[at - 1] == '-'))
                continue;
            if (!fences)
                fences.emplace(text);
            const std::size_t end = at + command.text.size();
            if (!isInstallWarned(text, at))
                reader.read(end, fences->placeOf(at, end), command.ecosystem);
        }
    }
    return installs;
}

} // namespace health
