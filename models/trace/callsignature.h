// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace trace {

// Reads what a step was called with and gave, so that two calls that ask the same are one number.
// JSON is compared by its values: the order of keys, blanks, the form of numbers (1 and 1.0, 7 and
// "7"), absent keys and null, case and closing marks of strings make no difference; another figure,
// page or cursor does. Text that is no JSON is compared as one string. Linear in the text. One
// object is used by one thread.
class CallReader
{
public:
    CallReader();
    ~CallReader();
    CallReader(const CallReader&) = delete;
    CallReader& operator=(const CallReader&) = delete;

    // Never 0, except for a text that is empty: not in the telemetry. Keys that name the attempt
    // and not what is asked for (request_id, idempotency_key ...) do not count.
    std::uint64_t argumentsHash(std::string_view text);
    // Nor do the times at which a result was made and how long that took.
    std::uint64_t resultHash(std::string_view text);

    // The arguments as people read them: "88412", "city: Paris, days: 3"; one line that is safe to
    // show, at most 60 code points and "…".
    std::string argumentsText(std::string_view text);

    // What a result that was not marked as failed says of its failing: {"error": ...},
    // {"isError": true ...}, "Error: ..."; one line, safe; empty when it says nothing of the kind.
    std::string failureIn(std::string_view text);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

// `hash` put behind `before`: depends on their order.
constexpr std::uint64_t joinedHash(std::uint64_t before, std::uint64_t hash)
{
    std::uint64_t value = before * 0x9e3779b97f4a7c15ULL + hash;
    value ^= value >> 30U;
    value *= 0xbf58476d1ce4e5b9ULL;
    value ^= value >> 27U;
    value *= 0x94d049bb133111ebULL;
    return value ^ (value >> 31U);
}

std::uint64_t bytesHash(std::string_view bytes);

} // namespace trace
