// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/transport.h"

#include "models/actuation/bodyedit.h"
#include "models/actuation/filetarget.h"
#include "models/net/encoding.h"
#include "models/net/secrettransit.h"
#include "models/runbook/secretmembers.h"
#include "models/telemetry/text.h"
#include "models/telemetry/utf8.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <new>
#include <string_view>
#include <utility>

namespace actuation {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::string_view kDefaultAuth = "default"; // the profile's "auth", by its name
constexpr std::size_t kMaxReply = std::size_t{4} * 1024 * 1024;

std::string withoutTrailingSlashes(std::string url)
{
    while (!url.empty() && url.back() == '/')
        url.pop_back();
    return url;
}

Result<void> checkUrl(const std::string& url, bool hasSecret, bool allowsPlainHttp)
{
    const bool isPlain = url.substr(0, 7) == "http://";
    if (!isPlain && url.substr(0, 8) != "https://")
        return failure(ErrorKind::Usage, "\"" + url + "\" is not an http or https URL.");
    if (net::hostOf(url).empty())
        return failure(ErrorKind::Usage, "\"" + url + "\" names no host.");
    if (url.substr(0, url.find_first_of("/?#", url.find("://") + 3)).find('@') != std::string::npos)
        return failure(
            ErrorKind::Usage,
            "The base URL must not hold a user or password; use \"auth\" in the profile.");
    if (const std::string obstacle = net::secretObstacle(url);
        hasSecret && !allowsPlainHttp && !obstacle.empty())
        return failure(ErrorKind::Usage,
                       obstacle
                           + ". Use https, or say allow_plain_http: true in the profile's "
                             "\"auth\".");
    return {};
}

} // namespace

Result<Transport> Transport::create(const Profile& profile, std::string baseUrl,
                                    const std::string& tokenFile)
{
    Transport transport(profile);
    transport.m_baseUrl = withoutTrailingSlashes(std::move(baseUrl));
    const auto add = [&](const std::string& name, const Authentication& authentication,
                         const std::string& file) -> Result<void> {
        auto credentials = Credentials::create(profile, authentication, file);
        if (!credentials)
            return tl::make_unexpected(credentials.error());
        credentials->maskWith(transport.m_masker);
        transport.m_credentials.emplace(name, std::move(*credentials));
        return {};
    };
    auto added = add({}, profile.authentication, tokenFile);
    for (const auto& [name, authentication] : profile.authentications) {
        if (added)
            added = add(name, authentication, {});
    }
    if (!added)
        return tl::make_unexpected(added.error());
    for (const auto& [name, url] : profile.hosts) {
        const auto text = url.render(profile.parameters, Destination::Text);
        if (!text)
            return tl::make_unexpected(text.error());
        transport.m_hosts[name] = withoutTrailingSlashes(*text);
    }
    const std::pair<const TextTemplate*, std::string*> files[] = {
        {&profile.tls.authority, &transport.m_tls.authority},
        {&profile.tls.certificate, &transport.m_tls.certificate},
        {&profile.tls.key, &transport.m_tls.key}};
    for (const auto& [file, path] : files) {
        const auto text = file->render(profile.parameters, Destination::Text);
        if (!text)
            return tl::make_unexpected(text.error());
        *path = *text; // empty: none
    }
    const Credentials& own = transport.m_credentials.at({});
    auto checked = transport.isOfFiles()
        ? Result<void>()
        : checkUrl(transport.m_baseUrl, own.hasSecret(), profile.authentication.allowsPlainHttp);
    for (const auto& [name, url] : transport.m_hosts) {
        if (checked && !url.empty()) // an empty one is told when it is asked
            checked = checkUrl(url, false, true); // with a secret when one is sent there
    }
    if (!checked)
        return tl::make_unexpected(checked.error());
    return transport;
}

Result<void> Transport::renderBody(const RequestTemplate& request, const Variables& variables,
                                   const Unsettled& unsettled, net::ClientRequest& result) const
{
    Result<std::string> body;
    const char* type = "application/json";
    if (request.json) {
        body = request.json->render(variables, unsettled);
    } else if (request.edit) {
        body = edited(*request.edit, variables, unsettled);
    } else if (request.text) {
        body = request.text->render(variables, Destination::Text);
        type = "text/plain; charset=utf-8";
    } else if (!request.form.empty()) {
        type = "application/x-www-form-urlencoded";
        for (const auto& [name, value] : request.form) {
            const auto text = value.render(variables, Destination::Form);
            if (!text)
                return tl::make_unexpected(text.error());
            *body += (body->empty() ? "" : "&") + net::percentEncoded(name, false) + "=" + *text;
        }
    } else {
        return {};
    }
    if (!body)
        return tl::make_unexpected(body.error());
    result.body = std::move(*body);
    const bool hasType = std::ranges::any_of(result.headers, [](const auto& header) {
        return telemetry::asciiLowered(header.first) == "content-type";
    });
    if (!hasType)
        result.headers.emplace_back("Content-Type", type);
    return {};
}

Result<net::ClientRequest> Transport::rendered(const RequestTemplate& request,
                                               const Variables& variables, const Variables& secrets,
                                               const Unsettled& unsettled) const
{
    net::ClientRequest result;
    result.method = request.method;
    result.connectTimeout = m_profile->timeouts.connect;
    result.timeout = m_profile->timeouts.request;
    result.maxResponseBytes = kMaxReply;
    result.tls = m_tls;
    const auto path = request.path.render(variables, Destination::Path);
    if (!path)
        return tl::make_unexpected(masked(path.error()));
    const std::string& host = request.host.empty() ? m_baseUrl : m_hosts.at(request.host);
    if (host.empty())
        return failure(ErrorKind::Usage,
                       "The host \"" + request.host + "\" of " + m_profile->id
                           + " is not set; give its parameter with --param.");
    result.url = host + *path;
    Variables withSecrets = variables;
    withSecrets.insert(secrets.begin(), secrets.end());
    for (const auto& [name, value] : request.headers) {
        const auto text = value.render(withSecrets, Destination::Header);
        if (!text)
            return tl::make_unexpected(masked(text.error()));
        result.headers.emplace_back(name, *text);
    }
    const auto body = renderBody(request, variables, unsettled, result);
    if (!body)
        return tl::make_unexpected(masked(body.error()));
    return result;
}

// Another host gets the secret of the control plane only where the profile says so.
std::string Transport::credentialsOf(const RequestTemplate& request) const
{
    if (request.auth == kDefaultAuth)
        return {};
    return request.auth.empty() && !request.host.empty() ? "none" : request.auth;
}

const Credentials* Transport::find(const RequestTemplate& request) const
{
    if (request.host.empty() && isOfFiles())
        return nullptr; // a file asks for no secret
    const auto found = m_credentials.find(credentialsOf(request));
    return found == m_credentials.end() ? nullptr : &found->second;
}

bool Transport::isOfFiles() const
{
    return m_profile->allowsFiles && isFileUrl(m_baseUrl);
}

bool Transport::hasSecret() const
{
    const auto own = m_credentials.find("");
    return own != m_credentials.end() && own->second.hasSecret();
}

std::string Transport::secretText() const
{
    std::string origins;
    for (const auto& [name, credentials] : m_credentials) {
        if (!credentials.origin().empty())
            origins += (origins.empty() ? "" : "; ")
                + (name.empty() ? "" : "\"" + name + "\" from ") + credentials.origin();
    }
    return origins.empty() ? "No secret was sent." : "The secret came from " + origins + ".";
}

Result<net::ClientRequest> Transport::compose(const RequestTemplate& request,
                                              const Variables& variables)
{
    const Credentials* credentials = find(request);
    if (credentials != nullptr && credentials->needsLogin(loginHost(request))) {
        const auto loggedIn = logIn(m_credentials.at(credentialsOf(request)), loginHost(request));
        if (!loggedIn)
            return tl::make_unexpected(loggedIn.error());
    }
    const Variables secrets = credentials != nullptr ? credentials->variables() : Variables{};
    auto result = rendered(request, variables, secrets);
    if (!result || credentials == nullptr)
        return result;
    const auto safe =
        checkUrl(result->url, credentials->hasSecret(), credentials->allowsPlainHttp());
    if (!safe)
        return tl::make_unexpected(masked(safe.error()));
    const auto added = credentials->apply(*result, secrets, m_profile->parameters);
    if (!added)
        return tl::make_unexpected(masked(added.error()));
    return result;
}

Result<runbook::RequestPreview> Transport::preview(const RequestTemplate& request,
                                                   const Variables& variables,
                                                   const Variables& symbols,
                                                   const Unsettled& unsettled) const
{
    const Credentials* credentials = find(request);
    const Variables secrets =
        credentials != nullptr ? credentials->previewVariables() : Variables{};
    auto result = rendered(request, variables, secrets, unsettled);
    if (!result)
        return tl::make_unexpected(result.error());
    if (credentials != nullptr) {
        const auto added = credentials->apply(*result, secrets, m_profile->parameters);
        if (!added)
            return tl::make_unexpected(masked(added.error()));
    }
    runbook::RequestPreview preview{.method = result->method,
                                    .url = masked(result->url),
                                    .headers = {},
                                    .body = masked(runbook::withoutSecretMembers(result->body)),
                                    .decoded = {}};
    for (const auto& [name, value] : result->headers)
        preview.headers.emplace_back(name, masked(value));
    if (!result->aws.service.empty())
        preview.headers.emplace_back("Authorization",
                                     "(signed for " + result->aws.service + " in "
                                         + result->aws.region + " as " + result->aws.keyId + ")");
    std::vector<std::string> encoded;
    if (request.json)
        request.json->addEncoded(encoded);
    if (request.text)
        request.text->addEncoded(encoded);
    for (const std::string& name : encoded) {
        if (const auto found = variables.find(name); found != variables.end())
            preview.decoded.emplace_back(name,
                                         masked(runbook::withoutSecretMembers(found->second)));
    }
    const auto text = canonical(request, variables, symbols, unsettled);
    if (!text)
        return tl::make_unexpected(text.error());
    preview.canonical = *text;
    return preview;
}

// Who signs it is no part of what is sent; that it is signed, and how, is.
Result<std::string> Transport::canonical(const RequestTemplate& request, Variables variables,
                                         const Variables& symbols, Unsettled unsettled) const
{
    for (const auto& [name, symbol] : symbols) {
        variables[name] = symbol;
        unsettled.insert(name);
    }
    const auto sent =
        rendered(request, variables, {{"secret", "{{secret}}"}, {"token", "{{token}}"}}, unsettled);
    if (!sent)
        return tl::make_unexpected(sent.error());
    std::string text = sent->method + ' ' + sent->url + '\n';
    for (const auto& [name, value] : sent->headers)
        text += telemetry::asciiLowered(name) + ": " + value + '\n';
    if (const Credentials* credentials = find(request)) {
        const auto way = credentials->canonical(m_profile->parameters);
        if (!way)
            return way;
        text += *way;
    }
    // It is told to whoever is asked to approve: other people's secrets stand in it by their hash.
    const std::string body = runbook::withoutSecretMembers(sent->body);
    if (body != sent->body)
        text += "(secrets of others, with which the body is "
            + QCryptographicHash::hash(QByteArray::fromStdString(sent->body),
                                       QCryptographicHash::Sha256)
                  .toHex()
                  .toStdString()
            + ")\n";
    return masked(text + '\n' + body);
}

telemetry::Error Transport::masked(telemetry::Error error) const
{
    error.message = masked(std::move(error.message));
    return error;
}

std::string Transport::loginHost(const RequestTemplate& request) const
{
    const Credentials* credentials = find(request);
    const Login* login = credentials != nullptr ? credentials->login() : nullptr;
    if (login != nullptr && !login->request.host.empty())
        return login->request.host;
    return credentialsOf(request).empty() ? std::string() : request.host;
}

Result<void> Transport::logIn(Credentials& credentials, const std::string& host)
{
    const Login& login = *credentials.login();
    Variables variables = m_profile->parameters;
    variables["secret"] = credentials.secret();
    RequestTemplate there = login.request;
    there.host = host;
    auto request = rendered(there, variables, {});
    if (!request)
        return tl::make_unexpected(request.error());
    const auto safe = checkUrl(request->url, true, credentials.allowsPlainHttp());
    if (!safe)
        return tl::make_unexpected(masked(safe.error()));
    request->isRepeatable = true; // a second session does no harm
    const std::string where = host.empty() ? m_baseUrl : m_hosts.at(host);
    net::Exchange exchange = perform(*request, nullptr);
    if (exchange.state != net::ExchangeState::Replied)
        return failure(ErrorKind::Unreachable,
                       "Logging in at " + where + " failed: " + exchange.error + ".");
    const Reply reply(std::move(exchange));
    const auto token = reply.select(login.token, variables);
    const bool hasToken = token && *token && !(*token)->empty();
    if (hasToken) {
        credentials.setToken(**token, host);
        credentials.maskWith(m_masker); // whatever else is wrong with the reply
    }
    const int status = reply.exchange().status;
    if (status / 100 == 2 && hasToken)
        return {};
    credentials.forgetToken();
    return failure(ErrorKind::Refused,
                   "Logging in at " + where + " was refused: HTTP " + std::to_string(status) + " "
                       + excerpt(reply.exchange().body, 300));
}

std::string Transport::excerpt(const std::string& text, std::size_t limit) const
{
    // Before it is cut: a part of a document is none.
    return telemetry::sanitizedUtf8(masked(runbook::withoutSecretMembers(text)).substr(0, limit));
}

bool Transport::forgetToken()
{
    bool had = false;
    for (auto& [name, credentials] : m_credentials)
        had = credentials.forgetToken() || had;
    return had;
}

net::Exchange Transport::perform(const net::ClientRequest& request, const std::atomic<bool>* cancel)
{
    net::Exchange exchange = isOfFiles() && isFileUrl(request.url)
        ? performOnFile(request)
        : m_client->perform(request, cancel != nullptr ? cancel : m_cancel);
    try {
        exchange.error = masked(exchange.error);
    } catch (const std::bad_alloc&) { // what was sent was sent: whoever asked has to hear of it
        exchange.error = "out of memory";
    }
    return exchange;
}

} // namespace actuation
