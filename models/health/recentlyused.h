// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

namespace health {

// The newest value of each key, of as many keys as there is room for: the one that was used longest
// ago makes room. One thread.
template<class Value>
class RecentlyUsed
{
public:
    explicit RecentlyUsed(std::size_t most)
        : m_most(most)
    {
    }

    // The value of the key, which is the one used last from now on; a new one when there is none.
    Value& operator[](const std::string& key)
    {
        const auto found = m_places.find(key);
        if (found != m_places.end()) {
            m_entries.splice(m_entries.begin(), m_entries, found->second);
            return m_entries.front().second;
        }
        if (m_entries.size() >= m_most) {
            m_places.erase(m_entries.back().first);
            m_entries.pop_back();
        }
        m_entries.emplace_front(key, Value{});
        m_places.emplace(key, m_entries.begin());
        return m_entries.front().second;
    }

    std::size_t size() const { return m_entries.size(); }

private:
    using Entry = std::pair<std::string, Value>;

    std::size_t m_most;
    std::list<Entry> m_entries; // newest first
    std::unordered_map<std::string, typename std::list<Entry>::iterator> m_places;
};

} // namespace health
