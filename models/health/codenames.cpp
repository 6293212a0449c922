// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/codenames.h"

#include "models/health/codewords.h"
#include "models/health/oneof.h"
#include "models/health/plainword.h"
#include "models/health/words.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace health {

namespace {

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string_view trimmedCode(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r;,");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r;,") - first + 1);
}

std::string_view leadingName(std::string_view text)
{
    std::size_t end = 0;
    while (end < text.size() && isNameCharacter(text[end]))
        ++end;
    return text.substr(0, end);
}

// The name that stands last: of "const std::string& key" it is key.
std::string_view trailingName(std::string_view text)
{
    std::size_t end = text.size();
    while (end > 0 && !isNameCharacter(text[end - 1]))
        --end;
    std::size_t begin = end;
    while (begin > 0 && isNameCharacter(text[begin - 1]))
        --begin;
    return text.substr(begin, end - begin);
}

// a of a.b, a::b, a->b, a/b.
std::string_view rootOf(std::string_view path)
{
    while (!path.empty() && (path.front() == '@' || path.front() == '.' || path.front() == '/'))
        path.remove_prefix(1);
    std::size_t end = 0;
    while (end < path.size() && (isNameCharacter(path[end]) || path[end] == '-'))
        ++end;
    if (end < path.size() && path[end] == '>' && end > 0 && path[end - 1] == '-')
        --end;
    return path.substr(0, end);
}

std::string_view lastPathPart(std::string_view path)
{
    return trailingName(path);
}

std::string_view lastMember(std::string_view path)
{
    const std::size_t cut = path.find_last_of(".:>");
    return cut == std::string_view::npos ? path : path.substr(cut + 1);
}

std::string_view insideQuotes(std::string_view text)
{
    const std::size_t open = text.find_first_of("\"'`");
    if (open == std::string_view::npos)
        return {};
    const std::size_t close = text.find(text[open], open + 1);
    return close == std::string_view::npos ? std::string_view()
                                           : text.substr(open + 1, close - open - 1);
}

// A context that names fewer members of a standard module uses it and does not describe it.
constexpr std::size_t kFewestMembers = 3;
constexpr std::size_t kLongestPath = 256; // bytes that are looked at to tell where a name is from

constexpr std::array<std::string_view, 6> kSelves{"self", "this", "cls", "super", "base", "other"};

// After these a context names what it is about.
constexpr std::array<std::string_view, 8> kLibraryWords{"sdk",    "library", "client", "package",
                                                        "module", "api",     "import", "from"};

// What a call of this gives has an interface of its own; of other calls it is data.
bool makesClient(std::string_view expression)
{
    const std::string_view callee =
        trailingName(expression.substr(0, std::min(expression.find('('), expression.size())));
    if (callee.empty())
        return false;
    const std::string name = foldedText(callee);
    return (callee.front() >= 'A' && callee.front() <= 'Z')
        || std::ranges::any_of(
               std::array<std::string_view, 7>{"client", "connect", "create", "session", "open",
                                               "init", "login"},
               [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

bool isAllCapitals(std::string_view name)
{
    return name.size() > 1 && std::ranges::all_of(name, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
           });
}

} // namespace

CodeNames::CodeNames(std::string_view context, const std::vector<Token>& contextTokens,
                     std::string_view answer)
    : m_answer(answer)
    , m_roots(64)
{
    readContext(context, contextTokens);
    bool isFenced = false;
    for (std::size_t at = 0; at < answer.size();) {
        const std::size_t end = std::min(answer.find('\n', at), answer.size());
        const std::string_view line = answer.substr(at, end - at);
        if (trimmedCode(line).starts_with("```")) {
            isFenced = !isFenced;
            if (isFenced)
                m_blocks.push_back({end, answer.size()});
            else
                m_blocks.back().end = at;
        }
        readLine(line);
        at = end + 1;
    }
    if (m_blocks.empty() && answer.find('`') == std::string_view::npos)
        m_blocks.push_back({0, answer.size()});
}

void CodeNames::readLine(std::string_view line)
{
    if (line.ends_with(';'))
        readDeclaration(trimmedCode(line));
    line = trimmedCode(line);
    readImport(line);
    readAssignment(line);
    readParameters(line);
}

bool CodeNames::isInCode(std::size_t at) const
{
    const auto after = std::ranges::upper_bound(m_blocks, at, {}, &Block::begin);
    return after != m_blocks.begin() && at < std::prev(after)->end;
}

void CodeNames::readContext(std::string_view context, const std::vector<Token>& tokens)
{
    std::string_view previous;
    std::unordered_map<std::string_view, std::unordered_set<std::uint64_t>> standard;
    for (const Token& token : tokens) {
        std::string_view text = context.substr(token.start, token.end - token.start);
        m_hasFlags = m_hasFlags || (token.kind == TokenKind::Identifier && text.starts_with("--"));
        const bool isAboutPrevious = isOneOf(foldedText(text), kLibraryWords);
        if (token.kind == TokenKind::Identifier && isStandardModule(rootOf(text)))
            standard[rootOf(text)].insert(token.memberKey);
        else if (token.kind == TokenKind::Identifier)
            m_roots.insert(hashOf(rootOf(text)));
        else if (isOneOf(foldedText(previous), kLibraryWords))
            m_roots.insert(hashOf(text));
        if (isAboutPrevious && !previous.empty())
            m_roots.insert(hashOf(foldedText(previous)));
        previous = text;
    }
    for (const auto& [root, members] : standard) {
        if (members.size() >= kFewestMembers)
            m_roots.insert(hashOf(root));
    }
}

bool CodeNames::isDocumented(std::string_view root) const
{
    return !root.empty() && m_roots.contains(hashOf(root));
}

void CodeNames::define(std::string_view name, Origin origin)
{
    if (!name.empty())
        m_names.insert_or_assign(std::string(name), origin);
}

CodeNames::Origin CodeNames::originOfModule(std::string_view module) const
{
    // Of a scoped package either part may be what the context names.
    const std::string_view root = rootOf(module);
    if (isDocumented(root))
        return Origin::Context;
    if (isStandardModule(root))
        return Origin::Elsewhere;
    return isDocumented(lastPathPart(module)) ? Origin::Context : Origin::Elsewhere;
}

// "a, b as c, {d: e}": what each is called from here on.
void CodeNames::readNames(std::string_view names, Origin origin)
{
    while (!names.empty()) {
        const std::size_t end = std::min(names.find(','), names.size());
        define(trailingName(names.substr(0, end)), origin);
        names.remove_prefix(std::min(end + 1, names.size()));
    }
}

void CodeNames::readImport(std::string_view line)
{
    const std::size_t require = line.find("require(");
    const std::size_t import = line.find("import ");
    if (m_isInGoImport || line == "import (") {
        m_isInGoImport = line != ")";
        if (const std::string_view path = insideQuotes(line); !path.empty())
            define(line.front() == '"' ? lastPathPart(path) : leadingName(line),
                   originOfModule(path));
    } else if (require != std::string_view::npos) {
        const std::size_t assigned = line.find('=');
        if (assigned < require)
            readNames(line.substr(0, assigned), originOfModule(insideQuotes(line.substr(require))));
    } else if (line.starts_with("from ") && import != std::string_view::npos) {
        readNames(line.substr(import + 7), originOfModule(trimmedCode(line.substr(5, import - 5))));
    } else if (line.starts_with("import ")) {
        const std::string_view path = insideQuotes(line);
        const std::size_t from = line.rfind("from ");
        if (!path.empty()) // JavaScript, or Go in one line
            readNames(from == std::string_view::npos ? lastPathPart(path)
                                                     : line.substr(7, from - 7),
                      originOfModule(path));
        else
            for (std::string_view rest = line.substr(7); !rest.empty();) {
                const std::size_t end = std::min(rest.find(','), rest.size());
                const std::string_view one = trimmedCode(rest.substr(0, end));
                const Origin origin = originOfModule(one);
                define(rootOf(one), origin);
                define(trailingName(one), origin);
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
    } else if (line.starts_with("use ") || line.starts_with("using ")) {
        const std::string_view path = trimmedCode(line.substr(line.find(' ') + 1));
        readNames(path.substr(path.find_last_of(":.") + 1), originOfModule(path));
    }
}

// What an expression is of: its first name decides.
CodeNames::Origin CodeNames::originOfExpression(std::string_view expression) const
{
    expression = expression.substr(0, kLongestPath);
    for (std::size_t at = 0; at < expression.size(); ++at) {
        const std::string_view name = leadingName(expression.substr(at));
        if (name.empty())
            continue;
        if (name == "await" || name == "new" || name == "not" || name == "try"
            || name == "return") {
            at += name.size();
            continue;
        }
        if (const auto known = m_names.find(std::string(name)); known != m_names.end())
            return known->second;
        if (isStandardModule(name) || isGlobalName(name))
            return Origin::Elsewhere;
        return isDocumented(name) ? Origin::Context : Origin::Own;
    }
    return Origin::Own;
}

void CodeNames::readAssignment(std::string_view line)
{
    const std::size_t in = line.find(" in ");
    const std::size_t of = line.find(" of ");
    if (line.starts_with("for ") && std::min(in, of) != std::string_view::npos) {
        const std::size_t cut = std::min(in, of);
        readNames(line.substr(4, cut - 4), Origin::Own);
        return;
    }
    for (std::size_t as = line.find(" as "); as != std::string_view::npos;
         as = line.find(" as ", as + 4))
        if (!line.starts_with("from ") && !line.starts_with("import "))
            define(leadingName(line.substr(as + 4)),
                   originOfExpression(
                       trimmedCode(line.substr(0, as)).substr(line.starts_with("with ") ? 5 : 0)));
    const std::size_t equal = line.find('=');
    if (equal == std::string_view::npos || equal == 0 || equal + 1 >= line.size()
        || line[equal + 1] == '=' || line[equal + 1] == '>'
        || std::string_view("=!<>+-*/|&").find(line[equal - 1]) != std::string_view::npos
        || line.substr(0, equal).find('(') != std::string_view::npos)
        return;
    const std::string_view left = trimmedCode(line.substr(0, equal));
    const std::string_view name =
        left.ends_with(':') ? trailingName(left.substr(0, left.size() - 1)) : trailingName(left);
    if (line.find("require(") != std::string_view::npos)
        return;
    const std::string_view made = line.substr(equal + 1);
    const Origin origin = originOfExpression(made);
    define(name, origin == Origin::Context && !makesClient(made) ? Origin::Own : origin);
}

// "Type name(arguments)", as C++ makes an object.
void CodeNames::readDeclaration(std::string_view line)
{
    static constexpr std::array<std::string_view, 8> verbs{"return", "await", "throw", "new",
                                                           "delete", "yield", "else",  "co_await"};
    const std::size_t open = line.find('(');
    if (open == std::string_view::npos || line.substr(0, open).find('=') != std::string_view::npos)
        return;
    const std::string_view name = trailingName(line.substr(0, open));
    const std::string_view type =
        trimmedCode(line.substr(0, static_cast<std::size_t>(name.data() - line.data())));
    const bool isType = !type.empty() && (isNameCharacter(type.back()) || type.back() == '>')
        && !type.ends_with("->") && !isOneOf(leadingName(type), verbs);
    if (isType)
        define(name, originOfExpression(type));
}

// Of functions, lambdas and the names of types and methods that are defined here.
void CodeNames::readParameters(std::string_view line)
{
    static constexpr std::array<std::string_view, 12> definers{
        "def ",    "function ",  "fn ",     "func ",  "fun ",    "class ",
        "struct ", "interface ", "lambda ", "trait ", "module ", "type "};
    for (const std::string_view definer : definers) {
        const std::size_t at = line.find(definer);
        if (at != std::string_view::npos && (at == 0 || !isNameCharacter(line[at - 1])))
            define(leadingName(line.substr(at + definer.size())), Origin::Own);
    }
    const bool opensBody = line.ends_with('{') || line.ends_with(':') || line.ends_with("=>")
        || line.find("=>") != std::string_view::npos
        || line.find("lambda ") != std::string_view::npos;
    const bool isDefinition = opensBody && !line.starts_with("if ") && !line.starts_with("while ")
        && !line.starts_with("for ") && !line.starts_with("with ") && !line.starts_with("switch ");
    const std::size_t open = line.find('(');
    const std::size_t close = line.rfind(')');
    if (!isDefinition || open == std::string_view::npos || close == std::string_view::npos
        || close < open)
        return;
    define(trailingName(line.substr(0, open)), Origin::Own);
    std::string_view parameters = line.substr(open + 1, close - open - 1);
    while (!parameters.empty()) {
        const std::size_t end = std::min(parameters.find(','), parameters.size());
        std::string_view one = parameters.substr(0, end);
        one = one.substr(0, std::min(one.find('='), one.size()));
        // "name: type" and "type name"
        const std::size_t colon = one.find(": ");
        define(trailingName(colon == std::string_view::npos ? one : one.substr(0, colon)),
               Origin::Own);
        parameters.remove_prefix(std::min(end + 1, parameters.size()));
    }
}

// The whole path that ends with the token, also where it was cut before a capital: csv.DictWriter.
std::string_view CodeNames::pathTo(const Token& token) const
{
    std::size_t begin = token.start;
    while (begin > 1 && token.start - begin < kLongestPath) {
        const char last = m_answer[begin - 1];
        const bool isTwo = (last == ':' && m_answer[begin - 2] == ':')
            || (last == '>' && m_answer[begin - 2] == '-');
        if (last != '.' && !isTwo)
            break;
        std::size_t from = begin - (isTwo ? 2 : 1);
        if (from == 0 || !isNameCharacter(m_answer[from - 1]))
            return {}; // of what a call or an expression gave
        while (from > 0 && isNameCharacter(m_answer[from - 1]))
            --from;
        begin = from;
    }
    return m_answer.substr(begin, token.end - begin);
}

bool CodeNames::isBareForContext(const Token& token, std::string_view name) const
{
    if (const auto known = m_names.find(std::string(name)); known != m_names.end())
        return known->second == Origin::Context;
    const bool isBuiltIn = isAllCapitals(name) || isGlobalName(name) || isStandardModule(name)
        || name.starts_with("m_") || name.ends_with('_') || name.starts_with("__")
        || name.ends_with("Error") || name.ends_with("Exception");
    // A variable is the answer's own; of what is not called, prose speaks as of something given.
    return !isBuiltIn && (token.isCall || !isInCode(token.start));
}

bool CodeNames::isForContext(const Token& token) const
{
    if (m_answer.substr(token.start).starts_with("--"))
        return m_hasFlags;
    std::string_view path = pathTo(token);
    if (path.empty())
        return false;
    std::string_view root = rootOf(path);
    if (root.size() < path.size() && isOneOf(root, kSelves)) {
        path.remove_prefix(root.size());
        path.remove_prefix(std::min(path.find_first_not_of(".:->"), path.size()));
        root = rootOf(path);
        if (root.size() == path.size()) // a member of the answer's own
            return false;
    }
    if (root.size() == path.size())
        return isBareForContext(token, path);
    if (isCommonMethod(lastMember(path)))
        return false;
    // What it belongs to decides; a field of a result is a matter of its data.
    if (const auto known = m_names.find(std::string(root)); known != m_names.end())
        return known->second == Origin::Context && token.isCall;
    return isDocumented(root);
}

} // namespace health
