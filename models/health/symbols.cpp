// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/symbols.h"

#include "models/health/judging.h"
#include "models/telemetry/utf8.h"

#include <algorithm>

#include <simdjson.h>

namespace health {

namespace {

constexpr std::string_view kPackageUrl = "pkg:";
constexpr std::size_t kLongestSymbolName = 1024; // bytes; what is longer is none

std::string packageKey(std::string_view name)
{
    std::string key = lowered(name);
    std::ranges::replace(key, '_', '-');
    std::ranges::replace(key, '.', '-');
    return key;
}

std::vector<std::string> segmentsOf(std::string_view path)
{
    std::vector<std::string> segments;
    path = path.substr(0, path.find_first_of("?#"));
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        if (end > 0)
            segments.emplace_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return segments;
}

bool isParameter(const std::string& segment)
{
    return segment.starts_with('{') || segment.starts_with(':');
}

std::string_view trimmedEntry(std::string_view line)
{
    line = line.substr(0, line.find('#'));
    const std::size_t first = line.find_first_not_of(" \t\r");
    return first == std::string_view::npos
        ? std::string_view()
        : line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

bool isText(const std::string& text)
{
    const auto isControl = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || byte == 0x7F;
    };
    return telemetry::isValidUtf8(text) && std::ranges::none_of(text, isControl);
}

// The names in a bill of materials or an OpenAPI document.
std::vector<std::string> namesOf(simdjson::dom::element root)
{
    std::vector<std::string> names;
    for (const char* list : {"components", "packages"}) {
        simdjson::dom::array entries;
        if (root[list].get(entries) != simdjson::SUCCESS)
            continue;
        for (const simdjson::dom::element entry : entries) {
            std::string_view name;
            if (entry["name"].get(name) == simdjson::SUCCESS)
                names.emplace_back(name);
            if (entry["purl"].get(name) == simdjson::SUCCESS)
                names.emplace_back(name);
            simdjson::dom::array references; // where SPDX has it
            if (entry["externalRefs"].get(references) != simdjson::SUCCESS)
                continue;
            for (const simdjson::dom::element reference : references) {
                if (reference["referenceLocator"].get(name) == simdjson::SUCCESS
                    && name.starts_with(kPackageUrl))
                    names.emplace_back(name);
            }
        }
    }
    simdjson::dom::object paths;
    if (root["paths"].get(paths) == simdjson::SUCCESS) {
        for (const auto [path, operations] : paths)
            names.emplace_back(path);
    }
    return names;
}

} // namespace

telemetry::Result<SymbolList> SymbolList::read(const std::string& text)
{
    if (!isText(text))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "it is no text (UTF-8), but holds other bytes");
    SymbolList list;
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && text[first] == '{') {
        simdjson::dom::parser parser;
        simdjson::dom::element root;
        if (const auto error = parser.parse(text).get(root); error != simdjson::SUCCESS)
            return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                      std::string("not JSON: ") + simdjson::error_message(error));
        for (const std::string& name : namesOf(root))
            list.add(name);
    } else {
        for (std::string_view rest = text; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view name = trimmedEntry(rest.substr(0, end));
            list.add(name);
            list.m_isPlain = list.m_isPlain
                || (!name.empty() && !name.starts_with('/') && !name.starts_with(kPackageUrl));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    if (list.size() == 0)
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "it holds no name: neither a line, nor components or packages of "
                                  "a bill of materials, nor paths of an OpenAPI document");
    return list;
}

void SymbolList::add(std::string_view name)
{
    if (name.empty() || name.size() > kLongestSymbolName)
        return;
    if (name.starts_with('/')) {
        m_paths.push_back(segmentsOf(name));
        return;
    }
    if (name.starts_with(kPackageUrl)) {
        addUrl(name.substr(kPackageUrl.size()));
        return;
    }
    m_packages.insert(packageKey(name));
    for (std::size_t dot = name.find('.'); dot != std::string_view::npos;
         dot = name.find('.', dot + 1))
        m_modules.emplace(name.substr(0, dot));
    if (name.find('.') != std::string_view::npos)
        m_names.emplace(name);
}

// "npm/%40types/node@20.1?..." without what it begins with.
void SymbolList::addUrl(std::string_view url)
{
    url = url.substr(0, url.find_first_of("?#"));
    const std::size_t slash = url.find('/');
    if (slash == std::string_view::npos)
        return;
    m_ecosystems.emplace(url.substr(0, slash));
    std::string name(url.substr(slash + 1));
    if (name.starts_with("%40"))
        name.replace(0, 3, "@");
    m_packages.insert(packageKey(name.substr(0, name.find('@', 1))));
}

bool SymbolList::coversEcosystem(std::string_view ecosystem) const
{
    return m_ecosystems.empty() ? ecosystem != "deb"
                                : m_ecosystems.contains(std::string(ecosystem));
}

bool SymbolList::knowsPackage(std::string_view name) const
{
    return m_packages.contains(packageKey(name));
}

bool SymbolList::knowsPath(std::string_view path) const
{
    const std::vector<std::string> segments = segmentsOf(path);
    return std::ranges::any_of(m_paths, [&segments](const std::vector<std::string>& known) {
        return std::equal(known.begin(), known.end(), segments.begin(), segments.end(),
                          [](const std::string& one, const std::string& other) {
                              return one == other || isParameter(one) || isParameter(other);
                          });
    });
}

bool SymbolList::coversPath(std::string_view path) const
{
    const std::vector<std::string> segments = segmentsOf(path);
    return !segments.empty()
        && std::ranges::any_of(m_paths, [&segments](const std::vector<std::string>& known) {
               return !known.empty() && known.front() == segments.front();
           });
}

std::size_t SymbolList::size() const
{
    return m_packages.size() + m_paths.size();
}

} // namespace health
