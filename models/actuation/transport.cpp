// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/transport.h"

#include "models/net/admission.h"
#include "models/telemetry/text.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace actuation {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::size_t kMaxReply = std::size_t{4} * 1024 * 1024;

std::string hostOf(std::string_view url)
{
    std::string_view rest = url.substr(url.find("://") + 3);
    rest = rest.substr(0, rest.find_first_of("/?#"));
    if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos)
        rest.remove_prefix(at + 1);
    if (rest.substr(0, 1) == "[")
        return std::string(rest.substr(0, rest.find(']') + 1));
    return std::string(rest.substr(0, rest.find(':')));
}

// An address of this machine, or the one name that is reserved for it (RFC 6761); a name that only
// looks like such an address may be anybody's.
bool isLoopbackHost(const std::string& host)
{
    const bool isBracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    return telemetry::asciiLowered(host) == "localhost"
        || net::isLoopback(isBracketed ? host.substr(1, host.size() - 2) : host);
}

Result<void> checkUrl(const std::string& url, bool hasSecret, bool allowsPlainHttp)
{
    const bool isPlain = url.substr(0, 7) == "http://";
    if (!isPlain && url.substr(0, 8) != "https://")
        return failure(ErrorKind::Usage, "\"" + url + "\" is not an http or https URL.");
    if (hostOf(url).empty())
        return failure(ErrorKind::Usage, "\"" + url + "\" names no host.");
    if (url.find('@') != std::string::npos)
        return failure(
            ErrorKind::Usage,
            "The base URL must not hold a user or password; use \"auth\" in the profile.");
    if (hasSecret && isPlain && !isLoopbackHost(hostOf(url)) && !allowsPlainHttp)
        return failure(
            ErrorKind::Usage,
            "The secret would cross the network in the clear to " + hostOf(url)
                + ". Use https, or say allow_plain_http: true in the profile's \"auth\".");
    return {};
}

} // namespace

Result<Transport> Transport::create(const Profile& profile, std::string baseUrl,
                                    const std::string& tokenFile)
{
    Transport transport(profile);
    while (!baseUrl.empty() && baseUrl.back() == '/')
        baseUrl.pop_back();
    transport.m_baseUrl = std::move(baseUrl);
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
        transport.m_secret = *secret;
        transport.m_masker.add(*secret);
    }
    const auto checked =
        checkUrl(transport.m_baseUrl, !transport.m_secret.empty(), authentication.allowsPlainHttp);
    if (!checked)
        return tl::make_unexpected(checked.error());
    return transport;
}

Result<net::ClientRequest> Transport::rendered(const RequestTemplate& request,
                                               const Variables& variables,
                                               const Variables& secrets) const
{
    net::ClientRequest result;
    result.method = request.method;
    result.connectTimeout = m_profile->timeouts.connect;
    result.timeout = m_profile->timeouts.request;
    result.maxResponseBytes = kMaxReply;
    const auto path = request.path.render(variables, Destination::Path);
    if (!path)
        return tl::make_unexpected(path.error());
    result.url = m_baseUrl + *path;
    Variables withSecrets = variables;
    withSecrets.insert(secrets.begin(), secrets.end());
    for (const auto& [name, value] : request.headers) {
        const auto text = value.render(withSecrets, Destination::Header);
        if (!text)
            return tl::make_unexpected(text.error());
        result.headers.emplace_back(name, *text);
    }
    if (!request.json && !request.text)
        return result;
    const auto body = request.json ? request.json->render(variables)
                                   : request.text->render(variables, Destination::Text);
    if (!body)
        return tl::make_unexpected(body.error());
    result.body = *body;
    const bool hasType =
        std::any_of(result.headers.begin(), result.headers.end(), [](const auto& header) {
            return telemetry::asciiLowered(header.first) == "content-type";
        });
    if (!hasType)
        result.headers.emplace_back(
            "Content-Type", request.json ? "application/json" : "text/plain; charset=utf-8");
    return result;
}

Result<void> Transport::addAuthentication(net::ClientRequest& request,
                                          const Variables& secrets) const
{
    const Authentication& authentication = m_profile->authentication;
    if (authentication.header.empty() || m_secret.empty())
        return {};
    const auto value = authentication.value.render(secrets, Destination::Header);
    if (!value)
        return tl::make_unexpected(value.error());
    request.headers.emplace_back(authentication.header, *value);
    return {};
}

Result<net::ClientRequest> Transport::compose(const RequestTemplate& request,
                                              const Variables& variables)
{
    if (m_profile->authentication.login && m_token.empty() && !m_secret.empty()) {
        const auto loggedIn = logIn();
        if (!loggedIn)
            return tl::make_unexpected(loggedIn.error());
    }
    const Variables secrets{{"secret", m_secret}, {"token", m_token}};
    auto result = rendered(request, variables, secrets);
    if (!result)
        return result;
    const auto added = addAuthentication(*result, secrets);
    if (!added)
        return tl::make_unexpected(added.error());
    return result;
}

Result<runbook::RequestPreview> Transport::preview(const RequestTemplate& request,
                                                   const Variables& variables) const
{
    const Variables secrets{{"secret", m_secret},
                            {"token", m_token.empty() ? "(from the login)" : m_token}};
    auto result = rendered(request, variables, secrets);
    if (!result)
        return tl::make_unexpected(result.error());
    const auto added = addAuthentication(*result, secrets);
    if (!added)
        return tl::make_unexpected(added.error());
    runbook::RequestPreview preview{.method = result->method,
                                    .url = masked(result->url),
                                    .headers = {},
                                    .body = masked(result->body),
                                    .decoded = {}};
    for (const auto& [name, value] : result->headers)
        preview.headers.emplace_back(name, masked(value));
    std::vector<std::string> encoded;
    if (request.json)
        request.json->addEncoded(encoded);
    if (request.text)
        request.text->addEncoded(encoded);
    for (const std::string& name : encoded) {
        if (const auto found = variables.find(name); found != variables.end())
            preview.decoded.emplace_back(name, masked(found->second));
    }
    return preview;
}

Result<void> Transport::logIn()
{
    const Login& login = *m_profile->authentication.login;
    Variables variables = m_profile->parameters;
    variables["secret"] = m_secret;
    auto request = rendered(login.request, variables, {});
    if (!request)
        return tl::make_unexpected(request.error());
    request->isRepeatable = true; // a second session does no harm
    const net::Exchange exchange = perform(*request, nullptr);
    if (exchange.state != net::ExchangeState::Replied)
        return failure(ErrorKind::Unreachable,
                       "Logging in at " + m_baseUrl + " failed: " + masked(exchange.error) + ".");
    const Reply reply(exchange);
    const auto token = reply.select(login.token, variables);
    if (exchange.status / 100 != 2 || !token || !*token || (*token)->empty())
        return failure(ErrorKind::Refused,
                       "Logging in at " + m_baseUrl + " was refused: HTTP "
                           + std::to_string(exchange.status) + " " + excerpt(exchange.body, 300));
    m_token = **token;
    m_masker.add(m_token);
    return {};
}

std::string Transport::excerpt(const std::string& text, std::size_t limit) const
{
    return telemetry::sanitizedUtf8(masked(text).substr(0, limit));
}

bool Transport::forgetToken()
{
    const bool had = !m_token.empty();
    m_token.clear();
    return had;
}

net::Exchange Transport::perform(const net::ClientRequest& request, const std::atomic<bool>* cancel)
{
    return m_client->perform(request, cancel);
}

} // namespace actuation
