// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/credentials.h"

#include "models/net/encoding.h"
#include "models/telemetry/text.h"
#include "models/telemetry/utf8.h"

#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace actuation {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

struct AwsKeys
{
    std::string id;
    std::string key;
    std::string session;
};

AwsKeys awsKeys(const std::string& secret)
{
    AwsKeys keys;
    const std::size_t first = secret.find(':');
    keys.id = secret.substr(0, first);
    if (first == std::string::npos)
        return keys;
    const std::size_t second = secret.find(':', first + 1);
    keys.key = secret.substr(first + 1, second - first - 1);
    if (second != std::string::npos)
        keys.session = secret.substr(second + 1);
    return keys;
}

std::string replaced(std::string text, std::string_view part, std::string_view other)
{
    for (std::size_t at = text.find(part); at != std::string::npos;
         at = text.find(part, at + other.size()))
        text.replace(at, part.size(), other);
    return text;
}

// RFC 4648, section 5, without the padding.
std::string base64Url(std::string text)
{
    text = replaced(replaced(std::move(text), "+", "-"), "/", "_");
    return text.substr(0, text.find('='));
}

std::string withLowerHex(std::string encoded)
{
    for (std::size_t at = encoded.find('%'); at != std::string::npos && at + 2 < encoded.size();
         at = encoded.find('%', at + 1)) {
        const std::string digits = telemetry::asciiLowered(encoded.substr(at + 1, 2));
        encoded.replace(at + 1, 2, digits);
    }
    return encoded;
}

// As others write a text in JSON: slashes, or all that is not ASCII or stands in HTML, escaped.
std::vector<std::string> jsonForms(const std::string& secret)
{
    if (!telemetry::isValidUtf8(secret))
        return {};
    const std::string quoted = nlohmann::json(secret).dump(-1, ' ', true);
    const std::string ascii = quoted.substr(1, quoted.size() - 2);
    std::string html = ascii;
    for (const auto& [part, escape] :
         {std::pair("&", "\\u0026"), std::pair("<", "\\u003c"), std::pair(">", "\\u003e")})
        html = replaced(std::move(html), part, escape);
    return {ascii, html, replaced(ascii, "/", "\\/"), replaced(html, "/", "\\/")};
}

// The masker encodes each of these once more.
void addForms(net::Masker& masker, const std::string& secret)
{
    if (secret.empty())
        return;
    const std::string percent = net::percentEncoded(secret, false);
    std::vector<std::string> forms = jsonForms(secret);
    forms.insert(forms.end(),
                 {secret, net::base64(secret), percent, withLowerHex(percent),
                  net::percentEncoded(secret, true), replaced(percent, "%20", "+")});
    constexpr std::size_t kShort = 6; // less would be found in any text without its padding
    if (secret.size() >= kShort)
        forms.insert(forms.end(),
                     {base64Url(net::base64(secret)),
                      net::base64(secret).substr(0, net::base64(secret).find('='))});
    for (const std::string& form : forms)
        masker.add(form);
}

// What a peer may tell of a secret that came with more: the token without its scheme ("Bearer
// tok"), the password of a pair ("user:password", also in base64). Not of AWS keys, whose id is no
// secret.
std::vector<std::string> partsOf(const std::string& secret)
{
    constexpr std::size_t kShort = 6; // less would be found in any text
    std::vector<std::string> parts;
    const auto addPair = [&parts](const std::string& text) {
        const std::size_t colon = text.find(':');
        if (colon != std::string::npos && text.size() - colon > kShort)
            parts.push_back(text.substr(colon + 1));
    };
    const std::size_t space = secret.find(' ');
    const std::string bare = space == std::string::npos ? secret : secret.substr(space + 1);
    if (space != std::string::npos && bare.size() >= kShort)
        parts.push_back(bare);
    addPair(bare);
    if (telemetry::asciiLowered(secret.substr(0, space)) == "basic") {
        if (const auto pair = net::fromBase64(bare)) {
            parts.push_back(*pair);
            addPair(*pair);
        }
    }
    return parts;
}

} // namespace

Result<Credentials> Credentials::create(const Profile& profile,
                                        const Authentication& authentication,
                                        const std::string& tokenFile)
{
    Credentials credentials;
    credentials.m_header = authentication.header;
    credentials.m_allowsPlainHttp = authentication.allowsPlainHttp;
    credentials.m_value = authentication.value;
    credentials.m_awsService = authentication.awsService;
    credentials.m_awsRegion = authentication.awsRegion;
    credentials.m_login = authentication.login;
    if (authentication.header.empty() && authentication.awsService.empty())
        return credentials;
    const auto secret = net::resolveSecret({.name = authentication.secret,
                                            .namedFile = tokenFile,
                                            .profileFile = authentication.tokenFile},
                                           &credentials.m_origin);
    if (!secret)
        return tl::make_unexpected(secret.error());
    if (secret->empty() && !authentication.isOptional)
        return failure(ErrorKind::Usage,
                       "There is no secret for " + profile.id
                           + (authentication.secret.empty()
                                  ? std::string(": ")
                                  : ": set PLUMBLINE_TOKEN_" + authentication.secret + ", or ")
                           + "name a file with --token-file.");
    if (!authentication.awsService.empty() && !secret->empty()
        && (awsKeys(*secret).id.empty() || awsKeys(*secret).key.empty()))
        return failure(ErrorKind::Usage,
                       "The secret of " + profile.id
                           + " must be ID:KEY, or ID:KEY:SESSION, of an AWS access key.");
    credentials.m_secret = *secret;
    return credentials;
}

bool Credentials::forgetToken()
{
    return !std::exchange(m_token, {}).empty();
}

Variables Credentials::variables() const
{
    return {{"secret", m_secret}, {"token", m_token}};
}

Variables Credentials::previewVariables() const
{
    return {{"secret", m_secret},
            {"token", m_login && m_token.empty() ? "(from the login)" : m_token}};
}

Result<void> Credentials::apply(net::ClientRequest& request, const Variables& secrets,
                                const Variables& parameters) const
{
    if (m_secret.empty())
        return {};
    if (!m_awsService.empty()) {
        const auto region = m_awsRegion.render(parameters, Destination::Header);
        if (!region)
            return tl::make_unexpected(region.error());
        const AwsKeys keys = awsKeys(m_secret);
        request.aws = {
            .region = *region, .service = m_awsService, .keyId = keys.id, .key = keys.key};
        if (!keys.session.empty())
            request.headers.emplace_back("X-Amz-Security-Token", keys.session);
        return {};
    }
    if (m_header.empty())
        return {};
    const auto value = m_value.render(secrets, Destination::Header);
    if (!value)
        return tl::make_unexpected(value.error());
    request.headers.emplace_back(m_header, *value);
    return {};
}

Result<std::string> Credentials::canonical(const Variables& parameters) const
{
    if (!m_awsService.empty()) {
        const auto region = m_awsRegion.render(parameters, Destination::Header);
        if (!region)
            return region;
        return "(signed for " + m_awsService + " in " + *region + ")\n";
    }
    if (m_header.empty())
        return std::string();
    const auto value =
        m_value.render({{"secret", "{{secret}}"}, {"token", "{{token}}"}}, Destination::Header);
    if (!value)
        return value;
    return telemetry::asciiLowered(m_header) + ": " + *value + '\n';
}

void Credentials::maskWith(net::Masker& masker) const
{
    addForms(masker, m_secret);
    addForms(masker, m_token);
    for (const std::string& part : partsOf(m_secret))
        addForms(masker, part);
    if (m_awsService.empty())
        return;
    const AwsKeys keys = awsKeys(m_secret); // the id is no secret, and names who acts
    addForms(masker, keys.key);
    addForms(masker, keys.session);
}

} // namespace actuation
