// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/profile.h"
#include "models/net/httpclient.h"
#include "models/net/secrets.h"
#include "models/telemetry/result.h"

#include <string>

namespace actuation {

// One way of a profile to say who we are, with the secret that it takes. Plain value.
class Credentials
{
public:
    // Usage error when the secret is missing and not optional, or is not what its kind wants.
    // `tokenFile`: named by hand, wins over every other source; empty: none.
    static telemetry::Result<Credentials> create(const Profile& profile,
                                                 const Authentication& authentication,
                                                 const std::string& tokenFile);

    bool hasSecret() const { return !m_secret.empty(); }
    const std::string& origin() const { return m_origin; } // of the secret, in words
    bool allowsPlainHttp() const { return m_allowsPlainHttp; }
    // A token is of the host that gave it: a name of the profile's hosts, empty for the control
    // plane itself.
    bool needsLogin(const std::string& host) const
    {
        return m_login && hasSecret() && (m_token.empty() || m_tokenHost != host);
    }
    const Login* login() const { return m_login ? &*m_login : nullptr; }
    const std::string& secret() const { return m_secret; }
    void setToken(std::string token, std::string host)
    {
        m_token = std::move(token);
        m_tokenHost = std::move(host);
    }
    bool forgetToken(); // whether there was one

    // For templates of headers.
    Variables variables() const;
    // For previews: as they are, but for a token that only a login gives.
    Variables previewVariables() const;
    // How it says who we are, without who that is: the line of the header with names in place of
    // the secrets. The same with and without a secret.
    telemetry::Result<std::string> canonical(const Variables& parameters) const;
    // Adds the header, or what the signing of AWS takes, to a request. Nothing without a secret.
    telemetry::Result<void> apply(net::ClientRequest& request, const Variables& secrets,
                                  const Variables& parameters) const;
    // The secret, all its parts, and the token; plain and as requests and replies encode them, also
    // twice.
    void maskWith(net::Masker& masker) const;

private:
    std::string m_header;
    bool m_allowsPlainHttp = false;
    TextTemplate m_value;
    std::string m_awsService;
    TextTemplate m_awsRegion;
    std::optional<Login> m_login;
    std::string m_secret;
    std::string m_origin;
    std::string m_token; // from the login
    std::string m_tokenHost;
};

} // namespace actuation
