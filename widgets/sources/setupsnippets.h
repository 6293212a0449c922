// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>

namespace sources {

// What is pasted in one place, as it is. Plain constants.
struct SnippetText
{
    const char* file; // its name; empty: of no file
    const char* where; // in it, or on the machine; looked up in the user's language
    // A line that begins with "?token ", "?open ", "?tls " or "?plain " is there with a token,
    // without one, with TLS or without it only. $HTTP and $GRPC are the addresses.
    const char* text;
};

struct ClientSnippets
{
    const char* name; // looked up in the user's language
    bool isGrpc; // it sends to that endpoint, else to the other
    const char* contentSwitch;
    std::span<const SnippetText> parts; // in the order in which they are done
};

// In the order in which they are offered. Each names the service, since one without a name is
// unknown_service to the console; what needs no name has one of its own.
std::span<const ClientSnippets> clientSnippets();

} // namespace sources
