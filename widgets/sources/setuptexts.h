// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <vector>

namespace sources {

// Where a service can send to; empty: not listened on. With https, senders have to use TLS.
struct Endpoints
{
    QString http; // http://127.0.0.1:4318
    QString grpc;
    bool needsToken = false;
    bool isEveryAddress = false; // a name stands for all addresses of this machine
    friend bool operator==(const Endpoints&, const Endpoints&) = default;
};

// The same for a service elsewhere: nobody can send to 0.0.0.0 or [::], so `host` stands for them.
Endpoints reachableFrom(Endpoints endpoints, const QString& host);

// What a service can send with: an SDK, an instrumentation, a collector.
struct SetupClient
{
    int id = 0; // for setupText()
    QString name; // for people
    QString contentSwitch; // what has prompts and answers sent; of the text
};

// Those that can send to one of these.
std::vector<SetupClient> setupClients(const Endpoints& endpoints);

// What goes into one place: a file, a shell, a line of the program.
struct SetupPart
{
    QString heading; // which, for people; with the name of the file
    QString text; // to be pasted there as it is
};

// The settings or the code for one of them, each part to be copied: with the addresses, and
// "<token>" and "<ca.pem>" in the place of the token and the file with the authority, where these
// are needed. In the order in which they are done.
std::vector<SetupPart> setupParts(int client, const Endpoints& endpoints);

} // namespace sources
