// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/reply.h"
#include "models/actuation/template.h"
#include "models/runbook/lever.h"
#include "models/telemetry/result.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actuation {

struct RequestTemplate
{
    std::string method = "GET";
    TextTemplate path; // after the base URL; with the query
    std::vector<std::pair<std::string, TextTemplate>> headers;
    std::optional<BodyTemplate> json; // sent as application/json
    std::optional<TextTemplate> text; // or this, as text/plain
};

// How the state is read.
struct ReadOperation
{
    RequestTemplate request;
    std::vector<int> absentStatuses; // these say that there is no such entry; 2xx alone is a state
    ReplyMatch valid; // else the reply is nonsense
    Selector value;
    std::optional<Selector> version;
    std::optional<Selector> exists; // absent: it exists when there is a value
};

// How it is changed, or taken away.
struct WriteOperation
{
    RequestTemplate request;
    std::vector<ReplyRule> rules; // in order
    std::optional<Selector> version; // of what was written, from the reply
    std::optional<Selector> conflictValue; // what is there now, from a conflict's reply
    std::optional<Selector> conflictVersion;
};

// Variables of the templates: those of the profile and the lever, and
//   value    as the control plane takes it        to       canonical
//   version  of the state the plan was made from  before   its raw value
//   target, environment                           secret, token: in headers and the login only
struct Operations
{
    ReadOperation read;
    WriteOperation write;
    std::optional<WriteOperation> remove; // undoes a write where nothing was before
    runbook::TokenStrength token = runbook::TokenStrength::None;
};

struct LeverValue
{
    std::string canonical;
    std::string read; // as the state shows it
    std::string write; // as a write takes it
};

struct LeverProfile
{
    runbook::LeverDescription description;
    std::vector<LeverValue> values; // empty: free text, the same in all three
    std::string absentValue; // what it means that there is no entry
    Variables each; // what the lever's family goes through
    // Of the profile's parameters, the family's variable, target and environment.
    std::map<std::string, TextTemplate> variables;
    std::string operations; // name

    std::string canonicalOf(const std::string& raw) const; // raw itself when it is no known value
    const LeverValue* find(const std::string& canonical) const;
    const LeverValue* findRaw(const std::string& raw) const;
};

struct Login
{
    RequestTemplate request;
    Selector token;
};

struct Authentication
{
    std::string header; // empty: none
    TextTemplate value;
    std::string secret; // PLUMBLINE_TOKEN_<secret>
    std::string tokenFile;
    bool isOptional = false; // without a secret, no header is sent
    bool allowsPlainHttp = false; // to hosts other than this one
    std::optional<Login> login; // {{token}} is then what it answers
};

struct Timeouts
{
    std::chrono::milliseconds connect{2000};
    std::chrono::milliseconds request{5000};
    std::chrono::milliseconds readBack{5000}; // how long a write may take to show
    std::chrono::milliseconds poll{200};
};

// A control plane, as a YAML file describes it. Reference with all keys:
// resources/profiles/README.md.
struct Profile
{
    std::string id;
    std::string title;
    std::string baseUrl;
    std::string environment;
    Variables parameters;
    Authentication authentication;
    Timeouts timeouts;
    std::map<std::string, Operations> operations;
    std::vector<LeverProfile> levers;

    const LeverProfile* find(const std::string& lever) const;
};

// Unreadable, naming each problem as `name`:line:column.
telemetry::Result<Profile> parseProfile(const std::string& yaml, const std::string& name);

// A file, or the name of a profile that is compiled in. At most 1 MiB.
telemetry::Result<Profile> loadProfile(const std::string& fileOrName);
std::vector<std::string> builtInProfiles();

} // namespace actuation
