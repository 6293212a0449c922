// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/sourceaccess.h"

#include "models/net/encoding.h"
#include "models/net/secrettransit.h"
#include "models/pull/jsonaccess.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <regex>
#include <string_view>

#include <curl/curl.h>

namespace pull {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::size_t kLongestQuotedLine = 300;
constexpr std::size_t kLongestParameters = 1000; // of a link
constexpr std::size_t kRememberedBytes = 1024U * 1024;
constexpr std::size_t kRememberedUrls = 64;
constexpr int kNotModified = 304;

Result<void> checkUrl(const std::string& url, const Authentication& authentication, bool hasSecret)
{
    const bool isPlain = url.starts_with("http://");
    if (!isPlain && !url.starts_with("https://"))
        return failure(ErrorKind::Usage, "\"" + url + "\" is not an http or https URL.");
    if (net::hostOf(url).empty())
        return failure(ErrorKind::Usage, "\"" + url + "\" names no host.");
    if (url.find('@') != std::string::npos)
        return failure(
            ErrorKind::Usage,
            "The base URL must not hold a user or password; use \"auth\" in the source.");
    if (const std::string obstacle = net::secretObstacle(url);
        hasSecret && !authentication.allowsPlainHttp && !obstacle.empty())
        return failure(ErrorKind::Usage,
                       obstacle
                           + ". Use https, or say allow_plain_http: true in the source's "
                             "\"auth\".");
    return {};
}

// Adds name=value, once for each of its values; nothing for an empty one.
Result<void> addParameters(std::string& text, const NamedTemplates& parameters,
                           const Variables& variables)
{
    for (const auto& [name, value] : parameters) {
        const auto rendered = value.render(variables, Destination::Text);
        if (!rendered)
            return tl::make_unexpected(rendered.error());
        std::string_view rest = *rendered;
        while (!rest.empty()) {
            const std::size_t end = rest.find(kListSeparator);
            text += text.empty() ? "" : "&";
            text += net::percentEncoded(name, false) + "="
                + net::percentEncoded(rest.substr(0, end), false);
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        }
    }
    return {};
}

std::string oneLine(std::string_view text)
{
    std::string line = telemetry::sanitizedUtf8(text.substr(0, kLongestQuotedLine));
    std::replace_if(
        line.begin(), line.end(),
        [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, ' ');
    return line.substr(0, line.find_last_not_of(' ') + 1);
}

// What a back end says in the body of an error, in whichever of the usual forms; whole, so that a
// secret in it is found.
std::string explanationOf(const std::string& body)
{
    simdjson::dom::parser parser;
    Json document;
    if (parseJson(parser, body, document) != simdjson::SUCCESS)
        return body.find("<html") == std::string::npos ? body : std::string();
    for (const char* pointer : {"/error/message", "/message", "/error", "/detail"})
        if (const auto found = at(document, pointer))
            return textOf(*found);
    return body;
}

std::string partOf(CURLU* url, CURLUPart part)
{
    char* text = nullptr;
    if (curl_url_get(url, part, &text, part == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0U)
        != CURLUE_OK)
        return {};
    const std::string copy(text);
    curl_free(text);
    return copy;
}

using ParsedUrl = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

// The URL that a reference stands for (RFC 3986); empty when it is none.
std::string resolved(const std::string& base, const std::string& reference)
{
    const ParsedUrl url(curl_url(), &curl_url_cleanup);
    if (curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK
        || curl_url_set(url.get(), CURLUPART_URL, reference.c_str(), 0) != CURLUE_OK)
        return {};
    return partOf(url.get(), CURLUPART_URL);
}

// Two URLs lead to the same peer, as the same user, when these are equal. Empty: no URL.
std::string canonicalOrigin(const std::string& text)
{
    const ParsedUrl url(curl_url(), &curl_url_cleanup);
    if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
        return {};
    std::string origin = partOf(url.get(), CURLUPART_SCHEME) + "://"
        + partOf(url.get(), CURLUPART_USER) + "@" + partOf(url.get(), CURLUPART_HOST) + ":"
        + partOf(url.get(), CURLUPART_PORT);
    std::ranges::transform(origin, origin.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return origin;
}

// For people: without what may stand before the host.
std::string shownOrigin(const std::string& text)
{
    const std::string origin = canonicalOrigin(text);
    const std::size_t user = origin.find("://");
    const std::size_t at = origin.rfind('@');
    return origin.empty() ? "no address" : origin.substr(0, user + 3) + origin.substr(at + 1);
}

bool isRetryable(int status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

} // namespace

std::string originOf(const std::string& url)
{
    const std::size_t scheme = url.find("://");
    if (scheme == std::string::npos)
        return {};
    return url.substr(0, url.find_first_of("/?#", scheme + 3));
}

std::string nextLink(std::string_view header)
{
    while (!header.empty()) {
        const std::size_t open = header.find('<');
        const std::size_t close = header.find('>', open);
        if (close == std::string_view::npos)
            return {};
        const std::string_view url = header.substr(open + 1, close - open - 1);
        header.remove_prefix(close + 1);
        // Up to the next link: a comma that stands in no quotes.
        bool isQuoted = false;
        std::size_t end = 0;
        for (; end < header.size() && (isQuoted || header[end] != ','); ++end) {
            if (header[end] == '"')
                isQuoted = !isQuoted;
            else if (header[end] == '\\' && isQuoted)
                ++end;
        }
        static const std::regex isNext(
            R"((^|;)\s*rel\s*=\s*("([^"]*\s)?next(\s[^"]*)?"|next\s*(;|$)))",
            std::regex::icase | std::regex::optimize);
        const std::string parameters(header.substr(0, std::min(end, kLongestParameters)));
        if (std::regex_search(parameters, isNext))
            return std::string(url);
        header.remove_prefix(std::min(header.size(), end + 1));
    }
    return {};
}

std::optional<telemetry::Timestamp> httpDate(std::string_view text)
{
    const time_t seconds = curl_getdate(std::string(text).c_str(), nullptr);
    if (seconds < 0)
        return std::nullopt;
    return telemetry::Timestamp{std::chrono::seconds(seconds)};
}

std::optional<std::chrono::seconds> retryAfter(std::string_view header, telemetry::Timestamp now)
{
    if (header.empty())
        return std::nullopt;
    long long seconds = 0;
    const auto [end, error] =
        std::from_chars(header.data(), header.data() + header.size(), seconds);
    if (error == std::errc() && end == header.data() + header.size())
        return std::chrono::seconds(std::clamp(seconds, 0LL, 86'400LL));
    const auto date = httpDate(header);
    if (!date)
        return std::nullopt;
    return std::max(std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(*date - now));
}

Result<SourceAccess> SourceAccess::create(const SourceProfile& profile,
                                          const std::string& tokenFile)
{
    SourceAccess access(profile);
    access.m_baseUrl = profile.baseUrl;
    while (!access.m_baseUrl.empty() && access.m_baseUrl.back() == '/')
        access.m_baseUrl.pop_back();
    const Authentication& authentication = profile.authentication;
    if (!authentication.header.empty()) {
        const auto secret = net::resolveSecret({.name = authentication.secret,
                                                .namedFile = tokenFile,
                                                .profileFile = authentication.tokenFile});
        if (!secret)
            return tl::make_unexpected(secret.error());
        if (secret->empty() && !authentication.isOptional)
            return failure(ErrorKind::Usage,
                           "There is no secret for " + profile.id + ": set PLUMBLINE_TOKEN_"
                               + authentication.secret + ", or name a file with --token-file.");
        access.m_secret = *secret;
        access.m_masker.add(*secret);
    }
    if (const auto checked = checkUrl(access.m_baseUrl, authentication, !access.m_secret.empty());
        !checked)
        return tl::make_unexpected(checked.error());
    return access;
}

Result<void> SourceAccess::addHeaders(net::ClientRequest& request, const NamedTemplates& headers,
                                      const Variables& variables) const
{
    for (const auto& [name, value] : headers) {
        const auto text = value.render(variables, Destination::Header);
        if (!text)
            return tl::make_unexpected(text.error());
        if (!text->empty())
            request.headers.emplace_back(name, *text);
    }
    return {};
}

Result<net::ClientRequest> SourceAccess::compose(const RequestTemplate& wanted,
                                                 const Variables& variables,
                                                 const Parameters& more) const
{
    net::ClientRequest request;
    request.method = wanted.method;
    request.connectTimeout = m_profile->connectTimeout;
    request.timeout = m_profile->requestTimeout;
    request.maxResponseBytes = m_profile->maxReplyBytes;
    request.isRepeatable = true; // it only reads
    request.isCompressible = true;
    const auto path = wanted.path.render(variables, Destination::Path);
    if (!path)
        return tl::make_unexpected(path.error());
    std::string query;
    std::string form;
    for (const auto& [name, value] : more)
        form += (form.empty() ? "" : "&") + net::percentEncoded(name, false) + "="
            + net::percentEncoded(value, false);
    for (const auto& added : {addParameters(query, wanted.query, variables),
                              addParameters(form, wanted.form, variables),
                              addHeaders(request, m_profile->headers, variables),
                              addHeaders(request, wanted.headers, variables)})
        if (!added)
            return tl::make_unexpected(added.error());
    request.url = m_baseUrl + *path;
    if (!query.empty())
        request.url += (path->find('?') == std::string::npos ? "?" : "&") + query;
    const auto body = wanted.body.render(variables, Destination::Text);
    if (!body)
        return tl::make_unexpected(body.error());
    request.body = form.empty() ? *body : form;
    if (!form.empty())
        request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    if (!m_secret.empty()) {
        const auto value =
            m_profile->authentication.value.render({{"secret", m_secret}}, Destination::Header);
        if (!value)
            return tl::make_unexpected(value.error());
        request.headers.emplace_back(m_profile->authentication.header, *value);
    }
    return request;
}

Result<net::ClientRequest> SourceAccess::follow(const net::ClientRequest& previous,
                                                const std::string& link) const
{
    net::ClientRequest request = previous;
    request.url = resolved(previous.url, link);
    if (canonicalOrigin(request.url) != canonicalOrigin(m_baseUrl))
        return failure(ErrorKind::Unreachable,
                       "The next page would be at " + oneLine(masked(shownOrigin(request.url)))
                           + ", which is not " + originOf(m_baseUrl) + ".");
    return request;
}

std::shared_ptr<const SourceAccess::Remembered>
SourceAccess::makeConditional(const std::string& feed, net::ClientRequest& request) const
{
    const auto found = m_remembered.find({feed, request.url});
    if (request.method != "GET" || found == m_remembered.end())
        return nullptr;
    if (!found->second->tag.empty())
        request.headers.emplace_back("If-None-Match", found->second->tag);
    else
        request.headers.emplace_back("If-Modified-Since", found->second->modified);
    return found->second;
}

bool SourceAccess::settle(const std::string& feed, const net::ClientRequest& request,
                          net::Exchange& exchange, const std::shared_ptr<const Remembered>& last)
{
    const Key key(feed, request.url);
    if (exchange.state != net::ExchangeState::Replied || request.method != "GET")
        return false;
    if (exchange.status == kNotModified && last) {
        exchange.status = 200;
        exchange.body = last->body;
        if (exchange.header("link").empty() && !last->link.empty())
            exchange.headers.emplace_back("link", last->link);
        return last->isKept;
    }
    Remembered reply{.tag = std::string(exchange.header("etag")),
                     .modified = std::string(exchange.header("last-modified")),
                     .link = std::string(exchange.header("link")),
                     .body = {}};
    if (exchange.status != 200 || (reply.tag.empty() && reply.modified.empty())
        || exchange.body.size() > kRememberedBytes) {
        m_remembered.erase(key);
        return false;
    }
    reply.body = exchange.body;
    remember(key, std::move(reply));
    return false;
}

void SourceAccess::remember(const Key& key, Remembered reply)
{
    reply.age = ++m_rememberedEver;
    m_remembered[key] = std::make_shared<Remembered>(std::move(reply));
    if (m_remembered.size() <= kRememberedUrls)
        return;
    m_remembered.erase(std::min_element(
        m_remembered.begin(), m_remembered.end(),
        [](const auto& a, const auto& b) { return a.second->age < b.second->age; }));
}

void SourceAccess::noteKept(const std::string& feed, const std::vector<std::string>& urls)
{
    for (const std::string& url : urls) {
        if (const auto found = m_remembered.find({feed, url}); found != m_remembered.end())
            found->second->isKept = true;
    }
}

std::string SourceAccess::quoted(const std::string& text) const
{
    return oneLine(masked(text));
}

std::optional<PullFailure> SourceAccess::failureOf(const net::Exchange& exchange,
                                                   const RequestTemplate& request,
                                                   telemetry::Timestamp now) const
{
    if (exchange.state != net::ExchangeState::Replied)
        return PullFailure{.message = masked(oneLine(exchange.error)), .retryAfter = {}};
    const bool isNothing =
        std::find(request.emptyStatuses.begin(), request.emptyStatuses.end(), exchange.status)
        != request.emptyStatuses.end();
    if (isNothing || (exchange.status >= 200 && exchange.status < 300))
        return std::nullopt;
    PullFailure problem{.message = "HTTP " + std::to_string(exchange.status),
                        .isFinal = !isRetryable(exchange.status),
                        .retryAfter = retryAfter(exchange.header("retry-after"), now)};
    if (exchange.status == 401 || exchange.status == 403)
        problem.message += m_secret.empty() ? " (no secret was given)" : " (the secret is refused)";
    if (exchange.status >= 300 && exchange.status < 400 && exchange.status != kNotModified)
        problem.message += ": redirects are not followed";
    else if (const std::string words = quoted(explanationOf(exchange.body)); !words.empty())
        problem.message += ": " + words;
    return problem;
}

} // namespace pull
