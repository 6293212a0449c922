// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace telemetry {

// Whether a word, or what is none, may begin there: no word is cut by it. `at` lies in the text.
bool mayBeginName(std::string_view text, std::size_t at);

// Puts other names in the place of names in a text, in one pass that does not cost by how many
// names there are. A name counts where it stands as a word ("shop" in "shop-eu", not in
// "workshop"), of two that begin at one place the longer one, and what was put in is not looked at
// again. One thread.
class NameReplacer
{
public:
    enum class Letters
    {
        AsWritten,
        Folded, // ASCII letters count alike, large or small; others as they are written
    };
    explicit NameReplacer(Letters letters)
        : m_letters(letters)
    {
    }

    // An empty name is none. Of a name that is there already the first stands.
    void add(std::string_view name, const std::string& instead);
    bool isEmpty() const { return m_names.empty(); }
    std::string replaced(std::string_view text) const;
    // Likewise; how many stood in it.
    std::size_t replace(std::string& text) const;

private:
    Letters m_letters;
    std::unordered_map<std::string, std::string> m_names; // as they are compared
    std::set<std::size_t> m_lengths; // of them, bytes
};

} // namespace telemetry
