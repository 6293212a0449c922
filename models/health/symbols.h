// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace health {

// What exists, as the user lists it: packages, qualified names of modules and functions, paths of
// an API. Immutable once read.
class SymbolList
{
public:
    // One name or package URL ("pkg:npm/left-pad") a line ("#" begins a comment), a CycloneDX or
    // SPDX bill of materials, or an OpenAPI document; the last three as JSON. Unreadable when it is
    // none of them, is no text, or holds no name.
    static telemetry::Result<SymbolList> read(const std::string& text);

    // In any case; "-", "_" and "." are one in names of packages (PEP 503).
    bool knowsPackage(std::string_view name) const;
    bool hasPackages() const { return !m_packages.empty(); }
    bool hasNames() const { return !m_names.empty(); }
    bool hasPaths() const { return !m_paths.empty(); }
    // Names as people write them, not package URLs: modules are among them.
    bool isPlain() const { return m_isPlain; }
    // Whether packages of "pypi", "npm", "deb" ... are listed. A bill of materials says so by its
    // package URLs; of a plain list it is taken for libraries of code, not of operating systems.
    bool coversEcosystem(std::string_view ecosystem) const;
    // "tally.invoices.list_invoices". A module is known when anything in it is.
    bool knowsName(std::string_view name) const { return m_names.contains(std::string(name)); }
    bool knowsModule(std::string_view name) const { return m_modules.contains(std::string(name)); }
    // Whether "/v1/orders/17" is a path of the API, "{id}" in the list standing for any segment.
    bool knowsPath(std::string_view path) const;
    // Whether the list says anything of paths that begin like this one.
    bool coversPath(std::string_view path) const;
    std::size_t size() const;

private:
    void add(std::string_view name);
    void addUrl(std::string_view url);

    bool m_isPlain = false;
    std::unordered_set<std::string> m_packages;
    std::unordered_set<std::string> m_ecosystems; // empty: not told
    std::unordered_set<std::string> m_names; // with a dot in them
    std::unordered_set<std::string> m_modules;
    std::vector<std::vector<std::string>> m_paths; // segments
};

} // namespace health
