// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace health {

// A package that an answer uses: by an import or require in its code, or named as one in its prose
// ("the package `left-pad`").
struct PackageUse
{
    std::string_view name; // as package registries have it: "left-pad", "@types/node", "requests"
    std::string_view module; // all that was imported: "requests.adapters"; the name where prose
    std::size_t start = 0; // bytes of the answer, of the module
    std::string_view ecosystem; // "pypi", "npm"; empty: not told
};

// Python's and JavaScript's, in fences that are of them or of no language, in backticks, and in
// answers that are nothing but code. Left out: what belongs to the language, what is relative or
// the answer's own, names that stand for the reader's, and what the text warns of. Python's are
// named by the package where that is called something else ("yaml" is pyyaml). At most 64. Linear
// in the text.
std::vector<PackageUse> packageUsesIn(std::string_view text);

// Where a name belongs to code: in a fence, in backticks.
class CodeStretches
{
public:
    explicit CodeStretches(std::string_view text);

    struct Stretch
    {
        std::size_t begin = 0; // bytes
        std::size_t end = 0;
        std::string_view language; // of a fence, as it says; empty: not told
        bool isFence = false;
    };
    const std::vector<Stretch>& stretches() const { return m_stretches; }
    const Stretch* around(std::size_t at) const; // null: prose

private:
    std::vector<Stretch> m_stretches;
};

} // namespace health
