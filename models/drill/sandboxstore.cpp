// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/sandboxstore.h"

#include "models/otlp/jsontext.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <vector>

namespace drill {

namespace {

constexpr std::int64_t kKeptRevisions = 10'000;
constexpr std::size_t kMaxBytes = std::size_t{64} * 1024 * 1024; // of all keys and values kept
constexpr std::size_t kMaxOperations = 128; // of one transaction, as etcd
constexpr const char* kClusterId = "5486169387394856576";
constexpr const char* kMemberId = "6219940952125221131";

std::string base64(std::string_view bytes)
{
    std::string text;
    otlp::appendBase64(text, bytes);
    return text;
}

std::string field(const char* name, std::int64_t number)
{
    return number == 0 ? "" : ",\"" + std::string(name) + "\":\"" + std::to_string(number) + "\"";
}

std::string kvJson(const std::string& key, const KeyValue& kv, bool withValue = true)
{
    std::string json = "{\"key\":\"" + base64(key) + "\"" + field("create_revision", kv.created)
        + field("mod_revision", kv.modified) + field("version", kv.version);
    if (withValue && !kv.value.empty())
        json += ",\"value\":\"" + base64(kv.value) + "\"";
    return json + "}";
}

// [key, end): end empty is the key alone, a single NUL is everything from the key on.
bool isInRange(const std::string& candidate, const std::string& key, const std::string& end)
{
    if (end.empty())
        return candidate == key;
    return candidate >= key && (end == std::string(1, '\0') || candidate < end);
}

std::string requiredKey(const Message& message)
{
    std::string key = message.bytes("key");
    if (key.empty())
        refuse("etcdserver: key is not provided");
    return key;
}

std::size_t sizeOf(const Keys& keys)
{
    std::size_t bytes = 0;
    for (const auto& [key, kv] : keys)
        bytes += key.size() + kv.value.size() + sizeof(KeyValue);
    return bytes;
}

} // namespace

// One request's work on a copy of the keys: all of it or, when it is refused, nothing.
class SandboxStore::Change
{
public:
    explicit Change(SandboxStore& store)
        : m_store(store)
        , m_keys(store.keys())
    {
    }

    void commit()
    {
        if (m_hasWritten)
            m_store.add(std::move(m_keys));
    }

    void put(const std::string& key, std::string value)
    {
        KeyValue& kv = m_keys[key];
        m_hasWritten = true;
        kv.modified = m_store.m_revision + 1;
        kv.created = kv.created == 0 ? kv.modified : kv.created;
        ++kv.version;
        kv.value = std::move(value);
    }

    std::string put(const Message& request)
    {
        const std::string key = requiredKey(request);
        if (request.integer("lease") != 0)
            refuse("etcdserver: requested lease not found", 5, 404);
        std::string value = request.bytes("value");
        const auto existing = m_keys.find(key);
        std::string fields;
        if (request.flag("prev_kv") && existing != m_keys.end())
            fields = ",\"prev_kv\":" + kvJson(key, existing->second);
        if (request.flag("ignore_value")) {
            if (!value.empty())
                refuse("etcdserver: value is provided");
            if (existing == m_keys.end())
                refuse("etcdserver: key not found");
            value = existing->second.value;
        }
        put(key, std::move(value));
        return fields;
    }

    std::string range(const Message& request) const
    {
        const std::string key = requiredKey(request);
        const std::string end = request.bytes("range_end");
        if (request.find("sort_order") || request.find("sort_target"))
            refuse("sandbox: only ascending order by key is offered", 12, 501);
        const Keys& keys = m_store.at(request.integer("revision"), m_keys);
        const std::int64_t limit = request.integer("limit");
        const bool withValues = !request.flag("keys_only");
        const bool countsOnly = request.flag("count_only");
        std::int64_t count = 0;
        std::string kvs;
        for (const auto& [name, kv] : keys) {
            if (!isInRange(name, key, end))
                continue;
            ++count;
            if (!countsOnly && (limit <= 0 || count <= limit))
                kvs += (kvs.empty() ? "" : ",") + kvJson(name, kv, withValues);
        }
        std::string fields = kvs.empty() ? "" : ",\"kvs\":[" + kvs + "]";
        if (!countsOnly && limit > 0 && count > limit)
            fields += ",\"more\":true";
        return fields + field("count", count);
    }

    std::string deleteRange(const Message& request)
    {
        const std::string key = requiredKey(request);
        const std::string end = request.bytes("range_end");
        const bool withPrevious = request.flag("prev_kv");
        std::int64_t count = 0;
        std::string previous;
        for (auto kv = m_keys.begin(); kv != m_keys.end();) {
            if (!isInRange(kv->first, key, end)) {
                ++kv;
                continue;
            }
            ++count;
            if (withPrevious)
                previous += (previous.empty() ? "" : ",") + kvJson(kv->first, kv->second);
            kv = m_keys.erase(kv);
        }
        m_hasWritten = m_hasWritten || count > 0;
        return field("deleted", count)
            + (previous.empty() ? "" : ",\"prev_kvs\":[" + previous + "]");
    }

    std::string transaction(const Message& request, int depth)
    {
        const std::vector<Message> compares = request.list("compare");
        const std::vector<Message> success = request.list("success");
        const std::vector<Message> failure = request.list("failure");
        if (std::max({compares.size(), success.size(), failure.size()}) > kMaxOperations
            || depth > 3)
            refuse("etcdserver: too many operations in txn request");
        checkDuplicates(success);
        checkDuplicates(failure);
        bool holds = true;
        for (const Message& compare : compares)
            holds = this->holds(compare) && holds; // all are looked at, so that all are checked
        std::string responses;
        for (const Message& operation : holds ? success : failure)
            responses += (responses.empty() ? "" : ",") + carryOut(operation, depth);
        return (holds ? ",\"succeeded\":true" : std::string())
            + (responses.empty() ? "" : ",\"responses\":[" + responses + "]");
    }

private:
    static void checkDuplicates(const std::vector<Message>& operations)
    {
        std::set<std::string> keys;
        for (const Message& operation : operations) {
            const auto put = operation.find("request_put");
            if (put && !keys.insert(requiredKey(Message(*put))).second)
                refuse("etcdserver: duplicate key given in txn request");
        }
    }

    static bool holds(int order, std::size_t result) // EQUAL, GREATER, LESS, NOT_EQUAL
    {
        const std::array<bool, 4> answers{order == 0, order > 0, order < 0, order != 0};
        return answers.at(result);
    }

    bool holds(const Message& compare) const
    {
        const std::string key = requiredKey(compare);
        const std::string end = compare.bytes("range_end");
        const std::size_t result = compare.choice(
            "result", {"EQUAL", "GREATER", "LESS", "NOT_EQUAL"}, "Compare_CompareResult");
        const std::size_t target = compare.choice(
            "target", {"VERSION", "CREATE", "MOD", "VALUE", "LEASE"}, "Compare_CompareTarget");
        bool anyFound = false;
        for (const auto& [name, kv] : m_keys) {
            if (!isInRange(name, key, end))
                continue;
            anyFound = true;
            if (!holds(order(compare, target, kv), result))
                return false;
        }
        // A missing key has revision and version 0, and no value that could compare.
        return anyFound || (target != 3 && holds(order(compare, target, {}), result));
    }

    static int order(const Message& compare, std::size_t target, const KeyValue& kv)
    {
        if (target == 3)
            return kv.value.compare(compare.bytes("value"));
        const std::array<std::int64_t, 5> actual{kv.version, kv.created, kv.modified, 0, 0};
        constexpr std::array<const char*, 5> names{"version", "create_revision", "mod_revision", "",
                                                   "lease"};
        const std::int64_t wanted = compare.integer(names.at(target));
        return actual.at(target) < wanted ? -1 : actual.at(target) > wanted ? 1 : 0;
    }

    std::string carryOut(const Message& operation, int depth)
    {
        std::string name;
        std::string fields;
        if (const auto request = operation.find("request_range")) {
            name = "response_range";
            fields = range(Message(*request));
        } else if (const auto put = operation.find("request_put")) {
            name = "response_put";
            fields = this->put(Message(*put));
        } else if (const auto erase = operation.find("request_delete_range")) {
            name = "response_delete_range";
            fields = deleteRange(Message(*erase));
        } else if (const auto inner = operation.find("request_txn")) {
            name = "response_txn";
            fields = transaction(Message(*inner), depth + 1);
        } else {
            refuse("etcdserver: key not found");
        }
        const std::int64_t revision = m_store.m_revision + (m_hasWritten ? 1 : 0);
        return "{\"" + name + "\":{\"header\":{\"revision\":\"" + std::to_string(revision) + "\"}"
            + fields + "}}";
    }

    SandboxStore& m_store;
    Keys m_keys;
    bool m_hasWritten = false;
};

SandboxStore::SandboxStore(const std::map<std::string, std::string>& initial)
{
    m_history.emplace_back(m_revision, Keys{});
    for (const auto& [key, value] : initial) {
        Change change(*this);
        change.put(key, value);
        change.commit();
    }
}

std::string SandboxStore::answer(const std::string& path, const Message& request)
{
    Change change(*this);
    std::string fields;
    if (path == "/v3/kv/range")
        fields = change.range(request);
    else if (path == "/v3/kv/put")
        fields = change.put(request);
    else if (path == "/v3/kv/deleterange")
        fields = change.deleteRange(request);
    else
        fields = change.transaction(request, 0);
    change.commit();
    return "{\"header\":{\"cluster_id\":\"" + std::string(kClusterId) + "\",\"member_id\":\""
        + kMemberId + "\",\"revision\":\"" + std::to_string(m_revision) + "\",\"raft_term\":\"2\"}"
        + fields + "}";
}

void SandboxStore::add(Keys keys)
{
    const std::size_t size = sizeOf(keys);
    if (size > kMaxBytes / 2)
        refuse("etcdserver: mvcc: database space exceeded", 8, 429);
    m_bytes += size;
    m_history.emplace_back(++m_revision, std::move(keys));
    const auto isTooMuch = [&] {
        return m_bytes > kMaxBytes || std::ssize(m_history) > kKeptRevisions;
    };
    while (m_history.size() > 1 && isTooMuch()) {
        m_bytes -= sizeOf(m_history.front().second);
        m_history.pop_front();
    }
}

// `current` at revision 0, which means now.
const Keys& SandboxStore::at(std::int64_t revision, const Keys& current) const
{
    if (revision <= 0)
        return current;
    if (revision > m_revision)
        refuse("etcdserver: mvcc: required revision is a future revision", 11);
    const auto offset = revision - m_history.front().first;
    if (offset < 0)
        refuse("etcdserver: mvcc: required revision has been compacted", 11);
    return m_history[static_cast<std::size_t>(offset)].second;
}

} // namespace drill
