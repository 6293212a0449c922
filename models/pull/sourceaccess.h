// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/httpclient.h"
#include "models/net/secrets.h"
#include "models/pull/sourceprofile.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pull {

// Between the values of a variable that stands for several: a query parameter is then repeated.
inline constexpr char kListSeparator = '\x1f';

// Why a request did not bring what it should.
struct PullFailure
{
    std::string message; // masked, one line
    bool isFinal = false; // asking again brings the same answer: wrong query, wrong secret
    std::optional<std::chrono::seconds> retryAfter; // what the back end asked for
};

// Makes the requests of one source, with its secret, and understands what is common to its replies.
// One thread.
class SourceAccess
{
public:
    // The profile must outlive it. `tokenFile` replaces the profile's. Usage errors: a base URL
    // that is not http or https, a secret that would cross the network in the clear or is missing.
    static telemetry::Result<SourceAccess> create(const SourceProfile& profile,
                                                  const std::string& tokenFile);

    // `form` comes in front of the template's own.
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    telemetry::Result<net::ClientRequest> compose(const RequestTemplate& request,
                                                  const Variables& variables,
                                                  const Parameters& form = {}) const;
    // The next page by a link of the reply to `previous`. Refused when it leads elsewhere: it would
    // take the secret along.
    telemetry::Result<net::ClientRequest> follow(const net::ClientRequest& previous,
                                                 const std::string& link) const;

    struct Remembered
    {
        std::string tag; // ETag
        std::string modified; // Last-Modified
        std::string link; // a 304 may leave out where the next page is
        std::string body;
        bool isKept = false;
        std::uint64_t age = 0; // the smallest is the oldest
    };
    // Asks only for what changed since the last reply of the same URL to the same feed. That reply,
    // for settle(): it may be forgotten meanwhile; null when there is none.
    std::shared_ptr<const Remembered> makeConditional(const std::string& feed,
                                                      net::ClientRequest& request) const;
    // Puts `last` in the place of a 304, and remembers other replies that can be asked for so.
    // True when nothing has changed since a reply that was kept: there is nothing to take from it.
    bool settle(const std::string& feed, const net::ClientRequest& request, net::Exchange& exchange,
                const std::shared_ptr<const Remembered>& last);
    // What the last replies of these URLs brought is on disk.
    void noteKept(const std::string& feed, const std::vector<std::string>& urls);

    // nullopt when it is a whole reply with a status of 200..299, or one that means "nothing".
    std::optional<PullFailure> failureOf(const net::Exchange& exchange,
                                         const RequestTemplate& request,
                                         telemetry::Timestamp now) const;

    std::string masked(std::string text) const { return m_masker.masked(std::move(text)); }
    // Of what a back end wrote, for people: masked, one line, cut only then.
    std::string quoted(const std::string& text) const;
    bool hasSecret() const { return !m_secret.empty(); } // it is sent with each request
    const std::string& baseUrl() const { return m_baseUrl; } // without a "/" at its end
    const SourceProfile& profile() const { return *m_profile; }

private:
    using Key = std::pair<std::string, std::string>; // feed and URL
    void remember(const Key& key, Remembered reply);
    explicit SourceAccess(const SourceProfile& profile)
        : m_profile(&profile)
    {
    }
    telemetry::Result<void> addHeaders(net::ClientRequest& request, const NamedTemplates& headers,
                                       const Variables& variables) const;

    const SourceProfile* m_profile;
    std::string m_baseUrl;
    std::string m_secret;
    net::Masker m_masker;
    std::map<Key, std::shared_ptr<Remembered>> m_remembered;
    std::uint64_t m_rememberedEver = 0;
};

// scheme://host:port of a URL.
std::string originOf(const std::string& url);
// The URL that a Link header names as the next page (RFC 8288); empty when there is none.
std::string nextLink(std::string_view header);
// Seconds, or an HTTP date (RFC 9110); nullopt when it is neither.
std::optional<std::chrono::seconds> retryAfter(std::string_view header, telemetry::Timestamp now);
// An HTTP date: "Mon, 23 Nov 2026 22:37:39 GMT".
std::optional<telemetry::Timestamp> httpDate(std::string_view text);

} // namespace pull
