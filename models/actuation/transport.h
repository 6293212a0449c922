// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/credentials.h"
#include "models/actuation/profile.h"
#include "models/net/httpclient.h"
#include "models/net/secrets.h"
#include "models/runbook/lever.h"
#include "models/telemetry/result.h"

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace actuation {

// Turns a profile's request templates into requests and sends them, with the secret put in. No
// error of it has a secret in its words, however that was encoded. One thread at a time.
class Transport
{
public:
    // The profile must outlive it. Usage errors: a base URL that is not http or https, a secret
    // that would cross the network in the clear, a secret that is missing. `tokenFile` is of the
    // profile's "auth".
    static telemetry::Result<Transport> create(const Profile& profile, std::string baseUrl,
                                               const std::string& tokenFile);

    telemetry::Result<net::ClientRequest> compose(const RequestTemplate& request,
                                                  const Variables& variables);
    // As it would be sent, secrets masked. A token that only a login gives is masked without
    // logging in. `symbols` stand in the canonical form for variables that every planning finds
    // anew.
    telemetry::Result<runbook::RequestPreview> preview(const RequestTemplate& request,
                                                       const Variables& variables,
                                                       const Variables& symbols = {},
                                                       const Unsettled& unsettled = {}) const;
    net::Exchange perform(const net::ClientRequest& request, const std::atomic<bool>* cancel);
    // Whatever names nothing of its own is broken off by this from now on, logins too; null: not.
    void breakOffBy(const std::atomic<bool>* cancel) { m_cancel = cancel; }

    // The next request that is composed logs in again; false when there is no login to repeat.
    bool forgetToken();

    const std::string& baseUrl() const { return m_baseUrl; }
    bool hasSecret() const; // of the profile's own "auth"
    std::string secretText() const; // where its secrets came from, a sentence; never a secret
    std::string masked(std::string text) const { return m_masker.masked(std::move(text)); }
    // The beginning of a reply for people: masked as a whole and only then cut after `limit` bytes,
    // so that no part of a secret is left at the cut. Well-formed UTF-8.
    std::string excerpt(const std::string& text, std::size_t limit) const;

private:
    explicit Transport(const Profile& profile)
        : m_profile(&profile)
        , m_client(std::make_unique<net::HttpClient>())
    {
    }
    telemetry::Result<net::ClientRequest> rendered(const RequestTemplate& request,
                                                   const Variables& variables,
                                                   const Variables& secrets,
                                                   const Unsettled& unsettled = {}) const;
    telemetry::Result<void> renderBody(const RequestTemplate& request, const Variables& variables,
                                       const Unsettled& unsettled,
                                       net::ClientRequest& result) const;
    telemetry::Result<std::string> canonical(const RequestTemplate& request, Variables variables,
                                             const Variables& symbols, Unsettled unsettled) const;
    bool isOfFiles() const; // the control plane is a folder of this machine
    std::string credentialsOf(const RequestTemplate& request) const; // their name
    const Credentials* find(const RequestTemplate& request) const;
    // Where the secret of `request` goes to be given a token for: what the login names, else the
    // control plane itself for its own, and for others the host of the request.
    std::string loginHost(const RequestTemplate& request) const;
    telemetry::Result<void> logIn(Credentials& credentials, const std::string& host);
    telemetry::Error masked(telemetry::Error error) const;

    const Profile* m_profile;
    std::unique_ptr<net::HttpClient> m_client;
    const std::atomic<bool>* m_cancel = nullptr;
    std::string m_baseUrl;
    std::map<std::string, std::string> m_hosts; // base URLs, by name
    net::ClientTls m_tls;
    std::map<std::string, Credentials> m_credentials; // by name; "": the profile's "auth"
    net::Masker m_masker;
};

} // namespace actuation
