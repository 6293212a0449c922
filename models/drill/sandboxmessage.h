// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

namespace drill {

// An answer other than 200; thrown while the sandbox deals with one request, and caught there.
struct Refusal
{
    int status = 400;
    int code = 3; // gRPC
    std::string message;
};

[[noreturn]] void refuse(std::string message, int code = 3, int status = 400);

// Fields of one JSON message as etcd's gateway reads them: what is left out has protobuf's default,
// bytes are base64, 64-bit integers may be strings. What has another type is refused in etcd's
// words.
class Message
{
public:
    explicit Message(simdjson::dom::element value);

    std::optional<simdjson::dom::element> find(const char* name) const;
    std::string bytes(const char* name) const;
    std::int64_t integer(const char* name) const;
    bool flag(const char* name) const;
    // Index of the enum's value, by name or number.
    std::size_t choice(const char* name, const std::vector<std::string_view>& names,
                       const char* type) const;
    std::vector<Message> list(const char* name) const;

private:
    simdjson::dom::element m_value;
};

} // namespace drill
