// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/template.h"
#include "models/net/httpclient.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
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
    std::string in; // the lookup whose reply is meant; empty: the operation's own
    Source source = Source::Pointer;
    TextTemplate name; // the pointer (variables escaped as one name) or header
    // Pointer leads to an array (or an object, of which the values are gone through); the first
    // element counts where each of `where`, a pointer from there, equals its text; of several the
    // last one when `isLast`. `take` is a pointer from there, and `then` goes on in what it finds,
    // also where that is JSON in a text.
    std::vector<std::pair<std::string, TextTemplate>> where;
    bool isLast = false;
    TextTemplate take;
    std::shared_ptr<const Selector> then;
    std::vector<Decoder> decoders;
    // Texts that stand for others: what is found is replaced where it is one of these.
    std::map<std::string, std::string> words;
    std::optional<std::string> fallback; // when there is nothing; one of `words`, too
};

struct Condition
{
    enum class Kind
    {
        Equals,
        Differs, // or is not there
        Contains, // in its text
        AtLeast, // as a number
        AtMost,
        Exists,
        Absent,
    };
    Selector selector;
    Kind kind = Kind::Exists;
    TextTemplate text;
};

// All that is given must hold; nothing given: any reply.
struct ReplyMatch
{
    std::string in; // the lookup whose reply is meant; empty: the operation's own
    std::vector<int> statuses; // empty: any; 2 stands for 200..299 and so on
    std::vector<Condition> conditions; // of JSON: do not hold when the body is none
    TextTemplate bodyContains;
    std::vector<ReplyMatch> any; // one of these must hold as well; theirs is the same reply

    bool isEmpty() const
    {
        return statuses.empty() && conditions.empty() && bodyContains.isEmpty() && any.empty();
    }
    // No reply matches without a status that is named.
    bool namesStatus() const
    {
        const auto names = [](const ReplyMatch& one) { return one.namesStatus(); };
        return !statuses.empty() || (!any.empty() && std::all_of(any.begin(), any.end(), names));
    }
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
    explicit Reply(net::Exchange exchange);
    Reply(const Reply&) = delete;
    Reply& operator=(const Reply&) = delete;
    ~Reply();

    const net::Exchange& exchange() const;
    bool isJson() const;
    // nullopt when it is not there; Unreadable when it cannot be decoded, Usage when a template
    // cannot be filled in. Does not look at `in` or `fallback`.
    telemetry::Result<std::optional<std::string>> select(const Selector& selector,
                                                         const Variables& variables) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

// The replies of one conversation by the names of their lookups; the operation's own has none.
class Replies
{
public:
    void add(const std::string& name, net::Exchange exchange);
    const Reply* find(const std::string& name) const; // nullptr when it was not asked

    // nullopt when it is not there and there is no fallback.
    telemetry::Result<std::optional<std::string>> select(const Selector& selector,
                                                         const Variables& variables) const;
    bool matches(const ReplyMatch& match, const Variables& variables) const;
    // The first rule that matches; else by status of the own reply: 301, 307, 308 and 4xx refused,
    // all others unknown: 408, and redirects with which a server answers what it has done (303).
    WriteVerdict verdict(const std::vector<ReplyRule>& rules, const Variables& variables) const;

private:
    bool holds(const Condition& condition, const ReplyMatch& match,
               const Variables& variables) const;

    std::map<std::string, std::unique_ptr<Reply>> m_replies;
};

} // namespace actuation
