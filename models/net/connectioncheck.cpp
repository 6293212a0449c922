// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/connectioncheck.h"

#include "models/net/secrettransit.h"
#include "models/telemetry/text.h"
#include "models/telemetry/visibletext.h"

#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

namespace net {

namespace {

using State = ConnectionVerdict::State;

constexpr std::size_t kLongestReason = 200; // bytes of libcurl's words

std::string placeOf(const std::string& url)
{
    const std::string origin = originOf(url);
    return origin.empty() ? "the address" : origin;
}

// The path without the query, in which there may be anything.
std::string pathOf(const std::string& url)
{
    const std::size_t scheme = url.find("://");
    const std::size_t begin =
        scheme == std::string::npos ? std::string::npos : url.find('/', scheme + 3);
    if (begin == std::string::npos)
        return "/";
    return url.substr(begin, url.find_first_of("?#", begin) - begin);
}

std::string secondsText(std::chrono::microseconds time)
{
    std::array<char, 32> text{};
    const double seconds = std::chrono::duration<double>(time).count();
    if (seconds < 1)
        std::snprintf(text.data(), text.size(), "%.0f ms", seconds * 1000);
    else
        std::snprintf(text.data(), text.size(), "%.1f s", seconds);
    return text.data();
}

// libcurl's words for what is wrong with a certificate or a handshake, with OpenSSL and GnuTLS.
std::string tlsText(const std::string& error, const ConnectionAsked& asked)
{
    const std::string words = telemetry::asciiLowered(error);
    const auto says = [&words](std::string_view part) {
        return words.find(part) != std::string::npos;
    };
    const std::string host = hostOf(asked.url);
    if (says("expired"))
        return "The server's certificate has expired.";
    if (says("not yet valid") || says("not activated"))
        return "The server's certificate is not valid yet, by this machine's clock.";
    if (says("does not match") || says("no alternative certificate subject name")
        || says("hostname mismatch"))
        return "The server's certificate is not for " + host + ".";
    if (says("self-signed") || says("self signed") || says("local issuer")
        || says("issuer certificate") || says("signer not found")
        || says("server certificate verification failed"))
        return "This machine does not trust who signed the server's certificate; the authority's "
               "certificate belongs into the profile's \"tls\" or into those of the machine.";
    if (says("certificate required") || says("client certificate") || says("handshake failure")
        || says("bad certificate"))
        return "The server wants another handshake: a certificate of ours, most likely, or another "
               "version of TLS.";
    if (says("wrong version number") || says("unexpected tls packet") || says("packet length")
        || says("http request"))
        return "No TLS is spoken at " + placeOf(asked.url) + "; write http:// for https://.";
    if (says("error setting certificate") || says("cafile") || says("could not load"))
        return "A file of certificates that is named for it cannot be read.";
    return "TLS failed: " + telemetry::visibleLine(error.substr(0, kLongestReason)) + ".";
}

std::string unreachedText(const Exchange& exchange, const ConnectionAsked& asked)
{
    const std::string place = placeOf(asked.url);
    const bool isSent = exchange.state == ExchangeState::SentNoReply;
    switch (exchange.fault) {
    case ExchangeFault::Name:
        return "The name " + hostOf(asked.url) + " is not found.";
    case ExchangeFault::Connection:
        return place + " refuses connections: nothing listens there.";
    case ExchangeFault::Tls:
        return tlsText(exchange.error, asked);
    case ExchangeFault::Time:
        return isSent ? place + " took the request and did not answer within "
                + secondsText(asked.timeout) + "."
                      : place + " could not be reached within " + secondsText(asked.connectTimeout)
                + ": a firewall, or a machine that is off.";
    case ExchangeFault::None:
    case ExchangeFault::Other:
        break;
    }
    const std::string why = telemetry::visibleLine(exchange.error.substr(0, kLongestReason));
    if (!isSent) // an address, or a setting, that nothing could be asked with
        return "No request could be made to " + place + ": " + why + ".";
    return "At " + place + " something answers that is no " + asked.kind + ": " + why + ".";
}

std::string deniedText(const Exchange& exchange, const ConnectionAsked& asked)
{
    const std::string status = "HTTP " + std::to_string(exchange.status);
    if (asked.secret.empty())
        return "It does not let us in (" + status
            + "), and the profile names no secret that it could be shown.";
    if (!asked.hasSecret)
        return "It does not let us in (" + status + "): no secret was sent. It is taken from "
            + asked.secret + ".";
    return exchange.status == 401
        ? "It does not take the secret (" + status + "); that is " + asked.secret + "."
        : "It knows the secret and forbids this (" + status + "): what " + asked.secret
            + " stands for may not read here.";
}

} // namespace

const char* toString(ConnectionVerdict::State state)
{
    switch (state) {
    case State::Well:
        return "well";
    case State::Slow:
        return "slow";
    case State::Denied:
        return "denied";
    case State::Bad:
        break;
    }
    return "bad";
}

ConnectionVerdict judgeConnection(const Exchange& exchange, const ConnectionAsked& asked)
{
    const auto verdict = [&exchange](State state, std::string text) {
        return ConnectionVerdict{
            .state = state, .text = std::move(text), .elapsed = exchange.elapsed};
    };
    const std::string place = placeOf(asked.url);
    const std::string status = "HTTP " + std::to_string(exchange.status);
    if (exchange.state != ExchangeState::Replied)
        return verdict(State::Bad, unreachedText(exchange, asked));
    if (exchange.status == 401 || exchange.status == 403)
        return verdict(State::Denied, deniedText(exchange, asked));
    if (exchange.status == 404 || exchange.status == 405)
        return verdict(State::Bad,
                       "There is nothing of " + asked.kind + " at " + place + pathOf(asked.url)
                           + " (" + status + "): the base URL or a path is another one.");
    if (exchange.status >= 300 && exchange.status < 400)
        return verdict(State::Bad,
                       place + " sends us elsewhere (" + status
                           + "), and redirects are not followed: name the address it leads to.");
    if (exchange.status == 429)
        return verdict(State::Bad, place + " has too many requests (" + status + ").");
    if (exchange.status >= 500)
        return verdict(State::Bad, place + " is there and cannot answer (" + status + ").");
    if (exchange.status < 200 || exchange.status >= 300)
        return verdict(State::Bad,
                       place + " does not take the request (" + status + "): it is no " + asked.kind
                           + ", or one of another version.");
    const std::string took = secondsText(exchange.elapsed);
    if (exchange.elapsed > kSlow)
        return verdict(State::Slow, place + " answers, but slowly: after " + took + ".");
    return verdict(State::Well, place + " answers, after " + took + ".");
}

ConnectionVerdict wrongKind(const Exchange& exchange, const ConnectionAsked& asked,
                            const std::string& why)
{
    return {.state = State::Bad,
            .text = "At " + placeOf(asked.url) + " something answers that is no " + asked.kind
                + (why.empty() ? "." : ": " + telemetry::visibleLine(why)),
            .elapsed = exchange.elapsed};
}

} // namespace net
