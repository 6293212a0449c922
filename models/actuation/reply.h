// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/template.h"
#include "models/net/httpclient.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace actuation {

enum class Decoder
{
    Base64,
    Json, // the text is JSON; a string in it is taken out of its quotes
    Int, // digits only, with an optional sign
};

// Takes one text out of a reply.
struct Selector
{
    enum class Source
    {
        Pointer, // JSON Pointer (RFC 6901); numbers and true/false as written, objects as JSON
        Header,
        Body, // all of it, as text
    };
    Source source = Source::Pointer;
    std::string name; // the pointer or header
    // Pointer leads to an array, of which the first element counts whose `where` equals `equals`;
    // `take` is a pointer from there.
    bool isSearch = false;
    std::string where;
    TextTemplate equals;
    std::string take;
    std::vector<Decoder> decoders;
    std::optional<std::string> fallback; // when there is nothing
};

struct Condition
{
    enum class Kind
    {
        Equals,
        Exists,
        Absent,
    };
    std::string pointer;
    Kind kind = Kind::Exists;
    std::string text;
};

// All that is given must hold.
struct ReplyMatch
{
    std::vector<int> statuses; // empty: any; 2 stands for 200..299 and so on
    std::vector<Condition> json; // does not hold when the body is not JSON
    std::string bodyContains;
};

enum class WriteVerdict
{
    Accepted,
    Conflict,
    Refused,
    Unknown,
};

struct ReplyRule
{
    ReplyMatch when;
    WriteVerdict verdict = WriteVerdict::Unknown;
};

// A reply with its JSON parsed, if it is JSON.
class Reply
{
public:
    explicit Reply(const net::Exchange& exchange); // which must outlive it
    Reply(const Reply&) = delete;
    Reply& operator=(const Reply&) = delete;
    ~Reply();

    bool isJson() const;
    bool matches(const ReplyMatch& match) const;
    // The first rule that matches; else by status: 3xx and 4xx refused, all others unknown.
    WriteVerdict verdict(const std::vector<ReplyRule>& rules) const;
    // nullopt when it is not there and there is no fallback; Unreadable when it cannot be decoded.
    telemetry::Result<std::optional<std::string>> select(const Selector& selector,
                                                         const Variables& variables) const;

private:
    std::optional<std::string> found(const Selector& selector, const std::string& wanted) const;

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace actuation
