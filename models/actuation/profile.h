// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/operations.h"
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

struct LeverValue
{
    std::string canonical;
    std::string read; // as the state shows it
    std::string write; // as a write takes it
    bool isRemoval = false; // reached by taking the entry away; read and written as nothing
};

struct LeverProfile
{
    runbook::LeverDescription description;
    std::vector<LeverValue> values; // empty: free text, the same in all three
    // Where a parameter decides which way round a lever is: its name, and the values for each of
    // what it can be. `values` are then those of the parameter as it is.
    std::string valuesBy;
    std::map<std::string, std::vector<LeverValue>> valuesFor;
    std::string absentValue; // what it means that there is no entry
    Variables each; // what the lever's family goes through
    // Of the profile's parameters, the family's variable, target and environment.
    std::map<std::string, TextTemplate> variables;
    std::string operations; // name
    std::string pattern; // RE2, of the whole text: what a free value must look like; empty: any
    std::chrono::seconds lasting{0}; // how long what it writes holds, for {{until}}

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
    // AWS Signature Version 4 in place of a header; the secret is "ID:KEY" or "ID:KEY:SESSION".
    std::string awsService; // empty: a header
    TextTemplate awsRegion;
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

// For servers with a certificate of a private authority, or that want one of ours. Paths of PEM
// files; empty: as the system has it.
struct TlsFiles
{
    TextTemplate authority;
    TextTemplate certificate;
    TextTemplate key;
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
    std::map<std::string, TextTemplate> hosts; // other base URLs, of the parameters
    TextTemplate replicas; // base URLs with commas or spaces between; empty: base_url alone
    TlsFiles tls;
    Authentication authentication;
    std::map<std::string, Authentication> authentications; // others, by name
    Timeouts timeouts;
    bool allowsFiles = false; // the base URL may be a folder of this machine
    std::map<std::string, Operations> operations;
    std::vector<LeverProfile> levers;

    const LeverProfile* find(const std::string& lever) const;
};

// Settles the values of levers that a parameter decides. Usage error when it is none of those that
// the profile names.
telemetry::Result<void> chooseValues(Profile& profile);

// Unreadable, naming each problem as `name`:line:column.
telemetry::Result<Profile> parseProfile(const std::string& yaml, const std::string& name);

// A file, or the name of a profile that is compiled in. At most 1 MiB.
telemetry::Result<Profile> loadProfile(const std::string& fileOrName);
std::vector<std::string> builtInProfiles();
std::string builtInProfileText(const std::string& name); // empty: there is none

} // namespace actuation
