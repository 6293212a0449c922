// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/sandboxmessage.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>

namespace drill {

struct KeyValue
{
    std::string value;
    std::int64_t created = 0; // revisions
    std::int64_t modified = 0;
    std::int64_t version = 0;
};
using Keys = std::map<std::string, KeyValue, std::less<>>;

// etcd's key space with its revisions, in memory. Not thread-safe. Old revisions are compacted away
// beyond ten thousand, or beyond 64 MiB.
class SandboxStore
{
public:
    explicit SandboxStore(const std::map<std::string, std::string>& initial);

    const Keys& keys() const { return m_history.back().second; }

    // Answers one request to /v3/kv/range, put, deleterange or txn: all of it is done or, when it
    // throws a Refusal, nothing.
    std::string answer(const std::string& path, const Message& request);

private:
    class Change;
    void add(Keys keys);
    const Keys& at(std::int64_t revision, const Keys& current) const;

    std::int64_t m_revision = 1;
    std::deque<std::pair<std::int64_t, Keys>> m_history; // one entry a revision, the newest last
    std::size_t m_bytes = 0; // kept in the history
};

} // namespace drill
