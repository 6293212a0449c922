// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/imports.h"
#include "models/health/installs.h"
#include "models/health/jsontext.h"
#include "models/health/judging.h"
#include "models/health/schemacheck.h"
#include "models/health/symbols.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <simdjson.h>

namespace health {

namespace {

constexpr std::size_t kLookedAtForNames = std::size_t{256} << 10U; // bytes of an answer
constexpr std::size_t kMostNamed = 64; // names, paths of an answer
constexpr std::size_t kLongestJoined = 512; // bytes of a name

struct NameSearch
{
    std::size_t checked = 0; // calls and names that could be looked up
    std::vector<Complaint> complaints;
    std::string joined; // a call that is several, which cannot be told apart
};

void checkArguments(const Subject::ToolCall& call, const std::string& schemaText,
                    NameSearch& search)
{
    simdjson::dom::parser parser;
    simdjson::dom::element arguments;
    if (call.arguments.empty())
        return;
    if (parseJson(parser, call.arguments, arguments) != simdjson::SUCCESS) {
        search.complaints.push_back(
            {.probability = 0.85,
             .reason = "the arguments of " + cited(call.name) + " are no JSON",
             .finding = {}});
        return;
    }
    simdjson::dom::parser schemaParser;
    simdjson::dom::element schema;
    if (schemaText.empty() || schemaParser.parse(schemaText).get(schema) != simdjson::SUCCESS)
        return;
    for (const Breach& breach : breachesOf(arguments, schema, true))
        search.complaints.push_back(
            {.probability = breach.probability,
             .reason = "in the call of " + cited(call.name) + ", " + breach.what,
             .finding = {}});
}

// The names of offered tools that `name` is made of, one behind the other; none where it is not.
std::vector<const Subject::Tool*> namesIn(std::string_view name,
                                          const std::vector<Subject::Tool>& offered)
{
    if (name.size() > kLongestJoined)
        return {};
    // For each length, the tool whose name ends there, so that what stands before is made of names.
    std::vector<const Subject::Tool*> ends(name.size() + 1, nullptr);
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (at > 0 && ends[at] == nullptr)
            continue;
        for (const Subject::Tool& tool : offered)
            if (!tool.name.empty() && name.substr(at).starts_with(tool.name)
                && ends[at + tool.name.size()] == nullptr)
                ends[at + tool.name.size()] = &tool;
    }
    std::vector<const Subject::Tool*> names;
    for (std::size_t at = name.size(); at > 0 && ends[at] != nullptr; at -= ends[at]->name.size())
        names.insert(names.begin(), ends[at]);
    return names;
}

// '{"city":"Sydney"}{"days":3}'
std::vector<std::string> documentsIn(const std::string& text)
{
    std::vector<std::string> documents;
    simdjson::dom::parser parser;
    const simdjson::padded_string padded(text);
    simdjson::dom::document_stream stream;
    if (parser.parse_many(padded).get(stream) != simdjson::SUCCESS)
        return documents;
    for (auto one = stream.begin(); one != stream.end(); ++one) {
        if ((*one).error() != simdjson::SUCCESS)
            return {};
        documents.emplace_back(one.source());
    }
    return stream.truncated_bytes() > 0 ? std::vector<std::string>() : documents;
}

// Some instrumentations join the parallel calls of a stream, name to name and arguments to
// arguments: the model is not to be accused of that.
bool isJoinedCall(const Subject& subject, const Subject::ToolCall& call, NameSearch& search)
{
    const auto tools = namesIn(call.name, subject.toolsOffered);
    if (tools.size() < 2)
        return false;
    const auto documents = documentsIn(call.arguments);
    if (documents.size() == tools.size()) {
        for (std::size_t i = 0; i < tools.size(); ++i)
            checkArguments({.name = tools[i]->name, .arguments = documents[i]}, tools[i]->schema,
                           search);
    } else {
        --search.checked;
        search.joined = call.name;
    }
    return true;
}

// Calls of tools, against those that were offered.
void checkCalls(const Subject& subject, NameSearch& search)
{
    if (subject.toolsOffered.empty())
        return;
    for (const Subject::ToolCall& call : subject.toolCalls) {
        if (call.name.empty())
            continue;
        ++search.checked;
        const auto tool = std::ranges::find(subject.toolsOffered, call.name, &Subject::Tool::name);
        if (tool != subject.toolsOffered.end()) {
            checkArguments(call, tool->schema, search);
            continue;
        }
        if (isJoinedCall(subject, call, search))
            continue;
        search.complaints.push_back(
            {.probability = 0.96,
             .reason = "it calls the tool " + cited(call.name) + ", which was not offered to it",
             .finding = {}});
    }
}

bool isNameByte(char c)
{
    return isWordByte(c) || c == '-' || c == '.' || c == '/' || c == '@';
}

bool isNameGiven(const Subject& subject, std::string_view name)
{
    const auto holds = [name](const std::optional<std::string>& text) {
        return text && text->find(name) != std::string::npos;
    };
    return holds(subject.context) || holds(subject.prompt);
}

// An installing line names a package for sure: that is evidence. An import may be of anything.
void checkPackages(const Subject& subject, const CleanText& output, std::string_view text,
                   NameSearch& search)
{
    if (!subject.symbols->hasPackages())
        return;
    std::vector<std::string_view> seen;
    for (const Install& install : installsIn(text)) {
        if (!subject.symbols->coversEcosystem(install.ecosystem)
            || std::ranges::find(seen, install.name) != seen.end())
            continue;
        seen.push_back(install.name);
        const bool isKnown =
            subject.symbols->knowsPackage(install.name) || isNameGiven(subject, install.name);
        if (isKnown || install.isSure)
            ++search.checked;
        if (isKnown || !install.isSure)
            continue;
        search.complaints.push_back(
            {.probability = 0.9,
             .reason =
                 "it installs " + cited(install.name) + ", which the list of what exists lacks",
             .finding = output.finding(install.start, install.start + install.name.size(),
                                       "fabricated_package", 0.1)});
    }
}

// Imports, requires, and what prose calls a package. A plain list names what can be imported; a
// bill of materials names Python's packages, whose modules may be called anything.
void checkUses(const Subject& subject, const CleanText& output, std::string_view text,
               NameSearch& search)
{
    const SymbolList& list = *subject.symbols;
    if (!list.hasPackages())
        return;
    std::vector<std::string_view> seen;
    for (const PackageUse& use : packageUsesIn(text)) {
        const std::string_view root = use.module.substr(0, use.module.find('.'));
        const bool isKnown = list.knowsPackage(use.name) || list.knowsPackage(root)
            || list.knowsModule(root) || isNameGiven(subject, use.name)
            || isNameGiven(subject, root);
        const bool isCovered =
            use.ecosystem == "npm" ? list.coversEcosystem("npm") : list.isPlain();
        if ((!isKnown && !isCovered) || std::ranges::find(seen, use.name) != seen.end())
            continue;
        seen.push_back(use.name);
        ++search.checked;
        if (isKnown)
            continue;
        search.complaints.push_back(
            {.probability = use.ecosystem.empty() ? 0.75 : 0.8,
             .reason = (use.ecosystem.empty() ? "it names the package " : "it imports ")
                 + cited(use.module) + ", which the list of what exists lacks",
             .finding = output.finding(use.start, use.start + use.module.size(),
                                       "fabricated_package", 0.2)});
    }
}

std::string_view wordAt(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && (isWordByte(text[end]) || text[end] == '.'))
        ++end;
    while (end > at && text[end - 1] == '.')
        --end;
    return text.substr(at, end - at);
}

// "from tally.invoices import list_invoices, void_invoice" where the list knows tally.invoices.
void checkImports(const Subject& subject, const CleanText& output, std::string_view text,
                  NameSearch& search)
{
    constexpr std::string_view from = "from ";
    constexpr std::string_view import = " import ";
    std::size_t named = 0;
    for (std::size_t at = text.find(from); at != std::string_view::npos && named < kMostNamed;
         at = text.find(from, at + 1)) {
        if (at > 0 && text[at - 1] != '\n' && text[at - 1] != ' ' && text[at - 1] != '`')
            continue;
        const std::string_view module = wordAt(text, at + from.size());
        std::size_t next = at + from.size() + module.size();
        if (!text.substr(next).starts_with(import) || !subject.symbols->knowsModule(module))
            continue;
        next += import.size();
        for (;;) {
            const std::string_view name = wordAt(text, next);
            if (name.empty())
                break;
            ++named;
            ++search.checked;
            const std::string whole = std::string(module) + "." + std::string(name);
            if (!subject.symbols->knowsName(whole) && !subject.symbols->knowsModule(whole))
                search.complaints.push_back(
                    {.probability = 0.92,
                     .reason =
                         "it imports " + cited(whole) + ", which the list of what exists lacks",
                     .finding = output.finding(next, next + name.size(), "fabricated_name", 0.08)});
            next += name.size();
            if (!text.substr(next).starts_with(", "))
                break;
            next += 2;
        }
    }
}

// The answer gives the name a meaning of its own: "json = ...", "for json in", "as json".
bool isAssigned(std::string_view text, std::string_view name)
{
    for (std::size_t at = text.find(name); at != std::string_view::npos;
         at = text.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if ((at > 0 && (isWordByte(text[at - 1]) || text[at - 1] == '.'))
            || (end < text.size() && isWordByte(text[end])))
            continue;
        const std::string_view before =
            text.substr(at - std::min<std::size_t>(at, 4), std::min<std::size_t>(at, 4));
        std::string_view after = text.substr(end, 3);
        after.remove_prefix(std::min(after.find_first_not_of(' '), after.size()));
        const bool isSet = (after.starts_with('=') && !after.starts_with("=="))
            || after.starts_with(':') || after.starts_with("in ");
        if (isSet || before.ends_with(" as ") || before.ends_with("for "))
            return true;
    }
    return false;
}

// "json.read_file_safely()" where the list knows json.load: a call in code, or backticks.
void checkMembers(const Subject& subject, const CleanText& output, std::string_view text,
                  NameSearch& search)
{
    const CodeStretches code(text);
    std::vector<std::string_view> seen;
    for (std::size_t open = text.find('(');
         open != std::string_view::npos && seen.size() < kMostNamed;
         open = text.find('(', open + 1)) {
        std::size_t start = open;
        while (start > 0 && (isWordByte(text[start - 1]) || text[start - 1] == '.')
               && open - start < 200)
            --start;
        const std::string_view path = text.substr(start, open - start);
        const std::string_view root = path.substr(0, path.find('.'));
        if (root.size() == path.size() || root.empty() || path.ends_with('.')
            || !subject.symbols->knowsModule(root) || code.around(start) == nullptr
            || std::ranges::find(seen, path) != seen.end())
            continue;
        // The deepest module that is listed says what is in it.
        std::size_t end = root.size();
        while (end < path.size()
               && subject.symbols->knowsModule(
                   path.substr(0, std::min(path.find('.', end + 1), path.size()))))
            end = std::min(path.find('.', end + 1), path.size());
        const std::string_view member =
            path.substr(0, std::min(path.find('.', std::min(end + 1, path.size())), path.size()));
        const std::string_view last = member.substr(member.rfind('.') + 1);
        if (last.starts_with('_') || isAssigned(text, root))
            continue;
        seen.push_back(path);
        ++search.checked;
        if (subject.symbols->knowsName(member) || subject.symbols->knowsModule(member)
            || isNameGiven(subject, member))
            continue;
        search.complaints.push_back(
            {.probability = 0.88,
             .reason = "it calls " + cited(member) + ", which the list of what exists lacks",
             .finding = output.finding(start, start + member.size(), "fabricated_name", 0.12)});
    }
}

// "GET /v1/orders/17", "https://api.shop/v1/orders": where the list knows paths that begin so.
void checkPaths(const Subject& subject, const CleanText& output, std::string_view text,
                NameSearch& search)
{
    std::size_t named = 0;
    for (std::size_t at = text.find('/'); at != std::string_view::npos && named < kMostNamed;
         at = text.find('/', at)) {
        std::size_t end = at;
        while (
            end < text.size()
            && (isNameByte(text[end]) || text[end] == '{' || text[end] == '}' || text[end] == ':'))
            ++end;
        std::string_view path = text.substr(at, end - at);
        while (path.ends_with('.') || path.ends_with(':') || path.ends_with('/'))
            path.remove_suffix(1);
        std::size_t start = at;
        if (path.starts_with("//")) { // of an address: behind its host
            const std::size_t slash = path.find('/', 2);
            start += slash == std::string_view::npos ? path.size() : slash;
            path = slash == std::string_view::npos ? std::string_view() : path.substr(slash);
        }
        at = std::max(end, at + 1);
        if (path.size() < 4 || !subject.symbols->coversPath(path))
            continue;
        ++named;
        ++search.checked;
        if (!subject.symbols->knowsPath(path) && !isNameGiven(subject, path))
            search.complaints.push_back(
                {.probability = 0.88,
                 .reason = "it calls " + cited(path) + ", no path of the API",
                 .finding = output.finding(start, start + path.size(), "fabricated_path", 0.12)});
    }
}

// What the list can be asked about.
std::string coverageText(const SymbolList& list)
{
    return std::string(list.hasPackages() ? "packages" : "no package")
        + (list.hasNames() ? ", members of modules" : ", no member of a module")
        + (list.hasPaths() ? ", paths of an API" : ", no path of an API");
}

} // namespace

Judgement judgeFabrication(const Subject& subject)
{
    NameSearch search;
    checkCalls(subject, search);
    if (subject.symbols && subject.output) {
        const CleanText output(*subject.output);
        const std::string_view text = output.view().substr(0, kLookedAtForNames);
        checkPackages(subject, output, text, search);
        checkUses(subject, output, text, search);
        checkImports(subject, output, text, search);
        checkMembers(subject, output, text, search);
        checkPaths(subject, output, text, search);
    }
    if (search.checked > 0)
        return judgementOf(std::move(search.complaints), "all that it calls and names exists");
    if (!subject.output && !subject.hasNoAnswer && !subject.toolsOffered.empty())
        return withoutAnswer(subject);
    if (!search.joined.empty())
        return doesNotApply("the telemetry joined several calls into one, " + cited(search.joined)
                            + ": they cannot be told apart");
    if (subject.symbols)
        return doesNotApply("it calls no tool of a known list, and the list of what exists ("
                            + coverageText(*subject.symbols)
                            + ") can tell of nothing that it names");
    return doesNotApply("it calls no tool of a known list, and there is no list of what exists in "
                        "which to look up what it names");
}

} // namespace health
